"""Adoptions, decisions, calendar years, and the law that they make for a place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from sqlalchemy import or_, select, text, update

from app.domain.identity.caller import Reach
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Level, Place
from app.domain.rules.registry import PARAMETERS
from app.domain.rules.tree import Stay, adoptions_for, bodies_of
from app.domain.rules.values import JSONValue, restore
from app.domain.rules.workdays import CalendarDayKind, CalendarYear
from app.domain.shared.errors import NotFound
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.workdays import WorkCalendar
from app.persistence.calendars import CURRENT_YEARS, DAYS_OF_YEARS, known_calendar, remember
from app.persistence.models.organisations import Organisation
from app.persistence.models.rules import CalendarDay, CalendarYearRow, RuleAdoption, RuleDecision
from app.persistence.repositories.base import Repository
from app.persistence.scope import place_of, reach_predicate
from app.persistence.uow import UnitOfWork

SCOPE_COLUMNS = tuple(SCOPE_COLUMN[level] for level in SCOPE_LEVELS)

__all__ = [
    "ADOPTIONS",
    "STAYS",
    "CalendarRepository",
    "LawRepository",
    "adoption_of",
    "adoptions_of",
    "organisation_ids",
    "stays_of",
]

ADOPTIONS = """
SELECT a.parameter_id, a.value, a.effective_from, a.effective_to, a.organisation_id, o.name AS organisation_name,
       d.decision_number, d.profile, a.note
  FROM rule_adoptions a
  JOIN rule_decisions d ON d.id = a.decision_id
  JOIN organisations o ON o.id = a.organisation_id
 WHERE a.organisation_id = ANY({ids})
 ORDER BY array_position({ids}, a.organisation_id), a.parameter_id, a.effective_from
"""


STAYS = """
SELECT county_id, committee_id, sub_committee_id, general_branch_id, branch_id, from_on, until_on
  FROM organisation_placements WHERE organisation_id = {id} ORDER BY from_on
"""

_IDS = "CAST(:ids AS uuid[])"
_ADOPTIONS, _STAYS = text(ADOPTIONS.format(ids=_IDS)), text(STAYS.format(id=":id"))
_CURRENT_YEARS, _DAYS_OF_YEARS = text(CURRENT_YEARS), text(DAYS_OF_YEARS.format(ids=_IDS))


def stays_of(place: Place, rows: Iterable[Mapping[str, object]]) -> list[Stay]:
    """Return the stays of a place's body: its placements, or the place itself where none are on record."""
    found = [
        Stay(
            tuple(organisation_ids(Place(**{column: row[column] for column in SCOPE_COLUMNS}))),  # type: ignore[arg-type]
            cast(date, row["from_on"]),
            cast("date | None", row["until_on"]),
        )
        for row in rows
    ]
    return found or [Stay(tuple(organisation_ids(place)), date.min)]


def organisation_ids(place: Place) -> list[UUID]:
    """Return the ids of the bodies of a place from the root down."""
    return [found for level in SCOPE_LEVELS if (found := place.at(level)) is not None]


def adoption_of(row: Mapping[str, object]) -> Adoption:
    """Make an adoption from a row of :data:`ADOPTIONS`."""
    parameter = PARAMETERS[str(row["parameter_id"])]
    fields = {key: row[key] for key in row if key not in ("parameter_id", "value")}
    return Adoption(parameter.id, restore(parameter, cast(JSONValue, row["value"])), **fields)  # type: ignore[arg-type]


def adoptions_of(rows: Iterable[Mapping[str, object]]) -> list[Adoption]:
    """Make adoptions of rows; a parameter that this version no longer has is judged by nobody and left out."""
    return [adoption_of(row) for row in rows if row["parameter_id"] in PARAMETERS]


