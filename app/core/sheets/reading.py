"""Sheets in: XLSX and CSV, told apart by their bytes. Formulas are not evaluated; the value stored with them is read."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from app.core.sheets.contents import Cell, Limits, SheetProblem, SheetRead
from app.core.sheets.measuring import Book, Sheet, measure

__all__ = ["read_sheets"]

_HEAD = 20_000
_LOOKED_AT = 50
_DELIMITERS = ",\t;"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PROLOGUE = 1000
_NO_TABLE = (b"<", b"%PDF", b"{\\rtf")
"""How web pages and XML that are called ``.xls``, PDF and RTF begin: text, but no table of cells."""


def read_sheets(content: bytes, limits: Limits | None = None) -> Sequence[SheetRead]:
    """Return the sheets of a file that are shown and hold anything. Raises SheetProblem.

    For files of strangers use :func:`app.core.sheets.apart.read_apart`, which reads them in a process of its own.
    """
    limits = limits or Limits()
    if content.startswith(b"PK\x03\x04"):
        found = list(_xlsx(content, measure(content, limits), limits))
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        # A password packs an XLSX into the container of the old format.
        raise SheetProblem("roster.encrypted" if _ENCRYPTED in content else "roster.old-excel")
    elif content[:_PROLOGUE].removeprefix(codecs.BOM_UTF8).lstrip().startswith(_NO_TABLE):
        raise SheetProblem("roster.not-a-sheet")
    else:
        found = [_csv(content, limits)]
    if not found:
        raise SheetProblem("roster.empty")
    return found


def _xlsx(content: bytes, book: Book, limits: Limits) -> Iterator[SheetRead]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        reader = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = set(reader.sheet_names)
        for sheet in book.sheets:
            if not sheet.shown or sheet.name not in names:
                continue
            cells = reader.get_sheet_by_name(sheet.name)
            rows = cells.to_python(skip_empty_area=True, nrows=limits.rows + 1001)
            if rows:
                yield _read(sheet, rows, cells.start or (0, 0), epoch_1904=book.epoch_1904)
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise SheetProblem("roster.damaged") from error


def _read(sheet: Sheet, rows: Sequence[Sequence[object]], start: tuple[int, int], *, epoch_1904: bool) -> SheetRead:
    top, left = start
    unreadable = {(row - top, column - left) for row, column in sheet.unreadable}
    plain: list[list[Cell]] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for place, cell in enumerate(row):
            if cell == "":
                cells.append(None)
            elif isinstance(cell, str | bool | int | date | datetime) or (isinstance(cell, float) and cell == cell):
                cells.append(cell)
            else:  # a time of day, a duration, not-a-number
                unreadable.add((number, place))
                cells.append(None)
        plain.append(cells)
    hidden = frozenset(row - top for row in sheet.hidden_rows)
    return SheetRead("xlsx", plain, top + 1, sheet.name, frozenset(unreadable), hidden, epoch_1904)


def _csv(content: bytes, limits: Limits) -> SheetRead:
    text = _decoded(content)
    if "\x00" in text:
        raise SheetProblem("roster.not-a-sheet")
    rows: list[list[Cell]] = []
    # Strict: a quote that is never closed would swallow everything up to the next one.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            if len(rows) > limits.rows + 1000:
                raise SheetProblem("roster.too-large", what="rows", expected=limits.rows)
            if len(row) > limits.columns:
                raise SheetProblem("roster.too-large", what="columns", expected=limits.columns)
            rows.append([cell or None for cell in row])
    except csv.Error as error:
        if "field larger" in str(error):
            raise SheetProblem("roster.too-large", what="cell", expected=csv.field_size_limit()) from error
        raise SheetProblem("roster.quotes", expected=len(rows) + 1) from error
    if not any(cell for row in rows for cell in row):
        raise SheetProblem("roster.empty")
    return SheetRead("csv", rows)


def _delimiter(text: str) -> str:
    """Return the delimiter under which most of the first rows have one and the same number of cells."""

    def fitting(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=delimiter)
        try:
            counts = Counter(len(row) for row in islice(rows, _LOOKED_AT) if len(row) > 1)
        except csv.Error:
            return (0, 0)
        return max(((rows, columns) for columns, rows in counts.items()), default=(0, 0))

    return max(_DELIMITERS, key=fitting)


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise SheetProblem("roster.not-a-sheet") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise SheetProblem("roster.not-a-sheet")
