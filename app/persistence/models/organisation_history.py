"""What an organisation was on any past day, and the decisions that changed it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.organisations.changes import ChangeKind
from app.domain.organisations.facts import Classification, OrganisationKind
from app.persistence.base import Base, Identified, Recorded, Scoped, check_in

__all__ = ["OrganisationChange", "OrganisationPlacement"]


class OrganisationPlacement(Identified, Scoped, Recorded, Base):
    """A stretch of days on which an organisation had this place, name and attributes; ``until_on`` is excluded.

    The scope columns say where it stood *then*: they never follow a later move.
    """

    scope_frozen: ClassVar[bool] = True

    __tablename__ = "organisation_placements"
    __table_args__ = (
        CheckConstraint(check_in("kind", OrganisationKind), name="kind"),
        CheckConstraint(check_in("classification", Classification), name="classification"),
        CheckConstraint("until_on IS NULL OR until_on > from_on", name="days"),
        ExcludeConstraint(
            ("organisation_id", "="),
            (func.daterange(text("from_on"), text("until_on")), "&&"),
            name="ex_organisation_placements_overlap",
            using="gist",
        ),
        Index("ix_organisation_placements_county_id_code", "county_id", "code", "from_on"),
        Index("ix_organisation_placements_committee_id_code", "committee_id", "code", "from_on"),
        Index("ix_organisation_placements_parent_id", "parent_id", "from_on"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(Text)
    classification: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    approval_power: Mapped[bool]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    change_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation_changes.id"))


class OrganisationChange(Identified, Scoped, Recorded, Base):
    """A decision that founded, renamed, moved, merged, split or dissolved a body, or gave or took its power."""

    __tablename__ = "organisation_changes"
    __table_args__ = (
        CheckConstraint(check_in("kind", ChangeKind), name="kind"),
        CheckConstraint("decided_on <= happened_on", name="days"),
        Index("ix_organisation_changes_organisation_id", "organisation_id", "happened_on", "id"),
        Index("ix_organisation_changes_county_id", "county_id", "happened_on", "id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(Text)
    decision_number: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    happened_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(Text)
    before: Mapped[dict[str, object]] = mapped_column(JSONB)
    after: Mapped[dict[str, object]] = mapped_column(JSONB)
