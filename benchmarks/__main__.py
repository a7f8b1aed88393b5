"""Measure Zhibu against the bare limit, side by side: ``python -m benchmarks [--members N …]``.

For each size a county is made in an embedded server of its own. Both servers run one process each; the rounds are
interleaved, so that a noisy machine disturbs both. Nothing is asserted about time: a table of ratios is printed and, with
``--write``, kept in docs/benchmarks.md.
"""

import argparse
import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import orjson

from app.core import pgserver
from app.core.config import load_settings
from app.core.ids import new_id
from app.core.tokens import AccessClaims, Tokens
from app.demo import seed
from app.demo.figures import Figures
from app.persistence.schema import alembic_config
from benchmarks.client import Call, Rate, measure

ROOT = Path(__file__).resolve().parents[1]
OURS, BARE = 8811, 8812
AIMS = {"list 50 members": 0.8, "list, deep page": 0.8, "read one": 0.65, "create one": 0.5}


@dataclass(frozen=True)
class Setting:
    """What both servers are asked for."""

    token: str
    committee: UUID
    branch: UUID
    people: Sequence[UUID]
    after: tuple[str, UUID]
    deep: str


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    members: int
    what: str
    ours: Rate
    bare: Rate
    ratio: float


async def _setting(dsn: str) -> Setting:
    connection = await asyncpg.connect(dsn)
    try:
        account = await connection.fetchrow(
            "SELECT u.id, g.organisation_id FROM users u JOIN role_grants g ON g.user_id = u.id WHERE login = 'approver'"
        )
        committee = account["organisation_id"]
        branch = await connection.fetchval(
            "SELECT id FROM organisations WHERE committee_id = $1 AND kind = 'branch' ORDER BY code LIMIT 1", committee
        )
        people = await connection.fetch(
            "SELECT id, name_pinyin FROM persons WHERE committee_id = $1 AND is_member ORDER BY name_pinyin, id",
            committee,
        )
        now, session = datetime.now(UTC), new_id()
        await connection.execute(
            "INSERT INTO user_sessions (id, user_id, version, started_at, expires_at) VALUES ($1, $2, 1, $3, $4)",
            session, account["id"], now, now + timedelta(hours=6),
        )  # fmt: skip
    finally:
        await connection.close()
    claims = AccessClaims(account["id"], session, 1, frozenset(), "benchmark")
    token = Tokens(load_settings(access_token_seconds=21_600)).issue(claims, now)
    deep = people[len(people) * 9 // 10]
    return Setting(token, committee, branch, [row["id"] for row in people], (deep["name_pinyin"], deep["id"]), "")


def _serve(target: str, port: int, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    factory = ["--factory"] if target.endswith("create_app") else []
    options = ["--port", str(port), "--no-access-log", "--log-level", "error", "--timeout-graceful-shutdown", "2"]
    command = [sys.executable, "-m", "uvicorn", *factory, target, *options]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)


@asynccontextmanager
async def _servers(environment: dict[str, str]) -> AsyncIterator[None]:
    started = []
    try:
        for target, port in (("app.main:create_app", OURS), ("benchmarks.bare:app", BARE)):
            started.append(_serve(target, port, environment))
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


def _calls(setting: Setting) -> dict[str, tuple[Callable[[], Call], Callable[[], Call]]]:
    chosen = random.Random(1)
    token = setting.token

    def create() -> bytes:
        return orjson.dumps(
            {
                "branch_id": str(setting.branch),
                "name": "林景行",
                "sex": "male",
                "born_on": "1999-05-04",
                "status_since": "2026-01-05",
            }
        )

    first = Call.of("GET", "/api/v1/people?members_only=true", token)
    deep = Call.of("GET", setting.deep, token)
    bare_first, bare_deep = Call.of("GET", "/list", token), Call.of("GET", "/deep", token)
    return {
        "list 50 members": (lambda: first, lambda: bare_first),
        "list, deep page": (lambda: deep, lambda: bare_deep),
        "read one": (
            lambda: Call.of("GET", f"/api/v1/people/{chosen.choice(setting.people)}", token),
            lambda: Call.of("GET", f"/people/{chosen.choice(setting.people)}", token),
        ),
        "create one": (
            lambda: Call.of("POST", "/api/v1/people", token, create(), expect=201),
            lambda: Call.of("POST", "/people", token, create(), expect=201),
        ),
    }


async def _deep_address(setting: Setting) -> str:
    """Walk to nine tenths of the list with pages of 200 and return the address of the page that follows."""
    headers = {"authorization": f"Bearer {setting.token}"}
    address = "/api/v1/people?members_only=true&limit=50"
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{OURS}", headers=headers, trust_env=False) as client:
        for _ in range(len(setting.people) * 9 // 10 // 50):
            address = (await client.get(address)).raise_for_status().json()["next"] or address
    return address


async def _plan(dsn: str, setting: Setting) -> str:
    from benchmarks.bare import _DEEP

    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(
            "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) " + _DEEP, setting.committee, *setting.after
        )
    finally:
        await connection.close()
    return "\n".join(row[0] for row in rows)


async def _measure(setting: Setting, members: int, rounds: int, seconds: float) -> list[Row]:
    rows = []
    for what, (ours, bare) in _calls(setting).items():
        pairs: list[tuple[Rate, Rate]] = []
        for number in range(rounds + 1):
            order = ((OURS, ours), (BARE, bare)) if number % 2 else ((BARE, bare), (OURS, ours))
            found = {port: await measure(port, calls, seconds=seconds) for port, calls in order}
            if number:  # the first round warms caches and prepared statements
                pairs.append((found[OURS], found[BARE]))
        ratio = statistics.median(a.per_second / b.per_second for a, b in pairs)
        pairs.sort(key=lambda pair: pair[0].per_second / pair[1].per_second)
        middle = pairs[len(pairs) // 2]
        rows.append(Row(members, what, *middle, ratio))
        print(f"{members:>9,} {what:<18} {ratio:.2f}", file=sys.stderr)
    return rows


async def _one_size(members: int, rounds: int, seconds: float) -> tuple[list[Row], str, float]:
    with tempfile.TemporaryDirectory(prefix="zhibu-bench-", dir="/tmp") as folder:
        var = Path(folder)
        os.chmod(folder, 0o755)
        with pgserver.start(var) as server:
            server.ensure_database()
            dsn = server.dsn()
            os.environ.update(DATABASE_URL=dsn, ZHIBU_VAR=str(var), ZHIBU_LOG_LEVEL="WARNING")
            await asyncio.to_thread(_migrate, dsn)
            began = time.perf_counter()
            await seed(_figures(members))
            made = time.perf_counter() - began
            setting = await _setting(dsn)
            environment = {
                **os.environ,
                "BENCH_COMMITTEE": str(setting.committee),
                "BENCH_BRANCH": str(setting.branch),
                "BENCH_AFTER_NAME": setting.after[0],
                "BENCH_AFTER_ID": str(setting.after[1]),
            }
            async with _servers(environment):
                setting = Setting(**{**setting.__dict__, "deep": await _deep_address(setting)})
                rows = await _measure(setting, members, rounds, seconds)
            return rows, await _plan(dsn, setting), made


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
        f"| {r.members:,} | {r.what} | {r.ours.per_second:,.0f} | {r.bare.per_second:,.0f} | {r.ratio:.2f} "
        f"| {AIMS.get(r.what, 0) or '–'} | {r.ours.median:.1f}, {r.ours.p95:.1f} | {r.bare.median:.1f}, {r.bare.p95:.1f} |"
        for r in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, nargs="+", default=[20_135, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    given = parser.parse_args()
    rows: list[Row] = []
    plans: list[str] = []
    for members in given.members:
        found, plan, made = asyncio.run(_one_size(members, given.rounds, given.seconds))
        rows += found
        plans.append(f"{members:,} members (made in {made:.0f} s):\n\n```\n{plan}\n```")
    text = _page(_table(rows), plans)
    print(text)
    if given.write:
        (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def _page(table: str, plans: Sequence[str]) -> str:
    return (
        "# Benchmarks\n\n"
        f"Made by `python -m benchmarks --write` on {date.today().isoformat()} with {os.cpu_count()} cores: "  # noqa: DTZ011
        "Zhibu and bare Starlette + asyncpg, one process each, on the same database, rounds interleaved, eight "
        "connections. Read the ratios, not the rates: the load client shares the cores with both servers.\n\n"
        + table
        + "\n\nA list reads one scope column and the sort order from one index, so its cost is the same at both sizes and "
        "on a deep page; the plans (the same statement on both sides):\n\n" + "\n\n".join(plans) + "\n"
    )


if __name__ == "__main__":
    main()
