"""How long a connection may be held by somebody who does not go on, on real sockets."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import http_protocol
from app.api.http_protocol import HttpProtocol
from app.api.middleware import Edge

_BIG = 8_000_000
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _application(scope: Scope, receive: Receive, send: Send) -> None:
    """``/big`` is a long answer in parts, ``/wait`` takes its time, everything else answers at once."""
    if scope["path"] == "/wait":
        await asyncio.sleep(30)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/big":
        for _ in range(_BIG // 100_000):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
    await send({"type": "http.response.body", "body": b"done"})


async def _until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - the server tells nobody
        await asyncio.sleep(0.01)


@asynccontextmanager
async def _serving(
    application: ASGIApp = _application, *, grace: int | None = None, most: int | None = None
) -> AsyncIterator[tuple[uvicorn.Server, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            application,
            http=HttpProtocol,
            ws="none",
            lifespan="off",
            log_level="critical",
            timeout_graceful_shutdown=grace,
            limit_concurrency=most,
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server._serve([listener]))
        await _until(lambda: server.started)
        try:
            yield server, listener.getsockname()[1]
        finally:
            server.should_exit = True
            async with asyncio.timeout(10):
                await task


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_HEAD_SECONDS", "_REST_SECONDS", "_WRITE_SECONDS"):
        monkeypatch.setattr(http_protocol, name, 0.3)


async def _answer_to(port: int, talk: Callable[[asyncio.StreamWriter], Coroutine[None, None, None]]) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    talking = asyncio.create_task(talk(writer))
    try:
        async with asyncio.timeout(5):
            return await reader.read()
    finally:
        talking.cancel()
        writer.close()


async def test_a_head_that_drips_is_not_waited_for() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nX-A: ")
        while True:
            writer.write(b"a")
            await asyncio.sleep(0.02)

    async with _serving() as (_, port):
        answer = await _answer_to(port, drip)

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"request.timeout" in answer


async def test_a_second_head_that_drips_is_not_waited_for_either() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        await asyncio.sleep(0.1)
        writer.write(b"G")
        await asyncio.sleep(5)

    async with _serving() as (_, port):
        answer = await _answer_to(port, drip)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1 408 " in answer


async def test_a_connection_without_a_word_is_ended_without_one() -> None:
    async def silent(_: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    async with _serving() as (_, port):
        assert await _answer_to(port, silent) == b""


async def test_a_body_that_nobody_reads_does_not_hold_the_connection() -> None:
    async def pour(writer: asyncio.StreamWriter) -> None:
        writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n")
        while True:
            writer.write(b"a" * 1000)
            await asyncio.sleep(0.02)

    async with _serving() as (_, port):
        answer = await _answer_to(port, pour)

    assert answer.startswith(b"HTTP/1.1 200 ")


async def test_a_reader_who_takes_nothing_is_gone() -> None:
    async with _serving() as (server, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1000)
        writer.write(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        async with asyncio.timeout(5):
            await _until(lambda: bool(server.server_state.tasks))
            await _until(lambda: not server.server_state.tasks)
        writer.close()

    assert not reader.at_eof()


async def test_a_slow_reader_who_does_read_gets_everything() -> None:
    async with _serving() as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        received = 0
        while part := await reader.read(400_000):
            received += len(part)
            await asyncio.sleep(0.02)
        writer.close()

    assert received > _BIG


async def test_requests_one_after_the_other_are_not_cut_by_the_limit_of_a_head() -> None:
    async with _serving() as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(4):
            await asyncio.sleep(0.15)
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert (await reader.readuntil(b"0\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        writer.close()


async def test_what_takes_longer_than_the_stop_may_is_told_to_come_back() -> None:
    edge = Edge(_application, max_in_flight=5, max_body=1000, max_upload=1000)

    async def ask(writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
        await asyncio.sleep(5)

    async with _serving(edge, grace=1) as (server, port):
        asked = asyncio.create_task(_answer_to(port, ask))
        await _until(lambda: bool(server.server_state.tasks))
        server.should_exit = True
        answer = await asked

    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 2" in answer
    assert b"application/problem+json" in answer


async def test_more_connections_than_are_held_are_told_to_come_back_and_those_held_are_served() -> None:
    async with _serving(most=2) as (_, port):
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        await asyncio.sleep(0.05)
        refused = await _answer_to(port, _silent)
        answers = []
        for reader, writer in held:
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            answers.append(await reader.read())
            writer.close()
        later = await _answer_to(port, _ask)

    assert refused.startswith(b"HTTP/1.1 503 ")
    assert b'"code":"overloaded"' in refused
    assert b"retry-after: 1" in refused.lower()
    assert [answer[:13] for answer in answers] == [b"HTTP/1.1 200 "] * 2
    assert later.startswith(b"HTTP/1.1 200 ")


async def _silent(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(5)


async def _ask(writer: asyncio.StreamWriter) -> None:
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
