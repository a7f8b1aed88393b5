"""Cells of a roster and how they are read: text, days, codes. Nothing is guessed: what is doubtful is refused.

Days are read from typed cells, from Excel serial numbers, and from text in the forms that departments use. A day that
lacks its day of the month is refused unless the importer allowed the first of the month; a birth day is then taken from
the citizen number, which has it. A number such as 1985.1 may be January or October and is refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.people.codes import EDUCATION, ETHNIC_GROUPS, OCCUPATION_NAMES, SECTOR_NAMES, Occupation, Sector
from app.domain.people.facts import MemberStatus, Sex

__all__ = [
    "Cell",
    "CellFault",
    "PartialDay",
    "education_of",
    "ethnic_of",
    "is_numeric",
    "occupation_of",
    "read_day",
    "sector_of",
    "sex_of",
    "status_of",
    "text_of",
]

Cell = str | float | int | bool | date | datetime | time | timedelta | None

_PRECISE = 10**15
"""Above this a spreadsheet's numbers have lost digits."""
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_FULL = re.compile(
    r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
)
_PARTIAL = re.compile(r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*月?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class CellFault(ValueError):
    """A cell that can't be read; ``code`` is a key of the message catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A month without its day."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """The first of the month."""
        return date(self.year, self.month, 1)


def is_numeric(cell: Cell) -> bool:
    """Tell whether the cell holds a number rather than text."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def text_of(cell: Cell) -> str | None:
    """Return a cell's text as written, without padding and byte order marks; None for an empty cell.

    Raises CellFault for a number that has lost digits.
    """
    if cell is None or isinstance(cell, time | timedelta):
        return None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        if abs(cell) >= _PRECISE or cell != cell:
            raise CellFault("roster.number-lost-digits")
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    return cell.translate(_INVISIBLE).strip() or None


def narrow(text: str) -> str:
    """Return text with full-width letters and digits made plain, for everything that is not a name."""
    return unicodedata.normalize("NFKC", text).strip()


def _day(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CellFault("roster.day-unreadable")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellFault("roster.day-impossible") from None


def _month(year: int, month: int) -> PartialDay:
    _day(year, month, 1)
    return PartialDay(year, month)


def read_day(cell: Cell, *, epoch_1904: bool = False) -> date | PartialDay | None:
    """Return the day in a cell, a month when the day is missing, None for an empty cell. Raises CellFault.

    A bare number is counted from 1900, or from 1904 where the book says so.
    """
    if isinstance(cell, datetime):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, bool | time | timedelta):
        raise CellFault("roster.day-unreadable")
    if isinstance(cell, int | float):
        return _day_of_number(float(cell), _EPOCH_1904 if epoch_1904 else _EPOCH)
    text = text_of(cell)
    return None if text is None else _day_of_text(narrow(text))


def _day_of_number(number: float, epoch: date) -> date | PartialDay:
    if number.is_integer():
        whole = int(number)
        if 19_000_101 <= whole <= 21_991_231:
            return _day(whole // 10_000, whole // 100 % 100, whole % 100)
        if 190_001 <= whole <= 219_912:
            return _month(whole // 100, whole % 100)
        if _FIRST_YEAR <= whole <= _LAST_YEAR:
            raise CellFault("roster.day-only-year")
        if 60 < whole < 110_000:
            day = epoch + timedelta(days=whole)
            return _day(day.year, day.month, day.day)
        raise CellFault("roster.day-unreadable")
    if not _FIRST_YEAR <= number <= _LAST_YEAR + 1:  # infinite and not-a-number too
        raise CellFault("roster.day-unreadable")
    year, _, decimals = repr(number).partition(".")
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR or len(decimals) > 2:
        raise CellFault("roster.day-unreadable")
    if len(decimals) == 1:
        raise CellFault("roster.day-ambiguous")  # 1985.1 is what is left of 1985.10, or January
    return _month(int(year), int(decimals))


def _day_of_text(text: str) -> date | PartialDay:
    full = _FULL.fullmatch(text)
    if full:
        return _day(int(full[1]), int(full[2]), int(full[3]))
    partial = _PARTIAL.fullmatch(text)
    if partial:
        return _month(int(partial[1]), int(partial[2]))
    if text.isascii() and text.isdigit():
        if len(text) == 8:
            return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
        if len(text) == 6:
            return _month(int(text[:4]), int(text[4:]))
        if len(text) == 4:
            raise CellFault("roster.day-only-year")
    raise CellFault("roster.day-unreadable")


_SEXES = {"男": Sex.MALE, "男性": Sex.MALE, "1": Sex.MALE, "女": Sex.FEMALE, "女性": Sex.FEMALE, "2": Sex.FEMALE}
_STATUSES = {
    "正式党员": MemberStatus.FULL_MEMBER,
    "中共党员": MemberStatus.FULL_MEMBER,
    "党员": MemberStatus.FULL_MEMBER,
    "预备党员": MemberStatus.PROBATIONARY,
    "中共预备党员": MemberStatus.PROBATIONARY,
    "发展对象": MemberStatus.DEVELOPMENT_OBJECT,
    "入党积极分子": MemberStatus.ACTIVIST,
    "积极分子": MemberStatus.ACTIVIST,
    "入党申请人": MemberStatus.APPLICANT,
    "申请人": MemberStatus.APPLICANT,
}
_EDUCATION_ALIASES = {
    "研究生": "10",
    "博士": "11",
    "博士研究生": "11",
    "硕士": "14",
    "硕士研究生": "14",
    "本科": "21",
    "大学": "21",
    "大学本科": "21",
    "专科": "31",
    "大专": "31",
    "大学专科": "31",
    "中专": "41",
    "职高": "44",
    "职业高中": "44",
    "技校": "47",
    "技工学校": "47",
    "高中": "61",
    "普通高中": "61",
    "初中": "71",
    "小学": "81",
    "其他": "90",
}
_EDUCATIONS = {**{entry.name: code for code, entry in EDUCATION.items()}, **_EDUCATION_ALIASES}
_ETHNICS = {
    **{group.name: code for code, group in ETHNIC_GROUPS.items()},
    **{group.name.removesuffix("族"): code for code, group in ETHNIC_GROUPS.items()},
    **{code: code for code in ETHNIC_GROUPS},
    **{group.letters: code for code, group in ETHNIC_GROUPS.items()},
}
_OCCUPATIONS = {title: code for code, title in OCCUPATION_NAMES.items()}
_SECTORS = {title: code for code, title in SECTOR_NAMES.items()} | {
    "城市社区": Sector.COMMUNITY,
    "行政村": Sector.RURAL,
}


def _squeezed(cell: Cell) -> str | None:
    text = text_of(cell)
    return "".join(narrow(text).split()) if text is not None else None


def sex_of(cell: Cell) -> Sex | None:
    """Return the sex named in a cell. Raises CellFault."""
    text = _squeezed(cell)
    if text is None:
        return None
    if text not in _SEXES:
        raise CellFault("roster.sex")
    return _SEXES[text]


def status_of(cell: Cell) -> MemberStatus | None:
    """Return the status that a category stands for. Raises CellFault."""
    text = _squeezed(cell)
    if text is None:
        return None
    if text not in _STATUSES:
        raise CellFault("roster.category")
    return _STATUSES[text]


def ethnic_of(cell: Cell) -> str | None:
    """Return the code of an ethnic group, with or without 族. Raises CellFault."""
    text = _squeezed(cell)
    if text is None:
        return None
    found = _ETHNICS.get(text.upper()) or _ETHNICS.get(text.zfill(2))
    if found is None:
        raise CellFault("roster.ethnic")
    return found


def education_of(cell: Cell) -> str | None:
    """Return the code of an education by its name in the standard or in common use. Raises CellFault."""
    text = _squeezed(cell)
    if text is None:
        return None
    if text in EDUCATION:
        return text
    if text not in _EDUCATIONS:
        raise CellFault("roster.education")
    return _EDUCATIONS[text]


def occupation_of(cell: Cell) -> Occupation | None:
    """Return the occupation named in a cell. Raises CellFault."""
    text = _squeezed(cell)
    if text is None:
        return None
    if text not in _OCCUPATIONS:
        raise CellFault("roster.occupation")
    return _OCCUPATIONS[text]


def sector_of(cell: Cell) -> Sector | None:
    """Return the sector named in a cell. Raises CellFault."""
    text = _squeezed(cell)
    if text is None:
        return None
    if text not in _SECTORS:
        raise CellFault("roster.sector")
    return _SECTORS[text]
