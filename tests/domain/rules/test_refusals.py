"""What trials, adoptions, values and calendars refuse, word for word: where, why, what was expected and what was given."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.rules.adoption import may_adopt, may_end
from app.domain.rules.evaluables import EVALUABLES, evaluate
from app.domain.rules.facts import Draft
from app.domain.rules.inputs import Input, InputKind, read_facts
from app.domain.rules.registry import PARAMETERS
from app.domain.rules.tree import Stay, adoptions_for, bodies_of
from app.domain.rules.values import JSONValue, parse_value, restore
from app.domain.rules.workdays import SEED_YEARS, calendar_of, check_year, seed_years
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Law, ValueType
from tests.domain.rules.builders import BRANCH, COMMITTEE, COUNTY, TODAY, adopted, draft, law
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "refused.txt")
DAY = date(2026, 6, 1)
QUORUM = {"kind": "admission", "entitled": 5, "present": 3}
BALLOT = {"kind": "admission", "entitled": 9, "present": 7, "issued": 7, "returned": 7, "approve": 5}
FIGURE = {"parameter": "development.publicity.working_days", "measured": "5"}
DUE = {"parameter": "development.approval.deadline", "from_day": "2026-06-01"}


def tells_refusal(case: str, call: Callable[[], object]) -> None:
    with pytest.raises(Invalid) as raised:
        call()
    TOLD.tells(case, raised.value.errors)


@pytest.mark.parametrize(
    ("case", "rule", "facts"),
    [
        ("nothing given", "meetings.quorum", {}),
        ("a fact that nobody asked for", "meetings.quorum", {**QUORUM, "a~b/c": 1}),
        ("more present than entitled", "meetings.quorum", {**QUORUM, "present": 6}),
        ("a count as text", "meetings.quorum", {**QUORUM, "present": "3"}),
        ("a count as a flag", "meetings.quorum", {**QUORUM, "present": True}),
        ("a count below nothing", "meetings.quorum", {**QUORUM, "present": -1}),
        ("a count beyond a million", "meetings.quorum", {**QUORUM, "entitled": 1_000_001}),
        ("another kind", "meetings.quorum", {**QUORUM, "kind": "theme_day"}),
        ("a day as a number", "development.age", {"born_on": 20080601}),
        ("a day in another form", "development.age", {"born_on": "2008-6-1"}),
        ("a day that does not exist", "development.age", {"born_on": "2008-06-31"}),
        ("a day before 1900", "development.age", {"born_on": "1899-12-31"}),
        ("a day after 2999", "development.age", {"born_on": "3000-01-01"}),
        ("points without a figure", "assessments.score", {"points": "80."}),
        ("more votes than papers returned", "ballots.outcome", {**BALLOT, "approve": 8}),
        ("a parameter that does not exist", "rules.figure", {**FIGURE, "parameter": "x.y"}),
        ("a parameter that is no figure", "rules.figure", {**FIGURE, "parameter": "development.oath.required"}),
        ("a parameter that is no period", "rules.due", {**DUE, "parameter": "development.sponsors.count"}),
        ("a parameter that does not exist, due", "rules.due", {**DUE, "parameter": "x.y"}),
    ],
)
def test_a_trial_names_every_wrong_fact(case: str, rule: str, facts: dict[str, object]) -> None:
    tells_refusal(f"trial: {case}", lambda: evaluate(EVALUABLES[rule], facts, law(), DAY))


@pytest.mark.parametrize(
    ("_case", "rule", "facts"),
    [
        ("nobody and nobody", "meetings.quorum", {"kind": "admission", "entitled": 0, "present": 0}),
        ("a million", "meetings.quorum", {"kind": "admission", "entitled": 1_000_000, "present": 1_000_000}),
        ("everybody present", "meetings.quorum", {"kind": "admission", "entitled": 5, "present": 5}),
        ("the first day", "development.age", {"born_on": "1900-01-01"}),
        ("the last day", "development.age", {"born_on": "2999-12-31"}),
    ],
)
def test_a_trial_takes_what_lies_on_the_line(_case: str, rule: str, facts: dict[str, object]) -> None:
    assert evaluate(EVALUABLES[rule], facts, law(), DAY).verdict.findings


def test_a_fact_without_choices_is_any_code_and_a_pointer_of_ones_own_is_kept() -> None:
    inputs = (Input("code", InputKind.CODE, "代码", "Code"), Input("day", InputKind.DAY, "日期", "Day"))

    assert read_facts(inputs, {"code": "anything", "day": "2026-06-01"}).code("code") == "anything"
    tells_refusal("facts below another pointer", lambda: read_facts(inputs, {"code": 1, "x": 2}, "/other"))


SHARES = law(adopted("development.poll.member_share", Fraction(4, 5)))


@pytest.mark.parametrize(
    ("case", "rule", "facts", "applied", "ok"),
    [
        ("of written opinions and abstentions", "ballots.outcome", {**BALLOT, "against": 1, "abstain": 1, "entitled": 10, "written_approve": 1, "written_against": 1, "written_abstain": 1}, law(), True),
        ("an invalid paper", "ballots.outcome", {**BALLOT, "against": 1, "invalid": 1}, law(), True),
        ("a conversion", "ballots.outcome", {**BALLOT, "kind": "conversion", "against": 2}, law(), True),
        ("half of those entitled", "ballots.outcome", {**BALLOT, "entitled": 10, "against": 2}, law(), False),
        ("the figure itself", "rules.figure", FIGURE, law(), True),
        ("below at least", "rules.figure", {**FIGURE, "measured": "4"}, law(), False),
        ("a half more", "rules.figure", {**FIGURE, "measured": "5.5"}, law(), True),
        ("exactly more than", "rules.figure", {"parameter": "development.assembly.quorum_share", "measured": "0.5"}, law(), False),
        ("above more than", "rules.figure", {"parameter": "development.assembly.quorum_share", "measured": "0.51"}, law(), True),
        ("at most", "rules.figure", {"parameter": "development.approval.deadline", "measured": "3"}, law(), True),
        ("above at most", "rules.figure", {"parameter": "development.approval.deadline", "measured": "4"}, law(), False),
        ("equal", "rules.figure", {"parameter": "development.sponsors.count", "measured": "2"}, law(), True),
        ("not equal", "rules.figure", {"parameter": "development.sponsors.count", "measured": "3"}, law(), False),
        ("a share on the line", "rules.figure", {"parameter": "development.poll.member_share", "measured": "0.8"}, SHARES, True),
        ("months", "rules.due", DUE, law(), True),
        ("working days", "rules.due", {**DUE, "parameter": "development.publicity.working_days"}, law(), True),
        ("nothing posted that closes", "publicity.window", {"kind": "conversion", "posted_on": "2026-05-29"}, law(), True),
        ("posted before there was a length", "publicity.window", {"kind": "development", "posted_on": "2026-05-14"}, law(), True),
        ("the year is not known", "publicity.window", {"kind": "development", "posted_on": "2026-12-29"}, law(), False),
    ],
)  # fmt: skip
def test_a_trial_of_any_figure(case: str, rule: str, facts: dict[str, object], applied: Law, ok: bool) -> None:
    found = evaluate(EVALUABLES[rule], facts, applied, DAY)

    assert bool(found.verdict) is ok
    TOLD.tells(f"{rule}: {case}", found.verdict)
    TOLD.tells(f"{rule}: {case}, results", [f"{name} = {value!r}" for name, value in found.results.items()])


@pytest.mark.parametrize(("measured", "whole"), [("5", True), ("5.0", True), ("5.5", False)])
def test_a_whole_figure_is_told_as_a_whole_number(measured: str, whole: bool) -> None:
    (finding,) = evaluate(EVALUABLES["rules.figure"], {**FIGURE, "measured": measured}, law(), DAY).verdict.findings

    assert isinstance(finding.measured, int) is whole
    assert finding.measured == Fraction(measured)


WORKING_DAYS = "development.publicity.working_days"
LATE = TODAY - timedelta(days=200)
TWICE = draft({WORKING_DAYS: 7})


@pytest.mark.parametrize(
    ("case", "given", "inherited", "ok"),
    [
        ("no value", draft({WORKING_DAYS: None}), law(), False),
        ("laxer", draft({WORKING_DAYS: 4}), law(), False),
        ("on the day of the running one", draft({WORKING_DAYS: 7}, running={WORKING_DAYS: TODAY}), law(), False),
        ("laxer, on the day of the running one", draft({WORKING_DAYS: 4}, running={WORKING_DAYS: TODAY}), law(), False),
        ("the day after the running one", draft({WORKING_DAYS: 7}, running={WORKING_DAYS: TODAY - timedelta(1)}), law(), True),
        ("named twice", replace(TWICE, values=(*TWICE.values, replace(TWICE.values[0], pointer=""))), law(), False),
        ("named twice, with a pointer", replace(TWICE, values=(*TWICE.values, *TWICE.values)), law(), False),
        ("recorded late without a reason", draft({WORKING_DAYS: 7}, decided_on=LATE), law(), False),
        ("recorded late with a reason", draft({WORKING_DAYS: 7}, decided_on=LATE, late_reason="补录"), law(), True),
        ("decided tomorrow", draft({WORKING_DAYS: 7}, decided_on=TODAY + timedelta(1), effective_from=TODAY + timedelta(1)), law(), False),
        ("before its decision", draft({WORKING_DAYS: 7}, effective_from=TODAY - timedelta(1)), law(), False),
    ],
)  # fmt: skip
def test_what_an_adoption_refuses_is_told(case: str, given: Draft, inherited: Law, ok: bool) -> None:
    verdict = may_adopt(given, inherited, TODAY)

    assert bool(verdict) is ok
    TOLD.tells(f"adoption: {case}", verdict)


@pytest.mark.parametrize(
    ("case", "last_day", "decided_on", "ok"),
    [
        ("on its first day", date(2026, 1, 1), date(2026, 1, 1), True),
        ("before its first day", date(2025, 12, 31), date(2025, 12, 31), False),
        ("before the decision", date(2026, 1, 1), date(2026, 1, 2), False),
        ("decided today", TODAY, TODAY, True),
        ("decided tomorrow", TODAY + timedelta(1), TODAY + timedelta(1), False),
    ],
)
def test_the_end_of_an_adoption_is_told(case: str, last_day: date, decided_on: date, ok: bool) -> None:
    verdict = may_end(date(2026, 1, 1), last_day, decided_on, TODAY)

    assert bool(verdict) is ok
    TOLD.tells(f"end: {case}", verdict)


@pytest.mark.parametrize(
    ("parameter_id", "raw"),
    [
        ("development.oath.required", 1),
        ("development.publicity.working_days", "7"),
        ("development.sponsors.count", -1),
        ("development.poll.member_share", "1.1"),
        ("dues.farmer.min", "1,50"),
        ("development.ballot.method", "x"),
        ("development.publicity.sites", []),
        ("political_review.departments", ["X"]),
    ],
)
def test_what_a_value_can_be_is_told(parameter_id: str, raw: object) -> None:
    tells_refusal(f"value: {parameter_id}", lambda: parse_value(PARAMETERS[parameter_id], raw, "/value"))


@pytest.mark.parametrize(
    ("parameter_id", "raw"),
    [
        ("development.sponsors.count", 0),
        ("development.sponsors.count", 100_000_000),
        ("theme_day.day_of_month", 1),
        ("theme_day.day_of_month", 31),
    ],
)
def test_whole_numbers_on_the_line_are_values(parameter_id: str, raw: int) -> None:
    assert parse_value(PARAMETERS[parameter_id], raw, "/value") == raw


def test_fifty_codes_are_not_too_many() -> None:
    codes = [f"d{number}" for number in range(50)]

    assert parse_value(PARAMETERS["political_review.departments"], codes, "/value") == frozenset(codes)


@pytest.mark.parametrize(
    ("parameter_id", "stored", "value"),
    [
        ("development.publicity.sites", ["a", "b"], frozenset({"a", "b"})),
        ("development.poll.member_share", "1/3", Fraction(1, 3)),
        ("development.ballot.method", "secret", "secret"),
        ("development.publicity.working_days", 7, 7),
        ("development.poll.member_share", 1, 1),
        ("development.oath.required", True, True),
    ],
)
def test_a_stored_value_comes_back_as_it_was(parameter_id: str, stored: JSONValue, value: ValueType) -> None:
    assert restore(PARAMETERS[parameter_id], stored) == value
    assert type(restore(PARAMETERS[parameter_id], stored)) is type(value)


@pytest.mark.parametrize(
    ("case", "holidays", "makeup"),
    [
        ("days of other years", [date(2028, 1, 1)], [date(2026, 1, 10)]),
        ("days twice", [date(2027, 1, 1)] * 2, [date(2027, 1, 9)] * 2),
        ("make-up on a Friday", [date(2027, 1, 1)], [date(2027, 1, 8)]),
        ("off and make-up at once", [date(2027, 1, 9)], [date(2027, 1, 9)]),
        ("no day off", [], []),
    ],
)
def test_a_year_that_cannot_be_is_told(case: str, holidays: Sequence[date], makeup: Sequence[date]) -> None:
    tells_refusal(f"year: {case}", lambda: check_year(2027, holidays, makeup))


def test_seeded_years_name_their_source_and_count_their_working_days() -> None:
    years = {year.year: year for year in seed_years("seed")}

    assert tuple(years) == SEED_YEARS
    assert {year.source for year in years.values()} == {"seed"}
    assert years[2026].working_days() == sum(
        years[2026].calendar().is_working_day(date(2026, 1, 1) + timedelta(days=n)) for n in range(365)
    )
    assert not years[2026].calendar().is_working_day(date(2026, 1, 1))
    makeup = sorted(years[2026].makeup_days)
    assert [calendar_of(years.values()).is_working_day(day) for day in makeup] == [True] * len(makeup)
    assert makeup[0].weekday() >= 5
    assert (
        replace(years[2026], holidays=frozenset()).working_days()
        == replace(years[2026], holidays=frozenset({date(2026, 1, 1)})).working_days() + 1
    )


def test_bodies_stand_at_the_highest_place_that_they_ever_had() -> None:
    deep = Stay((COUNTY, COMMITTEE, BRANCH), date(2020, 1, 1), date(2024, 1, 1))
    high = Stay((COUNTY, BRANCH), date(2024, 1, 1))

    assert bodies_of([deep, high]) == [COUNTY, COMMITTEE, BRANCH]
    assert bodies_of([high, deep]) == [COUNTY, BRANCH, COMMITTEE]


def test_an_adoption_of_a_body_that_never_stood_above_does_not_apply_and_one_day_is_enough() -> None:
    stays = [Stay((COUNTY,), date(2020, 1, 1), date(2024, 1, 1)), Stay((COMMITTEE,), date(2024, 1, 1))]
    of_a_day = adopted("development.sponsors.count", 2, by=COUNTY, since=date(2023, 12, 31))
    elsewhere = adopted("development.sponsors.count", 2, by=BRANCH)

    (cut,) = adoptions_for(stays, [of_a_day, elsewhere])
    assert (cut.effective_from, cut.effective_to) == (date(2023, 12, 31), date(2023, 12, 31))
