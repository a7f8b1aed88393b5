"""Findings in answers: judged now or kept from the day they were judged, in the reader's language.

Every answer that shows a judged condition shows it by :class:`FindingOut`; a problem lists the unmet ones by
:func:`finding_json`, which leaves out what does not apply.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, cast
from uuid import UUID

from pydantic import Field

from app.api.types import Output
from app.domain.rules.notes import note_in
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.verdict import Finding, Scalar, Verdict, plain
from app.domain.wording import render

__all__ = [
    "ClauseOut",
    "FindingOut",
    "OriginOut",
    "VerdictOut",
    "clause_json",
    "clause_out",
    "finding_json",
    "findings_out",
    "kept_findings",
    "verdict_out",
]


class ClauseOut(Output):
    """Where a condition comes from."""

    document: Annotated[str, Field(description="Key of the document.", examples=["development-rules-2026"])]
    article: Annotated[str, Field(description="The text's own numbering; empty where none.", examples=["第十三条"])]
    title: Annotated[str, Field(description="Citation in the language of the request.")]


class OriginOut(Output):
    """Who set a figure."""

    level: Annotated[str, Field(description="`national`, `local` (a profile, or an adopting organisation) or `ours`.")]
    organisation_id: Annotated[UUID | None, Field(description="The organisation that adopted it.")]
    decision_number: Annotated[str | None, Field(description="Document number of the adopting decision.")]
    since: Annotated[date | None, Field(description="The day since which it is in force.")]


class FindingOut(Output):
    """One judged condition: required, measured, clause, and what would satisfy it."""

    code: Annotated[str, Field(description="Stable code.", examples=["development.cultivation-months"])]
    ok: Annotated[bool, Field(description="Whether the condition is met.")]
    title: Annotated[str, Field(description="The condition in words.")]
    expected: Annotated[object, Field(description="What is asked for.")]
    actual: Annotated[object, Field(description="What was found.")]
    clause: Annotated[ClauseOut | None, Field(description="The clause it rests on.")]
    day: Annotated[date | None, Field(description="The day whose law was used.")]
    verified: Annotated[
        bool, Field(description="False when the source of the figure, or else of the clause, could not be verified.")
    ]
    remedy: Annotated[str | None, Field(description="What would satisfy it.")]
    pointer: Annotated[str | None, Field(description="Where in the input.")] = None
    parameter: Annotated[str | None, Field(description="Id of the parameter used.")] = None
    origin: Annotated[OriginOut | None, Field(description="Who set the figure.")] = None
    carried: Annotated[bool, Field(description="Not met, and carried by a decision with a document number.")] = False
    note: Annotated[
        str | None, Field(description="What to know before relying on the figure; owed when unverified.")
    ] = None
    late_days: Annotated[int | None, Field(description="Days by which a soft time limit was missed.")] = None


class VerdictOut(Output):
    """A verdict: whether nothing stands in the way, and every condition that was judged."""

    ok: Annotated[bool, Field(description="Nothing stands in the way.")]
    findings: Annotated[list[FindingOut], Field(description="The conditions, in the order judged.")]


def clause_json(clause: Clause | None, language: str) -> dict[str, object] | None:
    """Return a clause as the API shows it."""
    if clause is None:
        return None
    title = clause.title_zh if language == "zh" else clause.title_en
    return {"document": clause.document.value, "article": clause.article, "title": title}


def clause_out(clause: Clause, language: str) -> ClauseOut:
    """Return the clause of a duty or a step."""
    return ClauseOut.model_validate(clause_json(clause, language))


def finding_json(finding: Finding, language: str) -> dict[str, object]:
    """Return one finding as a problem shows it: code, title, required, measured, clause, day, origin, remedy."""
    title, remedy = render(
        finding.code, {**finding.facts, "required": finding.required, "measured": finding.measured}, language
    )
    value = finding.value
    shown: dict[str, object] = {
        "code": finding.code,
        "ok": finding.ok,
        "title": title,
        "expected": plain(finding.required),
        "actual": plain(finding.measured),
        "clause": clause_json(finding.clause, language),
        "day": finding.day.isoformat() if finding.day else None,
        "verified": finding.verified,
        "remedy": None if finding.ok else remedy or None,
    }
    if finding.pointer is not None:
        shown["pointer"] = finding.pointer
    if value is not None:
        adoption = value.adoption
        shown["parameter"] = value.parameter.id
        shown["origin"] = {
            "level": value.level.value,
            "organisation_id": str(adoption.organisation_id) if adoption else None,
            "decision_number": adoption.decision_number if adoption else None,
            "since": value.since.isoformat() if value.since else None,
        }
        if value.note:
            shown["note"] = note_in(value.note, language)
    return shown


def findings_out(findings: Iterable[Finding], language: str) -> list[FindingOut]:
    """Return fresh findings as answers show them."""
    return [FindingOut.model_validate({**finding_json(f, language), **_lasting(f.facts)}) for f in findings]


def verdict_out(verdict: Verdict, language: str) -> VerdictOut:
    """Return a fresh verdict as answers show it."""
    return VerdictOut(ok=bool(verdict), findings=findings_out(verdict.findings, language))


def kept_findings(records: Sequence[Mapping[str, object]], language: str) -> list[FindingOut]:
    """Return a stored verdict as answers show it: its figures are those of the day it was made."""
    return [_kept(record, language) for record in records]


def _kept(record: Mapping[str, object], language: str) -> FindingOut:
    facts = cast("Mapping[str, Scalar]", record["facts"])
    figures = cast("Mapping[str, Scalar]", {"required": record["required"], "measured": record["measured"]})
    title, remedy = render(str(record["code"]), {**facts, **figures}, language)
    document = record["document"]
    clause = Clause(DocumentKey(str(document)), str(record["article"] or "")) if document else None
    origin = {key: record[key] for key in ("level", "organisation_id", "decision_number", "since")}
    return FindingOut.model_validate(
        {
            "code": record["code"],
            "ok": record["ok"],
            "title": title,
            "expected": record["required"],
            "actual": record["measured"],
            "clause": clause_json(clause, language),
            "day": record["day"],
            "verified": record["verified"],
            "remedy": None if record["ok"] else remedy or None,
            "parameter": record["parameter"],
            "origin": origin if record["parameter"] else None,
            "note": note_in(str(record["note"]), language) if record.get("note") else None,
            **_lasting(facts),
        }
    )


def _lasting(facts: Mapping[str, Scalar]) -> dict[str, object]:
    """Return what a case remembers of a condition that was not met in time, or not at all."""
    late = facts.get("late_days")
    return {"carried": bool(facts.get("carried")), "late_days": late if isinstance(late, int) else None}
