"""Hot reads: a short way through the server for lists and single resources.

A hot read is an ordinary route of the docs whose work is one function ``(reader, …) -> Answer``. The route answers it
like any other; beside it stands :class:`HotLane`, which recognises the path before the framework's routing and
dependency machinery and calls the very same function. Token, permission, strict query, scope, problems, ETag and headers
are the same on both ways; a test holds the answers against each other.
"""

import re
import zlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ValidationError
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import problems
from app.api.access import reads
from app.api.queries import AddressShape, read_query, shape_of_model
from app.api.runtime import Runtime, runtime_of
from app.domain.identity.permissions import Permission
from app.persistence.read.lane import Reader

__all__ = ["Answer", "HotLane", "HotRead", "hot_item", "hot_list"]

_PRIVATE = {"cache-control": "private, no-store", "vary": "Authorization, Accept-Language"}
_SMALL = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """JSON bytes and the headers that belong to them."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """The answer as a framework response."""
        return Response(self.body, 200, {**_PRIVATE, **self.headers}, "application/json")


ListRead = Callable[[Reader, Any, str], Awaitable[Answer]]
ItemRead = Callable[[Reader, UUID], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class HotRead:
    """One hot read: its permission and its function; ``query`` is the model of a list's parameters."""

    permission: Permission
    list_read: ListRead | None = None
    item_read: ItemRead | None = None
    query: type[BaseModel] | None = None
    shape: AddressShape = field(default_factory=AddressShape)


_READS: dict[Callable[..., Any], HotRead] = {}


def hot_list(
    router: APIRouter, path: str, read: ListRead, *, permission: Permission, query: type[BaseModel], **options: Any
) -> None:
    """Add a list to *router*; ``read(reader, query, address)`` gives the page, *address* is the request's own."""

    async def endpoint(request: Request, query: Any, reader: Any) -> Response:
        address = request.url.path + ("?" + request.url.query if request.url.query else "")
        return (await read(reader, query, address)).response()

    endpoint.__annotations__.update(
        query=Annotated[query, Query()], reader=Annotated[Reader, reads(permission)], request=Request
    )
    endpoint.__doc__ = read.__doc__
    _READS[endpoint] = HotRead(permission, list_read=read, query=query, shape=shape_of_model(query))
    router.add_api_route(path, endpoint, methods=["GET"], **options)


def hot_item(router: APIRouter, path: str, read: ItemRead, *, permission: Permission, **options: Any) -> None:
    """Add one resource to *router*; the path has exactly one parameter, its id."""
    (name,) = re.findall(r"{(\w+)}", path)

    async def endpoint(reader: Any, **ids: UUID) -> Response:
        return (await read(reader, ids[name])).response()

    from inspect import Parameter, Signature

    endpoint.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=UUID),
            Parameter("reader", Parameter.KEYWORD_ONLY, annotation=Annotated[Reader, reads(permission)]),
        ]
    )
    endpoint.__doc__ = read.__doc__
    _READS[endpoint] = HotRead(permission, item_read=read)
    router.add_api_route(path, endpoint, methods=["GET"], **options)


_ID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"


class HotLane:
    """Answers hot reads, passes everything else on to the framework."""

    def __init__(self, app: ASGIApp, *, application: FastAPI) -> None:
        self._app = app
        self._application = application
        self._lists: dict[str, tuple[HotRead, object]] = {}
        self._prefixes: dict[str, tuple[re.Pattern[str], HotRead, object]] = {}
        for context in iter_route_contexts(application.routes):
            endpoint = getattr(context.endpoint, "__wrapped__", context.endpoint)
            found = _READS.get(endpoint) if endpoint is not None else None
            if found is None or context.path is None:
                continue
            if found.query is not None:
                self._lists[context.path] = (found, context)
            else:
                prefix, _, _ = context.path.rpartition("/")
                self._prefixes[prefix] = (re.compile(_ID), found, context)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a hot read or pass the request on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            path: str = scope["path"]
            listed = self._lists.get(path)
            if listed is not None:
                await self._answer(scope, receive, send, listed[0], listed[1], None)
                return
            prefix, _, last = path.rpartition("/")
            item = self._prefixes.get(prefix)
            if item is not None and item[0].fullmatch(last):
                await self._answer(scope, receive, send, item[1], item[2], UUID(last))
                return
        await self._app(scope, receive, send)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, hot: HotRead, context: object, row_id: UUID | None
    ) -> None:
        scope["route"] = context
        scope["app"] = self._application
        headers = _wanted(scope)
        try:
            answer = await self._read(scope, hot, headers, row_id)
        except Exception as error:
            response = problems.answer(Request(scope, receive), error)
            await response(scope, receive, send)
            return
        await _send(send, answer, headers)

    async def _read(self, scope: Scope, hot: HotRead, headers: Mapping[bytes, bytes], row_id: UUID | None) -> Answer:
        runtime: Runtime = runtime_of(self._application)
        moment = await runtime.moment()
        scope.setdefault("state", {})["moment"] = moment
        authorization = headers.get(b"authorization", b"").decode("latin-1")
        caller = await runtime.callers.of_header(authorization, hot.permission, moment.today)
        reader = Reader(runtime.database.reads, caller, moment, hot.permission)
        pairs = read_query(scope["query_string"], hot.shape)
        if hot.item_read is not None and row_id is not None:
            return await hot.item_read(reader, row_id)
        if hot.list_read is None or hot.query is None:
            raise LookupError("a hot read without a function")
        address = scope["path"] + ("?" + scope["query_string"].decode("ascii") if pairs else "")
        return await hot.list_read(reader, _query(hot.query, hot.shape.lists, pairs), address)


def _wanted(scope: Scope) -> dict[bytes, bytes]:
    return {
        name: value
        for name, value in scope["headers"]
        if name in (b"authorization", b"if-none-match", b"accept-encoding")
    }


def _query(model: type[BaseModel], lists: frozenset[str], pairs: list[tuple[str, str]]) -> BaseModel:
    """Parse a query whose parameters are known and come once, unless they are lists."""
    given: dict[str, object] = {}
    for name, value in pairs:
        if name in lists:
            items = given.setdefault(name, [])
            if isinstance(items, list):
                items.append(value)
        else:
            given[name] = value
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(
            [{**item, "loc": ("query", *item["loc"])} for item in error.errors(include_url=False)]
        ) from None


def _tags(known: bytes) -> list[bytes]:
    return [tag.strip().removeprefix(b"W/") for tag in known.split(b",")]


async def _send(send: Send, answer: Answer, wanted: Mapping[bytes, bytes]) -> None:
    status, body = 200, answer.body
    headers = [
        (b"content-type", b"application/json"),
        (b"cache-control", b"private, no-store"),
        (b"vary", b"Authorization, Accept-Language, Accept-Encoding"),
        *((name.encode(), value.encode()) for name, value in answer.headers.items()),
    ]
    known, current = wanted.get(b"if-none-match"), answer.headers.get("etag")
    if known and current and (known.strip() == b"*" or current.encode() in _tags(known)):
        status, body = 304, b""
    elif len(body) >= _SMALL and b"gzip" in wanted.get(b"accept-encoding", b""):
        packer = zlib.compressobj(1, zlib.DEFLATED, 31)
        body = packer.compress(body) + packer.flush()
        headers.append((b"content-encoding", b"gzip"))
    if status != 304:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
