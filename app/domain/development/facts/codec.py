"""Turns a fact's data into plain values for storing and back, by the types of its fields.

Types known: text, whole numbers, flags, days, ids, enums, and tuples or optionals of them. Reading is strict: a stored
value that does not fit is a programming error and raises TypeError or ValueError.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from typing import TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from app.domain.development.facts.base import FactData

__all__ = ["Plain", "decode", "encode", "field_types"]

Plain = str | int | bool | list["Plain"] | None
DataT = TypeVar("DataT", bound=FactData)
_TYPES: dict[type[FactData], Mapping[str, object]] = {}


def field_types(kind: type[FactData]) -> Mapping[str, object]:
    """Return the resolved types of a kind's own fields."""
    if kind not in _TYPES:
        hints = get_type_hints(kind)
        _TYPES[kind] = {entry.name: hints[entry.name] for entry in fields(kind)}
    return _TYPES[kind]


def encode(data: FactData) -> dict[str, Plain]:
    """Return *data* as plain values that JSON can hold."""
    return {name: _out(getattr(data, name)) for name in field_types(type(data))}


def decode(kind: type[DataT], stored: Mapping[str, object]) -> DataT:
    """Return the data of *kind* from plain values; fields that were added later take their default."""
    values: dict[str, object] = {}
    for entry in fields(kind):
        if entry.name in stored:
            values[entry.name] = _in(field_types(kind)[entry.name], stored[entry.name])
        elif entry.default is MISSING:
            raise ValueError(f"{kind.kind}: {entry.name} is missing")
    return kind(**values)


def _out(value: object) -> Plain:
    if isinstance(value, tuple):
        return [_out(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (UUID, StrEnum)):
        return str(value)
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(f"cannot store {type(value).__name__}")


def _in(wanted: object, value: object) -> object:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        inner = next(option for option in get_args(wanted) if option is not types.NoneType)
        return None if value is None else _in(inner, value)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise TypeError("a list was expected")
        return tuple(_in(get_args(wanted)[0], item) for item in value)
    if wanted is date:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    if wanted is UUID:
        return value if isinstance(value, UUID) else UUID(str(value))
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted(str(value))
    if wanted in (bool, int, str) and type(value) is wanted:
        return value
    raise TypeError(f"{value!r} is no {wanted}")
