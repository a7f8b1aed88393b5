"""Signing in, refreshing, signing out: over HTTP, on real connections."""

import asyncio
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from app.api.runtime import runtime_of
from app.domain.identity.permissions import RoleKey
from tests.builders.identity import PASSWORD, bearer, make_account, make_service_account, sign_in
from tests.builders.world import World


async def test_a_password_gives_tokens_that_no_cache_may_keep(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world, RoleKey.BRANCH_SECRETARY)

    answer = await sign_in(client, account.login.upper())

    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    given = answer.json()
    assert (given["token_type"], given["must_change_password"]) == ("bearer", False)
    me = (await client.get("/api/v1/me", headers=bearer(given["access_token"]))).json()
    assert me["user_id"] == str(account.id)
    assert [grant["role"] for grant in me["grants"]] == ["branch-secretary"]
    assert "case:open" in me["permissions"]
    assert "case:approve" not in me["permissions"]


@pytest.mark.parametrize(
    ("form", "status", "code", "oauth"),
    [
        (
            {"grant_type": "password", "username": "nobody", "password": "x"},
            400,
            "identity.invalid-grant",
            "invalid_grant",
        ),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, 400, "identity.invalid-grant", "invalid_grant"),
        (
            {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"},
            400,
            "identity.invalid-client",
            "invalid_client",
        ),
        ({"grant_type": "magic"}, 400, "identity.unsupported-grant", "unsupported_grant_type"),
        (
            {"grant_type": "password", "username": "a", "password": "b", "scope": "all"},
            400,
            "identity.unknown-scope",
            "invalid_scope",
        ),
        ({"grant_type": "password", "username": "a"}, 422, "invalid", None),
        ({}, 422, "invalid", None),
    ],
)
async def test_a_refusal_speaks_oauth_and_problem(
    client: httpx.AsyncClient, form: dict[str, str], status: int, code: str, oauth: str | None
) -> None:
    answer = await client.post("/api/v1/auth/token", data=form)

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"], answer.json().get("error")) == (status, code, oauth)


async def test_a_token_can_be_narrowed_and_refreshing_keeps_it_narrow(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world, RoleKey.BRANCH_SECRETARY)

    narrow = (await sign_in(client, account.login, scope="case:read")).json()
    again = (
        await client.post(
            "/api/v1/auth/token", data={"grant_type": "refresh_token", "refresh_token": narrow["refresh_token"]}
        )
    ).json()

    for given in (narrow, again):
        me = (await client.get("/api/v1/me", headers=bearer(given["access_token"]))).json()
        assert me["permissions"] == ["case:read"]
        refused = await client.get("/api/v1/organisations", headers=bearer(given["access_token"]))
        assert (refused.status_code, refused.json()["permission"]) == (403, "organisation:read")


async def test_no_token_is_ever_kept_under_an_idempotency_key(
    world: World, client: httpx.AsyncClient, app: FastAPI
) -> None:
    account = await make_account(world)
    form = {"grant_type": "password", "username": account.login, "password": PASSWORD}

    first = await client.post("/api/v1/auth/token", data=form, headers={"idempotency-key": "k1"})
    second = await client.post("/api/v1/auth/token", data=form, headers={"idempotency-key": "k1"})

    assert first.json()["access_token"] != second.json()["access_token"]
    assert await runtime_of(app).database.reads.fetchval("SELECT count(*) FROM idempotency_records") == 0


async def test_a_refresh_token_serves_once_and_its_second_use_ends_the_session(
    world: World, client: httpx.AsyncClient
) -> None:
    account = await make_account(world)
    first = (await sign_in(client, account.login)).json()

    async def refresh(token: str) -> httpx.Response:
        return await client.post("/api/v1/auth/token", data={"grant_type": "refresh_token", "refresh_token": token})

    second = (await refresh(first["refresh_token"])).json()
    reused = await refresh(first["refresh_token"])

    assert reused.status_code == 400
    assert (await client.get("/api/v1/me", headers=bearer(second["access_token"]))).status_code == 401
    assert (await refresh(second["refresh_token"])).status_code == 400


