"""Meetings as the rules see them: kind, notice, the roll frozen on the day, who was there, who watched, what came of it.

A meeting is for one or several candidates, taken one by one; each candidate's vote is a ballot (``app.domain.ballots``).
Other areas judge a meeting with ``rules.assembly_stands(meeting, law)``, which joins every condition with its clause,
and ``rules.talks_held(meeting, law)`` after the vote. Counts always name their denominator: ``entitled`` (应到会有表决权),
``present`` (实到会有表决权); probationary members and guests are in neither.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

__all__ = [
    "ASSEMBLIES",
    "VOTES_ON_PEOPLE",
    "AbortFacts",
    "AbortGround",
    "Attendance",
    "CandidateFacts",
    "ExcusalGround",
    "MeetingFacts",
    "MeetingKind",
    "MeetingState",
    "Opinion",
    "RollEntry",
    "Standing",
    "SupervisorFacts",
    "TalkFacts",
    "TellerFacts",
    "WrittenOpinion",
]


class MeetingKind(StrEnum):
    """What a meeting is for."""

    ADMISSION = "admission"
    """支部大会讨论接收预备党员."""
    CONVERSION = "conversion"
    """支部大会讨论预备党员转正."""
    BRANCH_ASSEMBLY = "branch_assembly"
    """支部党员大会 on anything else."""
    BRANCH_COMMITTEE = "branch_committee"
    """支部委员会会议."""
    PARTY_GROUP = "party_group"
    """党小组会."""
    PARTY_COMMITTEE = "party_committee"
    """党委会: the collective discussion before an approval."""


ASSEMBLIES = frozenset({MeetingKind.ADMISSION, MeetingKind.CONVERSION, MeetingKind.BRANCH_ASSEMBLY})
"""Meetings of a branch's whole membership; admission and conversion are the ones that vote on candidates by ballot."""


VOTES_ON_PEOPLE = frozenset({MeetingKind.ADMISSION, MeetingKind.CONVERSION})
"""Assemblies that vote on each candidate by ballot."""


class MeetingState(StrEnum):
    """Where a meeting stands. Aborted and called-off meetings are history; a reconvened one names its predecessor."""

    CONVENED = "convened"
    """Notice was given."""
    IN_SESSION = "in_session"
    CLOSED = "closed"
    ABORTED = "aborted"
    """Broken off, or could not be opened: nothing that was voted in it counts."""
    CALLED_OFF = "called_off"
    """Withdrawn before its day."""


class Standing(StrEnum):
    """A person's place on the frozen roll."""

    ENTITLED = "entitled"
    """有表决权、应到会."""
    WITHHELD = "withheld"
    """No vote by rule: probationary, under 留党察看, rights suspended."""
    EXCUSED = "excused"
    """有表决权 but not counted among 应到会, by a ground that a text in force names."""


class Attendance(StrEnum):
    """Whether somebody on the roll came."""

    PRESENT = "present"
    ABSENT = "absent"


class Opinion(StrEnum):
    """What a formal written opinion before the meeting says about one candidate."""

    APPROVE = "approve"
    AGAINST = "against"
    ABSTAIN = "abstain"


class AbortGround(StrEnum):
    """Why an assembly was broken off."""

    SUPERVISOR = "supervisor"
    """现场监督人员中止."""
    NO_QUORUM = "no_quorum"
    """到会人数不足."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ExcusalGround:
    """A dated ground for not counting somebody among 应到会. The project ships none: a body states text and decision."""

    code: str
    title_zh: str
    title_en: str
    source: str
    """The text and article that the ground rests on, as the deciding body cites it."""
    decision_number: str
    effective_from: date
    effective_to: date | None = None
    """Last day it applies; open while None."""

    def applies_on(self, day: date) -> bool:
        """Tell whether the ground is in force on *day*."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One line of the frozen roll."""

    person_id: UUID
    standing: Standing
    ground: str | None = None
    """For withheld: a code of the message catalogue; for excused: the code of the ground."""
    attendance: Attendance | None = None
    """None while nobody has recorded it."""

    @property
    def has_vote_here(self) -> bool:
        """Entitled and present: the only people who get a ballot paper."""
        return self.standing is Standing.ENTITLED and self.attendance is Attendance.PRESENT


