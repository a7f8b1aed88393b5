"""The case file: everything that gates judge, frozen. Services load it, the domain only reads it.

The file holds the case's own facts, the acts of other areas that concern it (meetings, ballots, notices, scores, polls,
reviews, certificates, evidence files, forms), the people and organisations that act in it, and what has been completed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from app.domain.assessments.facts import CandidateEvaluation, OpinionPoll, ScoredTalk, ScoreSheet
from app.domain.ballots.facts import BallotFacts, BallotState
from app.domain.development.facts import Fact, FactData, PaperAssembly, PaperAssemblyKind, Relocation
from app.domain.documents.facts import DocumentFacts
from app.domain.form_register.facts import FormFacts
from app.domain.meetings.facts import MeetingFacts, MeetingKind, MeetingState
from app.domain.organisations.facts import OrganisationFacts
from app.domain.people.facts import Episode, MemberStatus, PersonFacts, Restriction, RestrictionKind
from app.domain.political_review.facts import PoliticalReview
from app.domain.publicity.facts import NoticeFacts
from app.domain.shared.parameters import Law
from app.domain.training.facts import Certificate, TrainingExemption

__all__ = [
    "CaseFile",
    "CaseState",
    "Completion",
    "LawOf",
    "OpenFinding",
    "Outcome",
    "PersonHistory",
    "VoidCause",
]

DataT = TypeVar("DataT", bound=FactData)

LawOf = Callable[[date], Law]
"""The law of a day, at the branch where the case stood on that day."""


class CaseState(StrEnum):
    """Where a case stands as a whole."""

    OPEN = "open"
    ARCHIVED = "archived"
    """Archived after conversion."""
    CANCELLED = "cancelled"
    """Probationary membership cancelled."""
    CLOSED = "closed"
    """Ended before its last step by a decision."""


class Outcome(StrEnum):
    """What came of a step. Everything but ``passed`` is a result as well, never a refusal."""

    PASSED = "passed"
    REJECTED = "rejected"
    """The assembly did not carry the proposal."""
    REFUSED = "refused"
    """The committee did not approve."""
    EXTENDED = "extended"
    CANCELLED = "cancelled"
    SENT_BACK = "sent_back"
    """退回: a review step gave the file back with a reason."""


class VoidCause(StrEnum):
    """Why an earlier completion no longer counts."""

    SENT_BACK = "sent_back"
    REJECTED = "rejected"
    REFUSED = "refused"
    EXTENDED = "extended"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Completion:
    """One attempt at a step. Kept for ever; a void one is history."""

    step: str
    attempt: int
    outcome: Outcome
    act_on: date
    act_ref: UUID | None = None
    id: UUID | None = None
    void: VoidCause | None = None
    taken_over: bool = False

    @property
    def stands(self) -> bool:
        """Tell whether it still counts."""
        return self.void is None


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A gap of a case taken over, or a completed step that no longer holds, not yet decided upon."""

    id: UUID
    step: str
    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class PersonHistory:
    """Somebody who acts in the case, with status and restrictions over time."""

    person_id: UUID
    name: str = ""
    episodes: tuple[Episode, ...] = ()
    restrictions: tuple[Restriction, ...] = ()

    def status_on(self, day: date) -> MemberStatus | None:
        """The status on *day*; None where nothing is known."""
        return next((episode.status for episode in self.episodes if episode.covers(day)), None)

    def is_full_member(self, day: date) -> bool:
        """Tell whether the person was a full member on *day*."""
        return self.status_on(day) is MemberStatus.FULL_MEMBER

    def is_barred(self, day: date) -> bool:
        """Tell whether the person was under 留党察看 on *day*."""
        return any(r.kind is RestrictionKind.PARTY_PROBATION and r.covers(day) for r in self.restrictions)


