"""Schemas of templates and score sheets."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Day, Input, Line, Output
from app.api.v1.facts import DocumentIds, EditionOut, FactQuery, LateReason, Points, PointsOut, Reason
from app.domain.assessments.facts import ItemKind, SheetState, TemplatePurpose

__all__ = [
    "ScoreItemUpdate",
    "ScoreSheetAct",
    "ScoreSheetCorrection",
    "ScoreSheetCreate",
    "ScoreSheetOut",
    "ScoreSheetQuery",
    "ScoreTemplateCreate",
    "ScoreTemplateOut",
    "ScoreTemplateQuery",
    "ScoreTemplateReplace",
    "ScoreTemplateRetire",
]


class TemplateItemIn(Input):
    """One item that brings points."""

    title: Annotated[Line, Field(description="What is scored.", examples=["理论学习"])]
    max_points: Annotated[Points, Field(description="The most it can bring; all items bring 100 together.")]
    kind: Annotated[
        ItemKind, Field(description="`honour` items count honours within the window of years.", examples=["ordinary"])
    ] = ItemKind.ORDINARY


class ScoreTemplateReplace(Input):
    """A new edition of a template."""

    happened_on: Annotated[Day, Field(description="First day on which it may be used.", examples=["2026-01-01"])]
    decision_number: Annotated[
        Line | None, Field(description="Number of the decision that set it.", examples=["青机党〔2026〕3号"])
    ] = None
    items: Annotated[
        list[TemplateItemIn], Field(max_length=100, description="Items of a score sheet, 100 points together.")
    ] = Field(default_factory=list)
    criteria: Annotated[
        list[Line],
        Field(
            max_length=20,
            description="Titles of a poll's criteria. The source speaks of four and names none: they are the adopter's.",
            examples=[["内容一", "内容二", "内容三", "内容四"]],
        ),
    ] = Field(default_factory=list)


class ScoreTemplateCreate(ScoreTemplateReplace):
    """The first edition of a template."""

    organisation_id: Annotated[UUID, Field(description="The body that keeps it; everybody below may use it.")]
    purpose: Annotated[TemplatePurpose, Field(description="What it is used for.", examples=["score_sheet"])]
    title: Annotated[Line, Field(description="Name of the template.", examples=["发展对象量化考核表"])]


class ScoreTemplateRetire(Input):
    """The end of a template."""

    retired_on: Annotated[Day, Field(description="Last day on which it may be used.", examples=["2026-12-31"])]


class TemplateItemOut(Output):
    """One item of a template."""

    title: str
    kind: ItemKind
    max_points: Annotated[str | None, Field(description="Null for a criterion of a poll.", examples=["60.00"])]


class ScoreTemplateOut(Output):
    """One edition of a template."""

    id: UUID
    organisation_id: UUID
    purpose: TemplatePurpose
    title: str
    happened_on: Annotated[date, Field(description="First day of use.")]
    retired_on: Annotated[date | None, Field(description="Last day of use.")]
    decision_number: str | None
    items: list[TemplateItemOut]
    edition: int
    supersedes_id: UUID | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int


class ScoreTemplateQuery(PageQuery):
    """Filters of templates."""

    organisation_id: Annotated[UUID | None, Field(description="Kept by bodies below this one.")] = None
    usable_at: Annotated[
        UUID | None, Field(description="Kept by this body or by one above it, so that it may be used here.")
    ] = None
    purpose: Annotated[TemplatePurpose | None, Field(description="Only for this use.")] = None


class ScoreItemIn(Input):
    """What is entered on one line, in the order of the template."""

    points: Annotated[Points, Field(description="Points given.")]
    evidence: DocumentIds = Field(default_factory=list)
    honoured_on: Annotated[
        Day | None, Field(description="Day of the honour, for items that count one.", examples=["2025-07-01"])
    ] = None


class _ScoreLines(Input):
    happened_on: Annotated[Day, Field(description="Day of the scoring.", examples=["2026-06-20"])]
    items: Annotated[list[ScoreItemIn], Field(min_length=1, max_length=100, description="One line per template item.")]


class ScoreSheetCreate(_ScoreLines):
    """A score sheet to be begun; the person behind the account is the scorer."""

    case_id: Annotated[UUID, Field(description="The development case.")]
    template_id: Annotated[UUID, Field(description="Template of the branch or of a body above it.")]
    late_reason: LateReason = None


class ScoreSheetCorrection(_ScoreLines):
    """A new edition of a finalised sheet."""

    reason: Reason


class ScoreSheetAct(Input):
    """The day of verifying or finalising; today when nothing is said. In the query: these commands have no body."""

    happened_on: Annotated[
        Day | None, Field(description="Day on which it was done, for what is recorded late.", examples=["2026-06-22"])
    ] = None
    late_reason: LateReason = None


class ScoreItemUpdate(Input):
    """New values of one line of a draft; its verification falls away."""

    points: Annotated[Points | None, Field(description="Points given.")] = None
    evidence: DocumentIds | None = None
    honoured_on: Annotated[Day | None, Field(description="Day of the honour.", examples=["2025-07-01"])] = None


class ScoreItemOut(Output):
    """One scored line."""

    position: Annotated[int, Field(examples=[1])]
    title: str
    kind: ItemKind
    max_points: PointsOut
    points: PointsOut
    honoured_on: date | None
    evidence: list[UUID]
    entered_by: Annotated[UUID | None, Field(description="Person who entered the line as it stands.")]
    verified_by: Annotated[UUID | None, Field(description="Person who verified the evidence.")]
    verified_on: date | None


class ScoreSheetOut(EditionOut):
    """A score sheet. Whether the total suffices is judged where a step rests on it."""

    template_id: UUID
    scored_by: Annotated[UUID, Field(description="Person who scored.")]
    state: SheetState
    finalised_on: date | None
    total: Annotated[PointsOut, Field(description="Exact sum of the points.")]
    items: list[ScoreItemOut]


class ScoreSheetQuery(FactQuery):
    """Filters of score sheets."""

    state: Annotated[SheetState | None, Field(description="Only in this state.")] = None
