"""An XLSX before the reader sees it: everything is unpacked in pieces and counted.

A small file can unpack to gigabytes, lie about its sizes, or put one cell at the far corner of the sheet so that a dense
reader would fill memory. The pieces of XML are walked through once; this is also where cells are found that a reader
hands out as empty (errors, formulas without a stored value), and rows that the sheet hides.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from app.core.sheets.contents import Limits, SheetProblem

__all__ = ["Book", "Sheet", "measure"]

_PIECE = 1 << 16
_REFERENCE = re.compile(r"([A-Za-z]+)([0-9]+)")
_LONGEST_REFERENCE = 20
_LAST_ROW = 1_048_576
_MOST_NOTED = 100_000


@dataclass
class Sheet:
    """A sheet of a book. Places are counted from 0 on the sheet itself."""

    name: str
    shown: bool
    entry: str
    unreadable: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


@dataclass
class Book:
    """The sheets of a book in their order."""

    sheets: list[Sheet]
    epoch_1904: bool


def measure(content: bytes, limits: Limits) -> Book:
    """Return the sheets of an XLSX that keeps within *limits*. Raises SheetProblem."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Measure(archive, len(content), limits).book()
    except SheetProblem:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise SheetProblem("roster.damaged") from error
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise SheetProblem("roster.damaged") from error


class _Measure:
    def __init__(self, archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
        self._archive = archive
        self._packed = packed
        self._limits = limits
        self._total = 0

    def book(self) -> Book:
        entries = self._archive.infolist()
        if len(entries) > self._limits.entries:
            raise SheetProblem("roster.too-large", what="entries", expected=self._limits.entries)
        if not any(entry.filename == "xl/workbook.xml" for entry in entries):
            raise SheetProblem("roster.not-a-sheet")
        if len({entry.filename for entry in entries}) < len(entries):
            raise SheetProblem("roster.damaged")  # two readers could see two files
        workbook, targets = _Workbook(), _Targets()
        walkers: dict[str, _Walker] = {"xl/workbook.xml": workbook, "xl/_rels/workbook.xml.rels": targets}
        cells: dict[str, _Cells] = {}
        for entry in entries:
            name = entry.filename
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                walkers[name] = cells[name] = _Cells(self._limits)
            elif name.lower().endswith("sharedstrings.xml"):
                walkers[name] = _Strings(self._limits)
        for entry in entries:
            self._unpack(entry, walkers.get(entry.filename))
        sheets = [
            Sheet(name, shown, posixpath.normpath(posixpath.join("/xl", targets.found.get(relation, "")))[1:])
            for name, shown, relation in workbook.sheets
        ]
        for sheet in sheets:
            if sheet.entry in cells:
                sheet.unreadable, sheet.hidden_rows = cells[sheet.entry].unreadable, cells[sheet.entry].hidden_rows
        return Book(sheets, workbook.epoch_1904)

    def _unpack(self, entry: zipfile.ZipInfo, walker: "_Walker | None") -> None:
        if entry.flag_bits & 1:
            raise SheetProblem("roster.encrypted")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise SheetProblem("roster.damaged")  # no spreadsheet packs so, and others unpack without bounds
        for piece in self._pieces(entry):
            if walker is not None:
                walker.feed(piece, last=False)
        if walker is not None:
            walker.feed(b"", last=True)

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                self._total += len(piece)
                if self._total > self._limits.unpacked:
                    raise SheetProblem("roster.too-large", what="bytes", expected=self._limits.unpacked)
                if self._total > 10_000_000 and self._total > self._limits.ratio * self._packed:
                    raise SheetProblem("roster.too-large", what="ratio", expected=self._limits.ratio)
                yield piece


class _Walker:
    """Walks through a piece of XML. A document type is refused: no spreadsheet has one, and its entities can grow."""

    def __init__(self) -> None:
        parser = self._parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes, *, last: bool) -> None:
        self._parser.Parse(piece, last)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    @staticmethod
    def _refuse(*_: object) -> None:
        raise SheetProblem("roster.damaged")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Workbook(_Walker):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, bool, str]] = []
        self.epoch_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            shown = attributes.get("state", "visible") == "visible"
            self.sheets.append((attributes.get("name", ""), shown, relation))
        elif _local(name) == "workbookPr":
            self.epoch_1904 = attributes.get("date1904", "0").lower() in ("1", "true", "on")


class _Targets(_Walker):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")


class _Strings(_Walker):
    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def start(self, name: str, attributes: dict[str, str]) -> None:
        for announced in (attributes.get("count"), attributes.get("uniqueCount")):
            if announced is not None and not _within(announced, self._limits.strings):
                raise SheetProblem("roster.too-large", what="strings", expected=self._limits.strings)
        self._parser.StartElementHandler = None  # the first element says it all


def _within(number: str, most: int) -> bool:
    text = number.strip()
    return len(text) < _LONGEST_REFERENCE and text.isascii() and text.isdigit() and int(text) <= most


class _Cells(_Walker):
    """Walks through a sheet: where its cells stand, and which of them hold no value of their own."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self.unreadable: set[tuple[int, int]] = set()
        self.hidden_rows: set[int] = set()
        self._row, self._column = -1, -1
        self._formula = self._valued = self._in_value = False
        self._parser.EndElementHandler = self.end
        self._parser.CharacterDataHandler = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _local(name)
        if kind == "c":
            self._place(attributes.get("r"))
            self._formula = self._valued = False
            if attributes.get("t") == "e":
                self._note()
        elif kind == "f":
            self._formula = True
        elif kind in ("v", "is"):
            self._bounded()
            self._parser.CharacterDataHandler = self._text
        elif kind == "row":
            self._begin_row(attributes.get("r"))
            if attributes.get("hidden", "0") not in ("0", "false") and len(self.hidden_rows) < _MOST_NOTED:
                self.hidden_rows.add(self._row)

    def end(self, name: str) -> None:
        kind = _local(name)
        if kind in ("v", "is"):
            self._parser.CharacterDataHandler = None
        elif kind == "c" and self._formula and not self._valued:
            self._note()

    def _text(self, text: str) -> None:
        self._valued = self._valued or bool(text)

    def _note(self) -> None:
        if len(self.unreadable) >= _MOST_NOTED:
            raise SheetProblem("roster.damaged")
        self.unreadable.add((self._row, self._column))

    def _begin_row(self, reference: str | None) -> None:
        self._column = -1
        if reference is None:
            self._row += 1
        elif _within(reference, _LAST_ROW):
            self._row = int(reference) - 1
        else:
            raise SheetProblem("roster.damaged")

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
        else:
            found = _REFERENCE.fullmatch(reference.strip()) if len(reference) <= _LONGEST_REFERENCE else None
            if found is None:
                raise SheetProblem("roster.damaged")
            self._column, self._row = _column_number(found[1]) - 1, int(found[2]) - 1

    def _bounded(self) -> None:
        """Refuse a value beyond the limits: a dense reader allocates the whole rectangle. Empty cells and rows that are
        only formatted cost nothing, and people format whole columns."""
        if self._row >= self._limits.rows + 1000:
            raise SheetProblem("roster.too-large", what="rows", expected=self._limits.rows)
        if self._column >= self._limits.columns:
            raise SheetProblem("roster.too-large", what="columns", expected=self._limits.columns)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
