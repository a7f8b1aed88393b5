"""Whether somebody's training suffices: the short concentrated training, and certificates that may have run out.

第十七条 of the 2014 and 2026 texts: three days or twenty-four class hours, held by a grassroots committee or the county
organisation department; nobody is admitted without it save special cases. Length and organiser are judged by the law of
the day the training ended, validity on the day of the act that rests on it. The texts of all days give both lengths.

The practice "expired training, no admission" names no period. The certificate's own last day counts, or the months that
the adopter has set, whichever ends earlier; where neither is there, the validity is unknown and that is a finding. A
certificate of n months still holds on the day that completes them (ours).

Not modelled: classes, sessions, attendance, examinations.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from app.domain.shared.days import add_months
from app.domain.shared.parameters import Law
from app.domain.shared.terms import first_day_after
from app.domain.shared.verdict import SATISFIED, Scalar, Verdict, judged, require
from app.domain.training import parameters as p
from app.domain.training.facts import Certificate, CertificateKind, TrainingExemption

__all__ = [
    "activist_training_holds",
    "holds_until",
    "is_long_enough",
    "is_valid",
    "last_valid_day",
    "organiser_may_train",
    "training_suffices",
]


def is_long_enough(certificate: Certificate, law: Law) -> Verdict:
    """Judge the length: enough days or enough class hours, by the law of the day the training ended."""
    days, hours = law.require(p.DAYS_MIN, certificate.held_to), law.require(p.HOURS_MIN, certificate.held_to)
    enough = certificate.days >= days.value or certificate.hours >= hours.value
    facts: dict[str, Scalar] = {
        "days": certificate.days,
        "hours": certificate.hours,
        "days_min": days.value,
        "hours_min": hours.value,
    }
    return judged(enough, "training.long-enough", days, measured=certificate.days, facts=facts)


def organiser_may_train(certificate: Certificate, law: Law) -> Verdict:
    """Judge the organiser by the law of the day the training ended; where the text names none, anybody may."""
    allowed = law.value(p.ORGANISER, certificate.held_to)
    if allowed is None:
        return SATISFIED
    ok = certificate.organiser.value in allowed.value
    return judged(ok, "training.organiser-may-train", allowed, measured=certificate.organiser.value)


def last_valid_day(certificate: Certificate, law: Law, on: date) -> date | None:
    """Return the last day on which the certificate holds, None where nothing says it."""
    months = law.value(p.CERTIFICATE_VALIDITY_MONTHS, on)
    days = [certificate.valid_until] if certificate.valid_until is not None else []
    if months is not None:
        days.append(add_months(certificate.issued_on, months.value))
    return min(days, default=None)


def holds_until(certificate: Certificate, law: Law) -> date | None:
    """Return the last day on which :func:`last_valid_day` of that very day has not passed, None where nothing says it."""
    over = first_day_after(p.CERTIFICATE_VALIDITY_MONTHS, law, certificate.issued_on)
    days = [certificate.valid_until] if certificate.valid_until is not None else []
    if over is not None:
        days.append(over[0] - timedelta(days=1))
    return min(days, default=None)


def is_valid(certificate: Certificate, law: Law, on: date) -> Verdict:
    """Judge the validity on *on* where the practice checks it."""
    checked = law.value(p.VALIDITY_CHECKED, on)
    if checked is None or not checked.value:
        return SATISFIED
    last = last_valid_day(certificate, law, on)
    facts: dict[str, Scalar] = {"number": certificate.number}
    if last is None:
        return judged(False, "training.validity-known", checked, facts=facts)
    return judged(last >= on, "training.still-valid", checked, required=on, measured=last, facts=facts)


def training_suffices(
    certificates: Iterable[Certificate], exemption: TrainingExemption | None, law: Law, on: date
) -> Verdict:
    """Judge the gate of the concentrated training: one certificate of a development object meets everything.

    With several certificates the one with the fewest unmet conditions speaks. An exemption needs a decision.
    """
    required = law.require(p.DAYS_MIN, on)
    if exemption is not None and exemption.decided_on <= on:
        return require(
            bool(exemption.decision_number.strip()),
            "training.exempt-by-decision",
            required.clause,
            measured=exemption.decision_number,
            day=exemption.decided_on,
        )
    found = _best(certificates, CertificateKind.DEVELOPMENT_OBJECT, law, on)
    return found if found is not None else judged(False, "training.certificate-there", required)


def activist_training_holds(certificates: Iterable[Certificate], law: Law, on: date) -> Verdict:
    """Judge the practice "expired training, no admission": an activist's certificate is there and holds on *on*."""
    checked = law.value(p.VALIDITY_CHECKED, on)
    if checked is None or not checked.value:
        return SATISFIED
    verdicts = [is_valid(c, law, on) for c in certificates if c.kind is CertificateKind.ACTIVIST and _was_there(c, on)]
    if not verdicts:
        return judged(False, "training.activist-certificate-there", checked)
    return min(verdicts, key=lambda verdict: len(verdict.unmet))


def _was_there(certificate: Certificate, on: date) -> bool:
    withdrawn = certificate.withdrawn_on is not None and certificate.withdrawn_on <= on
    return certificate.issued_on <= on and not withdrawn


def _best(certificates: Iterable[Certificate], kind: CertificateKind, law: Law, on: date) -> Verdict | None:
    verdicts = [
        is_long_enough(c, law) & organiser_may_train(c, law) & is_valid(c, law, on)
        for c in certificates
        if c.kind is kind and _was_there(c, on)
    ]
    return min(verdicts, key=lambda verdict: len(verdict.unmet), default=None)
