"""A figure of the rules as dated, cited data, and the law that applies on a day at an organisation.

A :class:`Parameter` is a national floor with its history. An organisation may adopt a stricter value by a decision
(:class:`Adoption`); children inherit it. :class:`Law` joins both: it answers the strictest value in force on a day and
says where it comes from.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeVar, cast
from uuid import UUID

from app.domain.shared.clauses import DOCUMENTS, Clause, DocumentKey, Level
from app.domain.shared.workdays import WorkCalendar

__all__ = [
    "Adoption",
    "Comparison",
    "Dated",
    "Law",
    "NoFigure",
    "Parameter",
    "Strictness",
    "Unit",
    "Value",
    "ValueType",
    "is_at_least_as_strict",
    "national_value",
]

ValueType = int | Fraction | bool | str | frozenset[str]
T = TypeVar("T", bound=ValueType)


class Unit(StrEnum):
    """Units of parameter values; shares are exact fractions."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    WORKING_DAY = "working_day"
    CLASS_HOUR = "class_hour"
    PERSON = "person"
    COUNT = "count"
    POINT = "point"
    SHARE = "share"
    RATE = "rate"
    YUAN_PER_MONTH = "yuan_per_month"
    YUAN = "yuan"
    TIMES_PER_YEAR = "times_per_year"
    TIMES_PER_MONTH = "times_per_month"
    CLASS_HOURS_PER_YEAR = "class_hours_per_year"
    DAY_OF_MONTH = "day_of_month"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"


class Comparison(StrEnum):
    """How the measured figure is held against the value."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EQUAL = "="


class Strictness(StrEnum):
    """Which direction is stricter, hence what a local body may adopt."""

    HIGHER = "higher"
    LOWER = "lower"
    SUPERSET = "superset"
    """More of the named things are asked for."""
    SUBSET = "subset"
    """Fewer of the named things are admitted."""
    REQUIRED = "required"
    """``True`` asks for something that ``False`` does not."""
    FORBIDDEN = "forbidden"
    """``False`` forbids something that ``True`` allows."""
    FIXED = "fixed"
    """No local value is possible."""


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value and the first day it applies; ``since=None`` means from before our records.

    ``value=None`` says that the text of those days sets no figure. ``verified=False`` is carried through to every use.
    """

    since: date | None
    value: T | None
    source: Clause
    verified: bool = True
    note: str = ""


@dataclass(frozen=True)  # no slots: a subscripted call such as Parameter[int](…) fails on a frozen slots class in 3.11
class Parameter(Generic[T]):
    """A figure with its national history, ordered by ``since``.

    ``history`` may be empty: then only a local profile can set a value (the county's score of 80 is such a figure).
    """

    id: str
    title_zh: str
    title_en: str
    unit: Unit
    comparison: Comparison
    stricter: Strictness
    history: tuple[Dated[T], ...] = ()
    choices: frozenset[str] = frozenset()
    """For choices: every value that may be named."""
    checked_on: date | None = None
    """The day somebody last held the history against its sources."""

    def national(self, day: date) -> Dated[T] | None:
        """Return the national entry in force on *day*, or None where the record holds none for that day."""
        found: Dated[T] | None = None
        for entry in self.history:
            if entry.since is None or entry.since <= day:
                found = entry
        return found


