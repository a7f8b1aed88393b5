"""Addresses without surprises: every parameter is known, written in one form, and comes once unless it is a list.

The framework's own reading is lax (``yes`` for true, ``٣`` for 3, an id in braces, of two values the last one, an unknown
name passed over). What a route knows is read off its signature; both ways of a read ask here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, get_args
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel

from app.domain.shared.errors import FieldError, Invalid

__all__ = ["AddressShape", "read_query", "refuse_path", "shape_of", "shape_of_model"]

_MOST_PARAMETERS = 100


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written, and the code of what is written otherwise."""

    pattern: re.Pattern[str]
    code: str
    expected: str


_FORMS: Mapping[object, Form] = MappingProxyType(
    {
        bool: Form(re.compile("true|false"), "field.bad-choice", "true, false"),
        int: Form(re.compile("[0-9]{1,9}"), "field.bad-value", "0-9"),
        date: Form(re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"), "field.bad-day", "YYYY-MM-DD"),
        UUID: Form(
            re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII),
            "field.bad-uuid",
            "00000000-0000-0000-0000-000000000000",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class AddressShape:
    """The parameters of a route: those of the query, which of them may repeat, and how each of both kinds is written."""

    query: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    query_forms: Mapping[str, Form] = field(default_factory=dict)
    path_forms: Mapping[str, Form] = field(default_factory=dict)


def _is_list(annotation: object) -> bool:
    """Tell whether a parameter of this type may come more than once."""
    text = str(annotation)
    return "list[" in text or "tuple[" in text or "frozenset[" in text


def shape_of(dependant: Dependant) -> AddressShape:
    """Return what a route knows of its address, its dependencies' parameters too."""
    query = dict(_query_parameters(dependant))
    path = {one.alias: one.field_info.annotation for each in _tree(dependant) for one in each.path_params}
    return _shape(query, path)


def shape_of_model(model: type[BaseModel] | None) -> AddressShape:
    """Return what a query model knows; nothing is known without one."""
    return _shape({} if model is None else dict(_fields(model)), {})


def read_query(query_string: bytes, shape: AddressShape) -> list[tuple[str, str]]:
    """Return names and values of a query. Raises Invalid with everything that is wrong in how it is written."""
    if not query_string:
        return []
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, errors="strict"
        )
    except ValueError:  # bytes that are no text, or too many parameters
        raise Invalid(FieldError("query:", "request.bad-text")) from None
    faults = list(_faults(pairs, shape))
    if faults:
        raise Invalid(faults)
    return pairs


def refuse_path(parameters: Mapping[str, Any], shape: AddressShape) -> None:
    """Raise Invalid for a parameter of the path that is written in another form than its own."""
    faults = [
        FieldError(f"path:{name}", form.code, form.expected)
        for name, form in shape.path_forms.items()
        if not form.pattern.fullmatch(str(parameters.get(name, "")))
    ]
    if faults:
        raise Invalid(faults)


def _faults(pairs: list[tuple[str, str]], shape: AddressShape) -> Iterator[FieldError]:
    seen: set[str] = set()
    for name, value in pairs:
        form = shape.query_forms.get(name)
        if "\x00" in name or "\x00" in value:
            yield FieldError("query:", "request.bad-text")
        elif name not in shape.query:
            yield FieldError(f"query:{name}", "request.unknown-parameter")
        elif name in seen and name not in shape.lists:
            yield FieldError(f"query:{name}", "request.repeated-parameter")
        elif form is not None and not form.pattern.fullmatch(value):
            yield FieldError(f"query:{name}", form.code, form.expected)
        seen.add(name)


def _shape(query: Mapping[str, object], path: Mapping[str, object]) -> AddressShape:
    return AddressShape(
        frozenset(query),
        frozenset(name for name, annotation in query.items() if _is_list(annotation)),
        _forms(query),
        _forms(path),
    )


def _forms(parameters: Mapping[str, object]) -> Mapping[str, Form]:
    found = {name: _form(annotation) for name, annotation in parameters.items()}
    return {name: form for name, form in found.items() if form is not None}


def _form(annotation: object) -> Form | None:
    inner = (_form(argument) for argument in get_args(annotation))
    return _FORMS.get(annotation) or next((form for form in inner if form is not None), None)


def _query_parameters(dependant: Dependant) -> Iterator[tuple[str, object]]:
    for each in _tree(dependant):
        for one in each.query_params:
            annotation = one.field_info.annotation
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                yield from _fields(annotation)
            else:
                yield one.alias, annotation


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, object]]:
    for name, info in model.model_fields.items():
        yield info.alias or name, info.annotation


def _tree(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for inner in dependant.dependencies:
        yield from _tree(inner)
