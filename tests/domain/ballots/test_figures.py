"""Figures of a vote that can't be, word for word, and sums in which every part counts once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.domain.ballots import rules, tally
from app.domain.ballots.facts import BallotMethod, BallotOutcome, BallotState, Count, Paper, TallyFacts
from app.domain.meetings.facts import MeetingKind
from app.domain.shared.errors import Invalid
from tests.domain.ballots.test_rules import BALLOT, papers
from tests.domain.meetings.builders import (
    CANDIDATE,
    DAY,
    NATIONAL,
    SECOND_CANDIDATE,
    TELLER_A,
    TELLER_B,
    meeting,
)
from tests.domain.told import TELLING, told

ONE_OF_EACH = Paper(10, 10, 1, 2, 3, 4)


def test_all_parts_of_a_paper_count_tally_make_up_what_was_returned() -> None:
    assert ONE_OF_EACH.parts == 10
    assert Count(20, 10, ONE_OF_EACH, 1, 2, 3).written == 6


@pytest.mark.parametrize(
    ("_case", "make"),
    [
        ("a part too many", lambda: Paper(10, 9, 1, 2, 3, 4)),
        ("a part too few", lambda: Paper(10, 10, 1, 2, 3, 3)),
        ("below nothing", lambda: Paper(0, -1, -1, 0, 0, 0)),
        ("beyond what can be", lambda: Paper(10**9, 10, 1, 2, 3, 4)),
        ("more present than entitled", lambda: Count(9, 10, ONE_OF_EACH)),
        ("more papers than present", lambda: Count(20, 9, ONE_OF_EACH)),
        ("one written opinion too many", lambda: Count(15, 10, ONE_OF_EACH, 1, 2, 3)),
        ("present below nothing", lambda: Count(0, -1, papers(0))),
        ("written below nothing", lambda: Count(20, 10, ONE_OF_EACH, -1, -2, -3)),
    ],
)
def test_a_count_that_cannot_be_says_where_and_why(_case: str, make: Callable[[], object]) -> None:
    with pytest.raises(Invalid) as raised:
        make()
    TELLING.page.tells(TELLING.test, raised.value.errors)


def test_as_many_written_opinions_as_absent_are_possible() -> None:
    assert Count(16, 10, ONE_OF_EACH, 1, 2, 3).entitled == 16
    assert Count(10, 10, ONE_OF_EACH).present == 10


@pytest.mark.parametrize("on", [DAY, date(1985, 7, 15)])
@pytest.mark.parametrize("others", [0, 1])
def test_one_vote_at_a_time_also_on_days_of_which_no_text_says_so(on: date, others: int) -> None:
    open_now = [replace(BALLOT, candidate_id=SECOND_CANDIDATE, state=BallotState.OPEN)] * others

    assert bool(told(rules.may_open(meeting(on=on), CANDIDATE, BallotMethod.PAPER, open_now, NATIONAL))) is (
        others == 0
    )


def test_the_agreed_count_is_that_of_this_round() -> None:
    first, second = papers(5, 2), papers(6, 1)
    earlier = TallyFacts(TELLER_A, 1, first)
    now = (TallyFacts(TELLER_A, 2, second), TallyFacts(TELLER_B, 2, second))

    assert tally.agreed(replace(BALLOT, round=2), (earlier, *now)) == second
    assert tally.agreed(replace(BALLOT, round=1), (earlier, *now)) is None
    assert tally.agreed(replace(BALLOT, round=3), (earlier, *now)) is None


def test_a_meeting_whose_kind_has_no_share_carries_nothing() -> None:
    found, verdict = rules.outcome(Count(9, 9, papers(9)), NATIONAL, DAY, MeetingKind.BRANCH_COMMITTEE)

    assert found is BallotOutcome.LOST
    assert told(verdict).codes == ("ballots.no-figure",)
