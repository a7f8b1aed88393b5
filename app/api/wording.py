"""Words of the codes: title and remedy from the message catalogue, in the reader's language."""

from collections.abc import Mapping
from fractions import Fraction

from app.domain.catalogue import load_catalogue
from app.domain.shared.messages import Message
from app.domain.shared.verdict import Scalar, plain

__all__ = ["CATALOGUE", "render"]

CATALOGUE = load_catalogue()


def render(code: str, facts: Mapping[str, Scalar], language: str) -> tuple[str, str]:
    """Return title and remedy of a message code, placeholders filled."""
    entry = CATALOGUE.get(code) or Message(code, code, code)
    filled = _Facts({key: _said(value, "、" if language == "zh" else ", ") for key, value in facts.items()})
    pair = (entry.zh, entry.next_zh) if language == "zh" else (entry.en, entry.next_en)
    return pair[0].format_map(filled), pair[1].format_map(filled)


def _said(value: Scalar, between: str) -> str:
    """Say a value in a sentence: several things one after the other, nothing as a dash, a half as 1/2 and not 0.5."""
    if value is None:
        return "—"
    if isinstance(value, tuple | frozenset):
        return between.join(sorted(value) if isinstance(value, frozenset) else value)
    return str(value if isinstance(value, Fraction) else plain(value))


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"
