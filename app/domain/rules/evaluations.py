"""The rules behind what-if questions: adapters from plain facts to the areas' own rules.

Each calls the area's own rule, so that a trial and a case can't differ. Two entries work with
any parameter: a figure held against a measurement, and a period counted from a day.

Not modelled: whole steps of a case with all their gates; the case itself answers those with its ``why``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast
from uuid import UUID

from app.domain.assessments.facts import CriterionCount, OpinionPoll, PollGroup, ScoreItem, ScoreSheet, SheetState
from app.domain.assessments.rules import poll_suffices, score_suffices
from app.domain.ballots.facts import Count, Paper
from app.domain.ballots.rules import outcome
from app.domain.development.parameters import ACTIVIST_CULTIVATION_MIN, APPLICATION_AGE_MIN
from app.domain.meetings.facts import MeetingKind
from app.domain.meetings.parameters import CONVERSION_QUORUM_SHARE, QUORUM_SHARE
from app.domain.publicity.facts import NoticeFacts, NoticeKind, NoticeState, SiteFacts, SiteKind
from app.domain.publicity.rules import window_has_elapsed
from app.domain.publicity.windows import site_window
from app.domain.rules.inputs import Facts
from app.domain.rules.registry import PARAMETERS, AnyParameter
from app.domain.rules.values import kind_of
from app.domain.shared.days import add_days, add_months, add_years, age_on, completed_months
from app.domain.shared.errors import FieldError, Invalid
from app.domain.shared.parameters import Comparison, Law, Parameter, Unit
from app.domain.shared.shares import exceeds, needed_to_exceed
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, judged

__all__ = [
    "Evaluation",
    "judge_age",
    "judge_ballot",
    "judge_cultivation",
    "judge_due",
    "judge_figure",
    "judge_poll",
    "judge_quorum",
    "judge_score",
    "judge_window",
]

_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a rule says of the facts: its verdict, and what it worked out on the way."""

    verdict: Verdict
    results: Mapping[str, Scalar] = field(default_factory=dict)


def _held(parameter: AnyParameter, measured: int | Fraction, law: Law, on: date) -> Verdict:
    value = law.require(parameter, on)
    wanted = cast("int | Fraction", value.value)
    ok = {
        Comparison.AT_LEAST: measured >= wanted,
        Comparison.MORE_THAN: measured > wanted,
        Comparison.AT_MOST: measured <= wanted,
        Comparison.LESS_THAN: measured < wanted,
        Comparison.EQUAL: measured == wanted,
    }[parameter.comparison]
    facts: dict[str, Scalar] = {"parameter": parameter.id, "title": parameter.title_zh}
    return judged(ok, "rules.figure-met", value, measured=measured, facts=facts)


def _wide(parameter: Parameter[int]) -> AnyParameter:
    return cast(AnyParameter, parameter)


def judge_age(facts: Facts, law: Law, on: date) -> Evaluation:
    """Full years on the day against the age of an applicant."""
    age = age_on(facts.day("born_on"), on)
    return Evaluation(_held(_wide(APPLICATION_AGE_MIN), age, law, on), {"age": age})


def judge_cultivation(facts: Facts, law: Law, on: date) -> Evaluation:
    """Completed months of cultivation against the period."""
    start = facts.day("determined_on")
    months = completed_months(start, on)
    needed = law.require(ACTIVIST_CULTIVATION_MIN, on).value
    verdict = _held(_wide(ACTIVIST_CULTIVATION_MIN), months, law, on)
    return Evaluation(verdict, {"completed_months": months, "completed_on": add_months(start, needed)})


def judge_quorum(facts: Facts, law: Law, on: date) -> Evaluation:
    """Those present against the share of those entitled."""
    entitled, present = facts.count("entitled"), facts.count("present")
    if present > entitled:
        raise Invalid(FieldError("/facts/present", "field.out-of-range", f"0..{entitled}"))
    share = law.require(QUORUM_SHARE if facts.code("kind") == "admission" else CONVERSION_QUORUM_SHARE, on)
    needed = needed_to_exceed(entitled, share.value)
    stated: dict[str, Scalar] = {"parameter": share.parameter.id, "title": share.parameter.title_zh}
    ok = exceeds(present, entitled, share.value)
    verdict = judged(ok, "rules.figure-met", share, measured=present, required=needed, facts=stated)
    return Evaluation(verdict, {"needed": needed})


