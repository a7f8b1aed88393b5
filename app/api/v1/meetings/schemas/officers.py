"""Schemas of supervisors, their talks, and tellers."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.types import Day, Flag, Id, Input, Note, Output

__all__ = [
    "SupervisorCreate",
    "SupervisorOut",
    "TalkCreate",
    "TalkOut",
    "TellerOut",
    "TellersIn",
]


class SupervisorCreate(Input):
    """Sending a supervisor."""

    person_id: Annotated[Id, Field(description="Who is sent.")]
    sent_by: Annotated[Id, Field(description="The committee above the branch that sends him.")]
    present: Annotated[Flag, Field(description="The committee states that he was there.")] = False


class TellersIn(Input):
    """Naming people who count."""

    person_ids: Annotated[
        tuple[Id, ...], Field(min_length=1, max_length=10, description="Members present with the vote.")
    ]


class TalkCreate(Input):
    """A talk after the vote, by the calling supervisor."""

    person_id: Annotated[Id, Field(description="With whom: somebody who was there.")]
    happened_on: Annotated[Day, Field(description="The day of the talk.")]
    summary: Annotated[Note, Field(description="What was said, in short.", examples=["了解票决过程是否规范"])]


class SupervisorOut(Output):
    """A supervisor of an assembly."""

    person_id: UUID
    sent_by_id: UUID
    present: bool


class TellerOut(Output):
    """A teller; with a reason when withdrawn."""

    person_id: UUID
    withdrawn_reason: str | None


class TalkOut(Output):
    """A talk after the vote."""

    supervisor_id: UUID
    person_id: UUID
    happened_on: date
    summary: str
