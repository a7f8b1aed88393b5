"""The stage: units of work on the connection of the seeding, as an account, on a day of the last weeks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.pool import StaticPool

from app.core.clock import SHANGHAI, Moment
from app.core.config import Settings
from app.demo.county import WAITING_STEP, County
from app.demo.underway.chosen import Part
from app.domain.development.facts import FactData
from app.domain.development.steps import STEPS, papers_owed
from app.domain.documents.facts import KIND_TITLES, DocumentKind
from app.domain.identity.permissions import Permission
from app.persistence.evidence import EvidenceStore
from app.persistence.models.documents import Document
from app.persistence.session import CommandSession
from app.persistence.uow import UnitOfWork
from app.services import development, documents
from app.services.case_facts import law_of
from app.services.document_subjects import Subject

if TYPE_CHECKING:
    from app.persistence.models.development import CaseFact

__all__ = ["Stage", "stage_on"]

_HOUR = time(10)
"""When an act of an earlier day is recorded."""
_PAGE = b"%%PDF-1.4\n%% %s\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n"
"""An evidence file of the demo: an empty page that says what it stands for."""


class Stage:
    """Acts by the services, each committed on its own within the transaction of the seeding."""

    def __init__(
        self,
        county: County,
        cases: dict[Part, UUID],
        members: int,
        waiting: tuple[UUID, date],
        sessions: async_sessionmaker[CommandSession],
        settings: Settings,
    ) -> None:
        self.county = county
        self.cases = cases
        self.persons = {Part(part): person for person, part in county.parts.items()}
        self.members = members
        self.waiting = waiting
        self._sessions = sessions
        self._store = EvidenceStore.at(settings.evidence_dir)
        self._limit = settings.max_upload_bytes

    @property
    def committee(self) -> UUID:
        """The committee above the branch, which approves."""
        place = self.county.front.place
        return cast(UUID, place.committee_id)

    def day(self, days_ago: int) -> date:
        """The day that lies so many days before the county's today."""
        return self.county.today - timedelta(days=days_ago)

    def person_of(self, login: str) -> UUID:
        """The person behind an account."""
        return cast(UUID, self.county.accounts[login].person_id)

    @asynccontextmanager
    async def act(self, login: str, permission: Permission, days_ago: int) -> AsyncIterator[UnitOfWork]:
        """Give a unit of work of an account on a day, committed at the end."""
        day = self.day(days_ago)
        now = datetime.combine(day, _HOUR, SHANGHAI).astimezone(UTC) if days_ago else self.county.now
        async with self._sessions() as session:
            caller = self.county.accounts[login]
            uow = UnitOfWork(session, caller, Moment(day, now), self.county.keys, permission)
            yield uow
            await uow.commit()

    async def fact(self, part: Part, login: str, data: FactData, days_ago: int) -> "CaseFact":
        """Record a fact of a part's case on its day."""
        async with self.act(login, data.permission, days_ago) as uow:
            return await development.record_fact(
                uow, self.cases[part], development.RecordFact(data, self.day(days_ago))
            )

    async def complete(self, part: Part, login: str, step: str, days_ago: int) -> None:
        """File the papers of a step's row and complete it."""
        row = STEPS[step]
        async with self.act(login, row.permission, days_ago) as uow:
            loaded = await development.load(uow, self.cases[part])
            owed = papers_owed(row, await law_of(uow, loaded.case), self.day(days_ago))
            version = loaded.case.version
        for kind in owed:
            await self.paper(login, kind, days_ago, Subject(case_id=self.cases[part]), step=row.number)
        async with self.act(login, row.permission, days_ago) as uow:
            await development.complete_step(uow, self.cases[part], step, expected_version=version)

    async def paper(
        self, login: str, kind: DocumentKind, days_ago: int, subject: Subject, *, step: int | None = None
    ) -> Document:
        """File an evidence file."""
        title = KIND_TITLES[kind][0]
        name = f"{kind.value} {self.county.ids()}"
        command = documents.FileDocument(kind, title, f"{title}.pdf", self.day(days_ago), subject, step=step)
        async with self.act(login, Permission.DOCUMENT_WRITE, days_ago) as uow:
            return await documents.file(uow, self._store, command, _PAGE % name.encode(), limit=self._limit)


@asynccontextmanager
async def stage_on(
    connection: "asyncpg.Connection[asyncpg.Record]", county: County, settings: Settings
) -> AsyncIterator[Stage]:
    """Set the stage on an open connection: what is committed there is kept when the seeding's transaction is."""

    async def same(*_: object, **__: object) -> "asyncpg.Connection[asyncpg.Record]":
        return connection

    rows = await connection.fetch(
        "SELECT id, person_id FROM development_cases WHERE person_id = ANY($1)", list(county.parts)
    )
    cases = {Part(county.parts[row["person_id"]]): row["id"] for row in rows}
    engine = create_async_engine("postgresql+asyncpg://", async_creator=same, poolclass=StaticPool)
    sessions = async_sessionmaker(engine, class_=CommandSession, expire_on_commit=False, autoflush=False)
    members = await connection.fetchval(
        "SELECT count(*) FROM persons WHERE branch_id = $1 AND is_member", county.front.id
    )
    waiting = await connection.fetchrow(
        "SELECT case_id, happened_on FROM case_facts WHERE person_id = $1 AND kind = $2 ORDER BY happened_on LIMIT 1",
        county.waiting.id if county.waiting is not None else None,
        WAITING_STEP,
    )
    yield Stage(county, cases, members, tuple(waiting), sessions, settings)
    # The engine is not disposed of: the connection is the seeding's.
