"""Words for codes: how a sentence names what the API calls ``current_unit`` or ``full_member``.

A message writes ``{site:SiteKind}``; the vocabulary of that name has the Chinese and the English word. Codes stay codes in
``required``, ``measured`` and the facts: programs read those, people read the sentence.
"""

from collections.abc import Mapping
from enum import StrEnum

__all__ = ["VOCABULARIES", "say", "vocabulary"]

VOCABULARIES: dict[str, Mapping[str, tuple[str, str]]] = {}
"""Per name of an enumeration (or of a configured list of codes): the words of each code, Chinese and English."""


def vocabulary(of: type[StrEnum] | str, words: Mapping[str, tuple[str, str]]) -> None:
    """Add a vocabulary. Raises ValueError when it is there already, or when an enumeration has a member without words."""
    name = of if isinstance(of, str) else of.__name__
    missing = set() if isinstance(of, str) else {member.value for member in of} - {str(code) for code in words}
    if missing or VOCABULARIES.get(name, words) != words:
        raise ValueError(f"vocabulary {name}: {sorted(missing) or 'told twice'}")
    VOCABULARIES[name] = {str(code): both for code, both in words.items()}


def say(code: str, name: str, language: str) -> str:
    """Return the word for *code* in the vocabulary *name*; a code that nobody has named stays as it is."""
    both = VOCABULARIES[name].get(code)
    return code if both is None else both[0 if language == "zh" else 1]
