"""Rows as a department sends them, and what each is told."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.people.codes import Occupation, Sector
from app.domain.people.facts import Sex
from app.domain.roster_imports.cells import Cell
from app.domain.roster_imports.columns import HEADERS, Column, find_header
from app.domain.roster_imports.rows import MissingDay, RosterRow, read_row
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "rows.txt")
DAY = date(2026, 6, 1)
TITLES = [aliases[0] for aliases in HEADERS.values()]
NUMBER = "11010519491231002X"
C = Column
SOUND: dict[Column, Cell] = {
    C.NAME: "王小明",
    C.CITIZEN_NUMBER: NUMBER,
    C.CATEGORY: "正式党员",
    C.BRANCH: "杏林村党支部",
    C.JOINED_ON: "1975-07-01",
    C.CONVERTED_ON: "1976-07-01",
}


def read(
    changes: dict[Column, Cell], missing_day: MissingDay = MissingDay.REFUSE, age_min: int | None = 18
) -> RosterRow:
    header = find_header([TITLES])
    assert header is not None
    given = {**SOUND, **changes}
    values = [given.get(column) for column in HEADERS]
    return read_row(7, values, header, on=DAY, age_min=age_min, missing_day=missing_day)


def tells(case: str, row: RosterRow) -> None:
    rows = [f"✗ {fault.column} | {fault.code} | {fault.expected} ← {fault.actual}" for fault in row.faults]
    TOLD.tells(case, [*rows, *row.notes, f"since {row.status_since}, branch {row.branch}", str(row.particulars)])


CASES: dict[str, dict[Column, Cell]] = {
    "sound": {},
    "no name": {C.NAME: None},
    "a name with a line break": {C.NAME: "王\n小明"},
    "a name too long": {C.NAME: "王" * 201},
    "a branch as long as may be": {C.BRANCH: "村" * 200},
    "a branch too long": {C.BRANCH: "村" * 201},
    "a branch with a direction mark": {C.BRANCH: "杏林村\u202e党支部"},
    "no category": {C.CATEGORY: None},
    "a category nobody knows": {C.CATEGORY: "群众甲"},
    "no number": {C.CITIZEN_NUMBER: None},
    "a number typed as a number": {C.CITIZEN_NUMBER: 110105194912310000},
    "a number with a wrong check digit": {C.CITIZEN_NUMBER: "110105194912310021"},
    "a number with an apostrophe, blanks and full-width digits": {C.CITIZEN_NUMBER: "'１１０１０５ 19491231 002x"},
    "a number with a letter before it": {C.CITIZEN_NUMBER: f"X{NUMBER}"},
    "a number too long to be text": {C.CITIZEN_NUMBER: "1" * 201},
    "birth and sex that agree": {C.BORN_ON: "1949年12月31日", C.SEX: "女"},
    "a birth that disagrees": {C.BORN_ON: "1949-12-30"},
    "a birth month that agrees": {C.BORN_ON: "1949.12"},
    "a birth month that disagrees": {C.BORN_ON: "1949.11"},
    "a birth nobody can read": {C.BORN_ON: "腊月三十"},
    "a sex that disagrees": {C.SEX: "男"},
    "a sex nobody can read": {C.SEX: "某"},
    "joined in a month": {C.JOINED_ON: "1975.07"},
    "joined before birth": {C.JOINED_ON: "1949-12-31"},
    "joined under age": {C.JOINED_ON: "1967-12-30"},
    "joined tomorrow": {C.JOINED_ON: "2026-06-02", C.CONVERTED_ON: None},
    "joined on a day nobody can read": {C.JOINED_ON: "某日"},
    "converted before joining": {C.CONVERTED_ON: "1975-06-30"},
    "never converted": {C.CONVERTED_ON: None},
    "a probationary": {C.CATEGORY: "预备党员", C.JOINED_ON: "2026-01-05", C.CONVERTED_ON: None},
    "a probationary who never joined": {C.CATEGORY: "预备党员", C.JOINED_ON: None, C.CONVERTED_ON: None},
    "an activist": {C.CATEGORY: "入党积极分子", C.JOINED_ON: None, C.CONVERTED_ON: None, C.STATUS_SINCE: "2026-01-05"},
    "an activist since nobody knows": {C.CATEGORY: "入党积极分子", C.JOINED_ON: None, C.CONVERTED_ON: None},
    "an activist since some day": {
        C.CATEGORY: "入党积极分子",
        C.JOINED_ON: None,
        C.CONVERTED_ON: None,
        C.STATUS_SINCE: "某日",
    },
    "an activist since today": {
        C.CATEGORY: "入党积极分子",
        C.JOINED_ON: None,
        C.CONVERTED_ON: None,
        C.STATUS_SINCE: "2026-06-01",
    },
    "an activist since tomorrow": {
        C.CATEGORY: "入党积极分子",
        C.JOINED_ON: None,
        C.CONVERTED_ON: None,
        C.STATUS_SINCE: "2026-06-02",
    },
    "an activist since birth": {
        C.CATEGORY: "入党积极分子",
        C.JOINED_ON: None,
        C.CONVERTED_ON: None,
        C.STATUS_SINCE: "1949-12-31",
    },
    "an activist with a member's days": {C.CATEGORY: "入党积极分子", C.STATUS_SINCE: "2026-01-05"},
    "a telephone with blanks and full-width digits": {C.PHONE: "０５７１ 8888 0000"},
    "a telephone that is none": {C.PHONE: "办公室"},
    "everything else": {C.ETHNIC: "汉族", C.EDUCATION: "大学本科毕业", C.WORK_UNIT: "杏林小学"},
    "an ethnic group nobody knows": {C.ETHNIC: "某族"},
    "an education nobody knows": {C.EDUCATION: "自学"},
    "an occupation nobody knows": {C.OCCUPATION: "神仙"},
    "a sector nobody knows": {C.SECTOR: "月球"},
}


@pytest.mark.parametrize("case", CASES)
def test_a_row_is_told_every_fault(case: str) -> None:
    row = read(CASES[case])

    assert row.number == 7
    assert (row.particulars is None) == bool(row.faults)
    tells(case, row)


@pytest.mark.parametrize(
    ("column", "cell"), [(C.BORN_ON, "1949.11"), (C.JOINED_ON, "1975.07"), (C.CONVERTED_ON, "1976年7月")]
)
def test_a_month_may_be_taken_from_its_first_day(column: Column, cell: str) -> None:
    tells(f"first of the month, {column}", read({column: cell}, MissingDay.FIRST))


def test_no_age_is_asked_for_where_none_is_given() -> None:
    assert read({C.JOINED_ON: "1967-12-30"}, age_min=None).particulars is not None


def test_without_a_number_birth_and_sex_are_those_of_the_sheet() -> None:
    row = read({C.CITIZEN_NUMBER: None, C.BORN_ON: "1949-12-31", C.SEX: "女"})

    assert [fault.code for fault in row.faults] == ["roster.number-missing"]


def test_what_the_sheet_leaves_out_is_taken_from_the_number() -> None:
    particulars = read({}).particulars

    assert particulars is not None
    assert (particulars.sex, particulars.born_on, particulars.citizen_number) == (
        Sex.FEMALE,
        date(1949, 12, 31),
        NUMBER,
    )


def test_a_row_shorter_than_its_header_lacks_the_rest() -> None:
    header = find_header([TITLES])
    assert header is not None

    tells("nothing at all", read_row(7, [], header, on=DAY, age_min=18, missing_day=MissingDay.REFUSE))


def test_occupation_and_sector_of_the_sheet_are_kept() -> None:
    particulars = read({C.OCCUPATION: "农牧渔民", C.SECTOR: "行政村"}).particulars

    assert particulars is not None
    assert (particulars.occupation, particulars.sector) == (Occupation.FARMER, Sector.RURAL)


@pytest.mark.parametrize(("epoch_1904", "joined_on"), [(False, date(1985, 3, 12)), (True, date(1989, 3, 13))])
def test_serial_numbers_of_a_book_are_counted_from_its_epoch(epoch_1904: bool, joined_on: date) -> None:
    header = find_header([TITLES])
    assert header is not None
    given = {**SOUND, C.JOINED_ON: 31118, C.CONVERTED_ON: 33333}
    values = [given.get(column) for column in HEADERS]

    told = [
        read_row(7, values, header, on=DAY, age_min=18, missing_day=MissingDay.REFUSE, epoch_1904=epoch_1904),
        *([] if epoch_1904 else [read_row(7, values, header, on=DAY, age_min=18, missing_day=MissingDay.REFUSE)]),
    ]

    for row in told:
        assert row.particulars is not None
        assert row.particulars.joined_on == joined_on


def test_faults_name_the_columns_as_the_sheet_does_and_as_we_do_where_it_has_none() -> None:
    header = find_header([["党员姓名", "身份证号码", "人员类别"]])
    assert header is not None

    row = read_row(7, [None, "1", "群众甲"], header, on=DAY, age_min=18, missing_day=MissingDay.REFUSE)
    member = read_row(7, ["王小明", NUMBER, "正式党员"], header, on=DAY, age_min=18, missing_day=MissingDay.REFUSE)

    days = find_header([["党员姓名", "身份证号码", "人员类别", "入党时间"]])
    assert days is not None
    unread = read_row(
        7, ["王小明", NUMBER, "正式党员", "某日"], days, on=DAY, age_min=18, missing_day=MissingDay.REFUSE
    )

    tells("a short sheet with its own titles", row)
    tells("a day nobody can read under a title of the sheet's own", unread)
    tells("a short sheet without days", member)
