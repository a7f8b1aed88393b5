"""Figures of tasks: how long one may be overdue before the body above sees it among its own."""

from app.domain.shared.parameters import Comparison, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, ours

__all__ = ["ESCALATION_WORKING_DAYS"]

ESCALATION_WORKING_DAYS = Parameter[int](
    "tasks.escalation_working_days",
    "任务逾期上报（工作日）",
    "Working days overdue after which a task is also shown to the body above",
    Unit.WORKING_DAY,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (ours(5, "No text gives a figure; five working days are our answer. The duty stays its owner's."),),
    checked_on=CHECKED_ON,
)
