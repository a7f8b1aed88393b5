"""What facts about a case are held against: the case with its place, its documents, the roster of its branch."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from app.domain.documents.facts import DocumentState
from app.domain.people.facts import MEMBERS, MemberStatus
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.documents import Document
from app.persistence.models.people import MembershipEpisode, Person
from app.persistence.repositories.base import Repository

__all__ = ["CaseSubjects", "PersonSubjects"]


class CaseSubjects(Repository[DevelopmentCase]):
    """Cases within the caller's subtree, for facts of other areas that belong to them."""

    model = DevelopmentCase

    async def unknown_documents(self, case_id: UUID, ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return those of *ids* that are no current document of the case."""
        wanted = frozenset(ids)
        if not wanted:
            return wanted
        statement = select(Document.id).where(
            Document.id.in_(wanted), Document.case_id == case_id, Document.state == DocumentState.CURRENT.value
        )
        return wanted - frozenset(await self.session.scalars(statement))

    async def unknown_persons(self, ids: Iterable[UUID]) -> frozenset[UUID]:
        """Return those of *ids* that are nobody on record; somebody of another subtree may act in a case."""
        wanted = frozenset(ids)
        return wanted - frozenset(await self.session.scalars(select(Person.id).where(Person.id.in_(wanted))))

    async def members_on(self, branch_id: UUID | None, day: date, *, full_only: bool = False) -> int:
        """Count the members of a branch on a day; 0 where the roster knows nobody."""
        statuses = (MemberStatus.FULL_MEMBER,) if full_only else tuple(MEMBERS)
        statement = select(func.count(MembershipEpisode.person_id.distinct())).where(
            MembershipEpisode.branch_id == branch_id,
            MembershipEpisode.annulled_at.is_(None),
            MembershipEpisode.status.in_([status.value for status in statuses]),
            MembershipEpisode.from_on <= day,
            or_(MembershipEpisode.until_on.is_(None), MembershipEpisode.until_on > day),
        )
        return int(await self.session.scalar(statement) or 0)

    async def all_of_person(self, person_id: UUID) -> tuple[UUID, ...]:
        """Return every case of a person, those that are over too; the person's own row was held against the caller."""
        statement = self.unscoped(reason="the person was held against the caller").where(
            DevelopmentCase.person_id == person_id
        )
        return tuple(case.id for case in await self.session.scalars(statement.order_by(DevelopmentCase.id)))

    async def open_of_person(self, person_id: UUID) -> tuple[UUID, ...]:
        """Return the cases of a person that go on, within the caller's subtree."""
        statement = self.select().where(DevelopmentCase.person_id == person_id, DevelopmentCase.closed_on.is_(None))
        return tuple(case.id for case in await self.session.scalars(statement.order_by(DevelopmentCase.id)))


class PersonSubjects(Repository[Person]):
    """Persons within the caller's subtree, for facts of other areas that belong to them."""

    model = Person

    async def has_document(self, person_id: UUID, document_id: UUID) -> bool:
        """Tell whether a document is a current one of a case of the person."""
        cases = select(DevelopmentCase.id).where(DevelopmentCase.person_id == person_id)
        statement = select(Document.id).where(
            Document.id == document_id,
            Document.case_id.in_(cases),
            Document.state == DocumentState.CURRENT.value,
        )
        return await self.session.scalar(statement) is not None
