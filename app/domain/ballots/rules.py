"""Rules of the vote: how it is taken and what the count means.

Sources: 发展党员工作细则 (2014, 2026): secret, one candidate at a time, approval by more than half of those *entitled*. The
outcome is never taken over those present or over the papers cast. The law is that of the day of the assembly.

Not covered: elections, whose winner needs more than half of those present — another denominator, another area.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from uuid import UUID

from app.domain.ballots import parameters as p
from app.domain.ballots.facts import BallotFacts, BallotMethod, BallotOutcome, BallotState, Count
from app.domain.meetings import parameters as meeting_parameters
from app.domain.meetings.facts import VOTES_ON_PEOPLE, MeetingFacts, MeetingKind, MeetingState
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law, Parameter
from app.domain.shared.shares import exceeds, needed_to_exceed
from app.domain.shared.verdict import SATISFIED, Verdict, judged, refused, require

__all__ = [
    "carried",
    "is_for_the_committee",
    "may_open",
    "method_is_available",
    "method_is_secret",
    "more_than_half_of_entitled",
    "outcome",
    "papers_within_issued",
]

_APPROVAL: dict[MeetingKind, Parameter[Fraction]] = {
    MeetingKind.ADMISSION: p.APPROVAL_SHARE,
    MeetingKind.CONVERSION: p.APPROVAL_SHARE,
    MeetingKind.BRANCH_ASSEMBLY: meeting_parameters.ASSEMBLY_VOTE_APPROVAL_SHARE,
}


def method_is_secret(method: BallotMethod, law: Law, on: date) -> Verdict:
    """The vote is secret; hands are never raised. Holds on days of which no text is on record too, as our choice."""
    secret = method is not BallotMethod.SHOW_OF_HANDS
    national = law.value(p.METHOD, on)
    verdict = (
        judged(secret, "ballots.method-is-secret", national, measured=method.value, pointer="/method")
        if national is not None
        else require(
            secret, "ballots.method-is-secret", OUR_CHOICE, required="secret", measured=method.value, pointer="/method"
        )
    )
    local = law.value(p.SHOW_OF_HANDS_ALLOWED, on)
    if local is not None and not local.value:
        verdict &= judged(secret, "ballots.no-show-of-hands", local, measured=method.value, pointer="/method")
    return verdict


def method_is_available(method: BallotMethod) -> Verdict:
    """The electronic ballot is named in the tables and can't be held yet."""
    return require(method is not BallotMethod.ELECTRONIC, "ballots.method-available", OUR_CHOICE, pointer="/method")


def may_open(
    meeting: MeetingFacts, candidate_id: UUID, method: BallotMethod, others: Iterable[BallotFacts], law: Law
) -> Verdict:
    """Judge opening the vote on one candidate: in session, discussed, nobody else's vote open, secret, first of its kind."""
    ballots = [ballot for ballot in others if ballot.state is not BallotState.CANCELLED]
    candidate = next((c for c in meeting.candidates if c.person_id == candidate_id), None)
    open_now = sum(ballot.state is BallotState.OPEN for ballot in ballots)
    one_by_one = law.value(p.ONE_BY_ONE, meeting.day)
    alone = open_now == 0
    return Verdict.all_of(
        (
            require(
                meeting.state is MeetingState.IN_SESSION,
                "ballots.meeting-in-session",
                OUR_CHOICE,
                required=MeetingState.IN_SESSION.value,
                measured=meeting.state.value,
            ),
            require(meeting.kind in VOTES_ON_PEOPLE, "ballots.meeting-votes", OUR_CHOICE, measured=meeting.kind.value),
            require(candidate is not None, "ballots.candidate-of-meeting", OUR_CHOICE, pointer="/candidate_id"),
            require(
                candidate is None or candidate.discussed,
                "ballots.candidate-discussed",
                one_by_one.clause if one_by_one is not None else OUR_CHOICE,
                pointer="/candidate_id",
            ),
            judged(alone, "ballots.one-by-one", one_by_one, measured=open_now, required=0)
            if one_by_one is not None
            else require(alone, "ballots.one-by-one", OUR_CHOICE, required=0, measured=open_now),
            require(
                all(ballot.candidate_id != candidate_id for ballot in ballots),
                "ballots.one-ballot-per-candidate",
                OUR_CHOICE,
                pointer="/candidate_id",
            ),
            method_is_secret(method, law, meeting.day),
        )
    )


def papers_within_issued(count: Count) -> Verdict:
    """No more papers came back than were issued; otherwise the vote is void. Known from elections, ours here."""
    return require(
        count.papers.returned <= count.papers.issued,
        "ballots.papers-within-issued",
        OUR_CHOICE,
        required=count.papers.issued,
        measured=count.papers.returned,
    )


def more_than_half_of_entitled(count: Count, law: Law, on: date, kind: MeetingKind = MeetingKind.ADMISSION) -> Verdict:
    """More than the required share of those entitled approve, written opinions included where they count."""
    parameter = _APPROVAL.get(kind)
    share = law.value(parameter, on) if parameter is not None else None
    if share is None:
        named = parameter.id if parameter is not None else kind.value
        return refused("ballots.no-figure", measured=on, facts={"parameter": named})
    approve = count.papers.approve + count.written_approve
    return judged(
        exceeds(approve, count.entitled, share.value),
        "ballots.more-than-half-of-entitled",
        share,
        measured=approve,
        required=needed_to_exceed(count.entitled, share.value),
        facts={"approve": approve, "entitled": count.entitled, "present": count.present, "share": share.value},
    )


def _written_is_said(count: Count, law: Law, on: date) -> Verdict:
    """Where written opinions were counted, the verdict names the rule that let them, verified or not."""
    value = law.value(p.WRITTEN_OPINION_COUNTS, on)
    if value is None or not count.written:
        return SATISFIED
    return judged(value.value, "ballots.written-opinion-counts", value, measured=count.written)


def outcome(
    count: Count, law: Law, on: date, kind: MeetingKind = MeetingKind.ADMISSION, stands: Verdict = SATISFIED
) -> tuple[BallotOutcome, Verdict]:
    """Say what a count means, given whether the assembly *stands*: carried, lost, or void.

    Also answers what-if questions: it needs nothing but figures, a day and the law.
    """
    valid = stands & papers_within_issued(count) & _written_is_said(count, law, on)
    half = more_than_half_of_entitled(count, law, on, kind)
    if not valid:
        return BallotOutcome.VOID, valid & half
    return (BallotOutcome.CARRIED if half else BallotOutcome.LOST), valid & half


def carried(
    ballot: BallotFacts, law: Law, kind: MeetingKind = MeetingKind.ADMISSION, stands: Verdict = SATISFIED
) -> Verdict:
    """Gate: the ballot is closed and the candidate has more than half of those entitled."""
    closed = require(
        ballot.state is BallotState.CLOSED and ballot.count is not None,
        "ballots.closed",
        OUR_CHOICE,
        required=BallotState.CLOSED.value,
        measured=ballot.state.value,
    )
    verdict = closed & method_is_secret(ballot.method, law, ballot.held_on)
    if ballot.count is None:
        return verdict
    return verdict & outcome(ballot.count, law, ballot.held_on, kind, stands)[1]


def is_for_the_committee(before: BallotOutcome | None, after: BallotOutcome | None) -> bool:
    """Tell whether a correction that turned an outcome is the committee's: it undid a lost vote, or made a carried one.

    The branch that voted may correct what speaks against its own proposal, never what speaks for it: our own choice.
    """
    return after is not before and (before is BallotOutcome.LOST or after is BallotOutcome.CARRIED)
