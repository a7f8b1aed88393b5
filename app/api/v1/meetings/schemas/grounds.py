"""Schemas of the grounds on which a member is excused."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.api.paging import PageQuery
from app.api.types import Day, Id, Input, Line, Output

__all__ = [
    "GroundCreate",
    "GroundEnd",
    "GroundOut",
    "GroundQuery",
]

_Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9-]{1,59}$")]
_GroundText = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9.-]{1,59}$")]


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
