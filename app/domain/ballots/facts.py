"""Ballots as the rules see them: one per candidate of a meeting, with the agreed count and its outcome.

Other areas judge a vote with ``rules.carried(ballot, law)``: a verdict over those *entitled*. A lost ballot is a result
(``BallotOutcome.LOST``) and a void one is said to be void, with the ground.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.domain.shared.errors import FieldError, Invalid

__all__ = [
    "PAPER_FIELDS",
    "BallotFacts",
    "BallotMethod",
    "BallotOutcome",
    "BallotState",
    "Count",
    "Paper",
    "TallyFacts",
]

_HIGHEST = 100_000
"""No assembly has more people than this; keeps every figure inside what the database holds."""

PAPER_FIELDS = ("issued", "returned", "approve", "against", "abstain", "invalid")
"""What a teller counts."""


class BallotMethod(StrEnum):
    """How was voted. Only secret methods are ever accepted."""

    PAPER = "secret_paper"
    """无记名投票（纸质）."""
    ELECTRONIC = "electronic_secret"
    """无记名投票（电子）: room is left for it."""
    SHOW_OF_HANDS = "show_of_hands"
    """举手表决: named so that it can be refused with its clause."""


class BallotState(StrEnum):
    """Where a ballot stands."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    """The assembly was aborted before this ballot was closed, or its result fell with the assembly."""


class BallotOutcome(StrEnum):
    """What came of a closed ballot."""

    CARRIED = "carried"
    LOST = "lost"
    VOID = "void"
    """The vote does not count: more papers than were issued, or the assembly does not stand."""


def _ceilings(counts: Mapping[str, int]) -> list[FieldError]:
    return [
        FieldError(f"/{name}", "ballots.count-out-of-range", f"0..{_HIGHEST}")
        for name, figure in counts.items()
        if not 0 <= figure <= _HIGHEST
    ]


@dataclass(frozen=True, slots=True)
class Paper:
    """What one teller counted. Impossible figures can't be constructed; too many papers can, and void the vote."""

    issued: int
    returned: int
    approve: int
    against: int
    abstain: int
    invalid: int

    def __post_init__(self) -> None:
        errors = _ceilings({name: getattr(self, name) for name in PAPER_FIELDS})
        if not errors and self.approve + self.against + self.abstain + self.invalid != self.returned:
            errors.append(FieldError("/returned", "ballots.parts-differ-from-returned", self.parts, self.returned))
        if errors:
            raise Invalid(errors)

    @property
    def parts(self) -> int:
        """Approve, against, abstain and invalid together."""
        return self.approve + self.against + self.abstain + self.invalid


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of a vote with their denominators; impossible combinations can't be constructed.

    ``written_*`` are opinions handed in before the meeting by entitled people who were not present; ``papers`` is what
    the tellers agreed on. ``entitled`` is 应到会, ``present`` 实到会; both of those with the vote.
    """

    entitled: int
    present: int
    papers: Paper
    written_approve: int = 0
    written_against: int = 0
    written_abstain: int = 0

    def __post_init__(self) -> None:
        errors = _ceilings(
            {
                "entitled": self.entitled,
                "present": self.present,
                "written_approve": self.written_approve,
                "written_against": self.written_against,
                "written_abstain": self.written_abstain,
            }
        )
        if not errors and self.present > self.entitled:
            errors.append(FieldError("/present", "ballots.more-present-than-entitled", self.entitled, self.present))
        if not errors and self.papers.issued > self.present:
            errors.append(FieldError("/issued", "ballots.more-issued-than-present", self.present, self.papers.issued))
        if not errors and self.present + self.written > self.entitled:
            errors.append(
                FieldError(
                    "/written_approve", "ballots.more-written-than-absent", self.entitled - self.present, self.written
                )
            )
        if errors:
            raise Invalid(errors)

    @property
    def written(self) -> int:
        """All written opinions."""
        return self.written_approve + self.written_against + self.written_abstain


@dataclass(frozen=True, slots=True)
class TallyFacts:
    """One teller's count in one round. ``person_id`` is the human being: two accounts of one person count as one."""

    person_id: UUID
    round: int
    papers: Paper


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """The vote on one candidate."""

    id: UUID
    meeting_id: UUID
    candidate_id: UUID
    case_id: UUID | None
    held_on: date
    method: BallotMethod
    state: BallotState
    count: Count | None = None
    """The agreed count; None until the ballot is closed."""
    outcome: BallotOutcome | None = None
    """As decided at the close and stored; later rule changes do not touch it."""
    round: int = 1
