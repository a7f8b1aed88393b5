"""Counting papers: two people, each for himself; when they differ, a new round, and the old one is kept."""

from collections.abc import Collection, Iterable
from uuid import UUID

from app.domain.ballots.facts import PAPER_FIELDS, BallotFacts, BallotMethod, BallotState, Paper, TallyFacts
from app.domain.meetings.facts import MeetingFacts
from app.domain.meetings.officers import may_count
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import Verdict, require

__all__ = [
    "ROUNDS_MAX",
    "TALLIES_PER_ROUND",
    "agreed",
    "is_open",
    "may_cancel",
    "may_recount",
    "may_reopen",
    "may_tally",
    "tallies_agree",
]

TALLIES_PER_ROUND = 2
"""Two people, independently: our own safeguard."""

ROUNDS_MAX = 3
"""After three rounds that differ the vote is taken again, not counted again: our own choice."""


def is_open(ballot: BallotFacts) -> Verdict:
    """Judge whether papers may still be counted and the count closed."""
    return require(
        ballot.state is BallotState.OPEN,
        "ballots.open",
        OUR_CHOICE,
        required=BallotState.OPEN.value,
        measured=ballot.state.value,
    )


def may_tally(ballot: BallotFacts, meeting: MeetingFacts, person_id: UUID, tallies: Iterable[TallyFacts]) -> Verdict:
    """Judge entering a count: a named teller, fit for it, on an open paper ballot, once a round, as one of two."""
    round_now = [tally for tally in tallies if tally.round == ballot.round]
    return Verdict.all_of(
        (
            is_open(ballot),
            require(ballot.method is BallotMethod.PAPER, "ballots.paper-is-tallied", OUR_CHOICE),
            require(
                any(teller.person_id == person_id for teller in meeting.tellers),
                "ballots.named-teller",
                OUR_CHOICE,
                facts={"person": person_id},
            ),
            may_count(person_id, meeting),
            require(
                all(tally.person_id != person_id for tally in round_now),
                "ballots.one-tally-per-teller",
                OUR_CHOICE,
                facts={"round": ballot.round},
            ),
            require(
                len(round_now) < TALLIES_PER_ROUND,
                "ballots.two-tallies-per-round",
                OUR_CHOICE,
                required=TALLIES_PER_ROUND,
                measured=len(round_now),
            ),
        )
    )


def tallies_agree(ballot: BallotFacts, tallies: Iterable[TallyFacts]) -> Verdict:
    """Two people have counted this round, and every figure is the same; the fields that differ are named, not the figures."""
    now = [tally for tally in tallies if tally.round == ballot.round]
    persons = {tally.person_id for tally in now}
    both = require(
        len(persons) == TALLIES_PER_ROUND,
        "ballots.two-tellers",
        OUR_CHOICE,
        required=TALLIES_PER_ROUND,
        measured=len(persons),
        facts={"round": ballot.round},
    )
    differing = tuple(field for field in PAPER_FIELDS if len({getattr(tally.papers, field) for tally in now}) > 1)
    same = require(
        not differing,
        "ballots.tallies-agree",
        OUR_CHOICE,
        measured=differing,
        facts={"fields": differing, "round": ballot.round},
    )
    return both & same


def agreed(ballot: BallotFacts, tallies: Iterable[TallyFacts]) -> Paper | None:
    """Return the count that both tellers of this round found, None while there is none."""
    now = [tally for tally in tallies if tally.round == ballot.round]
    return now[0].papers if now and tallies_agree(ballot, now) else None


def may_recount(ballot: BallotFacts, tallies: Collection[TallyFacts]) -> Verdict:
    """Judge a new round: both have counted, they differ, and rounds are left. Earlier rounds are kept."""
    return Verdict.all_of(
        (
            is_open(ballot),
            require(
                _differ(ballot, tallies),
                "ballots.recount-needs-difference",
                OUR_CHOICE,
                facts={"round": ballot.round},
            ),
            require(
                ballot.round < ROUNDS_MAX, "ballots.rounds-left", OUR_CHOICE, required=ROUNDS_MAX, measured=ballot.round
            ),
        )
    )


def may_reopen(ballot: BallotFacts) -> Verdict:
    """Judge counting the papers of a closed ballot anew: it is closed, and rounds are left."""
    return require(
        ballot.state is BallotState.CLOSED,
        "ballots.closed",
        OUR_CHOICE,
        required=BallotState.CLOSED.value,
        measured=ballot.state.value,
    ) & require(
        ballot.round < ROUNDS_MAX, "ballots.rounds-left", OUR_CHOICE, required=ROUNDS_MAX, measured=ballot.round
    )


def may_cancel(ballot: BallotFacts, tallies: Collection[TallyFacts]) -> Verdict:
    """Judge cancelling a ballot: nobody has counted yet, or no round is left in which two counts could agree.

    Whoever has counted knows the result: to cancel then would be to vote until it passes.
    """
    exhausted = ballot.round >= ROUNDS_MAX and _differ(ballot, tallies)
    return is_open(ballot) & require(
        not tallies or exhausted, "ballots.not-counted-yet", OUR_CHOICE, required=0, measured=len(tallies)
    )


def _differ(ballot: BallotFacts, tallies: Collection[TallyFacts]) -> bool:
    """Tell whether both have counted this round and found different figures."""
    now = {tally.person_id for tally in tallies if tally.round == ballot.round}
    return len(now) == TALLIES_PER_ROUND and not tallies_agree(ballot, tallies)
