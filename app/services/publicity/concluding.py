"""Concluding and withdrawing a notice, taking one of its candidates off, and why it can't be concluded yet."""

from datetime import date
from uuid import UUID

from app.domain.publicity.facts import NoticeState
from app.domain.publicity.rules import may_conclude, may_take_off, no_open_objection
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Invalid, NotFound, ensure
from app.domain.shared.verdict import Verdict
from app.persistence.models.publicity import Notice
from app.persistence.repositories.publicity import NoticeRepository
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_day, law_of
from app.services.publicity._standing import (
    carries_steps,
    ensure_may_correct,
    follow_notice,
    refresh,
    tell,
    writable,
)
from app.services.questioning import question_cases

__all__ = ["conclude", "take_off", "why", "withdraw"]


async def conclude(
    uow: UnitOfWork, notice_id: UUID, concluded_on: date, late_reason: str | None, *, expected_version: int
) -> Notice:
    """Conclude a notice whose last window has elapsed and about which no objection is open, then or now.

    The row is locked: an objection that comes in meanwhile is either before the conclusion, and holds it, or after.
    """
    notices = uow.repository(NoticeRepository)
    notice = await writable(uow, notice_id, expected_version)
    await ensure_day(uow, notice, concluded_on, late_reason, "/concluded_on")
    facts = await notices.facts(notice)
    verdict = may_conclude(facts, await law_of(uow, notice), concluded_on)
    if concluded_on != uow.today and no_open_objection(facts, concluded_on):
        verdict &= no_open_objection(facts, uow.today)
    ensure(verdict)
    notice.state, notice.concluded_on, notice.late_reason = NoticeState.CONCLUDED.value, concluded_on, late_reason
    await refresh(uow, notice)
    uow.emit(
        "publicity:notice:conclude",
        notice,
        before={"state": NoticeState.POSTED},
        after={"state": notice.state, "concluded_on": concluded_on},
        details={"concluded_on": concluded_on, "cases": [candidate.case_id for candidate in notice.candidates]},
        event_type="publicity.notice.concluded",
    )
    await follow_notice(uow, notice)
    await question_cases(uow, [candidate.case_id for candidate in notice.candidates])
    return notice


async def withdraw(
    uow: UnitOfWork, notice_id: UUID, withdrawn_on: date, reason: str, *, expected_version: int
) -> Notice:
    """Withdraw a draft or a hanging notice; it stays as history, and a new one may name it."""
    notice = await writable(uow, notice_id, expected_version)
    await ensure_day(uow, notice, withdrawn_on, reason, "/withdrawn_on")
    if notice.state not in (NoticeState.DRAFT.value, NoticeState.POSTED.value):
        raise Conflict("publicity.not-withdrawable")
    if await carries_steps(uow, notice):
        await ensure_may_correct(uow, notice)
    if notice.first_posted_on is not None and withdrawn_on < notice.first_posted_on:
        raise Invalid(FieldError("/withdrawn_on", "publicity.day-before-posting", expected=notice.first_posted_on))
    before = notice.state
    notice.state, notice.withdrawn_on, notice.withdrawal_reason = NoticeState.WITHDRAWN.value, withdrawn_on, reason
    uow.emit(
        "publicity:notice:withdraw",
        notice,
        before={"state": before},
        after={"state": notice.state, "withdrawn_on": withdrawn_on},
        details={"withdrawn_on": withdrawn_on, "cases": [candidate.case_id for candidate in notice.candidates]},
        event_type="publicity.notice.withdrawn",
    )
    await follow_notice(uow, notice)
    await question_cases(uow, [candidate.case_id for candidate in notice.candidates])
    return notice


async def take_off(
    uow: UnitOfWork, notice_id: UUID, candidate_id: UUID, withdrawn_on: date, reason: str, *, expected_version: int
) -> Notice:
    """Take one of several candidates off a notice, which goes on for the others; objections to him go their way."""
    notice = await writable(uow, notice_id, expected_version)
    candidate = next((entry for entry in notice.candidates if entry.id == candidate_id), None)
    if candidate is None:
        raise NotFound("publicity.candidate-not-listed")
    if candidate.withdrawn_on is not None:
        raise AlreadyDone("publicity.candidate-withdrawn")
    await ensure_day(uow, notice, withdrawn_on, reason, "/withdrawn_on")
    ensure(may_take_off(await uow.repository(NoticeRepository).facts(notice), candidate.person_id))
    if await carries_steps(uow, notice):
        await ensure_may_correct(uow, notice)
    if notice.first_posted_on is not None and withdrawn_on < notice.first_posted_on:
        raise Invalid(FieldError("/withdrawn_on", "publicity.day-before-posting", expected=notice.first_posted_on))
    candidate.withdrawn_on, candidate.withdrawal_reason = withdrawn_on, reason
    await refresh(uow, notice)
    if notice.first_posted_on is None:
        notice.state = NoticeState.DRAFT.value
    details: dict[str, object] = {"case_id": candidate.case_id, "withdrawn_on": withdrawn_on}
    tell(uow, notice, "take-off", details, "candidate_taken_off")
    await follow_notice(uow, notice)
    await question_cases(uow, [candidate.case_id])
    return notice


async def why(uow: UnitOfWork, notice_id: UUID) -> Verdict:
    """Judge whether a notice could be concluded today, with every condition."""
    notices = uow.repository(NoticeRepository)
    notice = await notices.whole(notice_id)
    return may_conclude(await notices.facts(notice), await law_of(uow, notice), uow.today)
