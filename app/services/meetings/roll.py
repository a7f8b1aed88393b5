"""The roll of a meeting: frozen from the roster of the day, excusals, attendance, written opinions; grounds of excusal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.ballots.written import written_is_admissible
from app.domain.meetings.facts import ASSEMBLIES, Attendance, MeetingKind, Opinion, Standing
from app.domain.meetings.roll import frozen_roll, may_excuse, may_freeze, may_record_attendance
from app.domain.people.rules import vote_clause
from app.domain.shared.errors import Conflict, FieldError, Invalid, ensure
from app.persistence.models.meetings import ExcusalGroundRow, Meeting, MeetingRollEntry, MeetingWrittenOpinion
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.repositories.meetings import ExcusalGroundRepository, MeetingRepository, meeting_facts
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.meetings._common import ensure_day_has_come, not_in_future
from app.services.people.standing import electorate_on

__all__ = [
    "AdoptGround",
    "HandIn",
    "adopt_ground",
    "end_ground",
    "excuse",
    "freeze",
    "hand_in_opinion",
    "record_attendance",
]


@dataclass(frozen=True, slots=True)
class HandIn:
    """A formal written opinion about one candidate, received before the meeting."""

    person_id: UUID
    candidate_id: UUID
    opinion: Opinion
    received_on: date
    document_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AdoptGround:
    """A ground of excusal with the text that it rests on and the decision that adopts it."""

    organisation_id: UUID
    code: str
    title_zh: str
    title_en: str
    source: str
    decision_number: str
    effective_from: date
    effective_to: date | None = None


async def freeze(uow: UnitOfWork, meeting_id: UUID, *, expected_version: int) -> Meeting:
    """Freeze the roll as of the day of the meeting, from the roster of that day.

    Raises Conflict before that day has come: the roster may still change.
    """
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    ensure_day_has_come(uow, meeting)
    ensure(may_freeze(meeting_facts(meeting), meeting.planned_on))
    if MeetingKind(meeting.kind) in ASSEMBLIES:
        roll = frozen_roll(await electorate_on(uow, meeting.organisation_id, meeting.planned_on))
    else:
        roll = frozen_roll(await meetings.sitting_members(meeting))
    meeting.roll.extend(
        MeetingRollEntry(
            person_id=entry.person_id,
            standing=entry.standing.value,
            ground=entry.ground,
            source=None if entry.ground is None else vote_clause(meeting.planned_on).title_zh,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
        for entry in roll
    )
    meeting.frozen_on, meeting.frozen_at = meeting.planned_on, uow.now
    entitled = sum(entry.standing is Standing.ENTITLED for entry in roll)
    uow.emit(
        "meetings:electorate:freeze",
        meeting,
        after={"roll": [[str(entry.person_id), entry.standing.value, entry.ground] for entry in roll]},
        details={"on": meeting.planned_on, "entitled": entitled, "on_roll": len(roll)},
        event_type="meetings.electorate.frozen",
    )
    return meeting


async def excuse(uow: UnitOfWork, meeting_id: UUID, person_id: UUID, ground: str, *, expected_version: int) -> Meeting:
    """Leave somebody entitled out of 应到会 on a ground in force on the day."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    grounds = await uow.repository(ExcusalGroundRepository).in_force_at(meeting)
    ensure(may_excuse(meeting_facts(meeting), person_id, ground, grounds))
    entry = next(line for line in meeting.roll if line.person_id == person_id)
    before = {"standing": entry.standing, "ground": entry.ground}
    entry.standing, entry.ground = Standing.EXCUSED.value, ground
    entry.source = f"{grounds[ground].source}（{grounds[ground].decision_number}）"
    entry.attendance = Attendance.ABSENT.value
    meetings.touch(meeting)
    uow.emit(
        "meetings:electorate:excuse",
        meeting,
        before=before,
        after={"person": str(person_id), "standing": entry.standing, "ground": ground},
        details={"ground": ground, "decision": grounds[ground].decision_number},
    )
    return meeting


