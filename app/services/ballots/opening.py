"""Opening the vote on a candidate, and cancelling it while nobody has counted."""

from datetime import timedelta
from uuid import UUID

from app.core.ids import new_id
from app.domain.ballots.facts import BallotMethod, BallotState
from app.domain.ballots.rules import may_open, method_is_available
from app.domain.ballots.tally import may_cancel
from app.domain.development.casefile import CaseState
from app.domain.meetings.convening import candidate_fits
from app.domain.meetings.facts import MeetingFacts
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import ensure
from app.domain.shared.verdict import require
from app.persistence.models.ballots import Ballot
from app.persistence.models.meetings import MeetingCandidate
from app.persistence.repositories.ballots import BallotRepository, ballot_facts, tally_facts
from app.persistence.repositories.meetings import MeetingRepository, meeting_facts
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = [
    "cancel",
    "cancel_all",
    "counted",
    "open_ballot",
]


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
