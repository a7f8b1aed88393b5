"""Publicity as the rules see it: notices, the sites where they hung, the objections that came in.

A notice is about one or many candidates and is posted at several sites, each with its own posting day. Objections are
about one candidate or about the whole notice. Who objected is never part of these facts.

Other areas judge a case with ``rules.publicity_done(notices, candidate, kind, law, on)`` and
``rules.inspection_announced(notices, candidate, law, act_on)``; both take the notices of the case as a tuple.
"""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from uuid import UUID

__all__ = [
    "CandidateFacts",
    "CommitteeDecision",
    "Content",
    "NoticeFacts",
    "NoticeKind",
    "NoticeState",
    "ObjectionConclusion",
    "ObjectionFacts",
    "ObjectionState",
    "SiteFacts",
    "SiteKind",
]


class NoticeKind(StrEnum):
    """What a notice announces."""

    INSPECTION = "inspection"
    """考察公告: posted before a review team comes."""
    DEVELOPMENT = "development"
    """发展对象公示."""
    CONVERSION = "conversion"
    """转正公示."""


class NoticeState(StrEnum):
    """Where a notice stands. A withdrawn notice is history; a new posting is a new notice that names it."""

    DRAFT = "draft"
    POSTED = "posted"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


class SiteKind(StrEnum):
    """Places where a notice can hang."""

    HOUSEHOLD_REGISTRATION = "household_registration"
    RESIDENCE = "residence"
    CURRENT_UNIT = "current_unit"
    FORMER_UNIT = "former_unit"
    BRANCH = "branch"


class Content(StrEnum):
    """What a notice says beyond name and procedure, and how the public may reach the office."""

    EVALUATION_RESULT = "evaluation_result"
    WORK_UNIT = "work_unit"
    CONDUCT = "conduct"
    OFFICE_ADDRESS = "office_address"
    POSTCODE = "postcode"
    TELEPHONE = "telephone"
    DEPUTY_DIRECTOR_NAME = "deputy_director_name"


class ObjectionState(StrEnum):
    """Objections run received, investigating, concluded, reported, closed (fed back); only the last is not open."""

    RECEIVED = "received"
    INVESTIGATING = "investigating"
    CONCLUDED = "concluded"
    REPORTED = "reported"
    CLOSED = "closed"


class ObjectionConclusion(StrEnum):
    """What the investigation found."""

    SUBSTANTIATED = "substantiated"
    PARTLY_SUBSTANTIATED = "partly_substantiated"
    NOT_SUBSTANTIATED = "not_substantiated"


class CommitteeDecision(StrEnum):
    """What the committee decided upon the report: the case goes on, or it stops here."""

    PROCEED = "proceed"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """A candidate on a notice: the person, the sites that exist for this person, and what was written about them."""

    person_id: UUID
    case_id: UUID | None = None
    applicable_sites: frozenset[SiteKind] = frozenset()
    """Sites that exist for the person: somebody who lives where he is registered and never changed units has two."""
    contents: frozenset[Content] = frozenset()


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """One posting at one site. A site that has not been posted yet is not among the facts."""

    kind: SiteKind
    posted_on: date
    candidates: frozenset[UUID] = frozenset()
    """Persons whom this site serves; empty when it serves everybody on the notice."""
    posted_at: time | None = None
    taken_down_on: date | None = None
    photo_id: UUID | None = None
    photo_on: date | None = None
    certificate_id: UUID | None = None
    certified_on: date | None = None

    def serves(self, person_id: UUID) -> bool:
        """Tell whether the site serves *person_id*."""
        return not self.candidates or person_id in self.candidates


@dataclass(frozen=True, slots=True)
class ObjectionFacts:
    """An objection without its author. ``person_id`` is the candidate concerned, None when it is about all of them."""

    id: UUID
    received_on: date
    state: ObjectionState = ObjectionState.RECEIVED
    person_id: UUID | None = None
    conclusion: ObjectionConclusion | None = None
    decision: CommitteeDecision | None = None
    concluded_on: date | None = None
    reported_on: date | None = None
    fed_back_on: date | None = None

    def concerns(self, person_id: UUID) -> bool:
        """Tell whether the objection is about *person_id* or about the whole notice."""
        return self.person_id is None or self.person_id == person_id

    def is_open_on(self, day: date) -> bool:
        """Tell whether the objection had come in and was not yet fed back on *day*."""
        return self.received_on <= day and (self.fed_back_on is None or day < self.fed_back_on)


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice with its candidates, sites and objections: who is still on it, and the postings that count."""

    id: UUID
    kind: NoticeKind
    state: NoticeState
    candidates: tuple[CandidateFacts, ...]
    sites: tuple[SiteFacts, ...] = ()
    objections: tuple[ObjectionFacts, ...] = ()
    contact_fields: frozenset[Content] = field(default_factory=frozenset)
    concluded_on: date | None = None
    withdrawn_on: date | None = None
    gone: frozenset[UUID] = field(default_factory=frozenset)
    """Persons who were on it and were taken off: nothing about them rests on it any more, save the objections to them."""

    def stood_on(self, day: date) -> bool:
        """Tell whether the notice hung or had hung on *day* and had not been withdrawn by then."""
        first = self.first_posted_on
        return first is not None and first <= day and (self.withdrawn_on is None or day < self.withdrawn_on)

    @property
    def first_posted_on(self) -> date | None:
        """The day the first site was posted; None for a draft."""
        return min((site.posted_on for site in self.sites), default=None)

    @property
    def last_posted_on(self) -> date | None:
        """The day the last site was posted; None for a draft."""
        return max((site.posted_on for site in self.sites), default=None)

    def concerns(self, person_id: UUID) -> bool:
        """Tell whether *person_id* is a candidate on this notice, or was one."""
        return person_id in self.gone or self.announces(person_id)

    def announces(self, person_id: UUID) -> bool:
        """Tell whether *person_id* is a candidate on this notice."""
        return any(candidate.person_id == person_id for candidate in self.candidates)
