"""A measure, a paper or a review that is recorded in the very moment of a move: nothing stays behind, whoever comes first.

Two requests run on connections of their own. Both are held at the table of audit entries, which every command writes
last: whoever came first holds all of its rows by then and has committed none.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from uuid import UUID

import asyncpg
import httpx
import pytest

from app.persistence.database import asyncpg_dsn
from tests.builders.development_walk import PDF, Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
DAY = "2025-04-28"


@asynccontextmanager
async def held_at_the_end(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Let commands do everything but write their audit entries, until the block ends."""
    connection = await asyncpg.connect(asyncpg_dsn(database_url))
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE audit_entries IN SHARE MODE")
            yield connection
    finally:
        await connection.close()


async def waiting(connection: asyncpg.Connection, number: int) -> None:
    """Wait until so many commands wait for a lock."""
    for _ in range(500):
        asked = "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
        if await connection.fetchval(asked) >= number:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nobody waits")


async def in_turn(
    database_url: str, first: Callable[[], Awaitable[httpx.Response]], second: Callable[[], Awaitable[httpx.Response]]
) -> tuple[httpx.Response, httpx.Response]:
    """Make two calls on connections of their own: the second begins when the first has done everything but commit."""
    async with held_at_the_end(database_url) as watcher:
        one = asyncio.ensure_future(first())
        await waiting(watcher, 1)
        other = asyncio.ensure_future(second())
        await waiting(watcher, 2)
    return await one, await other


def talk(walk: Walk) -> Awaitable[httpx.Response]:
    body = {"case_id": walk.case_id, "happened_on": DAY, "body": "branch", "talked_by": str(walk.members[0])}
    return walk.secretary.post("/api/v1/scored-talks", json=body)


def poll(walk: Walk) -> Awaitable[httpx.Response]:
    marks = {"excellent": 5, "average": 0, "poor": 0}
    body = {
        "case_id": walk.case_id,
        "happened_on": DAY,
        "members": {"base": 5, "participating": 5},
        "masses": {"base": 5, "participating": 5, "base_reason": "全体群众"},
        "criteria": [{"title": "评价", "members": marks, "masses": marks}],
    }
    return walk.secretary.post("/api/v1/opinion-polls", json=body)


def evaluation(walk: Walk) -> Awaitable[httpx.Response]:
    counts = {"full_members": 5, "asked": 5, "participating": 5, "approving": 5}
    body = {"case_id": walk.case_id, "happened_on": DAY} | counts
    return walk.secretary.post("/api/v1/candidate-evaluations", json=body)


def sheet(walk: Walk) -> Awaitable[httpx.Response]:
    body = {
        "case_id": walk.case_id,
        "happened_on": DAY,
        "template_id": walk.ids["template"],
        "items": [{"points": "50"}],
    }
    return walk.secretary.post("/api/v1/score-sheets", json=body)


def review(walk: Walk) -> Awaitable[httpx.Response]:
    return walk.secretary.post("/api/v1/political-reviews", json={"case_id": walk.case_id, "happened_on": DAY})


def document(walk: Walk) -> Awaitable[httpx.Response]:
    given = {"kind": "thought_report", "title": "思想汇报", "file_name": "a.pdf", "happened_on": DAY}
    return walk.secretary.post("/api/v1/documents", params=given | {"case_id": walk.case_id}, content=PDF)


def exemption(walk: Walk) -> Awaitable[httpx.Response]:
    body = {"happened_on": DAY, "decision_number": "柳组〔2025〕3号", "exempt_because": "特殊情况"}
    return walk.organiser.post("/api/v1/training-exemptions", json=body | {"case_id": walk.case_id})


def certificate(walk: Walk) -> Awaitable[httpx.Response]:
    days = {"days": 3, "hours": 24, "held_from": "2025-04-20", "held_to": "2025-04-23", "happened_on": DAY}
    named = {"kind": "activist", "number": "培-1", "issuer_id": str(walk.world.committee.id)}
    body = {"person_id": str(walk.candidate)} | named | days
    return walk.organiser.post("/api/v1/training-certificates", json=body)


Act = Callable[[Walk], Awaitable[httpx.Response]]
ACTS: list[tuple[str, Act]] = [
    ("scored_talks", talk),
    ("score_sheets", sheet),
    ("opinion_polls", poll),
    ("candidate_evaluations", evaluation),
    ("political_reviews", review),
    ("documents", document),
    ("training_exemptions", exemption),
    ("training_certificates", certificate),
]
LEFT = {talk, sheet, poll, evaluation, review, document}
"""What the branch does: once the case has left it is not there for the branch any more."""


async def opened(world: World, set_today: SetToday) -> Walk:
    """A case, and a sheet's template of the committee."""
    walk = await (await start(world, set_today)).opened()
    await walk.on(DAY)
    template = {"organisation_id": str(world.committee.id), "purpose": "score_sheet", "title": "量化考核表"}
    items = [{"title": "理论学习", "max_points": "100"}]
    made = await walk.post(walk.approver, "/api/v1/score-templates", template | {"happened_on": DAY, "items": items})
    walk.ids["template"] = made["id"]
    return walk


async def moved(walk: Walk, version: int) -> httpx.Response:
    """Move the case to the sister branch, by the committee."""
    body = {
        "to_branch_id": str(walk.world.sister.id),
        "happened_on": DAY,
        "letter_number": "柳组转〔2025〕5号",
        "file_checked": True,
    }
    return await walk.organiser.post(f"{walk.path}/relocations", json=body, headers=match(version))


async def places(walk: Walk, table: str) -> list[UUID]:
    """The branches where rows of the case or the person lie."""
    column, wanted = (
        ("person_id", walk.candidate) if table == "training_certificates" else ("case_id", UUID(walk.case_id))
    )
    pool = walk.world.runtime.database.reads
    rows = await pool.fetch(f"SELECT DISTINCT branch_id FROM {table} WHERE {column} = $1", wanted)
    return [row["branch_id"] for row in rows]


@pytest.mark.parametrize(("table", "act"), ACTS, ids=[table for table, _ in ACTS])
async def test_what_is_recorded_just_before_a_move_goes_along(
    world: World, set_today: SetToday, database_url: str, table: str, act: Act
) -> None:
    walk = await opened(world, set_today)
    version = (await walk.case())["version"]

    recorded, answer = await in_turn(database_url, lambda: act(walk), lambda: moved(walk, version))

    assert recorded.status_code == 201, recorded.text
    assert answer.status_code == 201, answer.text
    assert await places(walk, table) == [world.sister.id]


@pytest.mark.parametrize(("table", "act"), ACTS, ids=[table for table, _ in ACTS])
async def test_what_is_recorded_just_after_a_move_finds_the_case_where_it_is(
    world: World, set_today: SetToday, database_url: str, table: str, act: Act
) -> None:
    walk = await opened(world, set_today)
    version = (await walk.case())["version"]

    answer, recorded = await in_turn(database_url, lambda: moved(walk, version), lambda: act(walk))

    assert answer.status_code == 201, answer.text
    if act in LEFT:
        assert (recorded.status_code, recorded.json()["code"]) == (404, "development-cases.not-found")
        assert await places(walk, table) == []
    else:
        assert recorded.status_code == 201, recorded.text
        assert await places(walk, table) == [world.sister.id]
