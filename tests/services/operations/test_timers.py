"""What the timers start, in a worker that is a process of its own and has imported nothing else."""

import asyncio
from collections.abc import Callable
from datetime import date

import pytest

from app.persistence.queue import enqueue_on
from app.worker import _TIMERS
from tests.builders.tasks import owe
from tests.builders.world import World
from tests.services.operations.conftest import Process

WAITING = "SELECT count(*) FROM queue.pgqueuer WHERE status IN ('queued', 'picked')"


@pytest.mark.parametrize("name", _TIMERS)
async def test_the_job_of_a_timer_is_done(world: World, worker_process: Callable[..., Process], name: str) -> None:
    await owe(world, "branch", date(2026, 11, 9))
    reads = world.runtime.database.reads
    async with reads.acquire() as connection:
        await enqueue_on(connection, name, key=name)

    process = worker_process(ZHIBU_LOG_LEVEL="INFO")
    async with asyncio.timeout(60):
        while await reads.fetchval(WAITING):  # noqa: ASYNC110 - another process does the work
            await asyncio.sleep(0.1)
    code, said = await process.stop()

    assert (code, "job failed" in said) == (0, False), said
    assert await reads.fetchval("SELECT escalated_on FROM tasks") == (
        date(2026, 11, 16) if name == "tasks.escalate" else None
    )
