"""Opening, discussing, closing and breaking off a meeting; filing its minutes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.ballots.facts import BallotState
from app.domain.documents.facts import DocumentKind, DocumentState
from app.domain.identity.permissions import Permission
from app.domain.meetings.convening import body_stands
from app.domain.meetings.course import may_abort, may_close, may_open
from app.domain.meetings.facts import AbortFacts, AbortGround, MeetingKind, MeetingState
from app.domain.meetings.rules import is_in_state
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Forbidden, Invalid, ensure
from app.domain.shared.verdict import require
from app.persistence.models.meetings import Meeting
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.ballots import BallotRepository
from app.persistence.repositories.base import reaches
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.uow import UnitOfWork
from app.services.ballots import cancel_all, counted
from app.services.meetings._common import ensure_may_change, law_of, not_in_future, recorded_in_time

__all__ = ["Abort", "Hold", "abort", "close", "discuss", "file_minutes", "hold", "suspend"]

_MINUTES: dict[MeetingKind, frozenset[DocumentKind]] = {
    MeetingKind.BRANCH_COMMITTEE: frozenset({DocumentKind.BRANCH_COMMITTEE_MINUTES}),
    MeetingKind.PARTY_COMMITTEE: frozenset({DocumentKind.COMMITTEE_MINUTES}),
    MeetingKind.PARTY_GROUP: frozenset({DocumentKind.OPINION_RECORD, DocumentKind.OTHER}),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """The opening: who takes the chair, who keeps the record. ``late_reason`` is asked for beyond the late limit."""

    chair_id: UUID
    happened_on: date
    recorder_id: UUID | None = None
    late_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Abort:
    """Breaking off: why, and on which day the assembly is held again, where that is known."""

    ground: AbortGround
    reason: str
    happened_on: date
    again_on: date | None = None


async def hold(uow: UnitOfWork, meeting_id: UUID, command: Hold, *, expected_version: int) -> Meeting:
    """Open the meeting on its planned day. Raises RuleRefused: roll, attendance, quorum, chair, day."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    not_in_future(uow, command.happened_on, "/happened_on")
    law = await law_of(uow, meeting)
    before = meeting.chair_id, meeting.recorder_id
    meeting.chair_id, meeting.recorder_id = command.chair_id, command.recorder_id
    people = await meetings.persons_known(person for person in (command.chair_id, command.recorder_id) if person)
    if command.chair_id not in people:
        raise Invalid(FieldError("/chair_id", "meetings.person-unknown"))
    if command.recorder_id is not None and command.recorder_id not in people:
        raise Invalid(FieldError("/recorder_id", "meetings.person-unknown"))
    beside = await meetings.in_session_beside(meeting)
    body = await uow.session.get_one(Organisation, meeting.organisation_id)
    ensure(
        may_open(meeting_facts(meeting), law)
        & require(
            command.happened_on == meeting.planned_on,
            "meetings.held-on-planned-day",
            OUR_CHOICE,
            required=meeting.planned_on,
            measured=command.happened_on,
            pointer="/happened_on",
        )
        & body_stands(meeting.planned_on, body.founded_on, body.ended_on)
        & require(not beside, "meetings.one-session-per-candidate", OUR_CHOICE, required=0, measured=beside)
    )
    recorded_in_time(uow, meeting, command.happened_on, law, command.late_reason)
    meeting.state, meeting.held_on = MeetingState.IN_SESSION.value, command.happened_on
    facts = meeting_facts(meeting)
    uow.emit(
        "meetings:meeting:hold",
        meeting,
        before={"chair": before[0] and str(before[0])},
        after={"chair": str(command.chair_id), "state": meeting.state},
        details={"held_on": meeting.held_on, "entitled": facts.entitled, "present": facts.present},
        event_type="meetings.meeting.held",
    )
    return meeting


