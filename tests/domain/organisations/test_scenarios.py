"""Scenarios that an organisation officer can check: tests/scenarios/organisations."""

from pathlib import Path
from uuid import UUID

import pytest
import yaml

from app.domain.organisations.facts import Classification, OrganisationFacts, OrganisationKind
from app.domain.organisations.levels import Place
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.organisations.sizes import branch_findings, enough_to_found
from app.domain.organisations.terms import may_delay_until, may_have_term
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import Verdict
from app.domain.shared.workdays import WorkCalendar
from tests.domain.told import Page

FILES = sorted(Path("tests/scenarios/organisations").glob("*.yaml"))
TOLD = Page(Path("tests/scenarios/organisations/told.txt"))
SCENARIOS = [entry for file in FILES for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]
LAW = Law.of(WorkCalendar.of([]))


def _body(given: dict[str, str]) -> OrganisationFacts:
    parent = given.get("parent")
    return OrganisationFacts(
        UUID(int=1),
        "组织",
        OrganisationKind(given["kind"]),
        Classification(given["classification"]),
        Place(),
        parent_classification=Classification(parent) if parent else None,
    )


def _judge(given: dict) -> Verdict:  # type: ignore[type-arg]
    on = given["day"]
    match given["rule"]:
        case "power":
            return may_hold_approval_power(_body(given), LAW, on)
        case "term":
            return may_have_term(_body(given), given["years"], LAW, on)
        case "found":
            return enough_to_found(OrganisationKind(given["kind"]), given["full_members"], LAW, on)
        case "size":
            kind = OrganisationKind(given["kind"])
            return branch_findings(kind, given["members"], given["full_members"], given.get("units", 1), LAW, on)
        case "delay":
            return may_delay_until(given["elected_on"], given["years"], given["until"], LAW, on)
        case unknown:
            raise AssertionError(unknown)


@pytest.mark.parametrize("given", SCENARIOS, ids=[entry["scenario"] for entry in SCENARIOS])
def test_scenario(given: dict) -> None:  # type: ignore[type-arg]
    verdict = _judge(given)

    assert list(verdict.codes) == ([] if given["expected"] == "ok" else given["expected"])
    TOLD.tells(given["scenario"], verdict)
    if "clause" in given:
        clauses = {f.clause.title_zh for f in verdict.unmet if f.clause is not None}
        title, _, article = given["clause"].rpartition(" ")
        assert f"《{title}》{article}" in clauses
