"""Roster imports: the uploaded file, its check row by row, and what was made of it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["RosterImport", "RosterImportFile", "RosterImportRow", "RosterImportState", "RosterRowState"]


class RosterImportState(StrEnum):
    """How far an import has come."""

    RECEIVED = "received"
    CHECKING = "checking"
    CHECKED = "checked"
    APPLYING = "applying"
    APPLIED = "applied"
    REFUSED = "refused"
    """The file as a whole can't be read; the problem says why."""


class RosterRowState(StrEnum):
    """What the check found for a row."""

    GOOD = "good"
    """A new person."""
    KNOWN = "known"
    """Already there with the same data: nothing to do."""
    DIFFERS = "differs"
    """Already there with other data: never overwritten, corrected by hand."""
    BAD = "bad"
    APPLIED = "applied"


class RosterImport(Identified, Scoped, Versioned, Recorded, Base):
    """One uploaded roster for one organisation."""

    __tablename__ = "roster_imports"
    __table_args__ = (
        CheckConstraint(check_in("state", RosterImportState), name="state"),
        CheckConstraint("mode IS NULL OR mode IN ('all_or_nothing', 'good_rows_only')", name="mode"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        Index("ix_roster_imports_county_id", "county_id", "id"),
        Index("ix_roster_imports_committee_id", "committee_id", "id"),
        Index("ix_roster_imports_organisation_id_file_hash", "organisation_id", "file_hash"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    file_name: Mapped[str] = mapped_column(Text)
    file_hash: Mapped[str] = mapped_column(Text)
    file_size: Mapped[int]
    format: Mapped[str | None] = mapped_column(Text)
    options: Mapped[dict[str, object]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text)
    percent: Mapped[int] = mapped_column(default=0)
    mode: Mapped[str | None] = mapped_column(Text)
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_good: Mapped[int] = mapped_column(default=0)
    rows_known: Mapped[int] = mapped_column(default=0)
    rows_differ: Mapped[int] = mapped_column(default=0)
    rows_bad: Mapped[int] = mapped_column(default=0)
    rows_applied: Mapped[int] = mapped_column(default=0)
    problem: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    same_file_as: Mapped[UUID | None] = mapped_column(ForeignKey("roster_imports.id"))
    checked_at: Mapped[datetime | None]
    applied_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    """When work on it was last asked for."""
    operation_id: Mapped[UUID | None] = mapped_column(ForeignKey("operations.id"), sort_order=80)
    """The latest check or application; its progress is the import's."""


class RosterImportFile(Base):
    """The file's bytes, encrypted, as long as the import may still be applied."""

    __tablename__ = "roster_import_files"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("roster_imports.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class RosterImportRow(Base):
    """One row of the sheet: its state, what is wrong with it, and its values, encrypted."""

    __tablename__ = "roster_import_rows"
    __table_args__ = (
        CheckConstraint(check_in("state", RosterRowState), name="state"),
        Index("ix_roster_import_rows_state", "import_id", "state", "row_number"),
    )

    import_id: Mapped[UUID] = mapped_column(ForeignKey("roster_imports.id"), primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(Text)
    problems: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    payload: Mapped[bytes | None] = mapped_column(LargeBinary)
    identity: Mapped[bytes | None] = mapped_column(LargeBinary)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
