"""Dated duties of a case: what is due when, whose it is, and which step ends it. The tasks area turns them into tasks.

Every duty is worked out anew from the file and the law, so that a corrected fact or a stricter value moves it. Nothing here
asks what day it is, and nothing changes a case: a duty keeps its days until a fact or the law does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.domain.development import parameters as p
from app.domain.development.acts import act_of, as_they_stand
from app.domain.development.casefile import CaseFile, CaseState
from app.domain.development.facts import (
    KINDS,
    AdmissionReport,
    ConversionReport,
    HalfYearlyReview,
)
from app.domain.development.gates.common import approval_extended, cultivation_start, probation_end, reported_on
from app.domain.development.procedure import Step, Term
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.shared.clauses import Clause
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law, Parameter, Value
from app.domain.shared.terms import first_day_after, first_day_of
from app.domain.training.facts import CertificateKind
from app.domain.training.parameters import CERTIFICATE_VALIDITY_MONTHS
from app.domain.training.rules import holds_until

__all__ = ["DATED_BY", "DUTY_KINDS", "Duty", "duties"]

DUTY_KINDS = frozenset(
    {step.due.kind for step in STEP_LIST if step.due is not None} | {"half_yearly_review", "training_expires"}
)
"""Kinds of duty that a case can have."""
DATED_BY = frozenset(
    {step.due.months.id for step in STEP_LIST if step.due is not None}
    | {
        p.ACTIVIST_CONTACT_PERSONS_MAX.id,
        p.ACTIVIST_CONTACT_PERSONS_MIN.id,
        p.ACTIVIST_CULTIVATION_CONTINUOUS_ON_MOVE.id,
        p.ACTIVIST_REVIEW_INTERVAL.id,
        p.APPROVAL_DEADLINE_MAX.id,
        CERTIFICATE_VALIDITY_MONTHS.id,
    }
)
"""Figures from which the days of duties follow."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One dated duty. ``done_on`` is the day on which it was fulfilled, None while it is open."""

    kind: str
    step: str
    """The step that ends it."""
    starts_on: date
    due_on: date
    owner_id: UUID
    """The organisation whose duty it is."""
    clause: Clause
    verified: bool = True
    done_on: date | None = None
    earlier: frozenset[date] = frozenset()
    """Days on which duties of the kind began that have given way to this one: earlier attempts, earlier reports."""


def duties(file: CaseFile, law: Law) -> tuple[Duty, ...]:
    """Return the duties of an active case, fulfilled ones included; none for a case that is over."""
    if file.state is not CaseState.OPEN:
        return ()
    file = as_they_stand(file)
    found = [duty for step in STEP_LIST if (duty := _of_step(file, step, law)) is not None]
    return tuple(sorted((*found, *_reviews(file, law), *_training(file, law)), key=lambda duty: duty.due_on))


def _done_on(file: CaseFile, key: str) -> date | None:
    done = file.done(key)
    return done.act_on if done is not None else None


def _start(file: CaseFile, law: Law, step: Step, since: str) -> date | None:
    if step.key == "cultivate":
        return cultivation_start(file, law) if file.done(since) is not None else None
    if since in STEPS:
        return _done_on(file, since)
    assembly = "admission_assembly" if since == AdmissionReport.kind else "conversion_assembly"
    return reported_on(file, KINDS[since], assembly) if file.done(assembly) is not None else None


def _earlier(file: CaseFile, since: str, start: date) -> frozenset[date]:
    if since in STEPS:
        days = [act_of(file, STEPS[since], completion).on for completion in file.attempts(since)]
    else:
        days = [fact.happened_on for fact, _ in file.all(KINDS[since])]
    return frozenset(day for day in days if day < start)


