"""The working-day calendar: the seed, the published counts, the form of a loaded year."""

from collections.abc import Sequence
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.rules.parameters import CALENDAR_MAKEUP_DAYS, CALENDAR_WORKING_DAYS
from app.domain.rules.workdays import SEED_YEARS, CalendarYear, changed_days, check_year, seed_calendar, seed_years
from app.domain.rules.workdays_seed import SEED_SOURCE
from app.domain.shared.errors import Invalid
from app.domain.shared.workdays import NotComputable

CALENDAR = seed_calendar()
YEARS = {year.year: year for year in seed_years("seed")}


def test_the_seed_names_its_source() -> None:
    assert SEED_SOURCE == "chinesecalendar 1.11.0"
    assert tuple(range(2004, 2027)) == SEED_YEARS


@pytest.mark.parametrize("year", SEED_YEARS)
def test_the_seed_equals_its_source_on_every_day(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert CALENDAR.is_working_day(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(("year", "working", "makeup"), [(2024, 251, 8), (2025, 248, 5), (2026, 248, 6)])
def test_the_published_counts(year: int, working: int, makeup: int) -> None:
    assert YEARS[year].working_days() == working
    assert len(YEARS[year].makeup_days) == makeup
    for parameter, count in ((CALENDAR_WORKING_DAYS, working), (CALENDAR_MAKEUP_DAYS, makeup)):
        for day in (date(year, 1, 1), date(year, 12, 31)):
            entry = parameter.national(day)
            assert entry is not None
            assert entry.value == count


@pytest.mark.parametrize("year", [2003, 2027])
def test_an_unknown_year_is_not_computable(year: int) -> None:
    with pytest.raises(NotComputable):
        CALENDAR.is_working_day(date(year, 6, 1))


@pytest.mark.parametrize("year", SEED_YEARS)
def test_every_seeded_year_passes_the_check_of_a_loaded_one(year: int) -> None:
    check_year(year, YEARS[year].holidays, YEARS[year].makeup_days)


OFF = [date(2027, 1, 1), date(2027, 10, 1)]


@pytest.mark.parametrize(
    ("_case", "holidays", "makeup", "expected"),
    [
        ("another year", [date(2028, 1, 1)], [], [("/holidays/0", "rules.calendar-day-in-year")]),
        ("a day twice", [OFF[0], OFF[0]], [], [("/holidays/1", "rules.calendar-day-once")]),
        ("make-up on a Friday", OFF, [date(2027, 1, 8)], [("/makeup_days/0", "rules.makeup-day-is-weekend")]),
        ("make-up on a Saturday", OFF, [date(2027, 1, 9)], []),
        ("make-up on a Sunday", OFF, [date(2027, 1, 10)], []),
        (
            "off and make-up at once",
            [date(2027, 1, 9)],
            [date(2027, 1, 9)],
            [("/makeup_days/0", "rules.holiday-not-makeup")],
        ),
        ("a day off on a weekend", [date(2027, 1, 2)], [], []),
        ("no day off at all", [], [], [("/holidays", "rules.holidays-are-there")]),
    ],
)
def test_the_form_of_a_loaded_year(
    _case: str, holidays: Sequence[date], makeup: Sequence[date], expected: Sequence[tuple[str, str]]
) -> None:
    found: list[tuple[str, str]] = []
    try:
        check_year(2027, holidays, makeup)
    except Invalid as error:
        found = [(e.pointer, e.code) for e in error.errors]

    assert found == list(expected)


def test_what_a_new_arrangement_changes() -> None:
    before = CalendarYear(2027, frozenset(OFF), frozenset({date(2027, 1, 9)}), "通知")

    assert changed_days(before, OFF, [date(2027, 1, 9)]) == frozenset()
    assert changed_days(before, OFF[:1], []) == {OFF[1], date(2027, 1, 9)}
    assert changed_days(None, OFF, []) == frozenset()


@given(st.dates(date(2004, 1, 1), date(2026, 11, 30)), st.integers(1, 10))
def test_the_end_of_a_window_is_its_last_working_day(day: date, length: int) -> None:
    end = CALENDAR.add_working_days(day, length)

    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(day, end) == length
    assert CALENDAR.working_days_between(day, end - timedelta(days=1)) == length - 1
