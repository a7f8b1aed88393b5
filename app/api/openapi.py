"""The OpenAPI document: problems and security declared, stable ids, one language at a time."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from app.api.access import Lane
from app.api.routing import ZhibuRoute
from app.domain.identity.permissions import Permission

__all__ = ["describe", "document"]

_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457 problem. `code` is stable; titles follow Accept-Language.",
    "required": ["type", "title", "status", "code", "instance"],
    "properties": {
        "type": {"type": "string", "description": "Address of the page that explains the code."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable code, e.g. `publicity.window-open`."},
        "instance": {"type": "string", "description": "The request id."},
        "remedy": {"type": "string", "description": "What to do next."},
        "permission": {"type": "string", "description": "On 403: the permission that is missing."},
        "step": {"type": "string", "description": "On a refused step: its key."},
        "clause": {"type": ["object", "null"], "additionalProperties": True},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "title"],
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "title": {"type": "string"},
                    "expected": {},
                    "actual": {},
                    "clause": {"type": ["object", "null"], "additionalProperties": True},
                    "remedy": {"type": ["string", "null"]},
                },
                "additionalProperties": True,
            },
        },
    },
    "additionalProperties": True,
}


def describe(app: FastAPI) -> None:
    """Make ``app.openapi()`` return the finished document."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def document(app: FastAPI) -> dict[str, Any]:
    """Build the document from the routes."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        description="党务工作开放接口。An open API for Party organisation work in a county.",
        routes=app.routes,
    )
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = _PROBLEM_SCHEMA
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components.setdefault("securitySchemes", {})["OAuth2"] = {
        "type": "oauth2",
        "flows": {
            "password": {
                "tokenUrl": "/api/v1/auth/token",
                "refreshUrl": "/api/v1/auth/token",
                "scopes": {p.value: "" for p in Permission},
            }
        },
    }
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, ZhibuRoute) and route.include_in_schema:
            for method in context.methods or ():
                _describe_operation(made["paths"][context.path_format][method.lower()], route, method)
    return made


_COMMON = {
    "401": "No valid credentials.",
    "403": "Inside the subtree, the named permission is missing.",
    "422": "The input can't be; each field is named.",
    "429": "Too many requests.",
    "503": "Overloaded; see Retry-After.",
}


def _describe_operation(operation: dict[str, Any], route: ZhibuRoute, method: str) -> None:
    responses = operation["responses"]
    needs_login = route.marker is not None and route.marker.lane in (Lane.COMMAND, Lane.READ)
    codes = ["422", "503"] + (["401"] if needs_login else ["429"])
    if needs_login and route.marker and route.marker.permission:
        codes.append("403")
        operation["x-permission"] = route.marker.permission.value
    if method in ("POST", "PUT", "PATCH", "DELETE"):
        for code, text in (
            ("400", "The request can't be parsed."),
            ("409", "The procedure or the state refuses."),
            ("413", "The body is too large."),
        ):
            responses.setdefault(code, _problem(text))
    for code in codes:
        responses[code] = _problem(_COMMON[code])
    operation["responses"] = dict(sorted(responses.items()))
    if needs_login:
        permission = route.marker.permission if route.marker else None
        operation["security"] = [{"OAuth2": [permission.value] if permission else []}]
    if method == "POST":
        _declare_idempotency(operation)


def _declare_idempotency(operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    if any(p.get("name", "").lower() == "idempotency-key" for p in parameters):
        for parameter in parameters:
            if parameter.get("name", "").lower() == "idempotency-key":
                parameter["required"] = True
                parameter["schema"] = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"}
        return
    parameters.append(
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "Makes the call safe to repeat; kept for seven days.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
        }
    )


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
