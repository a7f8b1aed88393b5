"""Schemas of objections."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Day, Input, Line, Note, Output
from app.domain.publicity.facts import CommitteeDecision, ObjectionConclusion, ObjectionState

__all__ = [
    "ObjectionAssign",
    "ObjectionConclude",
    "ObjectionCreate",
    "ObjectionFeedback",
    "ObjectionOut",
    "ObjectionQuery",
    "ObjectionReadOut",
    "ObjectionReopen",
    "ObjectionReport",
    "ObjectorIn",
    "PublicObjectionCreate",
    "ReceiptOut",
    "RevealedOut",
]


class ObjectorIn(Input):
    """Who objects. Leave it out for an anonymous objection."""

    name: Annotated[Line, Field(description="Name.", examples=["李某某"])]
    contact: Annotated[Line | None, Field(description="Telephone, address or mail.", examples=["0000-7654321"])] = None


class PublicObjectionCreate(Input):
    """An objection from the public page."""

    content: Annotated[Note, Field(description="What is objected.", examples=["反映公示对象工作作风方面的问题……"])]
    objector: Annotated[ObjectorIn | None, Field(description="Left out for an anonymous objection.")] = None
    candidate_id: Annotated[UUID | None, Field(description="Entry on the notice; left out when about all.")] = None


class ObjectionCreate(PublicObjectionCreate):
    """An objection that reached the office."""

    received_on: Annotated[Day, Field(description="Day on which it came in.", examples=["2026-06-10"])]
    late_reason: Annotated[Note | None, Field(description="Why it is recorded late, where that needs a reason.")] = None


class ReceiptOut(Output):
    """What the public learns: that it was taken."""

    id: Annotated[UUID, Field(description="Number of the receipt.")]
    received_on: date


class ObjectionAssign(Input):
    """The body that investigates; never the candidates' branch."""

    body_id: Annotated[UUID, Field(description="The investigating organisation.")]
    assigned_on: Annotated[Day, Field(description="Day of the assignment.", examples=["2026-06-11"])]


class ObjectionConclude(Input):
    """What the investigation found."""

    conclusion: Annotated[ObjectionConclusion, Field(description="The conclusion.", examples=["not_substantiated"])]
    findings: Annotated[
        Note, Field(description="The findings, without naming the objector.", examples=["经核查，反映的问题不属实。"])
    ]
    concluded_on: Annotated[Day, Field(description="Day of the conclusion.", examples=["2026-06-15"])]
    report_id: Annotated[UUID | None, Field(description="The report, a confidential document.")] = None


class ObjectionReport(Input):
    """The report to the committee and its decision."""

    reported_on: Annotated[Day, Field(description="Day of the report.", examples=["2026-06-16"])]
    decision: Annotated[CommitteeDecision, Field(description="Whether the case goes on.", examples=["proceed"])]
    reason: Annotated[
        str, Field(max_length=4000, description="Reasons; required to go on in spite of a substantiated one.")
    ] = ""


class ObjectionFeedback(Input):
    """The feedback to the candidate."""

    fed_back_on: Annotated[Day, Field(description="Day of the feedback.", examples=["2026-06-16"])]
    feedback: Annotated[
        Note, Field(description="What was said, without naming the objector.", examples=["已向本人反馈核查情况。"])
    ]


class ObjectionOut(Output):
    """An objection without its text and author."""

    id: UUID
    notice_id: UUID
    candidate_id: UUID | None
    channel: Annotated[str, Field(description="`office` or `public`.")]
    anonymous: bool
    received_on: date
    state: ObjectionState
    body_id: UUID | None
    assigned_on: date | None
    conclusion: ObjectionConclusion | None
    findings: str | None
    report_id: UUID | None
    concluded_on: date | None
    decision: CommitteeDecision | None
    decision_reason: str | None
    reported_on: date | None
    feedback: str | None
    fed_back_on: date | None
    late_reason: str | None
    recorded_at: datetime
    version: int


class ObjectionReopen(Input):
    """Why an objection is taken up anew."""

    reason: Annotated[Note, Field(description="The reason.", examples=["调查组织与公示对象有关联，改由上级组织调查"])]
    received_on: Annotated[Day | None, Field(description="The right day on which it came in.")] = None


class ObjectionCorrectionOut(Output):
    """A value that the objection carried before."""

    field: str
    old_value: str
    reason: str
    recorded_at: datetime
    recorded_by: UUID | None


class ObjectionReadOut(ObjectionOut):
    """An objection with what it carried before it was taken up anew."""

    corrections: list[ObjectionCorrectionOut]


class RevealedOut(Output):
    """Text and author, for the investigating body."""

    id: UUID
    content: str
    objector: ObjectorIn | None


class ObjectionQuery(PageQuery):
    """Filters of the list; the newest first."""

    notice_id: Annotated[UUID | None, Field(description="Only those about this notice.")] = None
    state: Annotated[ObjectionState | None, Field(description="Only those in this state.")] = None
