from datetime import date

import pytest

from app.domain.shared.days import add_days, add_months, add_years, age_on, completed_months


@pytest.mark.parametrize(
    ("_case", "day", "months", "expected"),
    [
        ("within the year", date(2026, 3, 15), 4, date(2026, 7, 15)),
        ("into December", date(2026, 3, 15), 9, date(2026, 12, 15)),
        ("into January", date(2026, 3, 15), 10, date(2027, 1, 15)),
        ("back into December", date(2026, 1, 15), -1, date(2025, 12, 15)),
        ("none", date(2026, 3, 15), 0, date(2026, 3, 15)),
        ("to a shorter month", date(2026, 1, 31), 1, date(2026, 2, 28)),
        ("to February of a leap year", date(2028, 1, 30), 1, date(2028, 2, 29)),
        ("the last day is not kept as such", date(2026, 2, 28), 1, date(2026, 3, 28)),
    ],
)
def test_months_are_calendar_months(_case: str, day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_years_are_calendar_years() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_natural_days_run_over_the_end_of_the_month() -> None:
    assert add_days(date(2026, 2, 27), 2) == date(2026, 3, 1)
    assert add_days(date(2026, 3, 1), -1) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("_case", "born_on", "day", "age"),
    [
        ("the day before the birthday", date(2008, 6, 15), date(2026, 6, 14), 17),
        ("the birthday", date(2008, 6, 15), date(2026, 6, 15), 18),
        ("a later month, an earlier day", date(2008, 6, 15), date(2026, 7, 1), 18),
        ("an earlier month, a later day", date(2008, 6, 15), date(2026, 5, 31), 17),
        ("born on 29 February, 28 February", date(2008, 2, 29), date(2026, 2, 28), 17),
        ("born on 29 February, 1 March", date(2008, 2, 29), date(2026, 3, 1), 18),
        ("before birth", date(2008, 6, 15), date(2008, 6, 14), -1),
    ],
)
def test_a_birthday_counts_from_its_own_day(_case: str, born_on: date, day: date, age: int) -> None:
    assert age_on(born_on, day) == age


@pytest.mark.parametrize(
    ("_case", "start", "day", "months"),
    [
        ("the day before", date(2026, 4, 28), date(2026, 4, 27), 0),
        ("the same day", date(2026, 4, 28), date(2026, 4, 28), 0),
        ("a day short of a month", date(2026, 4, 28), date(2026, 5, 27), 0),
        ("a month", date(2026, 4, 28), date(2026, 5, 28), 1),
        ("a day short of a year", date(2025, 4, 28), date(2026, 4, 27), 11),
        ("a year", date(2025, 4, 28), date(2026, 4, 28), 12),
        ("over the turn of the year", date(2025, 11, 30), date(2026, 2, 28), 3),
        ("a year before", date(2026, 4, 28), date(2025, 4, 28), 0),
    ],
)
def test_completed_months(_case: str, start: date, day: date, months: int) -> None:
    assert completed_months(start, day) == months
