"""A small county to play in, and signed-in clients for it."""

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING
from uuid import UUID

import httpx
from fastapi import FastAPI

from app.api.runtime import Runtime, runtime_of
from app.core.ids import new_id
from app.core.tokens import AccessClaims
from app.domain.identity.caller import Caller, CallerKind
from app.domain.identity.permissions import RoleKey
from app.domain.organisations.facts import Classification, OrganisationKind
from app.persistence.models.identity import RoleGrant, User, UserSession
from app.persistence.models.organisations import Organisation
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.organisations import FoundOrganisation, found

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["World"]


@dataclass
class World:
    """``county``, ``committee`` (approval power) with ``branch`` and ``sister`` below it, ``other`` with ``other_branch``."""

    app: FastAPI
    organisations: dict[str, Organisation] = field(default_factory=dict)
    _clients: list[httpx.AsyncClient] = field(default_factory=list)

    def __getattr__(self, name: str) -> Organisation:
        try:
            return self.organisations[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def runtime(self) -> Runtime:
        """The application's runtime."""
        return runtime_of(self.app)

    @asynccontextmanager
    async def system(self) -> "AsyncIterator[UnitOfWork]":
        """A unit of work of the system, committed at the end."""
        runtime = self.runtime
        async with runtime.database.sessions() as session:
            uow = UnitOfWork(session, Caller(CallerKind.SYSTEM, name="test"), await runtime.moment(), runtime.keys)
            yield uow
            await uow.commit()

    async def build(self) -> None:
        """Found the organisations."""
        plan = (
            ("county", None, OrganisationKind.COUNTY_COMMITTEE, Classification.COUNTY, "X", "青禾县委", False),
            ("committee", "county", OrganisationKind.COMMITTEE, Classification.TOWNSHIP, "X01", "柳湾镇党委", True),
            ("other", "county", OrganisationKind.COMMITTEE, Classification.STREET, "X02", "石桥街道党工委", True),
            ("branch", "committee", OrganisationKind.BRANCH, Classification.RURAL, "X01-01", "杏林村党支部", False),
            ("sister", "committee", OrganisationKind.BRANCH, Classification.RURAL, "X01-02", "竹溪村党支部", False),
            (
                "other_branch",
                "other",
                OrganisationKind.BRANCH,
                Classification.COMMUNITY,
                "X02-01",
                "望江社区党支部",
                False,
            ),
        )
        async with self.system() as uow:
            for key, parent, kind, classification, code, name, power in plan:
                self.organisations[key] = await found(
                    uow,
                    FoundOrganisation(
                        self.organisations[parent].id if parent else None,
                        kind,
                        classification,
                        code,
                        name,
                        name,
                        date(2001, 7, 1),
                        power,
                    ),
                )
                await uow.flush()

    async def client(
        self,
        role: RoleKey | str,
        organisation: str | UUID = "branch",
        *,
        person_id: UUID | None = None,
        department: str | None = None,
    ) -> httpx.AsyncClient:
        """Return a client signed in as a new user who holds *role* at an organisation (by key or id)."""
        user_id, token = await self.user(role, organisation, person_id=person_id, department=department)
        made = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app, raise_app_exceptions=False),
            base_url="http://testserver",
            headers={"authorization": f"Bearer {token}", "x-user": str(user_id)},
        )
        self._clients.append(made)
        return made

    async def user(
        self,
        role: RoleKey | str,
        organisation: str | UUID = "branch",
        *,
        person_id: UUID | None = None,
        department: str | None = None,
    ) -> tuple[UUID, str]:
        """Make a user with one role and a session; return its id and an access token."""
        runtime = self.runtime
        now = datetime.now(UTC)
        async with self.system() as uow:
            at = (
                self.organisations[organisation]
                if isinstance(organisation, str)
                else await uow.session.get_one(Organisation, organisation)
            )
            user = User(
                id=new_id(),
                login=f"u{new_id().hex}",
                display_name="测试用户",
                person_id=person_id,
                recorded_at=now,
                recorded_by=None,
            )
            uow.session.add(user)
            await uow.flush()
            session = UserSession(id=new_id(), user_id=user.id, started_at=now, expires_at=now + timedelta(days=1))
            uow.session.add_all(
                [
                    session,
                    RoleGrant(
                        user_id=user.id,
                        role=RoleKey(role).value,
                        organisation_id=at.id,
                        level=at.level,
                        department=department,
                        from_on=date(2000, 1, 1),
                        recorded_at=now,
                        recorded_by=None,
                        **place_of(at).columns(),
                    ),
                ]
            )
            uow.emit("test:user:make", SimpleNamespace(id=user.id), subject_kind="users")
        claims = AccessClaims(user.id, session.id, 1, frozenset(), "test")
        return user.id, runtime.tokens.issue(claims, now)

    async def close(self) -> None:
        """Close the clients."""
        for client in self._clients:
            await client.aclose()
