"""Reading and writing parameter values: what a value of each unit can be, and its one form as text or JSON.

Whole numbers are integers, flags are booleans, lists of codes are sorted lists. Shares, rates and money are exact: they
are written as decimal strings, or as ``1/3`` where no decimal ends.
"""

import re
from collections.abc import Iterable
from fractions import Fraction

from app.domain.rules.registry import AnyParameter
from app.domain.shared.errors import FieldError, Invalid
from app.domain.shared.parameters import Unit, ValueType
from app.domain.shared.shares import share_text

__all__ = ["JSONValue", "kind_of", "parse_value", "restore", "to_json", "to_text"]

JSONValue = int | str | bool | list[str]

_SHARES = frozenset({Unit.SHARE, Unit.RATE})
_MONEY = frozenset({Unit.YUAN_PER_MONTH})
_WHOLE_MAX = 100_000_000
_RANGES = {
    Unit.DAY_OF_MONTH: (1, 31),
    Unit.YEAR: (0, 100),
    Unit.MONTH: (0, 1200),
    Unit.DAY: (0, 3650),
    Unit.WORKING_DAY: (0, 3650),
}
"""What a whole number of a unit can be: calendar arithmetic stays within the calendar."""
_CODES_MAX = 50
_FRACTION = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,8}|/[1-9][0-9]{0,5})?", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)


def kind_of(parameter: AnyParameter) -> str:
    """Name the kind of value in the API: integer, fraction, flag, choice or choices."""
    if parameter.unit is Unit.FLAG:
        return "flag"
    if parameter.unit is Unit.CHOICE:
        return "choice"
    if parameter.unit is Unit.CHOICES:
        return "choices"
    return "fraction" if parameter.unit in _SHARES | _MONEY else "integer"


def parse_value(parameter: AnyParameter, raw: object, pointer: str) -> ValueType:
    """Read *raw* as a value of *parameter*. Raises Invalid, naming *pointer* and what was expected."""
    kind = kind_of(parameter)
    if kind == "flag":
        return _flag(raw, pointer)
    if kind == "choice":
        return _choice(parameter, raw, pointer)
    if kind == "choices":
        return _choices(parameter, raw, pointer)
    if kind == "fraction":
        return _fraction(parameter, raw, pointer)
    return _integer(parameter, raw, pointer)


def restore(parameter: AnyParameter, stored: JSONValue) -> ValueType:
    """Return a stored value. It was checked when it was adopted; a later version's tighter checks don't undo it."""
    if isinstance(stored, list):
        return frozenset(stored)
    if isinstance(stored, str) and kind_of(parameter) == "fraction":
        return Fraction(stored)
    return stored


def to_json(value: ValueType) -> JSONValue:
    """Return the one JSON form of a value."""
    if isinstance(value, bool | int | str):
        return value
    return sorted(value) if isinstance(value, frozenset) else share_text(value)


def to_text(value: ValueType) -> str:
    """Return the value as a reader sees it in a table."""
    plain = to_json(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    return ", ".join(plain) if isinstance(plain, list) else str(plain)


def _bad(pointer: str, expected: str) -> Invalid:
    return Invalid(FieldError(pointer, "rules.value-malformed", expected))


def _flag(raw: object, pointer: str) -> bool:
    if not isinstance(raw, bool):
        raise _bad(pointer, "true | false")
    return raw


def _integer(parameter: AnyParameter, raw: object, pointer: str) -> int:
    low, high = _RANGES.get(parameter.unit, (0, _WHOLE_MAX))
    if isinstance(raw, bool) or not isinstance(raw, int) or not low <= raw <= high:
        raise _bad(pointer, f"integer {low}..{high}")
    return raw


def _fraction(parameter: AnyParameter, raw: object, pointer: str) -> Fraction:
    expected = 'decimal string 0..1, or "1/3"' if parameter.unit in _SHARES else "decimal string"
    if not isinstance(raw, str) or not _FRACTION.fullmatch(raw):
        raise _bad(pointer, expected)
    value = Fraction(raw)
    if parameter.unit in _SHARES and value > 1:
        raise _bad(pointer, expected)
    return value


def _choice(parameter: AnyParameter, raw: object, pointer: str) -> str:
    if not isinstance(raw, str) or not _known(parameter, (raw,)):
        raise _bad(pointer, _codes(parameter))
    return raw


def _choices(parameter: AnyParameter, raw: object, pointer: str) -> frozenset[str]:
    if not isinstance(raw, list | tuple | frozenset) or not 0 < len(raw) <= _CODES_MAX:
        raise _bad(pointer, _codes(parameter))
    codes = [item for item in raw if isinstance(item, str)]
    if len(codes) != len(raw) or len(set(codes)) != len(codes) or not _known(parameter, codes):
        raise _bad(pointer, _codes(parameter))
    return frozenset(codes)


def _known(parameter: AnyParameter, codes: Iterable[str]) -> bool:
    if parameter.choices:
        return all(code in parameter.choices for code in codes)
    return all(_CODE.fullmatch(code) for code in codes)


def _codes(parameter: AnyParameter) -> str:
    return " | ".join(sorted(parameter.choices)) if parameter.choices else "codes such as public_security"
