"""The problem document itself (RFC 9457), and a refused field in it."""

from collections.abc import Mapping, Sequence

import orjson
import structlog
from fastapi import Request
from starlette.responses import Response

from app.api.language import language_of
from app.domain.shared.errors import FieldError
from app.domain.shared.verdict import Scalar, plain
from app.domain.wording import render

__all__ = ["MEDIA_TYPE", "field_json", "problem_response", "unexpected"]

MEDIA_TYPE = "application/problem+json"
log = structlog.get_logger("zhibu.problems")


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


def field_json(item: FieldError, language: str) -> dict[str, object]:
    """Return a refused field as a problem lists it."""
    title, remedy = render(item.code, {**item.facts, "expected": item.expected, "actual": item.actual}, language)
    shown: dict[str, object] = {"pointer": item.pointer, "code": item.code, "title": title}
    if item.expected is not None:
        shown["expected"] = plain(item.expected)
    if item.actual is not None:
        shown["actual"] = plain(item.actual)
    if remedy:
        shown["remedy"] = remedy
    return shown


def unexpected(request: Request, error: Exception) -> Response:
    """Answer a fault of ours: it is logged in full, and the reader learns the request id."""
    log.error("unexpected", kind=type(error).__name__, exc_info=error)
    return problem_response(request, "internal", 500)
