"""Windows that hang while the working-day calendar changes get their last day anew."""

from app.domain.publicity.windows import notice_window
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services.case_facts import law_of, touch
from app.services.publicity._standing import follow_notice, tell

__all__ = ["recompute_windows"]


async def recompute_windows(uow: UnitOfWork, year: int) -> None:
    """Work out again when the windows of hanging notices close that touch *year*, wherever they hang.

    The days of a year that has just been loaded are a part of this transaction; whoever loads it acts for everybody.
    """
    await uow.flush()
    notices = uow.repository(NoticeRepository)
    for notice in await notices.hanging_in(year):
        window = notice_window(await notices.facts(notice), await law_of(uow, notice), uow.today)
        before, now = notice.closes_on, window.closes_on if window is not None else None
        if now != before:
            notice.closes_on = now
            touch(uow, notice)
            await follow_notice(uow, notice)
            tell(uow, notice, "recompute", {"year": year, "was": before}, "recomputed")
