"""Open tasks get their days anew when local values change from which they follow: long work, begun with the decision.

Each case and each hanging notice is a piece of its own, locked for a moment, read as it stands then, and left alone where
nothing moves: what somebody else does meanwhile is neither lost nor waited for. No step is judged again, and no case gets
a new version. A window that hangs gets its last day anew, because the task to conclude its notice follows from it.
"""

from collections.abc import Iterable
from uuid import UUID

from app.domain.development.duties import DATED_BY as DATES_OF_CASES
from app.domain.identity.caller import Reach
from app.domain.operations.facts import OperationKind
from app.domain.organisations.levels import Level
from app.domain.publicity.duties import DATED_BY as DATES_OF_NOTICES
from app.domain.publicity.facts import NoticeState
from app.persistence.models.operations import Operation
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services import operations
from app.services.development.loading import follow_case, load_any
from app.services.operations import Handler, Run
from app.services.publicity.recomputing import recompute_window

__all__ = ["REDATE", "begin_redating"]


async def begin_redating(
    uow: UnitOfWork, because: object, organisation: Organisation, parameter_ids: Iterable[str]
) -> Operation | None:
    """Begin to date the open tasks of a subtree anew; None where no task follows from these figures.

    *because* is the stored row of the decision. Its rights were judged; the work is done whatever becomes of them.
    """
    if not (DATES_OF_CASES | DATES_OF_NOTICES).intersection(parameter_ids):
        return None
    return await operations.begin(
        uow,
        OperationKind.TASKS_REDATE,
        because,
        resource=f"/api/v1/tasks?organisation_id={organisation.id}",
        arguments={"level": organisation.level, "organisation_id": str(organisation.id)},
        follows=True,
    )


async def _redate(run: Run) -> None:
    subtree = Reach(Level(str(run.arguments["level"])), UUID(str(run.arguments["organisation_id"])))
    async with run.look() as uow:
        # Whoever read the old law before the decision was there has held the tree since then, and is waited for.
        await uow.repository(OrganisationRepository).lock_tree()
        cases = await uow.repository(CaseRepository).open_below(subtree)
        notices = await uow.repository(NoticeRepository).hanging_below(subtree)
    moved = {"cases": 0, "tasks": 0, "notices": 0}
    for index, case_id in enumerate(cases):
        await run.tell(100 * index // (len(cases) + len(notices)))
        changed = await _case(run, case_id)
        moved["cases"] += changed > 0
        moved["tasks"] += changed
    for index, notice_id in enumerate(notices, start=len(cases)):
        await run.tell(100 * index // (len(cases) + len(notices)))
        moved["notices"] += await _notice(run, notice_id)
    run.result = {f"{what}_moved": count for what, count in moved.items()}
    async with run.work() as uow:
        row = await run.seal(uow)
        uow.emit("operations:operation:end", row, after={"state": row.state}, details={"kind": row.kind, **run.result})


async def _case(run: Run, case_id: UUID) -> int:
    async with run.piece() as uow:
        loaded = await load_any(uow, case_id)
        changed = await follow_case(uow, loaded)
        if changed:
            details = {"case_id": case_id, "operation_id": run.operation_id, "tasks": changed}
            uow.emit("tasks:case:redate", loaded.case, details=details)
    return changed


async def _notice(run: Run, notice_id: UUID) -> bool:
    async with run.piece() as uow:
        notice = await uow.repository(NoticeRepository).whole(notice_id, lock=True)
        hangs = notice.state == NoticeState.POSTED.value
        return hangs and await recompute_window(uow, notice, {"operation_id": run.operation_id})


REDATE = Handler(_redate, may_be_cancelled=False, stopped="operation.redating-stopped")
