from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from app.domain.assessments import parameters as p
from app.domain.assessments.facts import COUNT_MAX, CriterionCount, OpinionPoll, PollGroup
from app.domain.assessments.rules import evaluation_suffices, poll_suffices
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.assessments.builders import DAY, INSTITUTION, NATIONAL, adoption, evaluation, group, poll
from tests.domain.told import told


@pytest.mark.parametrize(
    ("_case", "there", "base", "ok"),
    [("below", 79, 100, False), ("at", 80, 100, True), ("above", 81, 100, True), ("nobody", 0, 0, False)],
)
def test_four_fifths_of_all_members_take_part(_case: str, there: int, base: int, ok: bool) -> None:
    members = group(base, [(there, 0, 0)] * 4)

    verdict = poll_suffices(poll(members=members), INSTITUTION, DAY)

    assert told(verdict).codes == (() if ok else ("assessments.poll-member-turnout",))
    assert verdict.findings[0].measured == (Fraction(there, base) if base else 0)
    assert verdict.findings[0].facts == {"part": there, "base": base}


@pytest.mark.parametrize(("_case", "there", "ok"), [("below", 19, False), ("at", 20, True), ("above", 21, True)])
def test_a_fifth_of_the_declared_masses_take_part(_case: str, there: int, ok: bool) -> None:
    verdict = poll_suffices(poll(masses=group(100, [(there, 0, 0)] * 4)), INSTITUTION, DAY)

    assert told(verdict).codes == (() if ok else ("assessments.poll-mass-turnout",))


@pytest.mark.parametrize(
    ("_case", "marks", "codes"),
    [
        ("excellent at", (80, 20, 0), ()),
        ("excellent below", (79, 21, 0), ("assessments.poll-excellent",)),
        ("poor at", (80, 10, 10), ()),
        ("poor above", (80, 9, 11), ("assessments.poll-poor",)),
        ("both wrong", (79, 10, 11), ("assessments.poll-excellent", "assessments.poll-poor")),
    ],
)
def test_exactly_eighty_excellent_and_ten_poor_pass(
    _case: str, marks: tuple[int, int, int], codes: tuple[str, ...]
) -> None:
    members = group(100, [(100, 0, 0)] * 4)
    masses = group(100, [(0, 0, 0)] * 4, taking_part=20)
    members = group(100, [(100, 0, 0)] * 3 + [marks])

    assert told(poll_suffices(poll(members, masses), INSTITUTION, DAY)).codes == codes


def test_marks_of_members_and_masses_are_added_per_criterion() -> None:
    members = group(10, [(10, 0, 0)] * 4)
    masses = group(50, [(6, 4, 0)] * 4)

    verdict = poll_suffices(poll(members, masses), INSTITUTION, DAY)

    excellent = next(f for f in verdict.findings if f.code == "assessments.poll-excellent")
    assert verdict
    assert excellent.measured == Fraction(16, 20)
    assert excellent.facts == {"criterion": "甲", "part": 16, "base": 20}


def test_blank_votes_are_no_votes_given() -> None:
    members = group(10, [(8, 2, 0)] * 4, taking_part=10)
    masses = group(50, [(0, 0, 0)] * 4, taking_part=10)

    assert poll_suffices(poll(members, masses), INSTITUTION, DAY)


def test_nobody_voted_is_no_excellent_share() -> None:
    empty = group(10, [(0, 0, 0)] * 4, taking_part=10)

    assert told(poll_suffices(poll(empty, empty), INSTITUTION, DAY)).codes == ("assessments.poll-excellent",) * 4


@pytest.mark.parametrize(("count", "ok"), [(3, False), (4, True), (5, False)])
def test_the_poll_has_four_criteria(count: int, ok: bool) -> None:
    verdict = poll_suffices(poll(group(10, [(10, 0, 0)] * count), group(50, [(10, 0, 0)] * count)), INSTITUTION, DAY)

    assert told(verdict).codes == (() if ok else ("assessments.poll-criteria",))


def test_the_declared_base_needs_a_reason() -> None:
    masses = PollGroup(50, 10, group(50, [(10, 0, 0)] * 4).criteria, "  ")

    assert told(poll_suffices(poll(masses=masses), INSTITUTION, DAY)).codes == ("assessments.base-explained",)


def test_no_poll_is_asked_for_without_figures() -> None:
    assert poll_suffices(None, NATIONAL, DAY).findings == ()
    assert poll_suffices(poll(), NATIONAL, DAY).findings == ()


@pytest.mark.parametrize("figure", range(4))
def test_each_figure_alone_asks_for_a_poll(figure: int) -> None:
    alone = [a for a in INSTITUTION.adoptions if a.parameter_id.startswith("development.poll.")][figure]

    verdict = poll_suffices(None, Law.of(WorkCalendar.of([]), (alone,)), DAY)

    assert told(verdict).codes == ("assessments.poll-there",)


