"""Supervisors and tellers of an assembly, and the talks after the vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.meetings.facts import Attendance, MeetingState, SupervisorFacts
from app.domain.meetings.officers import may_count, may_supervise
from app.domain.meetings.rules import is_in_state
from app.domain.meetings.talks import may_talk
from app.domain.organisations.facts import COMMITTEE_LIKE, OrganisationKind
from app.domain.shared.errors import AlreadyDone, Conflict, ensure
from app.domain.shared.verdict import Verdict
from app.persistence.models.meetings import Meeting, MeetingSupervisor, MeetingTalk, MeetingTeller
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.meetings._common import ensure_day_has_come, not_in_future

__all__ = ["SendSupervisor", "Talk", "confirm_presence", "name_tellers", "record_talk", "send_supervisor"]

_RUNNING = (MeetingState.CONVENED, MeetingState.IN_SESSION)


@dataclass(frozen=True, slots=True)
class SendSupervisor:
    """Somebody sent by a committee above the branch. ``present`` states that he was there, by the body that sent him."""

    person_id: UUID
    sent_by: UUID
    present: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk of the calling supervisor with somebody who was at the meeting."""

    person_id: UUID
    happened_on: date
    summary: str


async def send_supervisor(
    uow: UnitOfWork, meeting_id: UUID, command: SendSupervisor, *, expected_version: int
) -> Meeting:
    """Send a supervisor. Raises RuleRefused when he is not from above, of that branch, a candidate or a teller."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    sender = await uow.repository(OrganisationRepository).get(command.sent_by)
    await uow.repository(PersonRepository).get(command.person_id)
    if command.present:
        ensure_day_has_come(uow, meeting)
    branches = await meetings.branches_of([command.person_id], meeting.planned_on)
    facts = meeting_facts(meeting)
    supervisor = SupervisorFacts(
        command.person_id,
        sender.id,
        from_upper_committee=_is_above(sender, meeting),
        belongs_to_branch=branches.get(command.person_id, (None, None))[0] == meeting.organisation_id,
        present=command.present,
    )
    ensure(is_in_state(facts, *_RUNNING) & may_supervise(supervisor, facts))
    if any(row.person_id == command.person_id for row in meeting.supervisors):
        raise AlreadyDone("meetings.supervisor-sent", pointer="/person_id")
    meeting.supervisors.append(
        MeetingSupervisor(
            person_id=supervisor.person_id,
            sent_by_id=supervisor.sent_by,
            from_upper_committee=supervisor.from_upper_committee,
            belongs_to_branch=supervisor.belongs_to_branch,
            present=supervisor.present,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    meetings.touch(meeting)
    uow.emit(
        "meetings:supervisor:send",
        meeting,
        after={"person": str(command.person_id), "sent_by": str(sender.id), "present": command.present},
        details={"sent_by": sender.id},
        event_type="meetings.supervisor.sent",
    )
    return meeting


def _is_above(sender: Organisation, meeting: Meeting) -> bool:
    place = place_of(meeting)
    above = {place.county_id, place.committee_id, place.sub_committee_id}
    return (
        OrganisationKind(sender.kind) in COMMITTEE_LIKE and sender.id in above and sender.id != meeting.organisation_id
    )


async def confirm_presence(uow: UnitOfWork, meeting_id: UUID, *, expected_version: int) -> Meeting:
    """The calling supervisor states that he is there."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    ensure(is_in_state(meeting_facts(meeting), *_RUNNING))
    ensure_day_has_come(uow, meeting)
    mine = _supervisor(uow, meeting)
    mine.present = True
    meetings.touch(meeting)
    uow.emit("meetings:supervisor:confirm", meeting, after={"person": str(mine.person_id), "present": True})
    return meeting


def _supervisor(uow: UnitOfWork, meeting: Meeting) -> MeetingSupervisor:
    found = next((row for row in meeting.supervisors if row.person_id == uow.caller.person_id), None)
    if found is None:
        raise Conflict("meetings.not-its-supervisor")
    return found


async def name_tellers(
    uow: UnitOfWork, meeting_id: UUID, person_ids: Sequence[UUID], *, expected_version: int
) -> Meeting:
    """Name people who count; somebody named already stays."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    facts = meeting_facts(meeting)
    ensure(is_in_state(facts, *_RUNNING) & Verdict.all_of(may_count(person, facts) for person in person_ids))
    named = {row.person_id for row in meeting.tellers if row.withdrawn_at is None}
    for person_id in dict.fromkeys(person_ids):
        if person_id not in named:
            meeting.tellers.append(MeetingTeller(person_id=person_id, recorded_at=uow.now, recorded_by=uow.actor_id))
    meetings.touch(meeting)
    uow.emit("meetings:teller:name", meeting, after={"persons": sorted(str(person) for person in person_ids)})
    return meeting


async def record_talk(uow: UnitOfWork, meeting_id: UUID, command: Talk, *, expected_version: int) -> Meeting:
    """Record a talk after the vote, by the calling supervisor."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    not_in_future(uow, command.happened_on, "/happened_on")
    mine = _supervisor(uow, meeting)
    there = any(
        entry.person_id == command.person_id and entry.attendance == Attendance.PRESENT.value for entry in meeting.roll
    )
    concerned = any(candidate.person_id == command.person_id for candidate in meeting.candidates)
    ensure(
        is_in_state(meeting_facts(meeting), MeetingState.CLOSED)
        & may_talk(meeting_facts(meeting), mine.person_id, command.happened_on, was_there=there or concerned)
    )
    meeting.talks.append(
        MeetingTalk(
            supervisor_id=mine.person_id,
            person_id=command.person_id,
            happened_on=command.happened_on,
            summary=command.summary,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    meetings.touch(meeting)
    uow.emit(
        "meetings:talk:record",
        meeting,
        after={"person": str(command.person_id), "summary": command.summary},
        details={"happened_on": command.happened_on},
    )
    return meeting
