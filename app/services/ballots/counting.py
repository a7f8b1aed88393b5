"""Two tellers count, each for himself; a ballot is closed on counts that agree, and reopened after a mistake."""

from uuid import UUID

from app.domain.ballots.facts import PAPER_FIELDS, BallotState, Paper
from app.domain.ballots.tally import agreed, is_open, may_recount, may_reopen, may_tally, tallies_agree
from app.domain.ballots.written import count_of
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import RuleRefused, ensure
from app.domain.shared.verdict import refused
from app.persistence.models.ballots import Ballot, BallotTally
from app.persistence.repositories.ballots import BallotRepository, ballot_facts, tally_facts
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.ballots.judging import ROLL_FIELDS, judge_count, paper_figures
from app.services.questioning import question_cases

__all__ = [
    "close",
    "recount",
    "reopen",
    "tally",
]


async def tally(uow: UnitOfWork, ballot_id: UUID, papers: Paper) -> Ballot:
    """Enter the calling teller's own count for the current round.

    The person counts, not the account. No version is asked for: two tellers count at the same time, and the row is locked.
    """
    ballots = uow.repository(BallotRepository)
    ballot = await ballots.load(ballot_id, lock=True)
    meeting = await uow.repository(MeetingRepository).load(ballot.meeting_id)
    person_id = uow.caller.person_id
    if person_id is None:
        raise RuleRefused(refused("ballots.named-teller", OUR_CHOICE))
    facts = meeting_facts(meeting)
    ensure(may_tally(ballot_facts(ballot), facts, person_id, tally_facts(ballot.tallies)))
    # Raises Invalid when the papers can't belong to this assembly.
    count_of(facts, ballot.candidate_id, papers, await uow.repository(LawRepository).of_place(place_of(meeting)))
    ballot.tallies.append(
        BallotTally(
            round=ballot.round,
            person_id=person_id,
            **paper_figures(papers),
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    ballots.touch(ballot)
    uow.emit(
        "ballots:tally:enter",
        ballot,
        after={"person": str(person_id), "round": ballot.round, "papers": paper_figures(papers)},
        details={"round": ballot.round},
    )
    return ballot


async def recount(uow: UnitOfWork, ballot_id: UUID, *, expected_version: int) -> Ballot:
    """Begin a new round after two counts that differ; the earlier rounds are kept."""
    ballot = await uow.repository(BallotRepository).load(ballot_id, expected_version=expected_version, lock=True)
    ensure(may_recount(ballot_facts(ballot), tally_facts(ballot.tallies)))
    before = ballot.round
    ballot.round += 1
    uow.emit(
        "ballots:ballot:recount",
        ballot,
        before={"round": before},
        after={"round": ballot.round},
        details={"round": ballot.round},
    )
    return ballot


async def close(uow: UnitOfWork, ballot_id: UUID, *, expected_version: int) -> Ballot:
    """Close a ballot whose two counts agree, and judge it. A lost or void vote is a result, not a refusal."""
    ballots = uow.repository(BallotRepository)
    ballot = await ballots.load(ballot_id, expected_version=expected_version, lock=True)
    facts = ballot_facts(ballot)
    ensure(is_open(facts))
    ensure(tallies_agree(facts, tally_facts(ballot.tallies)))
    papers = agreed(facts, tally_facts(ballot.tallies))
    assert papers is not None  # noqa: S101 - the tallies agree
    meeting = await uow.repository(MeetingRepository).load(ballot.meeting_id)
    law = await uow.repository(LawRepository).of_place(place_of(meeting))
    judgement = judge_count(uow, ballot, meeting_facts(meeting), papers, law, reason=ballot.reopen_reason)
    ballot.state = BallotState.CLOSED.value
    ballot.closed_at, ballot.closed_by = uow.now, uow.actor_id
    uow.session.add(judgement)
    uow.emit(
        "ballots:ballot:close",
        ballot,
        after={"outcome": ballot.outcome, "figures": judgement.figures},
        details={
            "meeting_id": ballot.meeting_id,
            "case_id": ballot.case_id,
            "outcome": ballot.outcome,
            **judgement.figures,
        },
        event_type="ballots.ballot.closed",
    )
    await question_cases(uow, [ballot.case_id])
    return ballot


async def reopen(uow: UnitOfWork, ballot_id: UUID, reason: str, *, expected_version: int) -> Ballot:
    """Have the papers of a closed ballot counted again after a mistake was found: a new round by two tellers.

    What was judged before is kept; the steps that rested on it are questioned until the ballot is closed again.
    """
    ballot = await uow.repository(BallotRepository).load(ballot_id, expected_version=expected_version, lock=True)
    ensure(may_reopen(ballot_facts(ballot)))
    before = {"outcome": ballot.outcome, "round": ballot.round}
    ballot.state, ballot.reopen_reason = BallotState.OPEN.value, reason
    ballot.round += 1
    for name in (*PAPER_FIELDS, *ROLL_FIELDS, "outcome", "verdict", "closed_at", "closed_by"):
        setattr(ballot, name, None)
    uow.emit(
        "ballots:ballot:reopen",
        ballot,
        before=before,
        after={"round": ballot.round, "reason": reason},
        details={"case_id": ballot.case_id, "was": before["outcome"], "round": ballot.round},
        event_type="ballots.ballot.reopened",
    )
    await question_cases(uow, [ballot.case_id])
    return ballot
