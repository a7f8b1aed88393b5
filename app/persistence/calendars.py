"""The working-day calendar of the database, built once per set of current revisions.

Revisions are never changed after they are written, so a calendar is known by their ids; each reader looks the ids up
(some twenty rows) and reads the days only when they are new to the process.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from app.domain.rules.workdays import CalendarDayKind
from app.domain.shared.workdays import WorkCalendar

__all__ = ["CURRENT_YEARS", "DAYS_OF_YEARS", "known_calendar", "remember"]

CURRENT_YEARS = "SELECT id, year FROM calendar_years WHERE superseded_at IS NULL"
DAYS_OF_YEARS = "SELECT day, kind FROM calendar_days WHERE calendar_year_id = ANY({ids})"

_known: tuple[frozenset[UUID], WorkCalendar] | None = None


def known_calendar(ids: frozenset[UUID]) -> WorkCalendar | None:
    """Return the calendar of exactly these revisions when the process has it."""
    return _known[1] if _known is not None and _known[0] == ids else None


def remember(ids: frozenset[UUID], years: Iterable[int], days: Iterable[tuple[date, str]]) -> WorkCalendar:
    """Build and keep the calendar of these revisions."""
    global _known
    off: set[date] = set()
    work: set[date] = set()
    for day, kind in days:
        (off if kind == CalendarDayKind.OFF else work).add(day)
    calendar = WorkCalendar.of(years, off, work)
    _known = (ids, calendar)
    return calendar
