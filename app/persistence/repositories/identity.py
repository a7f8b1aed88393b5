"""Accounts and grants. Accounts belong to the installation and have no place in the tree; grants have one."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import or_, select

from app.domain.identity.caller import Grant
from app.domain.identity.permissions import RoleKey
from app.domain.organisations.levels import Level
from app.domain.shared.errors import Forbidden, NotFound, StaleVersion
from app.persistence.models.identity import RoleGrant, ServiceAccount, User
from app.persistence.models.people import Person
from app.persistence.repositories.base import Repository

__all__ = ["GrantRepository", "ServiceAccountRepository", "UserRepository", "grant_of"]

A = TypeVar("A", User, ServiceAccount)


def grant_of(row: RoleGrant) -> Grant:
    """Return a stored grant as the domain reads it."""
    return Grant(
        RoleKey(row.role), row.organisation_id, Level(row.level), row.from_on, row.to_on, department=row.department
    )


class _Accounts(Repository[A]):
    async def account(self, account_id: UUID, *, expected_version: int | None = None) -> A:
        """Return one account, locked. Raises Forbidden, NotFound, StaleVersion."""
        permission = self.uow.permission
        if permission is not None and not self.uow.caller.may(permission):
            raise Forbidden(permission.value)
        row = await self.session.get(self.model, account_id, with_for_update=True, populate_existing=True)
        if row is None:
            raise NotFound(f"identity.{self.model.__tablename__[:-1].replace('_', '-')}-not-found")
        if expected_version is not None and row.version != expected_version:
            raise StaleVersion()
        return row


class UserRepository(_Accounts[User]):
    """Users of the installation."""

    model = User

    async def of_person(self, person_id: UUID | None) -> list[User]:
        """Return every account of a person; they count as one where duties are kept apart."""
        if person_id is None:
            return []
        statement = self.unscoped(reason="accounts have no place").where(User.person_id == person_id)
        return list(await self.session.scalars(statement.order_by(User.id).with_for_update()))

    async def person_of(self, user_id: UUID) -> UUID | None:
        """Return the person behind an account, without loading it: a row is to be read once, under its lock."""
        person_id: UUID | None = await self.session.scalar(select(User.person_id).where(User.id == user_id))
        return person_id

    async def person_exists(self, person_id: UUID) -> bool:
        """Tell whether a person is on the register; an account is made by an administrator who sees no register."""
        return bool(await self.session.scalar(select(Person.id).where(Person.id == person_id)))


class ServiceAccountRepository(_Accounts[ServiceAccount]):
    """Service accounts of the installation."""

    model = ServiceAccount


class GrantRepository(Repository[RoleGrant]):
    """Grants within the subtree of who manages them."""

    model = RoleGrant

    async def standing(self, user_ids: Iterable[UUID]) -> list[Grant]:
        """Return the grants of these users that were not revoked."""
        statement = self.unscoped(reason="duties are kept apart over the whole installation").where(
            RoleGrant.user_id.in_(list(user_ids)), RoleGrant.revoked_at.is_(None)
        )
        return [grant_of(row) for row in await self.session.scalars(statement)]

    async def of_role(self, role: str, day: date) -> list[RoleGrant]:
        """Return the grants of a role that hold on a day, of accounts that are not disabled; locked."""
        statement = (
            self.unscoped(reason="an installation must keep an administrator of each kind")
            .join(User, User.id == RoleGrant.user_id)
            .where(
                RoleGrant.role == role,
                RoleGrant.revoked_at.is_(None),
                RoleGrant.from_on <= day,
                or_(RoleGrant.to_on.is_(None), RoleGrant.to_on >= day),
                User.disabled_at.is_(None),
            )
        )
        return list(await self.session.scalars(statement.order_by(RoleGrant.id).with_for_update(of=RoleGrant)))

    async def at(self, organisation_id: UUID) -> list[RoleGrant]:
        """Return the grants at a body that were not revoked, locked."""
        statement = self.unscoped(reason="whoever ends a body ends the rights at it").where(
            RoleGrant.organisation_id == organisation_id, RoleGrant.revoked_at.is_(None)
        )
        return list(await self.session.scalars(statement.order_by(RoleGrant.id).with_for_update()))

    def _noun(self) -> str:
        return "identity.grant"