async def record_attendance(
    uow: UnitOfWork, meeting_id: UUID, attendances: Mapping[UUID, Attendance], *, expected_version: int
) -> Meeting:
    """Record who came, before the meeting opens; lines that are not named stay as they were."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    ensure(may_record_attendance(meeting_facts(meeting), attendances))
    for entry in meeting.roll:
        if entry.person_id in attendances:
            entry.attendance = attendances[entry.person_id].value
    meetings.touch(meeting)
    facts = meeting_facts(meeting)
    uow.emit(
        "meetings:attendance:record",
        meeting,
        after={str(person): attendance.value for person, attendance in attendances.items()},
        details={"entitled": facts.entitled, "present": facts.present},
    )
    return meeting


async def hand_in_opinion(uow: UnitOfWork, meeting_id: UUID, command: HandIn, *, expected_version: int) -> Meeting:
    """Record a written opinion handed in before the meeting; what it says is never part of an answer or an event."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    not_in_future(uow, command.received_on, "/received_on")
    ensure(written_is_admissible(meeting_facts(meeting), command.person_id, command.candidate_id, command.received_on))
    if any(
        opinion.person_id == command.person_id
        and opinion.candidate_id == command.candidate_id
        and opinion.set_aside_at is None
        for opinion in meeting.opinions
    ):
        raise Conflict("meetings.opinion-handed-in", pointer="/person_id")
    if command.document_id is not None:
        await uow.repository(DocumentRepository).usable(command.document_id)
    meeting.opinions.append(
        MeetingWrittenOpinion(
            person_id=command.person_id,
            candidate_id=command.candidate_id,
            opinion=command.opinion.value,
            received_on=command.received_on,
            document_id=command.document_id,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    meetings.touch(meeting)
    uow.emit(
        "meetings:opinion:hand-in",
        meeting,
        after={
            "person": str(command.person_id),
            "candidate": str(command.candidate_id),
            "opinion": command.opinion.value,
        },
        details={"received_on": command.received_on},
    )
    return meeting


async def adopt_ground(uow: UnitOfWork, command: AdoptGround) -> ExcusalGroundRow:
    """Adopt a ground of excusal for a body and everything below it."""
    organisation = await uow.repository(OrganisationRepository).get(command.organisation_id)
    if command.effective_to is not None and command.effective_to < command.effective_from:
        raise Invalid(FieldError("/effective_to", "meetings.ground-days", expected=command.effective_from))
    ground = uow.repository(ExcusalGroundRepository).add(
        ExcusalGroundRow(
            id=new_id(),
            organisation_id=organisation.id,
            code=command.code,
            title_zh=command.title_zh,
            title_en=command.title_en,
            source=command.source,
            decision_number=command.decision_number,
            effective_from=command.effective_from,
            effective_to=command.effective_to,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(organisation).columns(),
        )
    )
    uow.emit(
        "meetings:excusal-ground:adopt",
        ground,
        after={"code": ground.code, "source": ground.source},
        details={"code": ground.code, "decision": ground.decision_number, "effective_from": ground.effective_from},
        event_type="meetings.excusal_ground.adopted",
    )
    return ground


async def end_ground(uow: UnitOfWork, ground_id: UUID, last_day: date, *, expected_version: int) -> ExcusalGroundRow:
    """End a ground with a last day; meetings of that day and before keep it."""
    ground = await uow.repository(ExcusalGroundRepository).get(ground_id, expected_version=expected_version, lock=True)
    if last_day < ground.effective_from:
        raise Invalid(FieldError("/effective_to", "meetings.ground-days", expected=ground.effective_from))
    before = ground.effective_to
    ground.effective_to = last_day
    uow.emit(
        "meetings:excusal-ground:end",
        ground,
        before={"effective_to": before},
        after={"effective_to": last_day},
        details={"code": ground.code, "effective_to": last_day},
    )
    return ground
