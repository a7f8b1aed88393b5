"""The OpenAPI document: problems and security declared, stable ids, one language at a time."""

from copy import deepcopy
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from app.api.access import Lane
from app.api.openapi_fields import FIELDS
from app.api.openapi_words import RESPONSES, TAGS, TITLE, split
from app.api.problems import MEDIA_TYPE
from app.api.routing import ZhibuRoute
from app.domain.identity.permissions import Permission

__all__ = ["describe", "document", "in_language"]

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
    """Build the document from the routes, in both languages."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        description="".join(TITLE),
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        routes=app.routes,
    )
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for schema in schemas.values():
        for name, field in schema.get("properties", {}).items():
            if "description" not in field and name in FIELDS:
                field["description"] = FIELDS[name][1]
    schemas["Problem"] = _PROBLEM_SCHEMA
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    scopes = {permission.value: "" for permission in Permission}
    components.setdefault("securitySchemes", {})["OAuth2"] = {
        "type": "oauth2",
        "flows": {
            "password": {"tokenUrl": _TOKEN, "refreshUrl": _TOKEN, "scopes": scopes},
            "clientCredentials": {"tokenUrl": _TOKEN, "scopes": scopes},
        },
    }
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, ZhibuRoute) and route.include_in_schema:
            for method in context.methods or ():
                _describe_operation(made["paths"][context.path_format][method.lower()], route, method)
    _link_made_things(made["paths"])
    used = {tag for operations in made["paths"].values() for one in operations.values() for tag in one.get("tags", ())}
    made["tags"] = [{"name": tag, "description": " ".join(TAGS.get(tag, (tag,)))} for tag in sorted(used)]
    return made


def in_language(made: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the document in one language: titles, tags, answers, and the fields that mean the same everywhere."""
    index = 0 if language == "zh" else 1
    told = deepcopy(made)
    told["info"]["description"] = TITLE[index]
    for tag in told["tags"]:
        name = tag["name"]
        tag["description"] = TAGS.get(name, (name, name))[index]
        tag["x-displayName"] = tag["description"]
    if language == "zh":
        for schema in told["components"]["schemas"].values():
            for name, field in schema.get("properties", {}).items():
                if name in FIELDS and field.get("description") == FIELDS[name][1]:
                    field["description"] = FIELDS[name][0]
    for operations in told["paths"].values():
        for operation in operations.values():
            operation["summary"] = split(operation.get("summary", ""), language)
            for status, response in operation["responses"].items():
                if status in RESPONSES:
                    response["description"] = RESPONSES[status][index]
    return told


_TOKEN = "/api/v1/auth/token"  # noqa: S105 - an address
_COMMON = {"422", "503"}
_OF_WRITES = {"400", "408", "409", "413"}
_NARROWING = {"organisation", "organisation_id", "within_id"}
"""Filters that name an organisation, which may lie outside the caller's subtree."""
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Makes the call safe to repeat: 1 to 255 printable ASCII characters, kept for seven days.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": "^[ -~]+$",
        "examples": ["step-2026-0017"],
    },
}
_MATCH = {"type": "string", "pattern": '^"v[0-9]{1,10}"$', "examples": ['"v3"']}


def _describe_operation(operation: dict[str, Any], route: ZhibuRoute, method: str) -> None:
    responses, marker = operation["responses"], route.marker
    needs_login = marker is not None and marker.lane in (Lane.COMMAND, Lane.READ)
    codes = set(_COMMON)
    if method != "GET":
        codes |= _OF_WRITES
    if "requestBody" in operation:
        codes.add("415")
    if needs_login and marker is not None:
        codes.add("401")
        operation["security"] = [{"OAuth2": [marker.permission.value] if marker.permission else []}]
        if marker.permission is not None:
            codes.add("403")
            operation["x-permission"] = marker.permission.value
    else:
        codes.add("429")
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query" and parameter["name"] in _NARROWING:
            codes.add("404")
        if parameter["name"].lower() == "if-match" and parameter["in"] == "header":
            # A PUT also makes what is not there yet: then there is no version to name.
            parameter |= {"required": method != "PUT", "schema": _MATCH}
            codes |= {"412", "428"}
    for code in codes:
        if "$ref" not in str(responses.get(code, {}).get("content", {}).get(MEDIA_TYPE, "")) or code == "422":
            responses[code] = _problem(code)
    operation["responses"] = dict(sorted(responses.items()))
    if method == "POST" and marker is not None and marker.repeatable:
        _declare_key(operation)


def _declare_key(operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    declared = next((p for p in parameters if p["name"].lower() == "idempotency-key"), None)
    if declared is None:
        parameters.append(_KEY)
    else:
        declared |= {"required": True, "schema": _KEY["schema"]}


def _link_made_things(paths: dict[str, Any]) -> None:
    """Tell of every thing that is made where it is read: ``POST /things`` links to ``GET /things/{id}``."""
    readers = {}
    for path, operations in paths.items():
        collection, _, last = path.rpartition("/")
        if last.startswith("{") and "get" in operations and "{" not in collection:
            readers[collection] = (last.strip("{}"), operations["get"]["operationId"])
    for path, operations in paths.items():
        made = operations.get("post", {}).get("responses", {}).get("201")
        if made is not None and path in readers:
            name, operation_id = readers[path]
            made["links"] = {"read": {"operationId": operation_id, "parameters": {name: "$response.body#/id"}}}


def _problem(code: str) -> dict[str, Any]:
    return {
        "description": RESPONSES[code][1],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
