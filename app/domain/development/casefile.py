"""The case file: everything that gates judge, frozen. Services load it, the domain only reads it.

The file holds the case's own facts, the acts of other areas that concern it (meetings, ballots, notices, scores, polls,
reviews, certificates, evidence files, forms), the people and organisations that act in it, and what has been completed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from app.domain.assessments.facts import CandidateEvaluation, OpinionPoll, ScoredTalk, ScoreSheet
from app.domain.ballots.facts import BallotFacts, BallotOutcome, BallotState
from app.domain.development.facts import Fact, FactData, PaperAssembly, PaperAssemblyKind, Relocation
from app.domain.documents.facts import DocumentFacts
from app.domain.form_register.facts import FormFacts
from app.domain.meetings.facts import MeetingFacts, MeetingKind, MeetingState
from app.domain.organisations.facts import OrganisationFacts
from app.domain.people.facts import Episode, MemberStatus, PersonFacts, Restriction, RestrictionKind
from app.domain.political_review.facts import PoliticalReview
from app.domain.publicity.facts import NoticeFacts
from app.domain.shared.parameters import Law, Parameter, Value, ValueType
from app.domain.training.facts import Certificate, TrainingExemption

__all__ = [
    "BodyThen",
    "CaseFile",
    "CaseState",
    "Completion",
    "LawOf",
    "MovingLaw",
    "OpenFinding",
    "Outcome",
    "PersonHistory",
    "Stretch",
    "VoidCause",
    "body_then",
]

DataT = TypeVar("DataT", bound=FactData)
T = TypeVar("T", bound=ValueType)

LawOf = Callable[[date], Law]
"""The law of a day, at the branch where the case stood on that day."""


@dataclass(frozen=True)
class MovingLaw(Law):
    """The law of a case that has moved: for each day that of the branch where the case stood on it.

    A window or a time limit that began at the old branch keeps the length that it began with.
    """

    of_day: Callable[[date], Law] | None = None
    parts: tuple[Law, ...] = ()
    """The laws of the branches where the case has stood."""
    moved_on: frozenset[date] = frozenset()

    def value(self, parameter: Parameter[T], on: date) -> Value[T] | None:
        """Return the value in force on *on* where the case stood then."""
        return self.of_day(on).value(parameter, on) if self.of_day is not None else None

    def turns(self, parameter: Parameter[T]) -> frozenset[date]:
        """Return the days from which on another value may apply: a move may be one."""
        return self.moved_on.union(*(law.turns(parameter) for law in self.parts))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which something was so; ``until_on`` is excluded, None while it lasts."""

    from_on: date
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether *day* lies in it."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class BodyThen:
    """What a body was during a stretch of days: its place, kind and powers then."""

    during: Stretch
    facts: OrganisationFacts


def body_then(past: Iterable[BodyThen], on: date) -> OrganisationFacts | None:
    """What a body was on a day, by its past; None for days that it does not tell of."""
    return next((then.facts for then in past if then.during.covers(on)), None)


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


