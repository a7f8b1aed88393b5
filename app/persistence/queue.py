"""The job queue: PgQueuer's tables in a schema of their own, reached through the transaction of the write (ADR 0022).

The library is imported when the first job is enqueued or a worker starts, never before: a start shall stay quick. Its
settings are given here and not read from the environment, where it would also take names as plain as ``CHANNEL``.
"""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from app.persistence.session import CommandSession

if TYPE_CHECKING:
    import asyncpg
    from pgqueuer.adapters.persistence.qb import DBSettings
    from pgqueuer.adapters.persistence.queries import Queries

__all__ = ["CHANNEL", "SCHEMA", "depth", "enqueue", "enqueue_on", "queries_on", "queue_settings"]

SCHEMA = "queue"
CHANNEL = "ch_pgqueuer"
_DEPTH = f"""
SELECT count(*) FILTER (WHERE status = 'queued') AS queued, count(*) FILTER (WHERE status = 'picked') AS picked,
       coalesce(extract(epoch FROM now() - min(execute_after) FILTER (WHERE status = 'queued')), 0)::float8 AS oldest
  FROM (SELECT status, execute_after FROM {SCHEMA}.pgqueuer LIMIT 100000) q
"""


def queue_settings() -> "DBSettings":
    """Return the library's settings, whatever the environment holds."""
    from pgqueuer.domain.settings import DBSettings, Durability
    from pgqueuer.domain.types import Channel

    return DBSettings.model_construct(
        prefix="",
        db_schema=SCHEMA,
        channel=Channel(CHANNEL),
        function="fn_pgqueuer_changed",
        statistics_table="pgqueuer_statistics",
        queue_status_type="pgqueuer_status",
        queue_table="pgqueuer",
        queue_table_log="pgqueuer_log",
        trigger="tg_pgqueuer_changed",
        schedules_table="pgqueuer_schedules",
        durability=Durability.durable,
        widen_id=False,
    )


def queries_on(connection: "asyncpg.Connection[asyncpg.Record]") -> "Queries":
    """Return the library's statements on a connection."""
    from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
    from pgqueuer.adapters.persistence import qb
    from pgqueuer.adapters.persistence.queries import Queries

    settings = queue_settings()
    return Queries(
        AsyncpgDriver(connection),
        qbe=qb.QueryBuilderEnvironment(settings),
        qbq=qb.QueryQueueBuilder(settings),
        qbs=qb.QuerySchedulerBuilder(settings),
    )


async def enqueue_on(
    connection: "asyncpg.Connection[asyncpg.Record]",
    entrypoint: str,
    payload: bytes | None = None,
    *,
    key: str,
    after: timedelta | None = None,
) -> bool:
    """Add a job on *connection*; False when one with this *key* waits or runs already."""
    queries = await asyncio.to_thread(queries_on, connection)  # the first call imports the library
    made = await queries.enqueue(entrypoint, payload, execute_after=after, dedupe_key=key, on_conflict="skip")
    return made[0] is not None


async def enqueue(session: CommandSession, entrypoint: str, payload: bytes, *, key: str) -> bool:
    """Add a job in the transaction of *session*: it is there when the transaction commits, and never otherwise."""
    return await enqueue_on(await session.driver(), entrypoint, payload, key=key)


async def depth(pool: "asyncpg.Pool[asyncpg.Record]") -> tuple[int, int, float]:
    """Return how many jobs wait, how many run, and for how many seconds the oldest has waited."""
    row = await pool.fetchrow(_DEPTH, timeout=2)
    return row["queued"], row["picked"], max(0.0, row["oldest"])
