"""Problems: the only place that knows status codes and writes ``application/problem+json`` (RFC 9457).

Titles come from the message catalogue in the reader's language; refused values are never echoed.
"""

from collections.abc import Mapping, Sequence

import orjson
import structlog
from asyncpg import InterfaceError as DriverInterfaceError
from asyncpg import InternalClientError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from app.api.findings import clause_json, finding_json
from app.api.language import language_of
from app.api.wording import render
from app.domain.shared import errors as domain
from app.domain.shared.parameters import NoFigure
from app.domain.shared.verdict import Scalar, plain
from app.domain.shared.workdays import NotComputable

__all__ = ["MEDIA_TYPE", "answer", "constraint", "install", "problem_response", "problems"]

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger("zhibu.problems")

_STATUS: tuple[tuple[type[domain.DomainError], int], ...] = (
    (domain.NotFound, 404),
    (domain.Unauthenticated, 401),
    (domain.Forbidden, 403),
    (domain.StaleVersion, 412),
    (domain.VersionRequired, 428),
    (domain.TooManyAttempts, 429),
    (domain.Overloaded, 503),
    (domain.Conflict, 409),
    (domain.Invalid, 422),
    (domain.DomainError, 400),
)

_STATUS_OF_CODE = {
    "malformed": 400,
    "idempotency.key-required": 400,
    "request.timeout": 408,
    "request.body-too-large": 413,
    "request.media-type": 415,
    "path-not-found": 404,
    "method-not-allowed": 405,
}


def problem_response(
    request: Request,
    code: str,
    status: int,
    *,
    facts: Mapping[str, Scalar] | None = None,
    errors: Sequence[Mapping[str, object]] = (),
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, object] | None = None,
) -> Response:
    """Build one problem answer."""
    language = language_of(request)
    title, remedy = render(code, facts or {}, language)
    body: dict[str, object] = {
        "type": f"/problems/{code}",
        "title": title,
        "status": status,
        "code": code,
        "instance": str(request.scope.get("zhibu.request_id", "-")),
    }
    if remedy:
        body["remedy"] = remedy
    if extra:
        body.update(extra)
    if errors:
        body["errors"] = list(errors)
    return Response(
        orjson.dumps(body),
        status,
        {
            "content-language": "zh-CN" if language == "zh" else "en",
            "cache-control": "no-store",
            "vary": "Accept-Language, Authorization",
            **(headers or {}),
        },
        MEDIA_TYPE,
    )


def status_of(error: domain.DomainError) -> int:
    """Return the HTTP status of a domain error."""
    if error.code in _STATUS_OF_CODE:
        return _STATUS_OF_CODE[error.code]
    return next(status for kind, status in _STATUS if isinstance(error, kind))


def of_domain_error(request: Request, error: domain.DomainError) -> Response:
    """Answer a domain error."""
    language = language_of(request)
    headers: dict[str, str] = {}
    shown: list[Mapping[str, object]] = []
    extra: dict[str, object] = {}
    if isinstance(error, domain.Invalid):
        shown = [_field_json(item, language) for item in error.errors]
    elif isinstance(error, domain.RuleRefused):
        shown = [finding_json(finding, language) for finding in error.verdict.unmet]
        if isinstance(error, domain.StepRefused):
            extra["step"] = error.step
    elif isinstance(error, domain.Forbidden):
        extra["permission"] = error.permission
    elif isinstance(error, domain.TooManyAttempts | domain.Overloaded):
        headers["retry-after"] = str(error.retry_after)
    elif isinstance(error, domain.Unauthenticated):
        headers["www-authenticate"] = 'Bearer realm="zhibu"'
    if error.clause is not None:
        extra["clause"] = clause_json(error.clause, language)
    oauth = getattr(error, "oauth", None)
    if oauth is not None:  # clients of RFC 6749 look for this member
        extra["error"] = oauth
    if error.code == "idempotency.running":
        headers["retry-after"] = "1"
    return problem_response(
        request, error.code, status_of(error), facts=error.facts, errors=shown, headers=headers, extra=extra
    )


