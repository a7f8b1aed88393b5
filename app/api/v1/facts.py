"""Fields that the schemas of facts about a case share."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.api.paging import NewestQuery
from app.api.types import Note, Output

__all__ = [
    "DocumentId",
    "DocumentIds",
    "EditionOut",
    "FactQuery",
    "LateReason",
    "Points",
    "PointsOut",
    "Reason",
    "ShareOut",
]

_POINTS = re.compile(r"(0|[1-9]\d{0,2})(\.\d{1,2})?", re.ASCII)


def _decimal_text(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _POINTS.fullmatch(value):
        raise PydanticCustomError("string_pattern_mismatch", "points are written like 12 or 12.5, at most two places")
    return Decimal(value)


Points = Annotated[
    Decimal,
    BeforeValidator(_decimal_text),
    WithJsonSchema({"type": "string", "pattern": r"^(0|[1-9][0-9]{0,2})(\.[0-9]{1,2})?$", "examples": ["12.5"]}),
]
"""Points as a decimal string with at most two places."""

PointsOut = Annotated[
    Decimal,
    BeforeValidator(lambda value: value if isinstance(value, Decimal) else Decimal(str(value))),
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+\.[0-9]{2}$", "examples": ["82.50"]}),
]
"""Points as they are answered: always two places."""

Reason = Annotated[Note, Field(description="Why the recorded fact is corrected.", examples=["统计表第二行录入有误"])]
LateReason = Annotated[
    Note | None,
    Field(description="Why it is recorded late; owed when the day lies further back than the rule allows."),
]
DocumentId = Annotated[UUID | None, Field(description="Evidence file of the case that shows it.")]
DocumentIds = Annotated[list[UUID], Field(max_length=20, description="Evidence files of the case that show it.")]


class ShareOut(Output):
    """A share with the numbers that it is made of."""

    part: Annotated[int, Field(description="Numerator.", examples=[16])]
    base: Annotated[int, Field(description="Denominator.", examples=[20])]
    share: Annotated[
        str | None, Field(description="Rounded to six places; null of an empty base.", examples=["0.800000"])
    ]


class EditionOut(Output):
    """What every fact about a case carries: its day, its edition, when and by whom it was recorded."""

    id: UUID
    case_id: Annotated[UUID, Field(description="The development case.")]
    person_id: Annotated[UUID, Field(description="The candidate.")]
    happened_on: Annotated[date, Field(description="Day of the act.", examples=["2026-06-20"])]
    edition: Annotated[int, Field(description="1 for the first recording; a correction adds one.", examples=[1])]
    standing: Annotated[bool, Field(description="False once a later edition has replaced it.")]
    supersedes_id: Annotated[UUID | None, Field(description="The edition that this one replaced.")]
    correction_reason: Annotated[str | None, Field(description="Why it replaced it.")]
    late_reason: Annotated[str | None, Field(description="Why it was recorded late.")]
    recorded_at: Annotated[datetime, Field(description="Instant of recording.")]
    recorded_by: Annotated[UUID | None, Field(description="Account that recorded it.")]
    version: Annotated[int, Field(description="Version for If-Match.", examples=[1])]


class FactQuery(NewestQuery):
    """Filters of lists of facts; the newest recording comes first."""

    case_id: Annotated[UUID | None, Field(description="Only of this case.")] = None
    person_id: Annotated[UUID | None, Field(description="Only of this candidate.")] = None
    standing: Annotated[
        bool | None, Field(description="True for what stands, false for replaced editions; both while left out.")
    ] = None
