"""Dated duties of a case: what is due when, whose it is, and which step ends it. The tasks area turns them into tasks.

Every duty is worked out anew from the file, so that a corrected fact moves it; nothing here changes a case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.development import parameters as p
from app.domain.development.acts import act_of
from app.domain.development.casefile import CaseFile, CaseState
from app.domain.development.facts import (
    KINDS,
    AdmissionReport,
    ApprovalExtension,
    ConversionReport,
    HalfYearlyReview,
)
from app.domain.development.gates.common import cultivation_start, probation_end, reported_on
from app.domain.development.procedure import Step
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.shared.clauses import Clause
from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law
from app.domain.training.facts import CertificateKind
from app.domain.training.rules import last_valid_day

__all__ = ["DUTY_KINDS", "Duty", "duties"]

DUTY_KINDS = frozenset(
    {step.due.kind for step in STEP_LIST if step.due is not None} | {"half_yearly_review", "training_expires"}
)
"""Kinds of duty that a case can have."""


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


def duties(file: CaseFile, law: Law, on: date) -> tuple[Duty, ...]:
    """Return the duties of an active case as they stand on *on*, fulfilled ones included; none for a case that is over."""
    if file.state is not CaseState.OPEN:
        return ()
    found = [duty for step in STEP_LIST if (duty := _of_step(file, step, law, on)) is not None]
    return tuple(sorted((*found, *_reviews(file, law, on), *_training(file, law, on)), key=lambda duty: duty.due_on))


def _done_on(file: CaseFile, key: str) -> date | None:
    """The day of the act on which a completed step rests, as it stands after corrections."""
    done = file.done(key)
    return act_of(file, STEPS[key], done).on if done is not None else None


def _start(file: CaseFile, since: str) -> date | None:
    if since in STEPS:
        return _done_on(file, since)
    assembly = "admission_assembly" if since == AdmissionReport.kind else "conversion_assembly"
    return reported_on(file, KINDS[since], assembly, date.max) if file.done(assembly) is not None else None


def _earlier(file: CaseFile, since: str, start: date) -> frozenset[date]:
    if since in STEPS:
        days = [act_of(file, STEPS[since], completion).on for completion in file.attempts(since)]
    else:
        days = [fact.happened_on for fact, _ in file.all(KINDS[since])]
    return frozenset(day for day in days if day < start)


def _of_step(file: CaseFile, step: Step, law: Law, on: date) -> Duty | None:
    if step.due is None:
        return None
    start = _start(file, step.due.since)
    if start is None:
        return None
    value = law.value(step.due.months, start) or law.value(step.due.months, on)
    if value is None:
        return None
    due_on = add_months(start, value.value)
    if step.key == "cultivate":
        due_on = add_months(cultivation_start(file, law, on) or start, value.value)
    if step.key == "probation":
        due_on = probation_end(file, law, on) or due_on
    if step.key == "approve_admission":
        due_on = _extended(file, law, start, due_on)
    return Duty(
        step.due.kind,
        step.key,
        start,
        due_on,
        _owner(file, step),
        value.clause,
        value.verified,
        _done_on(file, step.key),
        _earlier(file, step.due.since, start),
    )


def _extended(file: CaseFile, law: Law, reported: date, due_on: date) -> date:
    longest = law.value(p.APPROVAL_DEADLINE_MAX, reported)
    until = [e.until for fact, e in file.all(ApprovalExtension) if reported <= fact.happened_on <= due_on]
    return min(max(until), add_months(reported, longest.value)) if until and longest is not None else due_on


def _owner(file: CaseFile, step: Step) -> UUID:
    if step.key == "approve_admission" and (found := file.latest(AdmissionReport)) is not None:
        return found[1].reported_to
    if step.key == "approve_conversion" and (report := file.latest(ConversionReport)) is not None:
        return report[1].reported_to
    return file.branch_id


def _reviews(file: CaseFile, law: Law, on: date) -> Iterator[Duty]:
    """One duty for every half year: those that a review fulfilled, and the open one while the cultivation lasts."""
    start = cultivation_start(file, law, on)
    value = law.value(p.ACTIVIST_REVIEW_INTERVAL, on)
    if file.done("assign_contacts") is None or start is None or value is None:
        return

    reviewed = {fact.happened_on for fact, _ in file.all(HalfYearlyReview)}

    def duty(begun: date, done_on: date | None) -> Duty:
        due_on = add_months(begun, value.value)
        earlier = frozenset(day for day in reviewed if day < begun)
        return Duty(
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
        yield duty(last, day)
        last = day
    if file.done("determine_object") is None:
        yield duty(last, None)


def _training(file: CaseFile, law: Law, on: date) -> Iterator[Duty]:
    """The assembly has to meet while the certificate holds."""
    if file.done("train") is None:
        return
    mine = [c for c in file.certificates if c.kind is CertificateKind.DEVELOPMENT_OBJECT and c.withdrawn_on is None]
    for certificate in sorted(mine, key=lambda found: found.issued_on)[-1:]:
        last = last_valid_day(certificate, law, on)
        if last is not None:
            yield Duty(
                "training_expires",
                "admission_assembly",
                certificate.issued_on,
                last,
                file.branch_id,
                STEPS["train"].clause(on),
                done_on=_done_on(file, "admission_assembly"),
                earlier=frozenset(found.issued_on for found in mine if found.issued_on < certificate.issued_on),
            )
