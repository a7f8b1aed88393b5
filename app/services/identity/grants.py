"""Grants: given and revoked by the security administrator, never to himself, duties kept apart.

Two grants for one person at the same time meet at the locked rows of that person's accounts.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.identity.caller import Grant
from app.domain.identity.permissions import RoleKey
from app.domain.identity.rules import ADMINISTRATORS, may_hold
from app.domain.organisations.levels import Level
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Invalid, ensure
from app.persistence.models.identity import RoleGrant, User
from app.persistence.repositories.identity import GrantRepository, UserRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.tree import ensure_active
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["GiveRole", "end_grants_at", "give_role", "revoke_grant"]


@dataclass(frozen=True, slots=True)
class GiveRole:
    """A role for a user at an organisation, from a day (today when None) to a day (inclusive)."""

    user_id: UUID
    role: RoleKey
    organisation_id: UUID
    department: str | None = None
    from_on: date | None = None
    to_on: date | None = None


async def give_role(uow: UnitOfWork, command: GiveRole) -> RoleGrant:
    """Grant a role. Raises Invalid for impossible days, Conflict and RuleRefused where duties are to be kept apart."""
    from_on = command.from_on or uow.today
    if from_on < uow.today:
        raise Invalid(FieldError("/from_on", "identity.grant-in-the-past"))
    if command.to_on is not None and command.to_on < from_on:
        raise Invalid(FieldError("/to_on", "identity.ends-before-it-begins"))
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    organisation = await organisations.get(command.organisation_id)
    ensure_active(organisation)
    user, accounts = await _accounts_of(uow, command.user_id)
    if user.disabled_at is not None:
        raise Conflict("identity.user-disabled")
    grants = uow.repository(GrantRepository)
    wanted = Grant(
        command.role,
        organisation.id,
        Level(organisation.level),
        from_on,
        command.to_on,
        department=command.department,
    )
    held = await grants.standing(account.id for account in accounts)
    ensure(may_hold(wanted, held, has_person=user.person_id is not None))
    for account in accounts:
        account.grant_version += 1
    row = grants.add(
        RoleGrant(
            id=new_id(),
            user_id=user.id,
            role=command.role.value,
            organisation_id=organisation.id,
            level=organisation.level,
            department=command.department,
            from_on=from_on,
            to_on=command.to_on,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(organisation).columns(),
        )
    )
    uow.emit(
        "identity:grant:give",
        row,
        details={"user_id": user.id, "role": command.role.value, "from_on": from_on, "to_on": command.to_on},
    )
    return row


async def revoke_grant(uow: UnitOfWork, grant_id: UUID, *, expected_version: int) -> RoleGrant:
    """End a grant at once. Raises AlreadyDone when it was revoked before."""
    row = await uow.repository(GrantRepository).get(grant_id, expected_version=expected_version, lock=True)
    await _accounts_of(uow, row.user_id)
    if row.revoked_at is not None:
        raise AlreadyDone()
    if RoleKey(row.role) in ADMINISTRATORS and not await _others_hold(uow, row):
        raise Conflict("identity.last-administrator")
    row.revoked_at = uow.now
    uow.emit("identity:grant:revoke", row, details={"user_id": row.user_id, "role": row.role})
    return row


async def _others_hold(uow: UnitOfWork, row: RoleGrant) -> bool:
    """Tell whether somebody else holds an administrator's role today; without one nobody could give it back."""
    rows = await uow.repository(GrantRepository).of_role(row.role, uow.today)
    return any(other.user_id != row.user_id for other in rows)


async def end_grants_at(uow: UnitOfWork, organisation_id: UUID) -> None:
    """End every grant at a body that has been merged or dissolved: a right never passes to another body by itself."""
    for row in await uow.repository(GrantRepository).at(organisation_id):
        row.revoked_at = uow.now
        details = {"user_id": row.user_id, "role": row.role, "cause": "organisation-ended"}
        uow.emit("identity:grant:revoke", row, details=details)


async def _accounts_of(uow: UnitOfWork, user_id: UUID) -> tuple[User, list[User]]:
    """Return a user, locked, with all accounts of the same person. Raises Conflict when that is the caller."""
    users = uow.repository(UserRepository)
    accounts = await users.of_person(await users.person_of(user_id)) or [await users.account(user_id)]
    if any(account.id == uow.caller.user_id for account in accounts):
        raise Conflict("identity.not-oneself")
    return next(account for account in accounts if account.id == user_id), accounts
