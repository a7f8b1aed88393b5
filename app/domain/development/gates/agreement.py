"""The rule family of agreement: dates across the file must agree, whatever each of them says alone.

Each rule names an earlier and a later act; a missing act is another gate's matter. No text states these rules: they follow from
the order of the steps, so that the clause cited is that of the later step.
"""

from datetime import date

from app.domain.development.casefile import CaseFile
from app.domain.development.facts import (
    ApplicationLetter,
    FactData,
    FormFilled,
    HalfYearlyReview,
    OpinionsHeard,
    PaperPoliticalReview,
    ProbationReview,
    SponsorAssignment,
    ThoughtReport,
)
from app.domain.development.gates.common import clause_of, cultivation_start
from app.domain.development.gates.joined import certificates
from app.domain.development.gates.registry import gate
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Verdict, require
from app.domain.training.facts import CertificateKind

__all__ = ["born_before", "in_order"]


def in_order(earlier: date | None, later: date | None, code: str, step: str, on: date) -> Verdict:
    """Judge that *earlier* is not later than *later*; an unknown day is not judged."""
    if earlier is None or later is None:
        return SATISFIED
    return require(earlier <= later, code, clause_of(step, on), required=earlier, measured=later, day=on)


def born_before(file: CaseFile, on: date) -> Verdict:
    """Judge that the act lies after the candidate's birth."""
    return require(
        file.candidate.born_on < on,
        "development.act-after-birth",
        OUR_CHOICE,
        required=file.candidate.born_on,
        measured=on,
    )


@gate
def conclusion_after_letters(file: CaseFile, law: Law, on: date) -> Verdict:
    """The review's conclusion is not older than the letters and the statement that it rests on."""
    verdict = SATISFIED
    for review in file.reviews:
        days = [inquiry.replied_on for inquiry in review.inquiries if inquiry.withdrawn_on is None]
        if review.statement is not None:
            days.append(review.statement.stated_on)
        last = max((day for day in days if day is not None), default=None)
        concluded = review.conclusion.concluded_on if review.conclusion is not None else None
        verdict &= in_order(last, concluded, "development.conclusion-after-letters", "political_review", on)
    for fact, paper in file.all(PaperPoliticalReview):
        verdict &= in_order(
            paper.last_reply_on, fact.happened_on, "development.conclusion-after-letters", "political_review", on
        )
    return verdict


@gate
def review_before_assembly(file: CaseFile, law: Law, on: date) -> Verdict:
    """The political review was concluded by the day of the assembly."""
    done = file.done("political_review")
    return in_order(done.act_on if done else None, on, "development.review-before-assembly", "admission_assembly", on)


@gate
def certificate_before_assembly(file: CaseFile, law: Law, on: date) -> Verdict:
    """The training certificate was issued by the day of the assembly."""
    mine = [c.issued_on for c in certificates(file) if c.kind is CertificateKind.DEVELOPMENT_OBJECT]
    first = min(mine, default=None)
    return in_order(first, on, "development.certificate-before-assembly", "admission_assembly", on)


@gate
def form_before_assembly(file: CaseFile, law: Law, on: date) -> Verdict:
    """The application form was given out and filled in by the day of the assembly."""
    filled = file.latest(FormFilled)
    day = filled[0].happened_on if filled is not None else None
    issued = [
        form.issued_on
        for form in file.forms
        if filled is not None and str(form.number) == filled[1].form_number and form.person_id == file.candidate.id
    ]
    verdict = in_order(day, on, "development.form-before-assembly", "admission_assembly", on)
    for issue in issued:
        verdict &= in_order(issue, day, "development.form-issued-before-filled", "fill_form", on)
    return verdict


@gate
def sponsors_before_form(file: CaseFile, law: Law, on: date) -> Verdict:
    """The sponsors who guided the person had been determined by then."""
    first = min((fact.happened_on for fact, _ in file.all(SponsorAssignment)), default=None)
    return in_order(first, on, "development.sponsors-before-form", "fill_form", on)


@gate
def reviews_within_cultivation(file: CaseFile, law: Law, on: date) -> Verdict:
    """Reviews cover days of the cultivation, not of the time before it."""
    start = cultivation_start(file, law, on)
    first = min((review.period_from for _, review in file.all(HalfYearlyReview)), default=None)
    return in_order(start, first, "development.reviews-within-cultivation", "cultivate", on)


@gate
def reports_after_application(file: CaseFile, law: Law, on: date) -> Verdict:
    """Thought reports and opinions are not older than the application letter."""
    letter = min((fact.happened_on for fact, _ in file.all(ApplicationLetter)), default=None)
    kinds: tuple[type[FactData], ...] = (ThoughtReport, OpinionsHeard)
    first = min((fact.happened_on for kind in kinds for fact, _ in file.all(kind)), default=None)
    return in_order(letter, first, "development.reports-after-application", "cultivate", on)


@gate
def probation_reviews_after_assembly(file: CaseFile, law: Law, on: date) -> Verdict:
    """Reviews in probation cover days after the assembly that admitted."""
    assembly = file.done("admission_assembly")
    first = min((review.period_from for _, review in file.all(ProbationReview)), default=None)
    start = assembly.act_on if assembly is not None else None
    return in_order(start, first, "development.probation-reviews-after-assembly", "probation", on)
