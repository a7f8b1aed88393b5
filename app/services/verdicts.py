"""Verdicts as they are kept: facts, values, clauses and the day, in no language, so that later rules rewrite nothing."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from app.domain.shared.verdict import Finding, Scalar, Verdict

__all__ = ["kept"]


def kept(verdict: Verdict) -> list[dict[str, object]]:
    """Return a verdict as JSON values; titles are made when it is shown."""
    return [_finding(finding) for finding in verdict.findings]


def _finding(finding: Finding) -> dict[str, object]:
    value = finding.value
    adoption = value.adoption if value is not None else None
    return {
        "code": finding.code,
        "ok": finding.ok,
        "required": _plain(finding.required),
        "measured": _plain(finding.measured),
        "document": finding.clause.document.value if finding.clause else None,
        "article": finding.clause.article if finding.clause else None,
        "day": finding.day.isoformat() if finding.day else None,
        "verified": finding.verified,
        "facts": {key: _plain(fact) for key, fact in finding.facts.items()},
        "parameter": value.parameter.id if value is not None else None,
        "value": _plain(value.value) if value is not None else None,
        "level": value.level.value if value is not None else None,
        "since": value.since.isoformat() if value is not None and value.since else None,
        "organisation_id": str(adoption.organisation_id) if adoption else None,
        "decision_number": adoption.decision_number if adoption else None,
    }


def _plain(value: Scalar) -> object:
    if isinstance(value, Fraction | Decimal | UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | tuple):
        return sorted(value) if isinstance(value, frozenset) else list(value)
    return value
