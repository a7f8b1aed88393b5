"""Bodies made of the examples that the OpenAPI document gives, so that a refusal comes from below the schema."""

from typing import Any

__all__ = ["example_body", "with_ids"]


def example_body(document: dict[str, Any], path: str, method: str) -> object | None:
    """Return a JSON body for an operation, or None when it takes none."""
    content = document["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return None if schema is None else example(document, schema)


def with_ids(body: object, ids: dict[str, str]) -> object:
    """Put ids of rows that exist where a field of that name asks for one."""
    if isinstance(body, dict):
        return {name: ids.get(name, with_ids(value, ids)) for name, value in body.items()}
    if isinstance(body, list):
        return [with_ids(value, ids) for value in body]
    return body


def example(document: dict[str, Any], schema: dict[str, Any]) -> object:
    """Return an instance of *schema*: its example where it has one, else something of its type."""
    if "$ref" in schema:
        return example(document, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    if schema.get("examples"):
        return schema["examples"][0]
    for word in ("default", "const"):
        if word in schema:
            return schema[word]
    if "enum" in schema:
        return schema["enum"][0]
    for word in ("anyOf", "oneOf", "allOf"):
        if word in schema:
            return example(document, schema[word][0])
    kind = schema.get("type")
    if kind == "object":
        return {
            name: example(document, inner)
            for name, inner in schema.get("properties", {}).items()
            if name in schema.get("required", ())
        }
    if kind == "array":
        return [example(document, schema["items"])] * schema.get("minItems", 0)
    if kind == "string":
        made = {
            "date": "2026-11-20",
            "date-time": "2026-11-20T01:00:00Z",
            "uuid": "019ab4c2-6f00-7c3e-9d41-5a1f0f2e7b10",
        }
        return made.get(schema.get("format", ""), "杏林村" if "pattern" not in schema else "a")
    return {"integer": schema.get("minimum", 1), "number": 1, "boolean": False}.get(str(kind))
