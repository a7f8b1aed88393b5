"""Titles and file names: kept as written in NFC; nothing that hides, turns text around or leaves its folder.

Refused are control characters, line breaks, bidirectional marks, zero-width characters, private-use and unassigned code
points and lone surrogates. Every plane of Han is welcome. A file name is a label: it never becomes a path.
"""

import unicodedata
from urllib.parse import quote
from uuid import UUID

from app.domain.documents.sniff import EXTENSIONS, FileType
from app.domain.shared.errors import FieldError, Invalid

__all__ = ["FILE_NAME_MAX", "TITLE_MAX", "clean_file_name", "clean_title", "content_disposition", "served_name"]

TITLE_MAX = 200
FILE_NAME_MAX = 200
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_HAN_FIRST, _HAN_LAST = "\U00020000", "\U0003ffff"


def clean_title(text: str, pointer: str = "/title") -> str:
    """Return *text* in NFC without outer blanks. Raises Invalid when it is empty, too long or hides something."""
    title = unicodedata.normalize("NFC", text).strip()
    if not title or len(title) > TITLE_MAX:
        raise Invalid(FieldError(pointer, "documents.title-length", expected=TITLE_MAX), "documents.title-length")
    return _without_tricks(title, pointer)


def clean_file_name(text: str, pointer: str = "/file_name") -> str:
    """Return *text* in NFC as a bare label. Raises Invalid for separators, dots alone, hidden characters, excess."""
    name = unicodedata.normalize("NFC", text).strip()
    if not name or len(name) > FILE_NAME_MAX:
        raise Invalid(
            FieldError(pointer, "documents.file-name-length", expected=FILE_NAME_MAX), "documents.file-name-length"
        )
    if any(letter in '/\\:*?"<>|' for letter in name) or name.startswith(".") or ".." in name:
        raise Invalid(FieldError(pointer, "documents.file-name-path"), "documents.file-name-path")
    return _without_tricks(name, pointer)


def served_name(name: str, kind: FileType) -> str:
    """Return the name under which a file is handed out: its ending always tells the true type."""
    endings = EXTENSIONS[kind]
    _, dot, ending = name.rpartition(".")
    if dot and ending.casefold() in endings:
        return name
    return f"{name}.{endings[0]}"


def content_disposition(document_id: UUID, name: str, kind: FileType) -> str:
    """Return a header value (RFC 6266): always a download, an ASCII name for old clients, the true one beside it."""
    plain = f"document-{document_id}.{EXTENSIONS[kind][0]}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(served_name(name, kind), safe='')}"


def _without_tricks(text: str, pointer: str) -> str:
    if any(_is_refused(letter) for letter in text):
        raise Invalid(FieldError(pointer, "documents.hidden-characters"), "documents.hidden-characters")
    return text


def _is_refused(letter: str) -> bool:
    """Tell whether *letter* hides something. Planes 2 and 3 are Han, also where this Python does not know them yet."""
    category = unicodedata.category(letter)
    if category == "Cn" and _HAN_FIRST <= letter <= _HAN_LAST:
        return ord(letter) & 0xFFFE == 0xFFFE
    return category in _REFUSED_CATEGORIES
