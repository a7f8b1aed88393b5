"""``zhibu import roster`` as an operator runs it: its own process, a real database."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import orjson
import pytest

from app.core.config import Settings
from app.worker import Worker
from tests.builders.rosters import many, row, xlsx_of
from tests.builders.world import World


def environment(database_url: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database_url,
        "ZHIBU_ENVIRONMENT": "test",
        "ZHIBU_TODAY": "2026-11-23",
        "ZHIBU_TOKEN_SECRET": "t" * 32,
        "ZHIBU_DATA_KEY": "d" * 32,
        "ZHIBU_INDEX_KEY": "i" * 32,
        "ZHIBU_AUDIT_KEY": "a" * 32,
    }


async def run(database_url: str, *arguments: str) -> tuple[int, str, str]:
    process = await started(database_url, *arguments)
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_a_roster_is_checked_then_imported_from_the_command_line(
    world: World, database_url: str, tmp_path: Path, set_today: Callable[[date], Awaitable[None]]
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(xlsx_of([row(0, "安一"), row(1, "白二", 人员类别="群众")]))
    arguments = (str(file), "--organisation", "X01")
    reads = world.runtime.database.reads
    await set_today(date(2026, 12, 1))

    only_checked = await run(database_url, *arguments)
    refused = await run(database_url, *arguments, "--apply", "all_or_nothing")
    none_yet = await reads.fetchval("SELECT count(*) FROM persons")
    imported = await run(database_url, *arguments, "--apply", "good_rows_only")
    unknown = await run(database_url, str(file), "--organisation", "NOWHERE")

    assert only_checked[0] == 1, only_checked[2]
    assert orjson.loads(only_checked[1]) == {
        "row": 3,
        "column": "人员类别",
        "code": "roster.category",
        "problem": "人员类别无法识别",
    }
    assert refused[0] != 0
    assert "全部或不导入" in refused[2]
    assert none_yet == 0
    assert imported[0] == 0, imported[2]
    assert "1 persons imported" in imported[2]
    assert await reads.fetchval("SELECT name FROM persons") == "安一"
    days = await reads.fetch("SELECT DISTINCT act_day FROM operations")
    assert [row["act_day"] for row in days] == [date(2026, 12, 1)], "the day that the rehearsal was moved to"
    assert unknown[0] != 0
    assert "NOWHERE" in unknown[2]


async def started(database_url: str, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.cli",
        "import",
        "roster",
        *arguments,
        env=environment(database_url),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def in_the_middle(world: World, kind: str) -> None:
    statement = "SELECT percent FROM operations WHERE kind = $1 AND state = 'running'"
    for _ in range(2000):
        if (await world.runtime.database.reads.fetchval(statement, kind) or 0) >= 10:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("never in the middle")


@pytest.mark.slow
async def test_ctrl_c_cancels_and_a_killed_command_is_finished_by_a_worker(
    world: World, database_url: str, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(xlsx_of(many(2000)))
    arguments = (str(file), "--organisation", "X01", "--apply", "all_or_nothing")
    reads = world.runtime.database.reads

    interrupted = await started(database_url, *arguments)
    await in_the_middle(world, "roster_imports.apply")
    interrupted.send_signal(signal.SIGINT)
    _, said = await interrupted.communicate()
    after_interrupt = await reads.fetchrow(
        """SELECT (SELECT count(*) FROM persons) AS persons, o.state, i.state AS import
             FROM roster_imports i JOIN operations o ON o.id = i.operation_id"""
    )
    killed = await started(database_url, *arguments)
    await in_the_middle(world, "roster_imports.apply")
    killed.kill()
    await killed.communicate()
    none_yet = await reads.fetchval("SELECT count(*) FROM persons")
    await reads.execute("UPDATE operations SET beat_at = now() - interval '1 hour' WHERE state = 'running'")
    worker = Worker(settings)
    working = asyncio.create_task(worker.run())
    for _ in range(3000):
        if await reads.fetchval("SELECT count(*) FROM roster_imports WHERE state = 'applied'"):
            break
        await asyncio.sleep(0.02)
    worker.stop.set()

    assert await working
    assert "Traceback" not in said.decode()
    assert tuple(after_interrupt) == (0, "cancelled", "checked")
    assert none_yet == 0
    assert await reads.fetchval("SELECT count(*) FROM persons") == 2000
