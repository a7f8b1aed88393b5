"""Schemas of why a case may or may not go on."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.findings import ClauseOut, FindingOut
from app.api.types import Input, Output
from app.api.v1.development.schemas.keys import CaseId, StepKey
from app.domain.development.casefile import CaseState

__all__ = [
    "DutyOut",
    "JudgedStepOut",
    "NextStepOut",
    "NextStepsOut",
    "WhyOut",
    "WhyQuery",
]


class JudgedStepOut(Output):
    """A step, judged with the law of its day."""

    step: StepKey
    number: int
    title: str
    permission: Annotated[str, Field(description="What completing it asks for.")]
    day: Annotated[date, Field(description="The day of its act, or today while none is recorded.")]
    act_recorded: bool
    outcome: Annotated[str, Field(description="What completing it would come to.", examples=["passed"])]
    allowed: Annotated[bool, Field(description="Whether it can be completed now.")]
    findings: list[FindingOut]


class DutyOut(Output):
    """A dated duty."""

    kind: Annotated[str, Field(examples=["first_talk"])]
    step: StepKey
    starts_on: date
    due_on: date
    owner_id: Annotated[UUID, Field(description="The organisation whose duty it is.")]
    done_on: date | None
    clause: ClauseOut
    verified: bool


class WhyOut(Output):
    """Why a case may or may not go on."""

    case_id: CaseId
    state: CaseState
    today: date
    open_findings: Annotated[int, Field(description="Findings that wait for a decision; they hold the case.")]
    steps: list[JudgedStepOut]
    duties: list[DutyOut]
    version: int


class NextStepOut(Output):
    """A step that waits."""

    step: StepKey
    number: int
    stage: int
    title: str
    permission: str
    allowed: Annotated[bool, Field(description="Whether every gate is satisfied now.")]
    unmet: Annotated[list[str], Field(description="Codes of the unmet gates.")]
    send_back_to: list[str]


class NextStepsOut(Output):
    """The steps that wait."""

    case_id: CaseId
    items: list[NextStepOut]
    version: int


class WhyQuery(Input):
    """Which steps."""

    step: Annotated[str | None, Field(max_length=40, description="One step; the waiting ones where left out.")] = None
