"""Completed steps are judged again when what they rest on is decided late: who might approve, where a branch stood, whether it
had a committee or groups, which local value and which working days applied. Long work, begun with the decision.

Each case is a piece of its own, locked for a moment, read as it stands then, and left alone where nothing comes of it: no new
version, no entry in the log. What no longer holds is a finding, what holds again is settled, as after a correction.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from app.domain.operations.facts import OperationKind
from app.domain.organisations.levels import Level, Place
from app.persistence.models.operations import Operation
from app.persistence.models.organisations import Organisation
from app.persistence.models.rules import CalendarYearRow
from app.persistence.repositories.case_subjects import CaseSubjects, RestingOn
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services import operations
from app.services.operations import Handler, Run
from app.services.publicity.recomputing import judge_by_calendar
from app.services.questioning import question_case

__all__ = ["JUDGE", "begin_judging", "begin_judging_year"]


async def begin_judging(
    uow: UnitOfWork,
    because: object,
    body: Organisation,
    since: date,
    *,
    named: Collection[UUID] = (),
    alone: bool = True,
) -> Operation | None:
    """Begin to judge again what was done from *since* on, where a decision on *body* may have changed what it rests on.

    These are the cases that stand or stood below it, and those in which the body itself acts (or one of *named*). None
    where there is no such case, which can only be told *alone*, with the tree locked: otherwise somebody may be completing a
    step by what was known before. *because* is the stored row of the decision.
    """
    if since > uow.today:
        return None
    acting = sorted({body.id, *named})
    level, below = Level(body.level), body.id
    if level is Level.GROUP and body.parent_id is not None:  # what hangs on a group hangs on its branch
        level, below = Level.BRANCH, body.parent_id
    resting = RestingOn(level, below, acting, since)
    if alone and not await uow.repository(CaseSubjects).resting_on_bodies(resting, any_of_them=True):
        return None
    return await operations.begin(
        uow,
        OperationKind.CASES_JUDGE,
        because,
        resource=f"/api/v1/development-cases?organisation_id={below}",
        arguments={
            "level": level.value,
            "organisation_id": str(below),
            "acting": [str(one) for one in acting],
            "since": since.isoformat(),
        },
        follows=True,
    )


async def begin_judging_year(uow: UnitOfWork, year: CalendarYearRow) -> Operation | None:
    """Begin to judge again the notices whose windows touch a year of which days that have passed are others now."""
    if not await uow.repository(NoticeRepository).concluded_in(year.year):
        return None
    return await operations.begin(
        uow,
        OperationKind.CASES_JUDGE,
        year,
        resource=f"/api/v1/work-calendar/{year.year}",
        arguments={"year": year.year},
        place=Place(),
        follows=True,
    )


async def _judge(run: Run) -> None:
    async with run.look() as uow:
        # Whoever judged by what was known before the decision has held the tree since then, and is waited for.
        await uow.repository(OrganisationRepository).lock_tree()
        notices = await _notices(run, uow)
        cases = await _cases(run, uow)
    revoked = changed = 0
    for index, notice_id in enumerate(notices):
        await run.tell(100 * index // (len(notices) + len(cases)))
        async with run.piece() as uow:
            revoked += await judge_by_calendar(uow, notice_id)
    for index, case_id in enumerate(cases, start=len(notices)):
        await run.tell(100 * index // (len(notices) + len(cases)))
        async with run.piece() as uow:
            changed += await question_case(uow, case_id, only_if_changed=True)
    run.result = {
        "notices": len(notices),
        "conclusions_revoked": revoked,
        "cases": len(cases),
        "cases_changed": changed,
    }
    async with run.work() as uow:
        row = await run.seal(uow)
        uow.emit("operations:operation:end", row, after={"state": row.state}, details={"kind": row.kind, **run.result})


async def _notices(run: Run, uow: UnitOfWork) -> list[UUID]:
    year = run.arguments.get("year")
    return list(await uow.repository(NoticeRepository).concluded_in(year)) if isinstance(year, int) else []


async def _cases(run: Run, uow: UnitOfWork) -> list[UUID]:
    subjects, year = uow.repository(CaseSubjects), run.arguments.get("year")
    if isinstance(year, int):
        return list(await subjects.with_notice_in(year))
    acting = run.arguments["acting"]
    resting = RestingOn(
        Level(str(run.arguments["level"])),
        UUID(str(run.arguments["organisation_id"])),
        [UUID(str(one)) for one in acting] if isinstance(acting, list) else [],
        date.fromisoformat(str(run.arguments["since"])),
    )
    return list(await subjects.resting_on_bodies(resting))


JUDGE = Handler(_judge, may_be_cancelled=False, stopped="operation.judging-stopped")
