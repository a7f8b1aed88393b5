"""Files of strangers: read as they are meant, or refused as a whole, and never the end of the process that asked."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, time
from typing import Any

import pytest
import xlsxwriter

from app.core.sheets import Limits, SheetProblem, SheetRead
from app.core.sheets.apart import read_apart
from app.core.sheets.measuring import measure
from app.core.sheets.reading import read_sheets
from tests.builders.rosters import HEADER, row, xlsx_of

TEXT = ",".join(HEADER) + "\r\n" + ",".join(map(str, row(0, "安一"))) + "\r\n"
BASE = xlsx_of([row(0, "安一")])


def named(value: object) -> str | None:
    """Files are not part of a test's name: they hold the time of their making."""
    return "file" if isinstance(value, bytes) else None


def book(fill: Callable[[Any], None], **options: object) -> bytes:
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    fill(made)
    made.close()
    return target.getvalue()


def put(sheet: Any, rows: list[list[object]]) -> None:
    for number, cells in enumerate(rows):
        for place, value in enumerate(cells):
            if value is not None:
                sheet.write(number, place, value)


def rebuilt(entry: str, change: Callable[[bytes], bytes], base: bytes = BASE) -> bytes:
    """Return the workbook with one of its pieces changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for info in source.infolist():
            content = source.read(info)
            made.writestr(info.filename, change(content) if entry in info.filename else content)
    return target.getvalue()


def with_cells(cells: str) -> bytes:
    return rebuilt("sheet1.xml", lambda xml: xml.replace(b"</sheetData>", cells.encode() + b"</sheetData>"))


def read(content: bytes) -> SheetRead:
    (sheet,) = read_apart(content)
    return sheet


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(SheetProblem) as refused:
        read_apart(content)
    return refused.value.code, refused.value.what


@pytest.mark.parametrize(
    ("_case", "content"),
    [
        ("utf-8", TEXT.encode()),
        ("utf-8 with a mark", TEXT.encode("utf-8-sig")),
        ("gb18030", TEXT.encode("gb18030")),
        ("gb18030 with a mark", b"\x84\x31\x95\x33" + TEXT.encode("gb18030")),
        ("utf-16 as Excel saves it", TEXT.replace(",", "\t").encode("utf-16")),
        ("utf-16 big endian", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("utf-32", TEXT.encode("utf-32")),
        ("semicolons", TEXT.replace(",", ";").encode()),
        ("semicolons and commas in the cells", TEXT.replace(",", ";").replace("大学本科", "一,二,三,四" * 9).encode()),
        ("old line ends", TEXT.replace("\r\n", "\r").encode()),
        ("quoted cells", TEXT.replace("安一", '"安一"').encode()),
    ],
    ids=named,
)
def test_csv_is_read_in_every_encoding_and_with_every_delimiter_of_the_field(_case: str, content: bytes) -> None:
    sheet = read(content)

    assert sheet.rows[0] == list(HEADER)
    assert (len(sheet.rows), sheet.rows[1][0], len(sheet.rows[1])) == (2, "安一", len(HEADER))


@pytest.mark.parametrize(
    ("_case", "content", "code", "what"),
    [
        ("utf-16 without a mark", TEXT.encode("utf-16-le"), "roster.not-a-sheet", ""),
        ("half a utf-16", TEXT.encode("utf-16")[:-1], "roster.not-a-sheet", ""),
        ("a NUL", TEXT.replace("安一", "安\0一").encode(), "roster.not-a-sheet", ""),
        ("a quote that is never closed", (TEXT + '"白二,女\r\n' + TEXT).encode(), "roster.quotes", ""),
        ("a quote before the header", ('"' + TEXT).encode(), "roster.quotes", ""),
        ("text after a quoted cell", TEXT.replace("安一", '"安"一').encode(), "roster.quotes", ""),
        ("one line of 50 MB", b"x" * 50_000_000, "roster.too-large", "cell"),
        ("a good file and a line of 50 MB", TEXT.encode() + b"y" * 50_000_000, "roster.too-large", "cell"),
        ("ten million cells in a row", b"," * 10_000_000, "roster.too-large", "columns"),
        ("a million empty lines", TEXT.encode() + b"\r\n" * 1_000_000, "roster.too-large", "rows"),
        (
            "a web page that is called xls",
            b"\xef\xbb\xbf\r\n<html><table><tr><td>" + TEXT.encode(),
            "roster.not-a-sheet",
            "",
        ),
        ("the XML of Excel 2003", b'<?xml version="1.0"?>\n<Workbook>' + TEXT.encode(), "roster.not-a-sheet", ""),
        ("PDF", b"%PDF-1.7\n" + TEXT.encode(), "roster.not-a-sheet", ""),
        ("nothing", b"", "roster.empty", ""),
        ("blanks", b"\r\n ,,\r\n"[:2], "roster.empty", ""),
    ],
    ids=named,
)
def test_csv_that_would_have_to_be_guessed_at_is_refused(_case: str, content: bytes, code: str, what: str) -> None:
    assert refusal(content) == (code, what)


def test_the_row_of_the_unclosed_quote_is_named() -> None:
    with pytest.raises(SheetProblem) as refused:
        read_sheets((TEXT + '"白二,女\r\n').encode())

    assert refused.value.expected == 3


@pytest.mark.parametrize(
    ("_case", "content", "code", "what"),
    [
        ("single quotes", with_cells("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "too-large", "rows"),
        ("blanks around", with_cells('<row r = "60"><c r = "XFD60"><v>1</v></c></row>'), "too-large", "columns"),
        ("line breaks", with_cells('<row\nr="1048576"><c\nr="A1048576"><v>1</v></c></row>'), "too-large", "rows"),
        ("written as an entity", with_cells('<row><c r="A104857&#54;"><v>1</v></c></row>'), "too-large", "rows"),
        ("small letters", with_cells('<row r="60"><c r="xfd60"><v>1</v></c></row>'), "too-large", "columns"),
        ("a sign in another attribute", with_cells('<row><c x=">" r="A99999"><v>1</v></c></row>'), "too-large", "rows"),
        ("more digits", with_cells('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "damaged", ""),
        ("endless digits", with_cells(f'<row><c r="A{"9" * 5000}"><v>1</v></c></row>'), "damaged", ""),
        ("without places, wide", with_cells(f"<row>{'<c><v>1</v></c>' * 200}</row>"), "too-large", "columns"),
        ("without places, tall", with_cells("<row><c><v>1</v></c></row>" * 60_000), "too-large", "rows"),
        (
            "room for four milliards of strings",
            rebuilt("sharedStrings", lambda x: re.sub(rb' count="\d+"', b" count='4294967295'", x)),
            "too-large",
            "strings",
        ),
        (
            "a document type",
            rebuilt("sheet1.xml", lambda x: x.replace(b"<worksheet", b"<!DOCTYPE x []><worksheet", 1)),
            "damaged",
            "",
        ),
        ("deep nesting", with_cells("<a>" * 100_000), "damaged", ""),
        (
            "a string that is not there",
            rebuilt("sheet1.xml", lambda x: x.replace(b"<v>0</v>", b"<v>9999</v>")),
            "damaged",
            "",
        ),
    ],
    ids=named,
)
def test_crafted_workbooks_are_refused(_case: str, content: bytes, code: str, what: str) -> None:
    assert refusal(content) == (f"roster.{code}", what)


@pytest.mark.parametrize(
    ("_case", "inside", "code"),
    [
        ("a workbook of Excel 97", "Workbook", "roster.old-excel"),
        ("a workbook behind a password", "EncryptedPackage", "roster.encrypted"),
    ],
)
def test_what_the_old_container_holds_is_told_apart(_case: str, inside: str, code: str) -> None:
    directory = "Root Entry".encode("utf-16-le").ljust(128, b"\0") + inside.encode("utf-16-le").ljust(128, b"\0")

    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory) == (code, "")


def test_an_entry_packed_in_an_unusual_way_or_named_twice_is_refused() -> None:
    def packed(method: int, *names: str) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", method) as made:
            for name in names:
                made.writestr(name, b"<workbook/>")
        return target.getvalue()

    with pytest.warns(UserWarning, match="Duplicate"):
        twice = packed(zipfile.ZIP_STORED, "xl/workbook.xml", "xl/workbook.xml")

    assert refusal(packed(zipfile.ZIP_BZIP2, "xl/workbook.xml")) == ("roster.damaged", "")
    assert refusal(packed(zipfile.ZIP_LZMA, "xl/workbook.xml")) == ("roster.damaged", "")
    assert refusal(twice) == ("roster.damaged", "")


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_directory_that_points_astray_is_damage_and_nothing_else(at: int) -> None:
    directory = BASE.rindex(b"PK\x01\x02", 0, BASE.rindex(b"PK\x05\x06"))
    content = BASE[: directory + at % 46] + b"\xff\xff" + BASE[directory + at % 46 + at % 5 :]

    with suppress(SheetProblem):  # and nothing else
        assert read_sheets(content)


def test_a_reader_that_dies_is_a_file_that_can_not_be_read() -> None:
    with pytest.raises(SheetProblem, match=r"roster\.damaged"):
        read_apart(BASE, memory=20_000_000)


def test_rows_that_are_only_formatted_cost_nothing() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        put(sheet, [list(HEADER), row(0, "安一")])
        bold = made.add_format({"bold": True})
        for number in range(2, 1_048_576, 16):
            sheet.set_row(number, 20, bold)
        sheet.write_blank(1_048_575, 16_383, None, bold)

    sheet = read(book(fill))

    assert len(sheet.rows) == 2
    assert sheet.rows[1][0] == "安一"


def test_sheets_that_are_not_shown_are_not_read() -> None:
    def fill(made: Any) -> None:
        old, older, new = (made.add_worksheet(name) for name in ("旧", "更旧", "名册"))
        for sheet, name in ((old, "隐藏"), (older, "深藏"), (new, "安一")):
            put(sheet, [list(HEADER), row(0, name)])
        new.activate()
        new.set_first_sheet()
        old.hide()
        older.very_hidden()

    sheet = read(book(fill))

    assert (sheet.name, sheet.rows[1][0]) == ("名册", "安一")


def test_errors_and_formulas_without_a_value_are_not_empty_cells() -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write(1, 1, "甲")
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 1, "=B2", None, "甲")
        sheet.write_datetime(2, 2, time(8, 30), made.add_format({"num_format": "hh:mm"}))
        sheet.write_formula(3, 1, "=B2", None, "")
        sheet.write(3, 2, "乙")
        sheet.set_row(3, None, None, {"hidden": True})

    sheet = read(book(fill))

    assert sheet.first_row == 2
    assert sheet.rows == [["甲", None], ["甲", None], [None, "乙"]]
    assert sheet.unreadable == {(0, 1), (1, 1), (2, 0)}
    assert sheet.hidden_rows == {2}


@pytest.mark.parametrize(("epoch_1904", "number"), [(False, 40330), (True, 38868)])
def test_days_are_counted_from_the_epoch_of_the_book(epoch_1904: bool, number: int) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_datetime(0, 0, date(2010, 6, 1), made.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(0, 1, number)

    sheet = read(book(fill, date_1904=epoch_1904))

    assert sheet.rows == [[date(2010, 6, 1), number]]
    assert sheet.epoch_1904 is epoch_1904


def test_what_comes_from_the_other_process_is_what_is_read_here() -> None:
    def fill(made: Any) -> None:
        for name in ("一", "二"):
            put(made.add_worksheet(name), [[name, 1.5, True, "=x", " 空 "], [None, None, 110101199003070000.0]])

    content = book(fill, strings_to_formulas=False)

    assert list(read_apart(content)) == list(read_sheets(content))


def test_limits_are_told_by_name() -> None:
    with pytest.raises(SheetProblem) as refused:
        measure(BASE, Limits(entries=2))

    assert (refused.value.what, refused.value.expected) == ("entries", 2)
    assert csv.field_size_limit() == 131_072
