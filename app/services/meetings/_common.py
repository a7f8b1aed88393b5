"""What every command on a meeting needs: the law of its place, and the checks of days."""

from datetime import date

from app.domain.identity.permissions import Permission
from app.domain.rules.parameters import LATE_RECORDING_DAYS
from app.domain.shared.errors import Conflict, FieldError, Invalid, RuleRefused
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import judged
from app.persistence.models.meetings import Meeting
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.meetings import MeetingRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_corrects_completed

__all__ = ["ensure_day_has_come", "ensure_may_change", "law_of", "not_in_future", "recorded_in_time"]


async def law_of(uow: UnitOfWork, row: object) -> Law:
    """Return the law of the place of a scoped row."""
    return await uow.repository(LawRepository).of_place(place_of(row))


def not_in_future(uow: UnitOfWork, day: date | None, pointer: str) -> None:
    """Raise Invalid for a day that has not come."""
    if day is not None and day > uow.today:
        raise Invalid(FieldError(pointer, "field.future-day", expected=uow.today))


def ensure_day_has_come(uow: UnitOfWork, meeting: Meeting) -> None:
    """Raise Conflict while the meeting's day lies ahead: nobody can have been there."""
    if meeting.planned_on > uow.today:
        raise Conflict("meetings.day-not-come", facts={"day": meeting.planned_on})


async def ensure_may_change(uow: UnitOfWork, meeting: Meeting) -> None:
    """Once a step of a case was completed on the meeting, correcting it is the approving committee's."""
    for candidate in meeting.candidates:
        if candidate.case_id is None:
            continue
        steps = await uow.repository(CaseRepository).steps(candidate.case_id)
        if any(step.void is None and step.act_ref == meeting.id for step in steps):
            ensure_corrects_completed(uow, meeting)


def recorded_in_time(uow: UnitOfWork, meeting: Meeting, happened_on: date, law: Law, reason: str | None) -> None:
    """Let a late record pass with a permission and a reason.

    Raises Forbidden without the permission, RuleRefused without a reason.
    """
    allowed = law.value(LATE_RECORDING_DAYS, uow.today)
    late = (uow.today - happened_on).days
    if allowed is None or late <= allowed.value:
        return
    uow.repository(MeetingRepository).demand(meeting, Permission.LATE_RECORD)
    verdict = judged(bool(reason), "meetings.late-explained", allowed, measured=late, pointer="/late_reason")
    if not verdict:
        raise RuleRefused(verdict)
    meeting.late_reason = reason
