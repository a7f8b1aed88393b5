"""Evidence files: rows that point into the content-addressed store by their hash."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.documents.facts import DocumentKind, DocumentState
from app.domain.documents.sniff import FileType
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["Document", "DocumentCorrection"]


class Document(Identified, Scoped, Versioned, Recorded, Base):
    """One evidence file. Equal contents share the stored bytes, never the row: each upload belongs to one place.

    ``confidential`` rows (letters of objection, reports of an investigation) are for the investigating body only.
    """

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint(check_in("kind", DocumentKind), name="kind"),
        CheckConstraint(check_in("state", DocumentState), name="state"),
        CheckConstraint(check_in("media_type", FileType), name="media_type"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("step BETWEEN 1 AND 25", name="step"),
        CheckConstraint("(state = 'replaced') = (replaced_by IS NOT NULL)", name="replaced"),
        Index("ix_documents_sha256", "sha256"),
        Index(
            "uq_documents_content",
            "sha256",
            "kind",
            "organisation_id",
            "case_id",
            "meeting_id",
            "notice_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where="state = 'current'",
        ),
        Index("ix_documents_case_id_id", "case_id", "id"),
        Index("ix_documents_meeting_id_id", "meeting_id", "id"),
        Index("ix_documents_notice_id_id", "notice_id", "id"),
        Index("ix_documents_county_id_id", "county_id", "id"),
        Index("ix_documents_committee_id_id", "committee_id", "id"),
        Index("ix_documents_sub_committee_id_id", "sub_committee_id", "id"),
        Index("ix_documents_general_branch_id_id", "general_branch_id", "id"),
        Index("ix_documents_branch_id_id", "branch_id", "id"),
    )

    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default=DocumentState.CURRENT.value)
    confidential: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    case_id: Mapped[UUID | None]
    meeting_id: Mapped[UUID | None]
    notice_id: Mapped[UUID | None]
    step: Mapped[int | None] = mapped_column(SmallInteger)
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))


class DocumentCorrection(Identified, Recorded, Base):
    """A changed field of a document's description: the old value, the new one, why."""

    __tablename__ = "document_corrections"
    __table_args__ = (Index("ix_document_corrections_document_id_id", "document_id", "id"),)

    document_id: Mapped[UUID] = mapped_column(ForeignKey("documents.id"))
    field: Mapped[str] = mapped_column(Text)
    old_value: Mapped[str] = mapped_column(Text)
    new_value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
