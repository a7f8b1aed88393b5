"""From which day an overdue task is also shown above."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.rules.workdays import seed_calendar
from app.domain.shared.parameters import Adoption, Law
from app.domain.shared.workdays import WorkCalendar
from app.domain.tasks.escalation import escalates_on
from app.domain.tasks.parameters import ESCALATION_WORKING_DAYS

NATIONAL = Law.of(seed_calendar())


def adopted(days: int, since: date) -> Law:
    own = Adoption(ESCALATION_WORKING_DAYS.id, days, since, UUID(int=1), "青溪镇党委", "1号")
    return Law.of(seed_calendar(), [own])


@pytest.mark.parametrize(
    ("_case", "due_on", "day"),
    [
        ("a Monday", date(2026, 11, 2), date(2026, 11, 9)),
        ("a Friday", date(2026, 11, 6), date(2026, 11, 13)),
        ("a Saturday", date(2026, 11, 7), date(2026, 11, 13)),
        ("before the National Day holiday, with a make-up day", date(2025, 9, 26), date(2025, 10, 10)),
        ("across the Spring Festival", date(2026, 2, 13), date(2026, 2, 27)),
        ("across the end of a year, with a make-up day", date(2025, 12, 29), date(2026, 1, 6)),
    ],
)
def test_the_fifth_working_day_after_the_due_day(_case: str, due_on: date, day: date) -> None:
    calendar, counted = seed_calendar(), 0
    for ordinal in range(due_on.toordinal() + 1, day.toordinal() + 1):
        counted += calendar.is_working_day(date.fromordinal(ordinal))

    assert escalates_on(due_on, NATIONAL) == day
    assert (counted, calendar.is_working_day(day)) == (5, True)


def test_a_year_that_is_not_known_is_not_guessed() -> None:
    assert escalates_on(date(2026, 12, 24), NATIONAL) == date(2026, 12, 31)
    assert escalates_on(date(2026, 12, 25), NATIONAL) is None
    assert escalates_on(date(2026, 12, 25), Law.of(WorkCalendar.of(range(2004, 2028)))) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("days", "since", "day"),
    [
        (3, date(2026, 11, 2), date(2026, 11, 5)),
        (3, date(2026, 11, 3), date(2026, 11, 9)),
        (0, date(2026, 11, 2), date(2026, 11, 3)),
    ],
)
def test_the_figure_is_that_of_the_due_day_and_nothing_goes_up_before_it_is_overdue(
    days: int, since: date, day: date
) -> None:
    assert escalates_on(date(2026, 11, 2), adopted(days, since)) == day
