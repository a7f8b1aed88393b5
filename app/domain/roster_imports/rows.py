"""One row of a roster: every fault of every cell is named, or the row is a person's particulars."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from app.domain.people import citizen_number
from app.domain.people.citizen_number import CitizenNumber
from app.domain.people.facts import MemberStatus, Sex
from app.domain.people.names import clean_name
from app.domain.people.particulars import Particulars, check
from app.domain.roster_imports import cells
from app.domain.roster_imports.cells import Cell, CellFault, PartialDay
from app.domain.roster_imports.columns import HEADERS, Column, Header
from app.domain.shared.verdict import Finding, Scalar

__all__ = ["MissingDay", "RosterRow", "RowFault", "read_row"]

T = TypeVar("T")


class MissingDay(StrEnum):
    """What to do with a month that lacks its day."""

    REFUSE = "refuse"
    FIRST = "first"
    """Take the first of the month; the row says so."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """One refused cell: the column as the sheet names it, what is wrong, what was expected. Never the value."""

    column: str
    code: str
    expected: Scalar = None
    actual: Scalar = None


@dataclass(slots=True)
class RosterRow:
    """A row as read; ``particulars`` is None when it has faults."""

    number: int
    """Row number in the sheet, counted from 1."""
    particulars: Particulars | None = None
    number_read: CitizenNumber | None = None
    status_since: date | None = None
    branch: str | None = None
    faults: list[RowFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Message codes of what was filled in, for the reader to know."""


