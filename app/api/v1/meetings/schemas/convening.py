"""Schemas of calling a meeting, putting it off, and correcting its record."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.types import Day, Id, Input, Line, Note, Output
from app.api.v1.meetings.schemas.grounds import _GroundText
from app.domain.meetings.facts import MeetingKind
from app.services.meetings.corrections import Subject

__all__ = [
    "CallOff",
    "CandidateIn",
    "CorrectionOut",
    "MeetingCorrection",
    "MeetingCreate",
    "MeetingReconvene",
    "UpperNotification",
]


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
    reason: Annotated[
        Note | None,
        Field(
            description="Why it is held later than on the day that the supervisor named; required then.",
            examples=["场地当日不可用"],
        ),
    ] = None


class UpperNotification(Input):
    """The upper committee was told of the assembly."""

    happened_on: Annotated[Day, Field(description="Day on which it was told.", examples=["2026-11-20"])]


class CallOff(Input):
    """Withdrawing the notice."""

    reason: Annotated[Note, Field(description="Why.", examples=["村级换届工作安排调整"])]


class MeetingCorrection(Input):
    """One corrected fact. Closed ballots are judged again."""

    subject: Annotated[Subject, Field(description="What is corrected.", examples=["attendance"])]
    person_id: Annotated[Id, Field(description="About whom.")]
    new_value: Annotated[
        Line,
        Field(
            description="attendance, supervisor_presence: present, absent; standing: entitled, withheld, excused; "
            "roll: listed, struck, as the roster of the day holds somebody or not; "
            "teller: withdrawn, named; written_opinion: set_aside.",
            examples=["absent"],
        ),
    ]
    reason: Annotated[Note, Field(description="Why.", examples=["登记时误记"])]
    ground: Annotated[_GroundText | None, Field(description="For a standing other than entitled.")] = None


class CorrectionOut(Output):
    """A correction: what was, what is, why."""

    person_id: UUID | None
    field: str
    old_value: str | None
    new_value: str | None
    reason: str
    recorded_at: datetime
    recorded_by: UUID | None
