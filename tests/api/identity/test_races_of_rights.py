"""Rights that end while somebody signs in, passwords typed on two machines, and administrators of whom one must stay."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from tests.builders.identity import PASSWORD, bearer, make_account, make_service_account, sign_in
from tests.builders.world import World


@asynccontextmanager
async def held_after_the_check(world: World) -> AsyncIterator[tuple[asyncio.Event, asyncio.Event]]:
    """Let a sign-in stop right after its password was checked, until the second event is set."""
    passwords, checked, go_on = world.runtime.passwords, asyncio.Event(), asyncio.Event()
    check = passwords.matches

    async def matches(encoded: str | None, password: str) -> bool:
        right = await check(encoded, password)
        checked.set()
        await go_on.wait()
        return right

    passwords.matches = matches  # type: ignore[method-assign]
    try:
        yield checked, go_on
    finally:
        passwords.matches = check  # type: ignore[method-assign]


@pytest.mark.parametrize("act", ["reset-password", "disable"])
async def test_an_old_password_gives_no_session_when_the_account_changes_in_the_middle(
    world: World, client: httpx.AsyncClient, act: str
) -> None:
    account = await make_account(world, RoleKey.BRANCH_SECRETARY)
    system = await world.client(RoleKey.SYSTEM_ADMINISTRATOR, "county")
    version = {"if-match": (await system.get(f"/api/v1/users/{account.id}")).headers["etag"]}

    async with held_after_the_check(world) as (checked, go_on):
        signing_in = asyncio.create_task(sign_in(client, account.login))
        await checked.wait()
        changed = await system.post(f"/api/v1/users/{account.id}/{act}", headers=version)
        go_on.set()
        answer = await signing_in

    live = await world.runtime.database.reads.fetchval(
        "SELECT count(*) FROM user_sessions WHERE user_id = $1 AND ended_at IS NULL", account.id
    )
    assert changed.status_code == 200
    assert (answer.status_code, answer.json()["code"], live) == (400, "identity.invalid-grant", 0)


async def test_a_right_given_in_the_middle_does_not_refuse_a_sign_in(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world)
    security = await world.client(RoleKey.SECURITY_ADMINISTRATOR, "county")

    async with held_after_the_check(world) as (checked, go_on):
        signing_in = asyncio.create_task(sign_in(client, account.login))
        await checked.wait()
        given = await security.post(
            "/api/v1/role-grants",
            json={"user_id": str(account.id), "role": "branch-secretary", "organisation_id": str(world.branch.id)},
        )
        go_on.set()
        answer = await signing_in

    assert (given.status_code, answer.status_code) == (201, 200)


async def test_a_password_is_the_same_however_its_accents_are_typed(world: World, client: httpx.AsyncClient) -> None:
    account = await make_account(world, RoleKey.BRANCH_SECRETARY)
    token = (await sign_in(client, account.login)).json()["access_token"]
    composed, apart = (unicodedata.normalize(form, "Café-lantern-77") for form in ("NFC", "NFD"))

    set_own = await client.post(
        "/api/v1/me/password", json={"current_password": PASSWORD, "new_password": apart}, headers=bearer(token)
    )

    assert set_own.status_code == 204
    assert composed != apart
    assert [(await sign_in(client, account.login, typed)).status_code for typed in (composed, apart)] == [200, 200]


@pytest.mark.parametrize("kind", ["user", "client"])
async def test_an_unknown_name_is_noted_as_a_known_one_is(world: World, client: httpx.AsyncClient, kind: str) -> None:
    known: tuple[str, str]
    if kind == "user":
        known = ("username", (await make_account(world)).login)
    else:
        known = ("client_id", (await make_service_account(world, "person:read")).account.client_id)
    flow = {"user": ("password", "password"), "client": ("client_credentials", "client_secret")}[kind]

    for name in (known[1], "nobody-of-that-name"):
        answer = await client.post(
            "/api/v1/auth/token", data={"grant_type": flow[0], known[0]: name, flow[1]: "wrong-guess-1"}
        )
        assert answer.status_code == 400

    rows = await world.runtime.database.reads.fetch(
        "SELECT subject_kind, subject_id IS NULL AS unknown, details::text FROM audit_entries"
        " WHERE action = 'identity:login:refuse' ORDER BY id"
    )
    table = {"user": "users", "client": "service_accounts"}[kind]
    assert [tuple(row) for row in rows] == [(table, False, "{}"), (table, True, "{}")]


async def test_the_last_administrator_of_a_kind_stays(world: World) -> None:
    security = await world.client(RoleKey.SECURITY_ADMINISTRATOR, "county")
    first, _ = await world.user(RoleKey.SYSTEM_ADMINISTRATOR, "county")

    async def revoke(user_id: object) -> httpx.Response:
        (grant,) = (await security.get(f"/api/v1/role-grants?user_id={user_id}")).json()["items"]
        return await security.post(
            f"/api/v1/role-grants/{grant['id']}/revoke", headers={"if-match": f'"v{grant["version"]}"'}
        )

    alone = await revoke(first)
    second, _ = await world.user(RoleKey.SYSTEM_ADMINISTRATOR, "county")
    both = await asyncio.gather(revoke(first), revoke(second))

    assert (alone.status_code, alone.json()["code"]) == (409, "identity.last-administrator")
    assert sorted(answer.status_code for answer in both) == [200, 409]


async def test_a_role_is_given_only_at_a_body_of_its_level(world: World) -> None:
    security = await world.client(RoleKey.SECURITY_ADMINISTRATOR, "county")
    user_id, _ = await world.user(RoleKey.AUDITOR, "county")

    answer = await security.post(
        "/api/v1/role-grants",
        json={"user_id": str(user_id), "role": "branch-secretary", "organisation_id": str(world.county.id)},
    )

    assert answer.status_code == 409
    (error,) = answer.json()["errors"]
    assert (error["code"], error["pointer"], error["expected"], error["actual"]) == (
        "identity.role-elsewhere",
        "/organisation_id",
        ["general_branch", "branch"],
        "county",
    )
