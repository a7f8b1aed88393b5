"""Runs the scenarios that an officer can check against adoption and the law of the day."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from app.domain.rules.adoption import may_adopt
from app.domain.rules.evaluables import EVALUABLES, evaluate
from app.domain.rules.registry import PARAMETERS
from app.domain.rules.values import parse_value
from app.domain.rules.workdays import seed_calendar
from app.domain.shared.parameters import Law, NoFigure, ValueType
from tests.domain.rules.builders import TODAY, adopted, draft
from tests.domain.told import Page

FOLDER = Path(__file__).parents[2] / "scenarios" / "rules"


TOLD = Page(FOLDER / "told.txt")


class AdoptionScenario(TypedDict, total=False):
    sentence: str
    day: date
    effective: date
    above: Mapping[str, object]
    adopt: Mapping[str, object]
    expect: list[str]
    clause: str


class DayScenario(TypedDict, total=False):
    sentence: str
    day: date
    rule: str
    facts: Mapping[str, object]
    ok: bool
    verified: bool
    no_figure: bool
    results: Mapping[str, object]


def _load(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load((FOLDER / name).read_text("utf-8"))
    return found


def _value(parameter_id: str, raw: object) -> ValueType | None:
    return None if raw is None else parse_value(PARAMETERS[parameter_id], raw, "/value")


@pytest.mark.parametrize("scenario", _load("adoption.yaml"), ids=lambda s: str(s["sentence"]))
def test_adoption(scenario: AdoptionScenario) -> None:
    on = scenario.get("day", TODAY)
    above = [
        adopted(pid, value, since=on - timedelta(days=30))
        for pid, raw in scenario.get("above", {}).items()
        if (value := _value(pid, raw)) is not None
    ]
    inherited = Law.of(seed_calendar(), above)
    values = {pid: _value(pid, raw) for pid, raw in scenario["adopt"].items()}

    verdict = may_adopt(draft(values, decided_on=on, effective_from=scenario.get("effective", on)), inherited, on)

    assert list(verdict.codes) == scenario["expect"]
    TOLD.tells(scenario["sentence"], verdict)
    if "clause" in scenario:
        clause = verdict.unmet[0].clause
        assert clause is not None
        assert clause.title_zh == scenario["clause"]


@pytest.mark.parametrize("scenario", _load("law_of_the_day.yaml"), ids=lambda s: str(s["sentence"]))
def test_law_of_the_day(scenario: DayScenario) -> None:
    law = Law.of(seed_calendar())
    facts = {k: v.isoformat() if isinstance(v, date) else v for k, v in scenario["facts"].items()}

    if scenario.get("no_figure"):
        with pytest.raises(NoFigure):
            evaluate(EVALUABLES[scenario["rule"]], facts, law, scenario["day"])
        return
    found = evaluate(EVALUABLES[scenario["rule"]], facts, law, scenario["day"])

    assert bool(found.verdict) is scenario.get("ok", True)
    TOLD.tells(scenario["sentence"], found.verdict)
    for name, value in scenario.get("results", {}).items():
        assert found.results[name] == value
    if "verified" in scenario:
        assert all(finding.verified is scenario["verified"] for finding in found.verdict.findings)
