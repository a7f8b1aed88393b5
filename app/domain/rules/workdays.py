"""Years of the working-day calendar: the seed, what a loaded year must satisfy, the end of a window.

The arrangement of a year is the State Council's. What we can check is its form: every day lies in the year and appears
once, a make-up day is a Saturday or Sunday that is not off. A day off may fall on a weekend.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.rules.workdays_seed import WORKDAYS
from app.domain.shared.errors import FieldError, Invalid
from app.domain.shared.workdays import WorkCalendar

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "SEED_YEARS",
    "CalendarDayKind",
    "CalendarYear",
    "calendar_of",
    "changed_days",
    "check_year",
    "seed_calendar",
    "seed_years",
]

FIRST_YEAR, LAST_YEAR = 2004, 2099
"""Years that can be loaded: from the first seeded one."""

SEED_YEARS: tuple[int, ...] = tuple(WORKDAYS)
_SATURDAY = 5


class CalendarDayKind(StrEnum):
    """What a dated row says of its day."""

    OFF = "off"
    """放假 (a weekend day may be among them)."""
    WORK = "work"
    """调休上班."""


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year's arrangement."""

    year: int
    holidays: frozenset[date]
    makeup_days: frozenset[date]
    source: str

    def calendar(self) -> WorkCalendar:
        """Return the calendar of this year alone."""
        return WorkCalendar.of([self.year], self.holidays, self.makeup_days)

    def working_days(self) -> int:
        """Count the working days of the year."""
        known = self.calendar()
        return known.working_days_between(date(self.year, 1, 1), date(self.year, 12, 31)) + known.is_working_day(
            date(self.year, 1, 1)
        )


def seed_years(source: str) -> Iterator[CalendarYear]:
    """Yield the seeded years."""
    for year, (off, work) in WORKDAYS.items():
        yield CalendarYear(year, _days(year, off), _days(year, work), source)


def calendar_of(years: Iterable[CalendarYear]) -> WorkCalendar:
    """Join years into one calendar."""
    known = tuple(years)
    return WorkCalendar.of(
        (y.year for y in known),
        (day for y in known for day in y.holidays),
        (day for y in known for day in y.makeup_days),
    )


def check_year(year: int, holidays: Iterable[date], makeup_days: Iterable[date]) -> None:
    """Check the form of a year's arrangement. Raises Invalid, naming every wrong day by its pointer."""
    off, work = tuple(holidays), tuple(makeup_days)
    errors = [
        *_each_once(year, "/holidays", off),
        *_each_once(year, "/makeup_days", work),
        *(
            FieldError(f"/makeup_days/{index}", "rules.makeup-day-is-weekend", actual=day)
            for index, day in enumerate(work)
            if day.weekday() < _SATURDAY
        ),
        *(
            FieldError(f"/makeup_days/{index}", "rules.holiday-not-makeup", actual=day)
            for index, day in enumerate(work)
            if day in off
        ),
    ]
    if not off:
        errors.append(FieldError("/holidays", "rules.holidays-are-there"))
    if errors:
        raise Invalid(errors)


def changed_days(before: CalendarYear | None, holidays: Iterable[date], makeup_days: Iterable[date]) -> frozenset[date]:
    """Return the days that a new arrangement treats otherwise than the one before."""
    if before is None:
        return frozenset()
    return (before.holidays ^ frozenset(holidays)) | (before.makeup_days ^ frozenset(makeup_days))


def _each_once(year: int, pointer: str, days: tuple[date, ...]) -> Iterator[FieldError]:
    seen: set[date] = set()
    for index, day in enumerate(days):
        if day.year != year:
            yield FieldError(f"{pointer}/{index}", "rules.calendar-day-in-year", expected=year, actual=day)
        elif day in seen:
            yield FieldError(f"{pointer}/{index}", "rules.calendar-day-once", actual=day)
        seen.add(day)


def _days(year: int, text: str) -> frozenset[date]:
    return frozenset(date(year, int(item[:2]), int(item[2:])) for item in text.split())


def seed_calendar() -> WorkCalendar:
    """Return the calendar of all seeded years."""
    return calendar_of(seed_years("seed"))