def _field_json(item: domain.FieldError, language: str) -> dict[str, object]:
    title, remedy = render(item.code, {**item.facts, "expected": item.expected, "actual": item.actual}, language)
    shown: dict[str, object] = {"pointer": item.pointer, "code": item.code, "title": title}
    if item.expected is not None:
        shown["expected"] = plain(item.expected)
    if item.actual is not None:
        shown["actual"] = plain(item.actual)
    if remedy:
        shown["remedy"] = remedy
    return shown


_PYDANTIC_CODES = {
    "missing": "field.missing",
    "extra_forbidden": "field.unknown",
    "json_invalid": "request.malformed-json",
    "day_format": "field.bad-day",
    "day_range": "field.out-of-range",
    "date_from_datetime_parsing": "field.bad-day",
    "date_parsing": "field.bad-day",
    "date_from_datetime_inexact": "field.bad-day",
    "bad_text": "request.bad-text",
    "string_too_long": "field.too-long",
    "string_too_short": "field.too-short",
    "too_long": "field.too-long",
    "too_short": "field.too-short",
    "greater_than": "field.out-of-range",
    "greater_than_equal": "field.out-of-range",
    "less_than": "field.out-of-range",
    "less_than_equal": "field.out-of-range",
    "enum": "field.bad-choice",
    "literal_error": "field.bad-choice",
    "uuid_parsing": "field.bad-uuid",
    "uuid_type": "field.bad-uuid",
    "string_pattern_mismatch": "field.bad-format",
}
_EXPECTED_KEYS = ("expected", "ge", "gt", "le", "lt", "max_length", "min_length", "pattern")


def _of_validation(request: Request, error: RequestValidationError) -> Response:
    shown = []
    for item in error.errors():
        location = [str(part) for part in item["loc"]]
        where, path = (location[0], location[1:]) if location else ("body", [])
        code = _PYDANTIC_CODES.get(item["type"])
        if code is None:
            code = "field.bad-type" if item["type"].endswith("_type") else "field.bad-value"
        if code == "field.unknown" and where == "query":
            code = "request.unknown-parameter"
        pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)
        pointer = pointer if where == "body" else f"{where}:{pointer.lstrip('/')}"
        pointer = pointer.encode("utf-8", "replace").decode()
        context = item.get("ctx") or {}
        expected = next((context[key] for key in _EXPECTED_KEYS if key in context), None)
        shown.append(
            _field_json(
                domain.FieldError(pointer, code, str(expected) if expected is not None else None), language_of(request)
            )
        )
    return problem_response(request, "invalid", 422, errors=shown)


_CODE_OF_STATUS = {
    404: "path-not-found",
    405: "method-not-allowed",
    408: "request.timeout",
    413: "request.body-too-large",
    415: "request.media-type",
}


def _of_http(request: Request, error: HTTPException) -> Response:
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if error.status_code == 405:
        headers["allow"] = ", ".join(_allowed(request))
    facts: dict[str, Scalar] = {"limit": error.detail if str(error.detail).isdigit() else "-"}
    code = _CODE_OF_STATUS.get(error.status_code, "malformed")
    return problem_response(request, code, error.status_code, facts=facts, headers=headers)


def _allowed(request: Request) -> list[str]:
    """Return the methods of every route that matches the path, not only of the first."""
    path = request.scope["path"]
    methods: set[str] = set()
    for context in iter_route_contexts(request.app.routes):
        if context.path and context.methods and compile_path(context.path)[0].match(path):
            methods |= context.methods
    return sorted(methods)


_CONSTRAINT_CODES: dict[str, tuple[str, str | None]] = {}


def constraint(name: str, code: str, pointer: str | None = None) -> None:
    """Register the problem that a violated database constraint stands for."""
    _CONSTRAINT_CODES[name] = (code, pointer)


def _of_integrity(request: Request, error: IntegrityError) -> Response:
    name = _constraint_name(error)
    code, pointer = _CONSTRAINT_CODES.get(name, ("database.conflict", None))
    shown = [_field_json(domain.FieldError(pointer, code), language_of(request))] if pointer else []
    log.info("constraint", constraint=name)
    return problem_response(request, code, 409, errors=shown)


def _constraint_name(error: IntegrityError) -> str:
    cause: BaseException | None = error.orig
    while cause is not None:
        name = getattr(cause, "constraint_name", None)
        if name:
            return str(name)
        cause = cause.__cause__
    return ""


