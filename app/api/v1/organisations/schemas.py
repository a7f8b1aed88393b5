"""Schemas of organisations."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt, StringConstraints

from app.api.findings import FindingOut
from app.api.paging import PageQuery
from app.api.types import Day, Flag, Id, Input, Line, Note, Output
from app.domain.organisations.changes import ChangeKind
from app.domain.organisations.facts import Classification, OrganisationKind, OrganisationState
from app.services.organisations import Decision

__all__ = [
    "ApprovalPowerChange",
    "ChangeOut",
    "DecisionIn",
    "Dissolve",
    "Merge",
    "Move",
    "OnQuery",
    "OrganisationCreate",
    "OrganisationDayOut",
    "OrganisationFindingsOut",
    "OrganisationOut",
    "OrganisationQuery",
    "Reclassify",
    "Rename",
    "Split",
    "TreeOut",
    "TreeQuery",
]

Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Z][0-9A-Z.-]{0,39}$")]
Units = Annotated[StrictInt, Field(ge=1, le=100, description="Units that a joint branch serves.")]


class DecisionIn(Input):
    """The decision behind a change."""

    decision_number: Annotated[Line, Field(description="Document number.", examples=["青组发〔2026〕12号"])]
    decided_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-03-02"])]
    effective_on: Annotated[Day, Field(description="First day of its effect.", examples=["2026-03-05"])]
    reason: Annotated[Note | None, Field(description="Why.")] = None

    def decision(self) -> Decision:
        """Return the decision as services take it."""
        return Decision(self.decision_number, self.decided_on, self.effective_on, self.reason)


class _Body(Input):
    kind: Annotated[OrganisationKind, Field(description="What the body is.", examples=["branch"])]
    classification: Annotated[Classification, Field(description="What it stands in.", examples=["rural"])]
    code: Annotated[Code, Field(description="Organisation code, unique.", examples=["A03-017"])]
    name: Annotated[Line, Field(description="Full name.", examples=["青禾镇柳湾村党支部"])]
    short_name: Annotated[Line, Field(description="Short name.", examples=["柳湾村支部"])]
    units_covered: Units = 1


class OrganisationCreate(_Body):
    """A body to be founded by a decision, or one that existed before the system and is taken over as stated."""

    parent_id: Annotated[Id, Field(description="The body that it stands under.")]
    founded_on: Annotated[Day, Field(description="Day of founding.", examples=["2021-06-18"])]
    approval_power: Annotated[Flag, Field(description="May approve the admission of members.")] = False
    taken_over: Annotated[Flag, Field(description="It existed before the system: no decision, no least number.")] = (
        False
    )
    decision_number: Annotated[Line | None, Field(description="Document number of the decision.")] = None
    decided_on: Annotated[Day | None, Field(description="Day of the decision; the day of founding when absent.")] = None
    member_ids: Annotated[
        list[UUID], Field(default_factory=list, max_length=500, description="Persons who go over to the new branch.")
    ]

    def decision(self) -> Decision | None:
        """Return the decision, None for a body that is taken over."""
        if self.taken_over:
            return None
        return Decision(self.decision_number or "", self.decided_on or self.founded_on, self.founded_on)


class Split(_Body, DecisionIn):
    """The new branch of a split, and who goes to it."""

    member_ids: Annotated[list[UUID], Field(max_length=500, description="Persons who go over to the new branch.")]


class Rename(DecisionIn):
    """A new name."""

    name: Annotated[Line, Field(description="Full name.")]
    short_name: Annotated[Line, Field(description="Short name.")]


class Reclassify(DecisionIn):
    """A new classification."""

    classification: Annotated[Classification, Field(description="What the body stands in.")]


class ApprovalPowerChange(DecisionIn):
    """The power to approve members is given or taken."""

    approval_power: Annotated[Flag, Field(description="True gives, false takes.")]


class Move(DecisionIn):
    """A new place."""

    parent_id: Annotated[Id, Field(description="The body that it stands under from now on.")]


class Merge(DecisionIn):
    """Bodies that are merged into this one."""

    source_ids: Annotated[list[UUID], Field(min_length=1, max_length=50, description="Bodies that end.")]


class Dissolve(DecisionIn):
    """The end of a body that is empty."""


class OrganisationOut(Output):
    """An organisation as it stands now."""

    id: Annotated[UUID, Field(description="Its id.")]
    parent_id: Annotated[UUID | None, Field(description="The body above; null for the root.")]
    kind: Annotated[OrganisationKind, Field(description="What it is.")]
    level: Annotated[str, Field(description="Level of the tree.", examples=["branch"])]
    classification: Annotated[Classification, Field(description="What the body stands in.")]
    code: Annotated[str, Field(description="Stable code.")]
    name: Annotated[str, Field(description="Name.")]
    short_name: Annotated[str, Field(description="Short name.")]
    approval_power: Annotated[bool, Field(description="May approve the admission of members.")]
    state: Annotated[OrganisationState, Field(description="State.")]
    founded_on: Annotated[date, Field(description="Day of founding.")]
    ended_on: Annotated[date | None, Field(description="First day without it.")]
    units_covered: Annotated[int, Field(description="Units that a joint branch serves.")]
    version: Annotated[int, Field(description="Version, as in the ETag.")]


class OrganisationQuery(PageQuery):
    """Filters of the list."""

    parent_id: Annotated[UUID | None, Field(description="Only bodies directly under this one.")] = None
    within_id: Annotated[UUID | None, Field(description="Only this body and those below it.")] = None
    kind: Annotated[OrganisationKind | None, Field(description="Only bodies of this kind.")] = None
    classification: Annotated[Classification | None, Field(description="Only this classification.")] = None
    approval_power: Annotated[bool | None, Field(description="Only bodies with (without) the approval power.")] = None
    state: Annotated[OrganisationState | None, Field(description="Only this state; active when absent.")] = None
    on: Annotated[
        Day | None,
        Field(description="The bodies of a day, with the names and places of that day.", examples=["2021-07-01"]),
    ] = None


class OnQuery(BaseModel):
    """A day."""

    model_config = {"extra": "forbid", "frozen": True}

    on: Annotated[Day | None, Field(description="The day; today when absent.")] = None


class TreeQuery(OnQuery):
    """Day and depth of a tree."""

    depth: Annotated[int, Field(ge=0, le=10, description="Levels below the body.")] = 10


class OrganisationDayOut(Output):
    """An organisation as it stood on a day."""

    id: Annotated[UUID, Field(description="Its id.")]
    parent_id: Annotated[UUID | None, Field(description="The body above; null for the root.")]
    kind: Annotated[OrganisationKind, Field(description="What it is.")]
    classification: Annotated[Classification, Field(description="What the body stands in.")]
    code: Annotated[str, Field(description="Stable code.")]
    name: Annotated[str, Field(description="Name.")]
    short_name: Annotated[str, Field(description="Short name.")]
    approval_power: Annotated[bool, Field(description="May approve the admission of members.")]
    from_on: Annotated[date, Field(description="First day of that state of things.")]
    until_on: Annotated[date | None, Field(description="First day without it; null while it lasts.")]


class TreeOut(OrganisationDayOut):
    """A body with what stood below it on the day."""

    children: Annotated[
        list["TreeOut"], Field(description="Bodies directly below on the day, in the order of their codes.")
    ]


class ChangeOut(Output):
    """A decision that changed a body."""

    id: Annotated[UUID, Field(description="Its id.")]
    organisation_id: Annotated[UUID, Field(description="The organisation.")]
    kind: Annotated[ChangeKind, Field(description="What it is.")]
    decision_number: Annotated[str, Field(description="Document number of the decision.")]
    decided_on: Annotated[date, Field(description="Day of the decision.")]
    effective_on: Annotated[date, Field(description="First day of effect.")]
    reason: Annotated[str | None, Field(description="Why.")]
    before: Annotated[dict[str, object], Field(description="What it was.")]
    after: Annotated[dict[str, object], Field(description="What it is.")]
    recorded_at: Annotated[str, Field(description="Instant of recording, UTC.")]


class OrganisationFindingsOut(Output):
    """What is unusual about a body on a day."""

    organisation_id: Annotated[UUID, Field(description="The organisation.")]
    on: Annotated[date, Field(description="The day.")]
    findings: Annotated[list[FindingOut], Field(description="The conditions, in the order judged.")]
