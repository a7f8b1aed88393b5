"""Forms, their numbers, and the ranges in which they are handed to committees."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

__all__ = ["NUMBER_MAX", "FormFacts", "FormNumber", "FormState", "RangeFacts"]

NUMBER_MAX = 999_999_999_999
"""Twelve digits: far inside a bigint."""


class FormState(StrEnum):
    """What became of a numbered form."""

    ISSUED = "issued"
    """In the hands of the person it was given to."""
    SPOILED = "spoiled"
    """作废."""
    LOST = "lost"
    """遗失."""
    REPLACED = "replaced"
    """Spoiled or lost, and another number was given instead."""


@dataclass(frozen=True, slots=True)
class FormNumber:
    """A number of a series: ``A-000123`` is series ``A``, number 123, width 6."""

    series: str
    number: int
    width: int = 0

    def __str__(self) -> str:
        digits = str(self.number).zfill(self.width)
        return f"{self.series}-{digits}" if self.series else digits


@dataclass(frozen=True, slots=True)
class RangeFacts:
    """A run of numbers handed to a committee."""

    id: UUID
    series: str
    first: int
    last: int
    holder_id: UUID
    """The committee that keeps the blank forms."""
    issued_on: date
    closed_on: date | None = None
    """The day the unused rest was handed back; nothing is given out of a closed range."""

    def covers(self, number: FormNumber) -> bool:
        """Tell whether *number* lies in this range."""
        return number.series == self.series and self.first <= number.number <= self.last

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One numbered form."""

    id: UUID
    number: FormNumber
    state: FormState
    holder_id: UUID
    """The committee out of whose range it came."""
    person_id: UUID | None = None
    """None for a blank form that was spoiled or lost before anybody got it."""
    case_id: UUID | None = None
    issued_on: date | None = None
    voided_on: date | None = None
    voided_as: FormState | None = None
    """Spoiled or lost; kept when the state becomes replaced."""
    reason: str = ""
    replaces_id: UUID | None = None
    replaced_by_id: UUID | None = None
