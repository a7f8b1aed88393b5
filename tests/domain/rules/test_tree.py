"""A body that moved is bound by those who stood above it on the day."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.rules.registry import PARAMETERS
from app.domain.rules.tree import Stay, adoptions_for, bodies_of
from app.domain.shared.parameters import Law
from tests.domain.rules.builders import BRANCH, CALENDAR, COUNTY, adopted

OLD, NEW = UUID(int=11), UUID(int=12)
DAYS = "development.publicity.working_days"
MOVED = date(2026, 7, 1)
STAYS = (
    Stay((COUNTY, OLD, BRANCH), date(2001, 7, 1), MOVED),
    Stay((COUNTY, NEW, BRANCH), MOVED),
)
SINCE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("_case", "day", "value"),
    [
        ("before anybody adopted", date(2026, 5, 31), 5),
        ("under the old committee", date(2026, 6, 30), 9),
        ("on the day of the move", MOVED, 7),
        ("long after", date(2026, 12, 1), 7),
    ],
)
def test_the_law_follows_the_tree_of_the_day(_case: str, day: date, value: int) -> None:
    adoptions = [adopted(DAYS, 9, by=OLD, since=SINCE), adopted(DAYS, 7, by=NEW, since=SINCE)]

    law = Law.of(CALENDAR, adoptions_for(STAYS, adoptions))

    found = law.value(PARAMETERS[DAYS], day)
    assert found is not None
    assert found.value == value


def test_a_body_above_in_both_stays_binds_without_a_gap() -> None:
    (county,) = adoptions_for(STAYS, [adopted(DAYS, 6, since=SINCE)])

    assert (county.effective_from, county.effective_to) == (SINCE, None)


def test_an_adoption_that_ended_before_the_stay_binds_nobody() -> None:
    ended = adopted(DAYS, 9, by=NEW, since=SINCE, until=date(2026, 6, 30))

    assert adoptions_for(STAYS, [ended]) == []


def test_an_adoption_ends_with_the_stay_or_by_itself_whichever_is_earlier() -> None:
    own = adopted(DAYS, 9, by=OLD, since=SINCE, until=date(2026, 6, 10))
    open_ = adopted(DAYS, 9, by=OLD, since=SINCE)

    cuts = [adoptions_for(STAYS, [adoption])[0].effective_to for adoption in (own, open_)]

    assert cuts == [date(2026, 6, 10), date(2026, 6, 30)]


def test_the_first_stay_reaches_back_and_the_last_one_forward() -> None:
    stays = (Stay((COUNTY, BRANCH), date(2020, 1, 1), date(2025, 1, 1)),)
    early = adopted(DAYS, 9, since=date(2015, 1, 1))

    assert adoptions_for(stays, [early]) == [early]


def test_a_body_that_returns_binds_twice() -> None:
    stays = (
        Stay((COUNTY, OLD), date(2001, 7, 1), date(2026, 7, 1)),
        Stay((COUNTY, NEW), date(2026, 7, 1), date(2026, 8, 1)),
        Stay((COUNTY, OLD), date(2026, 8, 1)),
    )

    cuts = adoptions_for(stays, [adopted(DAYS, 9, by=OLD, since=SINCE)])

    assert [(cut.effective_from, cut.effective_to) for cut in cuts] == [
        (SINCE, date(2026, 6, 30)),
        (date(2026, 8, 1), None),
    ]


def test_bodies_are_named_once_from_the_root_down() -> None:
    assert bodies_of(STAYS) == [COUNTY, OLD, NEW, BRANCH]
