"""Which value applies on a day, and all that is carried with it."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.shared.clauses import Clause, DocumentKey, Level
from app.domain.shared.messages import message
from app.domain.shared.parameters import Adoption, Comparison, Dated, Law, NoFigure, Parameter, Strictness, Unit
from app.domain.shared.verdict import refused
from app.domain.shared.workdays import WorkCalendar

FIRST, SECOND = date(2014, 5, 28), date(2026, 5, 18)
BODY = UUID(int=1)
FIGURE = Parameter[int](
    "x.figure",
    "甲",
    "A",
    Unit.DAY,
    Comparison.AT_LEAST,
    Strictness.HIGHER,
    (
        Dated(FIRST, 3, Clause(DocumentKey.DEVELOPMENT_2014, "一"), False, "first note"),
        Dated(SECOND, 5, Clause(DocumentKey.DEVELOPMENT_2026, "二"), True, "second note"),
    ),
    checked_on=date(2026, 11, 23),
)
FLAG = Parameter[bool](
    "x.flag",
    "乙",
    "B",
    Unit.FLAG,
    Comparison.EQUAL,
    Strictness.REQUIRED,
    (Dated(SECOND, True, Clause(DocumentKey.DEVELOPMENT_2026, "二"), True, ""),),
    checked_on=date(2026, 11, 23),
)


def adoption(value: int, since: date, *, parameter: str = "x.figure", note: str = "") -> Adoption:
    return Adoption(parameter, value, since, BODY, "某委", "某〔2026〕1号", note=note)


def law(*adoptions: Adoption) -> Law:
    return Law.of(WorkCalendar.of([]), adoptions)


def test_a_national_value_carries_its_first_day_and_note() -> None:
    found = law().value(FIGURE, SECOND)

    assert found is not None
    assert (found.value, found.since, found.note, found.verified, found.level) == (
        5,
        SECOND,
        "second note",
        True,
        Level.NATIONAL,
    )
    earlier = law().value(FIGURE, date(2026, 5, 17))
    assert earlier is not None
    assert (earlier.value, earlier.since, earlier.note, earlier.verified) == (3, FIRST, "first note", False)


def test_a_local_value_carries_its_first_day_and_note_and_others_do_not_stand_in_its_way() -> None:
    later, other = adoption(9, date(2027, 1, 1)), adoption(8, FIRST, parameter="x.other")
    same, laxer = adoption(5, SECOND), adoption(4, SECOND)
    stricter = adoption(7, date(2026, 6, 1), note="local note")

    found = law(later, other, same, laxer, stricter).value(FIGURE, date(2026, 7, 1))

    assert found is not None
    assert (found.value, found.since, found.note, found.level) == (7, date(2026, 6, 1), "local note", Level.LOCAL)
    assert found.adoption == stricter


@pytest.mark.parametrize(("on", "flag"), [(date(2026, 5, 17), False), (SECOND, True)])
def test_a_flag_that_nobody_set_is_not_set(on: date, flag: bool) -> None:
    assert law().flag(FLAG, on) is flag


def test_a_missing_figure_is_named_with_its_day() -> None:
    with pytest.raises(NoFigure) as raised:
        law().require(FIGURE, date(2014, 5, 27))

    assert (raised.value.parameter_id, raised.value.day) == ("x.figure", date(2014, 5, 27))
    assert law().require(FIGURE, FIRST).value == 3


def test_a_message_without_a_next_step_has_none() -> None:
    made = message("x.y", "甲", "A")

    assert (made.next_zh, made.next_en) == ("", "")
    assert refused("x.y").findings[0].ok is False
