"""Schemas of political reviews, letters of inquiry and their replies."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.api.paging import NewestQuery, PageQuery
from app.api.types import Day, Flag, Input, Line, Note, Output
from app.api.v1.facts import DocumentId, LateReason
from app.domain.political_review.facts import (
    ConclusionResult,
    ContentGroup,
    InquiryAddressee,
    Relation,
    ReplyResult,
)

__all__ = [
    "ConclusionCreate",
    "InquiryCreate",
    "InquiryDeskOut",
    "InquiryQuery",
    "InquiryReplyCreate",
    "InquiryWithdraw",
    "InvestigatorCreate",
    "PoliticalReviewCreate",
    "PoliticalReviewOut",
    "PoliticalReviewQuery",
    "ReplyDocumentQuery",
    "StatementCreate",
    "SubjectCreate",
]

Department = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]{1,39}$")]
StampedId = Annotated[UUID, Field(description="Evidence file of the case: the stamped paper.")]
Again = Annotated[
    Note | None, Field(description="Why an earlier one is replaced; owed then, refused for the first one.")
]


class SubjectCreate(Input):
    """Somebody to be looked at; the candidate is a subject from the start."""

    relation: Annotated[Relation, Field(description="Relation to the candidate.", examples=["spouse"])]
    name: Annotated[Line | None, Field(description="Only where a letter needs it.", examples=["林某某"])] = None


class PoliticalReviewCreate(Input):
    """A review to be opened."""

    case_id: Annotated[UUID, Field(description="The development case.")]
    happened_on: Annotated[Day, Field(description="Day on which the review began.", examples=["2026-06-01"])]
    floating: Annotated[
        Flag, Field(description="Lives or works away from the household registration: both places are asked.")
    ] = False
    subjects: Annotated[list[SubjectCreate], Field(max_length=30, description="Besides the candidate.")] = Field(
        default_factory=list
    )
    late_reason: LateReason = None


class InvestigatorCreate(Input):
    """Somebody who carries the review out."""

    person_id: Annotated[UUID, Field(description="Never the candidate.")]
    happened_on: Annotated[Day, Field(description="Day of appointment.", examples=["2026-06-01"])]
    late_reason: LateReason = None


class StatementCreate(Input):
    """The person's own statement."""

    happened_on: Annotated[Day, Field(description="Day of the statement.", examples=["2026-06-05"])]
    document_id: StampedId
    reason: Again = None
    late_reason: LateReason = None


class InquiryCreate(Input):
    """A letter of inquiry."""

    happened_on: Annotated[Day, Field(description="Day of sending.", examples=["2026-06-03"])]
    addressee: Annotated[InquiryAddressee, Field(description="Whom it goes to.", examples=["department"])]
    department: Annotated[
        Department | None,
        Field(description="Code of the department, for that addressee.", examples=["public_security"]),
    ] = None
    organisation_name: Annotated[
        Line | None, Field(description="Name of another addressee.", examples=["石桥街道望江社区党支部"])
    ] = None
    subject_id: Annotated[UUID | None, Field(description="Whom it is about; the candidate while left out.")] = None
    document_id: DocumentId = None
    late_reason: LateReason = None


class InquiryWithdraw(Input):
    """A letter called back."""

    happened_on: Annotated[Day, Field(description="Day.", examples=["2026-06-20"])]
    reason: Annotated[Note, Field(description="Why.", examples=["收函单位填写有误，已另行发函"])]


class InquiryReplyCreate(Input):
    """A stamped reply."""

    happened_on: Annotated[Day, Field(description="Day on the reply.", examples=["2026-06-12"])]
    result: Annotated[ReplyResult, Field(description="What it says in one word.", examples=["clear"])]
    document_id: StampedId
    remark: Annotated[Note | None, Field(description="What has to be known besides.", examples=["无违纪记录"])] = None
    reason: Again = None
    late_reason: LateReason = None


class ContentIn(Input):
    """What was found on one group of contents."""

    group: Annotated[ContentGroup, Field(description="Group.", examples=["law_and_morals"])]
    ok: Annotated[Flag, Field(description="Nothing stands against admission.")]
    finding: Annotated[Note | None, Field(description="In words.", examples=["遵纪守法，品行端正"])] = None


