from datetime import date, datetime, time

import pytest

from app.domain.people.facts import MemberStatus, Sex
from app.domain.roster_imports import cells
from app.domain.roster_imports.cells import CellFault, PartialDay, read_day, text_of
from app.domain.roster_imports.columns import Column, find_header


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("1985-03-12", date(1985, 3, 12)),
        ("1985-3-12", date(1985, 3, 12)),
        ("1985/3/12", date(1985, 3, 12)),
        ("1985.3.12", date(1985, 3, 12)),
        ("1985.03.12", date(1985, 3, 12)),
        ("1985年3月12日", date(1985, 3, 12)),
        ("1985年 3月 12日", date(1985, 3, 12)),
        ("１９８５年３月１２日", date(1985, 3, 12)),
        ("１９８５．０３．１２", date(1985, 3, 12)),
        ("19850312", date(1985, 3, 12)),
        ("1985-03-12 00:00:00", date(1985, 3, 12)),
        (" 1985-03-12 ", date(1985, 3, 12)),
        (19850312.0, date(1985, 3, 12)),
        (31118.0, date(1985, 3, 12)),
        (31118, date(1985, 3, 12)),
        (datetime(1985, 3, 12, 8, 30), date(1985, 3, 12)),  # noqa: DTZ001
        (date(1985, 3, 12), date(1985, 3, 12)),
        ("1985.03", PartialDay(1985, 3)),
        ("1985年3月", PartialDay(1985, 3)),
        ("1985-3", PartialDay(1985, 3)),
        ("198503", PartialDay(1985, 3)),
        (198503.0, PartialDay(1985, 3)),
        (1985.03, PartialDay(1985, 3)),
        (1985.11, PartialDay(1985, 11)),
        (None, None),
        ("  ", None),
        ("\ufeff", None),
    ],
)
def test_days_as_departments_write_them(cell: cells.Cell, found: object) -> None:
    assert read_day(cell) == found


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1985.1, "roster.day-ambiguous"),
        (1985.0, "roster.day-only-year"),
        ("1985", "roster.day-only-year"),
        ("1985年", "roster.day-unreadable"),
        ("1985-02-30", "roster.day-impossible"),
        ("1985-13-01", "roster.day-impossible"),
        ("19850230", "roster.day-impossible"),
        (19850230, "roster.day-impossible"),
        ("1985.13", "roster.day-impossible"),
        ("12/03/1985", "roster.day-unreadable"),
        ("八五年三月", "roster.day-unreadable"),
        ("1800-01-01", "roster.day-unreadable"),
        ("31118", "roster.day-unreadable"),
        (True, "roster.day-unreadable"),
        (time(8, 0), "roster.day-unreadable"),
        (0.5, "roster.day-unreadable"),
        (-1, "roster.day-unreadable"),
        (3.5e9, "roster.day-unreadable"),
        (float("inf"), "roster.day-unreadable"),
        (float("nan"), "roster.day-unreadable"),
        (1.5e-7, "roster.day-unreadable"),
        ("=TODAY()", "roster.day-unreadable"),
    ],
)
def test_doubtful_days_are_refused_not_guessed(cell: cells.Cell, code: str) -> None:
    with pytest.raises(CellFault) as fault:
        read_day(cell)

    assert fault.value.code == code


def test_excels_first_months_are_not_taken_for_days() -> None:
    """Serial 60 is Excel's 29 February 1900, which never was; nobody in a roster was born before March 1900."""
    with pytest.raises(CellFault):
        read_day(60)
    assert read_day(61) == date(1900, 3, 1)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("  王伟 ", "王伟"),
        ("\ufeff王伟", "王伟"),
        (13800001234.0, "13800001234"),
        (True, "是"),
        (None, None),
        ("", None),
    ],
)
def test_text_of_cells(cell: cells.Cell, found: str | None) -> None:
    assert text_of(cell) == found


def test_a_number_that_lost_digits_is_refused() -> None:
    with pytest.raises(CellFault) as fault:
        text_of(110101199003070000.0)

    assert fault.value.code == "roster.number-lost-digits"


def test_codes_by_their_common_names() -> None:
    assert cells.sex_of("　女 ") is Sex.FEMALE
    assert cells.sex_of(1.0) is Sex.MALE
    assert cells.ethnic_of("汉") == "01"
    assert cells.ethnic_of("维吾尔族") == "05"
    assert cells.ethnic_of("1") == "01"
    assert cells.education_of("大专") == "31"
    assert cells.education_of("普通高中毕业") == "61"
    assert cells.education_of("２１") == "21"
    assert cells.status_of("中共预备党员") is MemberStatus.PROBATIONARY
    for reader, text in (
        (cells.sex_of, "不详"),
        (cells.ethnic_of, "火星族"),
        (cells.education_of, "博士后"),
        (cells.status_of, "群众"),
        (cells.occupation_of, "宇航员"),
        (cells.sector_of, "天上"),
    ):
        with pytest.raises(CellFault):
            reader(text)


def test_the_header_is_found_below_a_title_with_aliases_and_remarks() -> None:
    rows: list[list[cells.Cell]] = [
        ["柳湾镇党员名册", None, None, None],
        ["序号", "姓  名*", "身份证号（必填）", "党员类别", "备注"],
        ["1", "柳青禾", "x", "正式党员", None],
    ]

    header = find_header(rows)

    assert header is not None
    assert header.index == 1
    assert header.places == {Column.NAME: 1, Column.CITIZEN_NUMBER: 2, Column.CATEGORY: 3}
    assert header.ignored == ("序号", "备注")
    assert header.missing == ()


def test_a_sheet_without_a_header_or_with_columns_twice() -> None:
    assert find_header([["a", "b"], ["c", "d"]]) is None
    header = find_header([["姓名", "姓名", "性别", "民族"]])
    assert header is not None
    assert header.repeated == ("姓名",)
    assert header.missing == ("公民身份号码", "人员类别")
