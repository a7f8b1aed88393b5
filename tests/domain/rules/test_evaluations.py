"""What-if questions answer as the cases themselves do."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.rules.evaluables import EVALUABLES, evaluate
from app.domain.rules.profiles import PROFILES
from app.domain.rules.registry import PARAMETERS
from app.domain.rules.values import parse_value, to_text
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Law
from tests.domain.rules.builders import adopted, law
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "told.txt")
DAY = date(2026, 6, 1)
SCORED = law(adopted("development.score.daily_min", 80))
POLLED = law(
    adopted("development.poll.member_share", Fraction(4, 5)),
    adopted("development.poll.mass_share", Fraction(1, 5)),
    adopted("development.poll.excellent_share", Fraction(4, 5)),
    adopted("development.poll.poor_share", Fraction(1, 10)),
)
POLL = {
    "criteria": 1,
    "member_base": 20,
    "member_participating": 16,
    "member_excellent": 14,
    "member_average": 1,
    "member_poor": 1,
    "mass_base": 100,
    "mass_participating": 20,
    "mass_excellent": 18,
    "mass_average": 1,
    "mass_poor": 1,
}


@pytest.mark.parametrize(
    ("case", "rule", "facts", "applied", "ok"),
    [
        ("eighteen today", "development.age", {"born_on": "2008-06-01"}, law(), True),
        ("eighteen tomorrow", "development.age", {"born_on": "2008-06-02"}, law(), False),
        ("a year today", "development.cultivation", {"determined_on": "2025-06-01"}, law(), True),
        ("a year tomorrow", "development.cultivation", {"determined_on": "2025-06-02"}, law(), False),
        ("eighty points", "assessments.score", {"points": "80"}, SCORED, True),
        ("half a point short", "assessments.score", {"points": "79.5"}, SCORED, False),
        ("more than a hundred points", "assessments.score", {"points": "100.5"}, SCORED, True),
        ("points nobody asked for", "assessments.score", {"points": "1"}, law(), True),
        ("a poll on the line", "assessments.poll", POLL, POLLED, True),
        ("a member short", "assessments.poll", {**POLL, "member_base": 21}, POLLED, False),
        ("one of the masses short", "assessments.poll", {**POLL, "mass_base": 101}, POLLED, False),
        ("three criteria", "assessments.poll", {**POLL, "criteria": 3}, POLLED, True),
        ("too few excellent", "assessments.poll", {**POLL, "member_excellent": 10, "member_average": 5}, POLLED, False),
        ("half and one", "meetings.quorum", {"kind": "admission", "entitled": 10, "present": 6}, law(), True),
        ("half", "meetings.quorum", {"kind": "admission", "entitled": 10, "present": 5}, law(), False),
        ("half, conversion", "meetings.quorum", {"kind": "conversion", "entitled": 10, "present": 5}, law(), False),
        (
            "a vote carried",
            "ballots.outcome",
            {"kind": "admission", "entitled": 9, "present": 7, "issued": 7, "returned": 7, "approve": 5, "against": 2},
            law(),
            True,
        ),
        ("a window that is open", "publicity.window", {"kind": "development", "posted_on": "2026-05-29"}, law(), False),
        ("a window that is over", "publicity.window", {"kind": "development", "posted_on": "2026-05-20"}, law(), True),
    ],
)
def test_a_trial_says_what_the_rule_says(
    case: str, rule: str, facts: dict[str, object], applied: Law, ok: bool
) -> None:
    found = evaluate(EVALUABLES[rule], facts, applied, DAY)

    assert bool(found.verdict) is ok
    results = [f"{name} = {value}" for name, value in found.results.items()]
    TOLD.tells(f"{rule}: {case}", found.verdict)
    TOLD.tells(f"{rule}: {case}, results", results)


def test_more_present_than_entitled_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid) as raised:
        evaluate(EVALUABLES["meetings.quorum"], {"kind": "admission", "entitled": 5, "present": 6}, law(), DAY)
    (error,) = raised.value.errors
    assert (error.pointer, error.code, error.expected) == ("/facts/present", "field.out-of-range", "0..5")


@pytest.mark.parametrize("parameter_id", sorted(PARAMETERS))
def test_every_national_figure_reads_back_as_it_is_written(parameter_id: str) -> None:
    parameter = PARAMETERS[parameter_id]
    for entry in parameter.history:
        if entry.value is not None:
            written = to_text(entry.value)
            assert written
            if not isinstance(entry.value, bool | int | frozenset):
                assert parse_value(parameter, written, "/value") == entry.value


def test_every_profile_cites_its_own_document() -> None:
    assert len({profile.clause.document for profile in PROFILES.values()}) == len(PROFILES)
