"""Facts of a what-if question: declared inputs, read strictly."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domain.shared.errors import FieldError, Invalid

__all__ = ["Facts", "Input", "InputKind", "read_facts"]

_COUNT_MAX = 1_000_000
_POINTS = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,4})?", re.ASCII)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class InputKind(StrEnum):
    """What an input is."""

    DAY = "day"
    COUNT = "count"
    POINTS = "points"
    """A decimal string such as ``80.5``."""
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Input:
    """One fact that a rule asks for. An optional count is 0 when left out."""

    name: str
    kind: InputKind
    title_zh: str
    title_en: str
    choices: tuple[str, ...] = ()
    """For codes: every possible value; the first is taken when an optional one is left out."""
    required: bool = True


class Facts:
    """The facts of one question, already read."""

    def __init__(self, values: Mapping[str, date | int | Decimal | str]) -> None:
        self._values = values

    def day(self, name: str) -> date:
        """Return a day."""
        value = self._values[name]
        assert isinstance(value, date)  # noqa: S101
        return value

    def count(self, name: str) -> int:
        """Return a count; 0 when it was left out."""
        value = self._values.get(name, 0)
        assert isinstance(value, int)  # noqa: S101
        return value

    def points(self, name: str) -> Decimal:
        """Return points."""
        value = self._values[name]
        assert isinstance(value, Decimal)  # noqa: S101
        return value

    def code(self, name: str) -> str:
        """Return a code."""
        return str(self._values[name])


def read_facts(inputs: tuple[Input, ...], raw: Mapping[str, object], pointer: str = "/facts") -> Facts:
    """Read the facts of a question. Raises Invalid, naming every missing, unknown or malformed one."""
    errors = list(_strangers(inputs, raw, pointer))
    values: dict[str, date | int | Decimal | str] = {}
    for entry in inputs:
        place = f"{pointer}/{entry.name}"
        if entry.name not in raw:
            if entry.required:
                errors.append(FieldError(place, "field.missing"))
            elif entry.kind is InputKind.CODE:
                values[entry.name] = entry.choices[0]
            continue
        found = _read(entry, raw[entry.name])
        if found is None:
            errors.append(FieldError(place, "field.bad-value", _EXPECTED[entry.kind](entry)))
        else:
            values[entry.name] = found
    if errors:
        raise Invalid(errors)
    return Facts(values)


_EXPECTED: Mapping[InputKind, Callable[[Input], str]] = {
    InputKind.DAY: lambda _: "YYYY-MM-DD",
    InputKind.COUNT: lambda _: f"integer 0..{_COUNT_MAX}",
    InputKind.POINTS: lambda _: 'decimal string such as "80.5"',
    InputKind.CODE: lambda entry: " | ".join(entry.choices) or "code",
}


def _strangers(inputs: tuple[Input, ...], raw: Mapping[str, object], pointer: str) -> Iterator[FieldError]:
    known = {entry.name for entry in inputs}
    for name in raw:
        if name not in known:
            yield FieldError(f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", "field.unknown")


def _read(entry: Input, raw: object) -> date | int | Decimal | str | None:
    if entry.kind is InputKind.COUNT:
        return raw if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= _COUNT_MAX else None
    if not isinstance(raw, str):
        return None
    if entry.kind is InputKind.POINTS:
        return Decimal(raw) if _POINTS.fullmatch(raw) else None
    if entry.kind is InputKind.CODE:
        return raw if not entry.choices or raw in entry.choices else None
    if not _ISO_DAY.fullmatch(raw):
        return None
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
