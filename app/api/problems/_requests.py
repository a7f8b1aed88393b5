"""Requests that no endpoint takes: what Pydantic refuses, and what the framework raises."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from app.api.language import language_of
from app.api.problems._document import field_json, problem_response
from app.domain.shared.errors import FieldError
from app.domain.shared.verdict import Scalar

__all__ = ["of_http", "of_validation"]

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
    "nothing_to_search": "field.nothing-to-search",
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


def of_validation(request: Request, error: RequestValidationError) -> Response:
    """Answer input that a schema refuses, field by field."""
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
            field_json(FieldError(pointer, code, str(expected) if expected is not None else None), language_of(request))
        )
    return problem_response(request, "invalid", 422, errors=shown)


_CODE_OF_STATUS = {
    404: "path-not-found",
    405: "method-not-allowed",
    408: "request.timeout",
    413: "request.body-too-large",
    415: "request.media-type",
}


def of_http(request: Request, error: HTTPException) -> Response:
    """Answer what the framework raises: no such path, no such method, a body that is too large."""
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
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)  # the edge answers HEAD as GET without its body
