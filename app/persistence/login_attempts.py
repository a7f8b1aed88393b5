"""Counting sign-ins, each in a transaction of its own: a count must stand whatever becomes of the sign-in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import asyncpg

__all__ = ["count_attempt", "forget_all_attempts", "forget_attempts"]

# Counted and locked in one statement, so that parallel guesses meet at the row. A count that is older than the lockout
# begins anew; a locked name is not touched and returns no row.
_COUNT = """
INSERT INTO login_attempts AS a (name_digest, attempts, last_at, locked_until)
VALUES ($1, 1, now(), CASE WHEN $2 <= 1 THEN now() + $3::interval END)
ON CONFLICT (name_digest) DO UPDATE SET
  attempts = CASE WHEN a.last_at < now() - $3::interval OR a.locked_until IS NOT NULL THEN 1 ELSE a.attempts + 1 END,
  last_at = now(),
  locked_until = CASE
    WHEN (CASE WHEN a.last_at < now() - $3::interval OR a.locked_until IS NOT NULL THEN 1 ELSE a.attempts + 1 END) >= $2
    THEN now() + $3::interval END
 WHERE a.locked_until IS NULL OR a.locked_until <= now()
RETURNING attempts
"""


async def count_attempt(
    pool: "asyncpg.Pool[asyncpg.Record]", name_digest: bytes, *, most: int, lockout: timedelta
) -> datetime | None:
    """Count one attempt. Returns None when it may go on, or the instant until which the name is locked."""
    counted = await pool.fetchval(_COUNT, name_digest, most, lockout)
    if counted is not None:
        return None
    until: datetime | None = await pool.fetchval(
        "SELECT locked_until FROM login_attempts WHERE name_digest = $1", name_digest
    )
    return until


async def forget_attempts(pool: "asyncpg.Pool[asyncpg.Record]", keys: Sequence[bytes]) -> None:
    """Begin these counts anew: the password was right."""
    await pool.execute("DELETE FROM login_attempts WHERE name_digest = ANY($1::bytea[])", list(keys))


async def forget_all_attempts(pool: "asyncpg.Pool[asyncpg.Record]", name_digest: bytes) -> None:
    """Begin every count whose key begins so anew: an administrator has reset the password."""
    await pool.execute(
        "DELETE FROM login_attempts WHERE name_digest >= $1 AND name_digest <= $1 || $2::bytea",
        name_digest,
        b"\xff" * 32,
    )
