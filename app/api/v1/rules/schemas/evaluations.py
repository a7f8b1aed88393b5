"""Schemas of what-if questions."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.findings import FindingOut
from app.api.types import Day, Input, Output
from app.api.v1.rules.schemas.values import GivenJSON, GivenValueIn, Text

__all__ = [
    "EvaluableInputOut",
    "EvaluableOut",
    "EvaluationCreate",
    "EvaluationOut",
    "EvaluationResultOut",
]


class EvaluableInputOut(Output):
    """A fact that a rule asks for."""

    name: str
    kind: Annotated[str, Field(description="`day`, `count`, `points` (decimal string) or `code`.")]
    title_zh: str
    title_en: str
    choices: list[str]
    required: bool


class EvaluableOut(Output):
    """A rule that can be tried."""

    key: Annotated[str, Field(examples=["ballots.outcome"])]
    title_zh: str
    title_en: str
    inputs: list[EvaluableInputOut]


class EvaluationCreate(Input):
    """A what-if question."""

    rule: Annotated[Text, Field(description="Key of the rule.", examples=["meetings.quorum"])]
    facts: Annotated[
        dict[Text, GivenJSON],
        Field(max_length=50, description="The facts it asks for.", examples=[{"entitled": 21, "present": 11}]),
    ]
    on: Annotated[Day | None, Field(description="The act's day; today where left out.")] = None
    organisation_id: Annotated[UUID | None, Field(description="Whose law; the national one where left out.")] = None
    assume: Annotated[
        tuple[GivenValueIn, ...], Field(max_length=50, description="Values as if they had been adopted there.")
    ] = ()


class EvaluationResultOut(Output):
    """What a rule says."""

    ok: bool
    findings: list[FindingOut]
    results: Annotated[dict[str, object], Field(description="What it worked out, e.g. `closes_on`, `outcome`.")]


class EvaluationOut(Output):
    """The answer as the law stands, and under the assumed values."""

    rule: str
    day: date
    as_it_stands: EvaluationResultOut
    assumed: EvaluationResultOut | None
    changes: Annotated[bool, Field(description="The assumed values lead to another answer.")]