class LawRepository(Repository[RuleAdoption]):
    """What applies where. A body is bound by the decisions of those above it, whether or not the caller reaches them."""

    model = RuleAdoption

    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._laws: dict[Place, Law] = {}

    async def of_place(self, place: Place) -> Law:
        """Return the law of a place: its own adoptions and those above, from the root down. Kept for the unit of work.

        A body that has moved is bound, for each day, by those who stood above it on that day.
        """
        found = self._laws.get(place)
        if found is None:
            calendar = await self.uow.repository(CalendarRepository).calendar()
            stays = await self._stays(place)
            rows = await self.session.execute(_ADOPTIONS, {"ids": bodies_of(stays)})
            made = adoptions_of({str(key): value for key, value in row.items()} for row in rows.mappings())
            found = self._laws[place] = Law.of(calendar, adoptions_for(stays, made))
        return found

    async def of_organisation(self, organisation_id: UUID) -> Law:
        """Return the law of an organisation as it stands in the tree now. Raises NotFound."""
        organisation = await self.session.get(Organisation, organisation_id)
        if organisation is None:
            raise NotFound("organisations.not-found")
        return await self.of_place(place_of(organisation))

    async def inherited_by(self, organisation: Organisation) -> Law:
        """Return the law that an organisation has from above, without its own adoptions."""
        law = await self.of_place(place_of(organisation))
        return Law.of(law.calendar, (a for a in law.adoptions if a.organisation_id != organisation.id))

    async def running(self, organisation_id: UUID, parameter_ids: Iterable[str], on: date) -> Sequence[RuleAdoption]:
        """Return an organisation's own adoptions of these parameters that apply on or after *on*, locked."""
        statement = (
            self.select()
            .where(
                RuleAdoption.organisation_id == organisation_id,
                RuleAdoption.parameter_id.in_(list(parameter_ids)),
                or_(RuleAdoption.effective_to.is_(None), RuleAdoption.effective_to >= on),
            )
            .order_by(RuleAdoption.id)
            .with_for_update()
        )
        return (await self.session.scalars(statement)).all()

    async def below(
        self, organisation: Organisation, parameter_ids: Iterable[str], on: date
    ) -> Sequence[tuple[RuleAdoption, str]]:
        """Return the adoptions of bodies below that apply on or after *on*, with the bodies' names."""
        subtree = Reach(Level(organisation.level), organisation.id)
        statement = (
            select(RuleAdoption, Organisation.name)
            .join(Organisation, Organisation.id == RuleAdoption.organisation_id)
            .where(
                reach_predicate(RuleAdoption, [subtree]),
                RuleAdoption.organisation_id != organisation.id,
                RuleAdoption.parameter_id.in_(list(parameter_ids)),
                or_(RuleAdoption.effective_to.is_(None), RuleAdoption.effective_to >= on),
            )
            .order_by(Organisation.code, RuleAdoption.parameter_id)
            .limit(1000)
        )
        return [(row[0], row[1]) for row in (await self.session.execute(statement)).all()]

    def add_decision(self, decision: RuleDecision) -> RuleDecision:
        """Add a decision to the transaction."""
        self.session.add(decision)
        return decision

    def forget(self) -> None:
        """Drop the laws kept by this unit of work, after a change of adoptions."""
        self._laws.clear()

    async def _stays(self, place: Place) -> list[Stay]:
        rows = (await self.session.execute(_STAYS, {"id": place.organisation_id})).mappings()
        return stays_of(place, ({str(key): value for key, value in row.items()} for row in rows))


class CalendarRepository(Repository[CalendarYearRow]):
    """The working-day calendar; it belongs to the installation, not to a subtree."""

    model = CalendarYearRow

    async def calendar(self) -> WorkCalendar:
        """Return the calendar of all loaded years."""
        rows = (await self.session.execute(_CURRENT_YEARS)).all()
        ids = frozenset(row.id for row in rows)
        found = known_calendar(ids)
        if found is None:
            days = (await self.session.execute(_DAYS_OF_YEARS, {"ids": list(ids)})).all()
            found = remember(ids, (row.year for row in rows), ((row.day, row.kind) for row in days))
        return found

    async def current(self, year: int) -> CalendarYearRow | None:
        """Return the current revision of a year, locked, or None when the year is not loaded."""
        statement = (
            self.unscoped(reason="the calendar belongs to the installation")
            .where(CalendarYearRow.year == year, CalendarYearRow.superseded_at.is_(None))
            .with_for_update()
        )
        return (await self.session.execute(statement)).scalar_one_or_none()

    async def year(self, row: CalendarYearRow) -> CalendarYear:
        """Return a revision with its days."""
        days = (
            await self.session.execute(
                select(CalendarDay.day, CalendarDay.kind).where(CalendarDay.calendar_year_id == row.id)
            )
        ).all()
        off = frozenset(day for day, kind in days if kind == CalendarDayKind.OFF)
        return CalendarYear(row.year, off, frozenset(day for day, _ in days) - off, row.source)

    async def supersede(self, row: CalendarYearRow) -> None:
        """Mark a revision as superseded; its days stay."""
        await self.session.execute(
            update(CalendarYearRow).where(CalendarYearRow.id == row.id).values(superseded_at=self.uow.now)
        )

    def add_days(self, year_id: UUID, holidays: Iterable[date], makeup_days: Iterable[date]) -> None:
        """Add the dated rows of a revision."""
        marked = [(day, CalendarDayKind.OFF) for day in holidays] + [(day, CalendarDayKind.WORK) for day in makeup_days]
        self.session.add_all(
            CalendarDay(calendar_year_id=year_id, day=day, kind=kind.value) for day, kind in sorted(marked)
        )
