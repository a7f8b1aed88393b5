"""Removing technical rows whose time is over; nothing of a procedure is ever among them."""

import asyncpg

from app.persistence.queue import SCHEMA

__all__ = ["clean"]

_STATEMENTS = (
    "DELETE FROM idempotency_records WHERE created_at < now() - interval '7 days'",
    "DELETE FROM login_attempts WHERE last_at < now() - interval '1 day' AND (locked_until IS NULL OR locked_until < now())",
    """DELETE FROM refresh_tokens t USING user_sessions s
        WHERE s.id = t.session_id AND least(s.ended_at, s.expires_at) < now() - interval '30 days'""",
    """DELETE FROM user_sessions s WHERE least(s.ended_at, s.expires_at) < now() - interval '30 days'
        AND NOT EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.session_id = s.id)""",
    f"DELETE FROM {SCHEMA}.pgqueuer_log WHERE created < now() - interval '7 days'",
)


async def clean(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    """Remove kept answers and the queue's own log after seven days, counts of sign-ins after a day, ended sessions after
    thirty. Runs hourly in the queue."""
    for statement in _STATEMENTS:
        await pool.execute(statement)
