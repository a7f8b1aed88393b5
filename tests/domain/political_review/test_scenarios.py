"""Runs the scenarios that an officer can check against the rules of political review."""

from datetime import date
from pathlib import Path
from typing import TypedDict
from uuid import UUID

import pytest
import yaml

from app.domain.political_review import parameters as p
from app.domain.political_review.facts import (
    Conclusion,
    ConclusionResult,
    ContentGroup,
    ContentJudgement,
    Inquiry,
    InquiryAddressee,
    Investigator,
    PoliticalReview,
    Relation,
    Statement,
    Subject,
)
from app.domain.political_review.rules import review_passed
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.told import Page


class Letter(TypedDict, total=False):
    department: str
    addressee: str
    sent_on: date
    replied_on: date


class Scenario(TypedDict, total=False):
    sentence: str
    departments: list[str]
    floating: bool
    letters: list[Letter]
    statement: bool
    concluded_on: date | None
    result: str
    expect: list[str]


OPENED, DAY, ONE = date(2026, 6, 1), date(2026, 7, 1), UUID(int=1)


def _scenarios() -> list[Scenario]:
    folder = Path(__file__).parents[2] / "scenarios" / "political_review"
    return [scenario for file in sorted(folder.glob("*.yaml")) for scenario in yaml.safe_load(file.read_text("utf-8"))]


def _inquiry(letter: Letter) -> Inquiry:
    replied_on = letter.get("replied_on")
    return Inquiry(
        ONE,
        InquiryAddressee(letter.get("addressee", "department")),
        letter["sent_on"],
        letter.get("department"),
        replied_on=replied_on,
        reply_document=ONE if replied_on else None,
    )


TOLD = Page(Path(__file__).parents[2] / "scenarios" / "political_review" / "told.txt")


@pytest.mark.parametrize("scenario", _scenarios(), ids=lambda scenario: str(scenario["sentence"]))
def test_scenario(scenario: Scenario) -> None:
    owed = frozenset(scenario["departments"])
    adoption = Adoption(p.DEPARTMENTS.id, owed, date(2026, 1, 1), ONE, "某机关党委", "机〔2026〕1号")
    concluded_on = scenario["concluded_on"]
    contents = tuple(ContentJudgement(group, True) for group in ContentGroup)
    review = PoliticalReview(
        ONE,
        ONE,
        UUID(int=2),
        OPENED,
        scenario.get("floating", False),
        (Subject(UUID(int=3), Relation.CANDIDATE),),
        tuple(map(_inquiry, scenario["letters"])),
        Statement(OPENED, ONE) if scenario.get("statement", True) else None,
        (Investigator(UUID(int=4), OPENED),),
        Conclusion(ConclusionResult(scenario.get("result", "pass")), concluded_on, ONE, contents)
        if concluded_on
        else None,
    )

    verdict = review_passed(review, Law.of(WorkCalendar.of([]), (adoption,) if owed else ()), DAY)

    assert list(verdict.codes) == scenario["expect"]
    TOLD.tells(scenario["sentence"], verdict)