@dataclass(frozen=True)
class CaseFile:
    """A case with everything known about it. Facts are the standing ones: superseded facts are left out."""

    case_id: UUID
    candidate: PersonFacts
    branch_id: UUID
    opened_on: date
    history: PersonHistory | None = None
    """The candidate's own status over time."""
    facts: tuple[Fact, ...] = ()
    completions: tuple[Completion, ...] = ()
    open_findings: tuple[OpenFinding, ...] = ()
    carried: frozenset[tuple[str, str, str]] = frozenset()
    """(step, code, subject) of findings that a decision with a document number carries."""
    people: Mapping[UUID, PersonHistory] = field(default_factory=dict)
    bodies: Mapping[UUID, OrganisationFacts] = field(default_factory=dict)
    has_branch_committee: bool = True
    has_groups: bool = True
    meetings: tuple[MeetingFacts, ...] = ()
    ballots: tuple[BallotFacts, ...] = ()
    notices: tuple[NoticeFacts, ...] = ()
    score_sheets: tuple[ScoreSheet, ...] = ()
    polls: tuple[OpinionPoll, ...] = ()
    evaluations: tuple[CandidateEvaluation, ...] = ()
    talks: tuple[ScoredTalk, ...] = ()
    reviews: tuple[PoliticalReview, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    exemption: TrainingExemption | None = None
    documents: tuple[DocumentFacts, ...] = ()
    forms: tuple[FormFacts, ...] = ()
    state: CaseState = CaseState.OPEN

    # Facts

    def all(self, kind: type[DataT], *, until: date | None = None) -> tuple[tuple[Fact, DataT], ...]:
        """Facts of a kind with their data, by the day they happened; not later than *until* where it is given."""
        found = [
            (fact, fact.data)
            for fact in self.facts
            if isinstance(fact.data, kind) and (until is None or fact.happened_on <= until)
        ]
        return tuple(sorted(found, key=lambda pair: (pair[0].happened_on, pair[0].recorded_at)))

    def latest(self, kind: type[DataT], *, until: date | None = None) -> tuple[Fact, DataT] | None:
        """The last fact of a kind, or None."""
        found = self.all(kind, until=until)
        return found[-1] if found else None

    def day_of(self, kind: type[FactData], *, until: date | None = None) -> date | None:
        """The day of the last fact of a kind."""
        found = self.latest(kind, until=until)
        return found[0].happened_on if found is not None else None

    # People and bodies

    def person(self, person_id: UUID) -> PersonHistory:
        """The person's history; an empty one where nothing is known."""
        return self.people.get(person_id) or PersonHistory(person_id)

    def body(self, body_id: UUID) -> OrganisationFacts | None:
        """The organisation's facts, where it was loaded."""
        return self.bodies.get(body_id)

    @property
    def branch(self) -> OrganisationFacts | None:
        """The branch where the case stands."""
        return self.body(self.branch_id)

    def branch_on(self, day: date) -> UUID:
        """The branch where the case stood on *day*: relocations are undone from the last one back."""
        branch = self.branch_id
        for fact, move in reversed(self.all(Relocation)):
            if fact.happened_on > day:
                branch = move.from_branch_id
        return branch

    # Completions

    def attempts(self, step: str) -> tuple[Completion, ...]:
        """Every completion of a step, in order."""
        return tuple(sorted((c for c in self.completions if c.step == step), key=lambda c: c.attempt))

    def done(self, step: str) -> Completion | None:
        """The completion of a step that counts, or None."""
        return next(
            (c for c in reversed(self.attempts(step)) if c.stands and c.outcome is Outcome.PASSED),
            None,
        )

    def used(self, step: str) -> frozenset[tuple[UUID | None, date]]:
        """Acts on which earlier attempts of a step rested; a new attempt needs a new act."""
        return frozenset(
            (c.act_ref, c.act_on) for c in self.attempts(step) if not c.stands or c.outcome is not Outcome.PASSED
        )

    # Assemblies

    def assembly(self, kind: MeetingKind) -> MeetingFacts | None:
        """The last closed or running assembly of *kind* about the candidate."""
        found = [
            meeting
            for meeting in self.meetings
            if meeting.kind is kind
            and meeting.state in (MeetingState.CLOSED, MeetingState.IN_SESSION)
            and meeting.concerns(self.candidate.id)
        ]
        return max(found, key=lambda meeting: meeting.day, default=None)

    def ballot_of(self, meeting: MeetingFacts) -> BallotFacts | None:
        """The closed ballot on the candidate in *meeting*."""
        return next(
            (
                ballot
                for ballot in self.ballots
                if ballot.meeting_id == meeting.id
                and ballot.candidate_id == self.candidate.id
                and ballot.state is BallotState.CLOSED
            ),
            None,
        )

    def paper_assembly(self, about: PaperAssemblyKind) -> tuple[Fact, PaperAssembly] | None:
        """The last assembly on paper, for a case taken over."""
        found = [pair for pair in self.all(PaperAssembly) if pair[1].about is about]
        return found[-1] if found else None
