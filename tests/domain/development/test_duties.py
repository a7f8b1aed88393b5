"""Duties of a case at the edges: moves, extensions, second attempts, days that no text covers."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.development.casefile import CaseFile, Outcome, VoidCause
from app.domain.development.duties import Duty, duties
from app.domain.development.parameters import ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE
from app.domain.development.steps import STEPS
from app.domain.meetings.parameters import DEADLINE_AFTER_PREREVIEW
from app.domain.shared.parameters import Law
from app.domain.shared.texts import FIRST_DAY_2014
from app.domain.training.facts import CertificateKind
from tests.builders.development_file import (
    BRANCH,
    NATIONAL,
    adopting,
    completed,
    fact,
    file_before,
    whole_file,
    with_fact,
)
from tests.domain.development.builders import Without


def duty(file: CaseFile, kind: str, law: Law = NATIONAL) -> Duty:
    (found,) = (entry for entry in duties(file, law) if entry.kind == kind)
    return found


def adding(file: CaseFile, kind: str, on: str, **data: object) -> CaseFile:
    return replace(file, facts=(*file.facts, fact(kind, on, 9_500, **data)))


MOVE = {"from_branch_id": "OTHER_BRANCH", "to_branch_id": "BRANCH", "file_checked": True, "letter_number": "x"}


@pytest.mark.parametrize(
    ("_case", "runs_on", "starts_on", "due_on"),
    [
        ("time runs on", True, date(2025, 4, 28), date(2026, 4, 28)),
        ("time begins anew", False, date(2025, 12, 1), date(2026, 12, 1)),
    ],
)
def test_cultivation_is_due_from_the_move_only_where_time_does_not_run_on(
    _case: str, runs_on: bool, starts_on: date, due_on: date
) -> None:
    law = Without(ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE, lambda _: runs_on)
    file = adding(file_before("cultivate"), "relocation", "2025-12-01", **MOVE)

    found = duty(file, "cultivation", law)

    assert (found.starts_on, found.due_on) == (starts_on, due_on)


def test_the_extension_of_probation_moves_its_end() -> None:
    file = with_fact(
        file_before("approve_conversion"),
        "conversion_resolution",
        proposal="extend",
        extend_months=6,
        reason="尚需考察",
    )

    assert duty(file, "probation_end").due_on == date(2027, 7, 10)
    assert duty(completed(file, STEPS["approve_conversion"], outcome=Outcome.EXTENDED), "probation_end").due_on == date(
        2028, 1, 10
    )


EXTENSION = {"decided_by": "COMMITTEE", "document_number": "x", "until": "2027-01-01", "reason": "x"}


@pytest.mark.parametrize(
    ("_case", "decided_on", "due_on"),
    [
        ("before the report", "2026-07-11", date(2026, 10, 12)),
        ("on the day of the report", "2026-07-12", date(2027, 1, 1)),
        ("on the last day", "2026-10-12", date(2027, 1, 1)),
        ("a day too late", "2026-10-13", date(2026, 10, 12)),
    ],
)
def test_only_an_extension_decided_within_the_usual_time_moves_the_approval(
    _case: str, decided_on: str, due_on: date
) -> None:
    file = adding(file_before("approve_admission"), "approval_extension", decided_on, **EXTENSION)

    assert duty(file, "admission_approval").due_on == due_on


def test_a_second_assembly_starts_the_time_for_approval_by_its_own_report() -> None:
    file = adding(file_before("approve_admission"), "admission_report", "2026-07-05", reported_to="COMMITTEE")

    found = duty(file, "admission_approval")

    assert (found.starts_on, found.earlier) == (date(2026, 7, 12), frozenset({date(2026, 7, 5)}))


def test_an_earlier_attempt_at_the_step_that_starts_a_duty_is_remembered() -> None:
    file = file_before("fill_form")
    (done,) = (c for c in file.completions if c.step == "prereview")
    first = replace(
        done, attempt=1, outcome=Outcome.REFUSED, void=VoidCause.REFUSED, act_on=date(2026, 6, 1), act_ref=None
    )
    other = replace(first, step="examine", act_on=date(2026, 5, 30))
    others = tuple(replace(c, attempt=2) if c is done else c for c in file.completions)

    found = duty(replace(file, completions=(first, other, *others)), "admission_assembly")

    assert (found.starts_on, found.earlier) == (date(2026, 6, 22), frozenset({date(2026, 6, 1)}))


def test_a_term_that_began_before_any_text_set_one_has_none() -> None:
    old = file_before(
        "first_talk", with_fact(whole_file(), "application_letter", "1985-03-03", written_on="1985-03-01")
    )

    assert "first_talk" not in [entry.kind for entry in duties(old, NATIONAL)]


@pytest.mark.parametrize(
    ("_case", "law", "due_on"),
    [
        ("the text of 2026, which came meanwhile", NATIONAL, date(2026, 6, 10)),
        ("no word about it", Without(DEADLINE_AFTER_PREREVIEW, lambda _: None), None),
    ],
)
def test_an_assembly_is_due_by_the_text_of_its_own_day(_case: str, law: Law, due_on: date | None) -> None:
    file = file_before("fill_form", with_fact(whole_file(), "pre_review_result", "2026-05-10"))

    assert [entry.due_on for entry in duties(file, law) if entry.kind == "admission_assembly"] == [
        *([due_on] if due_on is not None else [])
    ]


def test_an_interval_asks_for_reviews_from_the_day_on_which_a_text_sets_one() -> None:
    file = with_fact(file_before("cultivate"), "activist_determination", "1985-04-15")
    file = with_fact(file, "contact_assignment", "1985-04-28")
    file = replace(file, completions=tuple(replace(c, act_on=c.act_on.replace(year=1985)) for c in file.completions))

    found = next(entry for entry in duties(file, NATIONAL) if "review" in entry.kind)

    assert (found.starts_on, found.due_on) == (date(1985, 4, 28), FIRST_DAY_2014)


def test_a_review_on_the_day_on_which_cultivation_began_fulfils_no_half_year() -> None:
    period = {"period_from": "2025-04-28", "period_to": "2025-04-28", "suitable": True}
    file = adding(file_before("cultivate"), "half_yearly_review", "2025-04-28", **period)

    begun = [entry.starts_on for entry in duties(file, NATIONAL) if entry.kind == "half_yearly_review"]

    assert begun == [date(2025, 4, 28), date(2025, 10, 28), date(2026, 4, 28)]


def test_a_certificate_of_an_object_is_used_by_the_assembly_whose_duty_it_is() -> None:
    law = adopting(training__certificate_validity_months=12)
    file = file_before("admission_talk")
    (own,) = file.certificates
    later = replace(own, id=UUID(int=9), issued_on=date(2026, 6, 20))
    not_counted = (
        replace(later, kind=CertificateKind.ACTIVIST),
        replace(later, withdrawn_on=date(2026, 6, 21)),
        replace(later, kind=CertificateKind.ACTIVIST, withdrawn_on=date(2026, 6, 21)),
    )

    for other in not_counted:
        found = duty(replace(file, certificates=(own, other)), "training_expires", law)
        assert (found.step, found.owner_id, found.starts_on) == ("admission_assembly", BRANCH, own.issued_on)
        assert found.done_on == date(2026, 7, 10)
        assert found.earlier == frozenset()


@pytest.mark.parametrize(
    ("_case", "issued_on", "verified"),
    [
        ("under the text of 2014, not read", date(2026, 5, 17), False),
        ("under the text of 2026", date(2026, 5, 18), True),
    ],
)
def test_the_end_of_a_certificate_is_marked_where_the_place_of_its_text_was_not_read(
    _case: str, issued_on: date, verified: bool
) -> None:
    file = file_before("prereview")
    (own,) = file.certificates

    found = duty(
        replace(file, certificates=(replace(own, held_from=date(2026, 5, 8), held_to=issued_on, issued_on=issued_on),)),
        "training_expires",
        adopting(training__certificate_validity_months=12),
    )

    assert found.starts_on == issued_on
    assert found.clause == STEPS["train"].clause(issued_on)
    assert found.verified is verified
