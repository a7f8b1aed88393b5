"""Removing technical rows whose time is over; nothing of a procedure is ever among them."""

import asyncio

import asyncpg
import structlog

__all__ = ["clean", "keep_clean"]

log = structlog.get_logger("zhibu.upkeep")

_PAUSE_SECONDS = 3600.0
_STATEMENTS = (
    "DELETE FROM idempotency_records WHERE created_at < now() - interval '7 days'",
    "DELETE FROM login_attempts WHERE last_at < now() - interval '1 day' AND (locked_until IS NULL OR locked_until < now())",
    """DELETE FROM refresh_tokens t USING user_sessions s
        WHERE s.id = t.session_id AND least(s.ended_at, s.expires_at) < now() - interval '30 days'""",
    """DELETE FROM user_sessions s WHERE least(s.ended_at, s.expires_at) < now() - interval '30 days'
        AND NOT EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.session_id = s.id)""",
)


async def clean(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    """Remove kept answers after seven days, counts of sign-ins after a day, ended sessions after thirty."""
    for statement in _STATEMENTS:
        await pool.execute(statement)


async def keep_clean(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    """Clean every hour; several processes do no harm to each other."""
    while True:
        await asyncio.sleep(_PAUSE_SECONDS)
        try:
            await clean(pool)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("upkeep", kind=type(error).__name__)
