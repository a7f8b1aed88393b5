"""What organisations are, and what they were on a day: their own placements and those of the bodies above them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, select

from app.domain.development.casefile import BodyThen, Stretch, body_then
from app.domain.organisations.facts import (
    Classification,
    OrganisationFacts,
    OrganisationKind,
    OrganisationState,
    Place,
)
from app.persistence.models.organisation_history import OrganisationPlacement
from app.persistence.models.organisations import Organisation
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["bodies_by_id", "bodies_on", "past_of"]

_IDS: BindParameter[UUID] = bindparam("ids", expanding=True)
_BODIES = select(Organisation).where(Organisation.id.in_(_IDS))
_PLACEMENTS = (
    select(OrganisationPlacement)
    .where(OrganisationPlacement.organisation_id.in_(_IDS))
    .order_by(OrganisationPlacement.organisation_id, OrganisationPlacement.from_on)
)


async def bodies_on(
    uow: UnitOfWork, wanted: Collection[tuple[UUID, date]]
) -> dict[tuple[UUID, date], OrganisationFacts]:
    """Return what organisations were on a day each."""
    bodies = await bodies_by_id(uow, {body_id for body_id, _ in wanted})
    past = await past_of(uow, bodies)
    return {
        (body_id, day): body_then(past.get(body_id, ()), day) or bodies[body_id]
        for body_id, day in wanted
        if body_id in bodies
    }


async def bodies_by_id(uow: UnitOfWork, ids: Iterable[UUID]) -> dict[UUID, OrganisationFacts]:
    """Return organisations and all that stand above them; a filing goes to bodies outside the caller's subtree."""
    rows = list(await uow.session.scalars(_BODIES, {"ids": list(ids)}))
    above = {found for row in rows for found in place_of(row).columns().values() if found is not None}
    above |= {row.parent_id for row in rows if row.parent_id is not None}
    missing = above - {row.id for row in rows}
    if missing:
        rows += list(await uow.session.scalars(_BODIES, {"ids": list(missing)}))
    by_id = {row.id: row for row in rows}
    return {row.id: _organisation_facts(row, by_id.get(row.parent_id) if row.parent_id else None) for row in rows}


def _organisation_facts(row: Organisation, parent: Organisation | None) -> OrganisationFacts:
    return OrganisationFacts(
        row.id,
        row.name,
        OrganisationKind(row.kind),
        Classification(row.classification),
        Place(row.county_id, row.committee_id, row.sub_committee_id, row.general_branch_id, row.branch_id),
        row.approval_power,
        OrganisationState(row.state),
        row.parent_id,
        OrganisationKind(parent.kind) if parent is not None else None,
        Classification(parent.classification) if parent is not None else None,
        row.founded_on,
        row.ended_on,
        row.units_covered,
    )


async def past_of(uow: UnitOfWork, bodies: Mapping[UUID, OrganisationFacts]) -> dict[UUID, tuple[BodyThen, ...]]:
    """Return what the bodies were before, by their placements and those of the bodies above them. One that has a single
    placement, under a body of which the same is true, was never another."""
    found = await _placements(uow, bodies)
    parents = {row.parent_id for rows in found.values() for row in rows if row.parent_id is not None}
    found |= await _placements(uow, parents - found.keys())
    changed = {body for body, rows in found.items() if len(rows) > 1 or rows[0].until_on is not None}
    several = {
        body: rows
        for body, rows in found.items()
        if body in bodies and (body in changed or any(row.parent_id in changed for row in rows))
    }
    above = {row.parent_id for rows in several.values() for row in rows if row.parent_id is not None}
    kinds = {row.id: row for row in await uow.session.scalars(_BODIES, {"ids": list(above)})} if above else {}
    return {
        body: tuple(then for row in rows for then in _bodies_then(bodies[body], row, kinds, found))
        for body, rows in several.items()
    }


async def _placements(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, list[OrganisationPlacement]]:
    found: dict[UUID, list[OrganisationPlacement]] = {}
    for row in await uow.session.scalars(_PLACEMENTS, {"ids": list(ids)}) if ids else ():
        found.setdefault(row.organisation_id, []).append(row)
    return found


def _bodies_then(
    now: OrganisationFacts,
    row: OrganisationPlacement,
    kinds: Mapping[UUID, Organisation],
    placements: Mapping[UUID, Sequence[OrganisationPlacement]],
) -> Iterable[BodyThen]:
    """A body during one of its placements, anew from each day on which the body above it became another."""
    over = placements.get(row.parent_id, ()) if row.parent_id is not None else ()
    turns = {one.from_on for one in over if one.from_on > row.from_on and _begins_within(one, row)}
    begun = sorted({row.from_on, *turns})
    for from_on, until_on in zip(begun, [*begun[1:], row.until_on], strict=True):
        during = Stretch(from_on, until_on)
        above = next((one for one in over if Stretch(one.from_on, one.until_on).covers(from_on)), None)
        parent = above or (kinds.get(row.parent_id) if row.parent_id is not None else None)
        yield BodyThen(during, _facts_then(now, row, parent))


def _begins_within(one: OrganisationPlacement, row: OrganisationPlacement) -> bool:
    return row.until_on is None or one.from_on < row.until_on


def _facts_then(
    now: OrganisationFacts, row: OrganisationPlacement, parent: OrganisationPlacement | Organisation | None
) -> OrganisationFacts:
    return replace(
        now,
        name=row.name,
        kind=OrganisationKind(row.kind),
        classification=Classification(row.classification),
        place=Place(row.county_id, row.committee_id, row.sub_committee_id, row.general_branch_id, row.branch_id),
        approval_power=row.approval_power,
        state=OrganisationState.ACTIVE,
        parent_id=row.parent_id,
        parent_kind=OrganisationKind(parent.kind) if parent is not None else None,
        parent_classification=Classification(parent.classification) if parent is not None else None,
    )
