"""Which figures no rule judges, and whether the model is what the definitions among them say."""

import pytest

from app.domain.assessments.facts import CriterionCount
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.people import citizen_number
from app.domain.people.codes import EDUCATION, ETHNIC_GROUPS, SEX_CODES
from app.domain.rules.registry import PARAMETERS, area_of
from app.domain.rules.unjudged import is_judged
from app.domain.rules.workdays import seed_years
from app.domain.shared.parameters import ValueType, national_value
from app.domain.shared.texts import CHECKED_ON


@pytest.mark.parametrize(
    ("_case", "parameter_id", "judged"),
    [
        ("judged by a gate", "development.publicity.working_days", True),
        ("a definition of the model, of an area with records", "probation.start", False),
        ("of an area whose records are to come", "dues.wage.rate_1", False),
    ],
)
def test_a_figure_says_whether_a_rule_judges_by_it(_case: str, parameter_id: str, judged: bool) -> None:
    assert is_judged(parameter_id, area_of(parameter_id)) is judged


def _value(parameter_id: str) -> ValueType:
    value = national_value(PARAMETERS[parameter_id], CHECKED_ON)
    assert value is not None
    return value.value


def test_the_model_is_what_the_definitions_say() -> None:
    assert len(STEP_LIST) == _value("development.step_count")
    assert STEPS["archive"].asked_by is None
    assert _value("development.archive.required") is True
    assert _value("data.citizen_id.length") == citizen_number._LENGTH
    assert len(ETHNIC_GROUPS) == _value("data.ethnic.count")
    assert set(SEX_CODES) == _value("data.sex.codes")
    assert {len(code) for code in EDUCATION} == {_value("data.education.code_length")}
    assert set(CriterionCount.__dataclass_fields__) - {"title"} == PARAMETERS["development.poll.options"].choices


def test_the_check_character_is_that_of_iso_7064() -> None:
    digits = "99999919900101001"
    weights = [2 ** (18 - place) % 11 for place in range(1, 18)]

    total = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))

    assert citizen_number.check_character(digits) == "10X98765432"[total % 11]


def test_the_seeded_years_have_the_days_of_their_notices() -> None:
    found = {y.year: (y.working_days(), len(y.makeup_days)) for y in seed_years("seed")}

    for year in (2024, 2025, 2026):
        days = PARAMETERS["calendar.working_days"].national(CHECKED_ON.replace(year=year))
        extra = PARAMETERS["calendar.makeup_days"].national(CHECKED_ON.replace(year=year))
        assert days is not None
        assert extra is not None
        assert found[year] == (days.value, extra.value)
