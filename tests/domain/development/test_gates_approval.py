"""Gates of report, approval, filing, oath and conversion at the edges of their days."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.development.casefile import Outcome
from app.domain.organisations.facts import OrganisationKind
from tests.builders.development_file import (
    BODIES,
    BRANCH,
    COMMITTEE,
    COUNTY,
    GROUP,
    adopting,
    with_fact,
    without,
)
from tests.domain.development.builders import (
    ADMITTED,
    EXTENDED,
    OLD,
    STRANGER,
    WHOLE,
    Cases,
    GateCase,
    adding,
    became,
    bodies,
    check,
    done,
    knowing_nobody,
    moved,
)

CASES = case = Cases()

# Approval

for gate, kind, assembly, assembled in (
    ("admission_reported", "admission_report", "admission_assembly", date(2026, 7, 10)),
    ("conversion_reported", "conversion_report", "conversion_assembly", date(2027, 7, 20)),
):
    held = done(WHOLE, assembly, assembled)
    at = assembled.replace(day=assembled.day + 5)
    for word, reported_on, ok_here in (
        ("on the day of the assembly", assembled, True),
        ("the day before the assembly", assembled.replace(day=assembled.day - 1), False),
        ("the day after the approval", at.replace(day=at.day + 1), False),
    ):
        case(f"reported {word}", gate, ok_here, with_fact(held, kind, reported_on), at)
    case("never reported", gate, False, without(held, [kind]), at)
    case("another assembly was later", gate, True, done(with_fact(held, kind, at), "examine", date(2029, 1, 1)), at)

for gate, kind, assembly, assembled in (
    ("admission_approved_in_time", "admission_report", "admission_assembly", date(2026, 7, 10)),
    ("conversion_approved_in_time", "conversion_report", "conversion_assembly", date(2027, 7, 20)),
):
    held = adding(done(WHOLE, assembly, assembled), kind, f"{assembled.year}-06-01", reported_to="COMMITTEE")
    first = with_fact(held, kind, None)
    last = date(assembled.year, 10, 12 if assembled.year == 2026 else 21)
    case("the last day, a report of an earlier assembly", gate, True, first, last)
    case("a day too late", gate, False, first, last.replace(day=last.day + 1))
    case(
        "reported before any text",
        gate,
        True,
        with_fact(without(WHOLE, [kind]), kind, OLD, reported_to="COMMITTEE"),
        "2026-09-01",
    )
    case("reported the day after", gate, True, WHOLE, assembled)

EXTENSION = {"decided_by": "COMMITTEE", "document_number": "x", "until": "2027-01-01", "reason": "x"}
REPORTED = done(WHOLE, "admission_assembly", date(2026, 7, 10))
for decided, ok_here in (("2026-07-11", False), ("2026-07-12", True), ("2026-10-12", True), ("2026-10-13", False)):
    case(
        f"extended on {decided}",
        "admission_approved_in_time",
        ok_here,
        adding(REPORTED, "approval_extension", decided, **EXTENSION),
        "2026-12-31",
    )

case("with the county", "approval_filed_above", True, WHOLE, "2026-08-10")
case("before any approval", "approval_filed_above", True, without(WHOLE, ["admission_approval"]), "2026-08-10")
case(
    "by a committee that is not known",
    "approval_filed_above",
    True,
    with_fact(WHOLE, "admission_approval", decided_by=STRANGER),
    "2026-08-10",
)
case("with nobody that is known", "approval_filed_above", False, knowing_nobody(WHOLE, COUNTY), "2026-08-10")
case(
    "with the approving committee",
    "approval_filed_above",
    False,
    with_fact(WHOLE, "approval_filing", filed_with=COMMITTEE),
    "2026-08-10",
)
case(
    "the county was a committee until tomorrow",
    "approval_filed_above",
    True,
    became(bodies(WHOLE, replace(BODIES[COUNTY], kind=OrganisationKind.BRANCH)), COUNTY, date(2026, 8, 11)),
    "2026-08-10",
)
case(
    "above the branch until yesterday",
    "approval_filed_above",
    False,
    became(
        bodies(WHOLE, replace(BODIES[BRANCH], place=replace(BODIES[BRANCH].place, county_id=STRANGER))),
        BRANCH,
        date(2026, 8, 10),
    ),
    "2026-08-10",
)
case(
    "above the branch until today",
    "approval_filed_above",
    True,
    became(
        bodies(WHOLE, replace(BODIES[BRANCH], place=replace(BODIES[BRANCH].place, county_id=STRANGER))),
        BRANCH,
        date(2026, 8, 11),
    ),
    "2026-08-10",
)
OTHER_COUNTY = replace(BODIES[COMMITTEE].place, county_id=STRANGER)
case(
    "the approving committee lay elsewhere",
    "approval_filed_above",
    False,
    became(WHOLE, COMMITTEE, date(2026, 8, 11), place=OTHER_COUNTY, parent_id=STRANGER),
    "2026-08-10",
)
case(
    "the approving committee lies elsewhere since",
    "approval_filed_above",
    True,
    became(
        bodies(WHOLE, replace(BODIES[COMMITTEE], place=OTHER_COUNTY, parent_id=STRANGER)), COMMITTEE, date(2026, 8, 11)
    ),
    "2026-08-10",
)

case(
    "without a group",
    "assigned_to_branch_of_case",
    True,
    with_fact(WHOLE, "group_assignment", group_id=None),
    "2026-08-12",
)
case(
    "to the old branch on the day of the move",
    "assigned_to_branch_of_case",
    True,
    moved(with_fact(WHOLE, "group_assignment", group_id=None), "2026-08-12"),
    "2026-08-12",
)
case(
    "to the new branch before the move",
    "assigned_to_branch_of_case",
    False,
    moved(with_fact(WHOLE, "group_assignment", group_id=None), "2026-08-13"),
    "2026-08-12",
)
case(
    "the group was another branch's",
    "assigned_to_branch_of_case",
    False,
    became(WHOLE, GROUP, date(2026, 8, 13), parent_id=STRANGER),
    "2026-08-12",
)
case(
    "the group is another branch's since",
    "assigned_to_branch_of_case",
    True,
    became(bodies(WHOLE, replace(BODIES[GROUP], parent_id=STRANGER)), GROUP, date(2026, 8, 13)),
    "2026-08-12",
)

case("approved before any text", "oath_in_time", True, done(WHOLE, "approve_admission", OLD), "2026-08-28")
case("never approved", "oath_in_time", True, WHOLE, "2026-08-28")
for reviewed_on, ok_here in (("2026-07-09", False), ("2026-07-10", True), ("2027-07-11", False)):
    case(
        f"reviewed on {reviewed_on}",
        "probation_reviewed",
        ok_here,
        with_fact(ADMITTED, "probation_review", reviewed_on),
        "2027-07-10",
    )
for reviewed_on, ok_here in (("2027-08-09", False), ("2027-08-10", True)):
    case(
        f"extended, reviewed on {reviewed_on}",
        "probation_reviewed",
        ok_here,
        with_fact(EXTENDED, "probation_review", reviewed_on),
        "2028-01-10",
    )
case("never admitted", "probation_reviewed", True, with_fact(WHOLE, "probation_review", "2020-01-01"), "2027-07-10")
for own in (True, False):
    case(
        f"own {own}, before any text",
        "conversion_application_is_own",
        own,
        with_fact(WHOLE, "conversion_application", OLD, by_the_person=own),
        OLD,
    )

PRACTICE = adopting(development__publicity__sites=frozenset({"current_unit"}))
case("owed by the practice", "conversion_publicity_done", True, ADMITTED, "2027-08-10", PRACTICE)
case(
    "before the refusal",
    "conversion_publicity_done",
    False,
    done(ADMITTED, "approve_conversion", date(2027, 7, 21), Outcome.REFUSED),
    "2027-08-10",
    PRACTICE,
)
case(
    "after the refusal",
    "conversion_publicity_done",
    True,
    done(ADMITTED, "approve_conversion", date(2027, 7, 20), Outcome.REFUSED),
    "2027-08-10",
    PRACTICE,
)
case(
    "sent back",
    "conversion_publicity_done",
    True,
    done(ADMITTED, "approve_conversion", date(2027, 7, 21), Outcome.SENT_BACK),
    "2027-08-10",
    PRACTICE,
)
case(
    "another step was refused",
    "conversion_publicity_done",
    True,
    done(ADMITTED, "prereview", date(2027, 7, 21), Outcome.REFUSED),
    "2027-08-10",
    PRACTICE,
)


APPROVED_LATER = with_fact(WHOLE, "admission_approval", "2026-08-11", decided_by=COUNTY)
case("approved by the county the day after", "approval_filed_above", True, APPROVED_LATER, "2026-08-10")
for gate, kind in (("admission_decided_by_approving_committee", "admission_approval"),):
    above_then = replace(BODIES[BRANCH].place, committee_id=STRANGER)
    moved_below = became(
        bodies(WHOLE, replace(BODIES[BRANCH], place=above_then, parent_id=STRANGER)), BRANCH, date(2026, 8, 6)
    )
    case("above the branch until today", gate, True, moved_below, "2026-08-05")
    case("above the branch no more", gate, False, with_fact(moved_below, kind, "2026-08-06"), "2026-08-06")


@pytest.mark.parametrize("row", CASES, ids=[f"{row.gate}: {row.name}" for row in CASES])
def test_a_gate_on_a_day(row: GateCase) -> None:
    check(row)
