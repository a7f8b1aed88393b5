"""Papers of a case and the persons who act on it, for tests of measures, reviews and training."""

from datetime import date
from uuid import UUID

import httpx
from sqlalchemy import update

from app.core.ids import new_id
from app.domain.documents.facts import DocumentKind, DocumentState
from app.domain.documents.sniff import FileType
from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.documents import Document
from app.persistence.models.identity import RoleGrant, User
from app.persistence.scope import place_of
from tests.builders.people import make_person
from tests.builders.world import World

__all__ = ["also", "desk", "member", "officer", "paper"]


async def paper(world: World, case: DevelopmentCase, kind: DocumentKind = DocumentKind.OTHER) -> str:
    """File a paper of a case; return its id."""
    async with world.system() as uow:
        document_id = new_id()
        document = Document(
            id=document_id,
            kind=kind.value,
            state=DocumentState.CURRENT.value,
            title="材料",
            file_name="a.pdf",
            media_type=next(iter(FileType)).value,
            size=10,
            sha256=document_id.hex * 2,
            happened_on=date(2026, 11, 1),
            organisation_id=case.branch_id,
            case_id=case.id,
            recorded_at=uow.now,
            **place_of(case).columns(),
        )
        uow.session.add(document)
        uow.emit("test:document:make", document)
    return str(document_id)


async def member(world: World, name: str = "苏南浦", branch: str = "branch") -> UUID:
    """Register a full member of a branch; return the person's id."""
    async with world.system() as uow:
        person = await make_person(uow, world.organisations[branch].id, name, status=MemberStatus.FULL_MEMBER)
        await uow.flush()
        return person.id


async def officer(world: World, role: str, organisation: str = "branch", name: str = "苏南浦") -> httpx.AsyncClient:
    """Return a client of somebody with a person behind the account; the person's id is in the header x-person."""
    person_id = await member(world, name)
    client = await world.client(role, organisation, person_id=person_id)
    client.headers["x-person"] = str(person_id)
    return client


async def desk(world: World, department: str, organisation: str = "county") -> httpx.AsyncClient:
    """Return a client that keeps a department's desk, at the county unless told."""
    client = await world.client("department-desk", organisation)
    async with world.system() as uow:
        user_id = UUID(client.headers["x-user"])
        await uow.session.execute(update(RoleGrant).where(RoleGrant.user_id == user_id).values(department=department))
        uow.emit("test:desk:make", None, subject_kind="role_grants")
    return client


async def also(
    world: World, client: httpx.AsyncClient, role: RoleKey, organisation: str, department: str | None = None
) -> None:
    """Grant the user of a client a second role."""
    at = world.organisations[organisation]
    async with world.system() as uow:
        grant = RoleGrant(
            user_id=UUID(client.headers["x-user"]),
            role=role.value,
            organisation_id=at.id,
            level=at.level,
            department=department,
            from_on=date(2000, 1, 1),
            recorded_at=uow.now,
            **place_of(at).columns(),
        )
        uow.session.add(grant)
        await uow.session.execute(
            update(User).where(User.id == grant.user_id).values(grant_version=User.grant_version + 1)
        )
        uow.emit("test:grant:make", None, subject_kind="role_grants")
    world.runtime.callers.clear()
