"""What the domain refuses, as problems: every error has its status and shows what it knows."""

from collections.abc import Mapping

from fastapi import Request
from starlette.responses import Response

from app.api.findings import clause_json, finding_json
from app.api.language import language_of
from app.api.problems._document import field_json, problem_response
from app.domain.shared import errors as domain

__all__ = ["of_domain_error"]

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
    "request.address-too-long": 414,
    "request.head-too-large": 431,
    "request.http-version": 505,
    "request.media-type": 415,
    "path-not-found": 404,
    "method-not-allowed": 405,
}


def of_domain_error(request: Request, error: domain.DomainError) -> Response:
    """Answer a domain error."""
    language = language_of(request)
    headers: dict[str, str] = {}
    shown: list[Mapping[str, object]] = []
    extra: dict[str, object] = {}
    if isinstance(error, domain.Invalid):
        shown = [field_json(item, language) for item in error.errors]
    elif isinstance(error, domain.RuleRefused):
        shown = [finding_json(finding, language) for finding in error.verdict.unmet]
        if isinstance(error, domain.StepRefused):
            extra["step"] = error.step
    elif error.pointer is not None:  # the state of things refuses, and one field says where
        shown = [field_json(domain.FieldError(error.pointer, error.code, facts=error.facts), language)]
    elif isinstance(error, domain.Forbidden):
        extra["permission"] = error.permission
    elif isinstance(error, domain.TooManyAttempts | domain.Overloaded):
        headers["retry-after"] = str(error.retry_after)
    elif isinstance(error, domain.Unauthenticated):
        headers["www-authenticate"] = 'Bearer realm="zhibu"'
    if error.clause is not None:
        extra["clause"] = clause_json(error.clause, language)
    status = _status_of(error)
    oauth = getattr(error, "oauth", None)
    if oauth is not None:  # clients of RFC 6749 look for this member
        extra["error"] = oauth
        if oauth == "invalid_client" and request.headers.get("authorization", "").lower().startswith("basic "):
            status, headers["www-authenticate"] = 401, 'Basic realm="zhibu", charset="UTF-8"'
    if error.code == "idempotency.running":
        headers["retry-after"] = "1"
    return problem_response(request, error.code, status, facts=error.facts, errors=shown, headers=headers, extra=extra)


def _status_of(error: domain.DomainError) -> int:
    """Return the HTTP status of a domain error."""
    if error.code in _STATUS_OF_CODE:
        return _STATUS_OF_CODE[error.code]
    return next(status for kind, status in _STATUS if isinstance(error, kind))
