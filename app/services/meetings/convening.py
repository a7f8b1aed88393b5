"""Giving notice of a meeting, telling the upper committee, calling off, calling again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.meetings.convening import body_stands, candidates_fit, kind_fits_body
from app.domain.meetings.course import may_convene, may_reconvene, not_before_named_day
from app.domain.meetings.facts import VOTES_ON_PEOPLE, MeetingKind, MeetingState
from app.domain.meetings.rules import is_in_state
from app.domain.organisations.facts import OrganisationKind
from app.domain.shared.errors import FieldError, Invalid, ensure
from app.persistence.models.meetings import Meeting, MeetingCandidate
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.meetings._common import law_of, not_in_future

__all__ = ["Convene", "Reconvene", "call_off", "convene", "notify_upper", "reconvene"]


@dataclass(frozen=True, slots=True)
class Convene:
    """A notice: which body meets, on which day, about what and whom. ``candidates`` are persons with their cases."""

    organisation_id: UUID
    kind: MeetingKind
    topic: str
    planned_on: date
    noticed_on: date
    place: str | None = None
    noticed_to: str | None = None
    upper_notified_on: date | None = None
    candidates: tuple[tuple[UUID, UUID | None], ...] = ()
    reconvened_from_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reconvene:
    """The new notice of an assembly that was broken off."""

    planned_on: date
    noticed_on: date
    place: str | None = None
    noticed_to: str | None = None
    upper_notified_on: date | None = None
    reason: str | None = None
    """Why on a later day than the one that the supervisor named."""


async def convene(uow: UnitOfWork, command: Convene) -> Meeting:
    """Give notice of a meeting.

    Raises Invalid for days that can't be, NotFound and Forbidden for body and candidates, RuleRefused with every reason.
    """
    _days(uow, command)
    organisation = await uow.repository(OrganisationRepository).get(command.organisation_id)
    meeting = Meeting(
        id=new_id(),
        organisation_id=organisation.id,
        kind=command.kind.value,
        state=MeetingState.CONVENED.value,
        topic=command.topic,
        place=command.place,
        planned_on=command.planned_on,
        noticed_on=command.noticed_on,
        noticed_to=command.noticed_to,
        upper_notified_on=command.upper_notified_on,
        reconvened_from_id=command.reconvened_from_id,
        changed_at=uow.now,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        candidates=_candidates(uow, command),
        roll=[],
        supervisors=[],
        tellers=[],
        opinions=[],
        talks=[],
        **place_of(organisation).columns(),
    )
    persons = await _standings(uow, command)
    law = await law_of(uow, meeting)
    ensure(
        kind_fits_body(command.kind, OrganisationKind(organisation.kind))
        & body_stands(command.planned_on, organisation.founded_on, organisation.ended_on)
        & may_convene(meeting_facts(meeting), law)
        & not_before_named_day(command.planned_on, await uow.repository(MeetingRepository).suspended_until(meeting))
        & candidates_fit(command.kind, organisation.id, [p for p, _ in command.candidates], persons)
    )
    uow.repository(MeetingRepository).add(meeting)
    uow.emit(
        "meetings:meeting:convene",
        meeting,
        after={"kind": meeting.kind, "planned_on": meeting.planned_on, "noticed_on": meeting.noticed_on},
        details={
            "kind": meeting.kind,
            "planned_on": meeting.planned_on,
            "cases": [str(case) for _, case in command.candidates if case],
            "reconvened_from": meeting.reconvened_from_id,
        },
        event_type="meetings.meeting.convened",
    )
    return meeting


def _days(uow: UnitOfWork, command: Convene) -> None:
    not_in_future(uow, command.noticed_on, "/noticed_on")
    not_in_future(uow, command.upper_notified_on, "/upper_notified_on")
    if command.noticed_on > command.planned_on:
        raise Invalid(FieldError("/noticed_on", "meetings.notice-after-meeting", expected=command.planned_on))


def _candidates(uow: UnitOfWork, command: Convene) -> list[MeetingCandidate]:
    return [
        MeetingCandidate(
            person_id=person_id, case_id=case_id, position=number, recorded_at=uow.now, recorded_by=uow.actor_id
        )
        for number, (person_id, case_id) in enumerate(command.candidates, 1)
    ]


async def _standings(uow: UnitOfWork, command: Convene) -> dict[UUID, tuple[UUID, str]]:
    """Hold every candidate against the caller, and return branch and status of each today."""
    people = uow.repository(PersonRepository)
    for number, (person_id, case_id) in enumerate(command.candidates):
        await people.get(person_id)
        if case_id is not None and await uow.repository(MeetingRepository).person_of_case(case_id) != person_id:
            raise Invalid(FieldError(f"/candidates/{number}/case_id", "meetings.case-of-candidate"))
    if command.kind not in VOTES_ON_PEOPLE:
        return {}
    day = min(command.planned_on, uow.today)
    found = await uow.repository(MeetingRepository).branches_of((p for p, _ in command.candidates), day)
    return {person: (branch, status.value) for person, (branch, status) in found.items()}


async def notify_upper(uow: UnitOfWork, meeting_id: UUID, happened_on: date, *, expected_version: int) -> Meeting:
    """Record the day on which the upper committee was told. A day on record is changed by a correction."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    not_in_future(uow, happened_on, "/happened_on")
    ensure(is_in_state(meeting_facts(meeting), MeetingState.CONVENED))
    if meeting.upper_notified_on is not None and meeting.upper_notified_on != happened_on:
        meetings.note(
            meeting, "upper_notified_on", meeting.upper_notified_on, happened_on, "re-recorded before opening"
        )
    meeting.upper_notified_on = happened_on
    meetings.touch(meeting)
    uow.emit("meetings:meeting:notify-upper", meeting, after={"upper_notified_on": happened_on})
    return meeting


