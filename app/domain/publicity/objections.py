"""The way of an objection: received, investigated, concluded, reported to the committee, fed back to the candidate.

It is open until the feedback, so a conclusion that nobody reported still holds the case: our reading of the county's
sequence. The committee says upon the report whether the case goes on. The investigating body is never the branch of a
candidate, nor a group of it. Who objected is no fact of any rule.
"""

from datetime import date
from uuid import UUID

from app.domain.publicity.facts import (
    CommitteeDecision,
    NoticeFacts,
    NoticeKind,
    NoticeState,
    ObjectionConclusion,
    ObjectionFacts,
    ObjectionState,
)
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import Verdict, require

__all__ = ["NEXT", "may_assign", "may_move", "may_object", "may_report", "takes_objections"]

NEXT: dict[ObjectionState, ObjectionState] = {
    ObjectionState.RECEIVED: ObjectionState.INVESTIGATING,
    ObjectionState.INVESTIGATING: ObjectionState.CONCLUDED,
    ObjectionState.CONCLUDED: ObjectionState.REPORTED,
    ObjectionState.REPORTED: ObjectionState.CLOSED,
}
"""The one way forward from each state."""


def takes_objections(notice: NoticeFacts, closes_on: date | None, on: date) -> bool:
    """Tell whether the public may object to a notice on *on*: it is posted, and hangs somewhere still.

    An inspection notice is never concluded by need, so that its window ends it. The others take objections until somebody
    concludes them, also when the window has closed: what comes in before the conclusion holds it.
    """
    hangs = any(site.taken_down_on is None or site.taken_down_on > on for site in notice.sites)
    over = notice.kind is NoticeKind.INSPECTION and closes_on is not None and closes_on < on
    return notice.state is NoticeState.POSTED and hangs and not over


def may_object(notice: NoticeFacts, received_on: date, *, through_office: bool) -> Verdict:
    """An objection may come in: from the public while the notice hangs, through the office also after its conclusion."""
    open_states = {NoticeState.POSTED, NoticeState.CONCLUDED} if through_office else {NoticeState.POSTED}
    first = notice.first_posted_on
    return require(
        notice.state in open_states and first is not None and first <= received_on,
        "publicity.not-open-for-objections",
        OUR_CHOICE,
        required=first,
        measured=received_on,
    )


def may_assign(body_branch_id: UUID | None, candidate_branch_ids: frozenset[UUID]) -> Verdict:
    """The investigating body stands outside the candidates' branches. None is a body above all branches."""
    return require(
        body_branch_id is None or body_branch_id not in candidate_branch_ids,
        "publicity.investigator-is-own-branch",
        OUR_CHOICE,
    )


def may_move(objection: ObjectionFacts, to: ObjectionState, on: date) -> Verdict:
    """The objection takes the next step, not before the day of the one before."""
    latest = max(
        day
        for day in (objection.received_on, objection.concluded_on, objection.reported_on, objection.fed_back_on)
        if day is not None
    )
    return require(
        NEXT.get(objection.state) is to,
        "publicity.objection-out-of-order",
        OUR_CHOICE,
        required=NEXT.get(objection.state),
        measured=objection.state,
        facts={"to": to},
    ) & require(
        latest <= on, "publicity.objection-dates", OUR_CHOICE, required=latest, measured=on, facts={"latest": latest}
    )


def may_report(conclusion: ObjectionConclusion | None, decision: CommitteeDecision, reason: str) -> Verdict:
    """Going on with a case in spite of a substantiated objection is a decision with reasons, never a silent one."""
    held_true = {ObjectionConclusion.SUBSTANTIATED, ObjectionConclusion.PARTLY_SUBSTANTIATED}
    needs_reason = conclusion in held_true and decision is CommitteeDecision.PROCEED
    return require(
        not needs_reason or bool(reason.strip()), "publicity.decision-needs-reason", OUR_CHOICE, pointer="/reason"
    )
