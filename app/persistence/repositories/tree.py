"""The tree's shape and history: subtrees, placements, and the stamps of everything that belongs to a body."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Table, func, or_, select, update

from app.domain.organisations.facts import Classification, OrganisationFacts, OrganisationKind, OrganisationState
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Level, Place
from app.domain.shared.errors import Conflict
from app.persistence.base import Base, Scoped
from app.persistence.models.organisation_history import OrganisationChange, OrganisationPlacement
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["OWN_TABLES", "Stay", "TreeRepository", "ensure_active", "facts_of", "scoped_tables"]

_HISTORY = frozenset({"audit_entries", "outbox_events"})
"""What was written for the place of its day and never changes."""

OWN_TABLES = frozenset(
    {
        "organisations",
        "organisation_changes",
        "committee_terms",
        "committee_seats",
        "group_posts",
        "role_grants",
        "rule_adoptions",
        "rule_decisions",
        "operations",
        "roster_imports",
        "persons",
    }
)
"""Rows that stay with a merged body itself (persons go over one by one, with an episode each)."""


_STATED = ("parent_id", "kind", "classification", "code", "name", "short_name", "approval_power")
"""What a placement states of its body, besides its place."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Days on which a body had one place; ``until_on`` is excluded, None while they last."""

    from_on: date
    until_on: date | None
    place: Place


def scoped_tables() -> list[Table]:
    """Return every table whose rows follow the tree, found in the metadata, in the order of their names."""
    tables: dict[str, Table] = {}
    for mapper in Base.registry.mappers:
        model = mapper.class_
        if issubclass(model, Scoped) and not getattr(model, "scope_frozen", False):
            table = mapper.local_table
            if isinstance(table, Table) and table.name not in _HISTORY:
                tables[table.name] = table
    return [tables[name] for name in sorted(tables)]


def ensure_active(body: Organisation, pointer: str = "/organisation_id") -> None:
    """Raise Conflict for a body that has been merged or dissolved: nobody acts for it any more."""
    if body.state != OrganisationState.ACTIVE.value:
        facts = {"name": body.name, "measured": body.state}
        raise Conflict("organisations.not-active", pointer=pointer, facts=facts)


def facts_of(body: Organisation, parent: Organisation | None = None) -> OrganisationFacts:
    """Return a body as the rules judge it."""
    return OrganisationFacts(
        body.id,
        body.name,
        OrganisationKind(body.kind),
        Classification(body.classification),
        place_of(body),
        body.approval_power,
        OrganisationState(body.state),
        body.parent_id,
        OrganisationKind(parent.kind) if parent else None,
        Classification(parent.classification) if parent else None,
        body.founded_on,
        body.ended_on,
        body.units_covered,
    )


