"""Field types of the API: strict where Pydantic is lax.

Days are ISO texts only (0, "0" and date-times are refused), numbers are numbers, text holds no NUL and no lone
surrogate, and every integer is bounded.
"""

import re
import unicodedata
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

__all__ = ["Count", "Day", "Flag", "Id", "Input", "Line", "Note", "Output", "SearchText", "Text", "clean_text"]

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UNSEEN = re.compile(
    "[\t\n\r\x80-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\U000e0000-\U0010ffff]"
)
"""What nobody sees or everybody sees otherwise: line breaks, direction marks, zero-width and blank characters, variation
selectors, private use, and what is no character at all."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _iso_day(value: object) -> object:
    if isinstance(value, date) and type(value) is date:
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise PydanticCustomError("day_format", "a day is written YYYY-MM-DD")
    return value


def _reasonable(day: date) -> date:
    if not 1900 <= day.year <= 2999:
        raise PydanticCustomError("day_range", "the year must lie between 1900 and 2999")
    return day


def clean_text(value: str) -> str:
    """Refuse control characters and lone surrogates; line breaks and tabs stay."""
    if _FORBIDDEN.search(value):
        raise PydanticCustomError("bad_text", "control characters are not allowed")
    return value


def one_line(value: str) -> str:
    """Refuse what can't be seen too, and write the rest in NFC: what stands in a line must look like what it is."""
    if _UNSEEN.search(value):
        raise PydanticCustomError("bad_text", "line breaks and unseen characters are not allowed")
    return unicodedata.normalize("NFC", clean_text(value))


def _searchable(value: str) -> str:
    if not any(character.isalnum() for character in unicodedata.normalize("NFKC", clean_text(value))):
        raise PydanticCustomError("nothing_to_search", "a search needs a letter, a digit or a character")
    return value


Day = Annotated[date, BeforeValidator(_iso_day), AfterValidator(_reasonable)]
"""A day of Asia/Shanghai, ``YYYY-MM-DD``."""
Line = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(one_line),
]
"""One line of text, 1 to 200 characters."""
Text = Annotated[str, StringConstraints(strict=True), AfterValidator(clean_text)]
"""A text that is taken as it stands, blanks included (a password)."""
Note = Annotated[
    str,
    StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(clean_text),
]
"""A longer text, 1 to 4000 characters."""
SearchText = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(_searchable)]
"""What ``q`` looks for: separators and signs alone would find nobody, or everybody."""
Count = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
"""A count of persons or things."""
Flag = StrictBool
Id = UUID


class Input(BaseModel):
    """Base of request bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Output(BaseModel):
    """Base of answers: every field is always there."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
