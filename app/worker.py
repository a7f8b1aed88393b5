"""The worker: takes jobs from the queue and runs them (ADR 0022). Any number of them may run, on any machine.

A job that dies with its worker is taken up by another after the heartbeat's time. Two things are looked after by timers
that fire once however many workers run: technical upkeep, and operations that have lost their job.

Nothing here cancels a running job: the library would take it for done and forget it. A job is asked to hand back its
work; a worker whose jobs don't is ended hard, and the jobs are taken up elsewhere.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg
import structlog

from app.core.config import Settings
from app.core.crypto import Keys
from app.persistence.database import Database, asyncpg_dsn
from app.persistence.queue import CHANNEL, enqueue_on, queries_on
from app.persistence.read.rehearsal import current_moment
from app.services.operations import Workplace, run_operation
from app.services.operations.beginning import ENTRYPOINT, SILENT_SECONDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pgqueuer.core.qm import QueueManager
    from pgqueuer.core.sm import SchedulerManager
    from pgqueuer.domain.models import Job

__all__ = ["Worker"]

log = structlog.get_logger("zhibu.worker")

_LOST = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_PAUSE_SECONDS = 1.0
_POLL_SECONDS = 5.0
"""How often an idle worker looks for jobs of dead workers; new jobs announce themselves."""
_SHORTEST_IDLE_SECONDS = 15
_TIMERS = {
    "operations.recover": "*/5 * * * *",
    "upkeep.clean": "23 * * * *",
    "tasks.escalate": "*/15 * * * *",
    "evidence.sweep": "17 19 * * *",  # UTC: at night in China
}
"""Entrypoints of the timers, by their cron expressions."""


@dataclass
class Worker:
    """One worker process. :meth:`run` works until *stop* is set; ``ready`` is set once it takes jobs."""

    settings: Settings
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> bool:
        """Work until stopped. Returns whether every job has handed back its work in time."""
        url = self.settings.worker_database_url or self.settings.database_url
        if url is None:
            raise RuntimeError("DATABASE_URL is not set; `zhibu worker` starts the embedded server and sets it")
        dsn = url.get_secret_value()
        await asyncio.to_thread(__import__, "pgqueuer")
        database = await Database.open(dsn, self.settings)
        place = Workplace(
            database,
            Keys.of(self.settings),
            stopping=self.stop.is_set,
            idle_seconds=max(_SHORTEST_IDLE_SECONDS, int(3 * self.settings.worker_heartbeat_seconds)),
        )
        loops = [
            asyncio.create_task(self._kept_up(lambda: self._take_jobs(dsn, place))),
            asyncio.create_task(self._kept_up(lambda: self._keep_time(dsn))),
        ]
        await self.stop.wait()
        _, late = await asyncio.wait(loops, timeout=self.settings.worker_grace_seconds)
        if late:
            return False
        await database.close()
        return True

    async def _kept_up(self, loop: Callable[[], Awaitable[None]]) -> None:
        """Begin *loop* again whenever the database went away under it."""
        while not self.stop.is_set():
            try:
                await loop()
            except _LOST as error:
                log.warning("worker lost the database", kind=type(error).__name__)
            except Exception as error:
                log.error("worker stumbled", exc_info=error)
            if not self.stop.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(_PAUSE_SECONDS):
                        await self.stop.wait()

    @asynccontextmanager
    async def _connected(self, dsn: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
        options: dict[str, object] = {"statement_cache_size": 0} if self.settings.pgbouncer else {}
        connection = await asyncpg.connect(
            asyncpg_dsn(dsn),
            timeout=10,
            command_timeout=60,
            server_settings={"timezone": "UTC", "application_name": "zhibu worker"},
            **options,
        )
        try:
            yield connection
        finally:
            connection.terminate()

    async def _take_jobs(self, dsn: str, place: Workplace) -> None:
        from pgqueuer.core.qm import QueueManager
        from pgqueuer.domain.types import Channel

        async with self._connected(dsn) as connection:
            queue = QueueManager(queries_on(connection), Channel(CHANNEL))
            queue.shutdown = self.stop
            self._register(queue, dsn, place)
            await enqueue_on(connection, "operations.recover", key="operations.recover")
            self.ready.set()
            await queue.run(
                dequeue_timeout=timedelta(seconds=min(_POLL_SECONDS, self.settings.worker_heartbeat_seconds / 2)),
                batch_size=1,
                max_concurrent_tasks=self.settings.worker_jobs,
                heartbeat_timeout=timedelta(seconds=self.settings.worker_heartbeat_seconds),
                log_aggregation_interval=timedelta(0),
            )

    def _register(self, queue: "QueueManager", dsn: str, place: Workplace) -> None:
        from pgqueuer.errors import RetryRequested

        async def operate(job: "Job") -> None:
            outcome = await run_operation(place, uuid.UUID(bytes=job.payload or b""))
            if outcome.again_after is not None:
                raise RetryRequested(delay=outcome.again_after, reason="handed back")

        async def recover(job: "Job") -> None:
            del job
            await self._recover(dsn)

        async def clean(job: "Job") -> None:
            from app.persistence.upkeep import clean

            del job
            await clean(place.database.reads)

        async def sweep(job: "Job") -> None:
            del job
            await self._sweep(place)

        async def go_up(job: "Job") -> None:
            from app.services.escalating import escalate

            del job
            moment = await current_moment(self.settings, place.database.reads)
            count = await escalate(place.database, place.keys, moment, stopping=self.stop.is_set)
            log.info("overdue tasks shown above", count=count)

        queue.entrypoint(ENTRYPOINT, on_failure="hold")(_noting(operate))
        queue.entrypoint("operations.recover")(_noting(recover))
        queue.entrypoint("upkeep.clean")(_noting(clean))
        queue.entrypoint("evidence.sweep")(_noting(sweep))
        queue.entrypoint("tasks.escalate")(_noting(go_up))

    async def _keep_time(self, dsn: str) -> None:
        """Put the timers' jobs into the queue. A tick that nobody was there for comes when the next worker starts."""
        from pgqueuer.core.sm import SchedulerManager

        async with self._connected(dsn) as connection:
            timers = SchedulerManager(queries_on(connection))
            timers.shutdown = self.stop
            for name, expression in _TIMERS.items():
                self._schedule(timers, dsn, name, expression)
            await timers.run()

    def _schedule(self, timers: "SchedulerManager", dsn: str, name: str, expression: str) -> None:
        async def tick(schedule: object) -> None:
            del schedule
            async with self._connected(dsn) as connection:
                await enqueue_on(connection, name, key=name)

        timers.schedule(name, expression)(tick)

    async def _recover(self, dsn: str) -> None:
        """Give a job to operations that have none: a restored database, or a run outside of the queue that died."""
        from app.persistence.repositories.operations import job_key, without_job

        async with self._connected(dsn) as connection:
            for operation_id in await without_job(connection, SILENT_SECONDS):
                await enqueue_on(connection, ENTRYPOINT, operation_id.bytes, key=job_key(operation_id))
                log.warning("operation had lost its job", operation_id=str(operation_id))

    async def _sweep(self, place: Workplace) -> None:
        from app.persistence.evidence import EvidenceStore
        from app.services.documents import sweep_orphans

        store = EvidenceStore.at(self.settings.evidence_dir)
        older_than = datetime.now(UTC) - timedelta(hours=self.settings.evidence_grace_hours)
        removed = await sweep_orphans(place.database.sessions, store, older_than=older_than)
        log.info("evidence swept", removed=removed)


def _noting(job: "Callable[[Job], Awaitable[None]]") -> "Callable[[Job], Awaitable[None]]":
    """Log what a job raises by its kind alone; the library would store the words of it, which may name people."""
    from pgqueuer.errors import RetryRequested

    async def noted(given: "Job") -> None:
        try:
            await job(given)
        except RetryRequested:
            raise
        except Exception as error:
            log.error("job failed", entrypoint=given.entrypoint, kind=type(error).__name__, exc_info=error)
            raise RetryRequested(delay=timedelta(seconds=min(300, 5 * 2 ** min(given.attempts, 6)))) from None

    return noted