async def test_of_two_simultaneous_refreshes_one_is_given_tokens_and_the_session_ends(
    world: World, client: httpx.AsyncClient, app: FastAPI
) -> None:
    account = await make_account(world)
    for _ in range(5):
        token = (await sign_in(client, account.login)).json()["refresh_token"]
        form = {"grant_type": "refresh_token", "refresh_token": token}

        answers = await asyncio.gather(*(client.post("/api/v1/auth/token", data=form) for _ in range(2)))

        assert sorted(answer.status_code for answer in answers) == [200, 400]
        given = next(answer for answer in answers if answer.status_code == 200).json()
        assert (await client.get("/api/v1/me", headers=bearer(given["access_token"]))).status_code == 401
    reasons = await runtime_of(app).database.reads.fetch("SELECT DISTINCT end_reason FROM user_sessions")
    assert [row["end_reason"] for row in reasons] == ["refresh-token-reused"]


async def test_logout_ends_this_session_and_logout_everywhere_ends_all(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world)
    one, two, three = [(await sign_in(client, account.login)).json() for _ in range(3)]
    heads = [bearer(given["access_token"]) for given in (one, two, three)]

    async def alive() -> list[int]:
        return [(await client.get("/api/v1/me", headers=head)).status_code for head in heads]

    assert (await client.post("/api/v1/auth/logout", headers=heads[0])).status_code == 204
    assert await alive() == [401, 200, 200]
    assert (await client.post("/api/v1/auth/logout-everywhere", headers=heads[1])).status_code == 204
    assert await alive() == [401, 401, 401]
    refreshed = await client.post(
        "/api/v1/auth/token", data={"grant_type": "refresh_token", "refresh_token": three["refresh_token"]}
    )
    assert refreshed.status_code == 400


async def test_own_sessions_are_listed_and_ended_and_nobody_elses(world: World, client: httpx.AsyncClient) -> None:
    mine, theirs = await make_account(world), await make_account(world)
    here, there = [(await sign_in(client, mine.login)).json() for _ in range(2)]
    foreign = (await sign_in(client, theirs.login)).json()
    head = bearer(here["access_token"])

    listed = (await client.get("/api/v1/me/sessions", headers=head)).json()["items"]
    other = next(item for item in listed if not item["current"])
    ended = await client.delete(f"/api/v1/me/sessions/{other['id']}", headers=head)
    foreign_id = (await client.get("/api/v1/me/sessions", headers=bearer(foreign["access_token"]))).json()["items"][0][
        "id"
    ]
    refused = await client.delete(f"/api/v1/me/sessions/{foreign_id}", headers=head)

    assert len(listed) == 2
    assert ended.status_code == 204
    assert (await client.get("/api/v1/me", headers=bearer(there["access_token"]))).status_code == 401
    assert refused.status_code == 404
    assert (await client.get("/api/v1/me", headers=bearer(foreign["access_token"]))).status_code == 200


async def test_a_program_signs_in_by_form_or_by_basic_and_gets_no_refresh_token(
    world: World, client: httpx.AsyncClient
) -> None:
    made = await make_service_account(world, "organisation:read", "case:read", at="committee")
    form = {"grant_type": "client_credentials"}
    name, secret = made.account.client_id, made.client_secret

    by_form = await client.post("/api/v1/auth/token", data=form | {"client_id": name, "client_secret": secret})
    by_basic = await client.post("/api/v1/auth/token", data=form, auth=(name, secret))
    wrong = await client.post("/api/v1/auth/token", data=form, auth=(name, secret + "x"))
    wide = await client.post("/api/v1/auth/token", data=form | {"scope": "case:approve"}, auth=(name, secret))

    assert (by_form.status_code, by_basic.status_code) == (200, 200)
    assert by_form.json()["refresh_token"] is None
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")  # RFC 6749, 5.2
    assert wrong.headers["www-authenticate"] == 'Basic realm="zhibu", charset="UTF-8"'
    assert (wide.status_code, wide.json()["error"]) == (400, "invalid_scope")
    head = bearer(by_basic.json()["access_token"])
    me = (await client.get("/api/v1/me", headers=head)).json()
    assert (me["kind"], me["permissions"]) == ("service", ["case:read", "organisation:read"])
    listed = (await client.get("/api/v1/organisations", headers=head)).json()["items"]
    assert [item["code"] for item in listed] == ["X01", "X01-01", "X01-02"]
    assert (await client.get(f"/api/v1/organisations/{world.other.id}", headers=head)).status_code == 404
    assert (await client.post("/api/v1/organisations", json={}, headers=head)).status_code == 403


