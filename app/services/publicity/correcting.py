"""Corrections of postings: the right days, or that a posting never was. What rested on them is judged again."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from app.domain.publicity.facts import NoticeState
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.publicity import Notice
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_not_future
from app.services.publicity._standing import (
    ensure_may_correct,
    follow_notice,
    judge_conclusion,
    refresh,
    tell,
)
from app.services.publicity.posting import site_of
from app.services.questioning import question_cases

__all__ = ["CorrectSite", "annul_site", "correct_site"]


@dataclass(frozen=True, slots=True)
class CorrectSite:
    """The right days of a posting; None leaves a day as it is."""

    reason: str
    posted_on: date | None = None
    posted_at: time | None = None
    taken_down_on: date | None = None


async def correct_site(
    uow: UnitOfWork, notice_id: UUID, site_id: UUID, command: CorrectSite, *, expected_version: int
) -> Notice:
    """Correct the days of a posting. A conclusion that no longer holds is revoked; everything stays on record."""
    notice, site = await site_of(uow, notice_id, site_id, expected_version)
    await ensure_may_correct(uow, notice)
    if notice.state == NoticeState.WITHDRAWN.value:
        raise Conflict("publicity.not-postable")
    notices = uow.repository(NoticeRepository)
    before = {"posted_on": site.posted_on, "posted_at": site.posted_at, "taken_down_on": site.taken_down_on}
    for field in before:
        value = getattr(command, field)
        if value is not None and value != before[field]:
            if isinstance(value, date):
                ensure_not_future(uow, value, f"/{field}")
            notices.note(notice, field, before[field], value, command.reason, site_id=site.id)
            setattr(site, field, value)
    if site.taken_down_on is not None and site.taken_down_on < site.posted_on:
        raise Invalid(FieldError("/taken_down_on", "publicity.day-before-posting", expected=site.posted_on))
    await refresh(uow, notice)
    tell(uow, notice, "correct", {"site": site.kind, "posted_on": site.posted_on}, "corrected")
    await judge_conclusion(uow, notice, command.reason)
    await follow_notice(uow, notice)
    await question_cases(uow, [candidate.case_id for candidate in notice.candidates])
    return notice


async def annul_site(uow: UnitOfWork, notice_id: UUID, site_id: UUID, reason: str, *, expected_version: int) -> Notice:
    """Say that a posting was recorded by mistake: it counts for nothing and stays on record. The last one gone, the
    notice is a draft again."""
    notice, site = await site_of(uow, notice_id, site_id, expected_version)
    await ensure_may_correct(uow, notice)
    if notice.state == NoticeState.WITHDRAWN.value:
        raise Conflict("publicity.not-postable")
    uow.repository(NoticeRepository).note(notice, "annulled", site.posted_on, None, reason, site_id=site.id)
    site.annulled_reason = reason
    tell(uow, notice, "annul", {"site": site.kind, "posted_on": site.posted_on}, "corrected")
    await refresh(uow, notice)
    await judge_conclusion(uow, notice, reason)
    if notice.first_posted_on is None:
        notice.state = NoticeState.DRAFT.value
    await follow_notice(uow, notice)
    await question_cases(uow, [candidate.case_id for candidate in notice.candidates])
    return notice
