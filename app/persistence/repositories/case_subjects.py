"""What facts about a case are held against: the case with its place, its documents, the roster of its branch."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select, text

from app.domain.development.findings import FindingState
from app.domain.documents.facts import DocumentState
from app.domain.organisations.levels import SCOPE_COLUMN, Level
from app.domain.people.facts import MEMBERS, MemberStatus
from app.persistence.models.development import CaseFinding, DevelopmentCase
from app.persistence.models.documents import Document
from app.persistence.models.editions import Editioned
from app.persistence.models.people import MembershipEpisode, Person
from app.persistence.models.political_review import PoliticalReview
from app.persistence.repositories.base import Repository

__all__ = ["CaseSubjects", "PersonSubjects", "RestingOn"]


_RESTING_ON = text(
    """SELECT c.id FROM development_cases c WHERE c.person_id = ANY(CAST(:persons AS uuid[]))
 UNION SELECT f.case_id FROM case_facts f
  WHERE f.standing AND f.data ? 'person_ids' AND (f.data -> 'person_ids') ?| CAST(:names AS text[]) ORDER BY 1"""
)


_RESTING_ON_BODIES = """
SELECT c.id FROM development_cases c
 WHERE (c.{column} = :below
     OR EXISTS (SELECT 1 FROM case_facts f JOIN organisations o ON o.id = CAST(f.data ->> 'from_branch_id' AS uuid)
                 WHERE f.case_id = c.id AND f.standing AND f.kind = 'relocation' AND o.{column} = :below)
     OR c.id IN (SELECT f.case_id FROM case_facts f
                  WHERE f.standing AND f.happened_on >= :since
                    AND EXISTS (SELECT 1 FROM jsonb_each_text(f.data) d WHERE d.value = ANY(CAST(:acting AS text[]))))
     OR c.id IN (SELECT n.case_id FROM case_findings n
                  WHERE n.decided_on >= :since AND n.decided_by_id = ANY(CAST(:acting AS uuid[]))))
   AND EXISTS (SELECT 1 FROM development_steps s WHERE s.case_id = c.id)
   AND (EXISTS (SELECT 1 FROM case_facts f WHERE f.case_id = c.id AND f.happened_on >= :since)
     OR EXISTS (SELECT 1 FROM development_steps s WHERE s.case_id = c.id AND s.act_on >= :since)
     OR EXISTS (SELECT 1 FROM case_findings n WHERE n.case_id = c.id AND n.decided_on >= :since))
 ORDER BY c.id LIMIT :most"""
_WITH_NOTICE_IN = text(
    """SELECT DISTINCT c.case_id FROM publicity_candidates c JOIN publicity_notices n ON n.id = c.notice_id
  WHERE n.last_posted_on >= :first AND n.first_posted_on <= :last ORDER BY 1"""
)


@dataclass(frozen=True, slots=True)
class RestingOn:
    """Cases that stand or stood below a body, or in which one of *acting* acts, with something done from *since* on."""

    level: Level
    below: UUID
    acting: Sequence[UUID]
    since: date


class CaseSubjects(Repository[DevelopmentCase]):
    """Cases within the caller's subtree, for facts of other areas that belong to them."""

    model = DevelopmentCase

    async def held(self, case_id: UUID) -> DevelopmentCase:
        """Return a case that the caller may use, locked: rows that are made of it lie where it lies, also when it moves at
        the same time."""
        return await self.get(case_id, lock=True)

    async def held_through(self, review_id: UUID) -> DevelopmentCase:
        """Return the case of a review, locked, for a desk that was held against its own letter there."""
        await self.hold_tree()
        statement = (
            self.unscoped(reason="the desk was held against its own letter")
            .join(PoliticalReview, PoliticalReview.case_id == DevelopmentCase.id)
            .where(PoliticalReview.id == review_id)
            .with_for_update(of=DevelopmentCase)
            .execution_options(populate_existing=True)
        )
        return (await self.session.scalars(statement)).one()

    async def hold_of(self, model: type[Editioned | PoliticalReview | Document], row_id: UUID) -> None:
        """Lock the case of a row of another area, before the row itself: a move takes the case first and its rows after it.

        Nothing is asked of the caller here; the row is held against him when it is read.
        """
        await self.hold_tree()
        statement = (
            select(DevelopmentCase.id).join(model, model.case_id == DevelopmentCase.id).where(model.id == row_id)
        )
        await self.session.execute(statement.with_for_update(of=DevelopmentCase))

    async def hold_of_person(self, person_id: UUID) -> tuple[UUID, ...]:
        """Lock every case of a person, then the person: whoever changes both takes them in this order. Return the cases
        that go on."""
        await self.hold_tree()
        cases = select(DevelopmentCase.id, DevelopmentCase.closed_on).where(DevelopmentCase.person_id == person_id)
        rows = (await self.session.execute(cases.order_by(DevelopmentCase.id).with_for_update())).all()
        await self.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())
        return tuple(case_id for case_id, closed_on in rows if closed_on is None)

    async def resting_on(self, person_ids: Collection[UUID]) -> tuple[UUID, ...]:
        """Return every case that rests on what is known of a person: the person's own, and those where a fact that stands
        names the person as contact person or sponsor. The person's record was held against the caller."""
        wanted = {"persons": list(person_ids), "names": [str(person_id) for person_id in person_ids]}
        return tuple(await self.session.scalars(_RESTING_ON, wanted))

    async def resting_on_bodies(self, resting: RestingOn, *, any_of_them: bool = False) -> tuple[UUID, ...]:
        """Return every case whose steps may rest on what bodies were, wherever it stands; with *any_of_them* one at most."""
        statement = text(_RESTING_ON_BODIES.format(column=SCOPE_COLUMN[resting.level]))
        wanted = {
            "below": resting.below,
            "acting": [str(body) for body in resting.acting],
            "since": resting.since,
            "most": 1 if any_of_them else None,
        }
        return tuple(await self.session.scalars(statement, wanted))

    async def with_notice_in(self, year: int) -> tuple[UUID, ...]:
        """Return the cases with a notice whose windows may touch *year*: the calendar belongs to the installation."""
        wanted = {"first": date(year - 1, 1, 1), "last": date(year, 12, 31)}
        return tuple(await self.session.scalars(_WITH_NOTICE_IN, wanted))

    async def hold_resting_on(self, person_ids: Collection[UUID]) -> None:
        """Lock those cases, in the order of their ids."""
        await self.hold_tree()
        found = await self.resting_on(person_ids)
        statement = select(DevelopmentCase.id).where(DevelopmentCase.id.in_(found)).order_by(DevelopmentCase.id)
        await self.session.execute(statement.with_for_update())

    async def hold_named(self, person_ids: Iterable[UUID]) -> None:
        """Keep the records of persons whom a fact names as they are, until it is stored: who corrects one waits, and finds
        the case that rests on it then."""
        statement = select(Person.id).where(Person.id.in_(list(person_ids))).order_by(Person.id)
        await self.session.execute(statement.with_for_update(key_share=True, read=True))

    async def has_open_finding(self, case_id: UUID) -> bool:
        """Tell whether a case waits for a finding to be decided or answered."""
        statement = select(CaseFinding.id).where(
            CaseFinding.case_id == case_id, CaseFinding.state == FindingState.OPEN.value
        )
        return await self.session.scalar(statement.limit(1)) is not None

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
