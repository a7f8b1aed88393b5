"""Measure Zhibu against the bare limit, side by side: ``python -m benchmarks [--members N …]``.

For each size a county is made in an embedded server of its own. Both servers run one process each; the rounds are
interleaved, so that a noisy machine disturbs both. Nothing is asserted about time: a table of ratios is printed and, with
``--write``, kept in docs/benchmarks.md.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import asyncpg
import httpx

from app.core import pgserver
from app.demo import seed
from app.demo.figures import Figures
from app.persistence.schema import alembic_config
from benchmarks.client import Rate, measure
from benchmarks.starts import measure_starts
from benchmarks.workloads import Listed, Setting, Workload, setting_of, workloads

ROOT = Path(__file__).resolve().parents[1]
OURS, BARE = 8811, 8812


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    members: int
    work: Workload
    ours: Rate
    bare: Rate
    ratio: float


_BARE_OPTIONS = ["--port", str(BARE), "--no-access-log", "--log-level", "error", "--timeout-graceful-shutdown", "2"]
_COMMANDS = (["app.cli", "serve"], ["uvicorn", "benchmarks.bare:app", *_BARE_OPTIONS])
"""Our side is what a county runs, with all that stands before the application; the other one is plain uvicorn."""


def _serve(command: list[str], environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, "-m", *command], env=environment, cwd=ROOT, stdout=quiet, stderr=quiet)


@asynccontextmanager
async def _servers(environment: dict[str, str]) -> AsyncIterator[None]:
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.extend(_serve(command, environment) for command in _COMMANDS)
        await _wait(OURS, "/healthz")
        await _wait(BARE, "/")
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(timeout=20)


async def _wait(port: int, path: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(300):
            try:
                await client.get(f"http://127.0.0.1:{port}{path}")
                return
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    raise RuntimeError(f"nothing answers on port {port}")


async def _with_deep_page(listed: Listed) -> Listed:
    """Walk to nine tenths of the list with pages of 200 and return it with the address of the page that follows."""
    headers = {"authorization": f"Bearer {listed.token}"}
    address = "/api/v1/people?members_only=true&limit=200"
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{OURS}", headers=headers, trust_env=False) as client:
        for _ in range(listed.members * 9 // 10 // 200):
            address = (await client.get(address)).raise_for_status().json()["next"] or address
    return replace(listed, deep=address.replace("limit=200", "limit=50"))


async def _plans(dsn: str, setting: Setting) -> dict[str, str]:
    from benchmarks.bare import DEEP

    plans = {}
    connection = await asyncpg.connect(dsn)
    try:
        for level, listed in (("committee", setting.committee), ("county", setting.county)):
            statement = DEEP.format(item="p.name", level=level)
            rows = await connection.fetch(
                "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) " + statement, listed.id, *listed.after
            )
            plans[f"{level} of {listed.members:,}"] = "\n".join(row[0] for row in rows)
    finally:
        await connection.close()
    return plans


async def _measure(setting: Setting, members: int, rounds: int, seconds: float) -> list[Row]:
    rows = []
    for work in workloads(setting):
        pairs: list[tuple[Rate, Rate]] = []
        for number in range(rounds + 1):
            if work.prepare is not None:
                await work.prepare()
            sides = ((OURS, work.ours), (BARE, work.bare))
            order = sides if number % 2 else sides[::-1]
            found = {port: await measure(port, calls, seconds=seconds) for port, calls in order}
            if number:  # the first round warms caches and prepared statements
                pairs.append((found[OURS], found[BARE]))
        ratio = statistics.median(a.per_second / b.per_second for a, b in pairs)
        pairs.sort(key=lambda pair: pair[0].per_second / pair[1].per_second)
        middle = pairs[len(pairs) // 2]
        rows.append(Row(members, work, *middle, ratio))
        print(f"{members:>9,} {work.what:<34} {ratio:.2f}", file=sys.stderr)
    return rows


async def _one_size(var: Path, members: int, rounds: int, seconds: float) -> tuple[list[Row], dict[str, str], str]:
    """Measure a county of that many members. One that an earlier run has left in *var* is used again."""
    with pgserver.start(var) as server:
        server.ensure_database()
        dsn = server.dsn()
        os.environ.update(DATABASE_URL=dsn, ZHIBU_VAR=str(var), ZHIBU_PORT=str(OURS), ZHIBU_LOG_LEVEL="WARNING")
        await asyncio.to_thread(_migrate, dsn)
        made = await _made(var, members)
        setting = await setting_of(dsn)
        environment = {**os.environ, "BENCH_COMMITTEE": _named(setting.committee)}
        environment["BENCH_COUNTY"] = _named(setting.county)
        async with _servers(environment):
            committee, county = [await _with_deep_page(listed) for listed in (setting.committee, setting.county)]
            setting = replace(setting, committee=committee, county=county)
            rows = await _measure(setting, members, rounds, seconds)
        return rows, await _plans(dsn, setting), made


async def _made(var: Path, members: int) -> str:
    """Make the county unless it is there, and tell how long that took."""
    note = var / "made.txt"
    if not note.exists():
        began = time.perf_counter()
        await seed(_figures(members))
        note.write_text(f"made in {time.perf_counter() - began:.0f} s", encoding="utf-8")
    return note.read_text(encoding="utf-8")


@contextmanager
def _folder(kept: Path | None, members: int) -> Iterator[Path]:
    if kept is not None:
        (kept / str(members)).mkdir(parents=True, exist_ok=True)
        yield kept / str(members)
        return
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)


def _named(listed: Listed) -> str:
    return f"{listed.id}|{listed.after[0]}|{listed.after[1]}"


def _figures(members: int) -> Figures:
    """A county of that many members; no more cases than the usual one has, lists of members don't touch them."""
    usual = Figures()
    return replace(
        Figures.of(members),
        activists=usual.activists,
        applicants=usual.applicants,
        development_objects=usual.development_objects,
        probationary=usual.probationary,
    )


