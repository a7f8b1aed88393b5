from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.people.facts import Elector, Episode, MemberStatus, Restriction, RestrictionKind, Standing
from app.domain.people.rules import (
    born_plausibly,
    elector,
    has_vote,
    may_join_on,
    party_age_months,
    party_age_years,
    standing_on,
    vote_clause,
)
from app.domain.shared.clauses import OUR_CHOICE, Clause, DocumentKey
from tests.domain.told import told

PERSON, OTHER, BRANCH = UUID(int=1), UUID(int=2), UUID(int=3)
DAY = date(2026, 6, 1)
S = MemberStatus


def episode(from_on: date, until_on: date | None = None, person: UUID = PERSON) -> Episode:
    return Episode(person, BRANCH, S.FULL_MEMBER, from_on, until_on)


@pytest.mark.parametrize(
    ("_case", "on", "months", "years"),
    [
        ("before", date(2020, 6, 30), 0, 0),
        ("on the day", date(2020, 7, 1), 0, 0),
        ("a day before the month", date(2020, 7, 31), 0, 0),
        ("the month", date(2020, 8, 1), 1, 0),
        ("a day before the year", date(2021, 6, 30), 11, 0),
        ("the year", date(2021, 7, 1), 12, 1),
    ],
)
def test_party_age_runs_from_conversion(_case: str, on: date, months: int, years: int) -> None:
    assert party_age_months(date(2020, 7, 1), on) == months
    assert party_age_years(date(2020, 7, 1), on) == years
    assert party_age_months(None, on) == 0


def test_only_full_members_have_the_vote() -> None:
    for status in S:
        person = Standing(PERSON, DAY, status, BRANCH)
        assert bool(has_vote(person)) is (status is S.FULL_MEMBER)


@pytest.mark.parametrize(
    ("_case", "on", "clause"),
    [
        ("the day before the text", date(2020, 7, 12), OUR_CHOICE),
        ("its first day", date(2020, 7, 13), Clause(DocumentKey.ELECTION_2020, "第五条")),
    ],
)
def test_the_right_to_vote_cites_the_text_of_the_day(_case: str, on: date, clause: Clause) -> None:
    held = Restriction(PERSON, RestrictionKind.PARTY_PROBATION, date(2020, 1, 1))
    probationary = has_vote(Standing(PERSON, on, S.PROBATIONARY, BRANCH))
    restricted = has_vote(Standing(PERSON, on, S.FULL_MEMBER, BRANCH, restrictions=(held,)))

    assert told(probationary).codes == ("people.vote-full-members-only",)
    assert told(restricted).codes == ("people.vote-party-probation",)
    assert {finding.clause for finding in (*probationary.findings, *restricted.findings)} == {clause}
    assert vote_clause(on) == clause


@pytest.mark.parametrize("kind", list(RestrictionKind))
@pytest.mark.parametrize(
    ("_case", "from_on", "until_on", "ok"),
    [
        ("from the day after", date(2026, 6, 2), None, True),
        ("from the day", date(2026, 6, 1), None, False),
        ("until the day", date(2025, 6, 1), date(2026, 6, 1), True),
        ("until the day after", date(2025, 6, 1), date(2026, 6, 2), False),
    ],
)
def test_a_restriction_takes_the_vote_on_its_days(
    _case: str, from_on: date, until_on: date | None, ok: bool, kind: RestrictionKind
) -> None:
    person = Standing(PERSON, DAY, S.FULL_MEMBER, BRANCH, restrictions=(Restriction(PERSON, kind, from_on, until_on),))

    assert bool(has_vote(person)) is ok
    line = elector(person, "王某")
    assert line.entitled is ok
    assert (line.reason is None) is ok
    assert line.restriction is (None if ok else kind)


