"""Pure ASGI middleware, outermost first: request id and log line, overload, body limit, fixed headers, unexpected errors."""

import asyncio
import re
import time

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api import problems
from app.api.metrics import IN_FLIGHT, count
from app.core.ids import new_id_text
from app.core.logging import log_request
from app.domain.shared.errors import DomainError, FieldError, Invalid, Overloaded

__all__ = ["Edge", "Origins", "request_id_of"]

_REQUEST_ID = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9._-]{8,64}", re.ASCII)
_CITIZEN_NUMBER = re.compile(r"\d{14}")
_UNLIMITED_PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UPLOAD_PATHS = re.compile(r"/api/v1/(documents|roster-imports|inquiries/[^/]+/documents)")
_SINGLE_HEADERS = frozenset(
    name.encode()
    for name in ("authorization", "content-encoding", "content-type", "idempotency-key", "if-match", "x-request-id")
)
"""Of two values a proxy and this server might each take another one."""
_BODY_PAUSE_SECONDS = 30.0
_BODY_SECONDS = 60.0
"""A whole body may take as long as this, and a second more for each of the bytes below that may be sent."""
_SLOWEST_BYTES_PER_SECOND = 20_000


class _TooLarge(HTTPException):
    """Raised where the body is read; an HTTPException passes through the framework's parsing unchanged."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, str(limit))


class _TooSlow(HTTPException):
    def __init__(self) -> None:
        super().__init__(408)


class _Packed(HTTPException):
    """A body in another coding than its own: it would have to be unpacked before its size is known."""

    def __init__(self) -> None:
        super().__init__(415, headers={"accept-encoding": "identity"})


class Edge:
    """What every request passes: an id, a limit on how many are worked on, a limit on its body, one log line.

    The path is logged and counted as the route's template, never with its values. Whatever nobody answered is answered
    here: the server below would print the exception with the data that it holds.
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
        scope["zhibu.request_id"] = request_id_of(scope)
        scope.setdefault("state", {})
        method: str = scope["method"]
        if method == "HEAD":  # what GET answers, without its body
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        self._in_flight += 1
        IN_FLIGHT.set(self._in_flight)
        try:
            await self._work(scope, receive, send, method)
        finally:
            self._in_flight -= 1
            IN_FLIGHT.set(self._in_flight)

    async def _work(self, scope: Scope, receive: Receive, send: Send, asked: str) -> None:
        began = time.perf_counter()
        status = 500
        started = False

        async def marked(message: Message) -> None:
            nonlocal status, started
            if message["type"] == "http.response.start":
                started = True
                status = message["status"]
                message = {**message, "headers": [*message["headers"], *_headers(scope, message["headers"])]}
            await send(message)

        try:
            refusal = self._refusal(scope)
            if refusal is None:
                await self._app(scope, self._limited(scope, receive), marked)
            else:
                await problems.answer(Request(scope), refusal)(scope, receive, marked)
        except ClientDisconnect:
            status = 499  # nobody is there to be answered
        except asyncio.CancelledError:
            # The server stops and has waited long enough. It would answer in plain text and print where it was.
            if started:
                raise ConnectionAbortedError("the answer was broken off") from None
            await problems.answer(Request(scope), Overloaded(2))(scope, receive, marked)
        except Exception as error:
            response = problems.answer(Request(scope), error)
            if started:
                # The answer is broken off; the server must not print what the exception holds.
                raise ConnectionAbortedError("the answer was broken off") from None
            await response(scope, receive, marked)
        finally:
            method = asked if asked in _METHODS else "OTHER"
            template, seconds = route_template(scope), time.perf_counter() - began
            count(method, template, status, seconds)
            log_request(scope["zhibu.request_id"], method, template, status, seconds)

    def _refusal(self, scope: Scope) -> DomainError | HTTPException | None:
        if self._in_flight > self._max_in_flight and scope["path"] not in _UNLIMITED_PATHS:
            return Overloaded()
        given: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            if name in given and name in _SINGLE_HEADERS:
                return Invalid(FieldError(f"header:{name.decode()}", "request.repeated-header"))
            given[name] = value
        declared, coding = given.get(b"content-length", b""), given.get(b"content-encoding", b"")
        limit = self._limit(scope)
        if declared.isdigit() and (len(declared) > 18 or int(declared) > limit):
            return DomainError("request.body-too-large", facts={"limit": limit})
        return _Packed() if coding.strip().lower() not in (b"", b"identity") else None

    def _limit(self, scope: Scope) -> int:
        """Return the most bytes of a body: files may be large where files are taken, and only there."""
        if _UPLOAD_PATHS.match(scope["path"]):
            media = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
            if not media.partition(b";")[0].strip().lower().endswith(b"json"):
                return self._max_upload
        return self._max_body

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        limit = self._limit(scope)
        received, complete = 0, False
        last: float | None = None

        async def limited() -> Message:
            nonlocal received, complete, last
            if complete:  # what follows is the end of the connection, which may take as long as it likes
                return await receive()
            now = asyncio.get_running_loop().time()
            if last is None:
                last = now + _BODY_SECONDS + limit / _SLOWEST_BYTES_PER_SECOND
            try:
                async with asyncio.timeout_at(min(now + _BODY_PAUSE_SECONDS, last)):
                    message = await receive()
            except TimeoutError:
                raise _TooSlow from None
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                complete = not message.get("more_body", False)
                if received > limit:
                    raise _TooLarge(limit)
            return message

        return limited


class Origins(CORSMiddleware):
    """The origins that front-ends are served from; a refused preflight is a problem too."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer a preflight."""
        response = super().preflight_response(request_headers)
        if response.status_code < 400:
            return response
        scope = {"type": "http", "headers": request_headers.raw}
        told = scope["zhibu.request_id"] = request_id_of(scope)
        refused = problems.answer(Request(scope), DomainError("request.cors-refused"))
        refused.headers["x-request-id"] = told
        refused.headers.update({name: value for name, value in response.headers.items() if name.startswith("access-")})
        refused.headers["vary"] = "Origin, Accept-Language"
        return refused


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return headers_only


def route_template(scope: Scope) -> str:
    """Return the full template of the route that a request matched, or ``-``.

    Under nested routers ``scope["route"]`` knows its own part only; the framework's route context has the whole.
    """
    nested = scope.get("fastapi")
    context = nested.get("effective_route_context") if isinstance(nested, dict) else None
    return str(getattr(context or scope.get("route"), "path", "-"))


def request_id_of(scope: Scope) -> str:
    """Return the id that the client gave its request, where it is one and holds nothing personal, or a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            given = value.decode("latin-1")
            if _REQUEST_ID.fullmatch(given) and not _CITIZEN_NUMBER.search(given):
                return str(given)
    return new_id_text()


def _headers(scope: Scope, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    sent = [(b"x-request-id", scope["zhibu.request_id"].encode()), (b"x-content-type-options", b"nosniff")]
    state = scope["state"]
    moment = state.get("moment")
    if moment is None and "app" in scope and hasattr(scope["app"].state, "runtime"):
        moment = scope["app"].state.runtime.last_moment()
    if moment is not None:
        sent.append((b"zhibu-today", moment.today.isoformat().encode()))
        if moment.rehearsal:
            sent.append((b"zhibu-rehearsal", b"true"))
    rates = state.get("rate_headers")
    if rates and not any(name == b"ratelimit" for name, _ in given):
        sent.extend((name.encode(), value.encode()) for name, value in rates.items())
    return sent
