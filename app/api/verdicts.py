"""Verdicts in answers: a fresh one from its findings, a kept one from what was stored, both in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, cast

from pydantic import Field

from app.api.problems import clause_json, finding_json, render
from app.api.types import Output
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.verdict import Scalar, Verdict

__all__ = ["JudgedCondition", "VerdictOut", "kept_conditions", "verdict_out"]


class JudgedCondition(Output):
    """One judged condition with its clause and, where it is unmet, what would satisfy it."""

    code: Annotated[str, Field(description="Stable code.", examples=["ballots.more-than-half-of-entitled"])]
    ok: bool
    title: Annotated[str, Field(description="The condition in words.")]
    expected: Annotated[object, Field(description="What is asked for.")]
    actual: Annotated[object, Field(description="What was found.")]
    clause: Annotated[dict[str, object] | None, Field(description="Document, article and title.")]
    day: Annotated[date | None, Field(description="Day whose law was used.")]
    verified: Annotated[bool, Field(description="False: the source of the figure could not be verified.")]
    remedy: Annotated[str | None, Field(description="What would satisfy it.")]
    pointer: str | None = None
    parameter: Annotated[str | None, Field(description="Id of the parameter used.")] = None
    origin: Annotated[dict[str, object] | None, Field(description="Where the value comes from.")] = None


class VerdictOut(Output):
    """A verdict: whether nothing stands in the way, and every condition that was judged."""

    ok: bool
    findings: list[JudgedCondition]


def verdict_out(verdict: Verdict, language: str) -> VerdictOut:
    """Return a fresh verdict as the API shows it."""
    findings = [JudgedCondition.model_validate(finding_json(finding, language)) for finding in verdict.findings]
    return VerdictOut(ok=bool(verdict), findings=findings)


def kept_conditions(records: Sequence[Mapping[str, object]], language: str) -> list[JudgedCondition]:
    """Return a stored verdict as the API shows it: its figures are those of the day it was made."""
    return [_kept(record, language) for record in records]


def _kept(record: Mapping[str, object], language: str) -> JudgedCondition:
    facts = cast("Mapping[str, Scalar]", record["facts"])
    figures = cast("Mapping[str, Scalar]", {"required": record["required"], "measured": record["measured"]})
    title, remedy = render(str(record["code"]), {**facts, **figures}, language)
    document = record["document"]
    clause = Clause(DocumentKey(str(document)), str(record["article"] or "")) if document else None
    origin = {key: record[key] for key in ("level", "organisation_id", "decision_number", "since")}
    return JudgedCondition(
        code=str(record["code"]),
        ok=bool(record["ok"]),
        title=title,
        expected=record["required"],
        actual=record["measured"],
        clause=clause_json(clause, language),
        day=date.fromisoformat(str(record["day"])) if record["day"] else None,
        verified=bool(record["verified"]),
        remedy=None if record["ok"] else remedy or None,
        parameter=cast("str | None", record["parameter"]),
        origin=origin if record["parameter"] else None,
    )
