"""Declarative base and the mixins that every table is built from.

Constraint names follow one convention, so that migrations and models can be held against each other.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Date, DateTime, Integer, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from app.core.ids import new_id
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS

__all__ = ["Base", "Identified", "Recorded", "Scoped", "Versioned", "check_in"]

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models. Relationships are loaded on purpose or not at all (``lazy="raise"``)."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map: ClassVar[dict[object, object]] = {
        datetime: DateTime(timezone=True),
        date: Date(),
        UUID: Uuid(),
        int: Integer(),
    }


class Identified:
    """A UUIDv7 primary key made by the application."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-100)


class Scoped:
    """One ancestor id per level; NULL where the place has no ancestor of that level.

    The columns are stamped from a :class:`app.persistence.scope.Place` and follow when an organisation moves. Every
    list index begins with one of them.
    """

    county_id: Mapped[UUID | None] = mapped_column(sort_order=90)
    committee_id: Mapped[UUID | None] = mapped_column(sort_order=91)
    sub_committee_id: Mapped[UUID | None] = mapped_column(sort_order=92)
    general_branch_id: Mapped[UUID | None] = mapped_column(sort_order=93)
    branch_id: Mapped[UUID | None] = mapped_column(sort_order=94)

    scope_columns: ClassVar[tuple[str, ...]] = tuple(SCOPE_COLUMN[level] for level in SCOPE_LEVELS)


class Versioned:
    """An aggregate root: the mapper counts its versions, a stale write is refused."""

    version: Mapped[int] = mapped_column(default=1, sort_order=95)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805
        return {"version_id_col": cls.version}


class Recorded:
    """The second time of a fact: the instant it was recorded, and by whom."""

    recorded_at: Mapped[datetime] = mapped_column(sort_order=96)
    recorded_by: Mapped[UUID | None] = mapped_column(sort_order=97)


def check_in(column: str, values: "type[object]") -> str:
    """Return the SQL of a CHECK that *column* holds a value of the given StrEnum."""
    listed = ", ".join(f"'{member}'" for member in values)  # type: ignore[attr-defined]
    return f"{column} IN ({listed})"
