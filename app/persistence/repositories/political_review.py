"""Political reviews with what belongs to them; the inquiries of a department's desk."""

from collections.abc import Container
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.domain.identity.permissions import Permission
from app.domain.political_review import facts
from app.domain.shared.errors import NotFound
from app.persistence.models.political_review import PoliticalReview, ReviewInquiry
from app.persistence.repositories.base import Repository, reaches
from app.persistence.repositories.documents import DocumentRepository

__all__ = ["InquiryRepository", "PoliticalReviewRepository", "inquiry_facts"]

_WHOLE: tuple[ExecutableOption, ...] = (
    selectinload(PoliticalReview.subjects),
    selectinload(PoliticalReview.inquiries).selectinload(ReviewInquiry.replies),
    selectinload(PoliticalReview.statements),
    selectinload(PoliticalReview.investigators),
    selectinload(PoliticalReview.conclusions),
)


class PoliticalReviewRepository(Repository[PoliticalReview]):
    """Reviews, always loaded whole: every rule looks at all of it."""

    model = PoliticalReview

    async def whole(
        self, review_id: UUID, *, expected_version: int | None = None, lock: bool = False
    ) -> PoliticalReview:
        """Return a review with everything that belongs to it."""
        return await self.get(review_id, expected_version=expected_version, lock=lock, options=_WHOLE)

    async def lock_for_reply(self, review_id: UUID) -> PoliticalReview:
        """Return and lock the review of a letter at hand: the desk that replies sees the letter, not the review."""
        statement = (
            self.unscoped(reason="the desk was held against its own letter")
            .where(PoliticalReview.id == review_id)
            .options(*_WHOLE)
            .with_for_update(of=PoliticalReview)
            .execution_options(populate_existing=True)
        )
        return (await self.session.scalars(statement)).one()

    async def of_case(self, case_id: UUID) -> tuple[facts.PoliticalReview, ...]:
        """Return the reviews of a case for its gates, the latest last; the caller was held against the case."""
        statement = (
            self.unscoped(reason="the case was loaded within the caller's scope")
            .where(PoliticalReview.case_id == case_id)
            .options(*_WHOLE)
            .order_by(PoliticalReview.happened_on, PoliticalReview.id)
        )
        return tuple([await self.facts(row) for row in (await self.session.scalars(statement)).all()])

    async def facts(self, row: PoliticalReview) -> facts.PoliticalReview:
        """Return a review as the rules see it; a paper that was set aside counts for nothing."""
        named = {reply.document_id for inquiry in row.inquiries for reply in inquiry.replies}
        named |= {statement.document_id for statement in row.statements}
        named |= {conclusion.document_id for conclusion in row.conclusions if conclusion.document_id is not None}
        return review_facts(row, await self.uow.repository(DocumentRepository).standing(named))

    async def open_of_case(self, case_id: UUID) -> UUID | None:
        """Return the open review of a case."""
        return await self.session.scalar(
            select(PoliticalReview.id).where(PoliticalReview.case_id == case_id, PoliticalReview.state == "open")
        )


class InquiryRepository(Repository[ReviewInquiry]):
    """Letters of inquiry as a department's desk sees them."""

    model = ReviewInquiry

    async def own(self, inquiry_id: UUID) -> ReviewInquiry:
        """Return a letter to one of the caller's own departments. Raises NotFound for any other letter."""
        row = await self.get(inquiry_id)
        permission = self.uow.permission or Permission.INQUIRY_READ
        if row.department is None or not reaches(self.uow.caller.at_desk(row.department), permission, row):
            raise NotFound("review-inquiries.not-found")
        return row

    async def has_own_in(self, case_id: UUID) -> bool:
        """Tell whether a letter to one of the caller's own departments, not called back, belongs to a case."""
        statement = (
            self.unscoped(reason="held against the desk's own department below")
            .join(PoliticalReview, PoliticalReview.id == ReviewInquiry.review_id)
            .where(PoliticalReview.case_id == case_id, ReviewInquiry.withdrawn_on.is_(None))
            .where(ReviewInquiry.department.in_(self.uow.caller.departments))
        )
        caller = self.uow.caller
        return any(
            reaches(caller.at_desk(row.department), Permission.INQUIRY_REPLY, row)
            for row in await self.session.scalars(statement)
            if row.department is not None
        )


def review_facts(row: PoliticalReview, papers: Container[UUID]) -> facts.PoliticalReview:
    """Return a review as the rules see it; everything must be loaded. Only the latest editions and *papers* count."""
    statement = row.statements[-1] if row.statements and row.statements[-1].document_id in papers else None
    conclusion = row.conclusions[-1] if row.conclusions else None
    return facts.PoliticalReview(
        row.id,
        row.case_id,
        row.person_id,
        row.happened_on,
        row.floating,
        tuple(facts.Subject(s.id, facts.Relation(s.relation)) for s in row.subjects),
        tuple(_with_paper(inquiry_facts(inquiry), papers) for inquiry in row.inquiries),
        facts.Statement(statement.happened_on, statement.document_id) if statement else None,
        tuple(facts.Investigator(i.person_id, i.happened_on) for i in row.investigators),
        facts.Conclusion(
            facts.ConclusionResult(conclusion.result),
            conclusion.happened_on,
            conclusion.document_id if conclusion.document_id in papers else None,
            tuple(
                facts.ContentJudgement(facts.ContentGroup(c["group"]), c["ok"], bool(c["finding"]))
                for c in conclusion.contents
            ),
        )
        if conclusion
        else None,
    )


def _with_paper(letter: facts.Inquiry, papers: Container[UUID]) -> facts.Inquiry:
    return letter if letter.reply_document in papers else replace(letter, reply_document=None)


def inquiry_facts(row: ReviewInquiry) -> facts.Inquiry:
    """Return a letter as the rules see it; its replies must be loaded."""
    reply = row.reply
    return facts.Inquiry(
        row.id,
        facts.InquiryAddressee(row.addressee),
        row.happened_on,
        row.department,
        row.subject_id,
        reply.happened_on if reply else None,
        facts.ReplyResult(reply.result) if reply else None,
        reply.document_id if reply else None,
        row.withdrawn_on,
    )
