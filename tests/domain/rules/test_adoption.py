"""Adopting local values: only stricter, from the day of the decision on."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.rules.adoption import PAIRS, may_adopt, may_end, pairs_agree
from app.domain.rules.facts import DraftValue
from app.domain.rules.registry import PARAMETERS, AnyParameter
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.parameters import Adoption, Law, Strictness, ValueType, is_at_least_as_strict
from tests.domain.rules.builders import BRANCH, COMMITTEE, TODAY, adopted, draft, law

WORKING_DAYS = "development.publicity.working_days"
REPORT = "floating.report_interval"


@pytest.mark.parametrize(
    ("_case", "parameter_id", "value", "ok"),
    [
        ("one below the floor", WORKING_DAYS, 4, False),
        ("the floor itself", WORKING_DAYS, 5, True),
        ("above the floor", WORKING_DAYS, 7, True),
        ("a shorter time limit", "development.approval.deadline", 2, True),
        ("the same time limit", "development.approval.deadline", 3, True),
        ("a longer time limit", "development.approval.deadline", 4, False),
        ("a share below half", "development.assembly.quorum_share", Fraction(49, 100), False),
        ("half", "development.assembly.quorum_share", Fraction(1, 2), True),
        ("two thirds", "development.assembly.quorum_share", Fraction(2, 3), True),
        (
            "all sites and the national one",
            "development.publicity.sites",
            frozenset({"unit_or_residence", "residence"}),
            True,
        ),
        ("sites without the national one", "development.publicity.sites", frozenset({"residence"}), False),
        ("one organiser of two", "development.training.organiser", frozenset({"grassroots_committee"}), True),
        ("dropping a duty", "development.oath.required", False, False),
        ("keeping a duty", "development.oath.required", True, True),
        ("forbidding what is allowed", "development.ballot.written_opinion_counts", False, True),
        ("allowing what is forbidden", "publicity.posting_day_counts", True, False),
        ("a longer probation", "probation.duration", 24, False),
        ("a shorter probation", "probation.duration", 6, False),
        ("the same probation", "probation.duration", 12, True),
        ("a higher age for applicants", "development.application.age_min", 20, False),
        ("a figure that only localities set", "development.score.daily_min", 80, True),
    ],
)
def test_a_local_value_may_only_be_stricter(_case: str, parameter_id: str, value: ValueType, ok: bool) -> None:
    verdict = may_adopt(draft({parameter_id: value}), law(), TODAY)

    assert bool(verdict) is ok


def test_a_refusal_names_the_inherited_value_its_clause_and_its_day() -> None:
    verdict = may_adopt(draft({WORKING_DAYS: 3}), law(), TODAY)

    (finding,) = verdict.unmet
    assert finding.code == "rules.not-laxer-than-inherited"
    assert (finding.required, finding.measured, finding.day) == ("5", "3", TODAY)
    assert finding.clause is not None
    assert finding.clause.title_zh == "《中国共产党发展党员工作细则（2026年修订）》第十三条"


def test_what_a_body_above_has_adopted_is_the_floor() -> None:
    inherited = law(adopted(WORKING_DAYS, 7))

    assert may_adopt(draft({WORKING_DAYS: 6}), inherited, TODAY).codes == ("rules.not-laxer-than-inherited",)
    assert may_adopt(draft({WORKING_DAYS: 7}), inherited, TODAY)


def test_the_floor_is_that_of_the_first_day_not_of_today() -> None:
    eve = date(2026, 5, 17)
    before, after = (draft({WORKING_DAYS: 3}, decided_on=eve, effective_from=eve + timedelta(days=n)) for n in (0, 1))

    assert may_adopt(before, law(), eve)
    assert may_adopt(after, law(), eve).codes == ("rules.not-laxer-than-inherited",)


def test_a_fixed_value_has_its_own_refusal() -> None:
    assert may_adopt(draft({"probation.duration": 24}), law(), TODAY).codes == ("rules.value-is-fixed",)


def test_values_to_be_set_are_all_named() -> None:
    ids = ("development.evaluation.scope_share", "development.evaluation.approval_share")

    verdict = may_adopt(draft(dict.fromkeys(ids)), law(), TODAY)

    assert verdict.codes == ("rules.value-is-set", "rules.value-is-set")
    assert [finding.pointer for finding in verdict.unmet] == ["/values/0", "/values/1"]


def test_a_value_to_be_set_cites_the_profile_that_leaves_it_open() -> None:
    open_value = DraftValue(PARAMETERS["development.evaluation.scope_share"], None, Clause(DocumentKey.PROFILE_STREET))

    verdict = may_adopt(replace(draft({}), values=(open_value,)), law(), TODAY)

    assert [(finding.code, finding.clause) for finding in verdict.unmet] == [("rules.value-is-set", open_value.source)]


@pytest.mark.parametrize(
    ("_case", "decided", "effective", "codes"),
    [
        ("effective on the day of the decision", 0, 0, ()),
        ("effective later", 0, 30, ()),
        ("effective the day before", 0, -1, ("rules.not-retroactive",)),
        ("decided tomorrow", 1, 1, ("rules.decided-already",)),
        ("recorded on the last day allowed", -30, -30, ()),
        ("recorded too late without a reason", -31, -31, ("rules.late-recording-explained",)),
    ],
)
def test_the_days_of_a_decision(_case: str, decided: int, effective: int, codes: tuple[str, ...]) -> None:
    days = (TODAY + timedelta(days=n) for n in (decided, effective))
    decided_on, effective_from = days

    verdict = may_adopt(draft({REPORT: 6}, decided_on=decided_on, effective_from=effective_from), law(), TODAY)

    assert verdict.codes == codes


def test_a_late_record_with_a_reason_is_taken() -> None:
    late = TODAY - timedelta(days=400)

    assert may_adopt(draft({REPORT: 6}, decided_on=late, effective_from=late, late_reason="档案补录"), law(), TODAY)
    assert not may_adopt(draft({REPORT: 6}, decided_on=late, effective_from=late, late_reason=" "), law(), TODAY)


@pytest.mark.parametrize(
    ("_case", "began", "ok"), [("day before", -1, True), ("same day", 0, False), ("after", 1, False)]
)
def test_an_own_value_is_followed_only_by_a_later_one(_case: str, began: int, ok: bool) -> None:
    running = {REPORT: TODAY + timedelta(days=began)}

    assert bool(may_adopt(draft({REPORT: 6}, running=running), law(), TODAY)) is ok


@pytest.mark.parametrize(
    ("_case", "low", "high", "ok"), [("below", 1, 2, True), ("equal", 2, 2, True), ("above", 3, 2, False)]
)
def test_a_lower_figure_does_not_pass_its_upper_one(_case: str, low: int, high: int, ok: bool) -> None:
    values: dict[str, ValueType | None] = {
        "development.assembly.supervisors_min": low,
        "development.assembly.supervisors_max": high,
    }

    assert bool(may_adopt(draft(values), law(), TODAY)) is ok


def test_a_lower_figure_is_held_against_the_inherited_upper_one() -> None:
    verdict = may_adopt(draft({"development.activist.contact_persons_min": 3}), law(), TODAY)

    assert verdict.codes == ("rules.lower-within-upper",)


def test_the_pairs_name_parameters() -> None:
    assert {pid for pair in PAIRS for pid in pair} <= set(PARAMETERS)


def test_all_unmet_conditions_are_told_at_once() -> None:
    late = date(2026, 6, 1)

    verdict = may_adopt(
        draft({WORKING_DAYS: 1, "probation.duration": 1}, decided_on=late, effective_from=date(2026, 5, 20)),
        law(),
        TODAY,
    )

    assert verdict.codes == (
        "rules.not-retroactive",
        "rules.late-recording-explained",
        "rules.not-laxer-than-inherited",
        "rules.value-is-fixed",
    )


@pytest.mark.parametrize(
    ("_case", "last_day", "codes"),
    [
        ("on the day of the decision", TODAY, ()),
        ("later", TODAY + timedelta(days=9), ()),
        ("behind the decision", TODAY - timedelta(days=1), ("rules.not-retroactive",)),
        ("before it began", date(2025, 12, 31), ("rules.ends-after-it-begins", "rules.not-retroactive")),
    ],
)
def test_ending_an_adoption(_case: str, last_day: date, codes: tuple[str, ...]) -> None:
    assert may_end(date(2026, 1, 1), last_day, TODAY, TODAY).codes == codes


def test_an_end_decided_in_the_future_is_refused() -> None:
    tomorrow = TODAY + timedelta(days=1)

    assert may_end(date(2026, 1, 1), tomorrow, tomorrow, TODAY).codes == ("rules.decided-already",)


# For every direction of strictness: whatever may be adopted is as strict as what was inherited, and nothing that a body
# below adopts weakens what applies.

_SETS = st.frozensets(st.sampled_from(["a", "b", "c", "d"]), min_size=1)
_VALUES: dict[Strictness, st.SearchStrategy[ValueType]] = {
    Strictness.HIGHER: st.integers(0, 20),
    Strictness.LOWER: st.integers(0, 20),
    Strictness.SUPERSET: _SETS,
    Strictness.SUBSET: _SETS,
    Strictness.REQUIRED: st.booleans(),
    Strictness.FORBIDDEN: st.booleans(),
    Strictness.FIXED: st.integers(0, 3),
}


def _any(strictness: Strictness) -> AnyParameter:
    model = next(p for p in PARAMETERS.values() if p.stricter is strictness)
    return AnyParameter("t", "试", "t", model.unit, model.comparison, strictness)


@pytest.mark.parametrize("strictness", list(Strictness))
@given(data=st.data())
def test_no_chain_of_adoptions_ever_weakens_what_applies(strictness: Strictness, data: st.DataObject) -> None:
    parameter = _any(strictness)
    chain = data.draw(st.lists(_VALUES[strictness], min_size=1, max_size=5))
    adoptions: list[Adoption] = []

    strongest: ValueType | None = None
    for value in chain:
        adoptions.append(adopted("t", value, by=COMMITTEE))
        found = Law.of(law().calendar, adoptions).value(parameter, TODAY)

        assert found is not None
        if strongest is not None:
            assert is_at_least_as_strict(parameter, found.value, strongest)
        strongest = found.value


@pytest.mark.parametrize("strictness", list(Strictness))
@given(data=st.data())
def test_what_may_be_adopted_applies_and_what_is_refused_would_not(strictness: Strictness, data: st.DataObject) -> None:
    parameter = _any(strictness)
    above, own = data.draw(_VALUES[strictness]), data.draw(_VALUES[strictness])
    inherited = law(adopted("t", above))

    allowed = is_at_least_as_strict(parameter, own, above)
    found = law(*inherited.adoptions, adopted("t", own, by=BRANCH)).value(parameter, TODAY)

    assert found is not None
    assert found.value == (own if allowed else above)


def test_every_pair_is_judged_also_where_one_before_it_has_no_figure() -> None:
    first_day = date(1985, 6, 1)
    both = draft(
        {"branch.committee.size_min": 9, "branch.committee.size_max": 5}, decided_on=first_day, effective_from=first_day
    )
    values = {value.parameter.id: value.value for value in both.values if value.value is not None}
    alone = {"development.activist.contact_persons_min": 2}

    assert pairs_agree({**alone, **values}, law(), both).codes == ("rules.lower-within-upper",)
    assert pairs_agree(alone, law(), both)
