"""What a stranger may write into an address, a header or a body, and what it gets."""

import asyncio
from datetime import date

import httpx
import pytest

from app.api import middleware
from app.api.middleware import Edge
from app.domain.identity.permissions import RoleKey
from tests.builders.people import citizen_number
from tests.builders.world import World


@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/organisations"])
@pytest.mark.parametrize("limit", ["0", "201", "1e3", "%2B3", "%203", "3.0", "1_0", "٣", "３", "", "-1", "9" * 30])
async def test_a_limit_is_plain_digits_between_1_and_200(world: World, path: str, limit: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    answer = await department.get(f"{path}?limit={limit}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "query:limit"


@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/organisations"])
async def test_a_parameter_that_is_no_list_comes_once(world: World, path: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    twice = await department.get(f"{path}?limit=1&limit=2")
    listed = await department.get("/api/v1/people?status=applicant&status=full_member")

    assert twice.status_code == 422
    assert [(e["pointer"], e["code"]) for e in twice.json()["errors"]] == [
        ("query:limit", "request.repeated-parameter")
    ]
    assert listed.status_code == 200


@pytest.mark.parametrize("tag", ['"v01"', '"v0"', '"v1", "v2"', 'W/"v1"', "*", "v1", ""])
async def test_only_one_strong_etag_of_ours_is_an_if_match(world: World, tag: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    answer = await department.patch(
        f"/api/v1/people/{world.branch.id}", json={"work_unit": "杏林小学"}, headers={"if-match": tag}
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "header:If-Match"


async def test_head_is_get_without_its_body(world: World, client: httpx.AsyncClient) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    for path in ("/healthz", "/api/v1/meta", "/api/v1/organisations", "/api/v1/people", "/api/v1/nothing"):
        got = await department.get(path)
        head = await department.head(path)

        assert (head.status_code, head.content) == (got.status_code, b""), path
        assert head.headers["content-type"] == got.headers["content-type"]
    only_posted = await client.head("/api/v1/auth/token")
    assert only_posted.status_code == 405
    assert only_posted.headers["allow"] == "POST"
    assert (await department.delete("/api/v1/organisations")).headers["allow"] == "GET, HEAD, POST"


async def test_a_head_of_a_citizen_number_is_audited_like_a_get(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    made = await department.post(
        "/api/v1/people",
        json={
            "branch_id": str(world.branch.id),
            "name": "柳青禾",
            "sex": "female",
            "born_on": "1999-02-03",
            "status": "applicant",
            "status_since": "2026-01-05",
            "citizen_number": citizen_number(date(1999, 2, 3), 2),
        },
    )
    assert made.status_code == 201, made.text

    head = await department.head(f"/api/v1/people/{made.json()['id']}/citizen-number")
    shown = await world.runtime.database.reads.fetchval(
        "SELECT count(*) FROM audit_entries WHERE action = 'people:citizen-number:show'"
    )

    assert (head.status_code, head.content, shown) == (200, b"", 1)


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "gzip, gzip", "x"])
async def test_a_packed_body_is_refused_before_it_is_read(world: World, coding: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    sent = {"content-type": "application/json", "content-encoding": coding}

    packed = await department.post("/api/v1/rules/evaluations", content=b"{}", headers=sent)
    plain = await department.post(
        "/api/v1/rules/evaluations", content=b"{}", headers=sent | {"content-encoding": "identity"}
    )

    assert (packed.status_code, packed.json()["code"]) == (415, "request.media-type")
    assert packed.headers["accept-encoding"] == "identity"
    assert plain.status_code == 422


async def test_a_body_that_drips_is_not_waited_for_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "_BODY_SECONDS", 0.2)
    sent: list[dict[str, object]] = []

    async def reads_the_body(scope: object, receive: object, send: object) -> None:
        while (await receive())["more_body"]:  # type: ignore[operator]
            pass

    async def drip() -> dict[str, object]:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def collect(message: dict[str, object]) -> None:
        sent.append(message)

    edge = Edge(reads_the_body, max_in_flight=5, max_body=1000, max_upload=1000)
    scope = {"type": "http", "method": "POST", "path": "/api/v1/organisations", "headers": []}
    async with asyncio.timeout(5):
        await edge(scope, drip, collect)  # type: ignore[arg-type]

    assert sent[0]["status"] == 408
