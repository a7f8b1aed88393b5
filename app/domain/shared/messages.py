"""Message catalogue: for every stable code a title and a remedy in Chinese and English.

Each area keeps its own ``MESSAGES`` in ``app/domain/<area>/messages.py``; :func:`register` joins them and refuses a code
that two areas claim. Placeholders in braces are filled from a finding's or an error's facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["CATALOGUE", "Message", "message", "register"]


@dataclass(frozen=True, slots=True)
class Message:
    """What, why and what next, in both languages.

    ``zh``/``en`` say what is wrong (or, for a gate, what is asked); ``next_zh``/``next_en`` say what would satisfy it.
    """

    code: str
    zh: str
    en: str
    next_zh: str = ""
    next_en: str = ""


CATALOGUE: dict[str, Message] = {}


def message(code: str, zh: str, en: str, next_zh: str = "", next_en: str = "") -> Message:
    """Shorthand used by the areas' tables."""
    return Message(code, zh, en, next_zh, next_en)


def register(messages: Iterable[Message]) -> Mapping[str, Message]:
    """Add an area's messages to the catalogue. Raises ValueError when a code is claimed twice."""
    mine = {}
    for entry in messages:
        known = CATALOGUE.get(entry.code)
        if known is not None and known != entry:
            raise ValueError(f"message code claimed twice: {entry.code}")
        CATALOGUE[entry.code] = entry
        mine[entry.code] = entry
    return mine
