"""The day of a rehearsal, kept in the database so that every process agrees on it."""

from datetime import date

import asyncpg

__all__ = ["rehearsal_today"]


async def rehearsal_today(pool: "asyncpg.Pool[asyncpg.Record]") -> date | None:
    """Return the stored day of the rehearsal, or None when none was set."""
    found: date | None = await pool.fetchval("SELECT today FROM rehearsal_day WHERE id = 1")
    return found
