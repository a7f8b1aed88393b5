"""Runs the scenarios that an officer can check against the rules of assessments."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TypedDict
from uuid import UUID

import pytest
import yaml

from app.domain.assessments.facts import CriterionCount, ItemKind, OpinionPoll, PollGroup, ScoreItem
from app.domain.assessments.rules import poll_suffices, score_suffices
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.verdict import Verdict
from app.domain.shared.workdays import WorkCalendar
from tests.domain.assessments.builders import ADOPTED, ORGANISATION, sheet
from tests.domain.told import Page


class Group(TypedDict, total=False):
    base: int
    reason: str
    marks: list[list[int]]


class Scenario(TypedDict, total=False):
    sentence: str
    day: date
    adopted: dict[str, int | str]
    score: dict[str, object] | None
    poll: dict[str, Group] | None
    expect: list[str]


def _scenarios() -> list[Scenario]:
    folder = Path(__file__).parents[2] / "scenarios" / "assessments"
    return [scenario for file in sorted(folder.glob("*.yaml")) for scenario in yaml.safe_load(file.read_text("utf-8"))]


def _law(scenario: Scenario) -> Law:
    adopted = scenario["adopted"].items()
    return Law.of(
        WorkCalendar.of([]),
        [
            Adoption(
                key, Fraction(v) if isinstance(v, str) else v, ADOPTED, ORGANISATION, "某机关党委", "机〔2026〕1号"
            )
            for key, v in adopted
        ],
    )


def _item(line: dict[str, object]) -> ScoreItem:
    day = line.get("honoured_on")
    assert day is None or isinstance(day, date)
    kind = ItemKind.HONOUR if day else ItemKind.ORDINARY
    return ScoreItem("项目", Decimal(str(line["max"])), Decimal(str(line["points"])), kind, day)


def _group(group: Group) -> PollGroup:
    criteria = tuple(CriterionCount(f"第{i}项", *marks) for i, marks in enumerate(group["marks"]))
    return PollGroup(group["base"], max(c.marks for c in criteria), criteria, group.get("reason", ""))


def _judge(scenario: Scenario) -> Verdict:
    law, on = _law(scenario), scenario["day"]
    if "score" in scenario:
        score = scenario["score"]
        if score is None:
            return score_suffices(None, law, on)
        lines, scored_on = score["items"], score["scored_on"]
        assert isinstance(lines, list)
        assert isinstance(scored_on, date)
        return score_suffices(sheet(*map(_item, lines), scored_on=scored_on), law, on)
    groups = scenario["poll"]
    if groups is None:
        return poll_suffices(None, law, on)
    ids = UUID(int=1), UUID(int=2), UUID(int=3)
    return poll_suffices(OpinionPoll(*ids, on, _group(groups["members"]), _group(groups["masses"])), law, on)


TOLD = Page(Path(__file__).parents[2] / "scenarios" / "assessments" / "told.txt")


@pytest.mark.parametrize("scenario", _scenarios(), ids=lambda scenario: str(scenario["sentence"]))
def test_scenario(scenario: Scenario) -> None:
    verdict = _judge(scenario)

    assert list(verdict.codes) == scenario["expect"]
    TOLD.tells(scenario["sentence"], verdict)