LostConnection = DriverInterfaceError | InternalClientError
"""What the driver raises when the server ends a connection that the pool had just handed out."""
_RETRYABLE_STATES = frozenset({"40001", "40P01", "55P03"})
_CLOSED_STATES = frozenset({"55000", "3D000"})
"""The database takes no connections, or is not there."""
_OVERFLOWING_STATES = frozenset({"22000", "22003", "22008", "22021", "22P02", "22P05"})
"""Input that no field of the database can hold; a schema should have refused it, hence the warning in the log."""


def _of_database(request: Request, error: Exception) -> Response:
    state = _sqlstate(error)
    if state in _RETRYABLE_STATES:
        return problem_response(request, "stale-version", 409, headers={"retry-after": "1"})
    if state in _OVERFLOWING_STATES:
        log.warning("unbounded input", sqlstate=state)
        return problem_response(request, "invalid", 422)
    if isinstance(error, PoolTimeout) or type(error) is TimeoutError:
        return problem_response(request, "overloaded", 503, facts={"retry_after": 2}, headers={"retry-after": "2"})
    if isinstance(
        error,
        OperationalError | InterfaceError | LostConnection | PoolTimeout | ConnectionError | TimeoutError | OSError,
    ) or (state is not None and (state[:2] in ("08", "53", "57") or state in _CLOSED_STATES)):
        log.warning("database", kind=type(error).__name__)
        return problem_response(request, "database.unavailable", 503, headers={"retry-after": "2"})
    return _unexpected(request, error)


def _sqlstate(error: BaseException | None) -> str | None:
    while error is not None:
        state = getattr(error, "sqlstate", None)
        if isinstance(state, str):
            return state
        error = getattr(error, "orig", None) or error.__cause__
    return None


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected", kind=type(error).__name__, exc_info=error)
    return problem_response(request, "internal", 500)


def answer(request: Request, error: Exception) -> Response:
    """Answer any exception as a problem."""
    if isinstance(error, domain.DomainError):
        return of_domain_error(request, error)
    if isinstance(error, RequestValidationError):
        return _of_validation(request, error)
    if isinstance(error, HTTPException):
        return _of_http(request, error)
    if isinstance(error, NotComputable):
        return problem_response(request, "rules.not-computable", 409, facts={"year": error.year})
    if isinstance(error, NoFigure):
        return problem_response(request, "rules.no-figure", 409, facts={"parameter": error.parameter_id})
    if isinstance(error, StaleDataError):
        return problem_response(request, "stale-version", 412)
    if isinstance(error, IntegrityError):
        return _of_integrity(request, error)
    if (
        isinstance(error, DBAPIError | LostConnection | PoolTimeout | OSError | TimeoutError)
        or _sqlstate(error) is not None
    ):
        return _of_database(request, error)
    return _unexpected(request, error)


def install(app: FastAPI) -> None:
    """Answer everything that is raised, framework errors too, as a problem."""

    async def handler(request: Request, error: Exception) -> Response:
        return answer(request, error)

    for kind in (
        domain.DomainError,
        RequestValidationError,
        HTTPException,
        NotComputable,
        NoFigure,
        StaleDataError,
        DBAPIError,
        PoolTimeout,
        OSError,
        Exception,
    ):
        app.add_exception_handler(kind, handler)


_PROBLEM_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_DESCRIPTIONS = {
    400: "The request can't be parsed.",
    401: "No valid credentials.",
    403: "Inside the subtree, the named permission is missing.",
    404: "Nothing there, or outside the caller's subtree.",
    409: "The procedure or the state of things refuses; every reason is listed.",
    412: "The resource has changed since it was read.",
    413: "The body is too large.",
    415: "The content type is not supported.",
    422: "The input can't be; each field is named.",
    428: "If-Match is missing.",
    429: "Too many requests.",
    503: "Overloaded; see Retry-After.",
}


def problems(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Declare the problems of an operation for OpenAPI."""
    return {
        status: {"description": _DESCRIPTIONS[status], "content": _PROBLEM_CONTENT} for status in sorted(set(statuses))
    }
