"""Posts and places."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from app.domain.organisations.facts import CommitteePost
from app.domain.organisations.levels import SCOPE_LEVELS, Level, Place
from app.domain.organisations.officers import one_secretary, secretary_party_age
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "told.txt")
LAW = Law.of(WorkCalendar.of([]))
S, M = CommitteePost.SECRETARY, CommitteePost.MEMBER


@pytest.mark.parametrize(
    ("case", "posts", "codes"),
    [
        ("no secretary", [M, M], ("organisations.no-secretary",)),
        ("one secretary", [M, S], ()),
        ("two secretaries", [S, M, S], ("organisations.two-secretaries",)),
    ],
)
def test_a_committee_has_one_secretary(case: str, posts: list[CommitteePost], codes: tuple[str, ...]) -> None:
    verdict = one_secretary(posts)

    assert verdict.codes == codes
    TOLD.tells(case, verdict)


@pytest.mark.parametrize(("years", "on", "ok"), [(0, date(2026, 3, 1), False), (1, date(2026, 3, 1), True)])
def test_a_branch_secretary_has_been_a_member_for_a_year(years: int, on: date, ok: bool) -> None:
    verdict = secretary_party_age(years, LAW, on, "/seats/0")

    assert bool(verdict) is ok
    TOLD.tells(f"secretary with {years} years of Party age", verdict)


def test_before_the_regulation_no_figure_is_held_for_secretaries() -> None:
    assert secretary_party_age(0, LAW, date(2018, 10, 27)).findings == ()
    assert secretary_party_age(0, LAW, date(2018, 10, 28)).codes == ("organisations.secretary-party-age",)


IDS = {level: UUID(int=number) for number, level in enumerate(SCOPE_LEVELS, 1)}


@pytest.mark.parametrize("lowest", SCOPE_LEVELS)
def test_a_place_names_its_ancestors_and_belongs_to_the_lowest(lowest: Level) -> None:
    above = SCOPE_LEVELS[: SCOPE_LEVELS.index(lowest) + 1]
    place = Place(**{f"{level.value}_id": IDS[level] for level in above})

    assert place.organisation_id == IDS[lowest]
    assert [place.at(level) for level in SCOPE_LEVELS] == [
        IDS[level] if level in above else None for level in SCOPE_LEVELS
    ]
    assert place.columns() == {f"{level.value}_id": place.at(level) for level in SCOPE_LEVELS}


def test_a_place_nowhere_belongs_to_nobody() -> None:
    assert Place().organisation_id is None
