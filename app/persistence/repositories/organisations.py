"""Organisations by id, with their place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg
from sqlalchemy import select, text

from app.domain.organisations.facts import OrganisationKind, OrganisationState
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Place
from app.domain.shared.errors import NotFound
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.base import HOLD_TREE, TREE_LOCK, Repository
from app.persistence.scope import place_of, sees

__all__ = ["TREE_LOCK", "OrganisationRepository", "Standing"]

_LOCK = text(f"SELECT pg_advisory_xact_lock({TREE_LOCK})")


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation's place, kind and state, as they stand while the tree is held."""

    id: UUID
    kind: OrganisationKind
    state: OrganisationState
    founded_on: date
    county_id: UUID | None
    committee_id: UUID | None
    sub_committee_id: UUID | None
    general_branch_id: UUID | None
    branch_id: UUID | None

    @staticmethod
    def of(row: "asyncpg.Record") -> "Standing":
        """Return the standing that a row of ``organisations`` tells."""
        identity, kind, state, *rest = row
        return Standing(identity, OrganisationKind(kind), OrganisationState(state), *rest)


_STANDING_SQL = f"SELECT {', '.join(Standing.__slots__)} FROM organisations WHERE id = $1"


class OrganisationRepository(Repository[Organisation]):
    """Reads organisations within the caller's subtree."""

    model = Organisation

    async def lock_tree(self) -> None:
        """Let changes of the tree pass one after the other, and wait for everybody who holds it."""
        await self.session.execute(_LOCK)
        self.session.info["zhibu_tree_held"] = True

    async def standing(self, organisation_id: UUID) -> Standing:
        """Return what a command must know of an organisation that the caller may use, with the tree held.

        Raises NotFound outside the caller's subtree and Forbidden inside without the endpoint's permission.
        """
        driver = await self.session.driver()
        if not self.session.info.get("zhibu_tree_held"):
            await driver.execute(HOLD_TREE)
            self.session.info["zhibu_tree_held"] = True
        row = await driver.fetchrow(_STANDING_SQL, organisation_id)
        standing = None if row is None else Standing.of(row)
        if standing is None or not sees(self.uow.caller, standing):
            raise NotFound("organisations.not-found")
        self.demand(standing, self.uow.permission)
        return standing

    async def place(self, organisation_id: UUID) -> Place:
        """Return the place of an organisation that the caller may use, to stamp rows that belong to it.

        Raises NotFound outside the caller's subtree and Forbidden inside without the endpoint's permission.
        """
        await self.hold_tree()
        return place_of(await self.get(organisation_id))

    async def ancestors(self, organisation: Organisation) -> tuple[Organisation, ...]:
        """Return the ancestors from the root down, the organisation itself last."""
        ids = [getattr(organisation, SCOPE_COLUMN[level]) for level in SCOPE_LEVELS]
        rows = await self.session.scalars(
            select(Organisation).where(Organisation.id.in_([i for i in ids if i is not None]))
        )
        by_id = {row.id: row for row in rows}
        chain = [by_id[i] for i in ids if i is not None and i in by_id]
        return tuple(chain) if organisation.id in by_id else (*chain, organisation)

    async def any_county(self) -> bool:
        """Tell whether a tree has a root already."""
        everywhere = self.unscoped(reason="an installation begins with its first county")
        statement = everywhere.where(Organisation.kind == OrganisationKind.COUNTY_COMMITTEE.value)
        return (await self.session.execute(statement.limit(1))).first() is not None

    async def code_taken(self, code: str) -> bool:
        """Tell whether another organisation carries *code*."""
        statement = self.unscoped(reason="codes are unique over the installation").where(Organisation.code == code)
        return (await self.session.execute(statement.limit(1))).first() is not None
