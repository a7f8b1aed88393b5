"""Corrections of a meeting's facts: reason and old value are kept, and closed ballots are judged again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.domain.identity.permissions import Permission
from app.domain.meetings.facts import ASSEMBLIES, Attendance, MeetingKind, MeetingState, Standing
from app.domain.meetings.officers import may_count
from app.domain.meetings.rules import is_in_state
from app.domain.people.facts import Elector
from app.domain.people.rules import vote_clause
from app.domain.shared.errors import AlreadyDone, FieldError, Forbidden, Invalid, ensure
from app.domain.shared.verdict import Scalar
from app.persistence.models.meetings import Meeting, MeetingRollEntry, MeetingTeller
from app.persistence.repositories.base import reaches
from app.persistence.repositories.meetings import ExcusalGroundRepository, MeetingRepository, meeting_facts
from app.persistence.uow import UnitOfWork
from app.services.ballots import Rejudged, rejudge
from app.services.meetings._common import ensure_day_has_come, ensure_may_change
from app.services.people.standing import electorate_on
from app.services.questioning import question_cases

__all__ = ["Correct", "Subject", "correct"]

_WITHHELD = frozenset({"people.vote-full-members-only", "people.vote-party-probation", "people.vote-rights-suspended"})
"""Why somebody has no vote, in the people area's codes."""
_STRUCK = "meetings.not-on-roster"
"""The ground of a line whose person was not of the body on the day after all."""


class Subject(StrEnum):
    """What is corrected about a person in a meeting."""

    ATTENDANCE = "attendance"
    """New value: present or absent."""
    STANDING = "standing"
    """New value: entitled, withheld or excused; the last two with a ground. The roster of the day must bear it out."""
    ROLL = "roll"
    """New value: listed, for somebody whom the roster of the day holds and the roll does not, or struck, the other way:
    a transfer or a status was recorded after the roll had been frozen."""
    SUPERVISOR_PRESENCE = "supervisor_presence"
    """New value: present or absent; for the body that sent the supervisor."""
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

    Raises Invalid for a value that can't be, or when the counted papers can't belong to the corrected facts; Forbidden
    once a step was completed on the meeting, or when the branch's own word would undo a lost vote or carry one, save for
    the approving committee. Where somebody took part in the vote who
    turns out to have had none, the vote is void.
    """
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    await ensure_may_change(uow, meeting)
    ensure(is_in_state(meeting_facts(meeting), MeetingState.CONVENED, MeetingState.IN_SESSION, MeetingState.CLOSED))
    old = await _apply(uow, meeting, command)
    meetings.note(meeting, command.subject.value, old, command.new_value, command.reason, command.person_id)
    meetings.touch(meeting)
    judged = await rejudge(
        uow, meeting, command.reason, stranger_voted=command.subject in (Subject.STANDING, Subject.ROLL)
    )
    _ensure_may_turn(uow, meeting, command, judged)
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


def _ensure_may_turn(uow: UnitOfWork, meeting: Meeting, command: Correct, judged: Sequence[Rejudged]) -> None:
    """Refuse the branch a correction that rests on its own word alone and turns an outcome in its favour."""
    roster_says = command.subject is Subject.ROLL or (
        command.subject is Subject.STANDING and command.new_value != Standing.EXCUSED
    )
    may_turn = roster_says or reaches(uow.caller, Permission.CASE_CORRECT_COMPLETED, meeting)
    if not may_turn and any(entry.is_for_the_committee for entry in judged):
        raise Forbidden(Permission.CASE_CORRECT_COMPLETED.value, "meetings.outcome-by-committee")


async def _apply(uow: UnitOfWork, meeting: Meeting, command: Correct) -> str:
    if command.subject is Subject.ATTENDANCE:
        return _attendance(meeting, command)
    if command.subject is Subject.STANDING:
        return await _standing(uow, meeting, command)
    if command.subject is Subject.ROLL:
        return await _roll(uow, meeting, command)
    if command.subject is Subject.SUPERVISOR_PRESENCE:
        return _supervisor(uow, meeting, command)
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
    if new is Standing.WITHHELD and command.ground not in _WITHHELD:
        raise Invalid(FieldError("/ground", "field.bad-choice", expected=tuple(sorted(_WITHHELD))))
    who = (await _roster(uow, meeting)).get(command.person_id)
    if who is None or who.entitled == (new is Standing.WITHHELD):
        raise Invalid(FieldError("/new_value", "meetings.roster-says-otherwise", meeting.planned_on))
    source = None
    if new is Standing.WITHHELD:
        if who.reason != command.ground:
            raise Invalid(FieldError("/ground", "meetings.roster-says-otherwise", meeting.planned_on))
        source = vote_clause(meeting.planned_on).title_zh
    if new is Standing.EXCUSED:
        if entry.attendance == Attendance.PRESENT.value:
            raise Invalid(FieldError("/new_value", "meetings.excused-is-absent"))
        if any(opinion.person_id == entry.person_id and opinion.set_aside_at is None for opinion in meeting.opinions):
            raise Invalid(FieldError("/new_value", "meetings.excused-has-not-written"))
        ground = (await uow.repository(ExcusalGroundRepository).in_force_at(meeting)).get(command.ground or "")
        if ground is None:
            facts: dict[str, Scalar] = {"ground": command.ground, "required": meeting.planned_on}
            raise Invalid(FieldError("/ground", "meetings.excusal-ground-in-force", meeting.planned_on, facts=facts))
        source = f"{ground.source}（{ground.decision_number}）"
    old = f"{entry.standing} {entry.ground or ''}".strip()
    entry.standing, entry.ground, entry.source = new.value, command.ground, source
    return old


async def _roster(uow: UnitOfWork, meeting: Meeting) -> dict[UUID, Elector]:
    """Return who belonged to the body on the meeting's day, as far as is known now."""
    if MeetingKind(meeting.kind) in ASSEMBLIES:
        found = await electorate_on(uow, meeting.organisation_id, meeting.planned_on)
    else:
        found = list(await uow.repository(MeetingRepository).sitting_members(meeting))
    return {elector.person_id: elector for elector in found}


