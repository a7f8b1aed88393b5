"""What every request passes: limits, overload, ids, headers, logs, counters."""

import asyncio
import json
import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import asyncpg
import httpx
import pytest
import sqlalchemy.exc
import structlog
from fastapi import FastAPI
from starlette.requests import ClientDisconnect, Request

from app.api import middleware
from app.api.middleware import Edge
from app.api.problems import answer
from app.api.runtime import runtime_of
from app.core.ids import new_id
from app.core.logging import configure_logging
from app.domain.identity.permissions import RoleKey
from tests.builders.identity import make_account, sign_in
from tests.builders.people import citizen_number
from tests.builders.world import World
from tests.conftest import make_settings, started


async def test_more_than_the_process_takes_on_is_told_to_come_back(database_url: str, tmp_path: Path) -> None:
    settings = make_settings(database_url, tmp_path, max_in_flight=3)
    async with (
        started(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client,
    ):
        asked = [client.get("/api/v1/meta", headers={"accept-language": "en"}) for _ in range(20)]
        answers = await asyncio.gather(*asked, client.get("/healthz"))
        after = await client.get("/api/v1/meta")

    busy = [answer for answer in answers if answer.status_code == 503]
    assert len(busy) == 17
    assert busy[0].headers["retry-after"] == "1"
    assert busy[0].headers["content-type"] == "application/problem+json"
    assert busy[0].json()["code"] == "overloaded"
    assert "busy" in busy[0].json()["title"]
    assert busy[0].json()["instance"] == busy[0].headers["x-request-id"]
    assert answers[-1].status_code == 200
    assert after.status_code == 200


@pytest.mark.parametrize("lane", ["reads", "writes"])
async def test_when_every_connection_is_taken_the_answer_is_503_within_seconds(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lane: str
) -> None:
    monkeypatch.setattr("app.persistence.readpool._WAIT_SECONDS", 0.3)
    settings = make_settings(database_url, tmp_path, read_pool_size=2, write_pool_size=1)
    async with (
        started(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client,
    ):
        database = runtime_of(app).database
        if lane == "reads":
            taken = [await database.reads.acquire() for _ in range(2)]
            answer = await client.get("/api/v1/meta")
            for connection in taken:
                await database.reads.release(connection)
        else:
            database.engine.pool._timeout = 0.3  # type: ignore[attr-defined]
            async with database.engine.connect():
                answer = await sign_in(client, "somebody")
        after = await client.get("/api/v1/meta")

    assert (answer.status_code, answer.json()["code"]) == (503, "overloaded")
    assert int(answer.headers["retry-after"]) >= 1
    assert after.status_code == 200


@pytest.mark.parametrize("lost", [asyncpg.InternalClientError, asyncpg.InterfaceError, ConnectionResetError])
async def test_a_server_killed_in_the_middle_of_a_commit_is_503_whoever_wraps_it(lost: type[Exception]) -> None:
    wrapped = Exception("as the dialect adapts it")
    wrapped.__cause__ = lost("cannot switch to state 12")
    error = sqlalchemy.exc.InternalError("COMMIT", {}, wrapped)
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": [], "state": {}})

    answered = answer(request, error)

    assert answered.status_code == 503
    assert answered.headers["retry-after"]


async def test_a_database_that_is_gone_is_503_and_comes_back(
    world: World, client: httpx.AsyncClient, app: FastAPI, server_url: str
) -> None:
    secretary = await world.client(RoleKey.BRANCH_SECRETARY)
    name = await runtime_of(app).database.reads.fetchval("SELECT current_database()")
    admin = await asyncpg.connect(server_url)

    await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
    await admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()", name
    )
    gone = [await secretary.get("/api/v1/organisations") for _ in range(3)]
    ready = await client.get("/readyz")
    await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    await admin.close()
    back = await secretary.get("/api/v1/organisations")

    assert {answer.status_code for answer in gone} == {503}
    assert {answer.json()["code"] for answer in gone} == {"database.unavailable"}
    assert all(answer.headers["retry-after"] for answer in gone)
    assert ready.status_code == 503
    assert back.status_code == 200


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_beyond_the_limit_is_refused_announced_or_not(world: World, announced: bool) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    limit = world.runtime.settings.max_body_bytes

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(12):
            yield b" " * 100_000

    content = b" " * (limit + 1) if announced else parts()
    answer = await department.post(
        "/api/v1/organisations", content=content, headers={"content-type": "application/json"}
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "request.body-too-large")
    assert str(limit) in answer.json()["remedy"]
    assert answer.headers["x-request-id"]


async def test_only_files_may_be_large_and_only_where_files_are_taken(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    large = b"x" * 1_500_000

    as_json = await department.post("/api/v1/documents", content=large, headers={"content-type": "application/json"})
    elsewhere = await department.post("/api/v1/organisations", content=large)
    as_file = await department.post("/api/v1/roster-imports", content=large)

    assert as_json.status_code == 413
    assert elsewhere.status_code == 413
    assert as_file.status_code not in (413, 500)


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "_BODY_PAUSE_SECONDS", 0.1)
    sent: list[dict[str, object]] = []

    async def reads_the_body(scope: object, receive: object, send: object) -> None:
        await receive()  # type: ignore[operator]

    async def never() -> dict[str, object]:
        await asyncio.sleep(10)
        return {}

    async def collect(message: dict[str, object]) -> None:
        sent.append(message)

    edge = Edge(reads_the_body, max_in_flight=5, max_body=1000, max_upload=1000)
    scope = {"type": "http", "method": "POST", "path": "/api/v1/organisations", "headers": []}
    await edge(scope, never, collect)  # type: ignore[arg-type]

    assert sent[0]["status"] == 408


async def test_a_client_that_has_gone_is_no_error_of_ours() -> None:
    async def leaves(scope: object, receive: object, send: object) -> None:
        raise ClientDisconnect

    edge = Edge(leaves, max_in_flight=5, max_body=1000, max_upload=1000)
    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}

    with structlog.testing.capture_logs() as told:
        await edge(scope, None, None)  # type: ignore[arg-type]

    assert told == []


