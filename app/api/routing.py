"""The route class: authentication before anything is parsed, one transaction per command, committed here.

A command's order: token → permission somewhere → strict address and JSON → idempotency → endpoint → audit and outbox → commit →
answer. A refused or failed call is rolled back whole. Reads get no transaction.
"""

from collections.abc import Awaitable, Callable
from enum import Enum
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any
from weakref import WeakSet

from fastapi import Request, Response, params
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.api.access import Lane, Marker
from app.api.idempotency import Idempotency
from app.api.queries import AddressShape, read_query, refuse_path, shape_of
from app.api.runtime import Runtime, runtime_of
from app.api.strict_json import parse_json
from app.core.clock import Moment
from app.domain.identity.caller import ANONYMOUS, Caller
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import DomainError, FieldError, Invalid
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork

__all__ = ["ZhibuRoute", "etag", "marker_of"]

_KEPT_ON_304 = frozenset({"cache-control", "content-location", "etag", "expires", "link", "vary"})

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

Handler = Callable[[Request], Awaitable[Response]]
_RIGHTS = frozenset({"users", "user_sessions", "service_accounts", "role_grants"})
"""Tables that say who may do what: a write to them makes every kept caller stale."""


class Body(Enum):
    """What an endpoint reads beside its address and headers."""

    NOTHING = "nothing"
    JSON = "json"
    FORM = "form"
    BYTES = "bytes"


def marker_of(dependant: Dependant) -> Marker | None:
    """Return the access marker of a route, wherever it stands among its dependencies."""
    for inner in dependant.dependencies:
        if isinstance(inner.call, Marker):
            return inner.call
        found = marker_of(inner)
        if found is not None:
            return found
    return None


def etag(version: int) -> str:
    """Return the ETag of a version."""
    return f'"v{version}"'


class ZhibuRoute(APIRoute):
    """Prepares and ends the work of one request."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, _tells_version(endpoint), **options)
        self.marker = marker_of(self.dependant)

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Wrap FastAPI's handler."""
        original = super().get_route_handler()
        marker = marker_of(self.dependant)
        if marker is None:
            return original
        shape = shape_of(self.dependant)
        if marker.lane in (Lane.READ, Lane.PUBLIC_READ):
            return _read_handler(original, marker, shape)
        return _command_handler(original, marker, shape, self._takes())

    def _takes(self) -> Body:
        """Return what the endpoint reads, as its signature says, or its own words where it reads the bytes itself."""
        if self.body_field is not None:
            return Body.FORM if isinstance(self.body_field.field_info, params.Form) else Body.JSON
        return Body.BYTES if "requestBody" in (self.openapi_extra or {}) else Body.NOTHING


async def _caller(request: Request, runtime: Runtime, marker: Marker, moment: Moment) -> Caller:
    if marker.lane in (Lane.PUBLIC_READ, Lane.PUBLIC_COMMAND):
        return ANONYMOUS
    return await runtime.callers.of_header(request.headers.get("authorization", ""), marker.permission, moment.today)


def _read_handler(original: Handler, marker: Marker, shape: AddressShape) -> Handler:
    permission = marker.permission or Permission.SELF_READ

    async def handle(request: Request) -> Response:
        runtime = runtime_of(request)
        moment = await runtime.moment()
        request.state.moment = moment
        caller = await _caller(request, runtime, marker, moment)
        _refuse_address(request, shape)
        request.state.work = Reader(runtime.database.reads, caller, moment, permission)
        response = await original(request)
        _keep_private(response, marker)
        return _not_modified(request, response)

    return handle