class ConclusionCreate(Input):
    """A conclusion of the review."""

    happened_on: Annotated[Day, Field(description="Day; not before the replies it rests on.", examples=["2026-06-20"])]
    result: Annotated[ConclusionResult, Field(description="`needs_more` keeps the review open.", examples=["pass"])]
    contents: Annotated[list[ContentIn], Field(max_length=8, description="Each group once.")] = Field(
        default_factory=list
    )
    document_id: DocumentId = None
    reason: Again = None
    late_reason: LateReason = None


class SubjectOut(Output):
    """Somebody whom the review looks at."""

    id: UUID
    relation: Relation
    name: str | None


class ReplyOut(Output):
    """One edition of a reply; the last one counts."""

    edition: int
    happened_on: date
    result: ReplyResult
    document_id: UUID
    remark: str | None
    correction_reason: str | None
    recorded_at: datetime
    recorded_by: UUID | None


class InquiryOut(Output):
    """A letter with its replies."""

    id: UUID
    addressee: InquiryAddressee
    department: str | None
    organisation_name: str | None
    subject_id: UUID | None
    happened_on: date
    document_id: UUID | None
    withdrawn_on: date | None
    withdrawn_reason: str | None
    replies: list[ReplyOut]
    version: int


class StatementOut(Output):
    """One edition of the statement; the last one counts."""

    edition: int
    happened_on: date
    document_id: UUID
    correction_reason: str | None


class InvestigatorOut(Output):
    """Somebody who carries the review out."""

    person_id: UUID
    happened_on: date


class ContentOut(Output):
    """What was found on one group of contents."""

    group: ContentGroup
    ok: bool
    finding: str | None


class ConclusionOut(Output):
    """One conclusion; the last one counts."""

    edition: int
    happened_on: date
    result: ConclusionResult
    contents: list[ContentOut]
    document_id: UUID | None
    correction_reason: str | None


class PoliticalReviewOut(Output):
    """A review with everything that belongs to it."""

    id: UUID
    case_id: UUID
    person_id: Annotated[UUID, Field(description="The candidate.")]
    happened_on: date
    floating: bool
    state: Annotated[str, Field(description="`open` or `concluded`.", examples=["open"])]
    late_reason: str | None
    subjects: list[SubjectOut]
    inquiries: list[InquiryOut]
    statements: list[StatementOut]
    investigators: list[InvestigatorOut]
    conclusions: list[ConclusionOut]
    recorded_at: datetime
    recorded_by: UUID | None
    version: int


class PoliticalReviewQuery(NewestQuery):
    """Filters of reviews."""

    case_id: Annotated[UUID | None, Field(description="Only of this case.")] = None
    state: Annotated[
        str | None, Field(pattern="^(open|concluded)$", description="`open` or `concluded`.", examples=["open"])
    ] = None


class InquiryDeskOut(Output):
    """A letter as the department's desk sees it: whom it is about, and nothing else of the case."""

    id: UUID
    case_id: Annotated[UUID, Field(description="Case to which the stamped reply is uploaded.")]
    department: str
    person_name: Annotated[str, Field(description="Name of the candidate.")]
    relation: Annotated[Relation, Field(description="Whom of the candidate's the letter is about.")]
    subject_name: str | None
    happened_on: Annotated[date, Field(description="Day of sending.")]
    document_id: UUID | None
    withdrawn_on: date | None
    replies: list[ReplyOut]
    version: int


class ReplyDocumentQuery(Input):
    """What is said about the stamped reply; in the query of a raw upload, or as form fields beside the file."""

    title: Annotated[Line | None, Field(description="Title, 1 to 200 characters.", examples=["关于某某的回函"])] = None
    file_name: Annotated[Line | None, Field(description="Label of the file; never a path.", examples=["回函.pdf"])] = (
        None
    )
    happened_on: Annotated[
        Day | None, Field(description="Day of the paper itself, not of the upload.", examples=["2026-06-10"])
    ] = None


class InquiryQuery(PageQuery):
    """Filters of the desk's letters."""

    open: Annotated[bool | None, Field(description="True: awaiting an answer; false: answered or called back.")] = None
