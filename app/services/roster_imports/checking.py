"""Checking a roster: every row is read, held against the branches and the people that are there, and reported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from uuid import UUID

from app.core.sheets import SheetProblem, SheetRead
from app.domain.development.parameters import APPLICATION_AGE_MIN
from app.domain.identity.permissions import Permission
from app.domain.people.particulars import Particulars
from app.domain.roster_imports.cells import Cell
from app.domain.roster_imports.columns import HEADERS, Column, Header, find_header
from app.domain.roster_imports.rows import MissingDay, RosterRow, RowFault, read_row
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.models.roster_imports import RosterRowState
from app.persistence.repositories.base import reaches
from app.persistence.repositories.roster_imports import RosterImportRepository
from app.persistence.uow import UnitOfWork
from app.services.people.corrections import particulars_of

__all__ = ["Checked", "Matching", "is_reached", "read_chunk", "roster_of"]

_COMPARED = (
    "name",
    "sex",
    "born_on",
    "phone",
    "ethnic_code",
    "education_code",
    "occupation",
    "sector",
    "work_unit",
    "status",
    "joined_on",
    "converted_on",
)


@dataclass
class Checked:
    """A row with its state after it was held against what is there."""

    row: RosterRow
    state: RosterRowState
    branch: Organisation | None = None
    identity: bytes | None = None
    person_id: UUID | None = None
    problems: list[dict[str, object]] = field(default_factory=list)


def roster_of(sheets: Sequence[SheetRead]) -> tuple[SheetRead, Header]:
    """Return the one sheet that has the header of a roster. Raises SheetProblem when there is none, or more than one,
    or when the header lacks a column or repeats one."""
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet.rows)) is not None]
    if not found:
        raise SheetProblem("roster.no-header")
    if len(found) > 1:
        raise SheetProblem("roster.several-sheets", what="、".join(sheet.name for sheet, _ in found))
    ((sheet, header),) = found
    if header.missing:
        raise SheetProblem("roster.columns-missing", what="、".join(header.missing))
    if header.repeated:
        raise SheetProblem("roster.columns-repeated", what="、".join(dict.fromkeys(header.repeated)))
    if len(sheet.rows) <= header.index + 1:
        raise SheetProblem("roster.empty")
    return sheet, header


def read_chunk(
    sheet: SheetRead, header: Header, start: int, stop: int, *, on: date, missing_day: MissingDay
) -> list[RosterRow]:
    """Read the rows from *start* to *stop* (indexes of ``sheet.rows``); empty rows are passed over. Blocking."""
    entry = APPLICATION_AGE_MIN.national(on)
    age_min = entry.value if entry else None
    unreadable: dict[int, set[int]] = {}
    for index, place in sheet.unreadable:
        unreadable.setdefault(index, set()).add(place)
    found = []
    for index in range(start, min(stop, len(sheet.rows))):
        values: Sequence[Cell] = sheet.rows[index]
        if index not in unreadable and not any(cell not in (None, "") for cell in values):
            continue
        row = read_row(
            sheet.first_row + index,
            values,
            header,
            on=on,
            age_min=age_min,
            missing_day=missing_day,
            epoch_1904=sheet.epoch_1904,
        )
        for column, place in header.places.items():
            if place in unreadable.get(index, ()):
                row.faults.insert(0, RowFault(header.titles[column], "roster.cell-error"))
        if index in sheet.hidden_rows:
            row.notes.append("roster.hidden-row")
        found.append(row)
    return found


class Matching:
    """Holds rows against the branches and the people that are there, chunk by chunk."""

    def __init__(
        self, uow: UnitOfWork, organisation: Organisation, header: Header, branches: Sequence[Organisation]
    ) -> None:
        self._uow = uow
        self._header = header
        self._by_name = _by_name(branches)
        everything = {branch.id for branch in branches}
        self._only = organisation if everything == {organisation.id} else None
        self._seen: dict[bytes, Checked] = {}
        self._twice: list[tuple[Checked, Checked]] = []

    async def match(self, rows: Sequence[RosterRow]) -> list[Checked]:
        """Return the rows with what was found for them."""
        uow, header = self._uow, self._header
        checked = [_checked(uow, row) for row in rows]
        known = await uow.repository(RosterImportRepository).persons_with(
            sorted({c.identity for c in checked if c.identity is not None})
        )
        for item in checked:
            _find_branch(item, self._only, self._by_name, header)
            if item.identity is not None:
                first = self._seen.setdefault(item.identity, item)
                if first is not item:
                    _fault(item, header, Column.CITIZEN_NUMBER, "roster.duplicate-row", expected=first.row.number)
                    self._twice.append((first, item))
                _find_person(uow, item, known.get(item.identity, []), header)
            _judge(item)
        for persons in known.values():  # compared; a large roster must not gather everybody in memory
            for person in persons:
                uow.session.expunge(person)
        return checked

    def compare(self) -> None:
        """Once every row was held: where two rows give one number different words, neither is known to be right."""
        for first, second in self._twice:
            if first.state is RosterRowState.GOOD and not _same(first.row, second.row):
                code, expected = "roster.number-twice", second.row.number
                _fault(first, self._header, Column.CITIZEN_NUMBER, code, expected=expected)
                _judge(first)


def _judge(item: Checked) -> None:
    item.problems = [_shown(fault) for fault in item.row.faults] + [
        {"column": None, "code": code, "note": True} for code in sorted(set(item.row.notes))
    ]
    if item.row.faults and item.state is not RosterRowState.DIFFERS:
        item.state = RosterRowState.BAD


def _same(first: RosterRow, second: RosterRow) -> bool:
    """Tell whether two rows say the same. A row that could not be read says something else."""
    return (
        first.particulars is not None
        and first.particulars == second.particulars
        and (first.branch, first.status_since) == (second.branch, second.status_since)
    )


def is_reached(uow: UnitOfWork, person: Person) -> bool:
    """Tell whether the import may know of a person: a program that may import need not be one that may read."""
    caller = uow.caller
    return reaches(caller, Permission.PERSON_READ, person) or reaches(caller, Permission.ROSTER_IMPORT, person)


def _checked(uow: UnitOfWork, row: RosterRow) -> Checked:
    identity = uow.keys.blind_index(row.number_read.text) if row.number_read is not None else None
    return Checked(row, RosterRowState.GOOD if row.particulars else RosterRowState.BAD, identity=identity)


def _key(text: str) -> str:
    return "".join(text.split()).casefold()


def _by_name(branches: Sequence[Organisation]) -> Mapping[str, set[Organisation]]:
    found: dict[str, set[Organisation]] = {}
    for branch in branches:
        for name in {branch.name, branch.short_name, branch.code}:
            found.setdefault(_key(name), set()).add(branch)
    return found


def _fault(
    item: Checked, header: Header, column: Column, code: str, *, expected: object = None, actual: object = None
) -> None:
    title = header.titles.get(column, HEADERS[column][0])
    shown = [None if value is None else value if isinstance(value, int) else str(value) for value in (expected, actual)]
    item.row.faults.append(RowFault(title, code, *shown))


def _find_branch(
    item: Checked, only: Organisation | None, branches: Mapping[str, set[Organisation]], header: Header
) -> None:
    if item.row.branch is None:
        if only is not None:
            item.branch = only
        else:
            _fault(item, header, Column.BRANCH, "roster.branch-missing")
        return
    found = branches.get(_key(item.row.branch), set())
    if len(found) == 1:
        (item.branch,) = found
        since = item.row.status_since
        if since is not None and since < item.branch.founded_on and item.row.particulars is not None:
            # The person held the status before the branch was founded: the episode here begins with the branch.
            item.row.status_since = item.branch.founded_on
        return
    code = "roster.branch-ambiguous" if found else "roster.branch-unknown"
    _fault(item, header, Column.BRANCH, code)


def _find_person(uow: UnitOfWork, item: Checked, persons: Sequence[Person], header: Header) -> None:
    """Tell a person who is there: with the same data, with other data, or in another branch.

    Persons outside the caller's subtree are passed over in silence: the answer must not tell that they exist.
    """
    visible = [person for person in persons if is_reached(uow, person)]
    if not visible or item.row.particulars is None:
        return
    here = [person for person in visible if item.branch is not None and person.branch_id == item.branch.id]
    if not here:
        _fault(item, header, Column.CITIZEN_NUMBER, "roster.elsewhere")
        return
    item.person_id = here[0].id
    different = _differences(particulars_of(uow, here[0]), item.row.particulars)
    if not different:
        item.state = RosterRowState.KNOWN
        return
    item.state = RosterRowState.DIFFERS
    _fault(item, header, Column.NAME, "roster.differs", actual="、".join(different))


def _differences(stored: Particulars, given: Particulars) -> list[str]:
    """Return the fields in which a row says something else; what a row leaves empty says nothing."""
    return [
        f.name
        for f in fields(given)
        if f.name in _COMPARED
        and getattr(given, f.name) is not None
        and getattr(given, f.name) != getattr(stored, f.name)
    ]


def _shown(fault: RowFault) -> dict[str, object]:
    def plain(value: object) -> object:
        if value is None or isinstance(value, int | str):
            return value
        if isinstance(value, tuple | frozenset):
            return [str(part) for part in value]
        return str(value)

    return {
        "column": fault.column,
        "code": fault.code,
        "expected": plain(fault.expected),
        "actual": plain(fault.actual),
        "note": False,
    }
