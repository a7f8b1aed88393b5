"""What a stranger may write into an address, a header or a body, and what it gets."""

import asyncio
import gzip
from datetime import date

import httpx
import pytest

from app.api import middleware
from app.api.language import negotiate
from app.api.middleware import Edge
from app.domain.identity.permissions import RoleKey
from tests.builders.people import citizen_number
from tests.builders.world import World


@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/organisations"])
async def test_a_limit_is_plain_digits_between_1_and_200(world: World, path: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    for limit in ("0", "201", "1e3", "%2B3", "%203", "3.0", "1_0", "٣", "３", "", "-1", "9" * 30):
        answer = await department.get(f"{path}?limit={limit}")
        assert [pointer for pointer, _ in _named(answer)] == ["query:limit"]


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


_SEARCHES = ("/api/v1/people", "/api/v1/people/count", "/api/v1/development-cases", "/api/v1/users")
_FLAGS = (
    ("/api/v1/organisations", "approval_power"),
    ("/api/v1/people", "members_only"),
    ("/api/v1/people/count", "members_only"),
    ("/api/v1/development-cases", "taken_over"),
    ("/api/v1/rules", "verified"),
)


def _named(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 422, (answer.url, answer.text)
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize("path", _SEARCHES)
async def test_a_search_for_signs_alone_is_refused_and_never_lists_everybody(world: World, path: str) -> None:
    role = RoleKey.SYSTEM_ADMINISTRATOR if path.endswith("users") else RoleKey.ORGANISATION_DEPARTMENT
    reader = await world.client(role, "county")

    for q in ("·", " ", "　", "...", "·．・", "-", "%", "_", "，。", "’", "\u0301", "★"):
        assert _named(await reader.get(path, params={"q": q})) == [("query:q", "field.nothing-to-search")]
    assert (await reader.get(path, params={"q": "柳·"})).status_code == 200


@pytest.mark.parametrize(("path", "name"), _FLAGS)
async def test_a_flag_is_true_or_false(world: World, path: str, name: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    for written in ("yes", "on", "1", "t", "True", "TRUE", "0", "no", "", " true"):
        assert _named(await department.get(path, params={name: written})) == [(f"query:{name}", "field.bad-choice")]
    for written in ("true", "false"):
        assert (await department.get(path, params={name: written})).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/development-cases", "/api/v1/tasks"])
async def test_an_id_in_a_query_has_one_form(world: World, path: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    given = str(world.branch.id)

    for form in (f"{{{given}}}", f"urn:uuid:{given}", f" {given}", f"{given}0", given.replace("-", "")):
        answer = await department.get(path, params={"organisation_id": form})
        assert _named(answer) == [("query:organisation_id", "field.bad-uuid")]
    assert (await department.get(path, params={"organisation_id": given.upper()})).status_code == 200


async def test_an_id_in_a_path_has_one_form_in_small_letters_or_capitals(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    given = str(world.branch.id)

    for form in (f"{{{given}}}", f"urn:uuid:{given}", given.replace("-", ""), f"%20{given}"):
        answer = await department.get(f"/api/v1/organisations/{form}")
        assert _named(answer) == [("path:organisation_id", "field.bad-uuid")]
    assert (await department.get(f"/api/v1/organisations/{given.upper()}")).json()["id"] == given


async def test_a_day_in_a_query_is_written_out(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    for day in ("2026-1-1", "20260101", "2026-01-01T00:00:00", "２０２６-01-01", "1767225600", "", "2026-02-30"):
        answer = await department.get("/api/v1/tasks", params={"due_from": day})
        assert [pointer for pointer, _ in _named(answer)] == ["query:due_from"]


@pytest.mark.parametrize("path", ["/api/v1/people", "/api/v1/organisations", "/api/v1/public/notices"])
async def test_bytes_that_are_no_text_are_told_so(world: World, path: str) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    for query in ("q=%ff", "q=%ed%a0%80", "%c3%28=x", "q=%00", "%00=x"):
        assert _named(await department.get(f"{path}?{query}")) == [("query:", "request.bad-text")]


async def test_what_a_route_does_not_know_is_refused_also_where_it_knows_nothing(world: World) -> None:
    """A misspelt ``dry_run`` must not write."""
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    asked = [
        ("GET", f"/api/v1/organisations/{world.branch.id}"),
        ("GET", f"/api/v1/people/{world.branch.id}"),
        ("GET", "/api/v1/me"),
        ("GET", "/api/v1/meta"),
        ("POST", "/api/v1/auth/logout"),
        ("POST", "/api/v1/organisations"),
    ]

    for method, path in asked:
        answer = await department.request(method, f"{path}?dry_run=true")
        assert _named(answer) == [("query:dry_run", "request.unknown-parameter")]
    assert (await department.get("/api/v1/me")).status_code == 200


async def test_who_may_not_ask_learns_nothing_of_the_query(client: httpx.AsyncClient) -> None:
    for path in ("/api/v1/people?limit=x", "/api/v1/organisations?limit=x", "/api/v1/organisations/x"):
        assert (await client.get(path)).status_code == 401


async def test_everything_that_is_wrong_in_how_a_query_is_written_is_told_at_once(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    answer = await department.get("/api/v1/people?limit=x&members_only=yes&colour=red&limit=2")

    assert _named(answer) == [
        ("query:limit", "field.bad-value"),
        ("query:members_only", "field.bad-choice"),
        ("query:colour", "request.unknown-parameter"),
        ("query:limit", "request.repeated-parameter"),
    ]


async def test_a_header_with_one_meaning_comes_once(client: httpx.AsyncClient) -> None:
    for name in ("authorization", "if-match", "idempotency-key", "content-type", "x-request-id"):
        answer = await client.post("/api/v1/organisations", headers=[(name, "one"), (name, "two")])
        assert _named(answer) == [(f"header:{name}", "request.repeated-header")]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("de, fr;q=0.9", "zh"),
        ("en;q=0.4, zh;q=0.5", "zh"),
        ("zh;q=0.4, en;q=0.5", "en"),
        ("zh;q=0, en;q=0.001", "en"),
        ("en;q=0", "zh"),
        ("en;q=inf", "zh"),
        ("en;q=nan, zh;q=0.1", "zh"),
        ("en;q=1_0", "zh"),
        ("en;q=２", "zh"),
        ("en;q=1.5", "zh"),
        ("*", "zh"),
        (";;;,,,=", "zh"),
        ("en" * 5000, "zh"),
    ],
)
def test_the_language_asked_for_is_read_as_it_is_written(header: str, language: str) -> None:
    assert negotiate(header) == language


async def test_an_unknown_path_is_404_for_every_method(client: httpx.AsyncClient) -> None:
    paths = (
        "/nowhere",
        "//api/v1/people",
        "/api/v1/people/",
        "/api/v1//people",
        "/api/v1/people/..;/users",
        "/api/v1/people;x=1",
        "/API/v1/people",
        "/api/v2/people",
        "/%2e%2e/etc/passwd",
    )
    for path in paths:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
            answer = await client.request(method, path)
            assert (answer.status_code, answer.json()["code"]) == (404, "path-not-found"), (method, path)


async def test_a_known_path_names_its_methods(client: httpx.AsyncClient) -> None:
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"):
        answer = await client.request(method, "/api/v1/organisations")
        assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
        assert answer.headers["allow"] == "GET, HEAD, POST"


async def test_a_body_where_none_is_taken_is_refused_and_nothing_happens(world: World) -> None:
    """``{"dry_run": true}`` in the body of a command must not be passed over."""
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    bodies = (b'{"dry_run": true}', b"[]", b"0", b'""', b"false")

    for body in bodies:
        for sent in ({"content-type": "application/json"}, {"content-type": "text/plain"}, {}):
            answer = await department.post("/api/v1/auth/logout", content=body, headers=sent)
            assert _named(answer) == [("", "request.unexpected-body")]
    assert (await department.get("/api/v1/me")).status_code == 200
    assert (await department.post("/api/v1/auth/logout", json={})).status_code == 204


async def test_a_form_is_sent_as_a_form(client: httpx.AsyncClient) -> None:
    named = {"grant_type": "password", "username": "x", "password": "y"}

    as_json = await client.post("/api/v1/auth/token", json=named)
    as_text = await client.post("/api/v1/auth/token", content=b"grant_type=password")
    in_parts = await client.post("/api/v1/auth/token", files={name: (None, value) for name, value in named.items()})

    assert (as_json.status_code, as_json.json()["code"]) == (415, "request.media-type")
    assert as_text.status_code == 415
    assert in_parts.status_code == 400
    assert in_parts.json()["code"] == "identity.invalid-grant"


_BODIES = {
    "NUL": (b'{"name": "a\\u0000b"}', "request.bad-text"),
    "a raw NUL": (b'{"name": "a\x00b"}', "request.malformed-json"),
    "a lone surrogate": (b'{"name": "\\ud800"}', "request.bad-text"),
    "a lone surrogate as a key": (b'{"\\udfff": 1}', "request.bad-text"),
    "NaN": (b'{"a": NaN}', "request.not-a-number"),
    "infinity": (b'{"a": -Infinity}', "request.not-a-number"),
    "1e400": (b'{"a": 1e400}', "request.number-too-large"),
    "beyond 64 bits": (b'{"a": 9223372036854775808}', "request.number-too-large"),
    "a long number": (b'{"a": ' + b"9" * 100_000 + b"}", "request.number-too-large"),
    "deep lists": (b"[" * 100_000, "request.too-deep"),
    "deep objects": (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "request.too-deep"),
    "a key twice": (b'{"a": 1, "a": 2}', "request.duplicate-key"),
    "more behind it": (b"{} x", "request.malformed-json"),
    "a byte order mark": (b"\xef\xbb\xbf{}", "request.malformed-json"),
    "UTF-16": ("{}".encode("utf-16"), "request.malformed-json"),
    "Latin-1": ('{"name": "é"}'.encode("latin-1"), "request.malformed-json"),
    "blanks": (b"   ", "request.malformed-json"),
    "half of it": (b'{"name": "', "request.malformed-json"),
    "packed unannounced": (gzip.compress(b"{}"), "request.malformed-json"),
}


@pytest.mark.parametrize("what", _BODIES)
async def test_what_is_no_sound_json_is_named_at_every_kind_of_address(world: World, what: str) -> None:
    content, code = _BODIES[what]
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    kinds = [
        ("POST", "/api/v1/organisations"),
        ("PATCH", f"/api/v1/people/{world.branch.id}"),
        ("PUT", "/api/v1/work-calendar/2027"),
        ("POST", "/api/v1/rules/evaluations"),
        ("POST", "/api/v1/auth/logout"),
        ("POST", f"/api/v1/public/notices/{world.branch.id}/objections"),
        ("DELETE", f"/api/v1/operations/{world.branch.id}"),
    ]

    for method, path in kinds:
        headers = {"content-type": "application/json", "idempotency-key": f"body-{what.encode().hex()}"}
        answer = await department.request(method, path, content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed"), (method, path)
        assert [error["code"] for error in answer.json()["errors"]] == [code]
