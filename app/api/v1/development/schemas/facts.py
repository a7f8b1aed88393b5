"""Schemas of facts as they are shown, and of what a candidate writes in person."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.types import Day, Input, Output
from app.api.v1.development.schemas.keys import CaseId

__all__ = [
    "FactListOut",
    "FactOut",
    "OwnReportCreate",
]


class FactOut(Output):
    """A fact with its two times."""

    id: UUID
    case_id: CaseId
    kind: Annotated[str, Field(examples=["first_talk"])]
    happened_on: Annotated[date, Field(description="Day of the act.")]
    data: dict[str, object]
    documents: list[UUID]
    standing: Annotated[bool, Field(description="False once a correction has replaced it.")]
    supersedes_id: UUID | None
    correction_reason: str | None
    late_days: Annotated[int, Field(description="Days after which it was recorded late; 0 in time.")]
    late_reason: str | None
    taken_over: bool
    recorded_at: datetime
    recorded_by: UUID | None


class FactListOut(Output):
    """All facts of a case in the order of their days."""

    items: list[FactOut]


class OwnReportCreate(Input):
    """A thought report handed in by the person."""

    happened_on: Annotated[Day, Field(description="Day on which it was handed in.", examples=["2026-06-30"])]
    topic: Annotated[str, Field(max_length=200, description="Topic.", examples=["学习党章体会"])] = ""
    documents: Annotated[list[UUID], Field(max_length=20, description="Evidence files of the case.")] = Field(
        default_factory=list
    )
