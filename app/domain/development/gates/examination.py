"""Gates of examination, pre-review and application form."""

from datetime import date

from app.domain.assessments import rules as assessments
from app.domain.development import parameters as p
from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    CommitteeExamination,
    FormFilled,
    PreReviewResult,
)
from app.domain.development.gates.common import (
    approving_committee,
    clause_of,
    decided_by_branch_committee,
    stated,
)
from app.domain.development.gates.registry import gate
from app.domain.form_register.rules import form_held as register_form_held
from app.domain.publicity import rules as publicity
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, judged, require

__all__: list[str] = []


@gate
def examined_by_branch_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The branch committee examined the file and found it in order."""
    found = file.latest(CommitteeExamination, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("examine", on)
    body = decided_by_branch_committee(file, found[1].decided_by, "development.examined-by", clause, on)
    return body & stated(found[1].passed, "development.examination-passed", clause, on)


@gate
def prereview_by_approving_committee(file: CaseFile, law: Law, on: date) -> Verdict:
    """The committee with the approval power reviewed."""
    found = file.latest(PreReviewResult, until=on)
    if found is None:
        return SATISFIED
    clause = clause_of("prereview", on)
    return approving_committee(file, found[1].reviewed_by, "development.prereview-by", clause, law, on)


@gate
def does_not_leave_soon(file: CaseFile, law: Law, on: date) -> Verdict:
    """Nobody who leaves the unit within the months is dealt with, save by a decision: the text says "generally"."""
    found = file.latest(PreReviewResult, until=on)
    value = law.value(p.PREREVIEW_LEAVING_SOON_MONTHS, on)
    if found is None or value is None or found[1].leaves_unit_on is None:
        return SATISFIED
    leaves, exception = found[1].leaves_unit_on, (found[1].exception_number or "").strip()
    last = add_months(on, value.value)
    return judged(
        leaves > last or bool(exception),
        "development.leaving-soon",
        value,
        required=last,
        measured=leaves,
        facts={"exception": exception or None},
    )


@gate
def department_has_talked(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice asks for it, the organisation department has talked with the person; scored talks reach a mark."""
    asked = law.value(p.PREREVIEW_TALK_BY_ORG_DEPARTMENT, on)
    return assessments.department_has_talked(file.talks, asked, on) & assessments.talks_reach_mark(file.talks, law, on)


@gate
def inspection_announced(file: CaseFile, law: Law, on: date) -> Verdict:
    """Where the practice asks for it, an inspection notice hung before the act."""
    return publicity.inspection_announced(file.notices, file.candidate.id, law, on)


@gate
def form_held(file: CaseFile, law: Law, on: date) -> Verdict:
    """On the day the person holds one numbered form of the register."""
    return register_form_held(file.forms, file.candidate.id, on)


@gate
def form_number_matches(file: CaseFile, law: Law, on: date) -> Verdict:
    """The form that was filled in is the one that the register gave to the person."""
    found = file.latest(FormFilled, until=on)
    if found is None:
        return SATISFIED
    numbers = tuple(
        str(form.number)
        for form in file.forms
        if form.person_id == file.candidate.id and (form.voided_on is None or on < form.voided_on)
    )
    number = found[1].form_number
    return require(
        number in numbers, "development.form-number", OUR_CHOICE, required=numbers or None, measured=number, day=on
    )


@gate
def form_guided_by_sponsors(file: CaseFile, law: Law, on: date) -> Verdict:
    """The sponsors guided the person."""
    found = file.latest(FormFilled, until=on)
    if found is None:
        return SATISFIED
    return stated(found[1].guided_by_sponsors, "development.form-guided", clause_of("fill_form", on), on)
