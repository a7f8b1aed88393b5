"""The registry of gates: named pure functions that the step table refers to."""

from collections.abc import Callable
from datetime import date

from app.domain.development.casefile import CaseFile
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import Verdict

__all__ = ["GATES", "Gate", "gate"]

Gate = Callable[[CaseFile, Law, date], Verdict]
"""Judges one condition of a case by the law of the day of the act."""

GATES: dict[str, Gate] = {}


def gate(function: Gate) -> Gate:
    """Register a gate under its own name."""
    name = function.__name__
    if name in GATES:
        raise ValueError(f"gate registered twice: {name}")
    GATES[name] = function
    return function
