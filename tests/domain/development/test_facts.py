"""What facts say of themselves: what can't be, who acts in them, in whose name."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from app.domain.development.facts import ALL_KINDS, KINDS, FactData, OpinionPurpose
from tests.builders.development_file import fact, whole_file
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "told.txt")
ASSEMBLY = {"about": "admission", "entitled": 5, "present": 5, "approve": 5, "secret": True}
PERIOD = {"period_from": "2025-04-28", "period_to": "2025-10-27", "suitable": True}
FILING = {"filed_by": "COMMITTEE", "document_number": "x"}
LETTER = {"received_by": "residence", "by_the_person": True, "accepts_programme": True}
EXTENSION = {"decided_by": "COMMITTEE", "document_number": "x", "reason": "x"}
REPLY = {"replied_by": "COMMITTEE", "reply": "consent", "document_number": "x"}
MOVE = {"from_branch_id": "BRANCH", "to_branch_id": "OTHER_BRANCH", "file_checked": True, "letter_number": "x"}
NOTICE = {"about": "admission", "objections_settled": True}
DAY = "2025-10-27"


@pytest.mark.parametrize(
    ("case", "kind", "data"),
    [
        ("written on the day", "application_letter", {**LETTER, "written_on": DAY}),
        ("written the day after", "application_letter", {**LETTER, "written_on": "2025-10-28"}),
        (
            "all of those who took part",
            "recommendation",
            {"way": "member_recommendation", "participating": 3, "recommending": 3},
        ),
        (
            "one more than took part",
            "recommendation",
            {"way": "member_recommendation", "participating": 3, "recommending": 4},
        ),
        ("one", "recommendation", {"way": "member_recommendation", "participating": 3, "recommending": 1}),
        ("nobody", "recommendation", {"way": "member_recommendation", "participating": 3, "recommending": 0}),
        ("reported on the day", "activist_filing", {**FILING, "reported_on": DAY}),
        ("reported the day after", "activist_filing", {**FILING, "reported_on": "2025-10-28"}),
        ("two persons", "contact_assignment", {"person_ids": ["CONTACT", "SECOND"]}),
        ("one person twice", "contact_assignment", {"person_ids": ["CONTACT", "CONTACT"]}),
        ("one sponsor twice", "sponsor_assignment", {"person_ids": ["CONTACT", "CONTACT"], "source": "assigned"}),
        ("until the day", "half_yearly_review", PERIOD),
        ("of one day", "half_yearly_review", {**PERIOD, "period_from": DAY}),
        ("ends before it begins", "half_yearly_review", {**PERIOD, "period_from": "2025-10-28"}),
        ("goes on", "half_yearly_review", {**PERIOD, "period_to": "2025-10-28"}),
        ("until the day", "probation_review", PERIOD),
        ("of one day", "probation_review", {**PERIOD, "period_from": DAY}),
        ("ends before it begins", "probation_review", {**PERIOD, "period_from": "2025-10-28"}),
        ("goes on", "probation_review", {**PERIOD, "period_to": "2025-10-28"}),
        ("everybody in favour", "opinions_heard", {"source": "masses", "asked": 1, "in_favour": 1}),
        ("nobody asked", "opinions_heard", {"source": "masses", "asked": 0, "in_favour": 0}),
        ("more in favour than asked", "opinions_heard", {"source": "masses", "asked": 1, "in_favour": 2}),
        ("everybody there and in favour", "paper_assembly", ASSEMBLY),
        ("one present too many", "paper_assembly", {**ASSEMBLY, "present": 6}),
        ("one vote too many", "paper_assembly", {**ASSEMBLY, "approve": 6}),
        ("nobody entitled", "paper_assembly", {**ASSEMBLY, "entitled": 0, "present": 0, "approve": 0}),
        ("one entitled", "paper_assembly", {**ASSEMBLY, "entitled": 1, "present": 1, "approve": 1}),
        ("letter on the day", "paper_political_review", {"passed": True, "last_reply_on": DAY}),
        ("letter the day after", "paper_political_review", {"passed": True, "last_reply_on": "2025-10-28"}),
        ("no letter", "paper_political_review", {"passed": True}),
        ("hung for a day", "paper_publicity", {**NOTICE, "taken_down_on": DAY}),
        ("taken down before", "paper_publicity", {**NOTICE, "taken_down_on": "2025-10-26"}),
        ("to another branch", "relocation", MOVE),
        ("to the same branch", "relocation", {**MOVE, "to_branch_id": "BRANCH"}),
        ("file not checked", "relocation", {**MOVE, "file_checked": False}),
        ("by an organiser", "admission_talk", {"talked_by": "ORGANISER", "office": "organiser", "fit": True}),
        (
            "by a committee member",
            "admission_talk",
            {"talked_by": "ORGANISER", "office": "committee_member", "fit": True},
        ),
        ("by the secretary", "admission_talk", {"talked_by": "SECRETARY", "office": "secretary", "fit": True}),
        ("until the next day", "approval_extension", {**EXTENSION, "until": "2025-10-28"}),
        ("until the day itself", "approval_extension", {**EXTENSION, "until": DAY}),
        ("reported on the day", "object_filing", {**REPLY, "reported_on": DAY}),
        ("reported the day after", "object_filing", {**REPLY, "reported_on": "2025-10-28"}),
        ("convert", "conversion_resolution", {"proposal": "convert"}),
        ("extend, without months", "conversion_resolution", {"proposal": "extend", "reason": "x"}),
        ("convert, with months", "conversion_resolution", {"proposal": "convert", "extend_months": 6}),
        ("cancel, without a reason", "conversion_resolution", {"proposal": "cancel", "reason": " "}),
        ("extend, without a reason", "conversion_resolution", {"proposal": "extend", "extend_months": 6}),
        ("extend", "conversion_resolution", {"proposal": "extend", "extend_months": 6, "reason": "x"}),
    ],
)
def test_facts_say_what_cannot_be(case: str, kind: str, data: dict[str, object]) -> None:
    entry = fact(kind, DAY, **data)

    TOLD.tells(f"{kind}: {case}", entry.data.errors(entry.happened_on))


def _acts(data: FactData) -> list[str]:
    acting = data.acting_body()
    return [
        *(f"person at {pointer}: {one}" for pointer, one in data.persons()),
        *(f"body at {pointer}: {one}" for pointer, one in data.bodies()),
        *([f"acts for {acting[1]} at {acting[0]}"] if acting is not None else []),
    ]


@pytest.mark.parametrize("entry", whole_file().facts, ids=lambda entry: f"{entry.kind} {entry.happened_on}")
def test_facts_name_who_acts_in_them_and_where(entry: object) -> None:
    data = entry.data  # type: ignore[attr-defined]
    named = {pointer.split("/")[1] for pointer, _ in (*data.persons(), *data.bodies())}

    assert named <= {field.name for field in fields(data)}
    TOLD.tells(f"{data.kind} {entry.happened_on} names", _acts(data))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("relocation", MOVE),
        ("approval_extension", {**EXTENSION, "until": "2025-10-28"}),
        ("group_assignment", {"branch_id": "BRANCH"}),
    ],
)
def test_facts_of_the_exception_name_who_acts_in_them_too(kind: str, data: dict[str, object]) -> None:
    TOLD.tells(f"{kind} names", _acts(fact(kind, DAY, **data).data))


@pytest.mark.parametrize(
    ("kind", "data", "left_out", "value"),
    [
        ("first_talk", {"talked_by": "SECRETARY", "office": "secretary"}, "note", ""),
        ("opinions_heard", {"source": "masses", "asked": 1, "in_favour": 1}, "purpose", OpinionPurpose.LISTING),
        ("paper_political_review", {"passed": True}, "last_reply_on", None),
    ],
)
def test_what_a_fact_may_leave_out_stands_as_its_description_says(
    kind: str, data: dict[str, object], left_out: str, value: object
) -> None:
    assert getattr(fact(kind, DAY, **data).data, left_out) == value


def test_every_kind_of_fact_was_asked() -> None:
    silent = {kind for kind in KINDS if not any(name.startswith((f"{kind}:", f"{kind} ")) for name in TOLD.blocks)}

    assert silent <= {"paper_training", "case_closing"}, silent
    assert {kind.kind for kind in ALL_KINDS} == set(KINDS)
    assert list(FactData.errors(whole_file().facts[0].data, date.min)) == []
