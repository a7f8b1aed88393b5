"""Schemas of holding, breaking off and recording a meeting."""

from typing import Annotated

from pydantic import Field

from app.api.types import Day, Id, Input, Note
from app.domain.meetings.facts import AbortGround

__all__ = [
    "Discussion",
    "MeetingAbort",
    "MeetingHold",
    "MeetingSuspend",
    "MinutesIn",
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
    """The calling supervisor suspends the vote and names the day on which the assembly is held again."""

    reason: Annotated[Note, Field(description="Why.", examples=["未按无记名方式发放选票"])]
    happened_on: Annotated[Day, Field(description="The day.")]
    again_on: Annotated[Day, Field(description="On which later day the assembly is held again.")]


class MinutesIn(Input):
    """The file that holds the minutes."""

    document_id: Annotated[Id, Field(description="A file of the fitting kind.")]
    reason: Annotated[Note | None, Field(description="Why another file takes the place of an earlier one.")] = None
