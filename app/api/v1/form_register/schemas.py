"""Schemas of the register of application forms."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictInt, StringConstraints

from app.api.paging import PageQuery
from app.api.types import Day, Id, Input, Note, Output
from app.domain.form_register.facts import NUMBER_MAX, FormState

__all__ = [
    "FormBlank",
    "FormCreate",
    "FormOut",
    "FormQuery",
    "FormReplace",
    "FormVoid",
    "RangeClose",
    "RangeCreate",
    "RangeOut",
    "RangeQuery",
]

_Series = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Z]{0,12}$")]
_Number = Annotated[StrictInt, Field(ge=1, le=NUMBER_MAX)]


class RangeCreate(Input):
    """Handing a run of numbers to a committee."""

    holder_id: Annotated[Id, Field(description="The committee with approval power that keeps the blank forms.")]
    series: Annotated[_Series, Field(description="Letters before the number; may be empty.", examples=["QH2026"])]
    first_number: Annotated[_Number, Field(description="First number.", examples=[1])]
    last_number: Annotated[_Number, Field(description="Last number.", examples=[200])]
    width: Annotated[StrictInt, Field(ge=0, le=12, description="Digits printed, zeros in front.", examples=[6])] = 0
    happened_on: Annotated[Day, Field(description="Day on which they were handed out.", examples=["2026-01-05"])]


class RangeClose(Input):
    """Taking the unused rest of a range back."""

    happened_on: Annotated[Day, Field(description="The day.")]
    reason: Annotated[Note, Field(description="Why.", examples=["年底清点交回"])]


class RangeOut(Output):
    """A range and how far it has been used."""

    id: UUID
    holder_id: UUID
    series: str
    width: int
    first_number: int
    last_number: int
    next_number: Annotated[int, Field(description="The first number that is still unused.")]
    happened_on: date
    closed_on: date | None
    close_reason: str | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int


class RangeQuery(PageQuery):
    """Filters of the list of ranges."""

    organisation_id: Annotated[UUID | None, Field(description="Only this body and what lies below it.")] = None


class FormCreate(Input):
    """Giving a number to a person. Without a number the lowest unused one of the nearest committee is taken."""

    person_id: Annotated[Id, Field(description="To whom.")]
    happened_on: Annotated[Day, Field(description="The day.", examples=["2026-11-23"])]
    case_id: Annotated[Id | None, Field(description="The person's development case.")] = None
    series: Annotated[_Series | None, Field(description="Only from this series.")] = None
    number: Annotated[_Number | None, Field(description="This very number.")] = None


class FormVoid(Input):
    """Marking a form as spoiled or lost."""

    happened_on: Annotated[Day, Field(description="The day.")]
    reason: Annotated[Note, Field(description="Why.", examples=["填写有误，涂改作废"])]


class FormReplace(Input):
    """Giving another number in place of a spoiled or lost form."""

    happened_on: Annotated[Day, Field(description="The day.")]
    number: Annotated[_Number | None, Field(description="This very number; the next one when absent.")] = None


class FormBlank(Input):
    """A blank form that was spoiled or lost before anybody got it."""

    range_id: Annotated[Id, Field(description="The range it belongs to.")]
    number: Annotated[_Number, Field(description="Its number.")]
    state: Annotated[Literal["spoiled", "lost"], Field(description="What became of it.")]
    happened_on: Annotated[Day, Field(description="The day.")]
    reason: Annotated[Note, Field(description="Why.", examples=["印制缺页"])]


class FormOut(Output):
    """A numbered form."""

    id: UUID
    range_id: UUID
    series: str
    number: int
    width: int
    printed: Annotated[str, Field(description="The number as printed.", examples=["QH2026-000017"])]
    holder_id: Annotated[UUID, Field(description="The committee out of whose range it came.")]
    state: FormState
    person_id: UUID | None
    case_id: UUID | None
    happened_on: Annotated[date, Field(description="Day on which it was given out.")]
    voided_on: date | None
    voided_as: Annotated[Literal["spoiled", "lost"] | None, Field(description="Kept when it is replaced.")]
    reason: str | None
    replaces_id: UUID | None
    replaced_by_id: UUID | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int


class FormQuery(PageQuery):
    """Filters of the list of forms."""

    organisation_id: Annotated[UUID | None, Field(description="Only this body and what lies below it.")] = None
    person_id: Annotated[UUID | None, Field(description="Only forms of this person.")] = None
    case_id: Annotated[UUID | None, Field(description="Only forms of this case.")] = None
    range_id: Annotated[UUID | None, Field(description="Only forms of this range.")] = None
    state: Annotated[FormState | None, Field(description="Only in this state.")] = None
    series: Annotated[_Series | None, Field(description="Only of this series.")] = None
    number: Annotated[int | None, Field(ge=1, le=NUMBER_MAX, description="Only this number.")] = None
