"""Organisations: the tree as it stands now, each row with its own place in it."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.organisations.facts import Classification, OrganisationKind, OrganisationState
from app.domain.organisations.levels import Level
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["Organisation"]


class Organisation(Identified, Scoped, Versioned, Recorded, Base):
    """A Party organisation. Its scope columns hold its ancestors and, at its own level, its own id."""

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint(check_in("kind", OrganisationKind), name="kind"),
        CheckConstraint(check_in("classification", Classification), name="classification"),
        CheckConstraint(check_in("state", OrganisationState), name="state"),
        CheckConstraint(check_in("level", Level), name="level"),
        CheckConstraint("parent_id IS DISTINCT FROM id", name="not_own_parent"),
        CheckConstraint("(parent_id IS NULL) = (kind = 'county_committee')", name="root"),
        CheckConstraint("ended_on IS NULL OR ended_on >= founded_on", name="days"),
        Index("ix_organisations_parent_id", "parent_id"),
        Index("ix_organisations_county_id_code", "county_id", "code"),
        Index("ix_organisations_committee_id_code", "committee_id", "code"),
    )

    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Text)
    classification: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    approval_power: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(Text)
    founded_on: Mapped[date]
    ended_on: Mapped[date | None]
    units_covered: Mapped[int] = mapped_column(default=1)
