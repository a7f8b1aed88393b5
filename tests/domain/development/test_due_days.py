"""Duties say the day on which the gate of their step turns: under the texts, and under local values that come meanwhile."""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

import pytest

from app.domain.development.casefile import CaseFile
from app.domain.development.duties import DATED_BY, Duty, duties
from app.domain.development.gates import GATES
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.publicity.duties import DATED_BY as DATES_OF_NOTICES
from app.domain.publicity.facts import NoticeKind
from app.domain.publicity.windows import notice_window
from app.domain.shared.parameters import Adoption, Law, Parameter, T, Value, ValueType
from app.domain.training.facts import TrainingExemption
from tests.builders.development_file import (
    BRANCH,
    COMMITTEE,
    NATIONAL,
    completed,
    fact,
    file_before,
    whole_file,
    with_fact,
    without,
)

DAY = timedelta(days=1)


def adopted(parameter: str, value: ValueType, since: date) -> Law:
    own = Adoption(parameter, value, since, COMMITTEE, "青溪镇党委", "青委〔2026〕1号")
    checked = Adoption(
        "development.activist.training_validity_checked", True, date(2020, 1, 1), COMMITTEE, "青溪镇党委", "1号"
    )
    return Law.of(NATIONAL.calendar, [checked, own])


def only(file: CaseFile, law: Law, kind: str) -> Duty:
    (found,) = [duty for duty in duties(file, law) if duty.kind == kind]
    return found


# kind, step to come, gate, days from the due day on which the gate is met and on which it is not, parameter, stricter value
TURNS = [
    ("cultivation", "cultivate", "cultivation_long_enough", 0, -1, "development.activist.cultivation_min", 18),
    ("admission_assembly", "admission_assembly", "assembly_soon_after_prereview", 0, 1, None, 0),
    (
        "admission_approval",
        "approve_admission",
        "admission_approved_in_time",
        0,
        1,
        "development.approval.deadline",
        2,
    ),
    ("conversion_approval", "approve_conversion", "conversion_approved_in_time", 0, 1, None, 0),
    ("probation_end", "probation", "probation_over", 0, -1, None, 0),
    (
        "training_expires",
        "admission_assembly",
        "training_holds_on_assembly_day",
        0,
        1,
        "training.certificate_validity_months",
        2,
    ),
]


@pytest.mark.parametrize(("kind", "before", "gate", "met", "unmet", "parameter", "value"), TURNS)
@pytest.mark.parametrize(
    "since",
    [date(2020, 1, 1), date(2026, 1, 1), date(2026, 7, 15), date(2026, 8, 15), date(2026, 9, 1), date(2028, 1, 1)],
)
def test_a_duty_is_due_when_the_gate_of_its_step_turns(
    kind: str, before: str, gate: str, met: int, unmet: int, parameter: str | None, value: int, since: date
) -> None:
    file = file_before(before)
    if kind == "training_expires":
        file = replace(file, certificates=tuple(replace(c, valid_until=date(2027, 3, 1)) for c in file.certificates))
    law = adopted(parameter or "development.assembly.supervisors_min", value or 1, since)

    duty = only(file, law, kind)

    assert GATES[gate](file, law, duty.due_on + met * DAY)
    assert not GATES[gate](file, law, duty.due_on + unmet * DAY)


@pytest.mark.parametrize(
    ("since", "due_on"),
    [
        (date(2020, 1, 1), date(2025, 7, 28)),
        (date(2025, 6, 1), date(2025, 7, 28)),
        (date(2025, 9, 1), date(2025, 9, 1)),
        (date(2025, 10, 28), date(2025, 10, 28)),
        (date(2025, 10, 29), date(2025, 10, 28)),
    ],
)
def test_a_shorter_interval_of_reviews_asks_from_the_day_it_applies(since: date, due_on: date) -> None:
    file = without(file_before("cultivate"), ["half_yearly_review"])
    law = adopted("development.activist.review_interval", 3, since)

    duty = only(file, law, "half_yearly_review")

    assert duty.due_on == due_on
    assert GATES["reviews_cover_cultivation"](file, law, due_on - DAY)
    assert not GATES["reviews_cover_cultivation"](file, law, due_on)


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2025, 1, 31), date(2025, 2, 28)),
        (date(2025, 1, 28), date(2025, 2, 28)),
        (date(2024, 2, 29), date(2024, 3, 29)),
        (date(2025, 12, 31), date(2026, 1, 31)),
        (date(2025, 8, 31), date(2025, 9, 30)),
    ],
)
def test_the_first_talk_is_due_by_the_calendar(received: date, due_on: date) -> None:
    file = file_before("first_talk", with_fact(whole_file(), "application_letter", received))

    duty = only(file, NATIONAL, "first_talk")

    assert (duty.due_on, duty.owner_id, duty.step) == (due_on, BRANCH, "first_talk")


@pytest.mark.parametrize(
    ("held", "ends"), [(date(2026, 2, 28), date(2027, 2, 28)), (date(2028, 2, 29), date(2029, 2, 28))]
)
def test_probation_ends_by_the_calendar_in_leap_years_too(held: date, ends: date) -> None:
    file = whole_file()
    moved = replace(file, meetings=tuple(replace(m, held_on=held) if m.id.int == 201 else m for m in file.meetings))

    assert only(file_before("probation", moved), NATIONAL, "probation_end").due_on == ends


