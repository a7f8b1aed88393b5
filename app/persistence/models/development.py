"""The development case and everything that belongs to it alone."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned

__all__ = ["DevelopmentCase"]


class DevelopmentCase(Identified, Scoped, Versioned, Recorded, Base):
    """One person's way from the application letter to the archive; its place is the branch that carries it now."""

    __tablename__ = "development_cases"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'archived', 'cancelled', 'closed')", name="state"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="days"),
        Index("uq_development_cases_person_id", "person_id", unique=True, postgresql_where="state = 'open'"),
        Index("ix_development_cases_county_id", "county_id", "id"),
        Index("ix_development_cases_committee_id", "committee_id", "id"),
        Index("ix_development_cases_branch_id", "branch_id", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[str] = mapped_column(Text, default="open")
    stage: Mapped[int] = mapped_column(default=1)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
