"""Tasks: one table for the dated duties of every area."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.tasks.facts import TaskKind
from app.persistence.base import Base, Identified, Recorded, Scoped, check_in

__all__ = ["Task"]

_OPEN = text("done_on IS NULL AND withdrawn_on IS NULL")
_NOT_ESCALATED = text("done_on IS NULL AND withdrawn_on IS NULL AND escalated_on IS NULL")


class Task(Identified, Scoped, Recorded, Base):
    """A duty with its owner and its days. Its state follows from the days; it is never stored."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint(check_in("kind", TaskKind), name="kind"),
        CheckConstraint("due_on >= starts_on", name="days"),
        CheckConstraint("done_on IS NULL OR withdrawn_on IS NULL", name="ended_once"),
        Index("uq_tasks_subject_id_kind", "subject_id", "kind", "starts_on", unique=True),
        Index("ix_tasks_county_id_due_on", "county_id", "due_on", "id", postgresql_where=_OPEN),
        Index("ix_tasks_committee_id_due_on", "committee_id", "due_on", "id", postgresql_where=_OPEN),
        Index("ix_tasks_branch_id_due_on", "branch_id", "due_on", "id", postgresql_where=_OPEN),
        Index("ix_tasks_county_id_ended", "county_id", "due_on", "id"),
        Index("ix_tasks_owner_id_due_on", "owner_id", "due_on", "id", postgresql_where=_OPEN),
        Index("ix_tasks_person_id_due_on", "person_id", "due_on", "id"),
        CheckConstraint("escalated_on > due_on", name="escalated_overdue"),
        Index("ix_tasks_due_on_not_escalated", "due_on", "id", postgresql_where=_NOT_ESCALATED),
    )

    kind: Mapped[str] = mapped_column(Text)
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    step: Mapped[str | None] = mapped_column(Text)
    starts_on: Mapped[date]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    escalated_on: Mapped[date | None]
    """Day from which it is also shown to the body above its owner; noted once for a due day."""
    clause_document: Mapped[str | None] = mapped_column(Text)
    clause_article: Mapped[str | None] = mapped_column(Text)
    verified: Mapped[bool] = mapped_column(default=True)
