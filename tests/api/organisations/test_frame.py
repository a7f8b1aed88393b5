"""The frame, seen through its first area: access, scope, problems, pages, idempotency, versions."""

from uuid import uuid4

import httpx

from app.api.runtime import runtime_of
from tests.builders.world import World

NEW = {
    "kind": "branch",
    "classification": "rural",
    "code": "X01-77",
    "name": "桃园村党支部",
    "short_name": "桃园村支部",
    "founded_on": "2020-07-01",
    "taken_over": True,
}


async def test_anonymous_is_refused_before_the_body_is_parsed(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/organisations", content=b"{", headers={"content-type": "application/json"})

    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "unauthenticated"


async def test_a_missing_permission_is_named(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    answer = await secretary.post("/api/v1/organisations", json=NEW | {"parent_id": str(world.committee.id)})

    assert answer.status_code == 403
    assert answer.json()["permission"] == "organisation:restructure"


async def test_outside_the_subtree_is_not_found_and_inside_is_listed(world: World) -> None:
    organiser = await world.client("committee-organiser", "committee")

    listed = await organiser.get("/api/v1/organisations")
    outside = await organiser.get(f"/api/v1/organisations/{world.other_branch.id}")

    assert [item["code"] for item in listed.json()["items"]] == ["X01", "X01-01", "X01-02"]
    assert outside.status_code == 404


async def test_a_keyed_post_is_done_once_and_replayed(world: World) -> None:
    department = await world.client("organisation-department", "county")
    body = NEW | {"parent_id": str(world.committee.id)}
    headers = {"idempotency-key": "found-1"}

    first = await department.post("/api/v1/organisations", json=body, headers=headers)
    again = await department.post("/api/v1/organisations", json=body, headers=headers)
    other = await department.post("/api/v1/organisations", json=body | {"name": "别的支部"}, headers=headers)

    assert first.status_code == 201, first.text
    assert first.headers["etag"] == '"v1"'
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key-reused")


async def test_a_write_leaves_audit_and_outbox_rows_and_a_refused_one_leaves_none(world: World) -> None:
    department = await world.client("organisation-department", "county")
    body = NEW | {"parent_id": str(world.committee.id)}
    reads = runtime_of(world.app).database.reads
    count = "SELECT (SELECT count(*) FROM audit_entries), (SELECT count(*) FROM outbox_events)"
    before = tuple(await reads.fetchrow(count))

    await department.post("/api/v1/organisations", json=body)
    refused = await department.post("/api/v1/organisations", json=body)

    after = tuple(await reads.fetchrow(count))
    assert refused.status_code == 409
    assert (after[0] - before[0], after[1] - before[1]) == (1, 1)


async def test_pages_continue_and_a_cursor_serves_its_own_filters_only(world: World) -> None:
    department = await world.client("organisation-department", "county")

    first = (await department.get("/api/v1/organisations?limit=2")).json()
    second = await department.get(first["next"])
    cursor = first["next"].split("after=")[1]
    mixed = await department.get(f"/api/v1/organisations?limit=2&kind=branch&after={cursor}")

    assert [item["code"] for item in first["items"]] == ["X", "X01"]
    assert [item["code"] for item in second.json()["items"]] == ["X01-01", "X01-02"]
    assert (mixed.status_code, mixed.json()["code"]) == (422, "cursor.mismatch")


async def test_a_bad_request_is_a_problem_with_a_pointer(world: World) -> None:
    department = await world.client("organisation-department", "county")
    body = NEW | {"parent_id": str(uuid4())}

    async def code(content: bytes) -> tuple[int, str, str]:
        answer = await department.post(
            "/api/v1/organisations", content=content, headers={"content-type": "application/json"}
        )
        error = answer.json()["errors"][0]
        return answer.status_code, error["code"], error["pointer"]

    assert await code(b'{"a": NaN}') == (400, "request.not-a-number", "")
    assert await code(b'{"a": 1, "a": 2}') == (400, "request.duplicate-key", "")
    assert await code(b'{"name": "\\u0000"}') == (400, "request.bad-text", "/name")
    assert await code(b'{"name": "\\ud800"}') == (400, "request.bad-text", "/name")
    assert await code(b'{"n": 99999999999999999999}') == (400, "request.number-too-large", "/n")
    assert await code(b"[" * 100_000) == (400, "request.too-deep", "")
    unknown = await department.post("/api/v1/organisations", json=body | {"colour": "red", "founded_on": 0})
    assert unknown.status_code == 422
    assert {(e["pointer"], e["code"]) for e in unknown.json()["errors"]} >= {
        ("/colour", "field.unknown"),
        ("/founded_on", "field.bad-day"),
    }
    typo = await department.get("/api/v1/organisations?limti=3")
    assert typo.json()["errors"][0]["code"] == "request.unknown-parameter"


async def test_framework_errors_are_problems_in_the_readers_language(client: httpx.AsyncClient) -> None:
    missing = await client.get("/nowhere", headers={"accept-language": "en"})
    wrong = await client.delete("/api/v1/organisations")

    assert (missing.status_code, missing.json()["title"]) == (404, "No such address")
    assert wrong.status_code == 405
    assert wrong.headers["allow"] == "GET, HEAD, POST"
    assert wrong.json()["title"] == "该地址不支持这种请求方法"
