"""The daily sweep as a job: orphans go, what a document refers to and what is young stays."""

import asyncio
import os
import time

import asyncpg

from app.core.config import Settings
from app.persistence.evidence import EvidenceStore
from app.persistence.queue import enqueue_on
from app.worker import Worker
from tests.builders.world import World


async def test_the_sweep_runs_as_a_job_and_removes_old_orphans_only(world: World, settings: Settings) -> None:
    store = EvidenceStore.at(settings.evidence_dir)
    old, young = await store.put(b"old"), await store.put(b"young")
    days = {old: 8, young: 6}
    files = {path.name: path for path in settings.evidence_dir.rglob("*") if path.is_file()}
    for name, age in days.items():
        stored_at = time.time() - age * 86_400
        os.utime(files[name], (stored_at, stored_at))
    connection = await asyncpg.connect(world.runtime.database.dsn)

    first = await enqueue_on(connection, "evidence.sweep", key="evidence.sweep")
    second = await enqueue_on(connection, "evidence.sweep", key="evidence.sweep")
    worker = Worker(settings)
    working = asyncio.create_task(worker.run())
    for _ in range(500):
        if not files[old].exists():
            break
        await asyncio.sleep(0.02)
    worker.stop.set()
    await connection.close()

    assert await working
    assert (first, second) == (True, False)
    assert not files[old].exists()
    assert files[young].exists()
