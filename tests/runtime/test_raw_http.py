"""What is no HTTP, or is HTTP of two minds, on raw sockets against a server that really runs."""

import json
import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.core import pgserver
from tests.runtime.commands import Zhibu

_ASK = b"GET /healthz HTTP/1.1\r\nHost: zhibu\r\n"
_POST = b"POST /api/v1/auth/token HTTP/1.1\r\nHost: zhibu\r\nContent-Type: application/x-www-form-urlencoded\r\n"
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n\r\n"


@dataclass(frozen=True)
class Said:
    """One answer read off the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The code of the problem; it fails where the answer is none."""
        assert self.headers["content-type"] == "application/problem+json"
        problem = json.loads(self.body)
        assert problem["status"] == self.status
        assert problem["instance"] == self.headers["x-request-id"]
        return str(problem["code"])


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of one ``zhibu serve`` for all of these."""
    with tempfile.TemporaryDirectory(prefix="zhibu-test-", dir="/tmp") as folder:
        os.chmod(folder, 0o755)
        var = Path(folder) / "var"
        migrate = Zhibu(var, ("migrate",), {})
        assert migrate.wait() == 0, migrate.output
        migrate.end()
        serve = Zhibu(var, ("serve",), {})
        try:
            yield int(serve.url().rpartition(":")[2])
            assert "Invalid HTTP request" not in serve.output
            assert "Traceback" not in serve.output
        finally:
            serve.end()
            if (var / "pg" / "data" / "postmaster.pid").exists():
                pgserver.start(var).stop()


def talk(port: int, data: bytes, *, wait: float = 5.0) -> tuple[list[Said], bool]:
    """Send bytes; return the answers, and whether the server ended the connection."""
    received, ended = b"", True
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        line.sendall(data)
        try:
            while part := line.recv(65536):
                received += part
        except TimeoutError:
            ended = False
    return list(_answers(received)), ended


def _answers(received: bytes) -> Iterator[Said]:
    while received:
        head, _, received = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        length = int(headers.get("content-length", "0"))
        body, received = received[:length], received[length:]
        yield Said(int(first.split()[1]), headers, body)


_NO_REQUEST = {
    "bytes": b"\x00\x01\x02\r\n\r\n",
    "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 100,
    "the preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a method alone": b"GET\r\n\r\n",
    "an unknown method": b"FOO /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "a method in small letters": b"get /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "a path without its slash": b"GET healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "a blank in the path": b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
    "NUL in the path": b"GET /a\x00b HTTP/1.1\r\nHost: a\r\n\r\n",
    "a path that is not ASCII": "GET /支部 HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
    "a query that is not ASCII": "GET /healthz?q=支部 HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
    "a fragment": b"GET /healthz#x HTTP/1.1\r\nHost: a\r\n\r\n",
    "a tunnel": b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    "an impossible port": b"GET http://elsewhere.example:99999999/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\n\r\n",
    "two hosts": _ASK + b"Host: other\r\n\r\n",
    "a folded header": _ASK + b"X-A: b\r\n c\r\n\r\n",
    "NUL in a header": _ASK + b"X-A: b\x00c\r\n\r\n",
    "CR in a header": _ASK + b"X-A: b\rc\r\n\r\n",
    "lines without CR": b"GET /healthz HTTP/1.1\nHost: a\n\n",
    "a blank before the colon": _ASK + b"X-A : b\r\n\r\n",
    "no colon": _ASK + b"foo\r\n\r\n",
    "a header without a name": _ASK + b": foo\r\n\r\n",
    "a name that is not ASCII": _ASK + b"X-\xe4: b\r\n\r\n",
    "length and chunks": _POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": _POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": _POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
    "the same length twice": _POST + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nabcde",
    "a negative length": _POST + b"Content-Length: -5\r\n\r\nabcde",
    "a signed length": _POST + b"Content-Length: +5\r\n\r\nabcde",
    "a length beyond 64 bits": _POST + b"Content-Length: 99999999999999999999999\r\n\r\nabcde",
    "an unknown coding": _POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a packed body": _POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "two codings": _POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": _CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0") + b"0\r\n\r\n",
    "a chunk of no size": _CHUNKED + b"zz\r\nabc\r\n",
    "a chunk longer than it says": _CHUNKED + b"3\r\nabcXX\r\n",
    "a negative chunk": _CHUNKED + b"-1\r\nabc\r\n",
    "a chunk beyond 64 bits": _CHUNKED + b"F" * 18 + b"\r\nabc\r\n",
}
_TOO_MUCH = {
    "many headers": _ASK + b"X-A: b\r\n" * 5_000 + b"\r\n",
    "a long header": _ASK + b"X-A: " + b"b" * 100_000 + b"\r\n\r\n",
    "a header without an end": _ASK + b"X-A: " + b"b" * 100_000,
    "a name without an end": _ASK + b"b" * 100_000,
    "long trailers": _CHUNKED + b"0\r\n" + b"X-A: b\r\n" * 5_000 + b"\r\n",
    "a chunk with a long extension": _CHUNKED + b"3;" + b"a" * 200_000 + b"\r\nabc\r\n0\r\n\r\n",
    "blank lines without an end": b"\r\n" * 50_000,
}


@pytest.mark.parametrize("shape", _NO_REQUEST)
def test_what_is_no_request_is_a_problem_and_the_end(port: int, shape: str) -> None:
    answers, ended = talk(port, _NO_REQUEST[shape])

    assert [(answer.status, answer.code) for answer in answers] == [(400, "request.malformed-http")]
    assert answers[0].headers["connection"] == "close"
    assert ended


@pytest.mark.parametrize("shape", _TOO_MUCH)
def test_a_head_is_bounded(port: int, shape: str) -> None:
    answers, ended = talk(port, _TOO_MUCH[shape])

    assert [(answer.status, answer.code) for answer in answers] == [(431, "request.head-too-large")]
    assert ended


def test_an_address_is_bounded(port: int) -> None:
    answers, ended = talk(port, b"GET /" + b"a" * 61_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n")

    assert [(answer.status, answer.code) for answer in answers] == [(414, "request.address-too-long")]
    assert ended


@pytest.mark.parametrize("line", [b"GET /healthz", b"GET /healthz HTTP/0.9", b"GET /healthz HTTP/2.0"])
def test_other_versions_of_http_are_named(port: int, line: bytes) -> None:
    answers, ended = talk(port, line + b"\r\nHost: a\r\n\r\n" if b"HTTP" in line else line + b"\r\n\r\n")

    assert [(answer.status, answer.code) for answer in answers] == [(505, "request.http-version")]
    assert ended


@pytest.mark.parametrize(
    ("asked", "said"), [("en", "This is not a valid HTTP request"), ("zh-CN", "不是有效的 HTTP 请求")]
)
def test_the_language_and_the_id_are_those_read_before_the_fault(port: int, asked: str, said: str) -> None:
    head = f"Accept-Language: {asked}\r\nX-Request-ID: front-end.0017\r\nX-A: b\x00c\r\n\r\n"

    answers, _ = talk(port, _ASK + head.encode())

    assert json.loads(answers[0].body)["title"] == said
    assert answers[0].headers["x-request-id"] == "front-end.0017"


def test_what_came_before_on_the_same_connection_is_answered_first(port: int) -> None:
    asked = b"GET /api/v1/meta HTTP/1.1\r\nHost: a\r\n\r\n"

    answers, ended = talk(port, asked * 3 + b"GARBAGE\r\n\r\n" + asked)

    assert [answer.status for answer in answers] == [200, 200, 200, 400]
    assert answers[-1].code == "request.malformed-http"
    assert ended


def test_a_broken_body_behind_other_requests_is_told_in_its_turn(port: int) -> None:
    asked = b"GET /api/v1/meta HTTP/1.1\r\nHost: a\r\n\r\n"

    answers, ended = talk(port, asked * 2 + _CHUNKED + b"zz\r\n")

    assert [answer.status for answer in answers] == [200, 200, 400]
    assert ended


def test_trailers_are_no_headers(port: int) -> None:
    """A proxy that judges or sets headers does not look at trailers."""
    trailers = b"0\r\nX-Request-ID: smuggled.0001\r\nAccept-Language: en\r\n\r\n"

    answers, _ = talk(port, _CHUNKED + trailers, wait=0.5)

    assert answers[0].status == 422
    assert answers[0].headers["content-language"] == "zh-CN"
    assert answers[0].headers["x-request-id"] != "smuggled.0001"


def test_nothing_is_upgraded_and_what_follows_is_not_read(port: int) -> None:
    upgrade = (
        b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: YQ==\r\n\r\n"
    )

    answers, ended = talk(port, _ASK + upgrade + _ASK + b"\r\n")

    assert [answer.status for answer in answers] == [200]
    assert ended


@pytest.mark.parametrize(
    ("_case", "data", "status"),
    [
        ("absolute form", b"GET http://zhibu.example/healthz HTTP/1.1\r\nHost: zhibu.example\r\n\r\n", 200),
        ("HTTP/1.0", b"GET /healthz HTTP/1.0\r\n\r\n", 200),
        ("a value beyond ASCII", _ASK + b"X-A: \xff\xfe\r\n\r\n", 200),
        ("a hundred headers", _ASK + b"X-A: b\r\n" * 99 + b"\r\n", 200),
        ("a trace", b"TRACE /healthz HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("options of everything", b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        ("a doubled slash", b"GET //healthz HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        ("bytes that are no UTF-8", b"GET /%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    ],
)
def test_what_is_http_is_answered_by_the_application(port: int, _case: str, data: bytes, status: int) -> None:
    answers, _ = talk(port, data, wait=0.5)

    assert [answer.status for answer in answers] == [status]


def test_the_rest_of_a_refused_body_is_not_waited_for_long(port: int) -> None:
    answers, ended = talk(port, _POST + b"Content-Length: 999999999999\r\n\r\nabc", wait=10.0)

    assert [(answer.status, answer.code) for answer in answers] == [(413, "request.body-too-large")]
    assert ended
