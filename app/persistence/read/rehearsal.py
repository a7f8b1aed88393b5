"""The moment in which to act: the real one, or the day of a rehearsal, kept in the database so that all agree on it."""

from datetime import date
from typing import TypeAlias

import asyncpg

from app.core.clock import Moment, moment_now, rehearsal_moment
from app.core.config import Settings

__all__ = ["current_moment", "rehearsal_today"]

Asked: TypeAlias = "asyncpg.Pool[asyncpg.Record] | asyncpg.Connection[asyncpg.Record]"


async def rehearsal_today(asked: Asked) -> date | None:
    """Return the stored day of the rehearsal, or None when none was set."""
    found: date | None = await asked.fetchval("SELECT today FROM rehearsal_day WHERE id = 1")
    return found


async def current_moment(settings: Settings, asked: Asked) -> Moment:
    """Return the real moment, or the rehearsal's: the day it was moved to, else the day on which it starts."""
    if settings.today is None:
        return moment_now()
    return rehearsal_moment(await rehearsal_today(asked) or settings.today)
