"""Schemas of committees and groups."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictInt

from app.api.paging import PageQuery
from app.api.types import Count, Day, Flag, Id, Input, Line, Output
from app.domain.organisations.elections import Contender, ElectionCount
from app.domain.organisations.facts import CommitteePost
from app.persistence.models.committees import GroupPostKind

__all__ = [
    "CommitteeOut",
    "Delay",
    "ElectionCreate",
    "GroupPostCreate",
    "GroupPostOut",
    "SeatCreate",
    "SeatEnd",
    "SeatOut",
    "TermOut",
    "TermQuery",
]


class SeatIn(Input):
    """A person in a post."""

    person_id: Annotated[Id, Field(description="Who.")]
    post: Annotated[CommitteePost, Field(description="In which post.", examples=["secretary"])]


class ContenderIn(Input):
    """A candidate with his votes."""

    person_id: Annotated[Id, Field(description="Who.")]
    post: Annotated[
        CommitteePost,
        Field(
            description="What he stood for: `secretary` or `deputy_secretary`; any other is a seat.",
            examples=["member"],
        ),
    ]
    votes: Annotated[Count, Field(description="Votes for him.", examples=[17])]


class ElectionCountIn(Input):
    """The figures of an election, each with its own denominator."""

    entitled: Annotated[Count, Field(description="Members with the vote (应到会).", examples=[20])]
    present: Annotated[Count, Field(description="Of these, present (实到会).", examples=[18])]
    issued: Annotated[Count, Field(description="Papers handed out.", examples=[18])]
    returned: Annotated[Count, Field(description="Papers that came back.", examples=[18])]
    secret: Annotated[Flag, Field(description="The vote was secret.")]
    candidates: Annotated[
        list[ContenderIn], Field(min_length=1, max_length=60, description="Everybody who stood, elected or not.")
    ]

    def figures(self) -> ElectionCount:
        """Return the figures as the rules judge them."""
        stood = tuple(Contender(c.person_id, c.post, c.votes) for c in self.candidates)
        return ElectionCount(self.entitled, self.present, self.issued, self.returned, stood, self.secret)


class ElectionCreate(Input):
    """The outcome of an election."""

    elected_on: Annotated[Day, Field(description="Day of the election.", examples=["2026-03-18"])]
    term_years: Annotated[
        StrictInt | None, Field(ge=1, le=10, description="Length of the term; what the rules give when absent.")
    ] = None
    decision_number: Annotated[Line, Field(description="Document number of the reply.", examples=["柳发〔2026〕9号"])]
    seats: Annotated[list[SeatIn], Field(min_length=1, max_length=30, description="Who was elected to what.")]
    election_count: Annotated[
        ElectionCountIn | None,
        Field(description="The figures of the vote; where they are given they are judged by the rules of the day."),
    ] = None


class Delay(Input):
    """A delay of the next election."""

    until: Annotated[Day, Field(description="The day until which it is delayed.")]
    decision_number: Annotated[Line, Field(description="Document number of the upper body's decision.")]


class SeatCreate(SeatIn):
    """A seat filled within a term."""

    from_on: Annotated[Day, Field(description="First day in the post.")]


class SeatEnd(Input):
    """The end of a seat."""

    until_on: Annotated[Day, Field(description="First day without the post.")]


class ContenderOut(Output):
    """A candidate with his votes."""

    person_id: Annotated[UUID, Field(description="Who.")]
    post: Annotated[CommitteePost, Field(description="What he stood for.")]
    votes: Annotated[int, Field(description="Votes for him.")]


class ElectionCountOut(Output):
    """The figures of an election as they were recorded."""

    entitled: Annotated[int, Field(description="Members with the vote (应到会).")]
    present: Annotated[int, Field(description="Of these, present (实到会).")]
    issued: Annotated[int, Field(description="Papers handed out.")]
    returned: Annotated[int, Field(description="Papers that came back.")]
    secret: Annotated[bool, Field(description="The vote was secret.")]
    candidates: Annotated[list[ContenderOut], Field(description="Everybody who stood.")]


class TermOut(Output):
    """A term of a committee."""

    id: Annotated[UUID, Field(description="Its id.")]
    organisation_id: Annotated[UUID, Field(description="The organisation.")]
    elected_on: Annotated[date, Field(description="Day of the election.")]
    term_years: Annotated[int, Field(description="Length of the term in years.")]
    due_on: Annotated[date, Field(description="The day by which the next election is due, a delay included.")]
    decision_number: Annotated[str, Field(description="Document number of the decision.")]
    delayed_until: Annotated[date | None, Field(description="The day until which the next election is delayed.")]
    delay_decision_number: Annotated[str | None, Field(description="Document number of the delay.")]
    ended_on: Annotated[date | None, Field(description="First day without it.")]
    election_count: Annotated[
        ElectionCountOut | None, Field(description="The figures of the vote; null where the reply alone was recorded.")
    ]
    version: Annotated[int, Field(description="Version, as in the ETag.")]


class SeatOut(Output):
    """A seat."""

    id: Annotated[UUID, Field(description="Its id.")]
    term_id: Annotated[UUID, Field(description="The term.")]
    person_id: Annotated[UUID, Field(description="The person.")]
    post: Annotated[CommitteePost, Field(description="The post.")]
    from_on: Annotated[date, Field(description="First day.")]
    until_on: Annotated[date | None, Field(description="First day on which it no longer applies.")]


class CommitteeSeatOut(SeatOut):
    """A seat with the name."""

    name: Annotated[str, Field(description="Name.")]


class CommitteeOut(TermOut):
    """A term with who sits in it on the day."""

    seats: Annotated[list[CommitteeSeatOut], Field(description="Who holds which post on the day.")]


class TermQuery(PageQuery):
    """Filters of running terms."""

    organisation_id: Annotated[UUID | None, Field(description="Only bodies below this one.")] = None
    due_from: Annotated[Day | None, Field(description="Next election due on or after this day.")] = None
    due_to: Annotated[Day | None, Field(description="Next election due on or before this day.")] = None


class GroupPostCreate(Input):
    """The leader of a group, or the committee member who looks after it."""

    person_id: Annotated[Id, Field(description="Who.")]
    post: Annotated[GroupPostKind, Field(description="Leader, or care by a committee member.", examples=["leader"])]
    from_on: Annotated[Day, Field(description="First day.")]


class GroupPostOut(Output):
    """A post around a group."""

    id: Annotated[UUID, Field(description="Its id.")]
    group_id: Annotated[UUID, Field(description="The group.")]
    person_id: Annotated[UUID, Field(description="The person.")]
    post: Annotated[GroupPostKind, Field(description="The post.")]
    from_on: Annotated[date, Field(description="First day.")]
    until_on: Annotated[date | None, Field(description="First day on which it no longer applies.")]
