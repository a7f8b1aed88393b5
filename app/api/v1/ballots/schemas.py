"""Schemas of ballots."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.findings import FindingOut
from app.api.paging import PageQuery
from app.api.types import Count, Id, Input, Note, Output
from app.domain.ballots.facts import BallotMethod, BallotOutcome, BallotState

__all__ = [
    "BallotCancel",
    "BallotCreate",
    "BallotOut",
    "BallotQuery",
    "BallotReopen",
    "JudgementOut",
    "TallyCreate",
    "TallyOut",
]


class BallotCreate(Input):
    """Opening the vote on one candidate."""

    meeting_id: Annotated[Id, Field(description="The meeting in session.")]
    candidate_id: Annotated[Id, Field(description="The candidate, discussed before.")]
    method: Annotated[
        BallotMethod, Field(description="Secret ballot by paper; a show of hands is refused with its clause.")
    ] = BallotMethod.PAPER


class TallyCreate(Input):
    """What the calling teller counted. The parts add up to what came back."""

    issued: Annotated[Count, Field(description="Papers handed out.", examples=[9])]
    returned: Annotated[Count, Field(description="Papers that came back.", examples=[9])]
    approve: Annotated[Count, Field(description="赞成.", examples=[7])]
    against: Annotated[Count, Field(description="不赞成.", examples=[1])]
    abstain: Annotated[Count, Field(description="弃权.", examples=[1])]
    invalid: Annotated[Count, Field(description="无效票.", examples=[0])]


class BallotCancel(Input):
    """Cancelling an open ballot."""

    reason: Annotated[Note, Field(description="Why.", examples=["选票印制有误"])]


class BallotReopen(Input):
    """Counting the papers of a closed ballot again."""

    reason: Annotated[Note, Field(description="Which mistake was found.", examples=["复核发现一张选票漏计"])]


class BallotOut(Output):
    """A ballot; figures and outcome once it is closed."""

    id: UUID
    meeting_id: UUID
    candidate_id: UUID
    case_id: UUID | None
    held_on: date
    method: BallotMethod
    state: BallotState
    round: Annotated[int, Field(description="Round of counting, 1 to 3.")]
    counts_entered: Annotated[int, Field(description="How many tellers have counted in this round.")]
    entitled: Annotated[int | None, Field(description="应到会.")]
    present: Annotated[int | None, Field(description="实到会.")]
    issued: int | None
    returned: int | None
    approve: int | None
    against: int | None
    abstain: int | None
    invalid: int | None
    written_approve: Annotated[int | None, Field(description="Written opinions before the meeting that approve.")]
    written_against: int | None
    written_abstain: int | None
    outcome: Annotated[BallotOutcome | None, Field(description="carried, lost or void.")]
    cancel_reason: str | None
    reopen_reason: Annotated[str | None, Field(description="Why the papers were counted again after the close.")]
    closed_at: datetime | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int


class TallyOut(Output):
    """One teller's count; figures are null until two counts of the round agree or the ballot ends."""

    round: int
    person_id: UUID
    recorded_at: datetime
    issued: int | None
    returned: int | None
    approve: int | None
    against: int | None
    abstain: int | None
    invalid: int | None


class JudgementEntry(Output):
    """One time the outcome was judged."""

    outcome: BallotOutcome
    figures: dict[str, int]
    reason: Annotated[str | None, Field(description="Why it was judged again; null at the close.")]
    recorded_at: datetime
    recorded_by: UUID | None


class JudgementOut(Output):
    """The outcome as a verdict with every condition, and how it was judged over time."""

    ballot_id: UUID
    outcome: BallotOutcome | None
    findings: list[FindingOut]
    history: list[JudgementEntry]


class BallotQuery(PageQuery):
    """Filters of the list."""

    organisation_id: Annotated[UUID | None, Field(description="Only this body and what lies below it.")] = None
    meeting_id: Annotated[UUID | None, Field(description="Only ballots of this meeting.")] = None
    case_id: Annotated[UUID | None, Field(description="Only ballots on this case.")] = None
    state: Annotated[BallotState | None, Field(description="Only in this state.")] = None
    outcome: Annotated[BallotOutcome | None, Field(description="Only with this outcome.")] = None
