"""What other areas may know about a person: identity, status, standing on a day, rights.

Periods are half open: ``until_on`` is the first day on which something no longer applies, None while it does.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

__all__ = [
    "MEMBERS",
    "Elector",
    "Episode",
    "LeftKind",
    "MemberStatus",
    "PersonFacts",
    "Restriction",
    "RestrictionKind",
    "Sex",
    "Standing",
    "StatusCause",
]


class Sex(StrEnum):
    """GB/T 2261.1 codes by name."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"
    UNSTATED = "unstated"


class MemberStatus(StrEnum):
    """Where a person stands towards the Party, in the order of development."""

    REGISTERED = "registered"
    """登记人员: known to the system, no Party status (before an application, or after it was withdrawn)."""
    APPLICANT = "applicant"
    """入党申请人."""
    ACTIVIST = "activist"
    """入党积极分子."""
    DEVELOPMENT_OBJECT = "development_object"
    """发展对象."""
    PROBATIONARY = "probationary"
    """预备党员."""
    FULL_MEMBER = "full_member"
    """正式党员."""
    STOPPED = "stopped"
    """停止党籍."""
    TRANSFERRED_OUT = "transferred_out"
    """组织关系已转出: membership goes on elsewhere."""
    LEFT = "left"
    """No longer a member (or probationary member); the kind says why."""


MEMBERS = frozenset({MemberStatus.PROBATIONARY, MemberStatus.FULL_MEMBER})
"""Statuses counted as members: full members and probationary members."""


class LeftKind(StrEnum):
    """Why somebody is no longer a member."""

    CANCELLED = "cancelled"
    """取消预备党员资格."""
    WITHDRAWN = "withdrawn"
    """申请退党."""
    PERSUADED = "persuaded"
    """劝退除名."""
    REMOVED = "removed"
    """除名."""
    AUTO_EXIT = "auto_exit"
    """自行脱党除名."""
    EXPELLED = "expelled"
    """开除党籍."""
    DECEASED = "deceased"
    """死亡."""


class StatusCause(StrEnum):
    """By which procedure a status changed."""

    DEVELOPMENT = "development"
    TRANSFER = "transfer"
    TAKEOVER = "takeover"
    """Taken over from paper or by a roster import: the past is stated, not judged."""
    DISCIPLINE = "discipline"
    DISPOSAL = "disposal"
    OWN_WILL = "own_will"
    DEATH = "death"
    ORGANISATION_CHANGE = "organisation_change"
    """The branch was merged, split or dissolved; the status stays."""
    CORRECTION = "correction"


class RestrictionKind(StrEnum):
    """What takes the vote from a full member for a time."""

    PARTY_PROBATION = "party_probation"
    """留党察看."""
    RIGHTS_SUSPENDED = "rights_suspended"
    """Member's rights suspended (留置、逮捕等)."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One person in one branch with one status, from a day until a day."""

    person_id: UUID
    branch_id: UUID
    status: MemberStatus
    from_on: date
    until_on: date | None = None
    left_kind: LeftKind | None = None
    cause: StatusCause = StatusCause.DEVELOPMENT

    def covers(self, day: date) -> bool:
        """Tell whether the episode applies on *day*."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Restriction:
    """A time without the vote, by a decision."""

    person_id: UUID
    kind: RestrictionKind
    from_on: date
    until_on: date | None = None
    decision_number: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the restriction applies on *day*."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """The person as the gates judge him: never the citizen number, never the phone."""

    id: UUID
    name: str
    sex: Sex
    born_on: date
    status: MemberStatus
    branch_id: UUID | None = None
    joined_on: date | None = None
    """Day of the assembly that admitted: probation runs from it."""
    converted_on: date | None = None
    """Day on which probation ended in full membership: Party age runs from it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's status and rights on one day."""

    person_id: UUID
    on: date
    status: MemberStatus | None
    """None: nothing is known of the person for that day."""
    branch_id: UUID | None = None
    converted_on: date | None = None
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True, slots=True)
class Elector:
    """One line of the roll of an assembly: entitled, or why not (``reason`` is a code of the message catalogue)."""

    person_id: UUID
    name: str
    status: MemberStatus
    entitled: bool
    reason: str | None = None
    restriction: RestrictionKind | None = None
