"""Figures of the rules area itself: recording late, and what is known of the working-day calendar."""

from datetime import date

from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.parameters import Comparison, Dated, Parameter, Strictness, Unit
from app.domain.shared.texts import CHECKED_ON, ours

__all__ = ["CALENDAR_MAKEUP_DAYS", "CALENDAR_WORKING_DAYS", "LATE_RECORDING_DAYS"]

LATE_RECORDING_DAYS = Parameter[int](
    "rules.late_recording_days",
    "补录期限（天）",
    "Days after which recording a past fact needs a permission and a reason",
    Unit.DAY,
    Comparison.AT_MOST,
    Strictness.LOWER,
    (ours(30, "No clause decides; thirty days are our answer. Recording late is allowed, shown and counted."),),
    checked_on=CHECKED_ON,
)


def _notice(year: int) -> Clause:
    return Clause(DocumentKey.HOLIDAY_NOTICE, f"（{year}）")


_UNKNOWN = "Not announced when this was checked."

CALENDAR_WORKING_DAYS = Parameter[int](
    "calendar.working_days",
    "全年工作日数",
    "Working days of the year",
    Unit.WORKING_DAY,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        Dated(date(2024, 1, 1), 251, _notice(2024)),
        Dated(date(2025, 1, 1), 248, _notice(2025)),
        Dated(date(2026, 1, 1), 248, _notice(2026)),
        Dated(date(2027, 1, 1), None, _notice(2027), False, _UNKNOWN),
    ),
    checked_on=CHECKED_ON,
)

CALENDAR_MAKEUP_DAYS = Parameter[int](
    "calendar.makeup_days",
    "全年调休上班日数",
    "Make-up working days of the year",
    Unit.DAY,
    Comparison.EQUAL,
    Strictness.FIXED,
    (
        Dated(date(2024, 1, 1), 8, _notice(2024)),
        Dated(date(2025, 1, 1), 5, _notice(2025)),
        Dated(date(2026, 1, 1), 6, _notice(2026)),
        Dated(date(2027, 1, 1), None, _notice(2027), False, _UNKNOWN),
    ),
    checked_on=CHECKED_ON,
)