class TreeRepository:
    """Works on whole subtrees. Callers have taken the tree's lock."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.session = uow.session

    async def parent_of(self, body: Organisation) -> Organisation | None:
        """Return the body above, whether or not the caller reaches it."""
        return None if body.parent_id is None else await self.session.get(Organisation, body.parent_id)

    async def parents(self) -> Mapping[UUID, UUID | None]:
        """Return the parent of every body: a county has hundreds, and a cycle is judged on all of them."""
        rows = await self.session.execute(select(Organisation.id, Organisation.parent_id))
        return {row[0]: row[1] for row in rows.all()}

    async def children(self, body_id: UUID, *, ended: bool = False) -> Sequence[Organisation]:
        """Return the active bodies directly below, locked; with *ended* those that have ended too."""
        statement = select(Organisation).where(Organisation.parent_id == body_id)
        if not ended:
            statement = statement.where(Organisation.state == OrganisationState.ACTIVE.value)
        return (await self.session.scalars(statement.order_by(Organisation.id).with_for_update())).all()

    async def count_children(self, body_id: UUID) -> int:
        """Count the active bodies directly below."""
        statement = (
            select(func.count())
            .select_from(Organisation)
            .where(Organisation.parent_id == body_id, Organisation.state == OrganisationState.ACTIVE.value)
        )
        return int((await self.session.execute(statement)).scalar_one())

    async def restamp(self, level: Level, body_id: UUID, place: Place) -> None:
        """Give everything below a body the place above it, in every scoped table.

        Only the columns of the levels above *level* change: the body's own id and what lies below stay. Versions are
        not counted up: the resources themselves have not changed.
        """
        if level is Level.GROUP:
            return
        above = SCOPE_LEVELS[: SCOPE_LEVELS.index(level)]
        values = {SCOPE_COLUMN[upper]: place.at(upper) for upper in above}
        for table in scoped_tables():
            await self.session.execute(update(table).where(table.c[SCOPE_COLUMN[level]] == body_id).values(**values))

    async def hand_over(
        self, level: Level, source_id: UUID, target: Place, *, keep: Collection[str] = OWN_TABLES
    ) -> None:
        """Give the rows of a merged body to the one that took it in: records, cases and files go with the people."""
        values = target.columns()
        for table in scoped_tables():
            if table.name not in keep:
                await self.session.execute(
                    update(table).where(table.c[SCOPE_COLUMN[level]] == source_id).values(**values)
                )

    async def carry_below(self, body: Organisation, on: date, change: OrganisationChange) -> None:
        """Give the placements below a moved body its new ancestors from *on*, cutting those that began before."""
        level = Level(body.level)
        if level is Level.GROUP:
            return
        above = {SCOPE_COLUMN[u]: getattr(body, SCOPE_COLUMN[u]) for u in SCOPE_LEVELS[: SCOPE_LEVELS.index(level)]}
        statement = select(OrganisationPlacement).where(
            getattr(OrganisationPlacement, SCOPE_COLUMN[level]) == body.id,
            OrganisationPlacement.organisation_id != body.id,
            or_(OrganisationPlacement.until_on.is_(None), OrganisationPlacement.until_on > on),
        )
        rows = (await self.session.scalars(statement.order_by(OrganisationPlacement.id))).all()
        cut = [(row, row.until_on) for row in rows if row.from_on < on]
        for row in rows:
            if row.from_on < on:
                row.until_on = on
            else:
                for column, value in above.items():
                    setattr(row, column, value)
        await self.uow.flush()  # the old ends before the new beginnings, or the overlap constraint refuses them
        for row, until_on in cut:
            kept = {name: getattr(row, name) for name in (*_STATED, *place_of(row).columns())}
            self._add(
                **{**kept, **above, "organisation_id": row.organisation_id},
                from_on=on,
                until_on=until_on,
                change=change,
            )

    async def last_change(self, body_id: UUID) -> OrganisationChange:
        """Return the decision on a body that was recorded last."""
        statement = select(OrganisationChange).where(OrganisationChange.organisation_id == body_id)
        return (await self.session.scalars(statement.order_by(OrganisationChange.id.desc()).limit(1))).one()

    async def stays(self, body_id: UUID, on: date) -> Sequence[Stay]:
        """Return the places of a body from *on* to now, one after the other; a change of name begins no new stay."""
        statement = (
            select(OrganisationPlacement)
            .where(
                OrganisationPlacement.organisation_id == body_id,
                or_(OrganisationPlacement.until_on.is_(None), OrganisationPlacement.until_on > on),
            )
            .order_by(OrganisationPlacement.from_on)
        )
        found: list[Stay] = []
        for row in (await self.session.scalars(statement)).all():
            stay = Stay(max(row.from_on, on), row.until_on, place_of(row))
            if found and found[-1].place == stay.place and found[-1].until_on == stay.from_on:
                found[-1] = Stay(found[-1].from_on, stay.until_on, stay.place)
            else:
                found.append(stay)
        return found

    async def open_placements(self, ids: Sequence[UUID]) -> Sequence[OrganisationPlacement]:
        """Return the placements that still run."""
        statement = (
            select(OrganisationPlacement)
            .where(OrganisationPlacement.organisation_id.in_(ids), OrganisationPlacement.until_on.is_(None))
            .order_by(OrganisationPlacement.id)
        )
        return (await self.session.scalars(statement)).all()

    def place(
        self,
        body: Organisation,
        from_on: date,
        change: OrganisationChange | None,
        *,
        until_on: date | None = None,
        at: Place | None = None,
    ) -> None:
        """Open a placement with what the body is now, or one of past days at another place."""
        stated = {name: getattr(body, name) for name in _STATED}
        place = (at or place_of(body)).columns()
        self._add(**stated, **place, organisation_id=body.id, from_on=from_on, until_on=until_on, change=change)

    def restate(self, placement: OrganisationPlacement, body: Organisation, change: OrganisationChange) -> None:
        """Let a placement say what the body is now: a second decision of the same day."""
        for name in _STATED:
            setattr(placement, name, getattr(body, name))
        for column, value in place_of(body).columns().items():
            setattr(placement, column, value)
        placement.change_id = change.id

    def _add(self, *, change: OrganisationChange | None, **columns: object) -> None:
        self.session.add(
            OrganisationPlacement(
                **columns,
                change_id=change.id if change else None,
                recorded_at=self.uow.now,
                recorded_by=self.uow.actor_id,
            )
        )

    @property
    def organisations(self) -> OrganisationRepository:
        """The plain repository."""
        return self.uow.repository(OrganisationRepository)
