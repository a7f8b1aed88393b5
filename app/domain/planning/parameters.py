"""Figures of planning and reporting. All of them are local practice."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON

__all__ = [
    "DEVELOPMENT_CYCLE",
    "DEVELOPMENT_REPORT_INTERVAL",
    "GUIDANCE_INTERVAL",
    "OTHER_REPORT_INTERVAL",
    "REGULATION_LOCAL_SYSTEM_COUNT",
]

DEVELOPMENT_CYCLE = Parameter[int](
    "plan.development.cycle",
    "发展党员规划周期",
    "Years of a development plan, besides one plan for each year",
    Unit.YEAR,
    Comparison.EQUAL,
    Strictness.FIXED,
    checked_on=CHECKED_ON,
)

DEVELOPMENT_REPORT_INTERVAL = Parameter[int](
    "report.development.interval",
    "发展党员情况报告间隔",
    "Months between reports on development",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

OTHER_REPORT_INTERVAL = Parameter[int](
    "report.other.interval",
    "典型点等情况报告间隔",
    "Months between reports on model sites, new organisations and seconded members",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

GUIDANCE_INTERVAL = Parameter[int](
    "guidance.monthly",
    "指导间隔",
    "Months between a committee's guidance visits",
    Unit.MONTH,
    Comparison.AT_MOST,
    Strictness.LOWER,
    checked_on=CHECKED_ON,
)

REGULATION_LOCAL_SYSTEM_COUNT = Parameter[int](
    "regulation.local_system_count",
    "发展党员工作制度数",
    "Number of local systems on development; redacted in the source",
    Unit.COUNT,
    Comparison.EQUAL,
    Strictness.FIXED,
    checked_on=CHECKED_ON,
)
