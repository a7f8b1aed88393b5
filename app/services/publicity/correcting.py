"""Corrections of postings: the right days, or that a posting never was. What rested on them is judged again."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from app.domain.identity.permissions import Permission
from app.domain.publicity.facts import NoticeKind, NoticeState
from app.domain.publicity.rules import may_conclude
from app.domain.shared.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.persistence.models.publicity import Notice
from app.persistence.repositories.base import reaches
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_not_future, judge_again, law_of
from app.services.publicity.posting import refresh, site_of, tell

__all__ = ["CorrectSite", "annul_site", "correct_site", "judge_cases_again"]


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
    await _ensure_may_correct(uow, notice)
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
    await _judge_conclusion(uow, notice, command.reason)
    await judge_cases_again(uow, [candidate.case_id for candidate in notice.candidates])
    return notice


async def annul_site(uow: UnitOfWork, notice_id: UUID, site_id: UUID, reason: str, *, expected_version: int) -> Notice:
    """Say that a posting was recorded by mistake: it counts for nothing and stays on record. The last one gone, the
    notice is a draft again."""
    notice, site = await site_of(uow, notice_id, site_id, expected_version)
    await _ensure_may_correct(uow, notice)
    if notice.state == NoticeState.WITHDRAWN.value:
        raise Conflict("publicity.not-postable")
    uow.repository(NoticeRepository).note(notice, "annulled", site.posted_on, None, reason, site_id=site.id)
    site.annulled_reason = reason
    tell(uow, notice, "annul", {"site": site.kind, "posted_on": site.posted_on}, "corrected")
    await refresh(uow, notice)
    await _judge_conclusion(uow, notice, reason)
    if notice.first_posted_on is None:
        notice.state = NoticeState.DRAFT.value
    await judge_cases_again(uow, [candidate.case_id for candidate in notice.candidates])
    return notice


async def judge_cases_again(uow: UnitOfWork, case_ids: Iterable[UUID]) -> None:
    """Judge what rests on publicity again. A case that has moved beyond the caller's reach is told by the event alone."""
    for case_id in case_ids:
        with suppress(NotFound, Forbidden):
            await judge_again(uow, case_id)


async def _ensure_may_correct(uow: UnitOfWork, notice: Notice) -> None:
    """Once a step was completed on a notice, correcting it is the approving committee's."""
    allowed = {Permission.CASE_CORRECT_COMPLETED}
    if not await _carries_steps(uow, notice):
        allowed.add(Permission.CASE_CORRECT)
    if not any(reaches(uow.caller, permission, notice) for permission in allowed):
        raise Forbidden(min(allowed).value)


async def _carries_steps(uow: UnitOfWork, notice: Notice) -> bool:
    if notice.state != NoticeState.CONCLUDED.value and notice.kind != NoticeKind.INSPECTION.value:
        return False
    for candidate in notice.candidates:
        steps = await uow.repository(CaseRepository).steps(candidate.case_id)
        if any(step.void is None and step.id > notice.id for step in steps):
            return True
    return False


async def _judge_conclusion(uow: UnitOfWork, notice: Notice, reason: str) -> None:
    """Revoke a conclusion that the corrected facts no longer carry; the cases that rested on it are told by an event."""
    if notice.state != NoticeState.CONCLUDED.value or notice.concluded_on is None:
        return
    notices = uow.repository(NoticeRepository)
    concluded_on = notice.concluded_on
    notice.state, notice.concluded_on = NoticeState.POSTED.value, None
    if may_conclude(await notices.facts(notice), await law_of(uow, notice), concluded_on):
        notice.state, notice.concluded_on = NoticeState.CONCLUDED.value, concluded_on
        return
    notices.note(notice, "concluded_on", concluded_on, None, reason)
    cases = [candidate.case_id for candidate in notice.candidates]
    tell(uow, notice, "revoke-conclusion", {"cases": cases, "concluded_on": concluded_on}, "conclusion_revoked")
