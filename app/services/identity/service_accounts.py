"""Service accounts: programs of county departments, with narrow scopes and a secret that is shown once."""

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.identity.permissions import SERVICE_SCOPES, Permission
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.identity import ServiceAccount
from app.persistence.repositories.identity import ServiceAccountRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.tree import ensure_active
from app.persistence.uow import UnitOfWork
from app.services.identity.sessions import end_sessions, hash_secret

__all__ = [
    "CreateServiceAccount",
    "SecretShown",
    "create_service_account",
    "disable_service_account",
    "rotate_secret",
]

_DESK_SCOPES = frozenset({Permission.INQUIRY_READ, Permission.INQUIRY_REPLY})


@dataclass(frozen=True, slots=True)
class CreateServiceAccount:
    """A program's account at an organisation, for that organisation's subtree."""

    title: str
    organisation_id: UUID
    scopes: frozenset[Permission]
    department: str | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class SecretShown:
    """A service account and its secret, which only its hash remembers."""

    account: ServiceAccount
    client_secret: str


async def create_service_account(uow: UnitOfWork, command: CreateServiceAccount) -> SecretShown:
    """Make a service account. Raises Invalid for scopes that no program may have, or impossible days."""
    if not command.scopes <= SERVICE_SCOPES:
        raise Invalid(FieldError("/scopes", "identity.scope-not-for-services"))
    if bool(command.scopes & _DESK_SCOPES) != (command.department is not None):
        raise Invalid(FieldError("/department", "identity.department-of-a-desk"))
    from_on = command.from_on or uow.today
    if command.to_on is not None and command.to_on < from_on:
        raise Invalid(FieldError("/to_on", "identity.ends-before-it-begins"))
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    organisation = await organisations.get(command.organisation_id)
    ensure_active(organisation)
    secret = _secret()
    account = uow.repository(ServiceAccountRepository).add(
        ServiceAccount(
            id=new_id(),
            client_id=f"svc-{secrets.token_hex(8)}",
            title=command.title,
            secret_hash=hash_secret(secret),
            organisation_id=organisation.id,
            level=organisation.level,
            scopes=sorted(scope.value for scope in command.scopes),
            department=command.department,
            from_on=from_on,
            to_on=command.to_on,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    uow.emit("identity:service-account:create", account, details={"scopes": list(account.scopes)})
    return SecretShown(account, secret)


async def rotate_secret(uow: UnitOfWork, account_id: UUID, *, expected_version: int) -> SecretShown:
    """Replace the secret; the old one and every token made with it stop working at once."""
    account = await uow.repository(ServiceAccountRepository).account(account_id, expected_version=expected_version)
    if account.disabled_at is not None:
        raise Conflict("identity.user-disabled")
    secret = _secret()
    account.secret_hash = hash_secret(secret)
    await end_sessions(uow, service_account_id=account.id, reason="secret-rotated")
    uow.emit("identity:service-account:rotate", account)
    return SecretShown(account, secret)


async def disable_service_account(uow: UnitOfWork, account_id: UUID, *, expected_version: int) -> ServiceAccount:
    """Shut a program out at once and for good."""
    account = await uow.repository(ServiceAccountRepository).account(account_id, expected_version=expected_version)
    if account.disabled_at is None:
        account.disabled_at = uow.now
        await end_sessions(uow, service_account_id=account.id, reason="disabled")
    uow.emit("identity:service-account:disable", account)
    return account


def _secret() -> str:
    return f"zsk_{secrets.token_urlsafe(32)}"
