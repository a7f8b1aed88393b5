"""Ballots: opening one per candidate, two independent counts, the outcome as a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.core.ids import new_id
from app.domain.ballots.facts import PAPER_FIELDS, BallotMethod, BallotOutcome, BallotState, Count, Paper
from app.domain.ballots.rules import is_for_the_committee, may_open, method_is_available, outcome
from app.domain.ballots.tally import agreed, is_open, may_cancel, may_recount, may_reopen, may_tally, tallies_agree
from app.domain.ballots.written import count_of
from app.domain.development.casefile import CaseState
from app.domain.meetings.convening import candidate_fits
from app.domain.meetings.facts import MeetingFacts, MeetingKind
from app.domain.meetings.rules import votes_count
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import Invalid, RuleRefused, ensure
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import refused, require
from app.persistence.models.ballots import Ballot, BallotJudgement, BallotTally
from app.persistence.models.meetings import Meeting, MeetingCandidate
from app.persistence.repositories.ballots import BallotRepository, ballot_facts, tally_facts
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.questioning import question_cases
from app.services.verdicts import kept

__all__ = [
    "Rejudged",
    "cancel",
    "cancel_all",
    "close",
    "counted",
    "open_ballot",
    "recount",
    "rejudge",
    "reopen",
    "tally",
]


_ROLL_FIELDS = ("entitled", "present", "written_approve", "written_against", "written_abstain")


async def open_ballot(uow: UnitOfWork, meeting_id: UUID, candidate_id: UUID, method: BallotMethod) -> Ballot:
    """Open the vote on one candidate of a meeting in session.

    Raises RuleRefused with every reason: not secret, another vote still open, not discussed, voted on already.
    """
    meeting = await uow.repository(MeetingRepository).load(meeting_id, lock=True)
    ballots = uow.repository(BallotRepository)
    facts = meeting_facts(meeting)
    others = [ballot_facts(row) for row in await ballots.of_meeting(meeting.id)]
    law = await uow.repository(LawRepository).of_place(place_of(meeting))
    ensure(may_open(facts, candidate_id, method, others, law) & method_is_available(method))
    candidate = next(row for row in meeting.candidates if row.person_id == candidate_id)
    await _ensure_still_a_candidate(uow, facts, candidate)
    ballot = ballots.add(
        Ballot(
            id=new_id(),
            meeting_id=meeting.id,
            candidate_id=candidate_id,
            case_id=candidate.case_id,
            held_on=facts.day,
            method=method.value,
            state=BallotState.OPEN.value,
            round=1,
            changed_at=uow.now,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            tallies=[],
            **place_of(meeting).columns(),
        )
    )
    uow.emit(
        "ballots:ballot:open",
        ballot,
        after={"candidate": str(candidate_id), "method": method.value},
        details={"meeting_id": meeting.id, "case_id": candidate.case_id, "method": method.value},
        event_type="ballots.ballot.opened",
    )
    return ballot


async def _ensure_still_a_candidate(uow: UnitOfWork, meeting: MeetingFacts, candidate: MeetingCandidate) -> None:
    """Refuse a vote on somebody who had left, or been admitted, by the day of the meeting, or whose case is over."""
    meetings = uow.repository(MeetingRepository)
    person_id, day = candidate.person_id, meeting.day
    before = (await meetings.branches_of([person_id], day - timedelta(days=1))).get(person_id)
    now = (await meetings.branches_of([person_id], day)).get(person_id)
    left_today = before is not None and before[0] == meeting.branch_id
    fits = candidate_fits(meeting.kind, meeting.branch_id, now, "/candidate_id", left_today=left_today)
    if candidate.case_id is not None:
        state = await meetings.state_of_case(candidate.case_id)
        fits &= require(
            state is CaseState.OPEN,
            "ballots.case-under-way",
            OUR_CHOICE,
            required=CaseState.OPEN.value,
            measured=state,
            pointer="/candidate_id",
        )
    ensure(fits)


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
            issued=papers.issued,
            returned=papers.returned,
            approve=papers.approve,
            against=papers.against,
            abstain=papers.abstain,
            invalid=papers.invalid,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    ballots.touch(ballot)
    uow.emit(
        "ballots:tally:enter",
        ballot,
        after={"person": str(person_id), "round": ballot.round, "papers": _figures(papers)},
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
    judgement = _judge(uow, ballot, meeting_facts(meeting), papers, law, reason=ballot.reopen_reason)
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
    for name in (*PAPER_FIELDS, *_ROLL_FIELDS, "outcome", "verdict", "closed_at", "closed_by"):
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


def _judge(
    uow: UnitOfWork, ballot: Ballot, meeting: MeetingFacts, papers: Paper, law: Law, *, reason: str | None
) -> BallotJudgement:
    count = count_of(meeting, ballot.candidate_id, papers, law)
    result, verdict = outcome(count, law, ballot.held_on, MeetingKind(meeting.kind), votes_count(meeting, law))
    figures = _all_figures(count)
    for name, figure in figures.items():
        setattr(ballot, name, figure)
    ballot.outcome, ballot.verdict = result.value, kept(verdict)
    return BallotJudgement(
        ballot_id=ballot.id,
        outcome=ballot.outcome,
        figures=figures,
        verdict=ballot.verdict,
        reason=reason,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
    )


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
    return BallotJudgement(
        ballot_id=ballot.id,
        outcome=ballot.outcome,
        figures=_all_figures(count),
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
            judgement = _judge(uow, ballot, meeting_facts(meeting), facts.count.papers, law, reason=reason)
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


async def cancel(uow: UnitOfWork, ballot_id: UUID, reason: str, *, expected_version: int) -> Ballot:
    """Cancel an open ballot with a reason; the candidate may then be voted on again in the same meeting.

    Raises RuleRefused once somebody has counted, save where three rounds have ended in different counts.
    """
    ballot = await uow.repository(BallotRepository).load(ballot_id, expected_version=expected_version, lock=True)
    ensure(may_cancel(ballot_facts(ballot), tally_facts(ballot.tallies)))
    _cancel(uow, ballot, reason)
    return ballot


async def counted(uow: UnitOfWork, meeting_id: UUID) -> bool:
    """Tell whether anybody has counted papers of a meeting that were not cancelled since; its ballots are locked."""
    rows = await uow.repository(BallotRepository).of_meeting(meeting_id, lock=True)
    return any(row.tallies and row.state != BallotState.CANCELLED.value for row in rows)


async def cancel_all(uow: UnitOfWork, meeting_id: UUID, reason: str) -> None:
    """Cancel whatever was voted in a meeting that was broken off."""
    for ballot in await uow.repository(BallotRepository).of_meeting(meeting_id, lock=True):
        if ballot.state != BallotState.CANCELLED.value:
            _cancel(uow, ballot, reason)


def _cancel(uow: UnitOfWork, ballot: Ballot, reason: str) -> None:
    before = ballot.state
    ballot.state, ballot.cancel_reason = BallotState.CANCELLED.value, reason
    uow.emit(
        "ballots:ballot:cancel",
        ballot,
        before={"state": before, "outcome": ballot.outcome},
        after={"state": ballot.state, "reason": reason},
        details={"meeting_id": ballot.meeting_id, "case_id": ballot.case_id, "was": before},
        event_type="ballots.ballot.cancelled",
    )


def _figures(papers: Paper) -> dict[str, int]:
    return {
        "issued": papers.issued,
        "returned": papers.returned,
        "approve": papers.approve,
        "against": papers.against,
        "abstain": papers.abstain,
        "invalid": papers.invalid,
    }


def _all_figures(count: Count) -> dict[str, int]:
    return {
        "entitled": count.entitled,
        "present": count.present,
        **_figures(count.papers),
        "written_approve": count.written_approve,
        "written_against": count.written_against,
        "written_abstain": count.written_abstain,
    }
