"""What of a name the public pages show: the first character and two asterisks, whatever the length.

张某某 and 张某 both become 张**, so that the mask does not tell how long the name is. Marks that belong to the first
character stay with it. The rule is ours; the paper on the board shows the full name, the page does not.
"""

import unicodedata

__all__ = ["masked_name"]

_ASTERISKS = "**"


def masked_name(name: str) -> str:
    """Return the masked form of *name*; an empty name stays hidden altogether."""
    text = unicodedata.normalize("NFC", name).strip()
    if not text:
        return _ASTERISKS
    end = 1
    while end < len(text) and (unicodedata.combining(text[end]) or 0xFE00 <= ord(text[end]) <= 0xFE0F):
        end += 1
    return text[:end] + _ASTERISKS
