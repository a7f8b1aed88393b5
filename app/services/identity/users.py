"""Users: made by the system administrator, who gives no rights; a first password serves only to set one's own."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.core.ids import new_id
from app.core.passwords import Passwords, TooBusy
from app.domain.identity.permissions import RoleKey
from app.domain.identity.rules import password_serves
from app.domain.shared.errors import Conflict, FieldError, Invalid, Overloaded
from app.persistence.models.identity import User
from app.persistence.repositories.identity import GrantRepository, UserRepository
from app.persistence.uow import UnitOfWork
from app.services.identity.attempts import Attempts
from app.services.identity.sessions import end_sessions

__all__ = [
    "AccountOpened",
    "change_own_password",
    "create_user",
    "disable_user",
    "enable_user",
    "follow_person",
    "reset_password",
    "temporary_password",
]

_GUARDED = frozenset({RoleKey.SECURITY_ADMINISTRATOR, RoleKey.AUDIT_ADMINISTRATOR})
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are mistaken for another


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """A user and the password that is shown once."""

    user: User
    temporary_password: str


async def create_user(
    uow: UnitOfWork, passwords: Passwords, *, login: str, display_name: str, person_id: UUID | None
) -> AccountOpened:
    """Make a user without any role. Raises Conflict for a login that is taken, Invalid for an unknown person."""
    users = uow.repository(UserRepository)
    if person_id is not None and not await users.person_exists(person_id):
        raise Invalid(FieldError("/person_id", "identity.person-unknown"))
    if await uow.session.scalar(select(User.id).where(User.login == login)):
        raise Conflict("identity.login-taken", pointer="/login")
    temporary = temporary_password()
    user = User(
        id=new_id(),
        login=login,
        display_name=display_name,
        person_id=person_id,
        password_hash=await _hash(passwords, temporary),
        must_change_password=True,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
    )
    users.add(user)
    uow.emit("identity:user:create", user, after={"login": login, "person_id": person_id})
    return AccountOpened(user, temporary)


async def disable_user(uow: UnitOfWork, user_id: UUID, *, expected_version: int) -> User:
    """Shut an account out at once: its sessions end. It can be enabled again."""
    user = await _manageable(uow, user_id, expected_version)
    if user.disabled_at is None:
        user.disabled_at = uow.now
        await end_sessions(uow, user_id=user.id, reason="disabled")
    uow.emit("identity:user:disable", user)
    return user


async def enable_user(uow: UnitOfWork, user_id: UUID, *, expected_version: int) -> User:
    """Let a disabled account in again, with the grants that it still holds."""
    user = await _manageable(uow, user_id, expected_version)
    user.disabled_at = None
    uow.emit("identity:user:enable", user)
    return user


async def follow_person(uow: UnitOfWork, person_id: UUID, kept_id: UUID) -> None:
    """Have the accounts of a record that was folded into another stand for the kept person: they count as one from now on
    wherever four eyes are asked."""
    for user in await uow.repository(UserRepository).of_person(person_id):
        user.person_id = kept_id
        user.grant_version += 1
        details = {"person_id": person_id, "kept_person_id": kept_id}
        uow.emit("identity:user:follow-person", user, after={"person_id": kept_id}, details=details)


async def reset_password(
    uow: UnitOfWork, passwords: Passwords, attempts: Attempts, user_id: UUID, *, expected_version: int
) -> AccountOpened:
    """Give a temporary password, end every session and lift a lockout; the user must set an own password first."""
    user = await _manageable(uow, user_id, expected_version)
    temporary = temporary_password()
    user.password_hash = await _hash(passwords, temporary)
    user.must_change_password = True
    await end_sessions(uow, user_id=user.id, reason="password-reset")
    await attempts.lift("user", user.login)
    uow.emit("identity:user:reset-password", user)
    return AccountOpened(user, temporary)


async def change_own_password(
    uow: UnitOfWork, passwords: Passwords, attempts: Attempts, *, current: str, new: str, address: str
) -> None:
    """Set one's own password and end all one's other sessions.

    Raises Invalid for a wrong present password or a new one that won't do, TooManyAttempts after too many wrong ones.
    """
    known = await uow.session.get(User, uow.caller.user_id)
    if known is None:
        raise Conflict("identity.no-password")
    login, encoded = known.login, known.password_hash
    await uow.release()
    try:
        async with attempts.one("user", login, address):
            if not await passwords.matches(encoded, current):
                raise Invalid(FieldError("/current_password", "identity.wrong-password"))
            await attempts.forgive("user", login, address)
        verdict = password_serves(new, login)
        if not verdict:
            raise Invalid([FieldError("/new_password", f.code, f.required) for f in verdict.unmet])
        if new == current:
            raise Invalid(FieldError("/new_password", "identity.password-unchanged"))
        hashed = await passwords.hash(new)
    except TooBusy:
        raise Overloaded(2) from None
    user = await uow.session.get_one(User, uow.caller.user_id, with_for_update=True, populate_existing=True)
    if user.password_hash != encoded:
        raise Conflict("stale-version")  # somebody has set it meanwhile
    user.password_hash = hashed
    user.must_change_password = False
    await end_sessions(uow, user_id=user.id, reason="password-changed", but=uow.caller.session_id)
    uow.emit("identity:user:change-password", user)


async def _manageable(uow: UnitOfWork, user_id: UUID, expected_version: int) -> User:
    """Return a user whom the caller may manage: not himself, and no administrator whose duty watches his own."""
    users = uow.repository(UserRepository)
    user = await users.account(user_id, expected_version=expected_version)
    if user.id == uow.caller.user_id or (user.person_id is not None and user.person_id == uow.caller.person_id):
        raise Conflict("identity.not-oneself")
    held = await uow.repository(GrantRepository).standing([user.id])
    if any(grant.role in _GUARDED for grant in held):
        raise Conflict("identity.guarded-administrator")
    return user


async def _hash(passwords: Passwords, password: str) -> str:
    try:
        return await passwords.hash(password)
    except TooBusy:
        raise Overloaded(2) from None


def temporary_password() -> str:
    """Return a random password that can be read out: four groups of five, more than a hundred bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
