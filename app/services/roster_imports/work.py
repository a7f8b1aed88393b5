"""The long part of an import, as operations: outside the request, in transactions of their own.

Parsing and judging run in a thread; the event loop stays free. Whatever goes wrong leaves the import as it was before
the work and says so.
"""

import asyncio
from uuid import UUID

from app.core.sheets import SheetProblem, SheetRead
from app.core.sheets.apart import read_apart
from app.domain.operations.facts import OperationKind, OperationState
from app.domain.roster_imports.columns import Header
from app.domain.roster_imports.rows import MissingDay, RosterRow
from app.persistence.models.operations import Operation
from app.persistence.models.roster_imports import RosterImportState, RosterRowState
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.uow import UnitOfWork
from app.services.operations import Handler, Run, WorkRefused
from app.services.roster_imports.applying import Applying, Changed
from app.services.roster_imports.checking import Checked, Matching, read_chunk, roster_of
from app.services.roster_imports.payload import pack

__all__ = ["APPLY", "CHECK"]

_CHUNK = 500
_READ, _JUDGED, _MATCHED = 10, 50, 75
"""Percent of a check at which the file is unpacked, its rows are judged, and they are held against the people."""


async def _check(run: Run) -> None:
    try:
        await _checked(run)
    except SheetProblem as problem:
        what = problem.what or None
        facts = {"what": what, "expected": problem.expected if problem.expected is not None else what, "actual": what}
        raise WorkRefused(problem.code, facts) from None


async def _checked(run: Run) -> None:
    import_id = run.subject_id
    async with run.look() as uow:
        row = await uow.repository(RosterImportRepository).get(import_id)
        blob = await uow.repository(RosterImportRepository).file(import_id)
        missing_day = MissingDay(str(row.options["missing_day"]))
    if blob is None:
        raise SheetProblem("roster.empty")
    await run.tell(1)
    sheet, header = roster_of(await asyncio.to_thread(lambda: read_apart(run.place.keys.open(import_id, blob))))
    await run.tell(_READ)
    rows = await _read_rows(run, sheet, header, missing_day)
    if not rows:
        raise SheetProblem("roster.empty")
    async with run.work() as uow:
        await _keep(run, uow, sheet, header, rows)


async def _read_rows(run: Run, sheet: SheetRead, header: Header, missing_day: MissingDay) -> list[RosterRow]:
    rows: list[RosterRow] = []
    total = len(sheet.rows)
    for start in range(header.index + 1, total, _CHUNK):
        rows += await asyncio.to_thread(
            read_chunk, sheet, header, start, start + _CHUNK, on=run.moment.today, missing_day=missing_day
        )
        await run.tell(_between(_READ, _JUDGED, min(start + _CHUNK, total), total))
    return rows


def _between(low: int, high: int, done: int, total: int) -> int:
    return low + (high - low) * done // max(total, 1)


async def _keep(run: Run, uow: UnitOfWork, sheet: SheetRead, header: Header, rows: list[RosterRow]) -> None:
    imports = uow.repository(RosterImportRepository)
    row = await imports.get(run.subject_id, holding=False)
    organisation = await uow.repository(OrganisationRepository).get(row.organisation_id, holding=False)
    matching = Matching(uow, organisation, header, await imports.branches(organisation))
    checked: list[Checked] = []
    for start in range(0, len(rows), _CHUNK):
        checked += await matching.match(rows[start : start + _CHUNK])
        await run.tell(_between(_JUDGED, _MATCHED, start + _CHUNK, len(rows) + _CHUNK))
    matching.compare()
    await imports.drop_rows(row.id)
    for start in range(0, len(checked), _CHUNK):
        await imports.add_rows([_stored(uow, row.id, item) for item in checked[start : start + _CHUNK]])
        await run.tell(_between(_MATCHED, 100, start + _CHUNK, len(checked) + _CHUNK))
    await run.seal(uow)
    states = [item.state for item in checked]
    row.format = sheet.format
    row.options = {**row.options, "ignored_columns": list(header.ignored)}
    row.rows_total = len(checked)
    row.rows_good = states.count(RosterRowState.GOOD)
    row.rows_known = states.count(RosterRowState.KNOWN)
    row.rows_differ = states.count(RosterRowState.DIFFERS)
    row.rows_bad = states.count(RosterRowState.BAD)
    row.state, row.checked_at, row.percent = RosterImportState.CHECKED.value, uow.now, 100
    counts: dict[str, object] = {"total": row.rows_total, "good": row.rows_good, "bad": row.rows_bad}
    run.result = {
        "rows_total": row.rows_total,
        "rows_good": row.rows_good,
        "rows_known": row.rows_known,
        "rows_differ": row.rows_differ,
        "rows_bad": row.rows_bad,
    }
    uow.emit("roster-imports:import:check", row, after=counts, details=counts)


