"""The outcome of a count as a verdict, and judging it again after what it rests on was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.ballots.facts import PAPER_FIELDS, BallotOutcome, BallotState, Count, Paper
from app.domain.ballots.rules import is_for_the_committee, outcome
from app.domain.ballots.written import count_of
from app.domain.meetings.facts import MeetingFacts, MeetingKind
from app.domain.meetings.rules import votes_count
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import refused
from app.persistence.models.ballots import Ballot, BallotJudgement
from app.persistence.models.meetings import Meeting
from app.persistence.repositories.ballots import BallotRepository, ballot_facts
from app.persistence.repositories.meetings import meeting_facts
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.verdicts import kept

__all__ = [
    "ROLL_FIELDS",
    "Rejudged",
    "judge_count",
    "paper_figures",
    "rejudge",
]


ROLL_FIELDS = ("entitled", "present", "written_approve", "written_against", "written_abstain")
"""What the roll says of a vote, beside what was counted."""


def judge_count(
    uow: UnitOfWork, ballot: Ballot, meeting: MeetingFacts, papers: Paper, law: Law, *, reason: str | None
) -> BallotJudgement:
    """Judge counted papers, write figures and outcome to the ballot, and return the judgement to be kept."""
    count = count_of(meeting, ballot.candidate_id, papers, law)
    result, verdict = outcome(count, law, ballot.held_on, MeetingKind(meeting.kind), votes_count(meeting, law))
    figures = _all_figures(count)
    for name, figure in figures.items():
        setattr(ballot, name, figure)
    ballot.outcome, ballot.verdict = result.value, kept(verdict)
    return _judgement(uow, ballot, figures, reason)


def _void(uow: UnitOfWork, ballot: Ballot, meeting: MeetingFacts, count: Count, reason: str) -> BallotJudgement:
    """Papers were in the hands of somebody without the vote: nobody can tell which, so that none of them counts."""
    verdict = refused(
        "ballots.papers-without-vote",
        OUR_CHOICE,
        required=meeting.present,
        measured=count.papers.issued,
        facts={"entitled": meeting.entitled, "present": meeting.present},
    )
    ballot.outcome, ballot.verdict = BallotOutcome.VOID.value, kept(verdict)
    return _judgement(uow, ballot, _all_figures(count), reason)


def _judgement(uow: UnitOfWork, ballot: Ballot, figures: dict[str, int], reason: str | None) -> BallotJudgement:
    return BallotJudgement(
        ballot_id=ballot.id,
        outcome=ballot.outcome,
        figures=figures,
        verdict=ballot.verdict,
        reason=reason,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
    )


def _was_void_for_strangers(ballot: Ballot) -> bool:
    return any(finding["code"] == "ballots.papers-without-vote" for finding in ballot.verdict or ())


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A ballot that was judged again, with the outcome that it had before."""

    ballot: Ballot
    before: BallotOutcome

    @property
    def is_for_the_committee(self) -> bool:
        """Tell whether the outcome turned in a way that the branch itself may not bring about."""
        return is_for_the_committee(self.before, ballot_facts(self.ballot).outcome)


async def rejudge(
    uow: UnitOfWork, meeting: Meeting, reason: str, *, stranger_voted: bool = False
) -> Sequence[Rejudged]:
    """Judge the closed ballots of a meeting again after a fact was corrected; earlier judgements are kept.

    Raises Invalid when the corrected facts and the counted papers can't belong together. With *stranger_voted* it was
    the right to vote that was corrected: more papers than people with the vote then void what was voted.
    """
    ballots = uow.repository(BallotRepository)
    law = await uow.repository(LawRepository).of_place(place_of(meeting))
    changed = []
    for ballot in await ballots.of_meeting(meeting.id, lock=True):
        facts = ballot_facts(ballot)
        if facts.state is not BallotState.CLOSED or facts.count is None or facts.outcome is None:
            continue
        try:
            judgement = judge_count(uow, ballot, meeting_facts(meeting), facts.count.papers, law, reason=reason)
        except Invalid:
            if not stranger_voted and not _was_void_for_strangers(ballot):
                raise
            judgement = _void(uow, ballot, meeting_facts(meeting), facts.count, reason)
        uow.session.add(judgement)
        ballots.touch(ballot)
        changed.append(Rejudged(ballot, facts.outcome))
        uow.emit(
            "ballots:ballot:rejudge",
            ballot,
            before={"outcome": facts.outcome.value},
            after={"outcome": ballot.outcome, "figures": judgement.figures, "reason": reason},
            details={"case_id": ballot.case_id, "before": facts.outcome.value, "outcome": ballot.outcome},
            event_type="ballots.ballot.rejudged",
        )
    return changed


def paper_figures(papers: Paper) -> dict[str, int]:
    """The figures of one count, by the names of their columns."""
    return {name: getattr(papers, name) for name in PAPER_FIELDS}


def _all_figures(count: Count) -> dict[str, int]:
    return {name: getattr(count, name) for name in ROLL_FIELDS} | paper_figures(count.papers)
