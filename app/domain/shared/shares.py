"""Shares of people, compared in whole numbers: no division, no rounding, the denominator always named by the caller."""

from fractions import Fraction

__all__ = ["exceeds", "needed_to_exceed", "needed_to_reach", "reaches", "share_text"]


def exceeds(part: int, whole: int, share: Fraction) -> bool:
    """Tell whether *part* of *whole* is strictly more than *share*; nobody out of nobody never is."""
    return whole > 0 and part * share.denominator > share.numerator * whole


def reaches(part: int, whole: int, share: Fraction) -> bool:
    """Tell whether *part* of *whole* is at least *share*; nobody out of nobody never is."""
    return whole > 0 and part * share.denominator >= share.numerator * whole


def needed_to_exceed(whole: int, share: Fraction) -> int:
    """Return the smallest number of people that is strictly more than *share* of *whole*."""
    return share.numerator * whole // share.denominator + 1


def needed_to_reach(whole: int, share: Fraction) -> int:
    """Return the smallest number of people that is at least *share* of *whole*."""
    return -(-share.numerator * whole // share.denominator)


def share_text(value: Fraction) -> str:
    """Return a share as it is written: a decimal, or ``2/3`` where no decimal ends."""
    if value < 0:
        return f"-{share_text(-value)}"
    rest, places = value.denominator, 0
    for prime in (2, 5):
        while rest % prime == 0:
            rest, places = rest // prime, places + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(value.numerator * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return f"{whole}.{decimals}" if decimals else whole
