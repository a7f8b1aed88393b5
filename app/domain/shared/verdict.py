"""Verdicts: what a rule found, with required, measured, clause and day, instead of a bare boolean.

A verdict is truthy when nothing stands in the way. It keeps what was satisfied too, so that a case can show every gate.
Join verdicts with ``&``: the reader then sees all that is missing at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from app.domain.shared.clauses import Clause
from app.domain.shared.parameters import Value, ValueType
from app.domain.shared.shares import share_text

__all__ = ["SATISFIED", "Finding", "Scalar", "Verdict", "held", "judged", "plain", "refused", "require"]

Scalar = str | int | bool | date | Decimal | Fraction | UUID | tuple[str, ...] | frozenset[str] | None


def plain(value: Scalar) -> object:
    """Return a value as JSON holds it: shares and points as decimal strings, days in ISO form, sets sorted."""
    if isinstance(value, Fraction):
        return share_text(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    return value


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition, judged.

    ``code`` names the condition and is a key of the message catalogue, which gives title, explanation and remedy in
    Chinese and English; ``facts`` fill the placeholders of those messages. ``value`` is the parameter value used, with
    its origin, clause and whether its source was verified.
    """

    code: str
    ok: bool
    clause: Clause | None = None
    required: Scalar = None
    measured: Scalar = None
    day: date | None = None
    value: Value[ValueType] | None = None
    pointer: str | None = None
    facts: Mapping[str, Scalar] = field(default_factory=dict)

    @property
    def verified(self) -> bool:
        """False when the source could not be verified: that of the figure, or the clause where no figure is involved."""
        if self.value is not None:
            return self.value.verified
        return self.clause is None or self.clause.verified


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of one or several rules, in the order in which they were judged."""

    findings: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return all(finding.ok for finding in self.findings)

    def __and__(self, other: "Verdict") -> "Verdict":
        return Verdict(self.findings + other.findings)

    @property
    def unmet(self) -> tuple[Finding, ...]:
        """The findings that stand in the way."""
        return tuple(finding for finding in self.findings if not finding.ok)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the unmet findings, for tests and logs."""
        return tuple(finding.code for finding in self.unmet)

    @staticmethod
    def all_of(verdicts: Iterable["Verdict"]) -> "Verdict":
        """Join many verdicts."""
        return Verdict(tuple(finding for verdict in verdicts for finding in verdict.findings))


SATISFIED = Verdict()
"""Nothing was asked for."""


def require(
    ok: bool,
    code: str,
    clause: Clause | None = None,
    *,
    required: Scalar = None,
    measured: Scalar = None,
    day: date | None = None,
    pointer: str | None = None,
    facts: Mapping[str, Scalar] | None = None,
) -> Verdict:
    """Judge one condition that rests on no figure."""
    return Verdict((Finding(code, bool(ok), clause, required, measured, day, None, pointer, facts or {}),))


def judged(
    ok: bool,
    code: str,
    value: Value[ValueType] | Value[int] | Value[Fraction] | Value[bool] | Value[str] | Value[frozenset[str]],
    *,
    measured: Scalar = None,
    required: Scalar = None,
    pointer: str | None = None,
    facts: Mapping[str, Scalar] | None = None,
) -> Verdict:
    """Judge one condition against a parameter value; clause, day and origin come with the value."""
    wide: Value[ValueType] = value  # type: ignore[assignment]
    needed: Scalar = required if required is not None else wide.value
    return Verdict((Finding(code, bool(ok), wide.clause, needed, measured, wide.day, wide, pointer, facts or {}),))


def held(code: str, clause: Clause | None = None, *, measured: Scalar = None) -> Verdict:
    """State a satisfied condition, so that it shows among the gates."""
    return require(True, code, clause, measured=measured)


def refused(
    code: str,
    clause: Clause | None = None,
    *,
    required: Scalar = None,
    measured: Scalar = None,
    pointer: str | None = None,
    facts: Mapping[str, Scalar] | None = None,
) -> Verdict:
    """State an unmet condition."""
    return require(False, code, clause, required=required, measured=measured, pointer=pointer, facts=facts)
