"""What is measured: the same work asked of both servers, as the accounts of the demo county."""

import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import asyncpg
import orjson

from app.core.config import load_settings
from app.core.ids import new_id
from app.core.tokens import AccessClaims, Tokens
from benchmarks.cases import STEP, ReadyCase, copies, ready_case
from benchmarks.client import Call

__all__ = ["Listed", "Setting", "Workload", "setting_of", "workloads"]

_MOVES = {"ours": 600, "bare": 4_000}
"""Cases made ready for each side and round: more than can be moved in it."""


@dataclass(frozen=True)
class Setting:
    """Whom and what both servers are asked for."""

    dsn: str
    branch: UUID
    people: Sequence[UUID]
    committee: "Listed"
    county: "Listed"
    case: ReadyCase
    mover: str
    """Token of somebody who may complete the case's first step."""


@dataclass(frozen=True)
class Listed:
    """A list of members by name: whose, read by whom, and the place nine tenths down it."""

    id: UUID
    token: str
    members: int
    after: tuple[str, UUID]
    deep: str = ""
    """Address of the page after that place."""


@dataclass(frozen=True)
class Workload:
    """One row of the table: the calls of each side, and what has to be made ready before every round."""

    what: str
    aim: float | None
    ours: Callable[[], Call | None]
    bare: Callable[[], Call | None]
    prepare: Callable[[], Awaitable[None]] | None = None


async def setting_of(dsn: str) -> Setting:
    """Return the setting of a demo county."""
    connection = await asyncpg.connect(dsn)
    try:
        committee = await _listed(connection, "committee_id", "login = 'approver'")
        county = await _listed(connection, "county_id", "g.level = 'county' AND g.role = 'organisation-department'")
        branch = await connection.fetchval(
            "SELECT id FROM organisations WHERE committee_id = $1 AND kind = 'branch' ORDER BY code LIMIT 1",
            committee.id,
        )
        people = await connection.fetch("SELECT id FROM persons WHERE committee_id = $1 AND is_member", committee.id)
        case = await ready_case(connection)
        where = "g.organisation_id = $1 AND g.role = 'branch-secretary'"
        mover, _ = await _account(connection, where, case.branch_id)
    finally:
        await connection.close()
    return Setting(dsn, branch, [row["id"] for row in people], committee, county, case, mover)


async def _listed(connection: "asyncpg.Connection[asyncpg.Record]", column: str, account: str) -> Listed:
    token, body = await _account(connection, account)
    members = await connection.fetchval(f"SELECT count(*) FROM persons WHERE {column} = $1 AND is_member", body)
    last = await connection.fetchrow(
        f"SELECT name_pinyin, id FROM persons WHERE {column} = $1 AND is_member ORDER BY 1, 2 OFFSET $2 LIMIT 1",
        body,
        members * 9 // 10,
    )
    return Listed(body, token, members, (last["name_pinyin"], last["id"]))


async def _account(connection: "asyncpg.Connection[asyncpg.Record]", where: str, *values: object) -> tuple[str, UUID]:
    """Return a token of an account and the organisation where its role was granted."""
    row = await connection.fetchrow(
        f"SELECT u.id, g.organisation_id FROM users u JOIN role_grants g ON g.user_id = u.id WHERE {where} LIMIT 1",
        *values,
    )
    return await _token(connection, row["id"]), row["organisation_id"]


async def _token(connection: "asyncpg.Connection[asyncpg.Record]", user: UUID) -> str:
    now, session = datetime.now(UTC), new_id()
    await connection.execute(
        "INSERT INTO user_sessions (id, user_id, version, started_at, expires_at) VALUES ($1, $2, 1, $3, $4)",
        session, user, now, now + timedelta(hours=6),
    )  # fmt: skip
    claims = AccessClaims(user, session, 1, frozenset(), "benchmark")
    return Tokens(load_settings(access_token_seconds=21_600)).issue(claims, now)


def workloads(setting: Setting) -> Iterator[Workload]:
    """Yield what is measured, in the order of the table."""
    chosen = random.Random(1)
    token = setting.committee.token
    first, bare_first = Call.of("GET", "/api/v1/people?members_only=true", token), Call.of("GET", "/committee", token)
    yield Workload("list 50 members", 0.8, lambda: first, lambda: bare_first)
    for name, listed in (("committee", setting.committee), ("county", setting.county)):
        deep = Call.of("GET", listed.deep, listed.token)
        bare_deep = Call.of("GET", f"/{name}/deep", listed.token)
        yield Workload(f"deep page, {name} of {listed.members:,}", 0.8, partial(_same, deep), partial(_same, bare_deep))
    yield Workload(
        "read one",
        0.65,
        lambda: Call.of("GET", f"/api/v1/people/{chosen.choice(setting.people)}", token),
        lambda: Call.of("GET", f"/people/{chosen.choice(setting.people)}", token),
    )
    body = _person(setting.branch)
    create, bare_create = (Call.of("POST", path, token, body, expect=201) for path in ("/api/v1/people", "/people"))
    yield Workload("create one", 0.5, lambda: create, lambda: bare_create)
    yield _moves(setting)


def _same(call: Call) -> Call:
    return call


def _person(branch: UUID) -> bytes:
    return orjson.dumps(
        {
            "branch_id": str(branch),
            "name": "林景行",
            "sex": "male",
            "born_on": "1999-05-04",
            "status_since": "2026-01-05",
        }
    )


def _moves(setting: Setting) -> Workload:
    """Complete the first step of one case after the other; a case can be moved once."""
    ready: dict[str, list[UUID]] = {side: [] for side in _MOVES}

    async def prepare() -> None:
        connection = await asyncpg.connect(setting.dsn)
        try:
            for side, number in _MOVES.items():
                ready[side] += await copies(connection, setting.case, number - len(ready[side]))
            await connection.execute("ANALYZE")
        finally:
            await connection.close()

    def call(side: str, path: str) -> Call | None:
        if not ready[side]:
            return None
        case = ready[side].pop()
        headers = {"if-match": f'"v{setting.case.version}"', "idempotency-key": str(case)}
        return Call.of("POST", path.format(case=case), setting.mover, headers=headers)

    return Workload(
        "move a case a step",
        None,
        lambda: call("ours", f"/api/v1/development-cases/{{case}}/steps/{STEP}/complete"),
        lambda: call("bare", "/cases/{case}"),
        prepare,
    )
