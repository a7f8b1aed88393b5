"""Figures of care for members: visits, contact points, means. All of them are local practice."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON

__all__ = [
    "BUDGET_VILLAGE_SITES",
    "LEADER_CONTACT_POINTS",
    "MUST_VISIT_KINDS",
    "VISIT_MIN",
]

VISIT_MIN = Parameter[int](
    "welfare.visit.min",
    "慰问困难党员每年次数",
    "Visits to members in hardship in a year",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

MUST_VISIT_KINDS = Parameter[int](
    "welfare.must_visit_kinds",
    "四必访种类数",
    "Occasions that ask for a visit: hardship, illness, family dispute, wedding or funeral",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

LEADER_CONTACT_POINTS = Parameter[int](
    "leader.contact_points",
    "领导挂钩点数",
    "Contact points of a county leader: township, model village, weak village, state firm, private firm",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

BUDGET_VILLAGE_SITES = Parameter[int](
    "budget.village_sites",
    "村级活动场所投入（元）",
    "Yuan spent on village sites; a figure of practice, not a duty",
    Unit.YUAN,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)
