"""Whether a quantified measure suffices: score sheet, opinion poll, candidate evaluation, scored talk.

No national text asks for any of them. The figures are local practice (institution and street profiles); where none is
in force on the day, a measure is not asked for and every rule here is satisfied. ``on`` is the day of the act that
rests on the measure (as a rule the determination as development object), ``law`` the law of the candidate's branch.

Ours, because the source does not say: each criterion of a poll is judged by itself, over the votes that members and
masses together gave on it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from app.domain.assessments import parameters as p
from app.domain.assessments.facts import (
    CandidateEvaluation,
    OpinionPoll,
    ScoredTalk,
    ScoreSheet,
    SheetState,
    TalkBody,
    share,
)
from app.domain.assessments.sheets import honours_within_window
from app.domain.identity.permissions import Permission
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law, Parameter, Value
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, judged, require

__all__ = [
    "SPEAKS_FOR",
    "base_covers_roster",
    "department_has_talked",
    "evaluation_suffices",
    "poll_suffices",
    "score_suffices",
    "talks_reach_mark",
]

POLL_FIGURES = (p.POLL_MEMBER_SHARE, p.POLL_MASS_SHARE, p.POLL_EXCELLENT_SHARE, p.POLL_POOR_SHARE)
"""A poll is asked for where one of these is in force."""

EVALUATION_FIGURES = (
    p.EVALUATION_SCOPE_SHARE,
    p.EVALUATION_FULL_MEMBER_PARTICIPATION_SHARE,
    p.EVALUATION_APPROVAL_SHARE,
)
"""An evaluation is asked for where one of these is in force."""


SPEAKS_FOR: Mapping[TalkBody, Permission] = {
    TalkBody.BRANCH: Permission.CASE_STEP_BRANCH,
    TalkBody.COMMITTEE: Permission.CASE_STEP_COMMITTEE,
    TalkBody.ORGANISATION_DEPARTMENT: Permission.CASE_STEP_COUNTY,
}
"""Nobody records a talk for another body: the permission of the body's own steps is asked for."""


def score_suffices(sheet: ScoreSheet | None, law: Law, on: date) -> Verdict:
    """Judge the gate: where a pass mark is in force on *on*, a finalised sheet reaches it."""
    mark = law.value(p.SCORE_DAILY_MIN, on)
    if mark is None:
        return SATISFIED
    closed = sheet is not None and sheet.state is SheetState.FINALISED
    if sheet is None or not closed or sheet.finalised_on is None or sheet.finalised_on > on:
        return judged(False, "assessments.score-there", mark)
    reached = sheet.total >= mark.value
    return judged(reached, "assessments.pass-mark", mark, measured=sheet.total) & honours_within_window(sheet, law, on)


def base_covers_roster(base: int, roster: int, pointer: str) -> Verdict:
    """The base of a share is not below the roster of that day: all members count, not those who were asked."""
    return require(
        base >= roster, "assessments.base-covers-roster", OUR_CHOICE, required=roster, measured=base, pointer=pointer
    )


def poll_suffices(poll: OpinionPoll | None, law: Law, on: date) -> Verdict:
    """Judge the gate: turnout of members and masses, number of criteria, shares of "excellent" and of "poor"."""
    asked = [v for q in POLL_FIGURES if (v := law.value(q, on)) is not None]
    if not asked:
        return SATISFIED
    if poll is None or poll.polled_on > on:
        return judged(False, "assessments.poll-there", asked[0])
    verdict = _share_at_least(
        p.POLL_MEMBER_SHARE,
        law,
        on,
        poll.members.turnout,
        "assessments.poll-member-turnout",
        {"part": poll.members.participating, "base": poll.members.base},
    )
    verdict &= _share_at_least(
        p.POLL_MASS_SHARE,
        law,
        on,
        poll.masses.turnout,
        "assessments.poll-mass-turnout",
        {"part": poll.masses.participating, "base": poll.masses.base},
    )
    verdict &= require(
        bool(poll.masses.base_reason.strip()), "assessments.base-explained", OUR_CHOICE, pointer="/masses/base_reason"
    )
    if (dimensions := law.value(p.POLL_DIMENSIONS, on)) is not None:
        count = len(poll.members.criteria)
        verdict &= judged(count == dimensions.value, "assessments.poll-criteria", dimensions, measured=count)
    return verdict & _marks_suffice(poll, law, on)


