"""What publicity owes by a day, and until when the public may object."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.publicity.duties import DUTY_KINDS, notice_duty, objection_duties
from app.domain.publicity.facts import NoticeFacts, NoticeKind, NoticeState, ObjectionFacts, ObjectionState
from app.domain.publicity.objections import takes_objections
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.tasks.facts import Owed, TaskKind
from tests.domain.publicity.builders import day, notice, site

OFFICE, BODY = UUID(int=5), UUID(int=6)
CLOSES = day("2026-06-10")
POSTED = notice(site("2026-06-03"))


def test_a_posted_notice_is_to_be_concluded_within_a_week_of_its_close() -> None:
    open_, done = (
        notice_duty(POSTED, CLOSES, OFFICE),
        notice_duty(notice(site("2026-06-03"), concluded="2026-06-12"), CLOSES, OFFICE),
    )

    begun, due = day("2026-06-03"), day("2026-06-17")
    kind = TaskKind.PUBLICITY_CONCLUSION.value
    assert open_ == (Owed(kind, begun, due, OFFICE, "conclude_notice", None, OUR_CHOICE),)
    assert done == (Owed(kind, begun, due, OFFICE, "conclude_notice", day("2026-06-12"), OUR_CHOICE),)


@pytest.mark.parametrize(
    ("_case", "facts", "closes_on"),
    [
        ("an inspection notice", notice(site("2026-06-03"), kind=NoticeKind.INSPECTION), CLOSES),
        ("a draft", notice(site("2026-06-03"), state=NoticeState.DRAFT), CLOSES),
        ("withdrawn", notice(site("2026-06-03"), withdrawn="2026-06-04"), CLOSES),
        ("not hung anywhere", notice(), CLOSES),
        ("beyond the calendar", POSTED, None),
    ],
)
def test_other_notices_owe_nothing(_case: str, facts: NoticeFacts, closes_on: date | None) -> None:
    assert notice_duty(facts, closes_on, OFFICE) == ()


RECEIVED = ObjectionFacts(UUID(int=7), day("2026-06-05"), ObjectionState.RECEIVED)


def test_an_objection_is_assigned_investigated_reported_and_fed_back() -> None:
    investigation, feedback = TaskKind.OBJECTION_INVESTIGATION.value, TaskKind.OBJECTION_FEEDBACK.value
    begun, due, done = day("2026-06-05"), day("2026-06-20"), day("2026-06-15")

    assert objection_duties(RECEIVED, OFFICE, None) == (
        Owed(investigation, begun, due, OFFICE, "assign_objection", None, OUR_CHOICE),
    )
    assert objection_duties(RECEIVED, OFFICE, BODY) == (
        Owed(investigation, begun, due, BODY, "conclude_objection", None, OUR_CHOICE),
    )
    concluded = ObjectionFacts(UUID(int=7), begun, ObjectionState.CONCLUDED, concluded_on=done)
    investigated = Owed(investigation, begun, due, BODY, "conclude_objection", done, OUR_CHOICE)
    assert objection_duties(concluded, OFFICE, BODY) == (
        investigated,
        Owed(feedback, done, day("2026-06-22"), OFFICE, "report_objection", None, OUR_CHOICE),
    )
    reported = ObjectionFacts(
        UUID(int=7), begun, ObjectionState.REPORTED, concluded_on=done, reported_on=day("2026-06-16")
    )
    assert objection_duties(reported, OFFICE, BODY)[1].step == "feed_back_objection"
    closed = ObjectionFacts(
        UUID(int=7),
        begun,
        ObjectionState.CLOSED,
        concluded_on=done,
        reported_on=day("2026-06-16"),
        fed_back_on=day("2026-06-17"),
    )
    assert objection_duties(closed, OFFICE, BODY)[1].done_on == day("2026-06-17")
    assert {investigation, feedback, TaskKind.PUBLICITY_CONCLUSION.value} == DUTY_KINDS


@pytest.mark.parametrize(
    ("_case", "facts", "later", "ok"),
    [
        ("on the last day", POSTED, 0, True),
        ("after the window, not yet concluded", POSTED, 1, True),
        ("inspection, on the last day", notice(site("2026-06-03"), kind=NoticeKind.INSPECTION), 0, True),
        ("inspection, the day after", notice(site("2026-06-03"), kind=NoticeKind.INSPECTION), 1, False),
        ("concluded", notice(site("2026-06-03"), concluded="2026-06-11"), 0, False),
        ("a draft", notice(site("2026-06-03"), state=NoticeState.DRAFT), 0, False),
        ("taken down that day", notice(site("2026-06-03", down="2026-06-10")), 0, False),
        ("taken down the next day", notice(site("2026-06-03", down="2026-06-11")), 0, True),
        ("one site left", notice(site("2026-06-03", down="2026-06-09"), site("2026-06-03")), 0, True),
        ("no site", notice(), 0, False),
    ],
)
def test_the_public_objects_while_a_notice_hangs(_case: str, facts: NoticeFacts, later: int, ok: bool) -> None:
    assert takes_objections(facts, CLOSES, CLOSES + timedelta(days=later)) is ok


def test_an_inspection_whose_window_is_not_computable_takes_objections() -> None:
    assert takes_objections(notice(site("2026-06-03"), kind=NoticeKind.INSPECTION), None, CLOSES)
