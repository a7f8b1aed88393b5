"""The working-day calendar: dated rows, never a guess.

A year is known when the State Council's arrangement for it has been loaded. A period that runs into an unknown year is
:class:`NotComputable`, never estimated.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

__all__ = ["NotComputable", "WorkCalendar"]

_SATURDAY = 5


class NotComputable(LookupError):
    """A working-day question touches a year whose arrangement has not been loaded."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the working days of {year} are not known yet")
        self.year = year


@dataclass(frozen=True)
class WorkCalendar:
    """Known years with their days off (``holidays``) and their make-up working days (``makeup_days``)."""

    years: frozenset[int]
    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_days: frozenset[date] = field(default_factory=frozenset)

    @staticmethod
    def of(years: Iterable[int], holidays: Iterable[date] = (), makeup_days: Iterable[date] = ()) -> "WorkCalendar":
        """Build a calendar from loaded rows."""
        return WorkCalendar(frozenset(years), frozenset(holidays), frozenset(makeup_days))

    def is_working_day(self, day: date) -> bool:
        """Tell whether *day* is a working day. Raises NotComputable for an unknown year."""
        if day.year not in self.years:
            raise NotComputable(day.year)
        if day in self.makeup_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def working_days_between(self, after: date, until: date) -> int:
        """Count the working days d with ``after < d <= until``: the day of an act is not counted, the last one is."""
        count, day = 0, after
        while day < until:
            day += timedelta(days=1)
            count += self.is_working_day(day)
        return count

    def add_working_days(self, day: date, working_days: int) -> date:
        """Return the last of *working_days* working days that follow *day* (the day itself is not counted)."""
        left = working_days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working_day(day)
        return day
