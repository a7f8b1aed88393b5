"""Schemas of findings that only a decision carries."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.types import Day, Input, Line, Note, Output
from app.api.v1.development.schemas.keys import _EXAMPLE, CaseId, StepKey
from app.domain.development.findings import FindingDecision, FindingKind, FindingState

__all__ = [
    "CaseFindingListOut",
    "CaseFindingOut",
    "FindingDecisionCreate",
]


class CaseFindingOut(Output):
    """A finding that only a decision carries, and what was decided."""

    id: UUID
    case_id: CaseId
    kind: FindingKind
    step: StepKey
    code: str
    subject: str
    found_on: date
    judged_on: Annotated[date, Field(description="The day of the act whose law was used.")]
    finding: Annotated[dict[str, object], Field(description="Required, measured and clause, as judged then.")]
    state: FindingState
    decided_on: date | None
    decided_by_id: Annotated[UUID | None, Field(description="The committee that decided.")]
    document_number: str | None
    note: str | None


class CaseFindingListOut(Output):
    """The findings of a case, decided ones too."""

    items: list[CaseFindingOut]


class FindingDecisionCreate(Input):
    """A decision of the approving committee on one or several findings."""

    finding_ids: Annotated[list[UUID], Field(min_length=1, max_length=200, description="The findings decided upon.")]
    decision: Annotated[FindingDecision, Field(description="`uphold`, `reopen` or `cancel`.")]
    decided_by: Annotated[UUID, Field(description="The committee that decided.", examples=[_EXAMPLE])]
    decided_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-11-20"])]
    document_number: Annotated[Line, Field(description="Number of the document.", examples=["青委〔2026〕41号"])]
    note: Annotated[Note | None, Field(description="Grounds; required where the case is over.")] = None
