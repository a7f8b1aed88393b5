"""Figures of inspections and assessments of committees. All of them are local practice."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON

__all__ = [
    "ANNUAL_MIN",
    "ASSESSMENT_HALF_YEARLY",
    "ASSESSMENT_QUARTERLY",
    "SELF_INTERVAL",
]

SELF_INTERVAL = Parameter[int](
    "inspection.self.interval",
    "基层党委自查间隔",
    "Months between a committee's self-checks",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

ANNUAL_MIN = Parameter[int](
    "inspection.annual.min",
    "年终检查次数",
    "Year-end checks in a year, besides spot checks",
    Unit.TIMES_PER_YEAR,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    checked_on=CHECKED_ON,
)

ASSESSMENT_QUARTERLY = Parameter[int](
    "assessment.quarterly",
    "考核间隔",
    "Months between assessments of a committee",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

ASSESSMENT_HALF_YEARLY = Parameter[int](
    "assessment.half_yearly",
    "测评间隔",
    "Months between evaluations of a committee",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)
