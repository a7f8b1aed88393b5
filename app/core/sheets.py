"""Spreadsheets in and out: XLSX and CSV are read within limits, and written so that no cell becomes a formula.

An XLSX is a zip of XML: a small file can unpack to gigabytes, lie about its sizes, or put one cell at the far corner of
the sheet so that a dense reader would fill memory. Everything is measured, by unpacking in pieces, before the reader
sees the file. Formulas are not evaluated; the value that was stored with them is read.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

__all__ = ["Limits", "SheetProblem", "SheetRead", "read_sheet", "write_csv", "write_xlsx"]

Cell = str | float | int | bool | date | datetime | time | timedelta | None

_CHUNK = 1 << 16
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="([0-9]{1,7})"')
_OVERLAP = 400
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sheet may be at most."""

    entries: int = 500
    unpacked: int = 200_000_000
    ratio: int = 200
    """Unpacked to packed, looked at from ten megabytes on."""
    rows: int = 50_000
    columns: int = 100


class SheetProblem(ValueError):
    """The file as a whole can't be read; ``code`` is a key of the message catalogue."""

    def __init__(self, code: str, *, what: str = "", expected: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.what = what
        self.expected = expected


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The first sheet that holds anything; ``first_row`` is the sheet's number of ``rows[0]``."""

    format: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1


def read_sheet(content: bytes, limits: Limits | None = None) -> SheetRead:
    """Read an XLSX or a CSV, told apart by their bytes. Raises SheetProblem. Blocking: call it in a thread."""
    limits = limits or Limits()
    if content.startswith(b"PK\x03\x04"):
        _measure(content, limits)
        return _read_xlsx(content, limits)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetProblem("roster.old-excel")
    return _read_csv(content, limits)


def _measure(content: bytes, limits: Limits) -> None:
    """Unpack every entry in pieces and count, before the reader does it in one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.entries:
                raise SheetProblem("roster.too-large", what="entries", expected=limits.entries)
            if not any(entry.filename == "xl/workbook.xml" for entry in entries):
                raise SheetProblem("roster.not-a-sheet")
            total = 0
            for entry in entries:
                if entry.flag_bits & 1:
                    raise SheetProblem("roster.encrypted")
                total = _measure_entry(archive, entry, total, len(content), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise SheetProblem("roster.damaged") from error


def _measure_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, total: int, packed: int, limits: Limits) -> int:
    sheet = entry.filename.startswith("xl/worksheets/")
    tail = b""
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            total += len(piece)
            if total > limits.unpacked:
                raise SheetProblem("roster.too-large", what="bytes", expected=limits.unpacked)
            if total > 10_000_000 and total > limits.ratio * packed:
                raise SheetProblem("roster.too-large", what="ratio", expected=limits.ratio)
            if sheet:
                _measure_places(tail + piece, limits)
                tail = piece[-_OVERLAP:]
    return total


def _measure_places(text: bytes, limits: Limits) -> None:
    """Refuse cells beyond the limits: a dense reader allocates the whole rectangle."""
    for match in _ROW.finditer(text):
        if int(match[1]) > limits.rows + 1000:
            raise SheetProblem("roster.too-large", what="rows", expected=limits.rows)
    for match in _CELL.finditer(text):
        if int(match[2]) > limits.rows + 1000:
            raise SheetProblem("roster.too-large", what="rows", expected=limits.rows)
        if _column_number(match[1]) > limits.columns:
            raise SheetProblem("roster.too-large", what="columns", expected=limits.columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read_xlsx(content: bytes, limits: Limits) -> SheetRead:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=True, nrows=limits.rows + 1001)
            if rows:
                first = sheet.start[0] + 1 if sheet.start is not None else 1
                return SheetRead("xlsx", [[None if cell == "" else cell for cell in row] for row in rows], first)
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise SheetProblem("roster.damaged") from error
    raise SheetProblem("roster.empty")


def _read_csv(content: bytes, limits: Limits) -> SheetRead:
    text = _decoded(content)
    if "\x00" in text:
        raise SheetProblem("roster.not-a-sheet")
    head = text[:20_000]
    delimiter = max(",\t;", key=head.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False):
            if len(rows) > limits.rows + 1000:
                raise SheetProblem("roster.too-large", what="rows", expected=limits.rows)
            if len(row) > limits.columns:
                raise SheetProblem("roster.too-large", what="columns", expected=limits.columns)
            rows.append([cell or None for cell in row])
    except csv.Error as error:
        raise SheetProblem("roster.damaged") from error
    if not any(cell for row in rows for cell in row):
        raise SheetProblem("roster.empty")
    return SheetRead("csv", rows)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetProblem("roster.not-a-sheet")


def write_xlsx(
    title: str, header: Sequence[str], rows: Iterable[Sequence[object]], *, text_columns: bool = True
) -> bytes:
    """Write one sheet. Every cell is written as text or number as it is: none becomes a formula or a link."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DDDDDD", "text_wrap": True})
        as_text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        if text_columns:
            sheet.set_column(0, max(len(header) - 1, 0), 20, as_text)
        for column, cell in enumerate(header):
            sheet.write_string(0, column, cell, bold)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int) and not isinstance(value, bool):
                    sheet.write_number(number, column, value)
                elif value is not None:
                    sheet.write_string(number, column, str(value)[:32_000])
    return target.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write CSV in UTF-8 with a byte order mark; a cell that a spreadsheet would take for a formula gets a quote."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(header)
    for row in rows:
        writer.writerow(["" if value is None else _harmless(str(value)) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_DANGEROUS) else text
