"""Pure ASGI middleware, outermost first: request id and log line, overload, body limit, fixed headers."""

import re
import time
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.metrics import IN_FLIGHT, count
from app.core.ids import new_id
from app.core.logging import log_request

__all__ = ["Edge"]

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_UNLIMITED_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})

_OVERLOADED = (
    '{"type":"/problems/overloaded","title":"系统繁忙，请稍后重试 / The server is busy","status":503,"code":"overloaded"}'
).encode()
_TOO_LARGE = (
    '{"type":"/problems/request.body-too-large","title":"请求正文过大 / The body is too large","status":413,'
    '"code":"request.body-too-large"}'
).encode()


class _TooLarge(Exception):
    pass


class Edge:
    """What every request passes: an id, a limit on how many are worked on, a limit on its body, one log line.

    The path is logged and counted as the route's template, never with its values.
    """

    def __init__(self, app: ASGIApp, *, max_in_flight: int, max_body: int, max_upload: int) -> None:
        self._app = app
        self._max_in_flight = max_in_flight
        self._max_body = max_body
        self._max_upload = max_upload
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = self._request_id(scope)
        scope["zhibu.request_id"] = request_id
        if self._in_flight >= self._max_in_flight and scope["path"] not in _UNLIMITED_PATHS:
            await _answer(send, 503, _OVERLOADED, request_id, [(b"retry-after", b"1")])
            count(scope["method"], "-", 503, 0.0)
            return
        self._in_flight += 1
        IN_FLIGHT.set(self._in_flight)
        try:
            await self._work(scope, receive, send, request_id)
        finally:
            self._in_flight -= 1
            IN_FLIGHT.set(self._in_flight)

    async def _work(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        began = time.perf_counter()
        status = 500
        started = False
        limit = self._max_upload if _is_upload(scope) else self._max_body
        declared = dict(scope["headers"]).get(b"content-length", b"")
        if declared.isdigit() and len(declared) < 19 and int(declared) > limit:
            await _answer(send, 413, _TOO_LARGE, request_id)
            return
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > limit:
                    raise _TooLarge
            return message

        async def marked(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                started = True
                status = message["status"]
                message = {**message, "headers": [*message["headers"], *_headers(scope, request_id)]}
            await send(message)

        try:
            await self._app(scope, limited, marked)
        except _TooLarge:
            status = 413
            if not started:
                await _answer(send, 413, _TOO_LARGE, request_id)
        except Exception:
            if not started:
                raise
        finally:
            self._tell(scope, status, time.perf_counter() - began, request_id)

    def _tell(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        route = scope.get("route")
        template = getattr(route, "path", "-")
        count(scope["method"], template, status, seconds)
        log_request(request_id, scope["method"], template, status, seconds)

    def _request_id(self, scope: Scope) -> str:
        for name, value in scope["headers"]:
            if name == b"x-request-id":
                given = unquote(value.decode("latin-1"))
                if _REQUEST_ID.fullmatch(given):
                    return given
        return str(new_id())


def _is_upload(scope: Scope) -> bool:
    return bool(scope["path"].startswith(("/api/v1/documents", "/api/v1/roster-imports")))


def _headers(scope: Scope, request_id: str) -> list[tuple[bytes, bytes]]:
    sent = [(b"x-request-id", request_id.encode()), (b"x-content-type-options", b"nosniff")]
    moment = scope.get("state", {}).get("moment")
    if moment is not None:
        sent.append((b"zhibu-today", moment.today.isoformat().encode()))
        if moment.rehearsal:
            sent.append((b"zhibu-rehearsal", b"true"))
    return sent


async def _answer(
    send: Send, status: int, body: bytes, request_id: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", b"application/problem+json"),
                (b"content-length", str(len(body)).encode()),
                (b"x-request-id", request_id.encode()),
                *(headers or []),
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})
