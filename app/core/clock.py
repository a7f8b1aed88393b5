"""The clock: procedural days are days of Asia/Shanghai, instants are UTC.

A :class:`Moment` is taken once per request or job and used throughout it, so that one act has one day. In a rehearsal
(course, test, integrator) the day is set from outside; the time of day stays real.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["FIRST_DAY", "LAST_DAY", "SHANGHAI", "Moment", "day_of", "moment_now", "rehearsal_moment"]

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
"""The days on which a rehearsal can play: from the year of the oldest text to the last year that a calendar can have."""

try:
    SHANGHAI: ZoneInfo | timezone = ZoneInfo("Asia/Shanghai")
except ZoneInfoNotFoundError:  # a slim machine has no zone data; China has kept UTC+8 without summer time since 1992
    SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Moment:
    """The day and the instant at which a request or job acts; ``rehearsal`` marks a day that was set from outside."""

    today: date
    now: datetime
    rehearsal: bool = False


def day_of(instant: datetime) -> date:
    """Return the day of *instant* in Asia/Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def moment_now() -> Moment:
    """Return the real moment."""
    now = datetime.now(UTC)
    return Moment(day_of(now), now)


def rehearsal_moment(today: date) -> Moment:
    """Return a moment on *today*, at the real time of day."""
    local = datetime.now(SHANGHAI)
    return Moment(today, datetime.combine(today, local.timetz()).astimezone(UTC), rehearsal=True)
