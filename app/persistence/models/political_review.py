"""Political reviews: subjects, letters of inquiry and their replies, statement, investigators, conclusions."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.political_review.facts import ConclusionResult, InquiryAddressee, Relation, ReplyResult
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in
from app.persistence.models.editions import list_indexes

__all__ = [
    "ContentJson",
    "InquiryReply",
    "PoliticalReview",
    "ReviewConclusion",
    "ReviewInquiry",
    "ReviewInvestigator",
    "ReviewStatement",
    "ReviewSubject",
]


class ContentJson(TypedDict):
    """What was found on one group of contents."""

    group: str
    ok: bool
    finding: str | None


class PoliticalReview(Identified, Scoped, Versioned, Recorded, Base):
    """A political review of one development case. At most one is open at a time."""

    __tablename__ = "political_reviews"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'concluded')", name="state"),
        Index("uq_political_reviews_open", "case_id", unique=True, postgresql_where="state = 'open'"),
        Index("uq_political_reviews_day", "case_id", "happened_on", unique=True),
        *list_indexes("political_reviews"),
        Index("ix_political_reviews_case_id_id", "case_id", text("id DESC")),
        Index("ix_political_reviews_person_id", "person_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("development_cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    happened_on: Mapped[date]
    floating: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(Text, default="open")
    late_reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]
    """Moves with every change to what belongs to the review, so that its version does."""
    subjects: Mapped[list["ReviewSubject"]] = relationship(lazy="raise", order_by="ReviewSubject.id")
    inquiries: Mapped[list["ReviewInquiry"]] = relationship(lazy="raise", order_by="ReviewInquiry.id")
    statements: Mapped[list["ReviewStatement"]] = relationship(lazy="raise", order_by="ReviewStatement.id")
    investigators: Mapped[list["ReviewInvestigator"]] = relationship(lazy="raise", order_by="ReviewInvestigator.id")
    conclusions: Mapped[list["ReviewConclusion"]] = relationship(lazy="raise", order_by="ReviewConclusion.id")


class ReviewSubject(Identified, Recorded, Base):
    """Somebody whom the review looks at: the relation, and a name only where a letter needs one."""

    __tablename__ = "review_subjects"
    __table_args__ = (
        CheckConstraint(check_in("relation", Relation), name="relation"),
        CheckConstraint("relation <> 'candidate' OR name IS NULL", name="candidate_unnamed"),
        Index("ix_review_subjects_review_id", "review_id"),
        Index("uq_review_subjects_candidate", "review_id", unique=True, postgresql_where="relation = 'candidate'"),
    )

    review_id: Mapped[UUID] = mapped_column(ForeignKey("political_reviews.id"))
    relation: Mapped[str] = mapped_column(Text)
    name: Mapped[str | None] = mapped_column(Text)


class ReviewInquiry(Identified, Scoped, Versioned, Recorded, Base):
    """A letter of inquiry. A department's desk sees it when its own department is named."""

    __tablename__ = "review_inquiries"
    __table_args__ = (
        CheckConstraint(check_in("addressee", InquiryAddressee), name="addressee"),
        CheckConstraint("(addressee = 'department') = (department IS NOT NULL)", name="department"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn"),
        Index("ix_review_inquiries_review_id", "review_id"),
        Index("ix_review_inquiries_county_id_department_id", "county_id", "department", text("id DESC")),
        Index("ix_review_inquiries_committee_id_department_id", "committee_id", "department", text("id DESC")),
    )

    review_id: Mapped[UUID] = mapped_column(ForeignKey("political_reviews.id"))
    subject_id: Mapped[UUID | None] = mapped_column(ForeignKey("review_subjects.id"))
    addressee: Mapped[str] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    organisation_name: Mapped[str | None] = mapped_column(Text)
    happened_on: Mapped[date]
    """The day the letter was sent."""
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]
    replies: Mapped[list["InquiryReply"]] = relationship(lazy="raise", order_by="InquiryReply.edition")

    @property
    def reply(self) -> "InquiryReply | None":
        """The latest edition of the reply; replies must be loaded."""
        return self.replies[-1] if self.replies else None


class InquiryReply(Identified, Recorded, Base):
    """One edition of a reply, with its stamped document. A correction adds an edition and says why."""

    __tablename__ = "inquiry_replies"
    __table_args__ = (
        CheckConstraint(check_in("result", ReplyResult), name="result"),
        CheckConstraint("(edition = 1) = (correction_reason IS NULL)", name="correction_reason"),
        UniqueConstraint("inquiry_id", "edition", name="uq_inquiry_replies_edition"),
    )

    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("review_inquiries.id"))
    edition: Mapped[int] = mapped_column(default=1)
    happened_on: Mapped[date]
    result: Mapped[str] = mapped_column(Text)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id"))
    remark: Mapped[str | None] = mapped_column(Text)
    correction_reason: Mapped[str | None] = mapped_column(Text)
    at_desk: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The department gave it at its own desk; otherwise it came on paper, and the branch filed it."""


class ReviewStatement(Identified, Recorded, Base):
    """One edition of the person's own statement."""

    __tablename__ = "review_statements"
    __table_args__ = (
        CheckConstraint("(edition = 1) = (correction_reason IS NULL)", name="correction_reason"),
        UniqueConstraint("review_id", "edition", name="uq_review_statements_edition"),
    )

    review_id: Mapped[UUID] = mapped_column(ForeignKey("political_reviews.id"))
    edition: Mapped[int] = mapped_column(default=1)
    happened_on: Mapped[date]
    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id"))
    correction_reason: Mapped[str | None] = mapped_column(Text)


class ReviewInvestigator(Identified, Recorded, Base):
    """Somebody who carries the review out, from the day of appointment."""

    __tablename__ = "review_investigators"
    __table_args__ = (UniqueConstraint("review_id", "person_id", name="uq_review_investigators_person"),)

    review_id: Mapped[UUID] = mapped_column(ForeignKey("political_reviews.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    happened_on: Mapped[date]


class ReviewConclusion(Identified, Recorded, Base):
    """One conclusion; a later one replaces it and says why."""

    __tablename__ = "review_conclusions"
    __table_args__ = (
        CheckConstraint(check_in("result", ConclusionResult), name="result"),
        CheckConstraint("(edition = 1) = (correction_reason IS NULL)", name="correction_reason"),
        UniqueConstraint("review_id", "edition", name="uq_review_conclusions_edition"),
    )

    review_id: Mapped[UUID] = mapped_column(ForeignKey("political_reviews.id"))
    edition: Mapped[int] = mapped_column(default=1)
    happened_on: Mapped[date]
    result: Mapped[str] = mapped_column(Text)
    contents: Mapped[list[ContentJson]] = mapped_column(JSONB)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    correction_reason: Mapped[str | None] = mapped_column(Text)
