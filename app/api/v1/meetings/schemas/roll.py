"""Schemas of the roll: who has the vote, who is excused, who came, who wrote."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.types import Day, Id, Input, Output
from app.api.v1.meetings.schemas.grounds import _Code
from app.domain.meetings.facts import Attendance, Opinion, Standing

__all__ = [
    "AttendanceIn",
    "AttendanceRecord",
    "Excusal",
    "OpinionOut",
    "RollEntryOut",
    "RollOut",
    "WrittenOpinionCreate",
]


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


class OpinionOut(Output):
    """That an opinion was handed in, never what it says."""

    person_id: UUID
    candidate_id: UUID
    received_on: date
    set_aside_reason: str | None


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
