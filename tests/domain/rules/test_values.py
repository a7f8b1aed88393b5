"""The one form of each kind of value, in and out."""

from fractions import Fraction

import pytest

from app.domain.rules.registry import PARAMETERS
from app.domain.rules.values import JSONValue, parse_value, to_json, to_text
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import ValueType

DAYS, SHARE, FLAG = "development.publicity.working_days", "development.poll.member_share", "development.oath.required"
SITES, METHOD, MONEY = "development.publicity.sites", "development.ballot.method", "dues.farmer.min"
DAY_OF_MONTH, DEPARTMENTS = "theme_day.day_of_month", "political_review.departments"


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Fraction(1, 2), "0.5"),
        (Fraction(4, 5), "0.8"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 200), "0.005"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1), "1"),
        (Fraction(0), "0"),
        (Fraction(3000), "3000"),
        (7, 7),
        (True, True),
        ("secret", "secret"),
        (frozenset({"b", "a"}), ["a", "b"]),
    ],
)
def test_a_value_has_one_plain_form(value: ValueType, plain: JSONValue) -> None:
    assert to_json(value) == plain


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (False, "false"), (frozenset({"b", "a"}), "a, b"), (7, "7")]
)
def test_a_value_reads_as_text(value: ValueType, text: str) -> None:
    assert to_text(value) == text


@pytest.mark.parametrize(
    ("parameter_id", "raw", "value"),
    [
        (DAYS, 7, 7),
        (SHARE, "0.8", Fraction(4, 5)),
        (SHARE, "1/3", Fraction(1, 3)),
        (SHARE, "1", Fraction(1)),
        (SHARE, "0", Fraction(0)),
        (MONEY, "12.50", Fraction(25, 2)),
        (FLAG, False, False),
        (METHOD, "secret", "secret"),
        (SITES, ["unit_or_residence", "residence"], frozenset({"unit_or_residence", "residence"})),
        (DEPARTMENTS, ["public_security"], frozenset({"public_security"})),
        (DAY_OF_MONTH, 31, 31),
    ],
)
def test_good_input_is_read(parameter_id: str, raw: object, value: ValueType) -> None:
    assert parse_value(PARAMETERS[parameter_id], raw, "/value") == value


@pytest.mark.parametrize(
    ("parameter_id", "raw"),
    [
        (DAYS, "7"),
        (DAYS, 7.0),
        (DAYS, True),
        (DAYS, -1),
        (DAYS, 10**9),
        (DAYS, float("nan")),
        (DAYS, None),
        (DAYS, {}),
        (SHARE, 0.8),
        (SHARE, "80%"),
        (SHARE, "1.1"),
        (SHARE, "-0.5"),
        (SHARE, "NaN"),
        (SHARE, "1e-1"),
        (SHARE, "１"),
        (SHARE, "1/0"),
        (SHARE, " 0.5"),
        (SHARE, "0." + "1" * 99),
        (FLAG, 1),
        (FLAG, "true"),
        (METHOD, "show_of_hands"),
        (METHOD, ["secret"]),
        (SITES, []),
        (SITES, "residence"),
        (SITES, ["moon"]),
        (SITES, ["residence", "residence"]),
        (SITES, ["residence", 1]),
        (DEPARTMENTS, ["Public Security"]),
        (DEPARTMENTS, ["公安"]),
        (DEPARTMENTS, ["a\x00b"]),
        (DEPARTMENTS, [f"d{n}" for n in range(51)]),
        (DAY_OF_MONTH, 0),
        (DAY_OF_MONTH, 32),
    ],
)
def test_anything_else_is_refused_with_pointer_and_expectation(parameter_id: str, raw: object) -> None:
    with pytest.raises(Invalid) as caught:
        parse_value(PARAMETERS[parameter_id], raw, "/values/x")

    (error,) = caught.value.errors
    assert (error.pointer, error.code) == ("/values/x", "rules.value-malformed")
    assert error.expected
    assert error.actual is None
