"""Words of the codes: title and remedy from the message catalogue, in the reader's language."""

from collections.abc import Mapping
from fractions import Fraction

from app.domain.catalogue import load_catalogue
from app.domain.shared.verdict import Scalar, plain
from app.domain.shared.words import say

__all__ = ["CATALOGUE", "render"]

CATALOGUE = load_catalogue()


def render(code: str, facts: Mapping[str, Scalar], language: str) -> tuple[str, str]:
    """Return title and remedy of a message code, placeholders filled; one that nothing fills stays as it is written.

    A code that the catalogue lacks is its own title.
    """
    entry = CATALOGUE.get(code)
    if entry is None:
        return code, ""
    filled = _Facts({key: _Said(value, language) for key, value in facts.items()})
    pair = (entry.zh, entry.next_zh) if language == "zh" else (entry.en, entry.next_en)
    return pair[0].format_map(filled), pair[1].format_map(filled)


class _Said:
    """A value in a sentence: several things one after the other, nothing as a dash, a half as 1/2 and not 0.5.

    With a vocabulary's name behind the colon (``{site:SiteKind}``) its codes are said in words.
    """

    def __init__(self, value: Scalar, language: str) -> None:
        self._value = value
        self._language = language

    def __format__(self, vocabulary: str) -> str:
        value = self._value
        if value is None:
            return "—"
        if not isinstance(value, tuple | frozenset):
            return self._word(str(value if isinstance(value, Fraction) else plain(value)), vocabulary)
        items = sorted(value) if isinstance(value, frozenset) else value
        return ("、" if self._language == "zh" else ", ").join(self._word(item, vocabulary) for item in items)

    def _word(self, text: str, vocabulary: str) -> str:
        return say(text, vocabulary, self._language) if vocabulary else text


class _Unknown:
    """A placeholder that nothing fills stays as it is written."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __format__(self, vocabulary: str) -> str:
        return f"{{{self._key}}}"


class _Facts(dict[str, "_Said | _Unknown"]):
    def __missing__(self, key: str) -> _Unknown:
        return _Unknown(key)
