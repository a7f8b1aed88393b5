"""Schemas of the working-day calendar."""

from datetime import date
from typing import Annotated

from pydantic import Field, StrictInt

from app.api.types import Day, Input, Line, Note, Output

__all__ = [
    "CalendarYearOut",
    "CalendarYearUpdate",
    "DeadlineCreate",
    "DeadlineOut",
]


class CalendarYearOut(Output):
    """A year's arrangement."""

    year: int
    version: Annotated[int, Field(description="Revision, also the ETag.")]
    source: Annotated[str, Field(description="Where it comes from.")]
    reason: str | None
    working_days: int
    holidays: list[date]
    makeup_days: list[date]


class CalendarYearUpdate(Input):
    """A year's arrangement as the notice gives it."""

    holidays: Annotated[list[Day], Field(max_length=366, description="Days off, weekends among them or not.")]
    makeup_days: Annotated[list[Day], Field(max_length=110, description="Weekend days that are worked.")]
    source: Annotated[Line, Field(description="The notice.", examples=["国务院办公厅关于2027年部分节假日安排的通知"])]
    reason: Annotated[Note | None, Field(description="Needed when days that have passed change.")] = None


class DeadlineCreate(Input):
    """A window of working days."""

    after: Annotated[Day, Field(description="The day of the act; it is not counted.", examples=["2026-09-24"])]
    working_days: Annotated[StrictInt, Field(ge=1, le=3650, description="Length in working days.", examples=[7])]


class DeadlineOut(Output):
    """The end of a window."""

    after: date
    working_days: int
    last_day: Annotated[date, Field(description="Last day of the window.")]
    first_free_day: Annotated[date, Field(description="First day on which the window has elapsed.")]
