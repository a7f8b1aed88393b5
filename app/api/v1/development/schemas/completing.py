"""Schemas of completing a step, and of giving a file back."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.findings import FindingOut
from app.api.types import Input, Note, Output
from app.api.v1.development.schemas.keys import CaseId, StepKey
from app.domain.development.casefile import CaseState

__all__ = [
    "DecisionListOut",
    "DecisionOut",
    "DryRunQuery",
    "SendBackCreate",
    "StepDoneOut",
]


class StepDoneOut(Output):
    """What came of completing a step, or would come of it."""

    case_id: CaseId
    step: StepKey
    outcome: Annotated[str, Field(examples=["passed"])]
    act_on: Annotated[date, Field(description="The day of the act, whose law was used.")]
    attempt: Annotated[int | None, Field(description="Number of the attempt; null after a dry run.")]
    written: Annotated[bool, Field(description="False after a dry run.")]
    allowed: bool
    findings: list[FindingOut]
    case_state: CaseState
    next_steps: list[str]
    version: int


class DryRunQuery(Input):
    """Try without writing."""

    dry_run: Annotated[bool, Field(description="Judge every gate, write nothing.")] = False


class SendBackCreate(Input):
    """A file given back."""

    to_step: StepKey
    reason: Annotated[Note, Field(description="Why.", examples=["政审函调材料不齐"])]


class DecisionOut(Output):
    """What was judged when a step was completed; never rewritten by later rules."""

    id: UUID
    case_id: CaseId
    step: StepKey
    day: Annotated[date, Field(description="The day of the act, whose law was used.")]
    outcome: str
    verdict: Annotated[
        list[dict[str, object]], Field(description="Every gate with required, measured, clause, figure and origin.")
    ]
    facts_digest: Annotated[str, Field(description="Keyed digest of the facts that were judged.")]
    recorded_at: datetime
    recorded_by: UUID | None


class DecisionListOut(Output):
    """The decisions of a case, in the order of recording."""

    items: list[DecisionOut]
