"""The same call twice does the thing once, also when both come at the same instant."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from app.api.runtime import runtime_of
from app.domain.identity.permissions import RoleKey
from app.persistence.upkeep import clean
from tests.builders.development_walk import PDF
from tests.builders.world import World

NEW = {"login": "key.test", "display_name": "幂等"}


@pytest.fixture
async def system(world: World) -> httpx.AsyncClient:
    return await world.client(RoleKey.SYSTEM_ADMINISTRATOR, "county")


async def _users(app: FastAPI) -> int:
    return int(await runtime_of(app).database.reads.fetchval("SELECT count(*) FROM users WHERE login LIKE 'key.%'"))


async def test_twins_at_the_same_instant_do_it_once(system: httpx.AsyncClient, app: FastAPI) -> None:
    head = {"idempotency-key": "twin"}

    answers = await asyncio.gather(*(system.post("/api/v1/users", json=NEW, headers=head) for _ in range(6)))

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses.count(201) >= 1
    assert set(statuses) <= {201, 409}
    running = [answer for answer in answers if answer.status_code == 409]
    assert {answer.json()["code"] for answer in running} <= {"idempotency.running"}
    assert all(answer.headers["retry-after"] == "1" for answer in running)
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
    assert await _users(app) == 1


async def test_refused_input_does_not_burn_the_key(system: httpx.AsyncClient, app: FastAPI) -> None:
    head = {"idempotency-key": "mend"}

    refused = await system.post("/api/v1/users", json=NEW | {"login": "!"}, headers=head)
    mended = await system.post("/api/v1/users", json=NEW, headers=head)

    assert (refused.status_code, mended.status_code) == (422, 201)
    assert await _users(app) == 1


async def test_a_key_belongs_to_its_caller_and_its_address(world: World, system: httpx.AsyncClient) -> None:
    other = await world.client(RoleKey.SYSTEM_ADMINISTRATOR, "county")
    head = {"idempotency-key": "mine"}

    mine = await system.post("/api/v1/users", json=NEW, headers=head)
    theirs = await other.post("/api/v1/users", json=NEW | {"login": "key.other"}, headers=head)

    assert (mine.status_code, theirs.status_code) == (201, 201)


@pytest.mark.parametrize("key", ["", "x" * 256, "schlüssel"])
async def test_a_key_that_can_not_be_is_refused(system: httpx.AsyncClient, key: str) -> None:
    answer = await system.post("/api/v1/users", json=NEW, headers={b"idempotency-key": key.encode()})

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "header:Idempotency-Key")


async def test_after_seven_days_a_key_is_free_again(system: httpx.AsyncClient, app: FastAPI) -> None:
    head = {"idempotency-key": "old"}
    pool = runtime_of(app).database.reads
    await system.post("/api/v1/users", json=NEW, headers=head)
    aged = "UPDATE idempotency_records SET created_at = now() - interval '7 days 1 second'"

    await pool.execute(aged)
    again = await system.post("/api/v1/users", json=NEW | {"login": "key.two"}, headers=head)
    await pool.execute(aged)
    await clean(pool)

    assert again.status_code == 201
    assert "idempotency-replayed" not in again.headers
    assert await pool.fetchval("SELECT count(*) FROM idempotency_records") == 0


async def test_an_upload_is_told_from_another_by_its_content(world: World) -> None:
    secretary = await world.client(RoleKey.BRANCH_SECRETARY)
    given = {"kind": "other", "title": "材料", "file_name": "a.pdf", "happened_on": "2026-11-20"}

    async def send(content: bytes) -> httpx.Response:
        return await secretary.post(
            "/api/v1/documents",
            params=given | {"organisation_id": str(world.branch.id)},
            content=content,
            headers={"idempotency-key": "upload"},
        )

    first, again, other = await send(PDF), await send(PDF), await send(PDF + b"\n")

    assert first.status_code == 201, first.text
    assert (again.json(), again.headers["idempotency-replayed"]) == (first.json(), "true")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key-reused")


async def test_a_replay_does_not_outlive_the_right_to_call(world: World, app: FastAPI) -> None:
    user_id, token = await world.user(RoleKey.SYSTEM_ADMINISTRATOR, "county")
    head = {"idempotency-key": "right", "authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://t", headers=head) as client:
        first = await client.post("/api/v1/users", json=NEW)
        await runtime_of(app).database.reads.execute(
            "UPDATE role_grants SET revoked_at = now() WHERE user_id = $1", user_id
        )
        await asyncio.sleep(0.2)
        again = await client.post("/api/v1/users", json=NEW)

    assert (first.status_code, again.status_code) == (201, 403)
