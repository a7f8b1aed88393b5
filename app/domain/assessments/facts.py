"""Facts of the quantified measures: score sheets, opinion polls, candidate evaluations and scored talks.

Every type refuses numbers that can't be (more participants than base, more marks than ballots, points beyond the
maximum) with :class:`~app.domain.shared.errors.Invalid`, naming the field; whether the numbers suffice is the matter
of ``rules.py``. Points are ``Decimal`` and shares are ``Fraction``: nothing is rounded before it is judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

from app.domain.shared.errors import FieldError, Invalid

__all__ = [
    "CandidateEvaluation",
    "CriterionCount",
    "ItemKind",
    "OpinionPoll",
    "PollGroup",
    "ScoreItem",
    "ScoreSheet",
    "ScoredTalk",
    "SheetState",
    "TalkBody",
    "TalkTopic",
    "TemplateItem",
    "TemplatePurpose",
    "share",
]

COUNT_MAX = 1_000_000
"""No count of people in one county goes beyond this; larger numbers are typing errors (ours)."""


def share(part: int, whole: int) -> Fraction:
    """Return ``part/whole`` exactly, and 0 of an empty whole: nobody asked is nobody in favour."""
    return Fraction(part, whole) if whole else Fraction(0)


def _refuse(errors: Iterator[FieldError]) -> None:
    found = tuple(errors)
    if found:
        raise Invalid(found)


def _not_a_count(pointer: str, value: int) -> Iterator[FieldError]:
    if not 0 <= value <= COUNT_MAX:
        yield FieldError(pointer, "assessments.count-impossible", f"0..{COUNT_MAX}", value)


def _points_errors(pointer: str, points: Decimal, top: Decimal) -> Iterator[FieldError]:
    if not top.is_finite() or top <= 0:
        yield FieldError(f"{pointer}/max_points", "assessments.max-points-impossible")
    elif not points.is_finite() or not 0 <= points <= top:
        yield FieldError(f"{pointer}/points", "assessments.points-impossible", f"0..{top}")


class ItemKind(StrEnum):
    """An ordinary item, or one that counts honours, for which a window of years may apply."""

    ORDINARY = "ordinary"
    HONOUR = "honour"


class TemplatePurpose(StrEnum):
    """What a template is used for. The source names the four criteria of a poll nowhere: they are the adopter's."""

    SCORE_SHEET = "score_sheet"
    OPINION_POLL = "opinion_poll"


class SheetState(StrEnum):
    """A draft may still change; a finalised sheet is only ever superseded by a new version."""

    DRAFT = "draft"
    FINALISED = "finalised"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """One line of an organisation's template: title, kind and the most it can bring."""

    title: str
    max_points: Decimal
    kind: ItemKind = ItemKind.ORDINARY

    def __post_init__(self) -> None:
        _refuse(_points_errors("", Decimal(0), self.max_points))


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One scored line with its evidence and the person who verified it.

    ``honoured_on`` is the day of the honour that an honour item counts; it has to be known where points are given.
    """

    title: str
    max_points: Decimal
    points: Decimal
    kind: ItemKind = ItemKind.ORDINARY
    honoured_on: date | None = None
    evidence: tuple[UUID, ...] = ()
    verified_by: UUID | None = None
    verified_on: date | None = None
    entered_by: UUID | None = None
    """Who entered the line as it stands; None for the scorer."""

    def __post_init__(self) -> None:
        _refuse(_points_errors("", self.points, self.max_points))


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A quantified score of one candidate; persons are named by their ids, not by accounts."""

    id: UUID
    case_id: UUID
    candidate_id: UUID
    scored_by: UUID
    scored_on: date
    items: tuple[ScoreItem, ...]
    state: SheetState = SheetState.DRAFT
    finalised_on: date | None = None
    edition: int = 1

    @property
    def total(self) -> Decimal:
        """The exact sum of the points."""
        return sum((item.points for item in self.items), Decimal(0))

    @property
    def maximum(self) -> Decimal:
        """The exact sum of what could be reached."""
        return sum((item.max_points for item in self.items), Decimal(0))


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """Marks given to one criterion by one group. Its title is the organisation's: the source names none."""

    title: str
    excellent: int
    average: int
    poor: int

    def __post_init__(self) -> None:
        _refuse(
            error
            for name in ("excellent", "average", "poor")
            for error in _not_a_count(f"/{name}", int(getattr(self, name)))
        )

    @property
    def marks(self) -> int:
        """Votes given on this criterion, the denominator of its shares; others of those taking part left it blank."""
        return self.excellent + self.average + self.poor


