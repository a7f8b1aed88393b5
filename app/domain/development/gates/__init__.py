"""The gates of the development procedure, by name. Importing this package registers them all."""

from app.domain.development.gates import (
    activist,
    agreement,
    approval,
    assembly,
    development_object,
    examination,
    scrutiny,
)
from app.domain.development.gates.registry import GATES, Gate

__all__ = [
    "GATES",
    "Gate",
    "activist",
    "agreement",
    "approval",
    "assembly",
    "development_object",
    "examination",
    "scrutiny",
]
