"""``zhibu import roster`` as an operator runs it: its own process, a real database."""

import asyncio
import os
import sys
from pathlib import Path

import orjson

from tests.builders.rosters import row, xlsx_of
from tests.builders.world import World


async def run(database_url: str, *arguments: str) -> tuple[int, str, str]:
    environment = os.environ | {
        "DATABASE_URL": database_url,
        "ZHIBU_ENVIRONMENT": "test",
        "ZHIBU_TODAY": "2026-11-23",
        "ZHIBU_TOKEN_SECRET": "t" * 32,
        "ZHIBU_DATA_KEY": "d" * 32,
        "ZHIBU_INDEX_KEY": "i" * 32,
        "ZHIBU_AUDIT_KEY": "a" * 32,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "app.cli",
        "import",
        "roster",
        *arguments,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_a_roster_is_checked_then_imported_from_the_command_line(
    world: World, database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(xlsx_of([row(0, "安一"), row(1, "白二", 人员类别="群众")]))
    arguments = (str(file), "--organisation", "X01")
    reads = world.runtime.database.reads

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
    assert unknown[0] != 0
    assert "NOWHERE" in unknown[2]
