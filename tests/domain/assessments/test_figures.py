"""Figures of scores, polls and evaluations that can't be, word for word, and the days on which a sheet counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from app.domain.assessments import parameters as p
from app.domain.assessments.facts import (
    COUNT_MAX,
    CriterionCount,
    PollGroup,
    ScoredTalk,
    SheetState,
    TalkBody,
    TalkTopic,
    TemplateItem,
)
from app.domain.assessments.rules import department_has_talked, score_suffices
from app.domain.assessments.sheets import weights_add_up
from app.domain.development.parameters import PREREVIEW_TALK_BY_ORG_DEPARTMENT
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from tests.domain.assessments.builders import DAY, INSTITUTION, adoption, evaluation, group, item, poll, sheet
from tests.domain.told import TELLING, told

ONE = CriterionCount("甲", 1, 1, 1)


@pytest.mark.parametrize(
    ("_case", "make"),
    [
        ("base below nothing", lambda: PollGroup(-1, 0, (ONE,), "x")),
        ("base beyond a county", lambda: PollGroup(COUNT_MAX + 1, 3, (ONE,), "x")),
        ("taking part below nothing", lambda: PollGroup(5, -1, (ONE,), "x")),
        ("more take part than there are", lambda: PollGroup(2, 3, (ONE,), "x")),
        ("more marks than took part", lambda: PollGroup(5, 2, (ONE,), "x")),
        ("a criterion twice", lambda: poll(PollGroup(5, 3, (ONE, ONE), "x"), PollGroup(5, 3, (ONE, ONE), "x"))),
        ("other criteria", lambda: poll(group(5, [(3, 0, 0)]), PollGroup(5, 3, (replace(ONE, title="乙"),), "x"))),
        ("more asked than members", lambda: evaluation(5, 6, 5, 5)),
        ("more came than asked", lambda: evaluation(9, 5, 6, 5)),
        ("more approve than came", lambda: evaluation(9, 9, 5, 6)),
        ("a top of nothing", lambda: TemplateItem("x", Decimal(0))),
        ("a top that is no number", lambda: TemplateItem("x", Decimal("NaN"))),
        ("points above the top", lambda: item("101")),
        ("points below nothing", lambda: item("-1")),
        ("points that are no number", lambda: item("Infinity")),
        ("a topic above its top", lambda: TalkTopic("x", Decimal(10), Decimal(11))),
        ("a topic of nothing", lambda: TalkTopic("x", Decimal(0), Decimal(0))),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_says_where_and_why(_case: str, make: Callable[[], object]) -> None:
    with pytest.raises(Invalid) as raised:
        make()
    TELLING.page.tells(TELLING.test, raised.value.errors)


def test_figures_on_the_line_can_be() -> None:
    assert PollGroup(COUNT_MAX, 0, (), "x").base == COUNT_MAX
    assert PollGroup(3, 3, (ONE,), "x").participating == 3
    assert evaluation(5, 5, 5, 5).approving == 5
    assert TemplateItem("x", Decimal("0.5")).max_points == Decimal("0.5")
    assert item("100").points == 100
    assert item("0").points == 0


def test_sums_of_nothing_are_numbers_of_points() -> None:
    talk = ScoredTalk(UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4), TalkBody.ORGANISATION_DEPARTMENT, DAY)

    for total in (sheet().total, sheet().maximum, talk.total):
        assert total == 0
        assert isinstance(total, Decimal)


@pytest.mark.parametrize(
    ("_case", "finalised_on", "state", "ok"),
    [
        ("on the day", DAY, SheetState.FINALISED, True),
        ("the day after", DAY + timedelta(days=1), SheetState.FINALISED, False),
        ("a draft with a day", DAY, SheetState.DRAFT, False),
        ("no day", None, SheetState.FINALISED, False),
    ],
)
def test_a_sheet_counts_from_the_day_on_which_it_was_finalised(
    _case: str, finalised_on: date | None, state: SheetState, ok: bool
) -> None:
    given = replace(sheet(item("85")), finalised_on=finalised_on, state=state)

    assert bool(told(score_suffices(given, INSTITUTION, DAY))) is ok


@pytest.mark.parametrize(("points", "ok"), [(("60", "40"), True), (("60", "39"), False), ((), False)])
def test_weights_of_a_template_add_up_to_a_hundred(points: tuple[str, ...], ok: bool) -> None:
    items = [TemplateItem(f"第{n}项", Decimal(weight)) for n, weight in enumerate(points)]

    assert bool(told(weights_add_up(items))) is ok


def test_the_day_of_the_last_talk_of_the_department_is_told() -> None:
    law = Law.of(WorkCalendar.of([]), (adoption(PREREVIEW_TALK_BY_ORG_DEPARTMENT, True), adoption(p.TALK_SCORE_MIN, 1)))  # type: ignore[arg-type]
    asked = law.value(PREREVIEW_TALK_BY_ORG_DEPARTMENT, DAY)
    talk = ScoredTalk(UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4), TalkBody.ORGANISATION_DEPARTMENT, DAY)
    earlier = replace(talk, talked_on=DAY - timedelta(days=3))

    assert told(department_has_talked((talk, earlier), asked, DAY))
    assert told(department_has_talked((talk, earlier), asked, DAY - timedelta(days=1)))
    assert not told(department_has_talked((talk,), asked, DAY - timedelta(days=1)))
