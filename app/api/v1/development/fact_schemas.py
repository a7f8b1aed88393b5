"""Request models of facts, made from the facts' own dataclasses: one model per kind, every field described.

The domain's table of kinds is the only place where a field is named; the API and its documentation follow it.
"""

import types
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar, Union, cast, get_args, get_origin
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, create_model

from app.api.types import Count, Day, Flag, Id, Input, Line, Note, clean_text
from app.domain.development.facts import ALL_KINDS, KINDS, TEXT_MAX, FactData
from app.domain.development.facts.codec import field_types

__all__ = [
    "BODIES",
    "CORRECTIONS",
    "TAKEN_OVER",
    "CorrectionBody",
    "FactBody",
    "TakenOverFact",
    "data_of",
    "has_data",
    "kebab",
    "kind_of",
]

_Free = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, max_length=TEXT_MAX), AfterValidator(clean_text)
]
_Persons = Annotated[list[UUID], Field(min_length=1, max_length=10)]
_Documents = Annotated[list[UUID], Field(max_length=20, description="Evidence files of the case that show it.")]

BodyT = TypeVar("BodyT", bound=Input)


class FactBody(Input):
    """What every recorded fact carries beside its data."""

    happened_on: Annotated[Day, Field(description="Day of the act.", examples=["2026-06-20"])]
    documents: _Documents = Field(default_factory=list)
    late_reason: Annotated[
        Note | None, Field(description="Why it is recorded late; owed beyond the days that the rule allows.")
    ] = None


class CorrectionBody(Input):
    """A correction: what is left out stays as it was recorded."""

    reason: Annotated[Note, Field(description="Why the fact is corrected.", examples=["会议日期抄录有误"])]
    happened_on: Annotated[Day | None, Field(description="The right day.")] = None
    documents: Annotated[list[UUID] | None, Field(max_length=20, description="The right evidence files.")] = None


class TakenOverFact(Input):
    """A past act of a case on paper; each kind of fact has a model of its own with its data."""

    happened_on: Annotated[Day, Field(description="Day of the act on paper.", examples=["2013-05-06"])]


def kebab(key: str) -> str:
    """Return a key as it stands in a path."""
    return key.replace("_", "-")


def _annotation(wanted: object, has_default: bool) -> object:
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        inner = next(option for option in get_args(wanted) if option is not types.NoneType)
        return _annotation(inner, False) | None  # type: ignore[operator]
    if origin is tuple:
        return _Persons
    if wanted is str:
        return _Free if has_default else Line
    simple: dict[object, object] = {date: Day, bool: Flag, int: Count, UUID: Id}
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted
    return simple[wanted]


def _data_model(kind: type[FactData]) -> type[Input]:
    hints = field_types(kind)
    made: dict[str, tuple[object, object]] = {}
    for entry in fields(kind):
        given = entry.default is not MISSING
        example = entry.metadata["example"]
        info = Field(
            default=entry.default if given else ...,
            description=entry.metadata["description"],
            examples=[list(example) if isinstance(example, tuple) else example] if example not in (None, "") else None,
        )
        made[entry.name] = (_annotation(hints[entry.name], given), info)
    model = create_model(f"{kind.__name__}Data", __base__=Input, __doc__=kind.__doc__, **made)  # type: ignore[call-overload]
    return cast(type[Input], model)


_DATA: dict[str, type[Input]] = {kind.kind: _data_model(kind) for kind in ALL_KINDS}


def _with_data(kind: type[FactData], base: type[BodyT], suffix: str, *, tagged: bool, optional: bool) -> type[BodyT]:
    wanted: object = _DATA[kind.kind]
    info = Field(description=f"{kind.title_zh} {kind.title_en}", default=None if optional else ...)
    made: dict[str, tuple[object, object]] = {"data": (wanted | None if optional else wanted, info)}  # type: ignore[operator]
    if tagged:
        made = {"kind": (Literal.__getitem__(kind.kind), Field(description="Kind of the fact.")), **made}
    name = f"{kind.__name__}{suffix}"
    return cast(type[BodyT], create_model(name, __base__=base, __doc__=kind.__doc__, **made))  # type: ignore[call-overload]


_RECORDED = tuple(kind for kind in ALL_KINDS if not kind.own_command)

BODIES: dict[str, type[FactBody]] = {
    kind.kind: _with_data(kind, FactBody, "Create", tagged=False, optional=False) for kind in _RECORDED
}
"""Body of recording a fact, by kind."""

_corrections = tuple(_with_data(kind, CorrectionBody, "Correction", tagged=True, optional=True) for kind in _RECORDED)
_taken_over = tuple(_with_data(kind, TakenOverFact, "TakenOver", tagged=True, optional=False) for kind in _RECORDED)
if TYPE_CHECKING:
    CORRECTIONS = CorrectionBody
    TAKEN_OVER = TakenOverFact
else:
    CORRECTIONS = Annotated[reduce(or_, _corrections), Field(discriminator="kind")]
    TAKEN_OVER = Annotated[reduce(or_, _taken_over), Field(discriminator="kind")]


def kind_of(body: Input) -> type[FactData]:
    """Return the kind that a tagged body names."""
    return KINDS[str(getattr(body, "kind"))]  # noqa: B009


def has_data(body: Input) -> bool:
    """Tell whether a correction gives data of its own."""
    return getattr(body, "data", None) is not None


def data_of(kind: type[FactData], body: Input) -> FactData:
    """Return the domain's data from a validated body."""
    given: Input = getattr(body, "data")  # noqa: B009
    values = {name: getattr(given, name) for name in type(given).model_fields}
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