@dataclass(frozen=True, slots=True)
class Adoption:
    """A local value: who adopted it, from which day, by which decision."""

    parameter_id: str
    value: ValueType
    effective_from: date
    organisation_id: UUID
    organisation_name: str
    decision_number: str
    profile: str | None = None
    effective_to: date | None = None
    """Last day it applies; open while None."""
    source: Clause | None = None
    verified: bool = True
    note: str = ""

    def applies_on(self, day: date) -> bool:
        """Tell whether the adoption is in force on *day*."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """The value that applies on ``day``, with its origin."""

    parameter: Parameter[T]
    day: date
    value: T
    clause: Clause
    level: Level
    verified: bool
    since: date | None
    note: str = ""
    adoption: Adoption | None = None
    """The local decision that set it; None where the national text does."""


def national_value(parameter: Parameter[T], on: date) -> Value[T] | None:
    """Return the national value of *on*, None where there is none: all of the law for figures that nobody may adopt."""
    floor = parameter.national(on)
    if floor is None or floor.value is None:
        return None
    level = DOCUMENTS[floor.source.document].level
    return Value(parameter, on, floor.value, floor.source, level, floor.verified, floor.since, floor.note)


class NoFigure(LookupError):
    """Raised by :meth:`Law.require` where no text and no profile gives a figure for the day."""

    def __init__(self, parameter_id: str, day: date) -> None:
        super().__init__(f"no figure for {parameter_id} on {day.isoformat()}")
        self.parameter_id = parameter_id
        self.day = day


def is_at_least_as_strict(parameter: Parameter[T], candidate: ValueType, floor: ValueType) -> bool:
    """Tell whether *candidate* is not laxer than *floor* for this parameter."""
    return _AS_STRICT[parameter.stricter](candidate, floor)


def _higher(candidate: ValueType, floor: ValueType) -> bool:
    return cast(Fraction, candidate) >= cast(Fraction, floor)


def _lower(candidate: ValueType, floor: ValueType) -> bool:
    return cast(Fraction, candidate) <= cast(Fraction, floor)


def _superset(candidate: ValueType, floor: ValueType) -> bool:
    return cast("frozenset[str]", candidate) >= cast("frozenset[str]", floor)


def _subset(candidate: ValueType, floor: ValueType) -> bool:
    return cast("frozenset[str]", candidate) <= cast("frozenset[str]", floor)


_AS_STRICT: Mapping[Strictness, Callable[[ValueType, ValueType], bool]] = {
    Strictness.HIGHER: _higher,
    Strictness.LOWER: _lower,
    Strictness.SUPERSET: _superset,
    Strictness.SUBSET: _subset,
    Strictness.REQUIRED: lambda candidate, floor: bool(candidate) or not floor,
    Strictness.FORBIDDEN: lambda candidate, floor: bool(floor) or not candidate,
    Strictness.FIXED: lambda candidate, floor: candidate == floor,
}


@dataclass(frozen=True)
class Law:
    """What applies at one organisation: national floors, the adoptions of it and of those above, the calendar."""

    calendar: WorkCalendar
    adoptions: tuple[Adoption, ...] = ()

    @staticmethod
    def of(calendar: WorkCalendar, adoptions: Iterable[Adoption] = ()) -> "Law":
        """Return the law made of *calendar* and *adoptions*, in the order of the tree from the root down."""
        return Law(calendar, tuple(adoptions))

    def value(self, parameter: Parameter[T], on: date) -> Value[T] | None:
        """Return the strictest value in force on *on*, or None where neither text nor profile gives one.

        The strictest wins rather than the nearest: an old local value never undercuts a newer national floor.
        """
        best = national_value(parameter, on)
        for adoption in self.adoptions:
            if adoption.parameter_id != parameter.id or not adoption.applies_on(on):
                continue
            local = cast(T, adoption.value)
            if best is not None and (local == best.value or not is_at_least_as_strict(parameter, local, best.value)):
                continue
            best = Value(
                parameter,
                on,
                local,
                adoption.source or Clause(DocumentKey.LOCAL_DECISION, adoption.decision_number),
                Level.LOCAL,
                adoption.verified,
                adoption.effective_from,
                adoption.note,
                adoption,
            )
        return best

    def turns(self, parameter: Parameter[T]) -> frozenset[date]:
        """Return the days from which on another value may apply than on the day before."""
        texts = {entry.since for entry in parameter.history if entry.since is not None}
        own = [adoption for adoption in self.adoptions if adoption.parameter_id == parameter.id]
        ends = {a.effective_to + timedelta(days=1) for a in own if a.effective_to not in (None, date.max)}
        return frozenset(texts | ends | {adoption.effective_from for adoption in own})

    def require(self, parameter: Parameter[T], on: date) -> Value[T]:
        """Return the value in force on *on*.

        Raises NoFigure where the record holds none; use :meth:`value` where having none is a legitimate state.
        """
        found = self.value(parameter, on)
        if found is None:
            raise NoFigure(parameter.id, on)
        return found

    def flag(self, parameter: Parameter[bool], on: date) -> bool:
        """Return a flag's value on *on*; False where no text and no profile sets it."""
        found = self.value(parameter, on)
        return found.value if found is not None else False
