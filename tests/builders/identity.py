"""Accounts to sign in with."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import httpx

from app.core.ids import new_id
from app.domain.identity.permissions import RoleKey
from app.persistence.models.identity import RoleGrant, User
from app.persistence.models.organisations import Organisation
from app.persistence.scope import place_of
from app.services.identity.service_accounts import CreateServiceAccount, SecretShown, create_service_account
from tests.builders.world import World

__all__ = ["PASSWORD", "Account", "bearer", "make_account", "make_service_account", "sign_in"]

PASSWORD = "Osmanthus-7-lanterns"


@dataclass(frozen=True)
class Account:
    """A user with a known password."""

    id: UUID
    login: str
    person_id: UUID | None


async def make_account(
    world: World,
    *roles: RoleKey,
    at: str = "branch",
    person_id: UUID | None = None,
    must_change_password: bool = False,
) -> Account:
    """Make a user with the password PASSWORD and some roles at an organisation."""
    async with world.system() as uow:
        user = User(
            id=new_id(),
            login=f"u{new_id().hex}",
            display_name="测试用户",
            person_id=person_id,
            password_hash=await world.runtime.passwords.hash(PASSWORD),
            must_change_password=must_change_password,
            recorded_at=uow.now,
        )
        uow.session.add(user)
        await uow.flush()
        organisation: Organisation = getattr(world, at)
        uow.session.add_all(
            RoleGrant(
                user_id=user.id,
                role=role.value,
                organisation_id=organisation.id,
                level=organisation.level,
                from_on=date(2000, 1, 1),
                recorded_at=uow.now,
                **place_of(organisation).columns(),
            )
            for role in roles
        )
        uow.emit("test:user:make", user)
    return Account(user.id, user.login, person_id)


async def make_service_account(
    world: World, *scopes: str, at: str = "county", department: str | None = None
) -> SecretShown:
    """Make a service account at an organisation."""
    from app.domain.identity.permissions import Permission

    async with world.system() as uow:
        return await create_service_account(
            uow,
            CreateServiceAccount(
                "测试对接", getattr(world, at).id, frozenset(Permission(scope) for scope in scopes), department
            ),
        )


async def sign_in(client: httpx.AsyncClient, login: str, password: str = PASSWORD, **more: str) -> httpx.Response:
    """Ask for tokens by password."""
    return await client.post(
        "/api/v1/auth/token", data={"grant_type": "password", "username": login, "password": password, **more}
    )


def bearer(token: str) -> dict[str, str]:
    """The header that carries an access token."""
    return {"authorization": f"Bearer {token}"}