async def _roll(uow: UnitOfWork, meeting: Meeting, command: Correct) -> str:
    new = _value(command, ("listed", "struck"))
    if meeting.frozen_on is None:
        raise Invalid(FieldError("/subject", "meetings.roll-is-of-the-day", meeting.planned_on))
    who = (await _roster(uow, meeting)).get(command.person_id)
    entry = next((line for line in meeting.roll if line.person_id == command.person_id), None)
    if (who is None) == (new == "listed"):
        raise Invalid(FieldError("/new_value", "meetings.roster-says-otherwise", meeting.planned_on))
    if (entry is None or entry.ground == _STRUCK) == (new == "struck"):
        raise AlreadyDone("meetings.roster-says-otherwise", pointer="/new_value")
    if who is None:
        assert entry is not None  # noqa: S101 - judged just above
        old, entry.standing, entry.ground, entry.source = entry.standing, Standing.WITHHELD.value, _STRUCK, "党员名册"
        return old
    if entry is None:
        entry = MeetingRollEntry(
            person_id=who.person_id,
            attendance=Attendance.ABSENT.value,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
        meeting.roll.append(entry)
    entry.standing = (Standing.ENTITLED if who.entitled else Standing.WITHHELD).value
    entry.ground, entry.source = who.reason, None if who.entitled else vote_clause(meeting.planned_on).title_zh
    return "not listed"


def _supervisor(uow: UnitOfWork, meeting: Meeting, command: Correct) -> str:
    row = next((s for s in meeting.supervisors if s.person_id == command.person_id), None)
    if row is None:
        raise Invalid(FieldError("/person_id", "meetings.not-its-supervisor"))
    _ensure_sender(uow, meeting)
    old = Attendance.PRESENT if row.present else Attendance.ABSENT
    row.present = _value(command, tuple(Attendance)) == Attendance.PRESENT
    if row.present:
        ensure_day_has_come(uow, meeting)
    return old.value


def _ensure_sender(uow: UnitOfWork, meeting: Meeting) -> None:
    """The branch that is watched has no say in whether somebody watched."""
    if not reaches(uow.caller, Permission.MEETING_ASSIGN_SUPERVISOR, meeting):
        raise Forbidden(Permission.MEETING_ASSIGN_SUPERVISOR.value, "meetings.presence-by-sender")


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
