"""Whatever is counted: impossible figures are never constructed, and the outcome agrees with exact fractions."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.ballots.facts import BallotOutcome, Count, Paper
from app.domain.ballots.rules import outcome
from app.domain.shared.errors import Invalid
from app.domain.shared.shares import exceeds, needed_to_exceed, reaches
from tests.domain.meetings.builders import DAY, NATIONAL

FIGURE = st.integers(-2, 40)
SHARE = st.fractions(min_value=0, max_value=1, max_denominator=30)


@given(st.tuples(*[FIGURE] * 6), st.tuples(*[FIGURE] * 5))
def test_a_count_that_exists_is_possible(papers: tuple[int, ...], roll: tuple[int, ...]) -> None:
    issued, returned, approve, against, abstain, invalid = papers
    entitled, present, *written = roll
    possible = (
        min(*papers, *roll) >= 0
        and approve + against + abstain + invalid == returned
        and present <= entitled
        and issued <= present
        and present + sum(written) <= entitled
    )

    try:
        Count(entitled, present, Paper(*papers), *written)
        made = True
    except Invalid:
        made = False

    assert made is possible


@given(st.integers(0, 60), st.data())
def test_the_outcome_is_that_of_exact_fractions_over_those_entitled(entitled: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, entitled))
    approve = data.draw(st.integers(0, present))
    written = data.draw(st.integers(0, entitled - present))
    papers = Paper(present, present, approve, present - approve, 0, 0)

    found, _ = outcome(Count(entitled, present, papers, written), NATIONAL, DAY)

    carried = entitled > 0 and Fraction(approve + written, entitled) > Fraction(1, 2)
    assert found is (BallotOutcome.CARRIED if carried else BallotOutcome.LOST)


@given(st.integers(0, 100), st.integers(0, 100), SHARE)
def test_shares_compare_like_fractions_and_the_number_needed_is_the_least(
    part: int, whole: int, share: Fraction
) -> None:
    if whole == 0:
        assert not exceeds(part, whole, share)
        assert not reaches(part, whole, share)
        return
    assert exceeds(part, whole, share) is (Fraction(part, whole) > share)
    assert reaches(part, whole, share) is (Fraction(part, whole) >= share)
    needed = needed_to_exceed(whole, share)
    assert exceeds(needed, whole, share)
    assert not exceeds(needed - 1, whole, share)