def _marks_suffice(poll: OpinionPoll, law: Law, on: date) -> Verdict:
    excellent, poor = law.value(p.POLL_EXCELLENT_SHARE, on), law.value(p.POLL_POOR_SHARE, on)
    verdict = SATISFIED
    for criterion in poll.joined():
        base = criterion.marks
        if excellent is not None:
            measured = share(criterion.excellent, base)
            facts: dict[str, Scalar] = {"criterion": criterion.title, "part": criterion.excellent, "base": base}
            ok = measured >= excellent.value
            verdict &= judged(ok, "assessments.poll-excellent", excellent, measured=measured, facts=facts)
        if poor is not None:
            measured = share(criterion.poor, base)
            facts = {"criterion": criterion.title, "part": criterion.poor, "base": base}
            ok = measured <= poor.value
            verdict &= judged(ok, "assessments.poll-poor", poor, measured=measured, facts=facts)
    return verdict


def _share_at_least(
    parameter: Parameter[Fraction], law: Law, on: date, measured: Fraction, code: str, facts: dict[str, Scalar]
) -> Verdict:
    value = law.value(parameter, on)
    if value is None:
        return SATISFIED
    return judged(measured >= value.value, code, value, measured=measured, facts=facts)


def evaluation_suffices(evaluation: CandidateEvaluation | None, law: Law, on: date) -> Verdict:
    """Judge the gate of the street practice; its three shares are redacted in the source and set by the adopter."""
    asked = [v for q in EVALUATION_FIGURES if (v := law.value(q, on)) is not None]
    if not asked:
        return SATISFIED
    if evaluation is None or evaluation.evaluated_on > on:
        return judged(False, "assessments.evaluation-there", asked[0])
    e = evaluation
    return (
        _share_at_least(
            p.EVALUATION_SCOPE_SHARE,
            law,
            on,
            e.scope_share,
            "assessments.evaluation-scope",
            {"part": e.asked, "base": e.full_members},
        )
        & _share_at_least(
            p.EVALUATION_FULL_MEMBER_PARTICIPATION_SHARE,
            law,
            on,
            e.participation_share,
            "assessments.evaluation-participation",
            {"part": e.participating, "base": e.asked},
        )
        & _share_at_least(
            p.EVALUATION_APPROVAL_SHARE,
            law,
            on,
            e.approval_share,
            "assessments.evaluation-approval",
            {"part": e.approving, "base": e.participating},
        )
    )


def department_has_talked(talks: Sequence[ScoredTalk], asked: Value[bool] | None, on: date) -> Verdict:
    """Judge the gate: where the talk by the organisation department is asked for, one has been held by *on*.

    The figure belongs to the pre-review, so that the caller hands in its value of the day.
    """
    if asked is None or not asked.value:
        return SATISFIED
    days = [talk.talked_on for talk in talks if talk.body is TalkBody.ORGANISATION_DEPARTMENT and talk.talked_on <= on]
    return judged(bool(days), "assessments.department-talk", asked, measured=max(days, default=None))


def talks_reach_mark(talks: Sequence[ScoredTalk], law: Law, on: date) -> Verdict:
    """Judge the gate: where an adopter has set a pass mark, the last scored talk by *on* reaches it.

    Of several on the last day (by several talkers or bodies) every one has to: the lowest speaks (ours).
    """
    mark = law.value(p.TALK_SCORE_MIN, on)
    if mark is None:
        return SATISFIED
    scored = [talk for talk in talks if talk.topics and talk.talked_on <= on]
    if not scored:
        return judged(False, "assessments.scored-talk-there", mark)
    last_day = max(talk.talked_on for talk in scored)
    lowest = min(talk.total for talk in scored if talk.talked_on == last_day)
    return judged(lowest >= mark.value, "assessments.talk-mark", mark, measured=lowest)
