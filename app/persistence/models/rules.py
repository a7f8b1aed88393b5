"""Local values with the decisions that adopted them, and the working-day calendar.

Nothing here is overwritten: a value ends and another follows, a year's arrangement is superseded by its next revision.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.rules.values import JSONValue
from app.domain.rules.workdays import FIRST_YEAR, LAST_YEAR, CalendarDayKind
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["CalendarDay", "CalendarYearRow", "RuleAdoption", "RuleDecision"]


class RuleDecision(Identified, Scoped, Recorded, Base):
    """A decision of an organisation to adopt local values."""

    __tablename__ = "rule_decisions"
    __table_args__ = (
        CheckConstraint("effective_from >= decided_on", name="not_retroactive"),
        Index("ix_rule_decisions_organisation_id", "organisation_id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    decision_number: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    effective_from: Mapped[date]
    profile: Mapped[str | None] = mapped_column(Text)
    late_reason: Mapped[str | None] = mapped_column(Text)


class RuleAdoption(Identified, Scoped, Versioned, Recorded, Base):
    """A local value: in force at its organisation and below from a day to a day (inclusive, open while NULL)."""

    __tablename__ = "rule_adoptions"
    __table_args__ = (
        CheckConstraint("effective_to IS NULL OR effective_to >= effective_from", name="days"),
        CheckConstraint("(effective_to IS NULL) = (end_decision_number IS NULL)", name="ended_by_decision"),
        ExcludeConstraint(
            ("organisation_id", "="),
            ("parameter_id", "="),
            (text("daterange(effective_from, effective_to, '[]')"), "&&"),
            name="ex_rule_adoptions_overlap",
            using="gist",
        ),
        Index("ix_rule_adoptions_county_id_id", "county_id", "id"),
        Index("ix_rule_adoptions_committee_id_id", "committee_id", "id"),
        Index("ix_rule_adoptions_sub_committee_id_id", "sub_committee_id", "id"),
        Index("ix_rule_adoptions_general_branch_id_id", "general_branch_id", "id"),
        Index("ix_rule_adoptions_branch_id_id", "branch_id", "id"),
        Index("ix_rule_adoptions_decision_id", "decision_id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("rule_decisions.id"))
    parameter_id: Mapped[str] = mapped_column(Text)
    value: Mapped[JSONValue] = mapped_column(JSONB)
    note: Mapped[str] = mapped_column(Text, default="")
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    end_decision_number: Mapped[str | None] = mapped_column(Text)
    end_reason: Mapped[str | None] = mapped_column(Text)
    end_recorded_at: Mapped[datetime | None]
    end_recorded_by: Mapped[UUID | None]


class CalendarYearRow(Identified, Recorded, Base):
    """One revision of a year's arrangement; the current one is not superseded."""

    __tablename__ = "calendar_years"
    __table_args__ = (
        CheckConstraint(f"year BETWEEN {FIRST_YEAR} AND {LAST_YEAR}", name="year"),
        UniqueConstraint("year", "revision"),
        Index("uq_calendar_years_current", "year", unique=True, postgresql_where=text("superseded_at IS NULL")),
    )

    year: Mapped[int]
    revision: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    superseded_at: Mapped[datetime | None]


class CalendarDay(Base):
    """A day that differs from the plain week: off, or a make-up working day."""

    __tablename__ = "calendar_days"
    __table_args__ = (
        CheckConstraint(check_in("kind", CalendarDayKind), name="kind"),
        CheckConstraint("kind <> 'work' OR extract(isodow FROM day) >= 6", name="makeup_on_weekend"),
    )

    calendar_year_id: Mapped[UUID] = mapped_column(ForeignKey("calendar_years.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
