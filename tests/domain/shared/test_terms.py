"""Terms of months by the law of the day on which they are looked at: the day on which the answer turns."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.development.parameters import ACTIVIST_CULTIVATION_MIN, ACTIVIST_REVIEW_INTERVAL
from app.domain.meetings.parameters import DEADLINE_AFTER_PREREVIEW
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Adoption, Law, Parameter
from app.domain.shared.terms import first_day_after, first_day_of
from app.domain.shared.workdays import WorkCalendar

START = date(2026, 7, 1)
Local = tuple[int, date, date | None]


def law_of(parameter: Parameter[int], *locals_: Local) -> Law:
    adoptions = [
        Adoption(parameter.id, v, since, UUID(int=1), "青溪镇党委", "1号", None, to) for v, since, to in locals_
    ]
    return Law.of(WorkCalendar.of([]), adoptions)


CASES: list[tuple[str, tuple[Local, ...], date]] = [
    ("the text alone", (), date(2027, 1, 1)),
    ("shorter from the first day", ((3, date(2026, 1, 1), None),), date(2026, 10, 1)),
    ("shorter later, not over yet", ((3, date(2026, 9, 1), None),), date(2026, 10, 1)),
    ("shorter later, over already: from the day it applies", ((3, date(2026, 11, 15), None),), date(2026, 11, 15)),
    ("shorter on the very day", ((3, date(2027, 1, 1), None),), date(2027, 1, 1)),
    ("shorter too late", ((3, date(2027, 1, 2), None),), date(2027, 1, 1)),
    ("ended before it was over", ((3, date(2026, 1, 1), date(2026, 9, 30)),), date(2027, 1, 1)),
    ("ended on the day it was over", ((3, date(2026, 1, 1), date(2026, 10, 1)),), date(2026, 10, 1)),
    (
        "two after each other",
        ((5, date(2026, 8, 1), date(2026, 9, 14)), (2, date(2026, 9, 15), None)),
        date(2026, 9, 15),
    ),
]


@pytest.mark.parametrize(("_case", "locals_", "due"), CASES)
def test_the_first_day_by_which_the_months_of_that_day_are_over(
    _case: str, locals_: tuple[Local, ...], due: date
) -> None:
    law = law_of(ACTIVIST_REVIEW_INTERVAL, *locals_)

    found = first_day_of(ACTIVIST_REVIEW_INTERVAL, law, START)

    assert found is not None
    assert found[0] == due
    value = law.value(ACTIVIST_REVIEW_INTERVAL, due)
    assert value is not None
    assert (found[1].value, found[1].clause) == (value.value, value.clause)


@pytest.mark.parametrize(("_case", "locals_", "_due"), CASES)
def test_both_agree_with_asking_every_single_day(_case: str, locals_: tuple[Local, ...], _due: date) -> None:
    law = law_of(ACTIVIST_REVIEW_INTERVAL, *locals_)

    def over(day: date, past: int) -> bool:
        value = law.value(ACTIVIST_REVIEW_INTERVAL, day)
        return value is not None and day >= add_months(START, value.value) + timedelta(days=past)

    days = [START + timedelta(days=n) for n in range(400)]
    by, behind = (
        first_day_of(ACTIVIST_REVIEW_INTERVAL, law, START),
        first_day_after(ACTIVIST_REVIEW_INTERVAL, law, START),
    )

    assert by is not None
    assert behind is not None
    assert (by[0], behind[0]) == tuple(next(day for day in days if over(day, past)) for past in (0, 1))


def test_a_longer_term_moves_the_day_back_only_while_it_has_not_come() -> None:
    longer = (18, date(2027, 6, 30), None)
    late = (18, date(2027, 7, 2), None)

    assert first_day_of(ACTIVIST_CULTIVATION_MIN, law_of(ACTIVIST_CULTIVATION_MIN, longer), START) is not None
    assert [
        found[0]
        for local in (longer, late)
        if (found := first_day_of(ACTIVIST_CULTIVATION_MIN, law_of(ACTIVIST_CULTIVATION_MIN, local), START))
    ] == [date(2028, 1, 1), date(2027, 7, 1)]


def test_a_text_that_sets_no_time_leaves_it_open_until_one_does() -> None:
    national = law_of(DEADLINE_AFTER_PREREVIEW)
    (first_day,) = [day for day in national.turns(DEADLINE_AFTER_PREREVIEW) if day.year == 2026]
    long_before, shortly_before = date(2025, 1, 10), first_day - timedelta(days=5)

    over = first_day_after(DEADLINE_AFTER_PREREVIEW, national, long_before)
    running = first_day_after(DEADLINE_AFTER_PREREVIEW, national, shortly_before)

    assert over is not None
    assert over[0] == first_day
    assert running is not None
    assert running[0] == add_months(shortly_before, 1) + timedelta(days=1)


def test_where_nothing_ever_sets_a_time_there_is_none() -> None:
    bare = Parameter[int](
        "test.months",
        "",
        "",
        ACTIVIST_REVIEW_INTERVAL.unit,
        ACTIVIST_REVIEW_INTERVAL.comparison,
        ACTIVIST_REVIEW_INTERVAL.stricter,
    )

    assert first_day_of(bare, law_of(bare), START) is None


def test_turns_are_the_days_of_texts_and_of_local_values_and_the_days_after_their_ends() -> None:
    law = law_of(ACTIVIST_REVIEW_INTERVAL, (3, date(2026, 9, 1), date(2026, 9, 30)), (4, date(2026, 11, 1), date.max))
    texts = {entry.since for entry in ACTIVIST_REVIEW_INTERVAL.history}

    assert law.turns(ACTIVIST_REVIEW_INTERVAL) == texts | {date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)}
    assert law.turns(ACTIVIST_CULTIVATION_MIN) == {entry.since for entry in ACTIVIST_CULTIVATION_MIN.history}