@dataclass(frozen=True, slots=True)
class WrittenOpinion:
    """A formal opinion handed in before the meeting by an entitled member who could not come."""

    person_id: UUID
    candidate_id: UUID
    opinion: Opinion
    received_on: date


@dataclass(frozen=True, slots=True)
class CandidateFacts:
    """Somebody the meeting is about. ``order`` says whose turn it is: candidates are discussed and voted one by one."""

    person_id: UUID
    order: int
    case_id: UUID | None = None
    discussed: bool = False


@dataclass(frozen=True, slots=True)
class SupervisorFacts:
    """Somebody sent by an upper committee to watch the assembly, as known on the day of the meeting."""

    person_id: UUID
    sent_by: UUID
    from_upper_committee: bool
    """``sent_by`` is a committee above the branch."""
    belongs_to_branch: bool
    present: bool = False


@dataclass(frozen=True, slots=True)
class TellerFacts:
    """Somebody who counts the votes."""

    person_id: UUID
    entitled_and_present: bool


@dataclass(frozen=True, slots=True)
class AbortFacts:
    """Who broke an assembly off, why, and for which day it was called again."""

    on: date
    ground: AbortGround
    reason: str
    again_on: date | None = None
    by_supervisor: UUID | None = None


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """A talk by a supervisor with somebody who took part, after the vote."""

    supervisor_id: UUID
    person_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting with everything that was recorded about it."""

    id: UUID
    branch_id: UUID
    """The body that met: a branch, or a committee for its own meetings."""
    kind: MeetingKind
    state: MeetingState
    planned_on: date
    noticed_on: date
    held_on: date | None = None
    """The day it was held; None until then."""
    upper_notified_on: date | None = None
    candidates: tuple[CandidateFacts, ...] = ()
    frozen_on: date | None = None
    """The day as of which the roll was taken; None while it has not been frozen."""
    roll: tuple[RollEntry, ...] = ()
    written: tuple[WrittenOpinion, ...] = ()
    supervisors: tuple[SupervisorFacts, ...] = ()
    tellers: tuple[TellerFacts, ...] = ()
    chair_id: UUID | None = None
    recorder_id: UUID | None = None
    minutes_document_id: UUID | None = None
    abort: AbortFacts | None = None
    reconvened_from: UUID | None = None
    talks: tuple[TalkFacts, ...] = ()

    @property
    def day(self) -> date:
        """The day whose law applies: the day it was held, or is planned for."""
        return self.held_on or self.planned_on

    @property
    def entitled(self) -> int:
        """应到会有表决权的正式党员人数."""
        return sum(entry.standing is Standing.ENTITLED for entry in self.roll)

    @property
    def present(self) -> int:
        """实到会有表决权的正式党员人数."""
        return sum(entry.has_vote_here for entry in self.roll)

    @property
    def supervisors_present(self) -> tuple[SupervisorFacts, ...]:
        """The supervisors who came."""
        return tuple(supervisor for supervisor in self.supervisors if supervisor.present)

    def concerns(self, person_id: UUID) -> bool:
        """Tell whether *person_id* is a candidate of this meeting."""
        return any(candidate.person_id == person_id for candidate in self.candidates)

    def entry(self, person_id: UUID) -> RollEntry | None:
        """The person's line on the roll, if there is one."""
        return next((entry for entry in self.roll if entry.person_id == person_id), None)

    def written_on(self, candidate_id: UUID) -> tuple[WrittenOpinion, ...]:
        """The written opinions about one candidate."""
        return tuple(opinion for opinion in self.written if opinion.candidate_id == candidate_id)
