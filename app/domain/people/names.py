"""Names of persons as written on the identity card, and the folded key by which they are found.

A name keeps its characters (NFC), in every plane of Unicode Han. Refused are characters that a reader can't see or that
reorder the line (control, bidirectional, zero-width, variation selectors), private-use characters (which show another
sign on every machine) and scripts written from right to left: an identity card writes those names in Han with a middle
dot. The several dots in use are all written as U+00B7. These are our choices where no clause decides.
"""

import unicodedata
from functools import cache

__all__ = ["LONGEST_NAME", "MIDDLE_DOT", "clean_name", "folded", "is_han", "name_fault"]

MIDDLE_DOT = "\u00b7"
LONGEST_NAME = 100
"""Characters; minority names with middle dots run to several dozen."""

_DOTS = str.maketrans(
    dict.fromkeys("\u2022\u2027\u2219\u22c5\u30fb\uff65\u2024\u25cf\u2e31\u16eb\u0387\u00b7\uff0e", MIDDLE_DOT)
)
_SPACES = str.maketrans(dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\t", " "))
_HAN = (
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2FFFD),
    (0x30000, 0x3FFFD),
)
"""〇, the basic block and extension A, compatibility ideographs, and the two planes set aside for ideographs (extensions
B to J and those to come: the running Python may not know the newest yet)."""
_SEPARATORS = frozenset(f" -'.\u2019{MIDDLE_DOT}")


def is_han(character: str) -> bool:
    """Tell whether *character* is a Han ideograph of any plane."""
    point = ord(character)
    return any(first <= point <= last for first, last in _HAN)


@cache
def _is_latin(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" and unicodedata.name(character, "").startswith("LATIN")


def _fault_of(character: str) -> str | None:
    """Return why *character* can't stand in a name, or None."""
    if is_han(character) or character in _SEPARATORS or _is_latin(character):
        return None
    category = unicodedata.category(character)
    if category == "Co":
        return "people.name-private-use"
    if category in {"Cc", "Cf", "Cs", "Zl", "Zp"} or "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return "people.name-invisible"
    return "people.name-characters"


def clean_name(text: str) -> str:
    """Return *text* in the one form that is kept: NFC, one kind of dot, no padding.

    Rosters pad two-character names (``王　伟``): spaces between Han characters are dropped, others become one space.
    """
    name = unicodedata.normalize("NFC", text.translate(_DOTS).translate(_SPACES)).strip(" ")
    kept: list[str] = []
    for index, character in enumerate(name):
        if character == " ":
            before, following = kept[-1], name[index + 1 :].lstrip(" ")[0]  # the name has no blank at either end
            if before == " " or (is_han(before) and is_han(following)):
                continue
        kept.append(character)
    return "".join(kept)


def name_fault(name: str) -> str | None:
    """Return the message code of what is wrong with a cleaned name, or None."""
    if not name:
        return "people.name-empty"
    if len(name) > LONGEST_NAME:
        return "people.name-too-long"
    for character in name:
        fault = _fault_of(character)
        if fault:
            return fault
    letters = [c for c in name if c not in _SEPARATORS]
    if not letters or name[0] in _SEPARATORS or name[-1] in _SEPARATORS - {"."}:
        return "people.name-characters"
    return None


def folded(name: str) -> str:
    """Return the key that search compares: compatibility forms and case folded, separators dropped."""
    key = unicodedata.normalize("NFKC", clean_name(name)).casefold()
    return "".join(c for c in key if c not in _SEPARATORS)
