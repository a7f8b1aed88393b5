"""The columns of a roster: the headers of the members' form and what else people call them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from app.domain.roster_imports.cells import Cell, CellFault, text_of

__all__ = ["HEADERS", "REQUIRED", "Column", "Header", "find_header"]


class Column(StrEnum):
    """What a column holds."""

    NAME = "name"
    SEX = "sex"
    ETHNIC = "ethnic"
    BORN_ON = "born_on"
    CITIZEN_NUMBER = "citizen_number"
    EDUCATION = "education"
    JOINED_ON = "joined_on"
    CONVERTED_ON = "converted_on"
    STATUS_SINCE = "status_since"
    BRANCH = "branch"
    PHONE = "phone"
    CATEGORY = "category"
    WORK_UNIT = "work_unit"
    OCCUPATION = "occupation"
    SECTOR = "sector"


HEADERS: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("姓名", "党员姓名", "名字"),
    Column.SEX: ("性别",),
    Column.ETHNIC: ("民族",),
    Column.BORN_ON: ("出生日期", "出生年月", "出生年月日", "出生时间", "生日"),
    Column.CITIZEN_NUMBER: (
        "公民身份号码",
        "公民身份证号码",
        "公民身份证号",
        "居民身份证号码",
        "身份证号码",
        "身份证号",
        "身份证",
        "证件号码",
    ),
    Column.EDUCATION: ("学历", "文化程度", "最高学历"),
    Column.JOINED_ON: ("入党日期", "入党时间", "加入中共组织日期", "加入党组织日期", "加入党组织时间"),
    Column.CONVERTED_ON: ("转正日期", "转正时间", "转为正式党员日期", "转为正式党员时间"),
    Column.STATUS_SINCE: (
        "状态起始日期",
        "确定日期",
        "列为积极分子日期",
        "确定为积极分子时间",
        "申请入党日期",
        "申请入党时间",
    ),
    Column.BRANCH: (
        "所在支部",
        "所在党支部",
        "所属支部",
        "所属党支部",
        "所在党组织",
        "党支部",
        "支部名称",
        "党支部名称",
    ),
    Column.PHONE: ("手机号码", "手机号", "手机", "联系电话", "联系方式", "电话", "移动电话"),
    Column.CATEGORY: ("人员类别", "党员类别", "人员类型", "党员类型"),
    Column.WORK_UNIT: ("工作单位", "单位", "工作单位及职务", "工作岗位"),
    Column.OCCUPATION: ("职业", "岗位类别"),
    Column.SECTOR: ("所属领域", "领域", "行业领域"),
}
"""The form's own header first, then its aliases."""

REQUIRED = (Column.NAME, Column.CITIZEN_NUMBER, Column.CATEGORY)
"""Without these a row can't be told from another, or says nothing. Sex and birth are in the citizen number."""

_BY_HEADER = {alias: column for column, aliases in HEADERS.items() for alias in aliases}
_ROWS_LOOKED_AT = 10
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header row stands and what its columns hold."""

    index: int
    """Index of the header row among the rows that were read."""
    places: Mapping[Column, int]
    titles: Mapping[Column, str]
    """The header as the sheet writes it, for messages."""
    ignored: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that the sheet lacks, by the form's own header."""
        return tuple(HEADERS[column][0] for column in REQUIRED if column not in self.places)


def _plain(cell: Cell) -> str:
    """Return a header without blanks, line breaks, stars and remarks in brackets."""
    try:
        text = text_of(cell) or ""
    except CellFault:  # a long number; no header
        return ""
    for opening in ("(", "（", "[", "【"):
        text = text.split(opening)[0]
    return "".join(text.split()).strip("*＊:：")


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """Return the header among the first rows (titles stand above it), or None when no row looks like one.

    A header may take two rows, with cells that are merged downwards or that head a group of others.
    """
    for index, row in enumerate(rows[:_ROWS_LOOKED_AT]):
        plain = [_plain(cell) for cell in row]
        if len({column for text in plain if (column := _BY_HEADER.get(text))}) < _FEWEST:
            continue
        lower = _lower_half(plain, rows[index + 1] if index + 1 < len(rows) else ())
        if lower is None:
            return _header(index, plain)
        return _header(index + 1, lower)
    return None


def _lower_half(upper: Sequence[str], row: Sequence[Cell]) -> list[str] | None:
    """Return a header of two rows as one, or None when the second row is no part of it: it names columns, and only
    below cells that name none themselves."""
    both = list(zip_longest(upper, map(_plain, row), fillvalue=""))
    named = any(text in _BY_HEADER for _, text in both)
    if not named or any(text and above in _BY_HEADER for above, text in both):
        return None
    return [text or above for above, text in both]


def _header(index: int, plain: Sequence[str]) -> Header:
    known = [_BY_HEADER.get(text) for text in plain]
    places: dict[Column, int] = {}
    repeated = []
    for place, column in enumerate(known):
        if column is None:
            continue
        if column in places:
            repeated.append(plain[place])
        else:
            places[column] = place
    ignored = tuple(text for text, column in zip(plain, known, strict=True) if text and column is None)
    titles = {column: plain[place] for column, place in places.items()}
    return Header(index, places, titles, ignored, tuple(repeated))
