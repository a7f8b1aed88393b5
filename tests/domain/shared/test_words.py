"""A vocabulary names every code of an enumeration, once, in both languages."""

from enum import StrEnum

import pytest

from app.domain.shared import words
from app.domain.shared.words import say, vocabulary


class _Light(StrEnum):
    RED = "red"
    GREEN = "green"


RED, GREEN = ("红灯", "red light"), ("绿灯", "green light")


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "VOCABULARIES", {})


def test_an_enumeration_is_told_under_its_name_and_its_codes_are_plain_text() -> None:
    vocabulary(_Light, {_Light.RED: RED, _Light.GREEN: GREEN})
    vocabulary(_Light, {_Light.RED: RED, _Light.GREEN: GREEN})

    assert words.VOCABULARIES == {"_Light": {"red": RED, "green": GREEN}}
    assert {type(code) for code in words.VOCABULARIES["_Light"]} == {str}


def test_a_configured_list_has_a_name_of_its_own_and_no_members_to_be_complete_about() -> None:
    vocabulary("Colour", {"blue": ("蓝", "blue")})

    assert words.VOCABULARIES == {"Colour": {"blue": ("蓝", "blue")}}
    assert (say("blue", "Colour", "zh"), say("blue", "Colour", "en")) == ("蓝", "blue")
    assert say("pink", "Colour", "zh") == "pink"


def test_a_member_without_words_is_named_and_nothing_is_kept() -> None:
    with pytest.raises(ValueError, match=r"^vocabulary _Light: \['green', 'red'\]$"):
        vocabulary(_Light, {})
    with pytest.raises(ValueError, match=r"^vocabulary _Light: \['green'\]$"):
        vocabulary(_Light, {_Light.RED: RED})

    assert words.VOCABULARIES == {}


def test_other_words_for_the_same_name_are_refused() -> None:
    vocabulary("Colour", {"blue": ("蓝", "blue")})

    with pytest.raises(ValueError, match=r"^vocabulary Colour: told twice$"):
        vocabulary("Colour", {"blue": ("青", "blue")})
    assert words.VOCABULARIES == {"Colour": {"blue": ("蓝", "blue")}}
