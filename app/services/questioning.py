"""What rests on a record of another area is judged again in the transaction that changed the record."""

from collections.abc import Iterable
from uuid import UUID

from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.case_file import load_file, load_laws
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.uow import UnitOfWork
from app.services.development.findings import note_questioned
from app.services.development.loading import Loaded, refresh, reload

__all__ = ["answer_findings", "question_cases"]


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
        case = await uow.session.get(DevelopmentCase, case_id, with_for_update=True, populate_existing=True)
        if case is None:
            continue
        file = await load_file(uow, case)
        if not file.completions:
            continue
        waiting = len(file.open_findings)
        loaded = Loaded(case, file, await load_laws(uow, file))
        added = await note_questioned(uow, loaded)
        after = await reload(uow, loaded)
        await refresh(uow, after)
        still = len(after.file.open_findings)
        uow.emit(
            "development:case:judge-again",
            case,
            details={
                "case_id": case_id,
                "added": len(added),
                "settled": waiting + len(added) - still,
                "open": still,
            },
        )


async def answer_findings(uow: UnitOfWork, case_id: UUID | None) -> None:
    """Judge a case again that waits for findings, when something of it comes in: what was missing may be there now.

    A case without an open finding is left alone: what comes in there is judged by the step that rests on it.
    """
    if case_id is None:
        return
    await uow.flush()  # what the same command has found is seen
    if await uow.repository(CaseSubjects).has_open_finding(case_id):
        await question_cases(uow, [case_id])
