"""Guessing passwords: counted before they are looked at, for known and unknown names alike."""

import asyncio
from pathlib import Path

import httpx
from fastapi import FastAPI

from app.api.runtime import runtime_of
from tests.builders.identity import PASSWORD, bearer, make_account, make_service_account, sign_in
from tests.builders.world import World
from tests.conftest import make_settings, started


def at(app: FastAPI, address: str) -> httpx.AsyncClient:
    """A client that calls from an address."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=(address, 4711)), base_url="http://t")


async def test_the_fifth_wrong_password_locks_and_the_right_one_waits_too(
    world: World, client: httpx.AsyncClient
) -> None:
    account = await make_account(world)

    wrong = [(await sign_in(client, account.login, "wrong")).status_code for _ in range(5)]
    locked = await sign_in(client, account.login)

    assert wrong == [400] * 5
    assert (locked.status_code, locked.json()["code"]) == (429, "identity.locked-out")
    assert 0 < int(locked.headers["retry-after"]) <= 900


async def test_an_unknown_name_locks_like_a_known_one(client: httpx.AsyncClient) -> None:
    answers = [(await sign_in(client, "nobody.here", "wrong")).status_code for _ in range(6)]

    assert answers == [400] * 5 + [429]


async def test_the_name_that_was_tried_is_not_stored_in_the_clear(client: httpx.AsyncClient, app: FastAPI) -> None:
    await sign_in(client, "a-password-typed-as-a-name", "wrong")

    stored = [row["name_digest"] for row in await runtime_of(app).database.reads.fetch("SELECT * FROM login_attempts")]
    assert sorted(len(digest) for digest in stored) == [32, 64]
    assert not any(b"password" in digest or b"127.0" in digest for digest in stored)


async def test_who_guesses_locks_his_own_address_and_not_the_owner_elsewhere(world: World, app: FastAPI) -> None:
    account = await make_account(world)

    async with at(app, "203.0.113.7") as guesser, at(app, "198.51.100.4") as owner:
        guesses = [(await sign_in(guesser, account.login, f"guess-{n}")).status_code for n in range(8)]
        owners = (await sign_in(owner, account.login)).status_code
        again = (await sign_in(guesser, account.login)).status_code

    assert guesses == [400] * 5 + [429] * 3
    assert owners == 200
    assert again == 429


async def test_an_ipv6_guesser_does_not_count_anew_with_every_address_of_his_network(
    world: World, app: FastAPI
) -> None:
    account = await make_account(world)

    answers = []
    for n in range(7):
        async with at(app, f"2001:db8:1:2::{n:x}") as guesser:
            answers.append((await sign_in(guesser, account.login, "wrong")).status_code)

    assert answers == [400] * 5 + [429] * 2


async def test_guesses_from_many_addresses_are_counted_together_and_a_reset_lifts_all(
    world: World, database_url: str, tmp_path: Path
) -> None:
    account = await make_account(world)

    async with started(make_settings(database_url, tmp_path, login_attempts_everywhere=12)) as app:
        answers = []
        for n in range(5):
            async with at(app, f"203.0.113.{n}") as guesser:
                answers += [(await sign_in(guesser, account.login, "wrong")).status_code for _ in range(4)]
        async with at(app, "198.51.100.4") as owner:
            locked = await sign_in(owner, account.login)
            await runtime_of(app).attempts.lift("user", account.login)
            left = await runtime_of(app).database.reads.fetchval("SELECT count(*) FROM login_attempts")
            lifted = await sign_in(owner, account.login)

    assert answers == [400] * 12 + [429] * 8
    assert (locked.status_code, locked.json()["code"]) == (429, "identity.locked-out")
    assert left == 0
    assert lifted.status_code == 200


async def test_parallel_guesses_get_no_more_tries_than_serial_ones(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world)

    answers = await asyncio.gather(*(sign_in(client, account.login, f"guess-{n}") for n in range(25)))

    counted = sorted(answer.status_code for answer in answers)
    assert counted == [400] * 5 + [429] * 20


async def test_parallel_guesses_on_two_servers_get_no_more_tries_either(
    world: World, client: httpx.AsyncClient, database_url: str, tmp_path: Path
) -> None:
    account = await make_account(world)

    async with started(make_settings(database_url, tmp_path)) as second:
        transport = httpx.ASGITransport(app=second)
        async with httpx.AsyncClient(transport=transport, base_url="http://other") as other:
            guesses = [sign_in(one, account.login, f"guess-{n}") for n in range(12) for one in (client, other)]
            answers = await asyncio.gather(*guesses)

    assert sorted(answer.status_code for answer in answers) == [400] * 5 + [429] * 19


async def test_several_honest_programs_at_once_do_not_lock_each_other_out(
    world: World, client: httpx.AsyncClient
) -> None:
    account, made = await make_account(world), await make_service_account(world, "case:read")
    form = {"grant_type": "client_credentials"}
    auth = (made.account.client_id, made.client_secret)

    people = await asyncio.gather(*(sign_in(client, account.login) for _ in range(12)))
    programs = await asyncio.gather(*(client.post("/api/v1/auth/token", data=form, auth=auth) for _ in range(12)))

    assert {answer.status_code for answer in (*people, *programs)} == {200}


async def test_a_right_password_begins_the_count_anew(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world)
    for _ in range(3):
        assert [(await sign_in(client, account.login, "wrong")).status_code for _ in range(4)] == [400] * 4
        assert (await sign_in(client, account.login)).status_code == 200


async def test_the_lock_opens_after_its_time(world: World, client: httpx.AsyncClient, app: FastAPI) -> None:
    account = await make_account(world)
    for _ in range(5):
        await sign_in(client, account.login, "wrong")
    assert (await sign_in(client, account.login)).status_code == 429

    await runtime_of(app).database.reads.execute("UPDATE login_attempts SET locked_until = now() - interval '1 second'")

    assert (await sign_in(client, account.login, "wrong")).status_code == 400
    assert (await sign_in(client, account.login)).status_code == 200


async def test_wrong_secrets_of_a_program_and_wrong_own_passwords_count_too(
    world: World, client: httpx.AsyncClient
) -> None:
    made, account = await make_service_account(world, "case:read"), await make_account(world)
    head = bearer((await sign_in(client, account.login)).json()["access_token"])
    form = {"grant_type": "client_credentials"}

    programs = [
        (await client.post("/api/v1/auth/token", data=form, auth=(made.account.client_id, "x"))).status_code
        for _ in range(6)
    ]
    change = {"current_password": "wrong", "new_password": "Plum-blossom-42"}
    own = [(await client.post("/api/v1/me/password", json=change, headers=head)).status_code for _ in range(6)]

    assert programs == [401] * 5 + [429]
    assert own == [422] * 5 + [429]


async def test_failed_sign_ins_leave_audit_rows_and_no_password(
    world: World, client: httpx.AsyncClient, app: FastAPI
) -> None:
    account = await make_account(world)
    await sign_in(client, account.login, "Very-wrong-secret-1")

    rows = await runtime_of(app).database.reads.fetch(
        "SELECT subject_id, details::text FROM audit_entries WHERE action = 'identity:login:refuse'"
    )
    assert [row["subject_id"] for row in rows] == [account.id]
    assert "secret" not in rows[0]["details"]


async def test_sign_ins_of_one_address_are_limited(database_url: str, tmp_path: Path) -> None:
    settings = make_settings(database_url, tmp_path, login_requests_per_minute=3)
    async with (
        started(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client,
    ):
        answers = [await sign_in(client, f"name-{n}", PASSWORD) for n in range(4)]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 429]
    assert answers[3].json()["code"] == "too-many-attempts"
    assert int(answers[3].headers["retry-after"]) >= 1
    assert answers[0].headers["ratelimit-policy"] == '"login";q=3;w=60'
    assert answers[0].headers["ratelimit"].startswith('"login";r=2;')
