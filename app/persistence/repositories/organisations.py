"""Organisations by id, with their place."""

from uuid import UUID

from sqlalchemy import select, text

from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Place
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.base import Repository
from app.persistence.scope import place_of

__all__ = ["TREE_LOCK", "OrganisationRepository"]

TREE_LOCK = 7_460_217
"""Number of the advisory lock on the tree's shape."""
_HOLD = text(f"SELECT pg_advisory_xact_lock_shared({TREE_LOCK})")
_LOCK = text(f"SELECT pg_advisory_xact_lock({TREE_LOCK})")


class OrganisationRepository(Repository[Organisation]):
    """Reads organisations within the caller's subtree."""

    model = Organisation

    async def hold_tree(self) -> None:
        """Keep the tree as it is until the end of the transaction: a move waits, other readers do not.

        Without it a row could be stamped with a place that a move, running at the same time, has just left.
        """
        if not self.uow.session.info.get("zhibu_tree_held"):
            await self.session.execute(_HOLD)
            self.uow.session.info["zhibu_tree_held"] = True

    async def lock_tree(self) -> None:
        """Let changes of the tree pass one after the other, and wait for everybody who holds it."""
        await self.session.execute(_LOCK)
        self.uow.session.info["zhibu_tree_held"] = True

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

    async def code_taken(self, code: str) -> bool:
        """Tell whether another organisation carries *code*."""
        statement = self.unscoped(reason="codes are unique over the installation").where(Organisation.code == code)
        return (await self.session.execute(statement.limit(1))).first() is not None
