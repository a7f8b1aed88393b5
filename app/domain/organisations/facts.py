"""What other areas may know about an organisation: its kind, its place, its powers, its committee.

Kinds say what a body *is*; the classification says what it stands *in* (a township committee is a ``committee`` with the
classification ``township``). Periods are half open: ``until_on`` is the first day on which something no longer applies.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.organisations.levels import Level, Place

__all__ = [
    "BRANCH_LIKE",
    "COMMITTEE_LIKE",
    "HOLDS_MEMBERS",
    "LEVEL_OF",
    "TEMPORARY",
    "Classification",
    "CommitteeFacts",
    "CommitteePost",
    "OrganisationFacts",
    "OrganisationKind",
    "OrganisationState",
    "Place",
]


class OrganisationKind(StrEnum):
    """What a body is."""

    COUNTY_COMMITTEE = "county_committee"
    """县委: the root."""
    COMMITTEE = "committee"
    """基层党委 (township, street, system, unit: see the classification)."""
    LEADING_GROUP = "leading_group"
    """党组: leads a department; approves nobody."""
    SUB_COMMITTEE = "sub_committee"
    """二级党委: a committee that stands under another grassroots committee."""
    TEMPORARY_COMMITTEE = "temporary_committee"
    """临时党委."""
    GENERAL_BRANCH = "general_branch"
    """党总支."""
    BRANCH = "branch"
    """党支部."""
    JOINT_BRANCH = "joint_branch"
    """联合党支部: one branch for several units."""
    TEMPORARY_BRANCH = "temporary_branch"
    """临时党支部."""
    FLOATING_BRANCH = "floating_branch"
    """流动党员党支部."""
    SERVICE_STATION = "service_station"
    """流动党员服务站: serves members, holds none."""
    GROUP = "group"
    """党小组."""


class Classification(StrEnum):
    """What a body stands in; the yearly tables count by it."""

    COUNTY = "county"
    TOWNSHIP = "township"
    STREET = "street"
    SYSTEM = "system"
    RURAL = "rural"
    COMMUNITY = "community"
    INSTITUTION = "institution"
    PUBLIC_UNIT = "public_unit"
    SCHOOL = "school"
    STATE_FIRM = "state_firm"
    PRIVATE_FIRM = "private_firm"
    SOCIAL_ORGANISATION = "social_organisation"
    RETIRED = "retired"
    FLOATING = "floating"
    OTHER = "other"


LEVEL_OF: dict[OrganisationKind, Level] = {
    OrganisationKind.COUNTY_COMMITTEE: Level.COUNTY,
    OrganisationKind.COMMITTEE: Level.COMMITTEE,
    OrganisationKind.LEADING_GROUP: Level.COMMITTEE,
    OrganisationKind.TEMPORARY_COMMITTEE: Level.COMMITTEE,
    OrganisationKind.SUB_COMMITTEE: Level.SUB_COMMITTEE,
    OrganisationKind.GENERAL_BRANCH: Level.GENERAL_BRANCH,
    OrganisationKind.BRANCH: Level.BRANCH,
    OrganisationKind.JOINT_BRANCH: Level.BRANCH,
    OrganisationKind.TEMPORARY_BRANCH: Level.BRANCH,
    OrganisationKind.FLOATING_BRANCH: Level.BRANCH,
    OrganisationKind.SERVICE_STATION: Level.GROUP,
    OrganisationKind.GROUP: Level.GROUP,
}
"""Where a body of each kind stands. Groups and service stations have no scope column: they lie in their parent's scope."""

COMMITTEE_LIKE = frozenset(
    {OrganisationKind.COUNTY_COMMITTEE, OrganisationKind.COMMITTEE, OrganisationKind.SUB_COMMITTEE}
)
"""Elected committees (bodies that can hold the approval power at all)."""

BRANCH_LIKE = frozenset(
    {
        OrganisationKind.BRANCH,
        OrganisationKind.JOINT_BRANCH,
        OrganisationKind.TEMPORARY_BRANCH,
        OrganisationKind.FLOATING_BRANCH,
    }
)
"""Bodies whose assembly is a branch assembly."""

HOLDS_MEMBERS = frozenset({OrganisationKind.BRANCH, OrganisationKind.JOINT_BRANCH})
"""Bodies that membership belongs to. Temporary and floating branches gather members whose membership stays where it
is (支部工作条例 第二章: no transfer of membership)."""

TEMPORARY = frozenset({OrganisationKind.TEMPORARY_COMMITTEE, OrganisationKind.TEMPORARY_BRANCH})
"""Bodies for a task, ending with it."""


class OrganisationState(StrEnum):
    """Whether a body exists on a day."""

    PLANNED = "planned"
    ACTIVE = "active"
    DISSOLVED = "dissolved"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """A body on a day, as the rules judge it."""

    id: UUID
    name: str
    kind: OrganisationKind
    classification: Classification
    place: Place
    approval_power: bool = False
    state: OrganisationState = OrganisationState.ACTIVE
    parent_id: UUID | None = None
    parent_kind: OrganisationKind | None = None
    parent_classification: Classification | None = None
    founded_on: date | None = None
    ended_on: date | None = None
    units_covered: int = 1
    """Units that a joint branch serves."""


class CommitteePost(StrEnum):
    """Posts in a committee or, in a branch without one, of the branch."""

    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    ORGANISATION = "organisation"
    """组织委员."""
    PUBLICITY = "publicity"
    """宣传委员."""
    DISCIPLINE = "discipline"
    """纪检委员."""
    MEMBER = "member"
    """Any other committee member."""
    ORGANISER = "organiser"
    """组织员: staff of a committee with approval power; not elected, no committee member by that."""


@dataclass(frozen=True, slots=True)
class CommitteeFacts:
    """A body's committee on a day."""

    organisation_id: UUID
    elected_on: date
    term_years: int
    due_on: date
    """The day by which the next election is due, a granted delay included."""
    members: tuple[tuple[UUID, CommitteePost], ...] = ()
    ended_on: date | None = None

    @property
    def committee_members(self) -> frozenset[UUID]:
        """Everybody who sits on the committee; an organiser does not by that office."""
        return frozenset(person for person, held in self.members if held is not CommitteePost.ORGANISER)
