"""Values of verdicts as JSON holds them: shares are decimal strings."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from app.domain.shared.shares import share_text
from app.domain.shared.verdict import Scalar, plain


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(1, 2), "0.5"),
        (Fraction(4, 5), "0.8"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 1_000_000), "0.000001"),
        (Fraction(1), "1"),
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(2001, 100), "20.01"),
        (Fraction(205, 10), "20.5"),
        (Fraction(1, 5**30), f"0.{2**30:030d}"),
        (Fraction(1, 3), "1/3"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(2, 3), "2/3"),
        (Fraction(17, 23), "17/23"),
    ],
)
def test_a_share_is_a_decimal_string_where_a_decimal_ends(share: Fraction, text: str) -> None:
    assert share_text(share) == plain(share) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1E+2"), "100"),
        (Decimal("79.50"), "79.50"),
        (Decimal("NaN"), "NaN"),
        (date(2026, 5, 18), "2026-05-18"),
        (frozenset({"b", "a"}), ["a", "b"]),
        (("b", "a"), ["b", "a"]),
        (True, True),
        (3, 3),
        (None, None),
    ],
)
def test_other_values_keep_their_meaning(value: Scalar, shown: object) -> None:
    assert plain(value) == shown