def judge_ballot(facts: Facts, law: Law, on: date) -> Evaluation:
    """The outcome of a vote: carried, lost or void."""
    papers = Paper(*(facts.count(name) for name in ("issued", "returned", "approve", "against", "abstain", "invalid")))
    count = Count(
        facts.count("entitled"),
        facts.count("present"),
        papers,
        *(facts.count(name) for name in ("written_approve", "written_against", "written_abstain")),
    )
    found, verdict = outcome(count, law, on, MeetingKind(facts.code("kind")))
    return Evaluation(verdict, {"outcome": found.value})


def judge_window(facts: Facts, law: Law, on: date) -> Evaluation:
    """Whether a publicity window has elapsed, and when it closes."""
    site = SiteFacts(SiteKind.BRANCH, facts.day("posted_on"))
    notice = NoticeFacts(_NOBODY, NoticeKind(facts.code("kind")), NoticeState.POSTED, (), (site,))
    window = site_window(site, notice.kind, law, on)
    return Evaluation(window_has_elapsed(notice, law, on), {"closes_on": window.closes_on})


def judge_score(facts: Facts, law: Law, on: date) -> Evaluation:
    """A finalised total against the pass mark."""
    points = facts.points("points")
    item = ScoreItem("合计", max(points, Decimal(100)), points)
    sheet = ScoreSheet(_NOBODY, _NOBODY, _NOBODY, _NOBODY, on, (item,), SheetState.FINALISED, on)
    return Evaluation(score_suffices(sheet, law, on))


def judge_poll(facts: Facts, law: Law, on: date) -> Evaluation:
    """Turnouts and shares of an opinion poll."""
    members, masses = _group(facts, "member"), _group(facts, "mass")
    return Evaluation(poll_suffices(OpinionPoll(_NOBODY, _NOBODY, _NOBODY, on, members, masses), law, on))


def _group(facts: Facts, who: str) -> PollGroup:
    marks = [facts.count(f"{who}_{mark}") for mark in ("excellent", "average", "poor")]
    criteria = tuple(CriterionCount(str(index + 1), *marks) for index in range(facts.count("criteria") or 1))
    return PollGroup(facts.count(f"{who}_base"), facts.count(f"{who}_participating"), criteria, "试算")


def _parameter(facts: Facts) -> AnyParameter:
    found = PARAMETERS.get(facts.code("parameter"))
    if found is None:
        raise Invalid(FieldError("/facts/parameter", "rules.unknown-parameter"))
    return found


def judge_figure(facts: Facts, law: Law, on: date) -> Evaluation:
    """A measured figure against any parameter."""
    parameter = _parameter(facts)
    if kind_of(parameter) not in {"integer", "fraction"}:
        raise Invalid(FieldError("/facts/parameter", "rules.not-measurable"))
    measured = Fraction(facts.points("measured"))
    plain = int(measured) if measured.denominator == 1 else measured
    return Evaluation(_held(parameter, plain, law, on))


def judge_due(facts: Facts, law: Law, on: date) -> Evaluation:
    """The end of a period that any parameter gives."""
    parameter, start = _parameter(facts), facts.day("from_day")
    length = law.require(parameter, start)
    steps: Mapping[Unit, Callable[[date, int], date]] = {
        Unit.YEAR: add_years,
        Unit.MONTH: add_months,
        Unit.DAY: add_days,
        Unit.WORKING_DAY: law.calendar.add_working_days,
    }
    if parameter.unit not in steps:
        raise Invalid(FieldError("/facts/parameter", "rules.not-a-period"))
    count = cast(int, length.value)
    return Evaluation(SATISFIED, {"due_on": steps[parameter.unit](start, count), "length": count})
