"""Organisations by id, with their place."""

from uuid import UUID

from sqlalchemy import select

from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Place
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.base import Repository
from app.persistence.scope import place_of

__all__ = ["OrganisationRepository"]


class OrganisationRepository(Repository[Organisation]):
    """Reads organisations within the caller's subtree."""

    model = Organisation

    async def place(self, organisation_id: UUID) -> Place:
        """Return the place of an organisation that the caller may use, to stamp rows that belong to it.

        Raises NotFound outside the caller's subtree and Forbidden inside without the endpoint's permission.
        """
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

    async def code_taken(self, code: str) -> bool:
        """Tell whether another organisation carries *code*."""
        statement = self.unscoped(reason="codes are unique over the installation").where(Organisation.code == code)
        return (await self.session.execute(statement.limit(1))).first() is not None
