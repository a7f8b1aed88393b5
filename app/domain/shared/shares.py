"""Shares of people, compared in whole numbers: no division, no rounding, the denominator always named by the caller."""

from fractions import Fraction

__all__ = ["exceeds", "needed_to_exceed", "reaches"]


def exceeds(part: int, whole: int, share: Fraction) -> bool:
    """Tell whether *part* of *whole* is strictly more than *share*; nobody out of nobody never is."""
    return whole > 0 and part * share.denominator > share.numerator * whole


def reaches(part: int, whole: int, share: Fraction) -> bool:
    """Tell whether *part* of *whole* is at least *share*; nobody out of nobody never is."""
    return whole > 0 and part * share.denominator >= share.numerator * whole


def needed_to_exceed(whole: int, share: Fraction) -> int:
    """Return the smallest number of people that is strictly more than *share* of *whole*."""
    return share.numerator * whole // share.denominator + 1