def _migrate(dsn: str) -> None:
    from alembic import command

    command.upgrade(alembic_config(dsn), "head")


def _table(rows: Sequence[Row]) -> str:
    lines = [
        "| members | what | Zhibu /s | bare /s | ratio | aim | Zhibu ms (median, p95) | bare ms (median, p95) |",
        "|--:|---|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {r.members:,} | {r.work.what} | {r.ours.per_second:,.0f} | {r.bare.per_second:,.0f} | {r.ratio:.2f} "
        f"| {r.work.aim or '–'} | {r.ours.median:.1f}, {r.ours.p95:.1f} | {r.bare.median:.1f}, {r.bare.p95:.1f} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, nargs="+", default=[20_135, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--folder", type=Path, help="keep the counties there, and use them again")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    given = parser.parse_args()
    rows: list[Row] = []
    plans: list[str] = []
    for members in given.members:
        with _folder(given.folder, members) as var:
            found, found_plans, made = asyncio.run(_one_size(var, members, given.rounds, given.seconds))
        rows += found
        shown = [f"{whose}:\n\n```\n{plan}\n```" for whose, plan in found_plans.items()]
        plans.append(f"## {members:,} members ({made})\n\n" + "\n\n".join(shown))
    text = _page(_table(rows), measure_starts(), plans)
    print(text)
    if given.write:
        (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def _page(table: str, starts: Sequence[float], plans: Sequence[str]) -> str:
    return (
        "# Benchmarks\n\n"
        f"Made by `python -m benchmarks --write` on {date.today().isoformat()} with {os.cpu_count()} cores: "  # noqa: DTZ011
        "Zhibu (`zhibu serve`) and bare Starlette + asyncpg (plain uvicorn), one process each, on the same database, "
        "rounds interleaved, eight connections. Read the ratios, not the rates: the load client shares the cores with both servers.\n\n"
        + table
        + f"\n\n`make run` with the packages there: the first start, which makes the demo county, took {starts[0]:.1f} s (aim: "
        f"60), restarts {', '.join(f'{seconds:.1f}' for seconds in starts[1:])} s (aim: 5)."
        + "\n\nA list reads one scope column and the sort order from one index, so its cost is the same at both sizes and "
        "on a deep page. Moving a case has no aim: the bare side writes the same rows and judges nothing, while Zhibu reads the "
        "whole file and judges every gate. The plans of the deep pages (the same statement on both sides):\n\n"
        + "\n\n".join(plans)
        + "\n"
    )


if __name__ == "__main__":
    main()
