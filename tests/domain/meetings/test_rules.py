"""Whether an assembly stands."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.meetings import rules
from app.domain.meetings.facts import MeetingKind, MeetingState, TalkFacts
from app.domain.shared.clauses import DocumentKey, Level
from app.domain.shared.parameters import Law
from tests.domain.meetings.builders import (
    CANDIDATE,
    DAY,
    DAY_2014,
    NATIONAL,
    OUTSIDER,
    STREET,
    SUPERVISOR,
    TELLER_A,
    TELLER_B,
    meeting,
    person,
    supervisor,
    with_lead,
)
from tests.domain.told import told


@pytest.mark.parametrize(
    ("_case", "entitled", "present", "ok"),
    [
        ("below half of an even number", 10, 4, False),
        ("exactly half", 10, 5, False),
        ("one above half", 10, 6, True),
        ("below half of an odd number", 9, 4, False),
        ("above half of an odd number", 9, 5, True),
        ("all", 3, 3, True),
        ("one of one", 1, 1, True),
        ("nobody is entitled", 0, 0, False),
    ],
)
def test_quorum_is_more_than_half_of_those_entitled(_case: str, entitled: int, present: int, ok: bool) -> None:
    verdict = told(rules.quorum(meeting(entitled, present), NATIONAL))

    assert bool(verdict) is ok
    assert verdict.findings[0].measured == present
    assert verdict.findings[0].required == entitled // 2 + 1


def test_people_without_the_vote_are_in_neither_figure_of_the_quorum() -> None:
    facts = meeting(10, 5, withheld=20)

    assert (facts.entitled, facts.present) == (10, 5)
    assert told(rules.quorum(facts, NATIONAL)).codes == ("meetings.quorum",)


@pytest.mark.parametrize(
    ("_case", "kind", "on", "document", "article", "verified"),
    [
        ("admission 2026", MeetingKind.ADMISSION, DAY, DocumentKey.DEVELOPMENT_2026, "第十九条", True),
        ("admission on the first day of 2026", MeetingKind.ADMISSION, date(2026, 5, 18), DocumentKey.DEVELOPMENT_2026, "第十九条", True),
        ("admission the day before", MeetingKind.ADMISSION, date(2026, 5, 17), DocumentKey.DEVELOPMENT_2014, "第二十条", True),
        ("admission 2020", MeetingKind.ADMISSION, DAY_2014, DocumentKey.DEVELOPMENT_2014, "第二十条", True),
        ("conversion 2020", MeetingKind.CONVERSION, DAY_2014, DocumentKey.DEVELOPMENT_2014, "第三十三条", True),
        ("conversion 2026 is carried on unverified", MeetingKind.CONVERSION, DAY, DocumentKey.DEVELOPMENT_2014, "第三十三条", False),
        ("any other assembly", MeetingKind.BRANCH_ASSEMBLY, DAY, DocumentKey.BRANCH_2018, "第十一条", False),
    ],
)  # fmt: skip
def test_quorum_cites_the_text_of_the_day(
    _case: str, kind: MeetingKind, on: date, document: DocumentKey, article: str, verified: bool
) -> None:
    finding = rules.quorum(meeting(kind=kind, on=on), NATIONAL).findings[0]

    assert finding.clause is not None
    assert (finding.clause.document, finding.clause.article) == (document, article)
    assert finding.verified is verified


def test_a_day_without_any_text_on_record_is_not_judged_by_guessing() -> None:
    verdict = told(rules.quorum(meeting(on=date(1995, 7, 15)), NATIONAL))

    assert told(verdict).codes == ("meetings.no-figure",)


def test_committee_meetings_have_no_quorum_on_record() -> None:
    assert not rules.quorum(meeting(9, 1, kind=MeetingKind.BRANCH_COMMITTEE), NATIONAL).findings


@pytest.mark.parametrize(("_case", "lead", "ok"), [("below", 6, False), ("at", 5, True), ("above", 4, True)])
def test_notice_is_given_as_many_days_ahead_as_the_law_asks(_case: str, lead: int, ok: bool) -> None:
    assert bool(told(rules.notice_in_time(meeting(), with_lead(lead)))) is ok


def test_where_the_law_is_silent_no_lead_is_asked() -> None:
    assert rules.notice_in_time(meeting(noticed_on=DAY), NATIONAL).findings == ()


@pytest.mark.parametrize(
    ("_case", "reported_on", "ok"),
    [
        ("never", None, False),
        ("a day after", date(2026, 7, 16), False),
        ("on the very day", DAY, False),
        ("the day before", date(2026, 7, 14), True),
    ],
)
def test_the_street_rule_asks_that_the_upper_committee_is_told_in_advance(
    _case: str, reported_on: date | None, ok: bool
) -> None:
    facts = replace(meeting(), upper_notified_on=reported_on)

    assert bool(told(rules.upper_committee_told(facts, STREET))) is ok
    assert rules.upper_committee_told(facts, NATIONAL)


@pytest.mark.parametrize(
    ("_case", "watching", "codes"),
    [
        ("nobody", (), ("meetings.void-without-supervisor", "meetings.supervisors-min")),
        ("one", (supervisor(),), ()),
        ("two", (supervisor(), supervisor(person(70))), ()),
        ("three", (supervisor(), supervisor(person(70)), supervisor(person(71))), ("meetings.supervisors-max",)),
        ("sent but absent", (supervisor(present=False),), ("meetings.void-without-supervisor", "meetings.supervisors-min")),
        ("of that very branch", (supervisor(member_here=True),), ("meetings.void-without-supervisor", "meetings.supervisors-min")),
        ("not from above", (supervisor(above=False),), ("meetings.void-without-supervisor", "meetings.supervisors-min")),
        ("the candidate himself", (supervisor(CANDIDATE),), ("meetings.void-without-supervisor", "meetings.supervisors-min")),
    ],
)  # fmt: skip
def test_an_assembly_without_a_fit_supervisor_is_void_under_the_local_rule(
    _case: str, watching: tuple[object, ...], codes: tuple[str, ...]
) -> None:
    verdict = rules.supervised(meeting(supervisors=watching), STREET)  # type: ignore[arg-type]

    assert told(verdict).codes == codes
    for finding in verdict.unmet:
        assert finding.value is not None
        assert finding.value.level is Level.LOCAL


def test_the_national_text_voids_nothing_for_want_of_a_supervisor() -> None:
    assert rules.supervised(meeting(), NATIONAL).findings == ()


def test_the_street_rule_does_not_reach_back_before_its_adoption() -> None:
    assert rules.supervised(meeting(on=DAY_2014), STREET).findings == ()


@pytest.mark.parametrize(
    ("_case", "by", "on", "law", "ok"),
    [
        ("no talk", None, DAY, STREET, False),
        ("by somebody else", OUTSIDER, DAY, STREET, False),
        ("before the vote", SUPERVISOR, date(2026, 7, 14), STREET, False),
        ("on the day", SUPERVISOR, DAY, STREET, True),
        ("nothing is asked", None, DAY, NATIONAL, True),
    ],
)
def test_talks_after_the_vote_are_held_by_a_supervisor_who_was_there(
    _case: str, by: UUID | None, on: date, law: Law, ok: bool
) -> None:
    talks = () if by is None else (TalkFacts(by, person(3), on),)

    assert bool(told(rules.talks_held(replace(meeting(supervisors=(supervisor(),)), talks=talks), law))) is ok


@pytest.mark.parametrize(("_case", "told"), [("told in advance", date(2026, 7, 10))])
def test_an_assembly_that_met_every_condition_stands(_case: str, told: date) -> None:
    facts = replace(meeting(supervisors=(supervisor(),)), upper_notified_on=told, state=MeetingState.CLOSED)

    assert rules.assembly_stands(facts, STREET)
    assert {f.code for f in rules.assembly_stands(facts, STREET).findings} >= {
        "meetings.quorum",
        "meetings.void-without-supervisor",
        "meetings.upper-committee-told",
        "meetings.roll-is-of-the-day",
        "meetings.tellers-named",
    }


def test_everything_that_is_missing_is_listed_at_once() -> None:
    facts = replace(meeting(10, 5, tellers=(TELLER_A,)), frozen_on=date(2026, 7, 14))

    assert told(rules.votes_count(facts, STREET)).codes == (
        "meetings.upper-committee-told",
        "meetings.roll-is-of-the-day",
        "meetings.quorum",
        "meetings.void-without-supervisor",
        "meetings.supervisors-min",
        "meetings.tellers-named",
    )


@pytest.mark.parametrize(
    "state", [MeetingState.CONVENED, MeetingState.IN_SESSION, MeetingState.ABORTED, MeetingState.CALLED_OFF]
)
def test_an_assembly_that_was_not_held_to_its_end_does_not_stand(state: MeetingState) -> None:
    assert told(rules.assembly_stands(meeting(state=state), NATIONAL)).codes == ("meetings.state",)


def test_minutes_are_missing_until_they_are_filed() -> None:
    assert told(rules.minutes_filed(meeting())).codes == ("meetings.minutes-filed",)
    assert rules.minutes_filed(replace(meeting(), minutes_document_id=person(9)))


def test_the_same_person_named_twice_is_one_teller() -> None:
    verdict = told(rules.votes_count(meeting(tellers=(TELLER_A, TELLER_A)), NATIONAL))

    assert told(verdict).codes == ("meetings.tellers-named",)
    assert rules.votes_count(meeting(tellers=(TELLER_A, TELLER_B)), NATIONAL)


def test_supervision_and_talks_say_what_is_asked_for_and_what_was_found() -> None:
    void, least = rules.supervised(meeting(), STREET).unmet
    (talks,) = rules.talks_held(meeting(supervisors=(supervisor(),)), STREET).unmet
    (most,) = rules.supervised(
        meeting(supervisors=(supervisor(), supervisor(person(70)), supervisor(person(71)))), STREET
    ).unmet

    assert (void.required, void.measured) == (1, 0)
    assert (least.required, least.measured) == (1, 0)
    assert (most.required, most.measured) == (2, 3)
    assert (talks.required, talks.measured) == (1, 0)
