"""Root, meta, the rehearsal's clock, and what is well known."""

from pathlib import Path

import httpx
import pytest

from app.core.clock import moment_now
from app.domain.identity.permissions import RoleKey
from tests.builders.world import World
from tests.conftest import make_settings, started


async def test_the_root_links_to_the_collections_and_to_nothing_that_is_not_there(client: httpx.AsyncClient) -> None:
    links = (await client.get("/api/v1")).json()["links"]

    assert {"me", "meta", "organisations", "docs", "problems"} <= set(links)
    for name in ("me", "organisations", "audit-entries"):
        assert (await client.get(links[name])).status_code == 401


async def test_meta_tells_version_rulebook_zone_and_today(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/meta")

    meta = answer.json()
    assert (meta["today"], meta["rehearsal"], meta["time_zone"]) == ("2026-11-23", True, "Asia/Shanghai")
    assert meta["rulebook_checked_on"] == "2026-11-23"
    assert meta["version"]


async def test_the_rehearsal_moves_and_every_answer_shows_its_day(world: World, client: httpx.AsyncClient) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    moved = await department.put("/api/v1/rehearsal/today", json={"today": "2027-03-01"})

    assert (moved.status_code, moved.json()) == (200, {"today": "2027-03-01"})
    for address in ("/api/v1/meta", "/healthz", "/nowhere", "/api/v1/organisations", "/metrics"):
        answer = await client.get(address)
        assert (answer.headers["zhibu-today"], answer.headers["zhibu-rehearsal"]) == ("2027-03-01", "true"), address
        assert answer.headers["x-request-id"]


async def test_the_rehearsal_is_set_by_permission_only(world: World) -> None:
    secretary = await world.client(RoleKey.BRANCH_SECRETARY)

    assert (await secretary.put("/api/v1/rehearsal/today", json={"today": "2027-03-01"})).status_code == 403


@pytest.mark.parametrize(
    ("asked", "code"),
    [("1989-12-31", "rehearsal.day-out-of-range"), ("2100-01-01", "rehearsal.day-out-of-range"),
     ("1991-07-01", "rehearsal.locks-out"), ("2026-02-29", "field.bad-day"), ("", "field.bad-day"), (20270301, "field.bad-day")],
)  # fmt: skip
async def test_a_day_that_nobody_could_leave_again_is_refused(world: World, asked: object, code: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    refused = await department.put("/api/v1/rehearsal/today", json={"today": asked})

    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [("/today", code)]
    assert (await department.get("/api/v1/meta")).json()["today"] == "2026-11-23"


async def test_without_a_rehearsal_there_is_no_clock_to_set(database_url: str, tmp_path: Path) -> None:
    async with started(make_settings(database_url, tmp_path, today=None)) as app:
        world = World(app)
        await world.build()
        department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
        before = moment_now().today.isoformat()
        answer = await department.put("/api/v1/rehearsal/today", json={"today": "2027-03-01"})
        await world.close()

    assert (answer.status_code, answer.json()["code"]) == (404, "rehearsal.not-running")
    assert "zhibu-rehearsal" not in answer.headers
    assert answer.headers["zhibu-today"] in {before, moment_now().today.isoformat()}


@pytest.mark.parametrize("algorithm", ["HS256", "ES256"])
async def test_what_is_well_known_fits_the_tokens(database_url: str, tmp_path: Path, algorithm: str) -> None:
    settings = make_settings(database_url, tmp_path, token_algorithm=algorithm, public_url="https://zhibu.example/")
    async with started(settings) as app:
        world = World(app)
        await world.build()
        client = await world.client(RoleKey.BRANCH_SECRETARY)
        keys = (await client.get("/.well-known/jwks.json")).json()["keys"]
        server = (await client.get("/.well-known/oauth-authorization-server")).json()
        me = await client.get("/api/v1/me")
        await world.close()

    assert [key["alg"] for key in keys] == ([] if algorithm == "HS256" else ["ES256"])
    assert server["issuer"] == "https://zhibu.example"
    assert server["token_endpoint"] == "https://zhibu.example/api/v1/auth/token"
    assert set(server["grant_types_supported"]) == {"password", "client_credentials", "refresh_token"}
    assert "case:read" in server["scopes_supported"]
    assert me.status_code == 200