async def call_off(uow: UnitOfWork, meeting_id: UUID, reason: str, *, expected_version: int) -> Meeting:
    """Withdraw the notice before the meeting opens."""
    meeting = await uow.repository(MeetingRepository).load(meeting_id, expected_version=expected_version, lock=True)
    ensure(is_in_state(meeting_facts(meeting), MeetingState.CONVENED))
    meeting.state, meeting.call_off_reason = MeetingState.CALLED_OFF.value, reason
    uow.emit(
        "meetings:meeting:call-off",
        meeting,
        before={"state": MeetingState.CONVENED.value},
        after={"state": meeting.state, "reason": reason},
        event_type="meetings.meeting.called_off",
    )
    return meeting


async def reconvene(uow: UnitOfWork, meeting_id: UUID, command: Reconvene) -> Meeting:
    """Call an assembly again that was broken off: the same body, kind and candidates, another day, its own notice."""
    meetings = uow.repository(MeetingRepository)
    broken = await meetings.load(meeting_id, lock=True)
    again = Convene(
        broken.organisation_id,
        MeetingKind(broken.kind),
        broken.topic,
        command.planned_on,
        command.noticed_on,
        command.place or broken.place,
        command.noticed_to or broken.noticed_to,
        command.upper_notified_on,
        tuple((candidate.person_id, candidate.case_id) for candidate in broken.candidates),
        broken.id,
    )
    already = await meetings.is_reconvened(broken.id)
    ensure(
        may_reconvene(
            meeting_facts(broken),
            command.planned_on,
            command.noticed_on,
            command.upper_notified_on,
            already=already,
            reason=command.reason,
        )
    )
    meeting = await convene(uow, again)
    if command.reason is not None and broken.abort_again_on not in (None, command.planned_on):
        await uow.flush()  # the note refers to the meeting
        meetings.note(meeting, "planned_on", broken.abort_again_on, command.planned_on, command.reason)
    return meeting
