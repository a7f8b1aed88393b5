"""Placeholders in messages are filled as people would say it."""

from decimal import Decimal
from fractions import Fraction
from string import Formatter

import pytest

from app.domain.organisations.facts import OrganisationKind
from app.domain.organisations.placing import may_stand_under
from app.domain.publicity.facts import SiteKind
from app.domain.shared.verdict import Scalar
from app.domain.shared.words import VOCABULARIES, vocabulary
from app.domain.wording import CATALOGUE, render


@pytest.mark.parametrize(("language", "remedy"), [("zh", "可设在：a、b"), ("en", "it may stand under: a, b")])
@pytest.mark.parametrize("several", [("a", "b"), frozenset({"b", "a"})])
def test_several_things_are_said_one_after_the_other(language: str, remedy: str, several: Scalar) -> None:
    assert render("organisations.placing", {"kind": "x", "measured": "y", "required": several}, language)[1] == remedy


def test_codes_stay_in_the_finding_and_are_words_in_its_sentence() -> None:
    finding = may_stand_under(OrganisationKind.COMMITTEE, OrganisationKind.BRANCH).findings[0]

    assert finding.required == ("county_committee",)
    assert render(finding.code, {"required": finding.required}, "en")[1] == "it may stand under: county committee"
    assert render(finding.code, {"required": finding.required}, "zh")[1] == "可设在：县委"


@pytest.mark.parametrize(
    ("_case", "value", "said"),
    [
        ("a half as a half", Fraction(1, 2), "1/2"),
        ("a figure by its digits", Decimal("1E+2"), "100"),
        ("nothing as a dash", None, "—"),
        ("things in a row as they stand", ("b", "a"), "b, a"),
        ("things in no order by the alphabet", frozenset("hgfedcba"), "a, b, c, d, e, f, g, h"),
    ],
)
def test_a_value_is_said_as_people_write_it(_case: str, value: Scalar, said: str) -> None:
    assert render("organisations.placing", {"required": value}, "en")[1] == f"it may stand under: {said}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_that_the_catalogue_lacks_is_its_own_title(language: str) -> None:
    assert render("nothing.of-the-kind", {"required": 1}, language) == ("nothing.of-the-kind", "")


def test_every_vocabulary_that_a_message_names_is_there() -> None:
    texts = [text for m in CATALOGUE.values() for text in (m.zh, m.en, m.next_zh, m.next_en)]
    named = {(name, spec) for text in texts for _, name, spec, _ in Formatter().parse(text) if name and spec}

    assert {spec for _, spec in named} <= set(VOCABULARIES)
    assert ("site", "SiteKind") in named


def test_a_code_is_a_word_in_both_languages_and_one_that_nobody_named_stays() -> None:
    assert render("publicity.photo-missing", {"site": "current_unit"}, "zh")[0] == "公示地点 现工作学习单位 有张贴照片"
    assert render("political-review.department-replied", {"name": "tax"}, "en")[0].endswith(": tax")
    assert render("publicity.photo-missing", {}, "en")[0] == "There is a photograph of the posting at {site}"


def test_an_enumeration_is_named_whole_and_once() -> None:
    with pytest.raises(ValueError, match="SiteKind"):
        vocabulary(SiteKind, {SiteKind.BRANCH: ("支部", "branch")})
    with pytest.raises(ValueError, match="Department"):
        vocabulary("Department", {"tax": ("税务机关", "tax")})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_never_recorded_is_a_dash_and_not_a_programmers_none(language: str) -> None:
    said = render("meetings.roll-is-of-the-day", {"required": "2026-07-15", "measured": None}, language)

    assert "None" not in " ".join(said)
    assert "—" in " ".join(said)
