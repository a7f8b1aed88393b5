"""When an overdue task is also shown to the body above its owner. No text asks for it; the figure is a dated setting, ours."""

from datetime import date, timedelta

from app.domain.shared.parameters import Law
from app.domain.shared.workdays import NotComputable
from app.domain.tasks.parameters import ESCALATION_WORKING_DAYS

__all__ = ["escalates_on"]


def escalates_on(due_on: date, law: Law) -> date | None:
    """Return the day on which a task that is still open goes up, by the figure of its due day: never before it is overdue.

    None where nothing sets a figure, and while the working days in between are not known: never guessed.
    """
    value = law.value(ESCALATION_WORKING_DAYS, due_on)
    if value is None:
        return None
    try:
        return max(due_on + timedelta(days=1), law.calendar.add_working_days(due_on, value.value))
    except NotComputable:
        return None
