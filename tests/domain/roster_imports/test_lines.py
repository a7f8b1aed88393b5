"""Cells on the line between two readings: numbers that are days, months, serials or nothing; other ways to write a code."""

import pytest

from app.domain.roster_imports.cells import Cell, CellFault, PartialDay, ethnic_of, read_day, text_of
from app.domain.roster_imports.columns import Column, find_header
from tests.domain.roster_imports.test_rows_told import SOUND, TITLES

UNREADABLE, IMPOSSIBLE = "roster.day-unreadable", "roster.day-impossible"


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (19_000_101, "1900-01-01"),
        (19_000_100, UNREADABLE),
        (21_991_231, "2199-12-31"),
        (21_991_232, UNREADABLE),
        (190_001, "1900-01"),
        (190_000, UNREADABLE),
        (219_912, "2199-12"),
        (219_913, UNREADABLE),
        (1899, "1905-03-13"),
        (1900, "roster.day-only-year"),
        (2199, "roster.day-only-year"),
        (2200, "1906-01-08"),
        (60, UNREADABLE),
        (61, "1900-03-01"),
        (109_574, "2199-12-31"),
        (109_575, UNREADABLE),
        (109_999, UNREADABLE),
        (110_000, UNREADABLE),
        (1900.01, "1900-01"),
        (1899.12, UNREADABLE),
        (2199.12, "2199-12"),
        (2199.99, IMPOSSIBLE),
        (2200.01, UNREADABLE),
        (2200.5, UNREADABLE),
        (1985.123, UNREADABLE),
        (1985.5, "roster.day-ambiguous"),
        (float("inf"), UNREADABLE),
        (float("nan"), UNREADABLE),
        (-1985.03, UNREADABLE),
        ("1900-01-01", "1900-01-01"),
        ("1899-12-31", UNREADABLE),
        ("2199-12-31", "2199-12-31"),
        ("2200-01-01", UNREADABLE),
        ("19000101", "1900-01-01"),
        ("21991231", "2199-12-31"),
        ("20261105", "2026-11-05"),
        ("202611", "2026-11"),
        ("2026110", UNREADABLE),
    ],
)
def test_a_cell_on_the_line(cell: Cell, read: str) -> None:
    try:
        found = read_day(cell)
        said = f"{found.year}-{found.month:02}" if isinstance(found, PartialDay) else str(found)
    except CellFault as fault:
        said = fault.code

    assert said == read


@pytest.mark.parametrize(("epoch_1904", "day"), [(False, "1985-03-12"), (True, "1989-03-13")])
def test_a_serial_is_counted_from_the_epoch_of_its_book(epoch_1904: bool, day: str) -> None:
    assert str(read_day(31118, epoch_1904=epoch_1904)) == day


def test_a_serial_beyond_the_last_year_is_refused_in_either_epoch() -> None:
    assert str(read_day(108_112, epoch_1904=True)) == "2199-12-31"
    with pytest.raises(CellFault):
        read_day(108_113, epoch_1904=True)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (True, "是"),
        (False, "否"),
        (10**15 - 1, "999999999999999"),
        (-(10**15) + 1, "-999999999999999"),
        (1.5, "1.5"),
        (1.0, "1"),
    ],
)
def test_cells_that_are_no_text_are_written(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


@pytest.mark.parametrize("cell", [10**15, -(10**15), 1e15, float("inf")])
def test_numbers_that_have_lost_digits_are_refused(cell: Cell) -> None:
    with pytest.raises(CellFault) as raised:
        text_of(cell)
    assert raised.value.code == str(raised.value) == "roster.number-lost-digits"


@pytest.mark.parametrize("cell", ["汉族", "汉", "01", "1", 1, "HA", "ha", "Ha", " 汉 族 ", "０１"])
def test_an_ethnic_group_is_known_by_name_number_and_letters(cell: Cell) -> None:
    assert ethnic_of(cell) == "01"


@pytest.mark.parametrize(
    "titles",
    [
        ["姓名（必填）", "身份证号[18位]", "人员类别【必填】", "入党时间(年月日)"],
        ["姓名*", "身份证号：", "＊人员类别", "入党时间:"],
        ["姓\n名", "身份证号", "人员 类别", "入党时间"],
        ["(说明)", "姓名", "身份证号", "人员类别", "入党时间"],
        ["姓名", "身份证号", "人员类别", "入党时间", 110101199003070000.0],
    ],
)
def test_what_people_add_to_a_title_is_put_aside(titles: list[Cell]) -> None:
    header = find_header([titles])

    assert header is not None
    assert {Column.NAME, Column.CITIZEN_NUMBER, Column.CATEGORY, Column.JOINED_ON} <= set(header.places)
    assert header.ignored == ()


@pytest.mark.parametrize(
    ("_case", "rows", "ignored"),
    [
        ("the lower row is shorter", [["姓名", "身份证号", "时间", "人员类别"], [None, None, "入党时间"]], ()),
        (
            "the lower row is longer",
            [["姓名", "身份证号", "人员类别", "时间"], [None, None, None, "入党时间", "X光", None]],
            ("X光",),
        ),
    ],
)
def test_two_rows_of_a_header_need_not_be_of_one_length(
    _case: str, rows: list[list[str | None]], ignored: tuple[str, ...]
) -> None:
    header = find_header([*rows, ["安一"]])

    assert header is not None
    assert (header.index, header.ignored) == (1, ignored)
    assert {Column.NAME, Column.CITIZEN_NUMBER, Column.CATEGORY, Column.JOINED_ON} <= set(header.places)


def test_the_sound_row_has_a_title_for_every_column_that_it_fills() -> None:
    header = find_header([TITLES])

    assert header is not None
    assert set(SOUND) <= set(header.titles)
