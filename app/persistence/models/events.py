"""Audit entries and outbox: written in the transaction of the act they tell of."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.persistence.base import Base, Identified, Scoped

__all__ = ["AuditEntry", "OutboxEvent"]


class AuditEntry(Identified, Scoped, Base):
    """Who did what to which subject, for which organisation; digests are keyed. Never updated, never deleted.

    ``checkpoint_id`` leaves the room for sealing.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_county_id_id", "county_id", "id"),
        Index("ix_audit_entries_committee_id_id", "committee_id", "id"),
        Index("ix_audit_entries_branch_id_id", "branch_id", "id"),
        Index("ix_audit_entries_subject_id_id", "subject_id", "id"),
    )

    at: Mapped[datetime]
    act_day: Mapped[date]
    request_id: Mapped[str] = mapped_column(Text)
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID | None]
    actor_person_id: Mapped[UUID | None]
    organisation_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(Text)
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    before_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    after_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_id: Mapped[int]
    details: Mapped[dict[str, object]] = mapped_column(JSONB)
    checkpoint_id: Mapped[UUID | None]


class OutboxEvent(Identified, Scoped, Base):
    """What happened, for delivery after commit. ``position`` is handed out later by one writer, in commit order."""

    __tablename__ = "outbox_events"
    __table_args__ = (Index("ix_outbox_events_unpositioned", "sequence", postgresql_where="position IS NULL"),)

    sequence: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    position: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    at: Mapped[datetime]
    type: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[UUID | None]
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    payload: Mapped[dict[str, object]] = mapped_column(JSONB)
