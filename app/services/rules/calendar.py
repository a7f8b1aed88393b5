"""The working-day calendar: loading a year, superseding it, counting a window."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.core.ids import new_id
from app.domain.organisations.levels import Place
from app.domain.rules.workdays import FIRST_YEAR, LAST_YEAR, CalendarYear, changed_days, check_year
from app.domain.shared.errors import FieldError, Invalid, NotFound, StaleVersion, VersionRequired
from app.persistence.models.rules import CalendarYearRow
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.rules import CalendarRepository
from app.persistence.uow import UnitOfWork
from app.services.publicity.recomputing import recompute_windows
from app.services.rejudging import begin_judging_year

__all__ = ["LoadYear", "LoadedYear", "Window", "load_year", "window"]


@dataclass(frozen=True, slots=True)
class LoadYear:
    """A year's arrangement as the notice gives it. ``reason`` is asked for when days that have passed change."""

    holidays: tuple[date, ...]
    makeup_days: tuple[date, ...]
    source: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """A year as it stands after loading; ``version`` is its revision."""

    year: int
    version: int
    source: str
    reason: str | None
    working_days: int
    holidays: tuple[date, ...]
    makeup_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A window of working days: it begins after a day and closes with its last day."""

    after: date
    working_days: int
    last_day: date
    first_free_day: date


async def load_year(uow: UnitOfWork, year: int, command: LoadYear, *, expected_version: int | None) -> LoadedYear:
    """Load a year, or supersede what was loaded for it.

    Raises Invalid for days that can't be, VersionRequired or StaleVersion when a loaded year is changed unseen. Loads pass
    one after the other, and wait for commands under way: a notice that is being posted by the old days is there to be
    worked out again.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(FieldError("path:year", "rules.calendar-year-out-of-range", f"{FIRST_YEAR}..{LAST_YEAR}"))
    check_year(year, command.holidays, command.makeup_days)
    await uow.repository(OrganisationRepository).lock_tree()
    calendars = uow.repository(CalendarRepository)
    current = await calendars.current(year)
    before = await calendars.year(current) if current is not None else None
    _ensure_seen(current, expected_version)
    changed = changed_days(before, command.holidays, command.makeup_days)
    if any(day <= uow.today for day in changed) and not command.reason:
        raise Invalid(FieldError("/reason", "rules.calendar-keeps-past-days"))
    if current is not None:
        await calendars.supersede(current)
    row = calendars.add(
        CalendarYearRow(
            id=new_id(),
            year=year,
            revision=current.revision + 1 if current is not None else 1,
            source=command.source,
            reason=command.reason,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    # The days point at the year, and no relationship tells the mapper so.
    await uow.flush()
    calendars.add_days(row.id, command.holidays, command.makeup_days)
    await recompute_windows(uow, year)
    if before is not None and any(day <= uow.today for day in changed):
        await begin_judging_year(uow, row)
    uow.emit(
        "rules:calendar-year:load",
        row,
        place=Place(),
        details={"year": year, "revision": row.revision, "changed_days": sorted(changed)},
        event_type="rules.calendar_year.loaded",
    )
    arrangement = CalendarYear(year, frozenset(command.holidays), frozenset(command.makeup_days), command.source)
    return LoadedYear(
        year,
        row.revision,
        command.source,
        command.reason,
        arrangement.working_days(),
        tuple(sorted(arrangement.holidays)),
        tuple(sorted(arrangement.makeup_days)),
    )


async def window(uow: UnitOfWork, after: date, working_days: int) -> Window:
    """Return the window of *working_days* after a day. Raises NotComputable when it runs into an unknown year."""
    calendar = await uow.repository(CalendarRepository).calendar()
    calendar.is_working_day(after)
    last = calendar.add_working_days(after, working_days)
    return Window(after, working_days, last, last + timedelta(days=1))


def _ensure_seen(current: CalendarYearRow | None, expected_version: int | None) -> None:
    if current is None:
        if expected_version is not None:
            raise StaleVersion()
        return
    if expected_version is None:
        raise VersionRequired()
    if expected_version != current.revision:
        raise StaleVersion()


def unknown_year(year: int) -> NotFound:
    """Return the error of a year that is not loaded."""
    return NotFound("rules.calendar-year-unknown", facts={"year": year})
