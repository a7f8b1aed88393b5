"""The header of a roster, in the ways in which people draw it."""

import pytest

from app.domain.roster_imports.columns import Column, find_header

N = None
ONE = ["姓名", "身份证号", "人员类别", "入党时间"]


@pytest.mark.parametrize(
    ("_case", "rows", "index", "places"),
    [
        ("one row", [ONE, ["安一", "1", "党员", "2010"]], 0, [0, 1, 2, 3]),
        ("below a title", [["名册", N, N, N], [N] * 4, ONE], 2, [0, 1, 2, 3]),
        ("stars, brackets, blanks", [["*姓 名", "身份证号（18位）", "人员\n类别", "入党时间:"]], 0, [0, 1, 2, 3]),
        ("another order", [list(reversed(ONE))], 0, [3, 2, 1, 0]),
        ("merged downwards", [ONE, [N] * 4, ["安一", "1", "党员", "2010"]], 0, [0, 1, 2, 3]),
        ("a group above", [["基本情况", N, "党内情况", N], ONE], 1, [0, 1, 2, 3]),
        (
            "a group beside single columns",
            [["姓名", "身份证号", "人员类别", "时间", N], [N, N, N, "入党时间", "转正时间"], ["安一"]],
            1,
            [0, 1, 2, 3],
        ),
        ("a person called like a header", [ONE, ["性别", "1", "党员", "2010"]], 0, [0, 1, 2, 3]),
    ],
)
def test_the_header_is_found(_case: str, rows: list[list[str | None]], index: int, places: list[int]) -> None:
    header = find_header(rows)

    assert header is not None
    wanted = (Column.NAME, Column.CITIZEN_NUMBER, Column.CATEGORY, Column.JOINED_ON)
    assert (header.index, [header.places[column] for column in wanted]) == (index, places)
    assert header.missing == header.repeated == ()


def test_a_column_that_is_named_in_both_rows_of_a_header_is_repeated() -> None:
    header = find_header([["姓名", "身份证号", "人员类别", "其他"], [N, N, N, "姓名"]])

    assert header is not None
    assert header.repeated == ("姓名",)


def test_two_names_of_one_column_are_repeated_and_unknown_ones_are_told() -> None:
    header = find_header([[*ONE, "党员姓名", "备注"]])

    assert header is not None
    assert (header.repeated, header.ignored) == (("党员姓名",), ("备注",))


def test_rows_without_a_header_have_none() -> None:
    assert find_header([["说明"], ["姓名", "性别"], [N, N]]) is None
    assert find_header([]) is None
    assert find_header([[110101199003070000.0, float("nan"), True, 1.5]] * 3) is None


def test_a_long_number_below_the_header_is_no_part_of_it() -> None:
    header = find_header([["姓名", "人员类别", "入党时间", "号码"], ["安一", "党员", "2010", 110101199003070000.0]])

    assert header is not None
    assert header.index == 0
