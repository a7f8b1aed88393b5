"""Schemas of meetings."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.api.paging import PageQuery
from app.api.types import Day, Flag, Id, Input, Line, Note, Output
from app.domain.meetings.facts import AbortGround, Attendance, MeetingKind, MeetingState, Opinion, Standing
from app.services.meetings.corrections import Subject

__all__ = [
    "AttendanceIn",
    "AttendanceRecord",
    "CallOff",
    "CorrectionOut",
    "Discussion",
    "Excusal",
    "GroundCreate",
    "GroundEnd",
    "GroundOut",
    "GroundQuery",
    "MeetingAbort",
    "MeetingCorrection",
    "MeetingCreate",
    "MeetingHold",
    "MeetingOut",
    "MeetingQuery",
    "MeetingReconvene",
    "MeetingSuspend",
    "MinutesIn",
    "RollOut",
    "SupervisorCreate",
    "TalkCreate",
    "TellersIn",
    "UpperNotification",
    "WrittenOpinionCreate",
]

_Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9-]{1,59}$")]
_GroundText = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9.-]{1,59}$")]


class CandidateIn(Input):
    """Somebody the meeting is about."""

    person_id: Annotated[Id, Field(description="The person.")]
    case_id: Annotated[Id | None, Field(description="The person's development case.")] = None


class MeetingCreate(Input):
    """Notice of a meeting."""

    organisation_id: Annotated[Id, Field(description="The body that meets.")]
    kind: Annotated[MeetingKind, Field(description="What the meeting is for.", examples=["admission"])]
    topic: Annotated[Line, Field(description="What is on the agenda.", examples=["讨论接收预备党员"])]
    planned_on: Annotated[Day, Field(description="Day of the meeting.", examples=["2026-12-01"])]
    noticed_on: Annotated[Day, Field(description="Day on which notice was given.", examples=["2026-11-23"])]
    place: Annotated[Line | None, Field(description="Where it is held.", examples=["村委会二楼会议室"])] = None
    noticed_to: Annotated[
        Line | None, Field(description="To whom notice was given.", examples=["支部全体党员及列席群众代表"])
    ] = None
    upper_notified_on: Annotated[
        Day | None, Field(description="Day on which the upper committee was told.", examples=["2026-11-23"])
    ] = None
    candidates: Annotated[
        tuple[CandidateIn, ...], Field(max_length=50, description="Candidates in the order of their turns.")
    ] = ()


class MeetingReconvene(Input):
    """Notice of an assembly that is held again."""

    planned_on: Annotated[Day, Field(description="The new day, after the day it was broken off.")]
    noticed_on: Annotated[Day, Field(description="Day on which the new notice was given.")]
    place: Annotated[Line | None, Field(description="Where, when it changes.")] = None
    noticed_to: Annotated[Line | None, Field(description="To whom, when it changes.")] = None
    upper_notified_on: Annotated[Day | None, Field(description="Day on which the upper committee was told.")] = None


class UpperNotification(Input):
    """The upper committee was told of the assembly."""

    happened_on: Annotated[Day, Field(description="Day on which it was told.", examples=["2026-11-20"])]


class CallOff(Input):
    """Withdrawing the notice."""

    reason: Annotated[Note, Field(description="Why.", examples=["村级换届工作安排调整"])]


class Excusal(Input):
    """Leaving somebody out of the number of those entitled."""

    person_id: Annotated[Id, Field(description="The member.")]
    ground: Annotated[_Code, Field(description="Code of a ground in force that day.", examples=["long-illness"])]


class AttendanceIn(Input):
    """Whether one person came."""

    person_id: Annotated[Id, Field(description="Somebody on the roll.")]
    attendance: Annotated[Attendance, Field(description="Present or absent.")]


class AttendanceRecord(Input):
    """Who came."""

    attendances: Annotated[
        tuple[AttendanceIn, ...],
        Field(min_length=1, max_length=2000, description="People who are not named stay as they are."),
    ]


class WrittenOpinionCreate(Input):
    """A formal written opinion handed in before the meeting."""

    person_id: Annotated[Id, Field(description="Who handed it in: entitled, and not present.")]
    candidate_id: Annotated[Id, Field(description="About whom.")]
    opinion: Annotated[Opinion, Field(description="What it says; never part of an answer.")]
    received_on: Annotated[Day, Field(description="Day on which it was received.")]
    document_id: Annotated[Id | None, Field(description="The file, if there is one.")] = None


class SupervisorCreate(Input):
    """Sending a supervisor."""

    person_id: Annotated[Id, Field(description="Who is sent.")]
    sent_by: Annotated[Id, Field(description="The committee above the branch that sends him.")]
    present: Annotated[Flag, Field(description="The committee states that he was there.")] = False


class TellersIn(Input):
    """Naming people who count."""

    person_ids: Annotated[
        tuple[Id, ...], Field(min_length=1, max_length=10, description="Members present with the vote.")
    ]


class MeetingHold(Input):
    """Opening the meeting."""

    chair_id: Annotated[Id, Field(description="Who takes the chair.")]
    happened_on: Annotated[Day, Field(description="The day it opened: the planned day.")]
    recorder_id: Annotated[Id | None, Field(description="Who keeps the record.")] = None
    late_reason: Annotated[Note | None, Field(description="Why it is recorded late, when it is.")] = None


class Discussion(Input):
    """A candidate was discussed."""

    candidate_id: Annotated[Id, Field(description="Who was discussed.")]
    summary: Annotated[
        Note, Field(description="What was said, in short.", examples=["介绍人介绍情况，党员充分发表意见"])
    ]


class MeetingAbort(Input):
    """Breaking the meeting off."""

    ground: Annotated[AbortGround, Field(description="`no_quorum` or `other`; a supervisor uses `/suspend`.")]
    reason: Annotated[Note, Field(description="Why.", examples=["到会人数不足半数"])]
    happened_on: Annotated[Day, Field(description="The day.")]
    again_on: Annotated[Day | None, Field(description="On which later day it is held again.")] = None


class MeetingSuspend(Input):
    """The calling supervisor suspends the vote."""

    reason: Annotated[Note, Field(description="Why.", examples=["未按无记名方式发放选票"])]
    happened_on: Annotated[Day, Field(description="The day.")]
    again_on: Annotated[Day | None, Field(description="On which later day it is held again.")] = None


class TalkCreate(Input):
    """A talk after the vote, by the calling supervisor."""

    person_id: Annotated[Id, Field(description="With whom: somebody who was there.")]
    happened_on: Annotated[Day, Field(description="The day of the talk.")]
    summary: Annotated[Note, Field(description="What was said, in short.", examples=["了解票决过程是否规范"])]


class MinutesIn(Input):
    """The file that holds the minutes."""

    document_id: Annotated[Id, Field(description="A file of the fitting kind.")]
    reason: Annotated[Note | None, Field(description="Why another file takes the place of an earlier one.")] = None


class MeetingCorrection(Input):
    """One corrected fact. Closed ballots are judged again."""

    subject: Annotated[Subject, Field(description="What is corrected.", examples=["attendance"])]
    person_id: Annotated[Id, Field(description="About whom.")]
    new_value: Annotated[
        Line,
        Field(
            description="attendance, supervisor_presence: present, absent; standing: entitled, withheld, excused; "
            "teller: withdrawn, named; written_opinion: set_aside.",
            examples=["absent"],
        ),
    ]
    reason: Annotated[Note, Field(description="Why.", examples=["登记时误记"])]
    ground: Annotated[_GroundText | None, Field(description="For a standing other than entitled.")] = None


class MeetingCandidateOut(Output):
    """A candidate of a meeting."""

    person_id: UUID
    case_id: UUID | None
    position: int
    discussion: str | None


class SupervisorOut(Output):
    """A supervisor of an assembly."""

    person_id: UUID
    sent_by_id: UUID
    present: bool


class TellerOut(Output):
    """A teller; with a reason when withdrawn."""

    person_id: UUID
    withdrawn_reason: str | None


class TalkOut(Output):
    """A talk after the vote."""

    supervisor_id: UUID
    person_id: UUID
    happened_on: date
    summary: str


class OpinionOut(Output):
    """That an opinion was handed in, never what it says."""

    person_id: UUID
    candidate_id: UUID
    received_on: date
    set_aside_reason: str | None


class MeetingOut(Output):
    """A meeting as it stands."""

    id: UUID
    organisation_id: UUID
    kind: MeetingKind
    state: MeetingState
    topic: str
    place: str | None
    planned_on: date
    noticed_on: date
    noticed_to: str | None
    upper_notified_on: date | None
    frozen_on: Annotated[date | None, Field(description="Day as of which the roll was frozen.")]
    held_on: date | None
    chair_id: UUID | None
    recorder_id: UUID | None
    minutes_document_id: UUID | None
    abort_on: date | None
    abort_ground: AbortGround | None
    abort_reason: str | None
    abort_again_on: date | None
    abort_by_supervisor_id: UUID | None
    call_off_reason: str | None
    reconvened_from_id: Annotated[UUID | None, Field(description="The assembly that was broken off before this one.")]
    late_reason: str | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int
    entitled: Annotated[int, Field(description="应到会: with the vote and not excused.")]
    present: Annotated[int, Field(description="实到会: of those entitled.")]
    candidates: list[MeetingCandidateOut]
    supervisors: list[SupervisorOut]
    tellers: list[TellerOut]
    talks: list[TalkOut]
    opinions: list[OpinionOut]


class RollEntryOut(Output):
    """One line of the frozen roll."""

    person_id: UUID
    name: str
    standing: Standing
    ground: Annotated[str | None, Field(description="Why not entitled.", examples=["people.vote-full-members-only"])]
    source: Annotated[str | None, Field(description="The clause or decision cited.")]
    attendance: Attendance | None


class RollOut(Output):
    """The frozen roll."""

    meeting_id: UUID
    frozen_on: date | None
    frozen_at: datetime | None
    entitled: int
    present: int
    entries: list[RollEntryOut]


class CorrectionOut(Output):
    """A correction: what was, what is, why."""

    person_id: UUID | None
    field: str
    old_value: str | None
    new_value: str | None
    reason: str
    recorded_at: datetime
    recorded_by: UUID | None


class MeetingQuery(PageQuery):
    """Filters of the list; days are inclusive."""

    organisation_id: Annotated[UUID | None, Field(description="Only this body and what lies below it.")] = None
    kind: Annotated[MeetingKind | None, Field(description="Only this kind.")] = None
    state: Annotated[MeetingState | None, Field(description="Only in this state.")] = None
    case_id: Annotated[UUID | None, Field(description="Only meetings about this case.")] = None
    planned_from: Annotated[Day | None, Field(description="First planned day.")] = None
    planned_to: Annotated[Day | None, Field(description="Last planned day.")] = None


class GroundCreate(Input):
    """A ground for not counting somebody among those entitled. None ships with the system."""

    organisation_id: Annotated[Id, Field(description="The body that adopts it, for itself and all below.")]
    code: Annotated[_Code, Field(description="Code.", examples=["long-illness"])]
    title_zh: Annotated[Line, Field(description="Chinese title.", examples=["长期患病、生活不能自理"])]
    title_en: Annotated[Line, Field(description="English title.", examples=["Lasting illness, in need of care"])]
    source: Annotated[Line, Field(description="Text and article it rests on, as cited.", examples=["某文件第×条"])]
    decision_number: Annotated[Line, Field(description="Number of the decision.", examples=["青组〔2026〕9号"])]
    effective_from: Annotated[Day, Field(description="First day.", examples=["2026-06-01"])]
    effective_to: Annotated[Day | None, Field(description="Last day, when known.")] = None


class GroundEnd(Input):
    """Ending a ground."""

    effective_to: Annotated[Day, Field(description="Last day on which it applies.")]


class GroundOut(Output):
    """A ground of excusal."""

    id: UUID
    organisation_id: UUID
    code: str
    title_zh: str
    title_en: str
    source: str
    decision_number: str
    effective_from: date
    effective_to: date | None
    recorded_at: datetime
    version: int


class GroundQuery(PageQuery):
    """Filters of the list of grounds."""

    organisation_id: Annotated[UUID | None, Field(description="Only this body and what lies below it.")] = None
