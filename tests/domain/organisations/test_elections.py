"""Elections of committees: who must be there, how many candidates, which votes elect, and what a tie is."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest

from app.domain.organisations.elections import (
    Contender,
    ElectionCount,
    election_holds,
    election_is_valid,
    entitled_covers_roster,
)
from app.domain.organisations.facts import CommitteePost
from app.domain.shared.clauses import OUR_CHOICE, DocumentKey
from app.domain.shared.errors import FieldError, Invalid
from app.domain.shared.parameters import Law
from app.domain.shared.shares import needed_to_reach
from app.domain.shared.workdays import WorkCalendar
from tests.domain.told import told

DAY = date(2026, 3, 18)
LAW = Law.of(WorkCalendar.of([]))
P = CommitteePost
FIRST, SECOND, THIRD, FOURTH, FIFTH = (UUID(int=n) for n in range(1, 6))
SEATS = ((FIRST, P.SECRETARY), (SECOND, P.ORGANISATION), (THIRD, P.DISCIPLINE))


def count(
    entitled: int = 10,
    present: int = 9,
    *,
    votes: tuple[int, ...] = (9, 8, 7, 2),
    issued: int | None = None,
    returned: int | None = None,
    secret: bool = True,
    leaders: tuple[Contender, ...] = (),
) -> ElectionCount:
    people = (FIRST, SECOND, THIRD, FOURTH, FIFTH)
    stood = tuple(Contender(person, P.MEMBER, number) for person, number in zip(people, votes, strict=False))
    issued = present if issued is None else issued
    return ElectionCount(
        entitled, present, issued, issued if returned is None else returned, (*stood, *leaders), secret
    )


def test_a_whole_election_names_its_two_denominators() -> None:
    verdict = told(election_holds(count(), SEATS, LAW, DAY))

    assert verdict
    quorum = next(f for f in verdict.findings if f.code == "organisations.election-quorum")
    majority = next(f for f in verdict.findings if f.code == "organisations.election-majority")
    assert (quorum.facts["entitled"], quorum.required) == (10, 8)
    assert (majority.facts["present"], majority.required) == (9, 5)
    assert not any(f.verified for f in verdict.findings if f.value is not None)


@pytest.mark.parametrize(
    ("_case", "entitled", "present", "ok"),
    [
        ("exactly four fifths of ten", 10, 8, True),
        ("one fewer", 10, 7, False),
        ("four fifths of seven are six", 7, 6, True),
        ("five of seven", 7, 5, False),
        ("everybody", 7, 7, True),
        ("nobody entitled", 0, 0, False),
    ],
)
@pytest.mark.parametrize(
    ("on", "document", "verified"),
    [
        (date(2020, 7, 12), DocumentKey.ELECTION_1990, True),
        (date(2020, 7, 13), DocumentKey.ELECTION_2020, False),
        (DAY, DocumentKey.ELECTION_2020, False),
    ],
)
def test_four_fifths_of_those_entitled_are_there(
    _case: str, entitled: int, present: int, ok: bool, on: date, document: DocumentKey, verified: bool
) -> None:
    verdict = election_is_valid(count(entitled, present, votes=()), LAW, on)

    assert verdict.codes == (() if ok else ("organisations.election-quorum",))
    finding = verdict.findings[0]
    assert finding.clause is not None
    assert (finding.clause.document, finding.verified) == (document, verified)


@pytest.mark.parametrize(
    ("_case", "present", "last", "ok"),
    [
        ("exactly half of an even number", 8, 4, False),
        ("one more", 8, 5, True),
        ("below half of an odd number", 9, 4, False),
        ("above half of an odd number", 9, 5, True),
    ],
)
def test_more_than_half_of_those_present_elects(_case: str, present: int, last: int, ok: bool) -> None:
    verdict = told(election_holds(count(10, present, votes=(8, 7, last, 2)), SEATS, LAW, DAY))

    assert verdict.codes == (() if ok else ("organisations.election-majority",))


def test_the_votes_of_a_winner_are_never_held_against_those_entitled() -> None:
    verdict = election_holds(count(20, 16, votes=(16, 12, 9, 3)), SEATS, LAW, DAY)

    assert verdict, "nine of sixteen present elect, though they are fewer than half of twenty entitled"


@pytest.mark.parametrize(
    ("_case", "returned", "codes"),
    [
        ("fewer came back", 8, ()),
        ("as many", 9, ()),
        ("one more", 10, ("organisations.election-papers",)),
    ],
)
def test_no_more_papers_come_back_than_were_issued(_case: str, returned: int, codes: tuple[str, ...]) -> None:
    verdict = told(election_holds(count(votes=(8, 7, 6, 2), returned=returned), SEATS, LAW, DAY))

    assert verdict.codes == codes


@pytest.mark.parametrize(("_case", "roster", "ok"), [("below", 9, True), ("at", 10, True), ("above", 11, False)])
def test_nobody_of_the_roster_is_left_out_of_those_entitled(_case: str, roster: int, ok: bool) -> None:
    verdict = told(entitled_covers_roster(count(), roster))

    assert verdict.codes == (() if ok else ("organisations.election-roster",))


def test_an_open_vote_elects_nobody() -> None:
    assert told(election_is_valid(count(secret=False), LAW, DAY)).codes == ("organisations.election-secret",)


@pytest.mark.parametrize(
    ("_case", "votes", "ok"),
    [
        ("as many as seats", (9, 8, 7), False),
        ("one more than three seats, a fifth rounded up", (9, 8, 7, 1), True),
        ("two more", (9, 8, 7, 1, 1), True),
    ],
)
def test_candidates_exceed_the_seats_by_a_fifth(_case: str, votes: tuple[int, ...], ok: bool) -> None:
    verdict = told(election_holds(count(votes=votes), SEATS, LAW, DAY))

    assert verdict.codes == (() if ok else ("organisations.election-surplus",))


@pytest.mark.parametrize(
    ("whole", "share", "needed"),
    [
        (3, Fraction(1, 5), 1),
        (5, Fraction(1, 5), 1),
        (6, Fraction(1, 5), 2),
        (7, Fraction(4, 5), 6),
        (0, Fraction(4, 5), 0),
    ],
)
def test_a_share_is_reached_by_whole_people(whole: int, share: Fraction, needed: int) -> None:
    assert needed_to_reach(whole, share) == needed


@pytest.mark.parametrize(
    ("_case", "votes", "codes"),
    [
        ("fewer than the last one elected", (9, 8, 7, 6), ()),
        ("a tie for the last seat", (9, 8, 7, 7), ("organisations.election-order",)),
        ("more than the last one elected", (9, 8, 6, 7), ("organisations.election-order",)),
    ],
)
def test_a_tie_for_the_last_seat_elects_nobody(_case: str, votes: tuple[int, ...], codes: tuple[str, ...]) -> None:
    verdict = told(election_holds(count(votes=votes), SEATS, LAW, DAY))

    assert verdict.codes == codes
    assert all(f.clause == OUR_CHOICE for f in verdict.findings if f.code == "organisations.election-order")


def test_a_small_branch_elects_a_secretary_with_one_candidate() -> None:
    secretary = (Contender(FIRST, P.SECRETARY, 5),)
    both = (*secretary, Contender(SECOND, P.SECRETARY, 1))
    seats = ((FIRST, P.SECRETARY),)

    assert told(election_holds(count(6, 6, votes=(), leaders=secretary), seats, LAW, DAY))
    assert told(election_holds(count(6, 6, votes=(), leaders=both), seats, LAW, DAY)).codes == (
        "organisations.election-equal-number",
    )


def test_whoever_is_elected_stood_and_an_organiser_is_appointed() -> None:
    stranger = (*SEATS, (FIFTH, P.MEMBER))
    organiser = (*SEATS, (FIFTH, P.ORGANISER))

    refused = told(election_holds(count(), stranger, LAW, DAY))

    assert [(f.code, f.pointer) for f in refused.unmet] == [("organisations.elected-stood", "/seats/3/person_id")]
    assert election_holds(count(), organiser, LAW, DAY)


def test_who_loses_the_vote_for_secretary_and_has_a_seat_did_not_win_it() -> None:
    both = (Contender(FIRST, P.SECRETARY, 6), Contender(SECOND, P.SECRETARY, 3))

    verdict = told(election_holds(count(leaders=both), SEATS, LAW, DAY))

    assert verdict.codes == ("organisations.election-equal-number",)
    assert [(f.required, f.measured, f.facts["seats"]) for f in verdict.unmet] == [(1, 2, 1)]


def test_who_loses_the_vote_for_a_seat_and_is_appointed_organiser_did_not_win_one() -> None:
    seats = (*SEATS, (FOURTH, P.ORGANISER))

    verdict = told(election_holds(count(), seats, LAW, DAY))

    assert verdict
    surplus = next(f for f in verdict.findings if f.code == "organisations.election-surplus")
    assert (surplus.measured, surplus.facts["seats"]) == (4, 3)


@pytest.mark.parametrize(
    ("_case", "leaders"),
    [("seats only", ()), ("two for secretary", (Contender(FIRST, P.SECRETARY, 5), Contender(SECOND, P.SECRETARY, 4)))],
)
def test_before_2020_only_the_quorum_is_on_record(_case: str, leaders: tuple[Contender, ...]) -> None:
    verdict = election_holds(count(votes=(9, 4, 4), leaders=leaders), SEATS, LAW, date(2020, 7, 12))

    assert {f.value.parameter.id for f in verdict.findings if f.value is not None} == {"election.quorum_share"}
    assert verdict


@pytest.mark.parametrize(
    ("_case", "make", "error"),
    [
        (
            "more present than entitled",
            lambda: count(8, 9),
            FieldError("/election_count/present", "ballots.more-present-than-entitled", 8, 9),
        ),
        (
            "more issued than present",
            lambda: count(issued=10),
            FieldError("/election_count/issued", "ballots.more-issued-than-present", 9, 10),
        ),
        (
            "more votes than papers",
            lambda: count(votes=(10,)),
            FieldError("/election_count/candidates/0/votes", "organisations.more-votes-than-papers", 9, 10),
        ),
        (
            "one person twice for one post",
            lambda: count(votes=(9,), leaders=(Contender(FIRST, P.DISCIPLINE, 8),)),
            FieldError("/election_count/candidates/1/person_id", "organisations.candidate-twice"),
        ),
    ],
)
def test_impossible_figures_are_no_election(_case: str, make: Callable[[], ElectionCount], error: FieldError) -> None:
    with pytest.raises(Invalid) as refused:
        make()

    assert list(refused.value.errors) == [error]


def test_one_person_may_stand_for_a_seat_and_for_secretary() -> None:
    leader = (Contender(FIRST, P.SECRETARY, 9),)

    assert told(election_holds(count(leaders=leader), SEATS, LAW, DAY))
