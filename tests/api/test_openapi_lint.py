"""A small lint of the OpenAPI document: what clients and readers rely on."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from app.api.openapi import in_language
from app.api.openapi_words import TAGS
from app.cli.exporting import exported
from app.core.config import Environment, Settings
from app.domain.identity.permissions import Permission
from app.main import create_app

OPERATION_ID = re.compile(r"[a-z]+(_[a-z0-9]+)+")
CHINESE = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_app(Settings.model_construct(environment=Environment.TEST)).openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_operation_ids_are_unique_and_begin_with_their_area(document: dict[str, Any]) -> None:
    ids = Counter(operation["operationId"] for _, _, operation in operations(document))

    assert [name for name, count in ids.items() if count > 1] == []
    assert [name for name in ids if not OPERATION_ID.fullmatch(name)] == []


def test_every_operation_has_one_known_tag_and_a_summary_in_both_languages(document: dict[str, Any]) -> None:
    faults = []
    for path, method, operation in operations(document):
        if len(operation.get("tags", [])) != 1 or operation["tags"][0] not in TAGS:
            faults.append(f"{method} {path}: tags {operation.get('tags')}")
        summary = operation.get("summary", "")
        if not CHINESE.search(summary) or not re.search("[A-Za-z]{2}", summary):
            faults.append(f"{method} {path}: summary {summary!r}")
        if not operation.get("description"):
            faults.append(f"{method} {path}: no description")
    assert faults == []


def test_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    faults = [
        f"{method} {path} {status}: {sorted(response.get('content', {}))}"
        for path, method, operation in operations(document)
        for status, response in operation["responses"].items()
        if status >= "400" and sorted(response.get("content", {})) != ["application/problem+json"]
    ]
    assert faults == []


OPEN = {"/api/v1", "/api/v1/auth/token", "/api/v1/meta", "/healthz", "/metrics", "/readyz"}
"""What is answered without a token, beside the public part."""


def test_every_protected_operation_names_its_permission_as_a_scope(document: dict[str, Any]) -> None:
    scopes = set(document["components"]["securitySchemes"]["OAuth2"]["flows"]["password"]["scopes"])
    assert scopes == {permission.value for permission in Permission}
    for path, _, operation in operations(document):
        security = operation.get("security")
        if security is None:
            assert path in OPEN or path.startswith(("/api/v1/public/", "/.well-known/")), path
        else:
            assert {"401"} <= set(operation["responses"]), path
            assert set(security[0]["OAuth2"]) <= scopes


def test_every_field_and_parameter_is_described(document: dict[str, Any]) -> None:
    faults = []
    for name, schema in document["components"]["schemas"].items():
        if name == "Problem":
            continue
        for field, inner in schema.get("properties", {}).items():
            if "description" not in inner and "$ref" not in inner:
                faults.append(f"{name}.{field}")
    for path, method, operation in operations(document):
        for parameter in operation.get("parameters", []):
            described = parameter.get("description") or parameter["schema"].get("description")
            if not described and parameter["in"] != "path":
                faults.append(f"{method} {path} ?{parameter['name']}")
    assert faults == [], f"{len(faults)}: {faults}"


def test_a_judged_condition_has_one_schema(document: dict[str, Any]) -> None:
    judged = {"code", "ok", "expected", "actual"}

    schemas = document["components"]["schemas"].items()

    assert [name for name, schema in schemas if judged <= schema.get("properties", {}).keys()] == ["FindingOut"]


def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    faults: list[str] = []
    checked = 0
    for name, schema in document["components"]["schemas"].items():
        for field, inner in schema.get("properties", {}).items():
            if not inner.get("examples"):
                continue
            place = f"#/components/schemas/{name}/properties/{field}"
            validator = jsonschema_rs.Draft202012Validator(
                {"$ref": place, "components": document["components"]}, validate_formats=True
            )
            if "'time'" in str(inner):
                continue  # a time of day here is local; RFC 3339 knows only times with a zone
            for example in inner["examples"]:
                checked += 1
                faults.extend(
                    f"{name}.{field} {example!r}: {error.message}" for error in validator.iter_errors(example)
                )
    assert checked > 200
    assert faults == []


def test_what_is_made_links_to_where_it_is_read(document: dict[str, Any]) -> None:
    ids = {operation["operationId"] for _, _, operation in operations(document)}
    links = [
        link["operationId"]
        for _, _, operation in operations(document)
        for response in operation["responses"].values()
        for link in response.get("links", {}).values()
    ]
    assert len(links) > 5
    assert set(links) <= ids


@pytest.mark.parametrize(("language", "summary"), [("zh", "组织列表"), ("en", "List organisations")])
def test_one_language_at_a_time(document: dict[str, Any], language: str, summary: str) -> None:
    told = in_language(document, language)

    assert told["paths"]["/api/v1/organisations"]["get"]["summary"] == summary
    if language == "en":
        chinese = [operation["summary"] for _, _, operation in operations(told) if CHINESE.search(operation["summary"])]
        assert chinese == []
    else:
        plain = [o["summary"] for _, _, o in operations(told) if not CHINESE.search(o["summary"])]
        assert plain == []
    assert document["paths"]["/api/v1/organisations"]["get"]["summary"] == "组织列表 List organisations"


def test_the_document_is_the_same_every_time() -> None:
    assert exported() == exported()
