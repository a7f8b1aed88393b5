"""Training certificates, and decisions that exempt from training."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.training.facts import CertificateKind, Organiser
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in
from app.persistence.models.editions import Editioned, edition_constraints, list_indexes

__all__ = ["TrainingCertificate", "TrainingExemption"]


class TrainingCertificate(Identified, Scoped, Versioned, Recorded, Base):
    """A certificate of a person; ``happened_on`` is the day of issue. Its number is unique per issuer."""

    __tablename__ = "training_certificates"
    __table_args__ = (
        CheckConstraint(check_in("kind", CertificateKind), name="kind"),
        CheckConstraint(check_in("organiser", Organiser), name="organiser"),
        CheckConstraint("days >= 0 AND hours >= 0 AND days + hours > 0", name="length"),
        CheckConstraint("held_from <= held_to AND held_to <= happened_on", name="days"),
        CheckConstraint("valid_until IS NULL OR valid_until >= happened_on", name="validity"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn"),
        CheckConstraint("(edition = 1) = (supersedes_id IS NULL)", name="first_edition"),
        CheckConstraint("(supersedes_id IS NULL) = (correction_reason IS NULL)", name="correction_reason"),
        Index("uq_training_certificates_number", "issuer", "number", unique=True, postgresql_where="standing"),
        *list_indexes("training_certificates"),
        Index("ix_training_certificates_person_id_id", "person_id", text("id DESC")),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[str] = mapped_column(Text)
    organiser: Mapped[str] = mapped_column(Text)
    issuer_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    issuer: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    days: Mapped[int]
    hours: Mapped[int]
    held_from: Mapped[date]
    held_to: Mapped[date]
    happened_on: Mapped[date]
    valid_until: Mapped[date | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(default=1)
    standing: Mapped[bool] = mapped_column(default=True)
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("training_certificates.id"), unique=True)
    correction_reason: Mapped[str | None] = mapped_column(Text)
    late_reason: Mapped[str | None] = mapped_column(Text)


class TrainingExemption(Editioned, Base):
    """A decision that a special case needs no training."""

    __tablename__ = "training_exemptions"
    __table_args__ = edition_constraints("training_exemptions")

    decision_number: Mapped[str] = mapped_column(Text)
    exempt_because: Mapped[str] = mapped_column(Text)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
