"""Verdicts as they are kept: facts, values, clauses and the day, in no language, so that later rules rewrite nothing."""

from app.domain.shared.verdict import Finding, Verdict, plain

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
        "required": plain(finding.required),
        "measured": plain(finding.measured),
        "document": finding.clause.document.value if finding.clause else None,
        "article": finding.clause.article if finding.clause else None,
        "day": finding.day.isoformat() if finding.day else None,
        "verified": finding.verified,
        "facts": {key: plain(fact) for key, fact in finding.facts.items()},
        "parameter": value.parameter.id if value is not None else None,
        "value": plain(value.value) if value is not None else None,
        "level": value.level.value if value is not None else None,
        "note": value.note if value is not None else "",
        "since": value.since.isoformat() if value is not None and value.since else None,
        "organisation_id": str(adoption.organisation_id) if adoption else None,
        "decision_number": adoption.decision_number if adoption else None,
    }
