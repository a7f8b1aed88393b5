"""Facts of adopting local values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.rules.registry import AnyParameter
from app.domain.shared.clauses import Clause
from app.domain.shared.parameters import ValueType

__all__ = ["Draft", "DraftValue"]


@dataclass(frozen=True, slots=True)
class DraftValue:
    """A value that an organisation means to adopt; ``None`` is still to be set."""

    parameter: AnyParameter
    value: ValueType | None
    source: Clause | None = None
    note: str = ""
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision of an organisation before it is recorded: what it adopts, from which day, decided when."""

    decision_number: str
    decided_on: date
    effective_from: date
    values: tuple[DraftValue, ...]
    late_reason: str | None = None
    running: Mapping[str, date] = field(default_factory=dict)
    """Parameter id and first day of the organisation's own latest adoption that has not ended."""
