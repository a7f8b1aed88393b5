from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from app.domain.assessments import parameters as p
from app.domain.assessments.facts import ScoredTalk, TalkBody, TalkTopic
from app.domain.assessments.rules import department_has_talked, talks_reach_mark
from app.domain.shared.clauses import OUR_CHOICE, Level
from app.domain.shared.errors import Invalid
from app.domain.shared.parameters import Comparison, Law, Parameter, Strictness, Unit, Value
from app.domain.shared.workdays import WorkCalendar
from tests.domain.assessments.builders import CANDIDATE, DAY, NATIONAL, adoption
from tests.domain.told import told

FLAG = Parameter[bool]("test.talk", "谈话", "Talk", Unit.FLAG, Comparison.EQUAL, Strictness.REQUIRED)
ASKED = Value(FLAG, DAY, True, OUR_CHOICE, Level.LOCAL, True, None)
SEVENTY = Law.of(WorkCalendar.of([]), (adoption(p.TALK_SCORE_MIN, 70),))


def talk(points: str = "8", body: TalkBody = TalkBody.ORGANISATION_DEPARTMENT, on: date = DAY) -> ScoredTalk:
    topics = (TalkTopic("入党动机", Decimal(50), Decimal(points)), TalkTopic("党的知识", Decimal(50), Decimal(40)))
    return ScoredTalk(UUID(int=1), UUID(int=2), CANDIDATE, UUID(int=3), body, on, topics)


@pytest.mark.parametrize(("points", "ok"), [("29.9", False), ("30", True), ("30.1", True)])
def test_a_talk_reaches_the_mark_that_an_adopter_set(points: str, ok: bool) -> None:
    verdict = talks_reach_mark([talk(points)], SEVENTY, DAY)

    assert told(verdict).codes == (() if ok else ("assessments.talk-mark",))


def test_without_a_mark_no_score_is_asked_for() -> None:
    assert talks_reach_mark([talk("0")], NATIONAL, DAY).findings == ()
    assert talks_reach_mark([], NATIONAL, DAY).findings == ()


def test_the_last_scored_talk_by_the_day_counts() -> None:
    good, bad = talk("40", on=DAY - timedelta(days=2)), talk("10", on=DAY)
    unscored = replace(talk(), topics=())

    assert told(talks_reach_mark([good, bad], SEVENTY, DAY)).codes == ("assessments.talk-mark",)
    assert talks_reach_mark([bad, good], SEVENTY, DAY - timedelta(days=1))
    assert talks_reach_mark([good, unscored], SEVENTY, DAY)
    assert told(talks_reach_mark([unscored], SEVENTY, DAY)).codes == ("assessments.scored-talk-there",)
    assert told(talks_reach_mark([bad], SEVENTY, DAY - timedelta(days=1))).codes == ("assessments.scored-talk-there",)


@pytest.mark.parametrize("body", [TalkBody.BRANCH, TalkBody.COMMITTEE])
def test_only_the_organisation_department_can_hold_its_talk(body: TalkBody) -> None:
    assert told(department_has_talked([talk(body=body)], ASKED, DAY)).codes == ("assessments.department-talk",)
    assert department_has_talked([talk(body=body), talk()], ASKED, DAY)


@pytest.mark.parametrize(("later", "ok"), [(-1, True), (0, True), (1, False)])
def test_the_talk_comes_before_the_act(later: int, ok: bool) -> None:
    assert bool(department_has_talked([talk(on=DAY + timedelta(days=later))], ASKED, DAY)) is ok


@pytest.mark.parametrize("value", [None, replace(ASKED, value=False)])
def test_no_talk_is_asked_for_where_the_practice_is_silent(value: Value[bool] | None) -> None:
    assert department_has_talked([], value, DAY).findings == ()


def test_points_of_a_topic_beyond_its_maximum_are_refused() -> None:
    with pytest.raises(Invalid):
        TalkTopic("入党动机", Decimal(10), Decimal(11))


def test_of_several_talks_on_the_last_day_every_one_reaches_the_mark() -> None:
    good, bad = talk("40"), replace(talk("10", body=TalkBody.COMMITTEE), id=UUID(int=9))
    later = replace(talk("40", on=DAY + timedelta(days=1)), id=UUID(int=10))

    for talks in ([good, bad], [bad, good], [bad, replace(good, id=UUID(int=99))]):
        (finding,) = talks_reach_mark(talks, SEVENTY, DAY).findings
        assert (finding.ok, finding.measured) == (False, bad.total)
    assert talks_reach_mark([good, bad, later], SEVENTY, DAY + timedelta(days=1))
