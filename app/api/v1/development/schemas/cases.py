"""Schemas of the case itself: opened, moved to another branch, closed, taken over."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Day, Flag, Input, Line, Output, SearchText
from app.api.v1.development.fact_schemas import TAKEN_OVER
from app.api.v1.development.schemas.keys import _EXAMPLE, CaseId, StepKey
from app.domain.development.casefile import CaseState
from app.domain.development.facts import ClosingReason

__all__ = [
    "CaseCreate",
    "CaseOut",
    "CaseQuery",
    "ClosingCreate",
    "RelocationCreate",
    "TakeOverCreate",
    "TimelineEntryOut",
    "TimelineOut",
]


class CaseQuery(PageQuery):
    """Filters of the list of cases; the newest comes first."""

    organisation_id: Annotated[UUID | None, Field(description="Only below this organisation.")] = None
    person_id: Annotated[UUID | None, Field(description="Only this person's.")] = None
    state: Annotated[CaseState | None, Field(description="Only in this state.")] = None
    stage: Annotated[int | None, Field(ge=1, le=5, description="Only in this stage.")] = None
    step: Annotated[str | None, Field(max_length=40, description="Only where this step waits first.")] = None
    taken_over: Annotated[bool | None, Field(description="Only those taken over from paper, or only the others.")] = (
        None
    )
    q: Annotated[SearchText | None, Field(description="Name, pinyin or its initials.")] = None


class CaseCreate(Input):
    """A new case."""

    person_id: Annotated[UUID, Field(description="The applicant.", examples=[_EXAMPLE])]
    opened_on: Annotated[Day | None, Field(description="Day on which the file was opened; today where left out.")] = (
        None
    )


class CaseOut(Output):
    """A case and where it stands."""

    id: CaseId
    person_id: Annotated[UUID, Field(description="The candidate.")]
    person_name: Annotated[str, Field(description="Name of the candidate.", examples=["申请人甲"])]
    branch_id: Annotated[UUID | None, Field(description="The branch that carries the case now.")]
    state: Annotated[CaseState, Field(description="`open`, `archived`, `cancelled` or `closed`.")]
    stage: Annotated[int, Field(description="Stage 1 to 5.", examples=[2])]
    step: Annotated[str | None, Field(description="The first waiting step; null when nothing waits.")]
    opened_on: Annotated[date, Field(description="Day on which the file was opened.")]
    closed_on: Annotated[date | None, Field(description="Day on which it ended.")]
    taken_over: Annotated[bool, Field(description="Taken over from paper.")]
    changed_at: Annotated[datetime, Field(description="Instant of the last change.")]
    version: Annotated[int, Field(description="Version for If-Match.", examples=[3])]


class RelocationCreate(Input):
    """A move to another branch."""

    to_branch_id: Annotated[UUID, Field(description="The branch that takes the person in.", examples=[_EXAMPLE])]
    happened_on: Annotated[Day, Field(description="Day of the move.", examples=["2026-09-01"])]
    letter_number: Annotated[Line, Field(description="Number of the letter.", examples=["青组转〔2026〕5号"])]
    file_checked: Annotated[Flag, Field(description="The receiving branch has checked the file.")]


class ClosingCreate(Input):
    """The end of a case before its last step."""

    reason: Annotated[ClosingReason, Field(description="Why.")]
    happened_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-09-01"])]
    document_number: Annotated[Line, Field(description="Number of the decision.", examples=["青委〔2026〕52号"])]
    note: Annotated[str, Field(max_length=500, description="More about it.")] = ""


class TakeOverCreate(Input):
    """A case in progress on paper."""

    person_id: Annotated[UUID, Field(description="The candidate.", examples=[_EXAMPLE])]
    through_step: StepKey
    facts: Annotated[list[TAKEN_OVER], Field(min_length=1, max_length=200, description="The acts on paper.")]


class TimelineEntryOut(Output):
    """Something that happened in a case."""

    on: date
    what: Annotated[str, Field(description="`fact`, `step` or `finding`.", examples=["step"])]
    key: Annotated[str, Field(description="Kind of the fact, key of the step, or code of the finding.")]
    outcome: str | None
    attempt: int | None
    standing: bool
    late_days: int
    recorded_at: datetime


class TimelineOut(Output):
    """Everything that happened, in the order of its days."""

    items: list[TimelineEntryOut]
