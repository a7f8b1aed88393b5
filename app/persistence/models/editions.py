"""Facts that are corrected by a new edition: the old row stays, with the reason and who replaced it."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.persistence.base import Identified, Recorded, Scoped, Versioned

__all__ = ["Editioned", "edition_constraints", "list_indexes", "one_a_day"]


class Editioned(Identified, Scoped, Versioned, Recorded):
    """A fact about one development case. ``standing`` is false once a later edition has replaced it.

    ``happened_on`` is the day of the act; ``recorded_at`` tells when this edition was entered.
    """

    __tablename__: str

    case_id: Mapped[UUID] = mapped_column(ForeignKey("development_cases.id"), sort_order=-90)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"), sort_order=-89)
    happened_on: Mapped[date] = mapped_column(sort_order=-88)
    edition: Mapped[int] = mapped_column(default=1, sort_order=80)
    standing: Mapped[bool] = mapped_column(default=True, sort_order=81)
    correction_reason: Mapped[str | None] = mapped_column(Text, sort_order=83)
    late_reason: Mapped[str | None] = mapped_column(Text, sort_order=84)

    @declared_attr
    def supersedes_id(cls) -> Mapped[UUID | None]:  # noqa: N805
        """The edition that this one replaces."""
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"), unique=True, sort_order=82)


def list_indexes(table: str) -> tuple[Index, ...]:
    """Return one index per level for lists that show the newest first."""
    return tuple(Index(f"ix_{table}_{column}_id", column, text("id DESC")) for column in Scoped.scope_columns)


def one_a_day(table: str, *besides: str, condition: str = "standing") -> Index:
    """Return the index that lets one fact of a case, and of what is named *besides*, stand on a day: which of two would
    count is then no question. A wrong one is corrected, one that was held again has a day of its own."""
    return Index(f"uq_{table}_day", "case_id", "happened_on", *besides, unique=True, postgresql_where=text(condition))


def edition_constraints(table: str) -> tuple[CheckConstraint | Index, ...]:
    """Return the constraints and list indexes that every table of editioned facts has."""
    return (
        CheckConstraint("(edition = 1) = (supersedes_id IS NULL)", name="first_edition"),
        CheckConstraint("(supersedes_id IS NULL) = (correction_reason IS NULL)", name="correction_reason"),
        *list_indexes(table),
        Index(f"ix_{table}_case_id_id", "case_id", text("id DESC")),
        Index(f"ix_{table}_person_id", "person_id"),
    )
