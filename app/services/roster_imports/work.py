"""The long part of an import: outside the request, with transactions of its own and progress that others see.

Parsing and judging run in a thread; the event loop stays free. A failure leaves the import as it was before the work
and says so; a process that dies leaves a stale sign of life, and the work may be asked for again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import structlog

from app.core.clock import Moment
from app.core.crypto import Keys
from app.core.sheets import SheetProblem, SheetRead, read_sheet
from app.domain.identity.caller import Caller
from app.domain.identity.permissions import Permission
from app.domain.roster_imports.columns import Header
from app.domain.roster_imports.rows import MissingDay, RosterRow
from app.persistence.database import Database
from app.persistence.models.organisations import Organisation
from app.persistence.models.roster_imports import RosterImport, RosterImportState, RosterRowState
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.roster_imports import RosterImportRepository, tell_progress
from app.persistence.uow import UnitOfWork
from app.services.roster_imports.applying import apply_rows
from app.services.roster_imports.checking import Checked, header_of, match_rows, read_chunk
from app.services.roster_imports.payload import pack

__all__ = ["Workplace", "run_apply", "run_check"]

log = structlog.get_logger("zhibu.roster")
_CHUNK = 1000


@dataclass
class Workplace:
    """What the work needs: connections, keys, the moment and the caller of the request that asked for it."""

    database: Database
    keys: Keys
    moment: Moment
    caller: Caller
    request_id: str = "-"
    on_progress: Callable[[int], None] = field(default=lambda percent: None)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work of its own, committed at the end, rolled back on an error."""
        async with self.database.sessions() as session:
            uow = UnitOfWork(session, self.caller, self.moment, self.keys, Permission.ROSTER_IMPORT, self.request_id)
            yield uow
            await uow.commit()

    async def progress(self, import_id: UUID, percent: int) -> None:
        """Show how far the work has come."""
        self.on_progress(percent)
        await tell_progress(self.database.engine, import_id, percent, self.moment.now)


async def run_check(place: Workplace, import_id: UUID) -> None:
    """Check an import that waits for it; never raises: what goes wrong is written to the import."""
    try:
        await _check(place, import_id)
    except SheetProblem as problem:
        shown = {"code": problem.code, "what": problem.what, "expected": problem.expected}
        await _stop(place, import_id, RosterImportState.REFUSED, shown)
    except Exception as error:
        log.error("roster check failed", import_id=str(import_id), exc_info=error)
        await _stop(place, import_id, RosterImportState.REFUSED, {"code": "roster.interrupted"})


async def run_apply(place: Workplace, import_id: UUID) -> None:
    """Apply an import that waits for it, in one transaction; never raises."""
    try:
        await _apply(place, import_id)
    except Exception as error:
        log.error("roster import failed", import_id=str(import_id), exc_info=error)
        await _stop(place, import_id, RosterImportState.CHECKED, {"code": "roster.interrupted"})


async def _check(place: Workplace, import_id: UUID) -> None:
    async with place.work() as uow:
        row = await uow.repository(RosterImportRepository).get(import_id)
        blob = await uow.repository(RosterImportRepository).file(import_id)
    if blob is None:
        raise SheetProblem("roster.empty")
    sheet = await asyncio.to_thread(lambda: read_sheet(place.keys.open(import_id, blob)))
    header = header_of(sheet)
    await place.progress(import_id, 20)
    rows = await _read_rows(place, import_id, sheet, header, MissingDay(str(row.options["missing_day"])))
    if not rows:
        raise SheetProblem("roster.empty")
    async with place.work() as uow:
        await _keep(uow, import_id, sheet, header, rows)
    await place.progress(import_id, 100)


async def _read_rows(
    place: Workplace, import_id: UUID, sheet: SheetRead, header: Header, missing_day: MissingDay
) -> list[RosterRow]:
    rows: list[RosterRow] = []
    total = len(sheet.rows)
    for start in range(header.index + 1, total, _CHUNK):
        rows += await asyncio.to_thread(
            read_chunk, sheet, header, start, start + _CHUNK, on=place.moment.today, missing_day=missing_day
        )
        await place.progress(import_id, 20 + 60 * min(start + _CHUNK, total) // total)
    return rows


async def _keep(uow: UnitOfWork, import_id: UUID, sheet: SheetRead, header: Header, rows: list[RosterRow]) -> None:
    imports = uow.repository(RosterImportRepository)
    row = await imports.get(import_id, lock=True)
    organisation = await uow.repository(OrganisationRepository).get(row.organisation_id)
    checked = await match_rows(uow, organisation, header, rows)
    await imports.replace_rows(import_id, [_stored(uow, import_id, item) for item in checked])
    states = [item.state for item in checked]
    row.format = sheet.format
    row.options = {**row.options, "ignored_columns": list(header.ignored)}
    row.rows_total = len(checked)
    row.rows_good = states.count(RosterRowState.GOOD)
    row.rows_known = states.count(RosterRowState.KNOWN)
    row.rows_differ = states.count(RosterRowState.DIFFERS)
    row.rows_bad = states.count(RosterRowState.BAD)
    row.state, row.checked_at, row.percent = RosterImportState.CHECKED.value, uow.now, 100
    counts = {"total": row.rows_total, "good": row.rows_good, "bad": row.rows_bad}
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


async def _apply(place: Workplace, import_id: UUID) -> None:
    async with place.work() as uow:
        imports = uow.repository(RosterImportRepository)
        await uow.repository(OrganisationRepository).hold_tree()
        row: RosterImport = await imports.get(import_id)
        organisation: Organisation = await uow.repository(OrganisationRepository).get(row.organisation_id)
        branches = {branch.id: branch for branch in await imports.branches(organisation)}
        made, after, done = 0, 0, 0
        while chunk := await imports.rows(import_id, RosterRowState.GOOD, after, _CHUNK):
            after = chunk[-1].row_number
            made += await apply_rows(uow, row, chunk, branches)
            done += len(chunk)
            await place.progress(import_id, min(99, 100 * done // max(row.rows_good, 1)))
        row.rows_applied = made
        row.state, row.applied_at = RosterImportState.APPLIED.value, uow.now
        await imports.drop_file(import_id)
        uow.emit(
            "roster-imports:import:finish",
            row,
            after={"applied": made},
            details={"applied": made, "organisation_id": row.organisation_id},
            event_type="roster_imports.import.applied",
        )
    await place.progress(import_id, 100)


async def _stop(place: Workplace, import_id: UUID, state: RosterImportState, problem: Mapping[str, object]) -> None:
    async with place.work() as uow:
        row = await uow.repository(RosterImportRepository).get(import_id, lock=True)
        row.state, row.problem = state.value, dict(problem)
        uow.emit("roster-imports:import:stop", row, after={"state": state.value}, details={"code": problem["code"]})
