"""Scenarios that an organisation officer can check: tests/scenarios/people."""

from pathlib import Path
from uuid import UUID

import pytest
import yaml

from app.domain.people.facts import LeftKind, MemberStatus, Restriction, RestrictionKind, Standing, StatusCause
from app.domain.people.rules import has_vote, party_age_years
from app.domain.people.statuses import may_change
from app.domain.shared.verdict import SATISFIED, Verdict
from tests.domain.told import Page

FILES = sorted(Path("tests/scenarios/people").glob("*.yaml"))
TOLD = Page(Path("tests/scenarios/people/told.txt"))
SCENARIOS = [entry for file in FILES for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]
PERSON = UUID(int=1)


def _judge(given: dict) -> Verdict:  # type: ignore[type-arg]
    on = given["day"]
    match given["rule"]:
        case "vote":
            restriction = given.get("restriction")
            restrictions: tuple[Restriction, ...] = ()
            if restriction:
                kind = RestrictionKind(restriction["kind"])
                restrictions = (Restriction(PERSON, kind, restriction["from_on"], restriction.get("until_on")),)
            return has_vote(Standing(PERSON, on, MemberStatus(given["status"]), restrictions=restrictions))
        case "party_age":
            assert party_age_years(given["converted_on"], on) == given["years"]
            return SATISFIED
        case "change":
            left = given.get("left_kind")
            return may_change(
                MemberStatus(given["from"]),
                MemberStatus(given["to"]),
                StatusCause(given["cause"]),
                on=on,
                kind=LeftKind(left) if left else None,
            )
        case unknown:
            raise AssertionError(unknown)


@pytest.mark.parametrize("given", SCENARIOS, ids=[entry["scenario"] for entry in SCENARIOS])
def test_scenario(given: dict) -> None:  # type: ignore[type-arg]
    verdict = _judge(given)

    assert list(verdict.codes) == ([] if given.get("expected", "ok") == "ok" else given["expected"])
    TOLD.tells(given["scenario"], verdict)
    if "clause" in given:
        clauses = {f.clause.title_zh for f in verdict.findings if f.clause is not None}
        title, _, article = given["clause"].rpartition(" ")
        assert f"《{title}》{article}" in clauses
