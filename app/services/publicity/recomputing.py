"""Windows get their last day anew when the working-day calendar or a local length changes; a conclusion that came before the
day is revoked."""

from uuid import UUID

from app.domain.publicity.facts import NoticeState
from app.persistence.models.publicity import Notice
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services.case_facts import touch
from app.services.publicity._standing import closing_day, follow_notice, judge_conclusion, tell

__all__ = ["judge_by_calendar", "recompute_window", "recompute_windows"]


async def recompute_windows(uow: UnitOfWork, year: int) -> None:
    """Work out again when the windows of hanging notices close that touch *year*, wherever they hang.

    The days of a year that has just been loaded are a part of this transaction; whoever loads it acts for everybody.
    """
    await uow.flush()
    for notice in await uow.repository(NoticeRepository).hanging_in(year):
        await recompute_window(uow, notice, {"year": year})


async def judge_by_calendar(uow: UnitOfWork, notice_id: UUID) -> bool:
    """Judge a conclusion by the working days as they are known now; tell whether it came too early and is revoked. The cases
    are judged again apart."""
    notice = await uow.repository(NoticeRepository).whole(notice_id, lock=True)
    concluded = notice.state == NoticeState.CONCLUDED.value
    await recompute_window(uow, notice, {"calendar": True})
    await judge_conclusion(uow, notice, "working days corrected")
    revoked = concluded and notice.state != NoticeState.CONCLUDED.value
    if revoked:
        touch(uow, notice)
        await follow_notice(uow, notice)
    return revoked


async def recompute_window(uow: UnitOfWork, notice: Notice, because: dict[str, object]) -> bool:
    """Work out again when a notice that is held closes; tell whether it is another day now."""
    facts = await uow.repository(NoticeRepository).facts(notice)
    before, now = notice.closes_on, await closing_day(uow, notice, facts)
    if now == before:
        return False
    notice.closes_on = now
    touch(uow, notice)
    await follow_notice(uow, notice)
    tell(uow, notice, "recompute", {**because, "was": before}, "recomputed")
    return True