def test_the_standing_is_that_of_the_episode_of_the_day() -> None:
    episodes = [
        Episode(PERSON, BRANCH, S.PROBATIONARY, date(2025, 1, 1), date(2026, 1, 1)),
        Episode(PERSON, OTHER, S.FULL_MEMBER, date(2026, 1, 1)),
    ]

    assert standing_on(episodes, Standing(PERSON, date(2025, 12, 31), None)).status is S.PROBATIONARY
    assert standing_on(episodes, Standing(PERSON, date(2026, 1, 1), None)).branch_id == OTHER
    assert standing_on(episodes, Standing(PERSON, date(2024, 12, 31), S.LEFT)).status is None


@pytest.mark.parametrize(
    ("_case", "born_on", "codes"),
    [
        ("today", DAY, ()),
        ("tomorrow", date(2026, 6, 2), ("people.born-in-future",)),
        ("130", date(1895, 6, 2), ()),
        ("131", date(1895, 6, 1), ("people.born-too-early",)),
    ],
)
def test_birth_dates_that_can_be(_case: str, born_on: date, codes: tuple[str, ...]) -> None:
    assert told(born_plausibly(born_on, DAY)).codes == codes


@pytest.mark.parametrize(
    ("_case", "joined_on", "converted_on", "codes"),
    [
        ("in order", date(2010, 7, 1), date(2011, 7, 1), ()),
        ("nothing known", None, None, ()),
        ("joined before birth", date(1980, 1, 1), None, ("people.joined-before-birth",)),
        ("joined tomorrow", date(2026, 6, 2), None, ("people.joined-in-future",)),
        ("a day before eighteen", date(2003, 3, 11), None, ("people.joined-under-age",)),
        ("on the birthday", date(2003, 3, 12), None, ()),
        ("converted before joining", date(2010, 7, 1), date(2010, 6, 30), ("people.converted-before-joined",)),
        ("converted without joining", None, date(2010, 6, 30), ("people.converted-before-joined",)),
        ("converted tomorrow", date(2010, 7, 1), date(2026, 6, 2), ("people.converted-in-future",)),
    ],
)
def test_a_members_days_stand_in_order(
    _case: str, joined_on: date | None, converted_on: date | None, codes: tuple[str, ...]
) -> None:
    assert told(may_join_on(date(1985, 3, 12), joined_on, converted_on, DAY, 18)).codes == codes


def test_outside_of_every_episode_neither_status_nor_branch_is_known() -> None:
    before = Standing(PERSON, date(2024, 12, 31), S.LEFT, branch_id=BRANCH)

    assert standing_on([episode(date(2025, 1, 1))], before) == Standing(PERSON, date(2024, 12, 31), None)


def test_a_line_of_the_roll_carries_the_person_the_name_and_what_withholds_the_vote() -> None:
    member = Standing(PERSON, DAY, S.FULL_MEMBER)
    ended = Restriction(PERSON, RestrictionKind.PARTY_PROBATION, date(2024, 1, 1), date(2025, 1, 1))
    runs = replace(ended, until_on=None)

    assert elector(member, "甲") == Elector(PERSON, "甲", S.FULL_MEMBER, True, None, None)
    assert elector(replace(member, restrictions=(ended,)), "甲") == elector(member, "甲")
    assert elector(replace(member, restrictions=(ended, runs)), "甲") == Elector(
        PERSON, "甲", S.FULL_MEMBER, False, "people.vote-party-probation", RestrictionKind.PARTY_PROBATION
    )
    assert elector(replace(member, status=S.PROBATIONARY), "乙") == Elector(
        PERSON, "乙", S.PROBATIONARY, False, "people.vote-full-members-only", None
    )
    assert elector(replace(member, status=None), "丙").status is S.REGISTERED
    assert told(has_vote(replace(member, status=None))).unmet[0].measured is None
    assert told(has_vote(replace(member, status=S.PROBATIONARY))).unmet[0].measured == "probationary"


def test_every_fault_of_a_members_days_is_named() -> None:
    born_on, day = date(1985, 3, 12), date(1985, 3, 11)

    assert told(may_join_on(born_on, day, day, date(1985, 3, 10), 18)).codes == (
        "people.joined-before-birth",
        "people.joined-in-future",
        "people.converted-in-future",
    )
