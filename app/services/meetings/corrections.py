"""Corrections of a meeting's facts: reason and old value are kept, and closed ballots are judged again."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain.meetings.facts import Attendance, MeetingState, Standing
from app.domain.meetings.officers import may_count
from app.domain.meetings.rules import is_in_state
from app.domain.people.rules import ELECTION_5
from app.domain.shared.errors import FieldError, Invalid, ensure
from app.domain.shared.verdict import Scalar
from app.persistence.models.meetings import Meeting, MeetingRollEntry, MeetingTeller
from app.persistence.repositories.meetings import ExcusalGroundRepository, MeetingRepository, meeting_facts
from app.persistence.uow import UnitOfWork
from app.services.ballots import rejudge
from app.services.questioning import question_cases

__all__ = ["Correct", "Subject", "correct"]


_WITHHELD = frozenset({"people.vote-full-members-only", "people.vote-party-probation", "people.vote-rights-suspended"})
"""Why somebody has no vote, in the people area's codes."""


class Subject(StrEnum):
    """What is corrected about a person in a meeting."""

    ATTENDANCE = "attendance"
    """New value: present or absent."""
    STANDING = "standing"
    """New value: entitled, withheld or excused; the last two with a ground."""
    SUPERVISOR_PRESENCE = "supervisor_presence"
    """New value: present or absent."""
    TELLER = "teller"
    """New value: withdrawn, or named for somebody who was left out or withdrawn by mistake."""
    WRITTEN_OPINION = "written_opinion"
    """New value: set_aside; every opinion that the person handed in for this meeting."""


@dataclass(frozen=True, slots=True)
class Correct:
    """One correction. ``ground`` goes with a standing other than entitled."""

    subject: Subject
    person_id: UUID
    new_value: str
    reason: str
    ground: str | None = None


async def correct(uow: UnitOfWork, meeting_id: UUID, command: Correct, *, expected_version: int) -> Meeting:
    """Correct one fact; whatever rested on it is judged again.

    Raises Invalid for a value that can't be, or when the counted papers can't belong to the corrected facts.
    """
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    ensure(is_in_state(meeting_facts(meeting), MeetingState.CONVENED, MeetingState.IN_SESSION, MeetingState.CLOSED))
    old = await _apply(uow, meeting, command)
    meetings.note(meeting, command.subject.value, old, command.new_value, command.reason, command.person_id)
    meetings.touch(meeting)
    judged = await rejudge(uow, meeting, command.reason)
    await question_cases(uow, [candidate.case_id for candidate in meeting.candidates])
    uow.emit(
        "meetings:meeting:correct",
        meeting,
        before={"subject": command.subject.value, "person": str(command.person_id), "value": old},
        after={"value": command.new_value, "reason": command.reason},
        details={"subject": command.subject.value, "ballots_judged_again": len(judged)},
        event_type="meetings.meeting.corrected",
    )
    return meeting


async def _apply(uow: UnitOfWork, meeting: Meeting, command: Correct) -> str:
    if command.subject is Subject.ATTENDANCE:
        return _attendance(meeting, command)
    if command.subject is Subject.STANDING:
        return await _standing(uow, meeting, command)
    if command.subject is Subject.SUPERVISOR_PRESENCE:
        return _supervisor(meeting, command)
    if command.subject is Subject.TELLER:
        return _teller(uow, meeting, command)
    return _opinions(uow, meeting, command)


def _entry(meeting: Meeting, person_id: UUID) -> MeetingRollEntry:
    entry = next((line for line in meeting.roll if line.person_id == person_id), None)
    if entry is None:
        raise Invalid(FieldError("/person_id", "meetings.on-the-roll", actual=1))
    return entry


def _value(command: Correct, admitted: tuple[str, ...]) -> str:
    if command.new_value not in admitted:
        raise Invalid(FieldError("/new_value", "field.bad-choice", expected=admitted))
    return command.new_value


def _attendance(meeting: Meeting, command: Correct) -> str:
    entry = _entry(meeting, command.person_id)
    new = _value(command, tuple(Attendance))
    if new == Attendance.PRESENT and entry.standing == Standing.EXCUSED:
        raise Invalid(FieldError("/new_value", "meetings.excused-is-absent"))
    old, entry.attendance = entry.attendance, new
    return old or ""


async def _standing(uow: UnitOfWork, meeting: Meeting, command: Correct) -> str:
    entry = _entry(meeting, command.person_id)
    new = Standing(_value(command, tuple(Standing)))
    if (new is Standing.ENTITLED) != (command.ground is None):
        raise Invalid(FieldError("/ground", "meetings.ground-with-standing"))
    source = None
    if new is Standing.WITHHELD:
        if command.ground not in _WITHHELD:
            raise Invalid(FieldError("/ground", "field.bad-choice", expected=tuple(sorted(_WITHHELD))))
        source = ELECTION_5.title_zh
    if new is Standing.EXCUSED:
        if entry.attendance == Attendance.PRESENT.value:
            raise Invalid(FieldError("/new_value", "meetings.excused-is-absent"))
        ground = (await uow.repository(ExcusalGroundRepository).in_force_at(meeting)).get(command.ground or "")
        if ground is None:
            facts: dict[str, Scalar] = {"ground": command.ground, "required": meeting.planned_on}
            raise Invalid(FieldError("/ground", "meetings.excusal-ground-in-force", meeting.planned_on, facts=facts))
        source = f"{ground.source}（{ground.decision_number}）"
    old = f"{entry.standing} {entry.ground or ''}".strip()
    entry.standing, entry.ground, entry.source = new.value, command.ground, source
    return old


def _supervisor(meeting: Meeting, command: Correct) -> str:
    row = next((s for s in meeting.supervisors if s.person_id == command.person_id), None)
    if row is None:
        raise Invalid(FieldError("/person_id", "meetings.not-its-supervisor"))
    old = Attendance.PRESENT if row.present else Attendance.ABSENT
    row.present = _value(command, tuple(Attendance)) == Attendance.PRESENT
    return old.value


def _teller(uow: UnitOfWork, meeting: Meeting, command: Correct) -> str:
    named = next((t for t in meeting.tellers if t.person_id == command.person_id and t.withdrawn_at is None), None)
    if _value(command, ("withdrawn", "named")) == "named":
        if named is not None:
            raise Invalid(FieldError("/person_id", "meetings.named-twice"))
        ensure(may_count(command.person_id, meeting_facts(meeting)))
        meeting.tellers.append(
            MeetingTeller(person_id=command.person_id, recorded_at=uow.now, recorded_by=uow.actor_id)
        )
        return "not named"
    if named is None:
        raise Invalid(FieldError("/person_id", "ballots.named-teller"))
    named.withdrawn_at, named.withdrawn_reason = uow.now, command.reason
    return "named"


def _opinions(uow: UnitOfWork, meeting: Meeting, command: Correct) -> str:
    _value(command, ("set_aside",))
    mine = [o for o in meeting.opinions if o.person_id == command.person_id and o.set_aside_at is None]
    if not mine:
        raise Invalid(FieldError("/person_id", "meetings.no-opinion"))
    for opinion in mine:
        opinion.set_aside_at, opinion.set_aside_reason = uow.now, command.reason
    return "handed_in"