_VOTED_AT = {MeetingKind.ADMISSION: "admission_assembly", MeetingKind.CONVERSION: "conversion_assembly"}
_VOTED_ON_PAPER_AT = {
    PaperAssemblyKind.ADMISSION: "admission_assembly",
    PaperAssemblyKind.CONVERSION: "conversion_assembly",
}
"""The step that an assembly's vote completes."""


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

    @property
    def came_without_act(self) -> bool:
        """Tell whether it was taken over from paper, and the papers did not show its act."""
        return self.taken_over and self.act_ref is None


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
    """(step, code, subject) of findings that a decision with a document number carries, by a body that had the power."""
    people: Mapping[UUID, PersonHistory] = field(default_factory=dict)
    bodies: Mapping[UUID, OrganisationFacts] = field(default_factory=dict)
    """What the bodies that act in the case are now."""
    past: Mapping[UUID, tuple[BodyThen, ...]] = field(default_factory=dict)
    """What they were before; a body without a past has always been what it is."""
    has_branch_committee: bool = True
    has_groups: bool = True
    committees: Mapping[UUID, tuple[Stretch, ...]] = field(default_factory=dict)
    """By branch: the days on which it had a committee; a branch that isn't named has one by ``has_branch_committee``."""
    groups: Mapping[UUID, tuple[Stretch, ...]] = field(default_factory=dict)
    """By branch: the days on which it had groups; a branch that isn't named has them by ``has_groups``."""
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

    def body(self, body_id: UUID, on: date | None = None) -> OrganisationFacts | None:
        """The organisation's facts, as of *on* where a day is given; None where it was not loaded."""
        then = body_then(self.past.get(body_id, ()), on) if on is not None else None
        return then or self.bodies.get(body_id)

    def branch_on(self, day: date) -> UUID:
        """The branch where the case stood on *day*: relocations are undone from the last one back."""
        return self._branch(lambda moved_on: moved_on > day)

    def branches_on(self, day: date) -> frozenset[UUID]:
        """The branches where the case stood on *day*: on the day of a move both, as acts on it may come before or after."""
        return frozenset({self.branch_on(day), self._branch(lambda moved_on: moved_on >= day)})

    def _branch(self, is_undone: Callable[[date], bool]) -> UUID:
        branch = self.branch_id
        for fact, move in reversed(self.all(Relocation)):
            if is_undone(fact.happened_on):
                branch = move.from_branch_id
        return branch

    def above(self, day: date) -> frozenset[UUID]:
        """The bodies that stood above the case's branch on *day*."""
        found: set[UUID] = set()
        for branch_id in self.branches_on(day):
            branch = self.body(branch_id, day)
            if branch is not None:
                place = branch.place
                above = (place.county_id, place.committee_id, place.sub_committee_id, place.general_branch_id)
                found |= {body for body in (*above, branch.parent_id) if body is not None and body != branch_id}
        return frozenset(found)

    def had_committee(self, day: date) -> bool:
        """Tell whether the branch had a committee of its own on *day*."""
        return self._had(self.committees, day, self.has_branch_committee)

    def had_groups(self, day: date) -> bool:
        """Tell whether the branch had groups on *day*."""
        return self._had(self.groups, day, self.has_groups)

    def _had(self, what: Mapping[UUID, tuple[Stretch, ...]], day: date, otherwise: bool) -> bool:
        branch = self.branch_on(day)
        return any(stretch.covers(day) for stretch in what[branch]) if branch in what else otherwise

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

    def lasting(self, step: str, *outcomes: Outcome) -> tuple[Completion, ...]:
        """Attempts at a step that stand and ended otherwise than passing, with an effect that lasts: an extension of the
        probation, a cancellation."""
        wanted = outcomes or (Outcome.EXTENDED, Outcome.CANCELLED)
        return tuple(c for c in self.attempts(step) if c.stands and c.outcome in wanted)

    def has_served(self, step: str, ref: UUID | None, on: date) -> bool:
        """Tell whether an earlier attempt of a step rested on an act; a new attempt needs a new one.

        A corrected fact is the act that it was before: correcting it makes no new one.
        """
        spent = {(c.act_ref, c.act_on) for c in self.attempts(step) if not c.stands or c.outcome is not Outcome.PASSED}
        fact = next((fact for fact in self.facts if fact.id == ref), None)
        if fact is None:
            return (ref, on) in spent
        return not {fact.id, *fact.earlier_ids}.isdisjoint(ref for ref, _ in spent)

    # Assemblies

    def assembly(self, kind: MeetingKind) -> MeetingFacts | None:
        """The closed or running assembly about the candidate on which the step of *kind*, a vote on people, rests or would rest.

        Once the step is done it is the one of its completion: what meets later says nothing about it. Before that it is the
        last one, unless a vote was lost before it and the case has not been told.
        """
        done = self.done(_VOTED_AT[kind])
        rests_on = done.act_ref if done is not None else None
        papers = (fact for fact, _ in self.all(PaperAssembly))
        if rests_on is not None and any(rests_on in (fact.id, *fact.earlier_ids) for fact in papers):
            return None
        found = [
            meeting
            for meeting in self.meetings
            if meeting.kind is kind
            and meeting.state in (MeetingState.CLOSED, MeetingState.IN_SESSION)
            and meeting.concerns(self.candidate.id)
        ]
        own = next((meeting for meeting in found if meeting.id == rests_on), None)
        unheeded = self._unheeded(found) if own is None else []
        if unheeded:
            return min(unheeded, key=lambda meeting: meeting.day)
        return own or max(found, key=lambda meeting: meeting.day, default=None)

    def _unheeded(self, found: Sequence[MeetingFacts]) -> list[MeetingFacts]:
        """Lost votes on which no step was completed. A later vote does not stand in for them: the case goes back first.

        What was lost before the step in front of the assembly was taken anew is past: the case has been back.
        """
        taken = {completion.act_ref for completion in self.completions}
        heeded = max((meeting.day for meeting in found if meeting.id in taken), default=date.min)
        begun = max((c.act_on for c in self.completions if c.stands and c.outcome is Outcome.PASSED), default=date.min)
        return [
            meeting
            for meeting in found
            if heeded < meeting.day
            and begun <= meeting.day
            and (ballot := self.ballot_of(meeting)) is not None
            and ballot.outcome is BallotOutcome.LOST
        ]

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
        """The assembly on paper of a case taken over: the one on which its step rests, otherwise the last."""
        found = [pair for pair in self.all(PaperAssembly) if pair[1].about is about]
        done = self.done(_VOTED_ON_PAPER_AT[about])
        rests_on = done.act_ref if done is not None else None
        resting = [pair for pair in found if rests_on in (pair[0].id, *pair[0].earlier_ids)]
        return (resting or found)[-1] if found else None