@pytest.mark.parametrize(("later", "ok"), [(-1, True), (0, True), (1, False)])
def test_a_poll_after_the_act_does_not_count(later: int, ok: bool) -> None:
    verdict = poll_suffices(poll(polled_on=DAY + timedelta(days=later)), INSTITUTION, DAY)

    assert told(verdict).codes == (() if ok else ("assessments.poll-there",))


@pytest.mark.parametrize(
    ("_case", "base", "there", "marks", "pointer"),
    [
        ("more than the base", 10, 11, (0, 0, 0), "/participating"),
        ("negative base", -1, 0, (0, 0, 0), "/base"),
        ("beyond every county", COUNT_MAX + 1, 0, (0, 0, 0), "/base"),
        ("more marks than ballots", 10, 5, (3, 2, 1), "/criteria/0"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    _case: str, base: int, there: int, marks: tuple[int, int, int], pointer: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        PollGroup(base, there, (CriterionCount("甲", *marks),))

    assert refusal.value.errors[0].pointer == pointer


@pytest.mark.parametrize("name", ["excellent", "average", "poor"])
def test_negative_marks_are_refused(name: str) -> None:
    counts = {"excellent": 0, "average": 0, "poor": 0, name: -1}

    with pytest.raises(Invalid) as refusal:
        CriterionCount("甲", **counts)

    assert refusal.value.errors[0].pointer == f"/{name}"


def test_both_groups_answer_the_same_criteria() -> None:
    members, masses = group(10, [(10, 0, 0)] * 4), group(10, [(10, 0, 0)] * 3)

    with pytest.raises(Invalid) as refusal:
        OpinionPoll(UUID(int=1), UUID(int=2), UUID(int=3), DAY, members, masses)

    assert [e.code for e in refusal.value.errors] == ["assessments.criteria-differ"]


def test_a_criterion_is_named_once() -> None:
    twice = PollGroup(10, 10, (CriterionCount("甲", 1, 0, 0), CriterionCount("甲", 1, 0, 0)))

    with pytest.raises(Invalid) as refusal:
        OpinionPoll(UUID(int=1), UUID(int=2), UUID(int=3), DAY, twice, twice)

    assert [e.code for e in refusal.value.errors] == ["assessments.criterion-twice"]


STREET = Law.of(
    WorkCalendar.of([]),
    (
        adoption(p.EVALUATION_SCOPE_SHARE, Fraction(9, 10)),
        adoption(p.EVALUATION_FULL_MEMBER_PARTICIPATION_SHARE, Fraction(4, 5)),
        adoption(p.EVALUATION_APPROVAL_SHARE, Fraction(7, 10)),
    ),
)
"""The practice redacts its shares; these are an adopter's."""


@pytest.mark.parametrize(
    ("_case", "numbers", "codes"),
    [
        ("all at", (1000, 900, 720, 504), ()),
        ("scope below", (1000, 899, 899, 899), ("assessments.evaluation-scope",)),
        ("scope above", (1000, 901, 901, 901), ()),
        ("participation below", (1000, 1000, 799, 799), ("assessments.evaluation-participation",)),
        ("participation at", (1000, 1000, 800, 800), ()),
        ("approval below", (1000, 1000, 1000, 699), ("assessments.evaluation-approval",)),
        ("approval at", (1000, 1000, 1000, 700), ()),
        (
            "nobody",
            (0, 0, 0, 0),
            ("assessments.evaluation-scope", "assessments.evaluation-participation", "assessments.evaluation-approval"),
        ),
    ],
)
def test_the_three_shares_of_an_evaluation(
    _case: str, numbers: tuple[int, int, int, int], codes: tuple[str, ...]
) -> None:
    assert told(evaluation_suffices(evaluation(*numbers), STREET, DAY)).codes == codes


def test_an_evaluation_is_asked_for_only_where_shares_are_set() -> None:
    assert evaluation_suffices(None, INSTITUTION, DAY).findings == ()
    assert told(evaluation_suffices(None, STREET, DAY)).codes == ("assessments.evaluation-there",)


def test_an_evaluation_after_the_act_does_not_count() -> None:
    late = evaluation(10, 10, 10, 10, date(2026, 7, 2))

    assert told(evaluation_suffices(late, STREET, DAY)).codes == ("assessments.evaluation-there",)


@pytest.mark.parametrize(
    ("numbers", "pointer"),
    [
        ((9, 10, 5, 5), "/asked"),
        ((10, 9, 10, 5), "/participating"),
        ((10, 9, 5, 6), "/approving"),
        ((-1, -1, -1, -1), "/full_members"),
    ],
)
def test_each_number_of_an_evaluation_is_part_of_the_one_before(
    numbers: tuple[int, int, int, int], pointer: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        evaluation(*numbers)

    assert refusal.value.errors[0].pointer == pointer
