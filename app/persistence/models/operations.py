"""Operations: long work, its progress and its end. The queue itself only says which of them to take up."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.operations.facts import LIVE, OperationState
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in
from app.persistence.models.editions import list_indexes

__all__ = ["Operation"]

_LIVE = "state IN ({})".format(", ".join(f"'{state}'" for state in sorted(LIVE)))


class Operation(Identified, Scoped, Versioned, Recorded, Base):
    """One piece of long work, asked for by ``recorded_by``. Its rows of progress carry no personal data."""

    __tablename__ = "operations"
    __table_args__ = (
        CheckConstraint(check_in("state", OperationState), name="state"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        # One at a time works on a thing, however often it is asked for. Judging again works on no thing of its own: it stands
        # beside other work that follows from the same decision.
        Index(
            "uq_operations_subject_id",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where=text(f"{_LIVE} AND kind <> 'development_cases.judge'"),
        ),
        Index("ix_operations_beat_at", "beat_at", postgresql_where=text(_LIVE)),
        Index("ix_operations_recorded_by_id", "recorded_by", text("id DESC")),
        *list_indexes("operations"),
    )

    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    percent: Mapped[int] = mapped_column(default=0)
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    resource: Mapped[str] = mapped_column(Text)
    """Address of what is worked on."""
    permission: Mapped[str] = mapped_column(Text)
    """What whoever asks for it, reads it or cancels it needs where it stands."""
    arguments: Mapped[dict[str, object]] = mapped_column(JSONB)
    result: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    problem: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    caller_kind: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str] | None] = mapped_column(JSONB)
    """The permissions that the token was narrowed to; null when it was not."""
    request_id: Mapped[str] = mapped_column(Text)
    act_day: Mapped[date]
    """The day on which it was asked for: the work is an act of that day, whenever a worker comes to it."""
    rehearsal: Mapped[bool]
    run_id: Mapped[UUID | None]
    """Which run owns the work. A run that finds another's id here has been replaced and may not commit."""
    attempts: Mapped[int] = mapped_column(default=0)
    beat_at: Mapped[datetime]
    """Last sign of life."""
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    cancel_asked_at: Mapped[datetime | None]
    cancel_asked_by: Mapped[UUID | None]