async def test_a_temporary_password_serves_only_to_set_an_own_one(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world, RoleKey.BRANCH_SECRETARY, must_change_password=True)
    given = (await sign_in(client, account.login)).json()
    head = bearer(given["access_token"])

    refused = await client.get("/api/v1/organisations", headers=head)
    refused_write = await client.post("/api/v1/organisations", json={}, headers=head)
    me = await client.get("/api/v1/me", headers=head)
    changed = await client.post(
        "/api/v1/me/password", json={"current_password": PASSWORD, "new_password": "Plum-blossom-42"}, headers=head
    )

    assert given["must_change_password"] is True
    for answer in (refused, refused_write):
        assert (answer.status_code, answer.json()["code"]) == (403, "identity.password-change-required")
    assert me.json()["must_change_password"] is True
    assert changed.status_code == 204, changed.text
    assert (await client.get("/api/v1/organisations", headers=head)).status_code == 200
    assert (await sign_in(client, account.login)).status_code == 400
    assert (await sign_in(client, account.login, "Plum-blossom-42")).json()["must_change_password"] is False


async def test_changing_the_password_ends_the_other_sessions_only(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world)
    here, there = [bearer((await sign_in(client, account.login)).json()["access_token"]) for _ in range(2)]

    await client.post(
        "/api/v1/me/password", json={"current_password": PASSWORD, "new_password": "Plum-blossom-42"}, headers=here
    )

    assert (await client.get("/api/v1/me", headers=here)).status_code == 200
    assert (await client.get("/api/v1/me", headers=there)).status_code == 401


@pytest.mark.parametrize(
    ("current", "new", "pointers"),
    [
        ("wrong", "Plum-blossom-42", {("/current_password", "identity.wrong-password")}),
        (PASSWORD, "short1", {("/new_password", "identity.password-too-short")}),
        (PASSWORD, PASSWORD, {("/new_password", "identity.password-unchanged")}),
    ],
)
async def test_a_new_password_that_will_not_do_is_refused_and_never_echoed(
    world: World, client: httpx.AsyncClient, current: str, new: str, pointers: set[tuple[str, str]]
) -> None:
    account = await make_account(world)
    head = bearer((await sign_in(client, account.login)).json()["access_token"])

    answer = await client.post(
        "/api/v1/me/password", json={"current_password": current, "new_password": new}, headers=head
    )

    assert answer.status_code == 422
    assert {(error["pointer"], error["code"]) for error in answer.json()["errors"]} == pointers
    assert new not in answer.text
    assert (await sign_in(client, account.login)).status_code == 200


async def test_the_roles_are_served_as_a_table(world: World) -> None:
    member = await world.client(RoleKey.BRANCH_SECRETARY)

    table = (await member.get("/api/v1/roles")).json()

    assert {role["role"] for role in table["roles"]} == {role.value for role in RoleKey}
    assert "case:approve" not in table["service_scopes"]


@pytest.mark.own_day
async def test_a_grant_holds_from_its_first_to_its_last_day(world: World, app: FastAPI) -> None:
    user_id, token = await world.user(RoleKey.BRANCH_SECRETARY)
    pool = runtime_of(app).database.reads

    async def permissions() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client:
            return len((await client.get("/api/v1/me", headers=bearer(token))).json()["permissions"])

    async def days(from_on: str, to_on: str) -> None:
        await pool.execute(
            f"UPDATE role_grants SET from_on = '{from_on}', to_on = '{to_on}' WHERE user_id = $1", UUID(str(user_id))
        )
        await asyncio.sleep(0.1)

    seen = []
    for first, last in (
        ("2026-11-22", "2026-11-22"),
        ("2026-11-22", "2026-11-23"),
        ("2026-11-23", "2026-11-24"),
        ("2026-11-24", "2026-11-25"),
    ):
        await days(first, last)
        seen.append(await permissions() > 0)
    assert seen == [False, True, True, False]