def _command_handler(original: Handler, marker: Marker, shape: AddressShape, takes: Body) -> Handler:
    async def handle(request: Request) -> Response:
        runtime = runtime_of(request)
        moment = await runtime.moment()
        request.state.moment = moment
        caller = await _caller(request, runtime, marker, moment)
        _refuse_address(request, shape)
        body = await _body(request, takes)
        async with runtime.database.sessions() as session:
            uow = UnitOfWork(
                session,
                caller,
                moment,
                runtime.keys,
                marker.permission,
                str(request.scope.get("zhibu.request_id", "-")),
            )
            request.state.work = uow

            async def commit() -> None:
                await uow.commit()
                if not _RIGHTS.isdisjoint(uow.written):
                    runtime.callers.clear()  # here at once; other processes hear of it by NOTIFY

            key = request.headers.get("idempotency-key") if request.method == "POST" and marker.repeatable else None
            keyed = None if key is None else Idempotency(uow, request, key, body)
            if keyed is not None:
                replay = await keyed.begin()
                if replay is not None:
                    _keep_private(replay, marker)
                    return replay
            try:
                response = await original(request)
            except DomainError:
                if uow.commits_refusal:
                    await commit()
                raise
            if response.status_code < 400:
                version = session.info.get("zhibu_version")
                if version is not None:
                    response.headers["etag"] = etag(version)
                if keyed is not None:
                    await keyed.keep(response)
                await commit()
        _keep_private(response, marker)
        return response

    return handle


async def _body(request: Request, takes: Body) -> bytes:
    """Read the body; a JSON body is parsed strictly and handed to FastAPI as parsed."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = media == "application/json" or (media.startswith("application/") and media.endswith("+json"))
    body = await request.body()
    if not body:
        return body
    if (takes is Body.JSON and not is_json) or (takes is Body.FORM and media not in _FORMS):
        raise DomainError("request.media-type")
    if is_json:
        request._json = parse_json(body)
    if takes is Body.NOTHING and not (is_json and request._json in ({}, None)):
        raise Invalid(FieldError("", "request.unexpected-body"))  # what it asks for would be passed over in silence
    return body


def _keep_private(response: Response, marker: Marker) -> None:
    """Forbid caches whatever belongs to somebody, unless the endpoint has said otherwise."""
    if marker.lane is not Lane.PUBLIC_READ:
        response.headers.setdefault("cache-control", "private, no-store")
        response.headers.setdefault("vary", "Authorization, Accept-Language")


def _refuse_address(request: Request, shape: AddressShape) -> None:
    """Refuse what stands in path or query otherwise than it is written, before it reaches a model or the database."""
    path = request.scope["path"]
    if "\x00" in path or any("\ud800" <= character <= "\udfff" for character in path):
        raise Invalid(FieldError("path:", "request.bad-text"))
    refuse_path(request.path_params, shape)
    read_query(request.scope["query_string"], shape)


def _not_modified(request: Request, response: Response) -> Response:
    """Answer 304 to a caller who has what the ETag names."""
    known = request.headers.get("if-none-match")
    current = response.headers.get("etag")
    if known and current and response.status_code == 200:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        if "*" in tags or current.removeprefix("W/") in tags:
            kept = {name: value for name, value in response.headers.items() if name in _KEPT_ON_304}
            return Response(status_code=304, headers=kept)
    return response


def _tells_version(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a command endpoint: pending rows are sent before the answer is made, and its ETag is the version returned.

    Endpoints return the model row itself (or an Output made after ``uow.flush()``), so that the version is the new one.
    """
    if not iscoroutinefunction(endpoint) or endpoint in _TOLD:
        return endpoint

    @wraps(endpoint)
    async def told(*args: Any, **kwargs: Any) -> Any:
        result = await endpoint(*args, **kwargs)
        work = next((value for value in kwargs.values() if isinstance(value, UnitOfWork)), None)
        if work is not None:
            await work.flush()
            version = getattr(result, "version", None)
            if isinstance(version, int):
                work.session.info["zhibu_version"] = version
        return result

    _TOLD.add(told)
    return told


_TOLD: WeakSet[Callable[..., Any]] = WeakSet()
"""Endpoints that are wrapped already: a route may be made of another route's endpoint."""