def _of_step(file: CaseFile, step: Step, law: Law) -> Duty | None:
    if step.due is None:
        return None
    start, done_on = _start(file, law, step, step.due.since), _done_on(file, step.key)
    found = _term(step.due.term, step.due.months, law, start) if start is not None else None
    if start is None or found is None:
        return None
    if step.due.term is not Term.FIXED and _was_free(step.due.months, law, done_on):
        return None
    due_on, value = found
    if step.key == "probation" and (ends := probation_end(file, law)) is not None:
        due_on = ends[0]
    if step.key == "approve_admission":
        extended = approval_extended(file, law, start, due_on)
        due_on = extended[0] if extended is not None else due_on
    return Duty(
        step.due.kind,
        step.key,
        start,
        due_on,
        _owner(file, step),
        value.clause,
        value.verified,
        done_on,
        _earlier(file, step.due.since, start),
    )


def _was_free(months: Parameter[int], law: Law, done_on: date | None) -> bool:
    """Tell whether an act was done under a law that set it no time: what a later one asks for it never owed."""
    return done_on is not None and law.value(months, done_on) is None


def _term(term: Term, months: Parameter[int], law: Law, start: date) -> tuple[date, Value[int]] | None:
    """Return the day on which a duty that began on *start* is due, and the figure; None where no law sets one."""
    if term is Term.EARLIEST:
        return first_day_of(months, law, start)
    if term is Term.LATEST:
        late = first_day_after(months, law, start)
        return (late[0] - timedelta(days=1), late[1]) if late is not None else None
    value = law.value(months, start)
    return (add_months(start, value.value), value) if value is not None else None


def _owner(file: CaseFile, step: Step) -> UUID:
    if step.key == "approve_admission" and (found := file.latest(AdmissionReport)) is not None:
        return found[1].reported_to
    if step.key == "approve_conversion" and (report := file.latest(ConversionReport)) is not None:
        return report[1].reported_to
    return file.branch_id


def _reviews(file: CaseFile, law: Law) -> Iterator[Duty]:
    """One duty for every half year: those that a review fulfilled, and the open one while the cultivation lasts.

    The gate of the cultivation measures by the interval of its own day: a shorter one asks from the day it applies.
    """
    start = cultivation_start(file, law)
    if file.done("assign_contacts") is None or start is None:
        return

    reviewed = {fact.happened_on for fact, _ in file.all(HalfYearlyReview)}

    def duty(begun: date, done_on: date | None) -> Iterator[Duty]:
        found = first_day_of(p.ACTIVIST_REVIEW_INTERVAL, law, begun)
        if found is None or _was_free(p.ACTIVIST_REVIEW_INTERVAL, law, done_on):
            return
        due_on, value = found
        earlier = frozenset(day for day in reviewed if day < begun)
        yield Duty(
            "half_yearly_review",
            "cultivate",
            begun,
            due_on,
            file.branch_id,
            value.clause,
            value.verified,
            done_on,
            earlier,
        )

    last = start
    for day in sorted(day for day in reviewed if day > start):
        yield from duty(last, day)
        last = day
    if file.done("determine_object") is None:
        yield from duty(last, None)


def _training(file: CaseFile, law: Law) -> Iterator[Duty]:
    """The assembly has to meet while the certificate that holds longest does; nobody waits for who is exempt."""
    if file.done("train") is None or file.exemption is not None:
        return
    mine = [c for c in file.certificates if c.kind is CertificateKind.DEVELOPMENT_OBJECT and c.withdrawn_on is None]
    if not mine:
        return
    # One that nothing ends holds for ever.
    certificate = max(mine, key=lambda one: (holds_until(one, law) or date.max, one.issued_on))
    last = holds_until(certificate, law)
    if last is not None:
        yield Duty(
            "training_expires",
            "admission_assembly",
            certificate.issued_on,
            last,
            file.branch_id,
            (clause := STEPS["train"].clause(certificate.issued_on)),
            clause.verified,
            done_on=_done_on(file, "admission_assembly"),
            earlier=frozenset(one.issued_on for one in mine if one.issued_on < certificate.issued_on),
        )
