"""Schemas of local values: what a body adopts, and what came of it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.findings import FindingOut
from app.api.paging import PageQuery
from app.api.types import Day, Input, Line, Note, Output
from app.api.v1.rules.schemas.values import GivenValueIn, PlainValue, RuleId, RuleValueOut, Text

__all__ = [
    "AdoptedValueOut",
    "AdoptionEnd",
    "AdoptionEndOut",
    "AdoptionOut",
    "AdoptionQuery",
    "RuleAdoptionCreate",
    "RuleAdoptionResult",
    "SetAsideOut",
]


class RuleAdoptionCreate(Input):
    """A decision to adopt a profile, single values, or a profile with some values replaced or left out."""

    organisation_id: Annotated[UUID, Field(description="The adopting organisation.")]
    decision_number: Annotated[Line, Field(description="Number of the decision.", examples=["青发〔2026〕12号"])]
    decided_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-06-01"])]
    effective_from: Annotated[Day, Field(description="First day; not before the decision.", examples=["2026-06-01"])]
    profile: Annotated[Text | None, Field(description="Key of a profile.", examples=["institution"])] = None
    values: Annotated[
        tuple[GivenValueIn, ...], Field(max_length=300, description="Values; with a profile they replace its own.")
    ] = ()
    leave_out: Annotated[
        tuple[Text, ...], Field(max_length=300, description="Values of the profile not to adopt.")
    ] = ()
    late_reason: Annotated[Note | None, Field(description="Why it is recorded late, when it is.")] = None


class AdoptedValueOut(Output):
    """A value of a decision beside what is inherited."""

    parameter: str
    title_zh: str
    title_en: str
    value: Annotated[PlainValue | None, Field(description="Null: still to be set.")]
    inherited: RuleValueOut | None
    note: str
    note_zh: Annotated[str, Field(description="The note in Chinese.")]
    adoption_id: UUID | None


class SetAsideOut(Output):
    """A laxer value of a body below that no longer decides."""

    organisation_id: UUID
    organisation_name: str
    parameter: str
    value: PlainValue


class RuleAdoptionResult(Output):
    """What came of a decision, or would come of it."""

    decision_id: Annotated[UUID | None, Field(description="Null after a dry run.")]
    operation_id: Annotated[
        UUID | None,
        Field(
            description="The work that gives open tasks their days anew; null where no task follows from the values."
        ),
    ]
    dry_run: bool
    accepted: Annotated[bool, Field(description="No condition stands in the way.")]
    findings: Annotated[list[FindingOut], Field(description="Every judged condition.")]
    values: list[AdoptedValueOut]
    set_aside: list[SetAsideOut]


class AdoptionOut(Output):
    """A local value with its decision."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    decision_id: UUID
    decision_number: str
    decided_on: date
    profile: str | None
    late_reason: str | None
    parameter: str
    value: PlainValue
    note: str
    effective_from: date
    effective_to: date | None
    end_decision_number: str | None
    end_reason: str | None
    recorded_at: datetime
    version: int


class AdoptionQuery(PageQuery):
    """Filters of the list of adoptions."""

    organisation: Annotated[UUID | None, Field(description="Only of this organisation and below.")] = None
    parameter: Annotated[RuleId | None, Field(description="Only of this parameter.")] = None
    profile: Annotated[RuleId | None, Field(description="Only adopted with this profile.")] = None
    on: Annotated[Day | None, Field(description="Only in force on this day.")] = None


class AdoptionEnd(Input):
    """A decision to end a local value."""

    last_day: Annotated[Day, Field(description="Last day it applies; not before the decision.")]
    decided_on: Annotated[Day, Field(description="Day of the decision.")]
    decision_number: Annotated[Line, Field(description="Number of the decision.", examples=["青发〔2026〕31号"])]
    reason: Annotated[Note, Field(description="Why it ends.", examples=["改按县委统一规定执行"])]


class AdoptionEndOut(Output):
    """A local value that has been ended."""

    id: UUID
    organisation_id: UUID
    parameter: Annotated[str, Field(validation_alias="parameter_id")]
    effective_from: date
    effective_to: date
    end_decision_number: str
    end_reason: str
    version: int
