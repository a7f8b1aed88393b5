"""Looking into office files (XLSX, DOCX, OFD are archives) without unpacking them.

Only the list of members and one small member are read. Declared sizes are held against the limits, members may neither
overlap nor climb out of the archive, and macros are refused.
"""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

__all__ = ["ArchiveLimits", "UnsafeArchive", "office_type"]

_CONTENT_TYPES = "[Content_Types].xml"
_LOCAL_HEADER = 30
_END_SIZE = 22
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    EOFError,
    KeyError,
)
"""What the library raises for archives that do not hold together."""


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an office file may unfold to."""

    members: int = 5_000
    unpacked: int = 300_000_000
    ratio: int = 200
    """Unpacked bytes for one packed byte, over the whole file; text tables reach about 30."""


class UnsafeArchive(Exception):
    """The archive is refused; ``code`` is a key of the message catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def office_type(content: bytes, limits: ArchiveLimits) -> str:
    """Return ``xlsx``, ``docx`` or ``ofd``. Raises UnsafeArchive for anything else, for bombs and for trickery."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_end(content, archive)
            _check_members(content, archive.infolist(), archive.start_dir, limits)
            return _kind(archive)
    except _DAMAGE as problem:
        raise UnsafeArchive("documents.damaged") from problem


def _check_end(content: bytes, archive: zipfile.ZipFile) -> None:
    """Refuse bytes after the archive; a reader that starts at the front and one that starts at the end must agree."""
    if content.find(b"PK\x05\x06", archive.start_dir) + _END_SIZE + len(archive.comment) != len(content):
        raise UnsafeArchive("documents.two-types")


def _check_members(content: bytes, members: list[zipfile.ZipInfo], directory: int, limits: ArchiveLimits) -> None:
    if not members or len(members) > limits.members:
        raise UnsafeArchive("documents.archive-too-large")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > limits.unpacked or unpacked > limits.ratio * max(packed, 1_000):
        raise UnsafeArchive("documents.archive-too-large")
    names = [member.orig_filename for member in members]
    if len({name.casefold() for name in names}) != len(names) or any(_climbs(name) for name in names):
        raise UnsafeArchive("documents.archive-unsafe")
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.flag_bits & 0x1:
            raise UnsafeArchive("documents.archive-unsafe")
        start = member.header_offset
        if start < end:
            raise UnsafeArchive("documents.archive-unsafe")
        name_size = int.from_bytes(content[start + 26 : start + 28], "little")
        extra_size = int.from_bytes(content[start + 28 : start + 30], "little")
        end = start + _LOCAL_HEADER + name_size + extra_size + member.compress_size
        if end > directory:
            raise UnsafeArchive("documents.archive-unsafe")


def _climbs(name: str) -> bool:
    return not name or name.startswith("/") or "\\" in name or "\x00" in name or ":" in name or ".." in name.split("/")


def _kind(archive: zipfile.ZipFile) -> str:
    names = {name.casefold() for name in archive.namelist()}
    if any(name.endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names):
        raise UnsafeArchive("documents.active-content")
    if "ofd.xml" in names and _holds(archive, "OFD.xml", b"OFD"):
        return "ofd"
    if _CONTENT_TYPES.casefold() in names:
        if "xl/workbook.xml" in names and _holds(archive, _CONTENT_TYPES, b"spreadsheetml.sheet.main+xml"):
            return "xlsx"
        if "word/document.xml" in names and _holds(archive, _CONTENT_TYPES, b"wordprocessingml.document.main+xml"):
            return "docx"
    raise UnsafeArchive("documents.type-not-admitted")


def _holds(archive: zipfile.ZipFile, member: str, word: bytes) -> bool:
    """Tell whether the first 256 kB of *member* hold *word*; more is never unpacked."""
    with archive.open(member) as stream:
        return word in stream.read(262_144)
