"""Schemas of opinion polls, evaluations and scored talks."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.types import Count, Day, Input, Line, Note, Output
from app.api.v1.facts import DocumentId, EditionOut, LateReason, Points, PointsOut, Reason, ShareOut
from app.domain.assessments.facts import TalkBody

__all__ = [
    "CandidateEvaluationCorrection",
    "CandidateEvaluationCreate",
    "CandidateEvaluationOut",
    "OpinionPollCorrection",
    "OpinionPollCreate",
    "OpinionPollOut",
    "ScoredTalkCorrection",
    "ScoredTalkCreate",
    "ScoredTalkOut",
]

_CaseId = Annotated[UUID, Field(description="The development case.")]


class Marks(Input):
    """Votes of one group on one criterion."""

    excellent: Annotated[Count, Field(description="优秀.", examples=[15])]
    average: Annotated[Count, Field(description="一般.", examples=[1])]
    poor: Annotated[Count, Field(description="差.", examples=[0])]


class Criterion(Input):
    """One criterion with the votes of both groups."""

    title: Annotated[Line, Field(description="Title; the source names none.", examples=["内容一"])]
    members: Marks
    masses: Marks


class MembersBase(Input):
    """All members of the branch, and those who took part."""

    base: Annotated[Count, Field(description="All members of the branch on that day.", examples=[20])]
    participating: Annotated[Count, Field(description="Members who took part.", examples=[16])]


class MassesBase(Input):
    """The declared base of the masses, and those who took part."""

    base: Annotated[Count, Field(description="Declared base: the source does not define it.", examples=[100])]
    participating: Annotated[Count, Field(description="Masses who took part.", examples=[20])]
    base_reason: Annotated[Note, Field(description="How the base was drawn.", examples=["本单位在岗非党员"])]


class OpinionPollPaper(Input):
    """The paper of a poll."""

    happened_on: Annotated[Day, Field(description="Day of the poll.", examples=["2026-06-20"])]
    members: MembersBase
    masses: MassesBase
    criteria: Annotated[list[Criterion], Field(min_length=1, max_length=20, description="Votes per criterion.")]
    template_id: Annotated[UUID | None, Field(description="Template whose criteria were asked.")] = None
    document_id: DocumentId = None


class OpinionPollCreate(OpinionPollPaper):
    """A poll to be recorded."""

    case_id: _CaseId
    late_reason: LateReason = None


class OpinionPollCorrection(OpinionPollPaper):
    """A new edition of a poll."""

    reason: Reason


class BaseOut(Output):
    """A base and those of it who took part."""

    base: int
    participating: int
    base_reason: str | None


class MarksOut(Output):
    """Votes of one group on one criterion."""

    excellent: int
    average: int
    poor: int


class CriterionOut(Output):
    """One criterion with the votes of both groups."""

    title: str
    members: MarksOut
    masses: MarksOut


class OpinionPollOut(EditionOut):
    """A poll with its turnouts."""

    template_id: UUID | None
    document_id: UUID | None
    members: BaseOut
    masses: BaseOut
    criteria: list[CriterionOut]
    member_turnout: Annotated[ShareOut, Field(description="Of all members of the branch.")]
    mass_turnout: Annotated[ShareOut, Field(description="Of the declared base.")]


class CandidateEvaluationPaper(Input):
    """The paper of an evaluation; each number is part of the one before."""

    happened_on: Annotated[Day, Field(description="Day of the evaluation.", examples=["2026-06-20"])]
    full_members: Annotated[Count, Field(description="All full members of the branch.", examples=[20])]
    asked: Annotated[Count, Field(description="Full members asked to evaluate.", examples=[20])]
    participating: Annotated[Count, Field(description="Those of them who took part.", examples=[18])]
    approving: Annotated[Count, Field(description="Those of them who approve.", examples=[17])]
    document_id: DocumentId = None


class CandidateEvaluationCreate(CandidateEvaluationPaper):
    """An evaluation to be recorded."""

    case_id: _CaseId
    late_reason: LateReason = None


class CandidateEvaluationCorrection(CandidateEvaluationPaper):
    """A new edition of an evaluation."""

    reason: Reason


class CandidateEvaluationOut(EditionOut):
    """An evaluation with its three shares."""

    full_members: int
    asked: int
    participating: int
    approving: int
    document_id: UUID | None
    scope: Annotated[ShareOut, Field(description="Asked, of all full members.")]
    participation: Annotated[ShareOut, Field(description="Took part, of those asked.")]
    approval: Annotated[ShareOut, Field(description="Approve, of those who took part.")]


class Topic(Input):
    """One scored topic."""

    title: Annotated[Line, Field(description="Topic.", examples=["入党动机"])]
    max_points: Annotated[Points, Field(description="The most it can bring.", examples=["50"])]
    points: Annotated[Points, Field(description="Points given.", examples=["42"])]


class ScoredTalkPaper(Input):
    """The record of a talk."""

    happened_on: Annotated[Day, Field(description="Day of the talk.", examples=["2026-06-20"])]
    body: Annotated[TalkBody, Field(description="Body that the talker speaks for.", examples=["branch"])]
    talked_by: Annotated[UUID, Field(description="Person who held the talk.")]
    topics: Annotated[
        list[Topic], Field(max_length=20, description="Scored topics; empty where it was not scored.")
    ] = Field(default_factory=list)
    remark: Annotated[Note | None, Field(description="What the talk showed.", examples=["入党动机端正"])] = None
    document_id: DocumentId = None


class ScoredTalkCreate(ScoredTalkPaper):
    """A talk to be recorded."""

    case_id: _CaseId
    late_reason: LateReason = None


class ScoredTalkCorrection(ScoredTalkPaper):
    """A new edition of a talk."""

    reason: Reason


class TopicOut(Output):
    """One scored topic."""

    title: str
    max_points: PointsOut
    points: PointsOut


class ScoredTalkOut(EditionOut):
    """A talk with its points."""

    body: TalkBody
    talked_by: UUID
    topics: list[TopicOut]
    total: Annotated[PointsOut | None, Field(description="Exact sum; null where it was not scored.")]
    remark: str | None
    document_id: UUID | None
