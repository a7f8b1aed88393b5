"""Schemas of the step table."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.findings import ClauseOut
from app.api.types import Day, Input, Output
from app.api.v1.development.schemas.keys import StepKey

__all__ = [
    "DueOut",
    "StepOut",
    "StepTableOut",
    "StepTableQuery",
]


class DueOut(Output):
    """The dated duty of a step."""

    kind: str
    months: int | None
    since: str
    parameter: str


class StepOut(Output):
    """A row of the step table under the law of a day."""

    key: StepKey
    number: int
    stage: int
    stage_title: str
    title: str
    actor: str
    permission: str
    act: Annotated[str, Field(description="The act that the step's day is taken from.")]
    asked: Annotated[bool, Field(description="Whether the text of the day asks for the step.")]
    after: list[str]
    gates: list[str]
    gates_to_pass: list[str]
    documents: list[str]
    due: DueOut | None
    send_back_to: list[str]
    clause: ClauseOut
    verified: Annotated[bool, Field(description="False where the clause's place was not seen in the text of the day.")]


class StepTableOut(Output):
    """The step table."""

    on: date
    items: list[StepOut]


class StepTableQuery(Input):
    """For which organisation and which day."""

    organisation: Annotated[UUID | None, Field(description="Organisation; the national text where left out.")] = None
    on: Annotated[Day | None, Field(description="Day whose text counts; today where left out.")] = None