@dataclass(frozen=True, slots=True)
class PollGroup:
    """Members or masses: the base, those of it who took part, and their marks per criterion.

    The base of members is all members of the branch. The source does not define the base of the masses, so that it is
    a declared number with its reason.
    """

    base: int
    participating: int
    criteria: tuple[CriterionCount, ...]
    base_reason: str = ""

    def __post_init__(self) -> None:
        _refuse(self._errors())

    def _errors(self) -> Iterator[FieldError]:
        yield from _not_a_count("/base", self.base)
        yield from _not_a_count("/participating", self.participating)
        if self.participating > self.base:
            yield FieldError("/participating", "assessments.more-than-base", self.base, self.participating)
        for index, criterion in enumerate(self.criteria):
            if criterion.marks > self.participating:
                yield FieldError(
                    f"/criteria/{index}", "assessments.more-marks-than-ballots", self.participating, criterion.marks
                )

    @property
    def turnout(self) -> Fraction:
        """Those who took part, of the base."""
        return share(self.participating, self.base)


@dataclass(frozen=True, slots=True)
class OpinionPoll:
    """One opinion poll (民意测验) on one candidate with its two groups, which answer the same criteria."""

    id: UUID
    case_id: UUID
    candidate_id: UUID
    polled_on: date
    members: PollGroup
    masses: PollGroup
    edition: int = 1

    def __post_init__(self) -> None:
        _refuse(self._errors())

    def _errors(self) -> Iterator[FieldError]:
        titles = [criterion.title for criterion in self.members.criteria]
        if len(set(titles)) != len(titles):
            yield FieldError("/members/criteria", "assessments.criterion-twice")
        if titles != [criterion.title for criterion in self.masses.criteria]:
            yield FieldError("/masses/criteria", "assessments.criteria-differ")

    def joined(self) -> tuple[CriterionCount, ...]:
        """Each criterion with the marks of members and masses added up."""
        return tuple(
            CriterionCount(m.title, m.excellent + w.excellent, m.average + w.average, m.poor + w.poor)
            for m, w in zip(self.members.criteria, self.masses.criteria, strict=True)
        )


@dataclass(frozen=True, slots=True)
class CandidateEvaluation:
    """An evaluation (评议) of the candidate by full members under the street practice.

    Each number is a part of the one before it: the full members of the branch, those asked to evaluate, those who took
    part, those who approve. The three shares are the steps of that chain.
    """

    id: UUID
    case_id: UUID
    candidate_id: UUID
    evaluated_on: date
    full_members: int
    asked: int
    participating: int
    approving: int
    edition: int = 1

    def __post_init__(self) -> None:
        _refuse(self._errors())

    def _errors(self) -> Iterator[FieldError]:
        chain = ("full_members", "asked", "participating", "approving")
        for name in chain:
            yield from _not_a_count(f"/{name}", int(getattr(self, name)))
        for whole, part in pairwise(chain):
            low, high = int(getattr(self, part)), int(getattr(self, whole))
            if low > high:
                yield FieldError(f"/{part}", "assessments.more-than-base", high, low)

    @property
    def scope_share(self) -> Fraction:
        """Those asked, of all full members of the branch."""
        return share(self.asked, self.full_members)

    @property
    def participation_share(self) -> Fraction:
        """Those who took part, of those asked."""
        return share(self.participating, self.asked)

    @property
    def approval_share(self) -> Fraction:
        """Those who approve, of those who took part."""
        return share(self.approving, self.participating)


class TalkBody(StrEnum):
    """Which body the person who holds the talk speaks for."""

    BRANCH = "branch"
    COMMITTEE = "committee"
    ORGANISATION_DEPARTMENT = "organisation_department"


@dataclass(frozen=True, slots=True)
class TalkTopic:
    """One topic of a scored talk."""

    title: str
    max_points: Decimal
    points: Decimal

    def __post_init__(self) -> None:
        _refuse(_points_errors("", self.points, self.max_points))


@dataclass(frozen=True, slots=True)
class ScoredTalk:
    """A talk with the candidate whose topics were scored; without topics it is a talk that was held, unscored."""

    id: UUID
    case_id: UUID
    candidate_id: UUID
    talked_by: UUID
    body: TalkBody
    talked_on: date
    topics: tuple[TalkTopic, ...] = ()
    edition: int = 1

    @property
    def total(self) -> Decimal:
        """The exact sum of the points."""
        return sum((topic.points for topic in self.topics), Decimal(0))
