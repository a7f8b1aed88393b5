"""The ladder of statuses: what a case carries, and the way back down."""

import pytest

from app.domain.development.statuses import carried_by, is_on_the_way_to, stands_above, way_back
from app.domain.development.steps import STEPS
from app.domain.people.facts import MemberStatus as S


@pytest.mark.parametrize(
    ("_case", "done", "status"),
    [
        ("nothing", (), S.REGISTERED),
        ("the letter", ("apply",), S.APPLICANT),
        ("a step that changes no status", ("apply", "first_talk"), S.APPLICANT),
        ("determined", ("apply", "determine_activist"), S.ACTIVIST),
        ("listed", ("apply", "determine_activist", "list_object"), S.DEVELOPMENT_OBJECT),
        ("of days without a listing", ("apply", "determine_activist", "determine_sponsors"), S.DEVELOPMENT_OBJECT),
        ("of days without a filing", ("apply", "determine_activist", "assign_contacts"), S.ACTIVIST),
        ("approved", tuple(STEPS), S.PROBATIONARY),
    ],
)
def test_the_last_standing_step_carries_the_status(_case: str, done: tuple[str, ...], status: S) -> None:
    assert carried_by(done) is status


@pytest.mark.parametrize(
    ("_case", "now", "wanted", "way"),
    [
        ("down the ladder at once", S.DEVELOPMENT_OBJECT, S.APPLICANT, (S.APPLICANT,)),
        ("out of the case", S.ACTIVIST, S.REGISTERED, (S.REGISTERED,)),
        ("a probationary member first", S.PROBATIONARY, S.ACTIVIST, (S.DEVELOPMENT_OBJECT, S.ACTIVIST)),
        (
            "a probationary member, past what lies between",
            S.PROBATIONARY,
            S.APPLICANT,
            (S.DEVELOPMENT_OBJECT, S.APPLICANT),
        ),
        ("a probationary member, out of the case", S.PROBATIONARY, S.REGISTERED, (S.DEVELOPMENT_OBJECT, S.REGISTERED)),
        ("nowhere", S.ACTIVIST, S.ACTIVIST, ()),
    ],
)
def test_the_way_back(_case: str, now: S, wanted: S, way: tuple[S, ...]) -> None:
    assert way_back(now, wanted) == way


def test_who_stands_higher_keeps_the_status() -> None:
    assert is_on_the_way_to(S.APPLICANT, S.ACTIVIST)
    assert not is_on_the_way_to(S.ACTIVIST, S.ACTIVIST)
    assert not is_on_the_way_to(S.FULL_MEMBER, S.ACTIVIST)
    assert stands_above(S.FULL_MEMBER, S.PROBATIONARY)
    assert not stands_above(S.PROBATIONARY, S.PROBATIONARY)


def test_whoever_left_stands_outside_the_ladder() -> None:
    assert is_on_the_way_to(S.LEFT, S.APPLICANT)
    assert not stands_above(S.LEFT, S.REGISTERED)
