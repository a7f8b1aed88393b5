"""Calendar arithmetic: the only place where months and years are added to a day.

Figures of the rules are calendar months and years, never multiples of 30 or 365 days. Where no clause says how an
end of month is handled there is one answer, marked as ours:

* a period of months that would end on a day which the month lacks ends on the last day of that month
  (31 January + 1 month = 28 or 29 February) — the same answer that PostgreSQL gives for ``date + interval``;
* somebody born on 29 February completes a year on 1 March of a common year — the stricter reading, ours.

Days are plain ``date`` values of Asia/Shanghai.
"""

import calendar
from datetime import date, timedelta

__all__ = ["add_days", "add_months", "add_years", "age_on", "completed_months"]


def add_months(day: date, months: int) -> date:
    """Return *day* moved by calendar *months* (negative moves back), clamped to the end of the month."""
    index = day.year * 12 + (day.month - 1) + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """Return *day* moved by calendar *years*, clamped like :func:`add_months`."""
    return add_months(day, 12 * years)


def add_days(day: date, days: int) -> date:
    """Return *day* moved by natural *days* (working days are the work calendar's matter)."""
    return day + timedelta(days=days)


def age_on(born_on: date, day: date) -> int:
    """Return the full years completed on *day*; negative before birth. A birthday counts from its own day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def completed_months(start: date, day: date) -> int:
    """Return how many calendar months have been completed on *day* since *start* (never negative)."""
    if day <= start:
        return 0
    months = (day.year - start.year) * 12 + day.month - start.month
    return months if add_months(start, months) <= day else months - 1
