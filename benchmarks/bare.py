"""The bare limit: Starlette and asyncpg doing the same work on the same database, with nothing around it.

The token's signature is checked once and then remembered, as the application does; there are no sessions, grants,
permissions, problems, validation, metrics or logs. The create does in one transaction what the rows need: the branch is
read with the tree held still, the name gets its search keys, and person, episode, audit entry and outbox event are
written. Moving a case reads it and its own rows, judges nothing, and writes what a completed step leaves: decision,
completion, task, case, audit entry and outbox event.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.core.config import load_settings
from app.core.ids import new_id
from app.core.pinyin import name_pinyin
from app.core.tokens import Tokens
from app.persistence.read.people import ITEM
from app.persistence.repositories.organisations import TREE_LOCK
from benchmarks.cases import STEP

_LIST = f"""SELECT {ITEM}, p.name_pinyin, p.id FROM persons p
 WHERE p.committee_id = $1 AND p.is_member AND p.merged_into_id IS NULL ORDER BY p.name_pinyin, p.id LIMIT 51"""
DEEP = """SELECT {item}, p.name_pinyin, p.id FROM persons p
 WHERE p.{level}_id = $1 AND p.is_member AND p.merged_into_id IS NULL AND (p.name_pinyin, p.id) > ($2, $3)
 ORDER BY p.name_pinyin, p.id LIMIT 51"""
_ONE = f"SELECT {ITEM} FROM persons p WHERE p.id = $1"
_CASE = "SELECT * FROM development_cases WHERE id = $1 FOR UPDATE"
_FACTS = "SELECT * FROM case_facts WHERE case_id = $1 ORDER BY recorded_at"
_STEPS = "SELECT * FROM development_steps WHERE case_id = $1 ORDER BY recorded_at"
_DECISION = f"""INSERT INTO development_decisions (id, step, day, outcome, verdict, facts_digest, case_id, person_id,
 recorded_at, county_id, committee_id, general_branch_id, branch_id)
 VALUES ($1, '{STEP}', $2, 'passed', '{{}}', $3, $4, $5, $6, $7, $8, $9, $10)"""
_DONE = f"""INSERT INTO development_steps (id, step, step_number, attempt, outcome, act_on, taken_over, void, decision_id,
 case_id, person_id, recorded_at, county_id, committee_id, general_branch_id, branch_id)
 VALUES ($1, '{STEP}', 2, 1, 'passed', $2, false, NULL, $3, $4, $5, $6, $7, $8, $9, $10)"""
_TASK = f"UPDATE tasks SET done_on = $2 WHERE subject_id = $1 AND step = '{STEP}' AND done_on IS NULL"
_ON = """UPDATE development_cases SET step = 'recommendation', version = version + 1, changed_at = $2
 WHERE id = $1 AND version = $3"""
_HOLD = f"SELECT pg_advisory_xact_lock_shared({TREE_LOCK})"
_BRANCH = "SELECT id, county_id, committee_id, general_branch_id, branch_id FROM organisations WHERE id = $1"
_PERSON = """INSERT INTO persons (id, name, name_folded, name_pinyin, name_full, name_initials, sex, born_on, status,
 status_since, is_member, county_id, committee_id, general_branch_id, branch_id, version, recorded_at)
 VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, false, $10, $11, $12, $13, 1, $14)"""
_EPISODE = """INSERT INTO membership_episodes (id, person_id, branch_id, status, from_on, cause, recorded_at)
 VALUES ($1, $2, $3, $4, $5, 'development', $6)"""
_AUDIT = """INSERT INTO audit_entries (id, at, act_day, request_id, actor_kind, action, subject_kind, subject_id,
 after_digest, key_id, details, county_id, committee_id, general_branch_id, branch_id)
 VALUES ($1, $2, $3, '-', 'user', 'people:person:register', 'persons', $4, $5, 1, $6, $7, $8, $9, $10)"""
_OUTBOX = """INSERT INTO outbox_events (id, at, type, subject_kind, subject_id, payload, county_id, committee_id,
 general_branch_id, branch_id) VALUES ($1, $2, 'people.person.registered', 'persons', $3, $4, $5, $6, $7, $8)"""


class _Bare:
    pool: "asyncpg.Pool[asyncpg.Record]"
    tokens: Tokens
    lists: dict[str, tuple[str, tuple[UUID, str, UUID]]]
    checked: set[str]


bare = _Bare()


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncIterator[None]:
    bare.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], max_size=10)
    bare.tokens = Tokens(load_settings())
    bare.checked = set()
    bare.lists = {}
    for level in ("committee", "county"):
        identity, name, last = os.environ[f"BENCH_{level.upper()}"].split("|")
        bare.lists[level] = DEEP.format(item=ITEM, level=level), (UUID(identity), name, UUID(last))
    yield
    await bare.pool.close()


def _check(request: Request) -> None:
    token = request.headers["authorization"][7:]
    if token not in bare.checked:
        bare.tokens.read(token)
        bare.checked.add(token)


def _page(rows: list[asyncpg.Record]) -> Response:
    body = b'{"items":[' + ",".join([row["item"] for row in rows[:50]]).encode() + b"]}"
    return Response(body, media_type="application/json")


async def _list(request: Request) -> Response:
    _check(request)
    return _page(await bare.pool.fetch(_LIST, bare.lists["committee"][1][0]))


async def _deep(request: Request) -> Response:
    _check(request)
    statement, values = bare.lists[request.path_params["level"]]
    return _page(await bare.pool.fetch(statement, *values))


async def _read(request: Request) -> Response:
    _check(request)
    item = await bare.pool.fetchval(_ONE, UUID(request.path_params["id"]))
    return Response(item, media_type="application/json")


async def _create(request: Request) -> Response:
    _check(request)
    given = orjson.loads(await request.body())
    person, now, today = new_id(), datetime.now(UTC), date.today()  # noqa: DTZ011
    details = orjson.dumps({"person_id": str(person)}).decode()
    since = date.fromisoformat(given["status_since"])
    name, keys = given["name"], name_pinyin(given["name"])
    async with bare.pool.acquire() as connection, connection.transaction():
        await connection.execute(_HOLD)
        branch = await connection.fetchrow(_BRANCH, UUID(given["branch_id"]))
        place = [branch[level] for level in ("county_id", "committee_id", "general_branch_id", "branch_id")]
        await connection.execute(
            _PERSON, person, name, keys.sorting, keys.full, keys.initials, given["sex"],
            date.fromisoformat(given["born_on"]), "registered", since, *place, now,
        )  # fmt: skip
        await connection.execute(_EPISODE, new_id(), person, branch["id"], "registered", since, now)
        await connection.execute(_AUDIT, new_id(), now, today, person, b"0" * 32, details, *place)
        await connection.execute(_OUTBOX, new_id(), now, person, details, *place)
    return Response(orjson.dumps({"id": str(person), **given}), 201, media_type="application/json")


async def _move(request: Request) -> Response:
    _check(request)
    now, today = datetime.now(UTC), date.today()  # noqa: DTZ011
    async with bare.pool.acquire() as connection, connection.transaction():
        case = await connection.fetchrow(_CASE, UUID(request.path_params["id"]))
        if request.headers["if-match"] != f'"v{case["version"]}"':
            return Response(status_code=412)
        facts = await connection.fetch(_FACTS, case["id"])
        steps = await connection.fetch(_STEPS, case["id"])
        place = [case[level] for level in ("county_id", "committee_id", "general_branch_id", "branch_id")]
        rows, decision = (case["id"], case["person_id"], now, *place), new_id()
        await connection.execute(_DECISION, decision, today, b"0" * 32, *rows)
        await connection.execute(_DONE, new_id(), today, decision, *rows)
        await connection.execute(_TASK, case["id"], today)
        await connection.execute(_ON, case["id"], now, case["version"])
        details = orjson.dumps({"case_id": str(case["id"])}).decode()
        await connection.execute(_AUDIT, new_id(), now, today, case["id"], b"0" * 32, details, *place)
        await connection.execute(_OUTBOX, new_id(), now, case["id"], details, *place)
    return Response(orjson.dumps({"id": str(case["id"]), "facts": len(facts), "steps": len(steps)}))


app = Starlette(
    routes=[
        Route("/committee", _list),
        Route("/{level}/deep", _deep),
        Route("/people/{id}", _read),
        Route("/people", _create, methods=["POST"]),
        Route("/cases/{id}", _move, methods=["POST"]),
    ],
    lifespan=_lifespan,
)
