"""Every figure is judged by some rule, or the list says why it is not."""

import ast
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import app.domain
import app.services
from app.domain.assessments.facts import CriterionCount
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.people import citizen_number
from app.domain.people.codes import EDUCATION, ETHNIC_GROUPS, SEX_CODES
from app.domain.rules.registry import PARAMETERS, area_of
from app.domain.rules.unjudged import LATER_AREAS, UNJUDGED, is_judged
from app.domain.rules.workdays import seed_years
from app.domain.shared.parameters import Parameter, ValueType, national_value
from app.domain.shared.texts import CHECKED_ON


def _named_in(module: ModuleType) -> set[str]:
    """Ids of the parameters that the code of a module names, other than by importing them."""
    assert module.__file__ is not None
    found = set()
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        named: object = None
        if isinstance(node, ast.Name):
            named = vars(module).get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = vars(module).get(node.value.id)
            named = vars(owner).get(node.attr) if isinstance(owner, ModuleType) else None
        if isinstance(named, Parameter):
            found.add(named.id)
    return found


def _judged() -> set[str]:
    return {
        parameter_id
        for package in (app.domain, app.services)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if ".parameters" not in info.name
        for parameter_id in _named_in(importlib.import_module(info.name))
    }


def test_every_figure_is_judged_or_listed_with_a_reason() -> None:
    judged = _judged()

    missing = {p for p in PARAMETERS if p not in judged and area_of(p) not in LATER_AREAS}
    assert missing == set(UNJUDGED), "a rule judges it now, or a figure has come without a rule"
    assert {area_of(p) for p in judged} & LATER_AREAS == set(), "the area has rules now"
    assert {p for p in PARAMETERS if is_judged(p, area_of(p))} == judged


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
