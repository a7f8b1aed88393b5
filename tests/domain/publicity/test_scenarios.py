"""Runs the scenarios that an organisation officer can check: ``tests/scenarios/publicity/*.yaml``."""

from datetime import date
from pathlib import Path
from typing import TypedDict
from uuid import UUID

import pytest
import yaml

from app.domain.publicity.facts import NoticeFacts, NoticeKind, ObjectionFacts, ObjectionState, SiteFacts, SiteKind
from app.domain.publicity.rules import inspection_announced, publicity_done
from tests.domain.publicity.builders import CERTIFICATE, INSTITUTION, NATIONAL, PERSON, PHOTO, STREET, candidate, notice
from tests.domain.told import Page

LAWS = {"national": NATIONAL, "institution": INSTITUTION, "street": STREET}


class Site(TypedDict, total=False):
    kind: str
    posted_on: date
    certified_on: date
    taken_down_on: date


class Scenario(TypedDict, total=False):
    scenario: str
    kind: str
    law: str
    applicable: list[str]
    sites: list[Site]
    objections: list[dict[str, date]]
    concluded_on: date
    act_on: date
    expected: str | list[str]
    clause: str


def scenarios() -> list[Scenario]:
    folder = Path(__file__).parents[2] / "scenarios" / "publicity"
    return [entry for path in sorted(folder.glob("*.yaml")) for entry in yaml.safe_load(path.read_text("utf-8"))]


def posting(given: Site) -> SiteFacts:
    certified = given.get("certified_on")
    return SiteFacts(
        SiteKind(given["kind"]),
        given["posted_on"],
        taken_down_on=given.get("taken_down_on"),
        photo_id=PHOTO,
        photo_on=given["posted_on"],
        certificate_id=CERTIFICATE if certified else None,
        certified_on=certified,
    )


def facts(given: Scenario) -> tuple[NoticeFacts, ...]:
    if not given["sites"]:
        return ()
    applicable = frozenset(SiteKind(kind) for kind in given.get("applicable", ["residence", "current_unit"]))
    concluded = given.get("concluded_on")
    return (
        notice(
            *(posting(entry) for entry in given["sites"]),
            kind=NoticeKind(given["kind"]),
            candidates=(candidate(sites=applicable),),
            objections=tuple(
                ObjectionFacts(
                    UUID(int=50),
                    entry["received_on"],
                    ObjectionState.CLOSED if "fed_back_on" in entry else ObjectionState.RECEIVED,
                    fed_back_on=entry.get("fed_back_on"),
                )
                for entry in given.get("objections", [])
            ),
            concluded=concluded.isoformat() if concluded else None,
        ),
    )


TOLD = Page(Path(__file__).parents[2] / "scenarios" / "publicity" / "told.txt")


@pytest.mark.parametrize("given", scenarios(), ids=lambda given: given["scenario"][:40])
def test_scenario(given: Scenario) -> None:
    law, kind = LAWS[given["law"]], NoticeKind(given["kind"])

    if kind is NoticeKind.INSPECTION:
        verdict = inspection_announced(facts(given), PERSON, law, given["act_on"])
    else:
        verdict = publicity_done(facts(given), PERSON, kind, law, given["act_on"])

    assert list(verdict.codes) == ([] if given["expected"] == "ok" else given["expected"])
    findings = verdict.unmet or verdict.findings
    cited = {f"{finding.clause.title_zh}" for finding in findings if finding.clause}
    assert any(_plain(given["clause"]) in _plain(title) for title in cited)
    TOLD.tells(given["scenario"], verdict)


def _plain(text: str) -> str:
    return text.replace("《", "").replace("》", "").replace(" ", "")
