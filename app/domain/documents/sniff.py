"""Telling what a file is by its own bytes; neither its name nor the sender's word counts.

A type is admitted only when its structure holds together: a PNG to its last chunk, an office file to the end of its
archive. Files that are two things at once are refused, because the reader at the other end may choose the other one.

Not covered: whether a picture can be decoded, what a document says, active content hidden in compressed PDF objects,
viruses. Files leave the system as downloads with ``nosniff`` only.
"""

import struct
import zlib
from dataclasses import dataclass
from enum import StrEnum

from app.domain.documents.archive import ArchiveLimits, UnsafeArchive, office_type
from app.domain.shared.errors import FieldError, Invalid

__all__ = ["EXTENSIONS", "FileType", "SniffLimits", "sniff"]


class FileType(StrEnum):
    """Admitted types; the value is the media type that is stored and served."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    TIFF = "image/tiff"
    PDF = "application/pdf"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    OFD = "application/ofd"


EXTENSIONS: dict[FileType, tuple[str, ...]] = {
    FileType.JPEG: ("jpg", "jpeg"),
    FileType.PNG: ("png",),
    FileType.TIFF: ("tif", "tiff"),
    FileType.PDF: ("pdf",),
    FileType.XLSX: ("xlsx",),
    FileType.DOCX: ("docx",),
    FileType.OFD: ("ofd",),
}
"""Usual endings of each type, the one that we give first."""


_ARCHIVE_LIMITS = ArchiveLimits()


@dataclass(frozen=True, slots=True)
class SniffLimits:
    """Bounds on what a file may unfold to; ours, no clause."""

    pixels: int = 120_000_000
    archive: ArchiveLimits = _ARCHIVE_LIMITS


_PNG = b"\x89PNG\r\n\x1a\n"
_ZIP_LOCAL, _ZIP_END, _ZIP_END_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22
_PDF_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_OFFICE = {"xlsx": FileType.XLSX, "docx": FileType.DOCX, "ofd": FileType.OFD}
_FIRST_SIZE, _LAST_FRAME = 0xC0, 0xCF
_NOT_FRAMES = frozenset({0xC4, 0xC8, 0xCC})
_FRAME_SIZE = 8
"""Length, precision, height, width and number of parts."""


def sniff(content: bytes, limits: SniffLimits | None = None) -> FileType:
    """Return the type of *content*. Raises Invalid when it is not an admitted type, damaged, or two things at once."""
    limits = limits or SniffLimits()
    if not content:
        raise _refused("documents.empty")
    if content.startswith(_ZIP_LOCAL):
        try:
            return _OFFICE[office_type(content, limits.archive)]
        except UnsafeArchive as problem:
            raise _refused(problem.code) from problem
    found = _structure(content, limits)
    if _is_archive_too(content) or (found is not FileType.PDF and b"%PDF-" in content[:1024]):
        raise _refused("documents.two-types")
    return found


def _structure(content: bytes, limits: SniffLimits) -> FileType:
    if content.startswith(b"\xff\xd8\xff"):
        _check_jpeg(content, limits)
        return FileType.JPEG
    if content.startswith(_PNG):
        _check_png(content, limits)
        return FileType.PNG
    if content.startswith((b"II*\x00", b"MM\x00*")):
        _check_tiff(content)
        return FileType.TIFF
    if content.startswith(b"%PDF-"):
        _check_pdf(content)
        return FileType.PDF
    raise _refused("documents.type-not-admitted")


def _check_jpeg(content: bytes, limits: SniffLimits) -> None:
    """Walk the segments up to the picture data; the end mark must be there (cameras may add a trailer after it)."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise _refused("documents.damaged")
        mark = content[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(content):
            break
        if _FIRST_SIZE <= mark <= _LAST_FRAME and mark not in _NOT_FRAMES:
            if length < _FRAME_SIZE:
                break
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            _check_pixels(width, height, limits)
        if mark == 0xDA:
            if content.find(b"\xff\xd9", at) < 0:
                break
            return
        at += 2 + length
    raise _refused("documents.damaged")


def _check_png(content: bytes, limits: SniffLimits) -> None:
    at = len(_PNG)
    first = True
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]) != int.from_bytes(content[end - 4 : end], "big"):
            break
        if first:
            if kind != b"IHDR" or length != 13:
                break
            width, height = struct.unpack(">II", content[at + 8 : at + 16])
            _check_pixels(width, height, limits)
            first = False
        if kind == b"IEND":
            if end != len(content):
                raise _refused("documents.two-types")
            return
        at = end
    raise _refused("documents.damaged")


def _check_tiff(content: bytes) -> None:
    order = "<" if content.startswith(b"II") else ">"
    if len(content) < 14:
        raise _refused("documents.damaged")
    (offset,) = struct.unpack(order + "I", content[4:8])
    if offset < 8 or offset + 2 > len(content):
        raise _refused("documents.damaged")
    (entries,) = struct.unpack(order + "H", content[offset : offset + 2])
    if entries == 0 or offset + 2 + 12 * entries + 4 > len(content):
        raise _refused("documents.damaged")


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-1024:]:
        raise _refused("documents.damaged")
    if any(token in content for token in _PDF_ACTIVE):
        raise _refused("documents.active-content")


def _check_pixels(width: int, height: int, limits: SniffLimits) -> None:
    if width == 0 or height == 0:
        raise _refused("documents.damaged")
    if width * height > limits.pixels:
        raise _refused("documents.picture-too-large")


def _is_archive_too(content: bytes) -> bool:
    """Tell whether an archive ends exactly where the file ends, as readers of archives look for it."""
    start = max(0, len(content) - _ZIP_END_SIZE - 0xFFFF)
    at = content.find(_ZIP_END, start)
    while at >= 0:
        comment = int.from_bytes(content[at + 20 : at + 22], "little")
        if at + _ZIP_END_SIZE + comment == len(content):
            return True
        at = content.find(_ZIP_END, at + 1)
    return False


def _refused(code: str) -> Invalid:
    return Invalid(FieldError("/file", code, expected=tuple(kind.name for kind in FileType)), code)
