"""Reading a JSON body without surprises.

Refused before any model sees it: NaN and infinities, repeated keys, nesting beyond 32, NUL and lone surrogates,
integers beyond 64 bits. Each is a problem with a pointer.
"""

import json
from collections.abc import Iterator

from app.domain.shared.errors import FieldError, Invalid

__all__ = ["parse_json"]

_DEPTH = 32
_INT64 = 2**63


class _Refused(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


def _constant(_: str) -> object:
    raise _Refused("request.not-a-number")


def _integer(text: str) -> int:
    if len(text) > 20:
        raise _Refused("request.number-too-large")
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _Refused("request.number-too-large")
    return number


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Refused("request.duplicate-key")
    return made


def parse_json(body: bytes) -> object:
    """Return the parsed body. Raises Invalid with one error for the first thing that can't be."""
    try:
        text = body.decode("utf-8")
        parsed: object = json.loads(
            text, parse_constant=_constant, parse_int=_integer, parse_float=_float, object_pairs_hook=_object
        )
    except _Refused as refused:
        raise Invalid(FieldError("", refused.code), "malformed") from None
    except RecursionError:
        raise Invalid(FieldError("", "request.too-deep"), "malformed") from None
    except ValueError:
        raise Invalid(FieldError("", "request.malformed-json"), "malformed") from None
    for pointer, code in _faults(parsed, "", 0):
        raise Invalid(FieldError(pointer, code), "malformed")
    return parsed


def _faults(value: object, pointer: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _DEPTH:
        yield pointer, "request.too-deep"
        return
    if isinstance(value, str):
        if _bad(value):
            yield pointer, "request.bad-text"
    elif isinstance(value, int) and not isinstance(value, bool):
        if not -_INT64 <= value < _INT64:
            yield pointer, "request.number-too-large"
    elif isinstance(value, dict):
        for key, inner in value.items():
            if _bad(key):
                yield pointer, "request.bad-text"
                return
            yield from _faults(inner, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _faults(inner, f"{pointer}/{index}", depth + 1)


def _bad(text: str) -> bool:
    return "\x00" in text or (not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text))
