"""Runs the scenarios that an officer can check against the rules of meetings and ballots."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from app.domain.ballots.facts import Paper
from app.domain.ballots.rules import outcome
from app.domain.ballots.written import count_of
from app.domain.meetings.course import may_open
from app.domain.meetings.facts import MeetingFacts, MeetingKind, MeetingState, Opinion, WrittenOpinion
from app.domain.meetings.rules import assembly_stands
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.meetings.builders import ADOPTED, CANDIDATE, STREET_ID, marked, meeting, person, supervisor
from tests.domain.told import Page


class Scenario(TypedDict, total=False):
    sentence: str
    day: date
    kind: str
    adopted: dict[str, int | bool]
    entitled: int
    present: int
    withheld: int
    unknown: int
    supervisors: int
    chair: bool
    frozen_on: date
    written: list[str]
    papers: dict[str, int]
    outcome: str
    unmet: list[str]
    unverified: list[str]
    clause: str


def _scenarios(area: str) -> list[Scenario]:
    folder = Path(__file__).parents[2] / "scenarios" / area
    return [scenario for file in sorted(folder.glob("*.yaml")) for scenario in yaml.safe_load(file.read_text("utf-8"))]


def _law(scenario: Scenario) -> Law:
    return Law.of(
        WorkCalendar.of([]),
        [
            Adoption(key, value, ADOPTED, STREET_ID, "某街道党工委", "街党〔2026〕3号")
            for key, value in scenario.get("adopted", {}).items()
        ],
    )


def _meeting(scenario: Scenario, state: MeetingState) -> MeetingFacts:
    facts = meeting(
        scenario["entitled"],
        scenario["present"],
        withheld=scenario.get("withheld", 0),
        kind=MeetingKind(scenario.get("kind", "admission")),
        state=state,
        on=scenario["day"],
        supervisors=[supervisor(person(500 + n)) for n in range(scenario.get("supervisors", 0))],
        tellers=(person(0), person(1)),
    )
    opinions = tuple(
        WrittenOpinion(person(scenario["present"] + n), CANDIDATE, Opinion(said), scenario["day"])
        for n, said in enumerate(scenario.get("written", []))
    )
    return replace(facts, written=opinions, frozen_on=scenario.get("frozen_on", scenario["day"]))


SCENARIOS = Path(__file__).parents[2] / "scenarios"
BALLOTS, MEETINGS = Page(SCENARIOS / "ballots" / "told.txt"), Page(SCENARIOS / "meetings" / "told.txt")


@pytest.mark.parametrize("scenario", _scenarios("ballots"), ids=lambda s: s["sentence"])
def test_outcome(scenario: Scenario) -> None:
    law = _law(scenario)
    facts = _meeting(scenario, MeetingState.CLOSED)
    count = count_of(facts, CANDIDATE, Paper(**scenario["papers"]), law)

    result, verdict = outcome(count, law, scenario["day"], facts.kind, assembly_stands(facts, law))

    half = next(f for f in verdict.findings if f.code == "ballots.more-than-half-of-entitled")
    papers = next(f for f in verdict.findings if f.code == "ballots.papers-within-issued")
    cited = half if papers.ok else papers
    assert (result.value, list(verdict.codes)) == (scenario["outcome"], scenario["unmet"])
    assert cited.clause is not None
    assert cited.clause.title_zh == scenario["clause"]
    assert [f.code for f in verdict.findings if not f.verified] == scenario.get("unverified", [])
    BALLOTS.tells(scenario["sentence"], verdict)


@pytest.mark.parametrize("scenario", _scenarios("meetings"), ids=lambda s: s["sentence"])
def test_opening(scenario: Scenario) -> None:
    facts = _meeting(scenario, MeetingState.CONVENED)
    for number in range(scenario.get("unknown", 0)):
        facts = marked(facts, person(scenario["present"] + number), None)
    if not scenario.get("chair", True):
        facts = replace(facts, chair_id=None)

    verdict = may_open(facts, _law(scenario))

    assert list(verdict.codes) == scenario["unmet"]
    MEETINGS.tells(scenario["sentence"], verdict)