async def discuss(
    uow: UnitOfWork, meeting_id: UUID, candidate_id: UUID, summary: str, *, expected_version: int
) -> Meeting:
    """Record that a candidate was discussed; the vote on him may be opened then."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    ensure(is_in_state(meeting_facts(meeting), MeetingState.IN_SESSION))
    candidate = next((row for row in meeting.candidates if row.person_id == candidate_id), None)
    if candidate is None:
        raise Invalid(FieldError("/candidate_id", "ballots.candidate-of-meeting"))
    if candidate.discussed_at is not None:
        raise AlreadyDone("meetings.candidate-discussed-already", pointer="/candidate_id")
    candidate.discussion, candidate.discussed_at = summary, uow.now
    meetings.touch(meeting)
    uow.emit(
        "meetings:candidate:discuss",
        meeting,
        after={"candidate": str(candidate_id), "discussion": summary},
        details={"case_id": candidate.case_id},
    )
    return meeting


async def close(uow: UnitOfWork, meeting_id: UUID, *, expected_version: int) -> Meeting:
    """Close the meeting once every candidate has been voted on."""
    meeting = await uow.repository(MeetingRepository).load(meeting_id, expected_version=expected_version, lock=True)
    ballots = await uow.repository(BallotRepository).of_meeting(meeting.id, lock=True)
    open_now = sum(ballot.state == BallotState.OPEN.value for ballot in ballots)
    voted = {ballot.candidate_id for ballot in ballots if ballot.state == BallotState.CLOSED.value}
    waiting = {ballot.candidate_id for ballot in ballots if ballot.state == BallotState.OPEN.value}
    unvoted = sum(row.person_id not in voted | waiting for row in meeting.candidates)
    ensure(may_close(meeting_facts(meeting), open_now, unvoted))
    meeting.state, meeting.closed_at = MeetingState.CLOSED.value, uow.now
    uow.emit(
        "meetings:meeting:close",
        meeting,
        before={"state": MeetingState.IN_SESSION.value},
        after={"state": meeting.state},
        details={"kind": meeting.kind, "held_on": meeting.held_on, "cases": _cases(meeting)},
        event_type="meetings.meeting.closed",
    )
    return meeting


async def abort(uow: UnitOfWork, meeting_id: UUID, command: Abort, *, expected_version: int) -> Meeting:
    """The body that meets breaks its meeting off, for want of a quorum or for another reason.

    Raises Forbidden once papers were counted in it: what was voted is then the approving committee's to undo.
    """
    if command.ground is AbortGround.SUPERVISOR:
        raise Conflict("meetings.supervisor-suspends-himself", pointer="/ground")
    meeting = await uow.repository(MeetingRepository).load(meeting_id, expected_version=expected_version, lock=True)
    may_undo = reaches(uow.caller, Permission.CASE_CORRECT_COMPLETED, meeting)
    if not may_undo and await counted(uow, meeting.id):
        raise Forbidden(Permission.CASE_CORRECT_COMPLETED.value, "meetings.counted-votes-stand")
    return await _abort(uow, meeting_id, command, None, expected_version)


async def suspend(uow: UnitOfWork, meeting_id: UUID, command: Abort, *, expected_version: int) -> Meeting:
    """The calling supervisor suspends the vote, where the local rule gives him that right."""
    return await _abort(uow, meeting_id, command, uow.caller.person_id, expected_version)


async def _abort(
    uow: UnitOfWork, meeting_id: UUID, command: Abort, supervisor_id: UUID | None, expected_version: int
) -> Meeting:
    meeting = await uow.repository(MeetingRepository).load(meeting_id, expected_version=expected_version, lock=True)
    not_in_future(uow, command.happened_on, "/happened_on")
    law = await law_of(uow, meeting)
    facts = AbortFacts(command.happened_on, command.ground, command.reason, command.again_on, supervisor_id)
    ensure(may_abort(meeting_facts(meeting), facts, law))
    recorded_in_time(uow, meeting, command.happened_on, law, command.reason)
    before = meeting.state
    meeting.state = MeetingState.ABORTED.value
    meeting.abort_on, meeting.abort_ground, meeting.abort_reason = facts.on, facts.ground.value, facts.reason
    meeting.abort_again_on, meeting.abort_by_supervisor_id = facts.again_on, supervisor_id
    await cancel_all(uow, meeting.id, command.reason)
    uow.emit(
        "meetings:meeting:abort",
        meeting,
        before={"state": before},
        after={"state": meeting.state, "reason": facts.reason},
        details={"ground": facts.ground.value, "again_on": facts.again_on, "cases": _cases(meeting)},
        event_type="meetings.meeting.aborted",
    )
    return meeting


async def file_minutes(
    uow: UnitOfWork, meeting_id: UUID, document_id: UUID, reason: str | None, *, expected_version: int
) -> Meeting:
    """Name the file that holds the minutes. Another file in its place needs a reason; the old one is kept."""
    meetings = uow.repository(MeetingRepository)
    meeting = await meetings.load(meeting_id, expected_version=expected_version, lock=True)
    if meeting.minutes_document_id is not None:
        await ensure_may_change(uow, meeting)
    ensure(is_in_state(meeting_facts(meeting), MeetingState.CLOSED, MeetingState.ABORTED))
    document = await uow.repository(DocumentRepository).usable(document_id)
    kinds = _MINUTES.get(MeetingKind(meeting.kind), frozenset({DocumentKind.ASSEMBLY_MINUTES}))
    if DocumentKind(document.kind) not in kinds or document.state != DocumentState.CURRENT.value:
        raise Invalid(FieldError("/document_id", "meetings.minutes-kind", expected=tuple(sorted(kinds))))
    if document.meeting_id not in (None, meeting.id):
        raise Invalid(FieldError("/document_id", "meetings.minutes-of-other-meeting"))
    old = meeting.minutes_document_id
    if old is not None:
        if not reason:
            raise Invalid(FieldError("/reason", "meetings.correction-reason"))
        meetings.note(meeting, "minutes_document_id", old, document.id, reason)
    meeting.minutes_document_id = document.id
    uow.emit(
        "meetings:minutes:file",
        meeting,
        before={"document": old and str(old)},
        after={"document": str(document.id)},
        details={"document_id": document.id},
    )
    return meeting


def _cases(meeting: Meeting) -> list[str]:
    return [str(candidate.case_id) for candidate in meeting.candidates if candidate.case_id is not None]
