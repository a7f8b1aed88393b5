"""Users, grants and service accounts: three administrators who keep each other apart."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.api.runtime import runtime_of
from app.core.ids import new_id
from app.domain.identity.permissions import RoleKey
from tests.builders.identity import PASSWORD, bearer, make_account, make_service_account, sign_in
from tests.builders.world import World

NEW = {"login": "xinglin.sj", "display_name": "杏林村党支部书记"}


@pytest.fixture
async def system(world: World) -> httpx.AsyncClient:
    return await world.client(RoleKey.SYSTEM_ADMINISTRATOR, "county")


@pytest.fixture
async def security(world: World) -> httpx.AsyncClient:
    return await world.client(RoleKey.SECURITY_ADMINISTRATOR, "county")


async def _give(
    security: httpx.AsyncClient, world: World, user: object, role: str, at: str, **more: Any
) -> httpx.Response:
    body = {"user_id": str(user), "role": role, "organisation_id": str(getattr(world, at).id), **more}
    return await security.post("/api/v1/role-grants", json=body)


async def test_a_new_user_signs_in_with_a_password_shown_once_and_may_do_nothing_yet(
    system: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    made = await system.post("/api/v1/users", json=NEW)

    assert made.status_code == 201, made.text
    assert made.headers["etag"] == '"v1"'
    read = await system.get(f"/api/v1/users/{made.json()['id']}")
    assert "temporary_password" not in read.json()
    given = (await sign_in(client, "xinglin.sj", made.json()["temporary_password"])).json()
    assert given["must_change_password"] is True
    assert (await client.get("/api/v1/me", headers=bearer(given["access_token"]))).json()["permissions"] == []


async def test_the_temporary_password_is_replayed_but_never_stored_in_the_clear(
    system: httpx.AsyncClient, app: FastAPI
) -> None:
    head = {"idempotency-key": "user-1"}

    first = await system.post("/api/v1/users", json=NEW, headers=head)
    again = await system.post("/api/v1/users", json=NEW, headers=head)

    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    kept = await runtime_of(app).database.reads.fetchval("SELECT body FROM idempotency_records")
    assert first.json()["temporary_password"].encode() not in kept
    assert b"xinglin" not in kept


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"login": "Xing Lin"}, 422, "field.bad-format"),
        ({"login": "ab"}, 422, "field.bad-format"),
        ({"person_id": str(new_id())}, 422, "identity.person-unknown"),
        ({"display_name": "a\u202eb"}, 422, "request.bad-text"),
        ({"display_name": " "}, 422, "field.too-short"),
        ({"password": "x"}, 422, "field.unknown"),
    ],
)
async def test_an_account_that_can_not_be_is_refused(
    system: httpx.AsyncClient, change: dict[str, str], status: int, code: str
) -> None:
    answer = await system.post("/api/v1/users", json=NEW | change)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)


async def test_a_login_is_given_once_also_to_two_at_once(system: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(system.post("/api/v1/users", json=NEW) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"identity.login-taken"}


async def test_a_disabled_user_is_out_at_once_and_comes_back_enabled(
    world: World, system: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    account = await make_account(world, RoleKey.BRANCH_SECRETARY)
    head = bearer((await sign_in(client, account.login)).json()["access_token"])

    disabled = await system.post(f"/api/v1/users/{account.id}/disable", headers={"if-match": '"v1"'})
    stale = await system.post(f"/api/v1/users/{account.id}/enable", headers={"if-match": '"v1"'})

    assert (disabled.status_code, disabled.json()["disabled_at"] is not None) == (200, True)
    assert stale.status_code == 412
    assert (await client.get("/api/v1/me", headers=head)).status_code == 401
    assert (await sign_in(client, account.login)).status_code == 400
    await system.post(f"/api/v1/users/{account.id}/enable", headers={"if-match": disabled.headers["etag"]})
    assert (await sign_in(client, account.login)).status_code == 200


async def test_a_reset_ends_sessions_lifts_the_lock_and_asks_for_an_own_password(
    world: World, system: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    account = await make_account(world)
    head = bearer((await sign_in(client, account.login)).json()["access_token"])
    for _ in range(5):
        await sign_in(client, account.login, "wrong")

    reset = await system.post(f"/api/v1/users/{account.id}/reset-password", headers={"if-match": '"v1"'})

    assert (await client.get("/api/v1/me", headers=head)).status_code == 401
    assert (await sign_in(client, account.login)).status_code == 400
    again = await sign_in(client, account.login, reset.json()["temporary_password"])
    assert again.json()["must_change_password"] is True


@pytest.mark.parametrize("verb", ["disable", "reset-password"])
async def test_the_system_administrator_has_no_power_over_who_watches_him_nor_over_himself(
    world: World, system: httpx.AsyncClient, verb: str
) -> None:
    watcher = await make_account(world, RoleKey.AUDIT_ADMINISTRATOR, at="county")

    guarded = await system.post(f"/api/v1/users/{watcher.id}/{verb}", headers={"if-match": '"v1"'})
    own = await system.post(f"/api/v1/users/{system.headers['x-user']}/{verb}", headers={"if-match": '"v1"'})

    assert (guarded.status_code, guarded.json()["code"]) == (409, "identity.guarded-administrator")
    assert (own.status_code, own.json()["code"]) == (409, "identity.not-oneself")


async def test_a_granted_role_works_at_once_and_revoked_it_is_gone_at_once(
    world: World, security: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    account = await make_account(world)
    head = bearer((await sign_in(client, account.login)).json()["access_token"])
    assert (await client.get("/api/v1/organisations", headers=head)).status_code == 403

    given = await _give(security, world, account.id, "committee-organiser", "committee")
    inside = await client.get("/api/v1/organisations", headers=head)
    revoked = await security.post(
        f"/api/v1/role-grants/{given.json()['id']}/revoke", headers={"if-match": given.headers["etag"]}
    )
    after = await client.get("/api/v1/organisations", headers=head)
    twice = await security.post(
        f"/api/v1/role-grants/{given.json()['id']}/revoke", headers={"if-match": revoked.headers["etag"]}
    )

    assert given.status_code == 201, given.text
    assert [item["code"] for item in inside.json()["items"]] == ["X01", "X01-01", "X01-02"]
    assert (revoked.status_code, after.status_code) == (200, 403)
    assert (twice.status_code, twice.json()["code"]) == (409, "already-done")


async def test_nobody_grants_to_himself_nor_to_another_account_of_his(world: World) -> None:
    person = new_id()
    mine = await world.client(RoleKey.SECURITY_ADMINISTRATOR, "county", person_id=person)
    other = await make_account(world, person_id=person)

    for user in (mine.headers["x-user"], other.id):
        answer = await _give(mine, world, user, "branch-secretary", "branch")
        assert (answer.status_code, answer.json()["code"]) == (409, "identity.not-oneself")


@pytest.mark.parametrize(
    ("role", "at", "more", "code"),
    [
        ("security-administrator", "county", {}, "identity.duties-apart"),
        ("department-desk", "county", {}, "identity.department-of-a-desk"),
        ("applicant", "branch", {}, "identity.person-needed"),
    ],
)
async def test_a_grant_that_would_join_what_is_kept_apart_is_refused_with_its_reason(
    world: World, security: httpx.AsyncClient, role: str, at: str, more: dict[str, str], code: str
) -> None:
    account = await make_account(world, RoleKey.BRANCH_SECRETARY)

    answer = await _give(security, world, account.id, role, at, **more)

    assert (answer.status_code, answer.json()["code"]) == (409, "rule-refused")
    assert [error["code"] for error in answer.json()["errors"]] == [code]


async def test_two_accounts_of_one_person_count_as_one_where_duties_are_kept_apart(
    world: World, security: httpx.AsyncClient
) -> None:
    person = new_id()
    await make_account(world, RoleKey.BRANCH_SECRETARY, person_id=person)
    second = await make_account(world, person_id=person)

    answer = await _give(security, world, second.id, "system-administrator", "county")

    assert [error["code"] for error in answer.json()["errors"]] == ["identity.duties-apart"]


async def test_two_grants_at_once_do_not_slip_past_the_separation_of_duties(
    world: World, security: httpx.AsyncClient
) -> None:
    person = new_id()
    for _ in range(4):
        one, two = await make_account(world, person_id=person), await make_account(world, person_id=new_id())
        answers = await asyncio.gather(
            _give(security, world, two.id, "system-administrator", "county"),
            _give(security, world, two.id, "branch-secretary", "branch"),
        )
        assert sorted(answer.status_code for answer in answers) == [201, 409]
        person = one.person_id or person


@pytest.mark.own_day
@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"from_on": "2026-11-22"}, 422, "identity.grant-in-the-past"),
        ({"from_on": "2026-11-23"}, 201, ""),
        ({"from_on": "2026-12-02", "to_on": "2026-12-01"}, 422, "identity.ends-before-it-begins"),
        ({"from_on": "2026-12-01", "to_on": "2026-12-01"}, 201, ""),
        ({"from_on": 0}, 422, "field.bad-day"),
        ({"role": "emperor"}, 422, "field.bad-choice"),
    ],
)
async def test_the_days_of_a_grant_must_be_possible(
    world: World, security: httpx.AsyncClient, more: dict[str, object], status: int, code: str
) -> None:
    account = await make_account(world)
    body = {"user_id": str(account.id), "role": "supervisor", "organisation_id": str(world.branch.id), **more}

    answer = await security.post("/api/v1/role-grants", json=body)

    assert answer.status_code == status, answer.text
    if code:
        assert answer.json()["errors"][0]["code"] == code


async def test_the_same_grant_twice_is_refused_by_the_database_too(world: World, security: httpx.AsyncClient) -> None:
    account = await make_account(world)

    answers = await asyncio.gather(
        *(_give(security, world, account.id, "branch-secretary", "branch") for _ in range(3))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409], [a.text for a in answers]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"identity.grant-twice"}


@pytest.mark.own_day
async def test_grants_are_listed_by_user_role_and_day(world: World, security: httpx.AsyncClient) -> None:
    account = await make_account(world)
    await _give(security, world, account.id, "supervisor", "branch", to_on="2026-11-30")
    await _give(security, world, account.id, "supervisor", "sister", from_on="2026-12-01")

    async def listed(query: str) -> list[str]:
        answer = await security.get(f"/api/v1/role-grants?user_id={account.id}&{query}")
        return [item["organisation_id"] for item in answer.json()["items"]]

    assert await listed("") == [str(world.branch.id), str(world.sister.id)]
    assert await listed("active_on=2026-11-30") == [str(world.branch.id)]
    assert await listed("active_on=2026-12-01") == [str(world.sister.id)]
    assert await listed("role=auditor") == []


async def test_users_are_found_by_login_and_name_in_pages(world: World, system: httpx.AsyncClient) -> None:
    for n in range(3):
        await system.post("/api/v1/users", json={"login": f"zz.{n}", "display_name": f"竹溪村 {n}"})

    first = (await system.get("/api/v1/users?q=zz.&limit=2")).json()
    second = (await system.get(first["next"])).json()
    named = (await system.get("/api/v1/users", params={"q": "竹溪"})).json()

    assert [item["login"] for item in first["items"] + second["items"]] == ["zz.0", "zz.1", "zz.2"]
    assert second["next"] is None
    assert len(named["items"]) == 3


async def test_a_program_gets_narrow_scopes_only_and_its_secret_once(world: World, security: httpx.AsyncClient) -> None:
    body: dict[str, object] = {
        "title": "县统计系统对接",
        "organisation_id": str(world.county.id),
        "scopes": ["case:read", "organisation:read"],
    }

    made = await security.post("/api/v1/service-accounts", json=body)
    wide = await security.post("/api/v1/service-accounts", json=body | {"scopes": ["case:approve"]})
    desk = await security.post("/api/v1/service-accounts", json=body | {"scopes": ["inquiry:read"]})
    read = await security.get(f"/api/v1/service-accounts/{made.json()['id']}")

    assert made.status_code == 201, made.text
    assert made.json()["client_secret"].startswith("zsk_")
    assert "client_secret" not in read.json()
    assert wide.json()["errors"][0]["code"] == "identity.scope-not-for-services"
    assert desk.json()["errors"][0]["code"] == "identity.department-of-a-desk"


async def test_a_rotated_secret_and_a_disabled_program_end_at_once(
    world: World, security: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    made = await make_service_account(world, "organisation:read")
    form = {"grant_type": "client_credentials"}

    async def token(secret: str) -> httpx.Response:
        return await client.post("/api/v1/auth/token", data=form, auth=(made.account.client_id, secret))

    async def works(answer: httpx.Response) -> int:
        head = bearer(answer.json()["access_token"])
        return (await client.get("/api/v1/organisations", headers=head)).status_code

    old = await token(made.client_secret)
    assert await works(old) == 200
    path = f"/api/v1/service-accounts/{made.account.id}"
    rotated = await security.post(f"{path}/rotate-secret", headers={"if-match": '"v1"'})
    assert await works(old) == 401
    assert (await token(made.client_secret)).status_code == 401
    new = await token(rotated.json()["client_secret"])
    assert await works(new) == 200
    disabled = await security.post(f"{path}/disable", headers={"if-match": rotated.headers["etag"]})
    assert disabled.status_code == 200
    assert await works(new) == 401
    assert (await token(rotated.json()["client_secret"])).status_code == 401


async def test_administrators_keep_to_their_own_duties(
    world: World, system: httpx.AsyncClient, security: httpx.AsyncClient
) -> None:
    account = await make_account(world)

    granted = await _give(system, world, account.id, "branch-secretary", "branch")
    created = await security.post("/api/v1/users", json=NEW)

    assert (granted.status_code, granted.json()["permission"]) == (403, "grant:manage")
    assert (created.status_code, created.json()["permission"]) == (403, "user:manage")
    for one in (system, security):
        assert (await one.get("/api/v1/organisations")).status_code == 403


@pytest.mark.own_day
async def test_the_audit_shows_within_the_subtree_and_the_installation_to_its_administrator_only(
    world: World, security: httpx.AsyncClient, client: httpx.AsyncClient
) -> None:
    account = await make_account(world)
    await _give(security, world, account.id, "branch-secretary", "branch")
    await sign_in(client, account.login)
    auditors = {
        at: await world.client(RoleKey.AUDITOR, at) for at in ("county", "committee", "other", "branch", "other_branch")
    }
    chief = await world.client(RoleKey.AUDIT_ADMINISTRATOR, "county")

    async def actions(one: httpx.AsyncClient, query: str = "") -> set[str]:
        answer = await one.get(f"/api/v1/audit-entries?limit=200&{query}")
        assert answer.status_code == 200, answer.text
        return {item["action"] for item in answer.json()["items"]}

    for at in ("county", "committee", "branch"):
        assert "identity:grant:give" in await actions(auditors[at])
        assert "identity:session:start" not in await actions(auditors[at])
    for at in ("other", "other_branch"):
        assert "identity:grant:give" not in await actions(auditors[at])
    assert await actions(chief, "action=identity:session:s") == {"identity:session:start"}
    assert await actions(chief, f"actor_id={security.headers['x-user']}") == {"identity:grant:give"}
    assert await actions(chief, "day_from=2026-11-24") == set()
    assert "identity:grant:give" in await actions(auditors["committee"], f"organisation_id={world.branch.id}")
    outside = await auditors["committee"].get(f"/api/v1/audit-entries?organisation_id={world.other.id}")
    assert outside.status_code == 404


async def test_nothing_that_an_administrator_did_shows_a_secret_in_the_audit(
    system: httpx.AsyncClient, app: FastAPI
) -> None:
    made = (await system.post("/api/v1/users", json=NEW)).json()

    rows = await runtime_of(app).database.reads.fetch("SELECT details::text AS told FROM audit_entries")
    told = "".join(row["told"] for row in rows)
    assert made["temporary_password"] not in told
    assert PASSWORD not in told
    assert "杏林" not in told
