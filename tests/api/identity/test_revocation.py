"""Revocation works at once, on every server, also when nobody listens."""

import asyncio
import time
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.api.callers import CHANNEL
from app.api.runtime import runtime_of
from app.domain.identity.permissions import RoleKey
from tests.builders.identity import bearer
from tests.builders.world import World
from tests.conftest import make_settings, started

_STATEMENTS = {
    "the session ends": "UPDATE user_sessions SET ended_at = now() WHERE user_id = $1",
    "the session's version rises": "UPDATE user_sessions SET version = version + 1 WHERE user_id = $1",
    "the account is disabled": "UPDATE users SET disabled_at = now() WHERE id = $1",
}


async def _listening(app: FastAPI) -> None:
    for _ in range(100):
        if runtime_of(app).callers._listening:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("the listener never heard")


async def _until(client: httpx.AsyncClient, head: dict[str, str], status: int, within: float) -> float:
    """Ask until the answer is *status*; return when the last call began that was still answered otherwise."""
    began, latest = time.monotonic(), 0.0
    while latest < within + 1:
        asked = time.monotonic() - began
        if (await client.get("/api/v1/organisations", headers=head)).status_code == status:
            return latest
        latest = asked
        await asyncio.sleep(0.01)
    raise AssertionError(f"still not {status}")


@pytest.mark.parametrize("what", _STATEMENTS)
async def test_whoever_ends_a_right_every_server_hears_of_it(
    world: World, client: httpx.AsyncClient, app: FastAPI, database_url: str, tmp_path: Path, what: str
) -> None:
    user_id, token = await world.user(RoleKey.BRANCH_SECRETARY)
    async with started(make_settings(database_url, tmp_path)) as second:
        transport = httpx.ASGITransport(app=second)
        async with httpx.AsyncClient(transport=transport, base_url="http://other") as other:
            await asyncio.gather(_listening(app), _listening(second))
            for one in (client, other):
                assert (await one.get("/api/v1/organisations", headers=bearer(token))).status_code == 200
            assert runtime_of(second).callers._kept

            # As another program would do it, past every service of ours.
            await runtime_of(app).database.reads.execute(_STATEMENTS[what], user_id)

            taken = await asyncio.gather(*(_until(one, bearer(token), 401, 1.0) for one in (client, other)))
    assert max(taken) < 0.5


async def test_a_revoked_grant_is_gone_at_once(world: World, client: httpx.AsyncClient, app: FastAPI) -> None:
    user_id, token = await world.user(RoleKey.BRANCH_SECRETARY)
    await _listening(app)
    assert (await client.get("/api/v1/organisations", headers=bearer(token))).status_code == 200

    await runtime_of(app).database.reads.execute(
        "UPDATE role_grants SET revoked_at = now() WHERE user_id = $1", user_id
    )

    assert await _until(client, bearer(token), 403, 1.0) < 0.5


async def test_without_a_listener_nothing_is_kept_and_with_a_new_one_it_is_again(
    world: World, client: httpx.AsyncClient, app: FastAPI
) -> None:
    user_id, token = await world.user(RoleKey.BRANCH_SECRETARY)
    callers, pool = runtime_of(app).callers, runtime_of(app).database.reads
    await _listening(app)
    await client.get("/api/v1/organisations", headers=bearer(token))
    assert callers._kept

    # The server ends the listening connection and refuses it for a while.
    listener = await pool.fetchval(
        "SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()"
    )
    callers._dsn, dsn = "postgresql://127.0.0.1:1/nowhere", callers._dsn
    await pool.execute("SELECT pg_terminate_backend($1)", listener)
    for _ in range(100):
        if not callers._listening:
            break
        await asyncio.sleep(0.02)

    assert not callers._listening
    assert not callers._kept
    assert (await client.get("/api/v1/organisations", headers=bearer(token))).status_code == 200
    assert not callers._kept
    await pool.execute("UPDATE users SET disabled_at = now() WHERE id = $1", user_id)
    assert (await client.get("/api/v1/organisations", headers=bearer(token))).status_code == 401

    callers._dsn = dsn
    await _listening(app)


async def test_a_listener_that_hears_nothing_keeps_nothing(
    world: World, client: httpx.AsyncClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pooler in transaction mode takes a LISTEN and delivers nothing: here the probe goes astray."""
    monkeypatch.setattr("app.api.callers._PROBE_SECONDS", 0.2)
    monkeypatch.setattr("app.api.callers.CHANNEL", "zhibu_astray")
    _, token = await world.user(RoleKey.BRANCH_SECRETARY)
    callers = runtime_of(app).callers
    await callers.stop()

    class Deaf(asyncpg.Connection):  # type: ignore[misc]
        async def add_listener(self, channel: str, callback: object) -> None:
            await super().add_listener(channel + "_elsewhere", callback)

    real = asyncpg.connect

    async def connect(*arguments: object, **options: object) -> object:
        return await real(*arguments, connection_class=Deaf, **options)

    monkeypatch.setattr("app.api.callers.asyncpg.connect", connect)
    callers.start()
    await asyncio.sleep(0.6)

    assert (await client.get("/api/v1/organisations", headers=bearer(token))).status_code == 200
    assert not callers._listening
    assert not callers._kept


async def test_a_kept_caller_is_forgotten_after_a_second_whatever_happens(
    world: World, client: httpx.AsyncClient, app: FastAPI
) -> None:
    user_id, token = await world.user(RoleKey.BRANCH_SECRETARY)
    await _listening(app)
    callers = runtime_of(app).callers
    for _ in range(50):  # what was told when the account was made may arrive late, and clears what is kept
        await client.get("/api/v1/organisations", headers=bearer(token))
        if callers._kept:
            break
    assert callers._kept

    # Nobody is told: the triggers are off in this one session.
    async with runtime_of(app).database.reads.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL session_replication_role = replica")
        await connection.execute("UPDATE users SET disabled_at = now() WHERE id = $1", UUID(str(user_id)))

    assert await _until(client, bearer(token), 401, 1.0) <= 1.2


async def test_what_was_read_before_a_change_is_not_kept_after_it(world: World, app: FastAPI) -> None:
    _, token = await world.user(RoleKey.BRANCH_SECRETARY)
    callers = runtime_of(app).callers
    await _listening(app)
    today = (await runtime_of(app).moment()).today

    reading = asyncio.ensure_future(callers.of_token(token, today))
    await asyncio.sleep(0)
    callers.clear()
    await reading

    assert not callers._kept
    assert CHANNEL == "zhibu_identity"
