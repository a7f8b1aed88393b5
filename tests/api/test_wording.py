"""Placeholders in messages are filled as people would say it."""

from fractions import Fraction

import pytest

from app.api.wording import render
from app.domain.organisations.facts import OrganisationKind
from app.domain.organisations.placing import may_stand_under
from app.domain.shared.verdict import Scalar


@pytest.mark.parametrize(("language", "remedy"), [("zh", "可设在：a、b"), ("en", "it may stand under: a, b")])
@pytest.mark.parametrize("several", [("a", "b"), frozenset({"b", "a"})])
def test_several_things_are_said_one_after_the_other(language: str, remedy: str, several: Scalar) -> None:
    assert render("organisations.placing", {"kind": "x", "measured": "y", "required": several}, language)[1] == remedy


def test_where_a_body_may_stand_is_said_in_codes_and_not_in_the_words_of_a_programmer() -> None:
    finding = may_stand_under(OrganisationKind.COMMITTEE, OrganisationKind.BRANCH).findings[0]

    assert finding.required == ("county_committee",)
    assert render(finding.code, {"required": finding.required}, "en")[1] == "it may stand under: county_committee"


def test_a_half_is_said_as_a_half() -> None:
    assert render("organisations.placing", {"required": Fraction(1, 2)}, "en")[1] == "it may stand under: 1/2"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_never_recorded_is_a_dash_and_not_a_programmers_none(language: str) -> None:
    said = render("meetings.roll-is-of-the-day", {"required": "2026-07-15", "measured": None}, language)

    assert "None" not in " ".join(said)
    assert "—" in " ".join(said)