_POINTERS = {
    "/name": Column.NAME,
    "/sex": Column.SEX,
    "/born_on": Column.BORN_ON,
    "/citizen_number": Column.CITIZEN_NUMBER,
    "/phone": Column.PHONE,
    "/ethnic_code": Column.ETHNIC,
    "/education_code": Column.EDUCATION,
    "/joined_on": Column.JOINED_ON,
    "/converted_on": Column.CONVERTED_ON,
}
_LONGEST = 200
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control, line-breaking and direction characters. Names are judged by the rule of names itself."""
_RESTS_ON = {"people.converted-before-joined": Column.JOINED_ON}
"""Findings that say nothing when another cell could not be read."""


class _Reader:
    """Reads the cells of one row and collects their faults."""

    def __init__(
        self, row: RosterRow, values: Sequence[Cell], header: Header, missing_day: MissingDay, *, epoch_1904: bool
    ) -> None:
        self.row = row
        self.values = values
        self.header = header
        self.missing_day = missing_day
        self.epoch_1904 = epoch_1904

    def cell(self, column: Column) -> Cell:
        place = self.header.places.get(column)
        return self.values[place] if place is not None and place < len(self.values) else None

    def fault(self, column: Column, code: str, expected: Scalar = None, actual: Scalar = None) -> None:
        title = self.header.titles.get(column, HEADERS[column][0])
        self.row.faults.append(RowFault(title, code, expected, actual))

    def read(self, column: Column, reader: Callable[[Cell], T | None]) -> T | None:
        try:
            return reader(self.cell(column))
        except CellFault as fault:
            self.fault(column, fault.code)
            return None

    def line(self, column: Column) -> str | None:
        text = self.read(column, cells.text_of)
        if text is not None and (len(text) > _LONGEST or (column is not Column.NAME and _UNREADABLE.search(text))):
            self.fault(column, "roster.text")
            return None
        return text

    def day(self, column: Column, known: date | None = None) -> date | None:
        """Read a day; *known* (from the citizen number) completes a month that it agrees with."""
        try:
            found = cells.read_day(self.cell(column), epoch_1904=self.epoch_1904)
        except CellFault as fault:
            self.fault(column, fault.code)
            return None
        if not isinstance(found, PartialDay):
            return found
        if known is not None and (known.year, known.month) == (found.year, found.month):
            return known
        if self.missing_day is MissingDay.FIRST:
            self.row.notes.append("roster.day-set-to-first")
            return found.first
        self.fault(column, "roster.day-missing")
        return None


def read_row(
    number: int,
    values: Sequence[Cell],
    header: Header,
    *,
    on: date,
    age_min: int | None,
    missing_day: MissingDay,
    epoch_1904: bool = False,
) -> RosterRow:
    """Read one row as it stands on *on*."""
    row = RosterRow(number)
    reader = _Reader(row, values, header, missing_day, epoch_1904=epoch_1904)
    identity = _number(reader, on)
    name = reader.line(Column.NAME)
    if name is None and not any(f.column == header.titles.get(Column.NAME) for f in row.faults):
        reader.fault(Column.NAME, "people.name-empty")
    status = reader.read(Column.CATEGORY, cells.status_of)
    if status is None and not any(f.code == "roster.category" for f in row.faults):
        reader.fault(Column.CATEGORY, "roster.category-missing")
    row.branch = reader.line(Column.BRANCH)
    born_on = reader.day(Column.BORN_ON, identity.born_on if identity else None)
    sex = reader.read(Column.SEX, cells.sex_of)
    if identity is not None:
        born_on, sex = born_on or identity.born_on, sex or identity.sex
    joined_on, converted_on = reader.day(Column.JOINED_ON), reader.day(Column.CONVERTED_ON)
    since = reader.day(Column.STATUS_SINCE)
    phone = reader.line(Column.PHONE)
    ethnic_code = reader.read(Column.ETHNIC, cells.ethnic_of)
    education_code = reader.read(Column.EDUCATION, cells.education_of)
    occupation = reader.read(Column.OCCUPATION, cells.occupation_of)
    sector = reader.read(Column.SECTOR, cells.sector_of)
    work_unit = reader.line(Column.WORK_UNIT)
    if name is None or status is None or born_on is None:
        return row
    particulars = Particulars(
        name=clean_name(name),
        sex=sex or Sex.UNKNOWN,
        born_on=born_on,
        citizen_number=identity.text if identity else None,
        phone="".join(cells.narrow(phone).split()) if phone else None,
        ethnic_code=ethnic_code,
        education_code=education_code,
        occupation=occupation,
        sector=sector,
        work_unit=work_unit,
        status=status,
        joined_on=joined_on,
        converted_on=converted_on,
    )
    row.number_read, verdict = check(particulars, on, age_min)
    unread = {fault.column for fault in row.faults}
    for finding in verdict.unmet:
        _judged(reader, finding, unread)
    row.status_since = _since(reader, particulars, since, on)
    if not row.faults:
        row.particulars = particulars
    return row


def _number(reader: _Reader, on: date) -> CitizenNumber | None:
    """Read the citizen number; one typed as a number has lost digits, or may have, and is refused."""
    cell = reader.cell(Column.CITIZEN_NUMBER)
    if cells.is_numeric(cell):
        reader.fault(Column.CITIZEN_NUMBER, "people.citizen-number-numeric")
        return None
    text = reader.line(Column.CITIZEN_NUMBER)
    if text is None:
        if not any(fault.code == "roster.text" for fault in reader.row.faults):
            reader.fault(Column.CITIZEN_NUMBER, "roster.number-missing")
        return None
    squeezed = "".join(cells.narrow(text.lstrip("'’‘`")).split())
    identity, verdict = citizen_number.read(squeezed, on)
    for finding in verdict.unmet:
        reader.fault(Column.CITIZEN_NUMBER, finding.code)
    return identity


def _judged(reader: _Reader, finding: Finding, unread: set[str]) -> None:
    """Name the column of a finding, unless its cell is already refused for being unreadable."""
    column = _POINTERS.get(finding.pointer or "", Column.NAME)
    title = reader.header.titles.get(column, HEADERS[column][0])
    other = _RESTS_ON.get(finding.code)
    if title not in unread and (other is None or reader.header.titles.get(other) not in unread):
        reader.fault(column, finding.code, finding.required, finding.measured)


def _since(reader: _Reader, given: Particulars, since: date | None, on: date) -> date | None:
    """Return the first day of the status: conversion, admission, or the column that says so."""
    if given.status is MemberStatus.FULL_MEMBER:
        return given.converted_on
    if given.status is MemberStatus.PROBATIONARY:
        return given.joined_on
    if since is None:
        if not any(fault.column == reader.header.titles.get(Column.STATUS_SINCE) for fault in reader.row.faults):
            reader.fault(Column.STATUS_SINCE, "roster.since-missing")
        return None
    if since > on:
        reader.fault(Column.STATUS_SINCE, "field.future-day")
    elif since <= given.born_on:
        reader.fault(Column.STATUS_SINCE, "people.joined-before-birth")
    return since
