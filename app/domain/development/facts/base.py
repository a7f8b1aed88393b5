"""What every fact of a case has in common: its envelope, and how its fields describe themselves.

A fact's *data* is a frozen dataclass with a kind; its *envelope* (:class:`Fact`) carries the two times, who recorded it
and what it replaces. Facts are only ever appended; a wrong one is superseded by a correcting one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, TypeVar, cast
from uuid import UUID

from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError

__all__ = ["TEXT_MAX", "Fact", "FactData", "told"]

TEXT_MAX = 500
"""Longest note or number that a fact carries (ours); longer texts are evidence files."""

T = TypeVar("T")
_MISSING = object()


def told(description: str, example: object = None, *, default: object = _MISSING) -> T:  # type: ignore[type-var]
    """Return a dataclass field that carries its description and example, for the API and its documentation."""
    metadata = {"description": description, "example": example}
    made = field(metadata=metadata) if default is _MISSING else field(default=default, metadata=metadata)
    return cast(T, made)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactData:
    """Base of all kinds. ``permission`` is what recording it asks for."""

    kind: ClassVar[str]
    title_zh: ClassVar[str]
    title_en: ClassVar[str]
    permission: ClassVar[Permission] = Permission.CASE_RECORD
    own_command: ClassVar[bool] = False
    """Recorded by a command of its own (moving, closing), not as a bare fact."""
    paper_only: ClassVar[bool] = False
    """Stands for records of another area that exist on paper only; recorded while taking a case over."""

    def errors(self, happened_on: date) -> Iterator[FieldError]:
        """Yield what can't be, judged by the fact alone."""
        return iter(())

    def persons(self) -> tuple[tuple[str, UUID], ...]:
        """The persons who act in this fact, with the pointer of their field; the candidate may be none of them."""
        return ()

    def bodies(self) -> tuple[tuple[str, UUID], ...]:
        """The organisations named in this fact, with the pointer of their field."""
        return ()

    def acting_body(self) -> tuple[str, UUID] | None:
        """The organisation in whose name the recorder acts, where the fact is such an act, with its pointer."""
        return None


DataT = TypeVar("DataT", bound=FactData)


@dataclass(frozen=True, slots=True)
class Fact:
    """A recorded fact: when it happened, when and by whom it was recorded, what it replaces."""

    id: UUID
    data: FactData
    happened_on: date
    recorded_at: datetime
    recorded_by: UUID | None = None
    supersedes_id: UUID | None = None
    correction_reason: str | None = None
    late_reason: str | None = None
    documents: tuple[UUID, ...] = ()
    earlier_ids: frozenset[UUID] = frozenset()
    """Ids of every fact that it replaces, directly or not."""

    @property
    def kind(self) -> str:
        """The kind of its data."""
        return self.data.kind
