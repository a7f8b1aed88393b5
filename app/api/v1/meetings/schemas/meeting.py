"""Schemas of a meeting as it is shown, and of the list."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Day, Output
from app.api.v1.meetings.schemas.officers import SupervisorOut, TalkOut, TellerOut
from app.api.v1.meetings.schemas.roll import OpinionOut
from app.domain.meetings.facts import AbortGround, MeetingKind, MeetingState

__all__ = [
    "MeetingCandidateOut",
    "MeetingOut",
    "MeetingQuery",
]


class MeetingCandidateOut(Output):
    """A candidate of a meeting."""

    person_id: UUID
    case_id: UUID | None
    position: int
    discussion: str | None


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


class MeetingQuery(PageQuery):
    """Filters of the list; days are inclusive."""

    organisation_id: Annotated[UUID | None, Field(description="Only this body and what lies below it.")] = None
    kind: Annotated[MeetingKind | None, Field(description="Only this kind.")] = None
    state: Annotated[MeetingState | None, Field(description="Only in this state.")] = None
    case_id: Annotated[UUID | None, Field(description="Only meetings about this case.")] = None
    planned_from: Annotated[Day | None, Field(description="First planned day.")] = None
    planned_to: Annotated[Day | None, Field(description="Last planned day.")] = None