def _stored(uow: UnitOfWork, import_id: UUID, item: Checked) -> dict[str, object]:
    payload = None
    row = item.row
    good = item.state is RosterRowState.GOOD
    if good and row.particulars is not None and item.branch is not None and row.status_since is not None:
        payload = pack(uow.keys, import_id, row.particulars, item.branch.id, row.status_since)
    return {
        "import_id": import_id,
        "row_number": row.number,
        "state": item.state.value,
        "problems": item.problems,
        "payload": payload,
        "identity": item.identity,
        "person_id": item.person_id,
    }


async def _apply(run: Run) -> None:
    for held in (False, False, True):
        try:
            await _made(run, held=held)
        except Changed:
            continue
        return


async def _made(run: Run, *, held: bool) -> None:
    async with run.work() as uow:
        imports = uow.repository(RosterImportRepository)
        row = await imports.get(run.subject_id, holding=False)
        organisation = await uow.repository(OrganisationRepository).get(row.organisation_id, holding=False)
        applying = Applying(uow, row, organisation, held=held)
        await applying.begin()
        after, done = 0, 0
        while chunk := await imports.rows(row.id, RosterRowState.GOOD, after, _CHUNK):
            after = chunk[-1].row_number
            await applying.apply(chunk)
            done += len(chunk)
            if applying.lost and run.arguments["mode"] == "all_or_nothing":
                raise WorkRefused("roster.bad-rows", {"actual": applying.lost})
            await run.tell(_between(0, 95, done, row.rows_good))
        await imports.drop_file(row.id)
        await applying.confirm()
        await run.seal(uow)
        row.rows_applied, row.rows_bad, row.percent = applying.made, row.rows_bad + applying.lost, 100
        row.state, row.applied_at = RosterImportState.APPLIED.value, uow.now
        run.result = {"rows_applied": applying.made}
        uow.emit(
            "roster-imports:import:finish",
            row,
            after={"applied": applying.made},
            details={"applied": applying.made, "organisation_id": row.organisation_id},
            event_type="roster_imports.import.applied",
        )


_REST = {
    (OperationKind.ROSTER_CHECK, OperationState.FAILED): RosterImportState.REFUSED,
    (OperationKind.ROSTER_CHECK, OperationState.CANCELLED): RosterImportState.RECEIVED,
    (OperationKind.ROSTER_APPLY, OperationState.FAILED): RosterImportState.CHECKED,
    (OperationKind.ROSTER_APPLY, OperationState.CANCELLED): RosterImportState.CHECKED,
}
"""Where an import comes to rest. A cancelled check may be asked for again; a checked roster may still be applied."""


async def _settle(uow: UnitOfWork, operation: Operation, state: OperationState) -> None:
    imports = uow.repository(RosterImportRepository)
    row = await imports.held(operation.subject_id)
    row.state, row.percent = _REST[OperationKind(operation.kind), state].value, 0
    row.mode = None if operation.kind == OperationKind.ROSTER_APPLY.value else row.mode
    row.problem = _problem(operation)
    code = row.problem["code"] if row.problem else None
    uow.emit("roster-imports:import:stop", row, after={"state": row.state}, details={"code": code})


def _problem(operation: Operation) -> dict[str, object] | None:
    """Return what the import shows: why the file can't be read, or that the work broke off."""
    if operation.problem is None:
        return None
    code = str(operation.problem["code"])
    facts = operation.problem.get("facts")
    if not code.startswith("roster.") or not isinstance(facts, dict):
        return {"code": "roster.interrupted"}
    return {"code": code, "what": facts.get("what") or "", "expected": facts.get("expected")}


CHECK = Handler(_check, _settle)
APPLY = Handler(_apply, _settle)
