"""What rests on a record of another area is judged again in the transaction that changed the record."""

from collections.abc import Iterable
from uuid import UUID

from app.persistence.repositories.case_file import load_file, load_laws
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.uow import UnitOfWork
from app.services.development.findings import note_questioned
from app.services.development.loading import Loaded, refresh, reload

__all__ = ["answer_findings", "question_case", "question_cases"]


async def question_cases(uow: UnitOfWork, case_ids: Iterable[UUID | None]) -> None:
    """Judge the completed steps of these cases again; what no longer holds becomes a finding for the committee, and a
    finding whose ground is gone is settled.

    The record that changed was held against the caller; a case that has moved elsewhere is judged all the same. Nothing
    happens to a case without a completed step.
    """
    wanted = sorted({case_id for case_id in case_ids if case_id is not None})
    if wanted:
        # The case file is read from the database.
        await uow.flush()
    for case_id in wanted:
        await question_case(uow, case_id)


async def question_case(uow: UnitOfWork, case_id: UUID, *, only_if_changed: bool = False) -> bool:
    """Judge the completed steps of one case again; tell whether a finding came or was settled. With *only_if_changed* a
    case of which nothing comes is left alone."""
    await uow.repository(OrganisationRepository).hold_tree()
    case = await uow.repository(CaseRepository).held_anywhere(case_id)
    if case is None:
        return False
    file = await load_file(uow, case)
    if not file.completions:
        return False
    waiting = len(file.open_findings)
    loaded = Loaded(case, file, await load_laws(uow, file))
    added = await note_questioned(uow, loaded)
    after = await reload(uow, loaded)
    still = len(after.file.open_findings)
    settled = waiting + len(added) - still
    changed = bool(added) or settled > 0
    if only_if_changed and not changed:
        return False
    await refresh(uow, after)
    uow.emit(
        "development:case:judge-again",
        case,
        details={"case_id": case_id, "added": len(added), "settled": settled, "open": still},
    )
    return changed


async def answer_findings(uow: UnitOfWork, case_id: UUID | None) -> None:
    """Judge a case again that waits for findings, when something of it comes in: what was missing may be there now.

    A case without an open finding is left alone: what comes in there is judged by the step that rests on it.
    """
    if case_id is None:
        return
    await uow.flush()  # what the same command has found is seen
    if await uow.repository(CaseSubjects).has_open_finding(case_id):
        await question_cases(uow, [case_id])
