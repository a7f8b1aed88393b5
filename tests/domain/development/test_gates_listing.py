"""Gates up to the listing at the edges of their days: which fact counts, what a text of the day does not ask for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import pytest

from app.domain.assessments.facts import ScoredTalk, TalkBody, TalkTopic
from app.domain.development.casefile import CaseFile, Outcome, Stretch
from app.domain.development.parameters import ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE
from app.domain.organisations.facts import OrganisationKind
from app.domain.organisations.parameters import BRANCH_TEMPORARY_MAY_ADMIT
from app.domain.shared.parameters import Law
from tests.builders.development_file import (
    BODIES,
    BRANCH,
    adopting,
    fact,
    with_fact,
    without,
)
from tests.domain.assessments.builders import INSTITUTION, evaluation, group, item, poll, sheet
from tests.domain.development.builders import (
    OLD,
    WHOLE,
    Cases,
    GateCase,
    Without,
    adding,
    became,
    bodies,
    check,
    done,
    knowing_nobody,
    moved,
)

CASES = case = Cases()

# Recommendation and cultivation

MEMBERS_ONLY = adopting(development__activist__nomination=frozenset({"member_recommendation"}))
for way, ok_here in (("member_recommendation", True), ("mass_organisation_recommendation", False)):
    put = with_fact(WHOLE, "recommendation", "2026-07-01", way=way)
    case(f"{way}, text of 2026", "recommended", True, put, "2026-07-02")
    case(f"{way}, members only", "recommended", ok_here, put, "2026-07-02", MEMBERS_ONLY)
case("nobody proposed, 2026", "recommended", False, without(WHOLE, ["recommendation"]), "2026-07-02")
case("proposed the day after", "recommended", False, with_fact(WHOLE, "recommendation", "2026-07-03"), "2026-07-02")

case("the day before the assignment", "cultivation_long_enough", False, WHOLE, "2025-04-27")
case("the day of the assignment", "cultivation_long_enough", False, WHOLE, "2025-04-28")
case("before the determination", "cultivation_long_enough", False, WHOLE, "2025-04-14")
case(
    "contacts before the determination",
    "cultivation_long_enough",
    False,
    with_fact(WHOLE, "contact_assignment", "2025-04-14"),
    "2026-05-06",
)
case(
    "contacts on the day of the determination",
    "cultivation_long_enough",
    True,
    with_fact(WHOLE, "contact_assignment", "2025-04-15"),
    "2026-04-15",
)
case(
    "determined again, the completed step counts",
    "cultivation_long_enough",
    True,
    adding(
        done(WHOLE, "determine_activist", date(2025, 4, 15)),
        "activist_determination",
        "2026-01-05",
        decided_by="branch_committee",
        agreed=True,
    ),
    "2026-05-06",
)
STARTS_ANEW = Without(ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE, lambda _: False)
NO_WORD = Without(ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE, lambda _: None)
AGAIN = {"decided_by": "branch_committee", "agreed": True}
case(
    "determined again the day after",
    "cultivation_long_enough",
    True,
    adding(WHOLE, "activist_determination", "2026-05-07", **AGAIN),
    "2026-05-06",
)
case("moved, time begins anew", "cultivation_long_enough", False, moved(WHOLE, "2025-12-01"), "2026-05-06", STARTS_ANEW)
case("moved, a year later", "cultivation_long_enough", True, moved(WHOLE, "2025-12-01"), "2026-12-01", STARTS_ANEW)
case("moved, no word about it", "cultivation_long_enough", True, moved(WHOLE, "2025-12-01"), "2026-05-06", NO_WORD)
case("moved before it began", "cultivation_long_enough", True, moved(WHOLE, "2025-01-01"), "2026-05-06", STARTS_ANEW)
case("moves later", "cultivation_long_enough", True, moved(WHOLE, "2026-05-07"), "2026-05-06", STARTS_ANEW)

NO_REVIEWS = without(WHOLE, ["half_yearly_review"])
for first, word, ok_here in (
    ("2025-04-28", "", True),
    ("2025-04-29", "", False),
    ("2025-04-27", ", before it began", True),
    ("2025-04-26", ", before it began", False),
):
    review = {"period_from": first, "period_to": "2025-10-27", "suitable": True}
    case(
        f"reviewed from {first}{word}",
        "reviews_cover_cultivation",
        ok_here,
        adding(NO_REVIEWS, "half_yearly_review", "2025-10-28", **review),
        "2025-10-28",
    )
SEVEN_MONTHS = {"period_from": "2024-09-28", "period_to": "2025-04-28", "suitable": True}
SINCE_THEN = {"period_from": "2025-04-29", "period_to": "2025-10-28", "suitable": True}
case(
    "the first day only in a review of seven months before it",
    "reviews_cover_cultivation",
    False,
    replace(
        NO_REVIEWS,
        facts=(
            *NO_REVIEWS.facts,
            fact("half_yearly_review", "2025-05-08", 9_501, **SEVEN_MONTHS),
            fact("half_yearly_review", "2025-10-28", 9_502, **SINCE_THEN),
        ),
    ),
    "2025-10-28",
)
REVIEW = {"period_from": "2025-04-28", "period_to": "2025-10-27", "suitable": True}
case(
    "reviewed the day after",
    "reviews_cover_cultivation",
    False,
    adding(NO_REVIEWS, "half_yearly_review", "2025-10-29", **REVIEW),
    "2025-10-28",
)
case("never reviewed", "reviews_cover_cultivation", False, NO_REVIEWS, "2025-10-28")
case("never reviewed, no half year completed", "reviews_cover_cultivation", True, NO_REVIEWS, "2025-10-27")
case("contacts assigned the day after", "reviews_cover_cultivation", True, NO_REVIEWS, "2025-04-27")
case("contacts assigned the day after", "reviews_within_cultivation", True, WHOLE, "2025-04-27")
case(
    "few contact persons",
    "contact_persons_enough",
    False,
    with_fact(WHOLE, "contact_assignment", "2026-06-01", person_ids=[]),
    "2026-06-01",
)

# Listing

TEMPORARY = replace(BODIES[BRANCH], kind=OrganisationKind.TEMPORARY_BRANCH)
case("a branch", "branch_may_admit", True, WHOLE, "2026-06-01")
case("a temporary branch", "branch_may_admit", False, bodies(WHOLE, TEMPORARY), "2026-06-01")
case(
    "a temporary branch, a text that lets it",
    "branch_may_admit",
    True,
    bodies(WHOLE, TEMPORARY),
    "2026-06-01",
    Without(BRANCH_TEMPORARY_MAY_ADMIT, lambda _: True),
)
case("a temporary branch, no word about it", "branch_may_admit", False, bodies(WHOLE, TEMPORARY), OLD)
case(
    "temporary until today",
    "branch_may_admit",
    True,
    became(WHOLE, BRANCH, date(2026, 6, 1), kind=OrganisationKind.TEMPORARY_BRANCH),
    "2026-06-01",
)
case(
    "temporary until tomorrow",
    "branch_may_admit",
    False,
    became(WHOLE, BRANCH, date(2026, 6, 2), kind=OrganisationKind.TEMPORARY_BRANCH),
    "2026-06-01",
)
case("a branch that nobody loaded", "branch_may_admit", False, knowing_nobody(WHOLE, BRANCH), "2026-06-01")
case(
    "at the old branch, which is not known",
    "branch_may_admit",
    False,
    knowing_nobody(moved(WHOLE, "2026-06-02"), UUID(int=4)),
    "2026-06-01",
)

HEARD = without(WHOLE, ["opinions_heard"])
ASKED = {"purpose": "listing", "asked": 10, "in_favour": 9}


def hearing(on: str, *sources: str, purpose: str = "listing") -> CaseFile:
    made = [
        fact("opinions_heard", on, 9_600 + n, **{**ASKED, "source": source, "purpose": purpose})
        for n, source in enumerate(sources)
    ]
    return replace(HEARD, facts=(*HEARD.facts, *made))


ALL_FOUR = ("party_group", "contact_person", "members", "masses")
case("on the day cultivation began", "opinions_heard", True, hearing("2025-04-28", *ALL_FOUR), "2026-06-01")
case("the day before cultivation began", "opinions_heard", False, hearing("2025-04-27", *ALL_FOUR), "2026-06-01")
case("the day after the listing", "opinions_heard", False, hearing("2026-06-02", *ALL_FOUR), "2026-06-01")
case(
    "for the conversion", "opinions_heard", False, hearing("2026-05-08", *ALL_FOUR, purpose="conversion"), "2026-06-01"
)
case(
    "cultivation never began",
    "opinions_heard",
    True,
    without(hearing("2024-01-01", *ALL_FOUR), ["contact_assignment"]),
    "2026-06-01",
)
case(
    "heard before a move that restarted the time",
    "opinions_heard",
    False,
    moved(hearing("2025-11-30", *ALL_FOUR), "2025-12-01"),
    "2026-06-01",
    STARTS_ANEW,
)
GROUPS_UNTIL = replace(
    hearing("2026-05-08", *ALL_FOUR[1:]), groups={BRANCH: (Stretch(date(2020, 1, 1), date(2026, 6, 1)),)}
)
case("no group any more", "opinions_heard", True, GROUPS_UNTIL, "2026-06-01")
case("the last day with groups", "opinions_heard", False, GROUPS_UNTIL, "2026-05-31")

for reported, ok_here in (("2026-05-18", False), ("2026-05-19", True)):
    reporting = with_fact(done(WHOLE, "determine_object", date(2026, 5, 19)), "object_filing", reported_on=reported)
    case(f"reported on {reported}", "object_reported_to_upper_committee", ok_here, reporting, "2026-06-04")

case(
    "a notice before the refusal",
    "development_publicity_done",
    False,
    done(WHOLE, "list_object", date(2026, 5, 21), Outcome.REFUSED),
    "2026-06-04",
)
case(
    "a notice after the refusal",
    "development_publicity_done",
    True,
    done(WHOLE, "list_object", date(2026, 5, 20), Outcome.REFUSED),
    "2026-06-04",
)
case(
    "another step was refused",
    "development_publicity_done",
    True,
    done(WHOLE, "prereview", date(2026, 5, 21), Outcome.REFUSED),
    "2026-06-04",
)


# Measures of the practices


def with_sheets(*days_and_points: tuple[str, int]) -> CaseFile:
    made = [
        replace(sheet(item(str(points)), scored_on=date.fromisoformat(on)), edition=n)
        for n, (on, points) in enumerate(days_and_points)
    ]
    return replace(WHOLE, score_sheets=tuple(made))


def with_polls(*days_and_marks: tuple[str, int]) -> CaseFile:
    made = [
        replace(poll(group(10, [(marks, 10 - marks, 0)] * 4), polled_on=date.fromisoformat(on)), edition=n)
        for n, (on, marks) in enumerate(days_and_marks)
    ]
    return replace(WHOLE, polls=tuple(made))


def with_evaluations(*days_and_votes: tuple[str, int]) -> CaseFile:
    made = [
        replace(evaluation(10, 10, 10, votes, date.fromisoformat(on)), edition=n)
        for n, (on, votes) in enumerate(days_and_votes)
    ]
    return replace(WHOLE, evaluations=tuple(made))


EVALUATING = adopting(development__evaluation__approval_share=Fraction(4, 5))
MEASURES: tuple[tuple[str, Law, Callable[..., CaseFile], int, int], ...] = (
    ("score_suffices", INSTITUTION, with_sheets, 85, 60),
    ("poll_suffices", INSTITUTION, with_polls, 9, 5),
    ("evaluation_suffices", EVALUATING, with_evaluations, 9, 5),
)
FIRST, ON, AFTER = "2026-07-01", "2026-07-02", "2026-07-03"
for gate, law, make, good, bad in MEASURES:
    case("none", gate, False, WHOLE, ON, law)
    case("on the day", gate, True, make((ON, good)), ON, law)
    case("the day after", gate, False, make((AFTER, good)), ON, law)
    case("a good one, then a bad one", gate, False, make((FIRST, good), (ON, bad)), ON, law)
    case("a bad one, then a good one", gate, True, make((FIRST, bad), (ON, good)), ON, law)
    case("a good one, the earlier stands behind it", gate, True, make((ON, good), (FIRST, bad)), ON, law)
    case("of one day the second edition, good", gate, True, make((ON, bad), (ON, good)), ON, law)
    case("of one day the second edition, bad", gate, False, make((ON, good), (ON, bad)), ON, law)

TALK = ScoredTalk(
    UUID(int=40),
    UUID(int=300),
    UUID(int=100),
    UUID(int=103),
    TalkBody.ORGANISATION_DEPARTMENT,
    date(2026, 6, 22),
    (TalkTopic("政治理论", Decimal(100), Decimal(80)),),
)
TALKING = adopting(assessments__talk_score_min=80, development__prereview__talk_by_org_department=True)
case("talked on the day", "department_has_talked", True, replace(WHOLE, talks=(TALK,)), "2026-06-22", TALKING)
case("talked the day after", "department_has_talked", False, replace(WHOLE, talks=(TALK,)), "2026-06-21", TALKING)
case("never talked", "department_has_talked", False, WHOLE, "2026-06-22", TALKING)
case("neither asked for", "department_has_talked", True, WHOLE, "2026-06-22")


case(
    "determined only the day after",
    "cultivation_long_enough",
    False,
    with_fact(WHOLE, "activist_determination", "2026-04-29"),
    "2026-04-28",
)
CONTACTS_LATER = with_fact(hearing("2026-05-08", *ALL_FOUR), "contact_assignment", "2026-06-02")
case("contacts assigned the day after the listing", "opinions_heard", True, CONTACTS_LATER, "2026-06-01")


@pytest.mark.parametrize("row", CASES, ids=[f"{row.gate}: {row.name}" for row in CASES])
def test_a_gate_on_a_day(row: GateCase) -> None:
    check(row)
