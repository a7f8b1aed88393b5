"""Runs the scenarios that an officer can check against the rules of training."""

from datetime import date
from pathlib import Path
from typing import TypedDict
from uuid import UUID

import pytest
import yaml

from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.workdays import WorkCalendar
from app.domain.training import parameters as p
from app.domain.training.facts import Certificate, CertificateKind, Organiser, TrainingExemption
from app.domain.training.rules import training_suffices
from tests.domain.told import Page


class Paper(TypedDict, total=False):
    days: int
    hours: int
    organiser: str
    valid_until: date


class Scenario(TypedDict, total=False):
    sentence: str
    checked: bool
    certificate: Paper | None
    exemption: str
    expect: list[str]


DAY, ONE = date(2026, 9, 1), UUID(int=1)


def _scenarios() -> list[Scenario]:
    folder = Path(__file__).parents[2] / "scenarios" / "training"
    return [scenario for file in sorted(folder.glob("*.yaml")) for scenario in yaml.safe_load(file.read_text("utf-8"))]


def _certificate(paper: Paper) -> Certificate:
    organiser = Organiser(paper.get("organiser", "grassroots_committee"))
    first, last, issued = date(2026, 6, 1), date(2026, 6, 3), date(2026, 6, 5)
    kind, until = CertificateKind.DEVELOPMENT_OBJECT, paper.get("valid_until")
    return Certificate(ONE, ONE, kind, organiser, "1", paper["days"], paper["hours"], first, last, issued, until)


TOLD = Page(Path(__file__).parents[2] / "scenarios" / "training" / "told.txt")


@pytest.mark.parametrize("scenario", _scenarios(), ids=lambda scenario: str(scenario["sentence"]))
def test_scenario(scenario: Scenario) -> None:
    adoption = Adoption(p.VALIDITY_CHECKED.id, True, date(2026, 1, 1), ONE, "某机关党委", "机〔2026〕1号")
    law = Law.of(WorkCalendar.of([]), (adoption,) if scenario.get("checked") else ())
    paper, number = scenario["certificate"], scenario.get("exemption")
    exemption = TrainingExemption(number, DAY, "特殊情况") if number else None

    verdict = training_suffices([_certificate(paper)] if paper else [], exemption, law, DAY)

    assert list(verdict.codes) == scenario["expect"]
    TOLD.tells(scenario["sentence"], verdict)