def test_a_letter_of_the_days_without_a_time_for_the_talk_owes_none() -> None:
    file = file_before("first_talk", with_fact(whole_file(), "application_letter", date(2013, 5, 2)))

    assert [duty for duty in duties(file, NATIONAL) if duty.kind == "first_talk"] == []


def test_contacts_that_were_assigned_anew_do_not_put_the_end_of_the_cultivation_before_its_beginning() -> None:
    file = whole_file()
    again = fact("contact_assignment", "2026-05-02", 9_500, person_ids=["CONTACT"])
    file = file_before("assign_contacts", replace(file, facts=(*file.facts, again)))
    late = completed(file, STEPS["assign_contacts"])

    duty = only(late, NATIONAL, "cultivation")

    assert (duty.starts_on, duty.due_on) == (date(2025, 4, 28), date(2026, 4, 28))


def test_the_certificate_that_holds_longest_speaks_and_none_for_who_is_exempt() -> None:
    file = file_before("prereview")
    (own,) = file.certificates
    long = replace(own, valid_until=date(2027, 6, 1))
    newer = replace(own, id=UUID(int=421), issued_on=date(2026, 6, 12), valid_until=date(2026, 12, 1))
    both = replace(file, certificates=(long, newer))
    endless = replace(file, certificates=(own, newer))
    exempt = replace(both, exemption=TrainingExemption("县组〔2026〕3号", date(2026, 6, 1), "常年驻外"))

    assert only(both, NATIONAL, "training_expires").due_on == date(2027, 6, 1)
    assert [d for d in duties(endless, NATIONAL) if d.kind == "training_expires"] == []
    assert [d for d in duties(exempt, NATIONAL) if d.kind == "training_expires"] == []


@pytest.mark.parametrize(
    ("held", "owed"), [("2026-05-17", None), ("2026-05-18", date(2026, 5, 20)), ("2026-05-20", date(2026, 5, 20))]
)
def test_an_assembly_that_met_when_no_text_set_it_a_time_owes_none_that_came_later(
    held: str, owed: date | None
) -> None:
    file = with_fact(whole_file(), "pre_review_result", "2026-04-20")
    day = date.fromisoformat(held)
    moved = replace(file, meetings=tuple(replace(m, held_on=day) if m.id.int == 201 else m for m in file.meetings))

    found = {d.kind: d for d in duties(file_before("admission_talk", moved), NATIONAL)}

    assert found["probation_end"].done_on is None
    if owed is None:
        assert "admission_assembly" not in found
    else:
        assert (found["admission_assembly"].due_on, found["admission_assembly"].done_on) == (owed, day)


def test_reviews_and_the_end_of_a_cultivation_of_days_without_a_figure_owe_no_day_of_a_later_text() -> None:
    file = without(whole_file(), ["half_yearly_review"])
    for kind, day in (
        ("activist_determination", "2012-09-01"),
        ("activist_filing", "2012-09-02"),
        ("contact_assignment", "2012-09-03"),
        ("cultivation_conclusion", "2014-05-27"),
    ):
        file = with_fact(file, kind, day)
    period = {"period_from": "2012-09-03", "period_to": "2013-03-02", "suitable": True}
    reviews = [
        fact("half_yearly_review", day, 9_700 + n, **period) for n, day in enumerate(("2013-03-03", "2014-05-28"))
    ]
    file = file_before("determine_object", replace(file, facts=(*file.facts, *reviews)))

    owed = [(d.kind, d.starts_on, d.done_on) for d in duties(file, NATIONAL)]

    assert "cultivation" not in {kind for kind, _, _ in owed}
    assert [(begun, done) for kind, begun, done in owed if kind == "half_yearly_review"] == [
        (date(2013, 3, 3), date(2014, 5, 28)),
        (date(2014, 5, 28), None),
    ]
    first = with_fact(file, "cultivation_conclusion", "2014-05-28")
    assert only(first, NATIONAL, "cultivation").due_on == date(2014, 5, 28)


class Listening(Law):
    """The national law that notes which figures it is asked for."""

    asked: ClassVar[set[str]] = set()

    def value(self, parameter: Parameter[T], on: date) -> Value[T] | None:
        self.asked.add(parameter.id)
        return super().value(parameter, on)


def test_the_figures_from_which_days_follow_are_all_named() -> None:
    law = Listening(NATIONAL.calendar)
    law.asked.clear()
    moved = fact(
        "relocation",
        "2025-09-01",
        9_600,
        from_branch_id=BRANCH,
        to_branch_id=BRANCH,
        file_checked=True,
        letter_number="12号",
    )
    extended = fact(
        "approval_extension",
        "2026-10-01",
        9_601,
        decided_by="COMMITTEE",
        document_number="青委〔2026〕40号",
        until="2027-01-01",
        reason="需进一步核实",
    )
    file = replace(whole_file(), facts=(*whole_file().facts, moved, extended))

    for step in STEP_LIST:
        duties(file_before(step.key, file), law)

    assert law.asked == DATED_BY


def test_the_figures_from_which_the_last_day_of_a_window_follows_are_all_named() -> None:
    law = Listening(NATIONAL.calendar)
    law.asked.clear()

    for kind in NoticeKind:
        for notice in whole_file().notices:
            notice_window(replace(notice, kind=kind), law, date(2026, 7, 1))

    assert law.asked == DATES_OF_NOTICES
