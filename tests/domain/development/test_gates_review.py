"""Gates of committees, examination and agreement at the edges of their days: what a body was then, which paper counts."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.development.casefile import CaseFile, PersonHistory, Stretch
from app.domain.development.gates.joined import certificates, notices
from app.domain.organisations.facts import OrganisationKind
from app.domain.people.facts import Restriction, RestrictionKind
from app.domain.political_review.facts import ConclusionResult, PoliticalReview
from app.domain.publicity.facts import CandidateFacts, NoticeKind, NoticeState, SiteKind
from tests.builders.development_file import (
    BODIES,
    BRANCH,
    CANDIDATE,
    CASE,
    COMMITTEE,
    CONTACT,
    PEOPLE,
    with_fact,
)
from tests.domain.development.builders import (
    OLD,
    STRANGER,
    WHOLE,
    Cases,
    GateCase,
    adding,
    became,
    bodies,
    check,
    knowing_nobody,
)

CASES = case = Cases()

# Committees

PAST = date(2026, 6, 4)
DISSOLVED = became(
    bodies(WHOLE, replace(BODIES[COMMITTEE], kind=OrganisationKind.GENERAL_BRANCH)), COMMITTEE, date(2026, 6, 5)
)
case("a committee until tomorrow", "object_reported_to_upper_committee", True, DISSOLVED, PAST)
case("a committee no more", "object_reported_to_upper_committee", False, DISSOLVED, "2026-06-05")
case(
    "a committee elsewhere",
    "object_reported_to_upper_committee",
    False,
    bodies(with_fact(WHOLE, "object_filing", replied_by=STRANGER), replace(BODIES[COMMITTEE], id=STRANGER)),
    PAST,
)
case(
    "the branch itself",
    "object_reported_to_upper_committee",
    False,
    with_fact(WHOLE, "object_filing", replied_by=BRANCH),
    PAST,
)
ELSEWHERE = became(WHOLE, BRANCH, PAST, place=replace(BODIES[BRANCH].place, committee_id=STRANGER), parent_id=STRANGER)
case("above the branch since today", "object_reported_to_upper_committee", True, ELSEWHERE, PAST)
case(
    "not yet above the branch",
    "object_reported_to_upper_committee",
    False,
    with_fact(ELSEWHERE, "object_filing", "2026-06-03"),
    "2026-06-03",
)
for gate, day in (
    ("prereview_by_approving_committee", "2026-06-22"),
    ("admission_decided_by_approving_committee", "2026-08-05"),
    ("conversion_decided_by_approving_committee", "2027-08-10"),
):
    on_day = date.fromisoformat(day)
    general = replace(BODIES[COMMITTEE], kind=OrganisationKind.GENERAL_BRANCH)
    case("a general branch with the power", gate, False, bodies(WHOLE, general), on_day)
    case(
        "a committee until tomorrow",
        gate,
        True,
        became(bodies(WHOLE, general), COMMITTEE, on_day.replace(day=on_day.day + 1)),
        on_day,
    )
    case(
        "without the power until tomorrow",
        gate,
        False,
        became(WHOLE, COMMITTEE, on_day.replace(day=on_day.day + 1), approval_power=False),
        on_day,
    )
    case("not known", gate, False, knowing_nobody(WHOLE, COMMITTEE), on_day)
    late = became(WHOLE, BRANCH, on_day, place=replace(BODIES[BRANCH].place, committee_id=STRANGER), parent_id=STRANGER)
    case("above the branch since today", gate, True, late, on_day)

ALONE = replace(WHOLE, committees={BRANCH: (Stretch(date(2020, 1, 1), date(2025, 4, 15)),)})
ASSEMBLED = with_fact(ALONE, "activist_determination", decided_by="branch_assembly")
case("the assembly, no committee since today", "activist_decided_by_branch_committee", True, ASSEMBLED, "2025-04-15")
case(
    "the assembly, a committee until today",
    "activist_decided_by_branch_committee",
    False,
    with_fact(ASSEMBLED, "activist_determination", "2025-04-14"),
    "2025-04-14",
)
case("a committee all the same", "activist_decided_by_branch_committee", True, ALONE, "2025-04-15")
for body, ok_here in (("branch_committee", True), ("branch_assembly", False)):
    case(
        f"{body}, text of 2026",
        "activist_decided_by_branch_committee",
        ok_here,
        with_fact(WHOLE, "activist_determination", "2026-06-01", decided_by=body),
        "2026-06-01",
    )
case(
    "an unknown contact person",
    "contact_persons_full_members",
    False,
    with_fact(WHOLE, "contact_assignment", person_ids=[STRANGER]),
    "2025-04-28",
)

# Examination

LEFT = with_fact(WHOLE, "pre_review_result", leaves_unit_on="2026-09-22")
case("leaves in three months", "does_not_leave_soon", False, LEFT, "2026-06-22")
for voided, ok_here in ((date(2026, 6, 26), False), (date(2026, 6, 27), True)):
    voids = replace(WHOLE, forms=tuple(replace(form, voided_on=voided) for form in WHOLE.forms))
    case(f"voided on {voided}", "form_number_matches", ok_here, voids, "2026-06-26")
ANOTHERS = replace(WHOLE, forms=tuple(replace(form, person_id=STRANGER) for form in WHOLE.forms))
case("the form of somebody else", "form_number_matches", False, ANOTHERS, "2026-06-26")
GIVEN_LATER = replace(ANOTHERS, forms=tuple(replace(f, issued_on=date(2026, 7, 1)) for f in ANOTHERS.forms))
case("a form given to somebody else later", "form_before_assembly", True, GIVEN_LATER, "2026-07-10")

# Agreement

(REVIEW,) = WHOLE.reviews


def reviewed(*reviews: PoliticalReview, paper: str | None = None) -> CaseFile:
    made = replace(WHOLE, reviews=reviews)
    given = {"passed": True, "last_reply_on": paper}
    return adding(made, "paper_political_review", "2026-06-12", **given) if paper is not None else made


assert REVIEW.statement is not None
LATE_STATEMENT = replace(REVIEW, statement=replace(REVIEW.statement, stated_on=date(2026, 6, 13)))
case("statement after the conclusion", "conclusion_after_letters", False, reviewed(LATE_STATEMENT), "2026-07-10")
case("no statement", "conclusion_after_letters", True, reviewed(replace(REVIEW, statement=None)), "2026-07-10")
case("no conclusion", "conclusion_after_letters", True, reviewed(replace(REVIEW, conclusion=None)), "2026-07-10")
case(
    "nothing to rest on",
    "conclusion_after_letters",
    True,
    reviewed(replace(REVIEW, statement=None, inquiries=())),
    "2026-07-10",
)
case("the first of two late", "conclusion_after_letters", False, reviewed(LATE_STATEMENT, REVIEW), "2026-07-10")
case(
    "late, and one on paper in order",
    "conclusion_after_letters",
    False,
    reviewed(LATE_STATEMENT, paper="2026-06-10"),
    "2026-07-10",
)
case(
    "in order, and one on paper that is late",
    "conclusion_after_letters",
    False,
    reviewed(REVIEW, paper="2026-06-13"),
    "2026-07-10",
)


# Reviews, sponsors and records on paper

assert REVIEW.conclusion is not None
FAILED = replace(
    REVIEW,
    id=UUID(int=9),
    opened_on=date(2026, 6, 6),
    conclusion=replace(REVIEW.conclusion, result=ConclusionResult.FAIL),
)
case("the last one opened failed", "political_review_passed", False, reviewed(REVIEW, FAILED), "2026-06-12")
case(
    "the last one opened failed, first in the list",
    "political_review_passed",
    False,
    reviewed(FAILED, REVIEW),
    "2026-06-12",
)
for passed in (True, False):
    for concluded in ("2026-06-12", "2020-06-12", "1985-06-12"):
        paper = adding(replace(WHOLE, reviews=()), "paper_political_review", concluded, passed=passed)
        case(f"on paper, {passed}, {concluded[:4]}", "political_review_passed", passed, paper, concluded)
LATE_PAPER = adding(replace(WHOLE, reviews=()), "paper_political_review", "2026-06-13", passed=True)
case("on paper the day after", "political_review_passed", False, LATE_PAPER, "2026-06-12")
BARRED = PersonHistory(
    STRANGER, "", PEOPLE[CONTACT].episodes, (Restriction(STRANGER, RestrictionKind.PARTY_PROBATION, date(2026, 6, 1)),)
)
WITH_BARRED = replace(
    with_fact(WHOLE, "sponsor_assignment", person_ids=[CONTACT, STRANGER]), people={**PEOPLE, STRANGER: BARRED}
)
case("barred, without a name", "sponsors_not_barred", False, WITH_BARRED, "2026-06-05")
case(
    "barred the day before",
    "sponsors_not_barred",
    True,
    with_fact(WITH_BARRED, "sponsor_assignment", "2026-05-31"),
    "2026-05-31",
)
case("sponsors of the day after", "sponsors_not_barred", True, WITH_BARRED, "2026-06-04")
case("barred, before any text", "sponsors_not_barred", True, with_fact(WITH_BARRED, "sponsor_assignment", OLD), OLD)
LEAVES = with_fact(WHOLE, "pre_review_result", "2026-06-23", leaves_unit_on="2026-08-01")
case("reviewed the day after", "does_not_leave_soon", True, LEAVES, "2026-06-22")
PAPER_NOTICE = {"about": "conversion", "taken_down_on": "2026-05-31", "objections_settled": True}
case(
    "the notice on paper was another one",
    "development_publicity_done",
    False,
    adding(replace(WHOLE, notices=()), "paper_publicity", "2026-05-21", **PAPER_NOTICE),
    "2026-06-04",
)
for settled in (True, False):
    hung = adding(
        replace(WHOLE, notices=()),
        "paper_publicity",
        "2026-05-21",
        **{**PAPER_NOTICE, "about": "admission", "objections_settled": settled},
    )
    case(f"a notice on paper, settled {settled}", "development_publicity_done", settled, hung, "2026-06-04")
for days, hours, ok_here in ((3, 24, True), (3, 0, True), (0, 24, True), (2, 23, False), (0, 1, False), (40, 0, True)):
    trained = adding(
        replace(WHOLE, certificates=()), "paper_training", "2026-06-11", days=days, hours=hours, number="培2026-017"
    )
    case(f"trained {days} days and {hours} hours", "training_suffices", ok_here, trained, "2026-06-20")


def test_records_on_paper_stand_for_records_of_the_other_areas() -> None:
    file = adding(
        replace(WHOLE, certificates=(), notices=()),
        "paper_training",
        "2026-06-11",
        days=0,
        hours=24,
        number="培2026-017",
    )
    (certificate,) = certificates(file)
    noticed = adding(replace(WHOLE, notices=()), "paper_publicity", "2026-05-21", **PAPER_NOTICE)
    open_one = adding(
        replace(WHOLE, notices=()), "paper_publicity", "2026-05-21", **{**PAPER_NOTICE, "objections_settled": False}
    )

    assert (certificate.id, certificate.person_id, certificate.number) == (UUID(int=9_500), CANDIDATE, "培2026-017")
    assert (certificate.held_from, certificate.held_to, certificate.issued_on) == (
        date(2026, 6, 7),
        date(2026, 6, 11),
        date(2026, 6, 11),
    )
    (notice,) = notices(noticed)
    assert (notice.id, notice.kind, notice.state, notice.concluded_on) == (
        UUID(int=9_500),
        NoticeKind.CONVERSION,
        NoticeState.CONCLUDED,
        date(2026, 6, 1),
    )
    assert notice.candidates == (CandidateFacts(CANDIDATE, CASE, frozenset({SiteKind.CURRENT_UNIT})),)
    (waiting,) = notices(open_one)
    assert (waiting.state, waiting.concluded_on) == (NoticeState.POSTED, None)


@pytest.mark.parametrize("row", CASES, ids=[f"{row.gate}: {row.name}" for row in CASES])
def test_a_gate_on_a_day(row: GateCase) -> None:
    check(row)
