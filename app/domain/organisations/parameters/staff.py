"""Figures of staff for Party work."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import (
    CHECKED_ON,
)

__all__ = [
    "STAFF_SYSTEM_SECRETARY",
    "STAFF_TOWNSHIP_ORGANISER_MAX",
    "STAFF_TOWNSHIP_ORGANISER_MIN",
]

STAFF_TOWNSHIP_ORGANISER_MIN = Parameter[int](
    "staff.township_organiser_min",
    "乡镇组织干事人数下限",
    "Fewest organisers of a township",
    Unit.PERSON,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

STAFF_TOWNSHIP_ORGANISER_MAX = Parameter[int](
    "staff.township_organiser_max",
    "乡镇组织干事人数上限",
    "Most organisers of a township",
    Unit.PERSON,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

STAFF_SYSTEM_SECRETARY = Parameter[int](
    "staff.system_secretary",
    "系统党委专职秘书人数",
    "Full-time secretaries of a system committee",
    Unit.PERSON,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)