async def test_what_is_not_json_is_told_so(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")

    answer = await department.post("/api/v1/organisations", content=b"a=b", headers={"content-type": "text/plain"})

    assert (answer.status_code, answer.json()["code"]) == (415, "request.media-type")


async def test_every_answer_carries_an_id_and_a_given_one_is_kept(client: httpx.AsyncClient) -> None:
    given = await client.get("/api/v1/meta", headers={"x-request-id": "front-end.0017"})
    made = await client.get("/nowhere")
    bad = await client.get("/api/v1/meta", headers={"x-request-id": 'a"b\\c<script>'})
    personal = await client.get("/api/v1/meta", headers={"x-request-id": citizen_number()})

    assert given.headers["x-request-id"] == "front-end.0017"
    assert re.fullmatch(r"[0-9a-f-]{36}", made.headers["x-request-id"])
    assert made.json()["instance"] == made.headers["x-request-id"]
    assert re.fullmatch(r"[0-9a-f-]{36}", bad.headers["x-request-id"])
    assert re.fullmatch(r"[0-9a-f-]{36}", personal.headers["x-request-id"])


async def test_an_unexpected_error_is_a_problem_and_its_text_stays_inside(
    world: World,
    client: httpx.AsyncClient,
    app: FastAPI,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("INFO")
    secretary = await world.client(RoleKey.BRANCH_SECRETARY)

    async def fails(*_: object, **__: object) -> object:
        try:
            raise ValueError(f"柳青禾 {citizen_number()}")
        except ValueError as error:
            raise RuntimeError("Key (name)=(柳青禾) already exists") from error

    monkeypatch.setattr("app.persistence.read.accounts.own_sessions", fails)

    answer = await secretary.get("/api/v1/me/sessions")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.headers["x-request-id"] == answer.json()["instance"]
    assert answer.headers["zhibu-today"] == "2026-11-23"
    logged = capsys.readouterr().err
    assert "RuntimeError" in logged
    assert "ValueError" in logged
    assert "柳青禾" not in logged
    assert citizen_number() not in logged


async def test_nothing_personal_is_ever_logged(
    world: World, client: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names, numbers, telephones, logins, passwords and ids of rows, in bodies, queries and paths."""
    configure_logging("INFO")
    secretary = await world.client(RoleKey.BRANCH_SECRETARY)
    number, phone, row = citizen_number(), "13900001111", str(new_id())
    account = await make_account(world)
    person = {
        "branch_id": str(world.branch.id),
        "name": "柳青禾",
        "sex": "female",
        "born_on": "1985-03-12",
        "citizen_number": number,
        "phone": phone,
    }

    await secretary.post("/api/v1/people", json=person)
    await secretary.post("/api/v1/people", json=person | {"citizen_number": number[:-1] + "0"})
    await secretary.get("/api/v1/people", params={"q": "柳青禾"})
    await secretary.get(f"/api/v1/people/{row}")
    await secretary.get(f"/nowhere/{number}")
    await client.get(f"/api/v1/people/{number}")
    await sign_in(client, account.login, "Very-secret-password-1")

    logged = capsys.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    assert [line["route"] for line in lines if line["event"] == "request"] == [
        "/api/v1/people",
        "/api/v1/people",
        "/api/v1/people",
        "/api/v1/people/{person_id}",
        "-",
        "/api/v1/people/{person_id}",
        "/api/v1/auth/token",
    ]
    for secret in (number, number[:-1], phone, row, "柳青禾", account.login, "Very-secret-password-1", "青禾"):
        assert secret not in logged


async def test_what_libraries_say_is_written_without_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO")
    configure_logging("INFO")
    row = f"Key (name)=(柳青禾, {citizen_number()}) already exists"

    logging.getLogger("sqlalchemy.pool").error("reset of %s", row, exc_info=ValueError(row))
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: <Task {row}>")
    logging.getLogger("some.library").warning("Cancel %d running task(s)", 3)
    logging.getLogger("some.library").info("not told")

    logged = capsys.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines()]
    assert [(line["logger"], line["said"]) for line in lines] == [
        ("sqlalchemy.pool", "reset of %s"),
        ("asyncio", "Task exception was never retrieved"),
        ("some.library", "Cancel 3 running task(s)"),
    ]
    assert lines[0]["exceptions"][0]["kind"] == "builtins.ValueError"
    assert "柳青禾" not in logged
    assert citizen_number() not in logged


async def test_private_keys_are_masked_at_any_depth(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("INFO")

    structlog.get_logger("test").info(
        "seen", name="柳青禾", inner={"citizen_number": "1", "deep": {"phone": "2"}}, kind="x"
    )

    line = json.loads(capsys.readouterr().err)
    assert (line["name"], line["kind"]) == ("***", "x")
    assert line["inner"] == {"citizen_number": "***", "deep": {"phone": "***"}}


async def test_the_counters_know_templates_and_known_methods_only(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client(RoleKey.BRANCH_SECRETARY)
    ids = [str(new_id()) for _ in range(3)]
    for row in ids:
        await secretary.get(f"/api/v1/documents/{row}")
        await client.get(f"/nowhere/{row}")
        await client.request(f"M{row[:6]}", "/api/v1/organisations")

    told = (await client.get("/metrics")).text

    assert 'route="/api/v1/documents/{document_id}"' in told
    assert 'method="OTHER"' in told
    assert not [row for row in ids if row in told or row[:6] in told]
    assert "zhibu_requests_in_flight" in told


async def test_cors_is_for_the_origins_that_were_named_and_reaches_refusals_too(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIBU_CORS_ORIGINS", "https://portal.example, https://desk.example")
    settings = make_settings(database_url, tmp_path, max_in_flight=1)
    async with (
        started(settings) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client,
    ):
        asked = {"origin": "https://desk.example", "access-control-request-method": "POST"}
        preflight = await client.options(
            "/api/v1/users", headers=asked | {"access-control-request-headers": "authorization,idempotency-key"}
        )
        stranger = await client.get("/api/v1/meta", headers={"origin": "https://stranger.example"})
        refused = await client.options("/api/v1/users", headers=asked | {"origin": "https://stranger.example"})
        both = await asyncio.gather(
            *(client.get("/api/v1/meta", headers={"origin": "https://desk.example"}) for _ in range(3))
        )

    assert preflight.headers["access-control-allow-origin"] == "https://desk.example"
    assert "access-control-allow-origin" not in stranger.headers
    assert (refused.status_code, refused.json()["code"]) == (400, "request.cors-refused")
    assert refused.json()["instance"] == refused.headers["x-request-id"]
    assert "access-control-allow-origin" not in refused.headers
    assert {answer.status_code for answer in both} == {200, 503}
    assert {answer.headers["access-control-allow-origin"] for answer in both} == {"https://desk.example"}


async def test_without_the_setting_no_other_origin_is_let_in(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/meta", headers={"origin": "https://portal.example"})

    assert "access-control-allow-origin" not in answer.headers


async def test_long_lists_are_packed_and_packed_files_are_not(world: World, client: httpx.AsyncClient) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    packed = {"accept-encoding": "gzip"}

    table = await department.get("/api/v1/roles", headers=packed)
    book = await department.get("/api/v1/roster-imports/template", headers=packed)

    assert table.headers["content-encoding"] == "gzip"
    assert book.status_code == 200
    assert "spreadsheetml" in book.headers["content-type"]
    assert "content-encoding" not in book.headers


async def test_a_known_etag_is_answered_with_304_and_no_body(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    address = f"/api/v1/organisations/{world.branch.id}"
    first = await department.get(address)

    same = await department.get(address, headers={"if-none-match": first.headers["etag"]})
    other = await department.get(address, headers={"if-none-match": '"v99"'})

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    assert other.status_code == 200
    assert first.headers["cache-control"] == "private, no-store"


async def test_a_stop_waits_for_what_is_running_and_leaves_no_connection(
    database_url: str, tmp_path: Path, server_url: str
) -> None:
    async with (
        started(make_settings(database_url, tmp_path)) as app,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://t") as client,
    ):
        await client.get("/api/v1/meta")
        runtime = runtime_of(app)
    admin = await asyncpg.connect(server_url)
    name = database_url.rsplit("/", 1)[1]
    for _ in range(50):
        left = await admin.fetchval("SELECT count(*) FROM pg_stat_activity WHERE datname = $1", name)
        if left == 0:
            break
        await asyncio.sleep(0.1)
    await admin.close()

    assert left == 0
    assert runtime.callers._listener is not None
    assert runtime.callers._listener.done()


def test_the_template_of_a_nested_route_is_whole() -> None:
    nested = {"fastapi": {"effective_route_context": SimpleNamespace(path="/api/v1/things/{id}")}}

    assert middleware.route_template({**nested, "route": SimpleNamespace(path="/{id}")}) == "/api/v1/things/{id}"
    assert middleware.route_template({"route": SimpleNamespace(path="/healthz")}) == "/healthz"
    assert middleware.route_template({}) == "-"
