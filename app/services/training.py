"""Training certificates and exemptions. Classes are not modelled yet."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.organisations.facts import OrganisationKind
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Invalid
from app.domain.training.facts import Certificate, CertificateKind, Organiser
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.models.training import TrainingCertificate, TrainingExemption
from app.persistence.repositories.case_subjects import CaseSubjects, PersonSubjects
from app.persistence.repositories.training import CertificateRepository, ExemptionRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.all_at_once import AllAtOnce
from app.services.case_facts import (
    as_edition,
    case_of,
    columns_of,
    completed_since,
    ensure_corrects_completed,
    ensure_day,
    ensure_documents,
    ensure_not_future,
    ensure_not_own,
    first_edition,
    tell,
)
from app.services.questioning import answer_findings, question_cases

__all__ = [
    "CertificatePaper",
    "correct_certificate",
    "correct_exemption",
    "grant_exemption",
    "issue_certificate",
    "withdraw_certificate",
]


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """What a certificate says. ``issuer_id`` names a body of the tree; then issuer and organiser come from it."""

    kind: CertificateKind
    number: str
    days: int
    hours: int
    held_from: date
    held_to: date
    happened_on: date
    valid_until: date | None = None
    issuer_id: UUID | None = None
    issuer: str | None = None
    organiser: Organiser | None = None
    document_id: UUID | None = None


async def issue_certificate(
    uow: UnitOfWork, person_id: UUID, paper: CertificatePaper, *, late_reason: str | None = None
) -> TrainingCertificate:
    """Record a certificate of a person. Its number is unique per issuer."""
    cases = await _hold_cases(uow, person_id)
    person = await uow.repository(PersonSubjects).get(person_id, lock=True)
    ensure_not_own(uow, person.id)
    errors = AllAtOnce()
    with errors:
        await ensure_day(uow, person, paper.happened_on, late_reason)
    with errors:
        certificate = await _certificate(uow, person, paper)
    errors.tell()
    certificate.late_reason = late_reason
    uow.repository(CertificateRepository).add(certificate)
    _tell(uow, certificate, "issue")
    for case_id in cases:
        await answer_findings(uow, case_id)
    return certificate


async def correct_certificate(
    uow: UnitOfWork, certificate_id: UUID, paper: CertificatePaper, reason: str, *, expected_version: int
) -> TrainingCertificate:
    """Replace a certificate by a new edition; the old one stays with the reason."""
    certificates = uow.repository(CertificateRepository)
    cases = await _hold_cases(uow, await certificates.person_of(certificate_id))
    old = await certificates.get(certificate_id, expected_version=expected_version, lock=True)
    if not old.standing or old.withdrawn_on is not None:
        raise Conflict("training.not-standing")
    await _ensure_may_change(uow, old)
    ensure_not_future(uow, paper.happened_on, "/happened_on")
    person = await uow.repository(PersonSubjects).get(old.person_id)
    certificate = await _certificate(uow, person, paper, besides=old.id)
    old.standing = False
    await uow.flush()  # the number is unique among those that stand
    certificate.edition, certificate.supersedes_id, certificate.correction_reason = old.edition + 1, old.id, reason
    certificates.add(certificate)
    _tell(uow, certificate, "correct", old)
    await question_cases(uow, cases)
    return certificate


async def withdraw_certificate(
    uow: UnitOfWork, certificate_id: UUID, happened_on: date, reason: str, *, expected_version: int
) -> TrainingCertificate:
    """Withdraw a certificate from a day on. Acts before that day keep it."""
    certificates = uow.repository(CertificateRepository)
    cases = await _hold_cases(uow, await certificates.person_of(certificate_id))
    certificate = await certificates.get(certificate_id, expected_version=expected_version, lock=True)
    if not certificate.standing or certificate.withdrawn_on is not None:
        raise Conflict("training.not-standing")
    await _ensure_may_change(uow, certificate)
    ensure_not_future(uow, happened_on, "/happened_on")
    if happened_on < certificate.happened_on:
        raise Invalid(
            FieldError("/happened_on", "training.withdrawn-after-issue", certificate.happened_on, happened_on)
        )
    certificate.withdrawn_on, certificate.withdrawn_reason = happened_on, reason
    _tell(uow, certificate, "withdraw")
    await question_cases(uow, cases)
    return certificate


async def grant_exemption(
    uow: UnitOfWork,
    case_id: UUID,
    happened_on: date,
    decision_number: str,
    exempt_because: str,
    document_id: UUID | None,
    *,
    late_reason: str | None = None,
) -> TrainingExemption:
    """Record the decision that a special case needs no training; one stands per case."""
    case = await case_of(uow, case_id, must_be_open=True)
    errors = AllAtOnce()
    with errors:
        await ensure_day(uow, case, happened_on, late_reason)
    with errors:
        await ensure_documents(uow, case.id, [("/document_id", document_id)])
    errors.tell()
    exemptions = uow.repository(ExemptionRepository)
    if await exemptions.of_case(case.id) is not None:
        raise AlreadyDone("training.exempt-already")
    exemption = TrainingExemption(
        decision_number=decision_number,
        exempt_because=exempt_because,
        document_id=document_id,
        late_reason=late_reason,
        **columns_of(uow, case, happened_on),
    )
    tell(uow, exemptions.add(exemption), "training", "training-exemption")
    await answer_findings(uow, case.id)
    return exemption


async def correct_exemption(
    uow: UnitOfWork,
    exemption_id: UUID,
    happened_on: date,
    decision_number: str,
    exempt_because: str,
    document_id: UUID | None,
    correction_reason: str,
    *,
    expected_version: int,
) -> TrainingExemption:
    """Replace an exemption by a new edition."""
    exemptions = uow.repository(ExemptionRepository)
    await uow.repository(CaseSubjects).hold_of(TrainingExemption, exemption_id)
    old = await exemptions.get(exemption_id, expected_version=expected_version, lock=True)
    case = await case_of(uow, old.case_id)
    if await completed_since(uow, case.id, await first_edition(uow, old), from_number=_TRAINED):
        ensure_corrects_completed(uow, old)
    ensure_not_future(uow, happened_on, "/happened_on")
    await ensure_documents(uow, case.id, [("/document_id", document_id)])
    exemption = TrainingExemption(
        decision_number=decision_number,
        exempt_because=exempt_because,
        document_id=document_id,
        **columns_of(uow, case, happened_on),
    )
    as_edition(exemption, old, correction_reason)
    tell(uow, exemptions.add(exemption), "training", "training-exemption", old)
    await question_cases(uow, [case.id])
    return exemption


_TRAINED = 11
"""The step of the table that rests on the concentrated training."""
_RESTS_FROM = {CertificateKind.ACTIVIST: 7, CertificateKind.DEVELOPMENT_OBJECT: _TRAINED}
"""From which step of the table on a certificate may carry one; other kinds carry none."""


async def _ensure_may_change(uow: UnitOfWork, certificate: TrainingCertificate) -> None:
    """Once a step that may rest on the certificate was completed, it is the approving committee's to change."""
    ensure_not_own(uow, certificate.person_id)
    number = _RESTS_FROM.get(CertificateKind(certificate.kind))
    if number is None:
        return
    first = await first_edition(uow, certificate)
    for case_id in await uow.repository(CaseSubjects).all_of_person(certificate.person_id):
        if await completed_since(uow, case_id, first, from_number=number):
            ensure_corrects_completed(uow, certificate)


async def _hold_cases(uow: UnitOfWork, person_id: UUID | None) -> tuple[UUID, ...]:
    """Lock every case of a person and the person, in the order of a move, and return the cases that go on."""
    if person_id is None:
        return ()
    return await uow.repository(CaseSubjects).hold_of_person(person_id)


async def _certificate(
    uow: UnitOfWork, person: Person, paper: CertificatePaper, *, besides: UUID | None = None
) -> TrainingCertificate:
    errors = AllAtOnce()
    with errors:
        _ensure_possible(person, paper)
    with errors:
        await _ensure_document(uow, person, paper)
    with errors:
        issuer, organiser = await _issuer(uow, paper)
    errors.tell()
    if await uow.repository(CertificateRepository).number_taken(issuer, paper.number, besides=besides):
        raise Conflict("training.number-taken", pointer="/number")
    return TrainingCertificate(
        id=new_id(),
        person_id=person.id,
        kind=paper.kind.value,
        organiser=organiser.value,
        issuer_id=paper.issuer_id,
        issuer=issuer,
        number=paper.number,
        days=paper.days,
        hours=paper.hours,
        held_from=paper.held_from,
        held_to=paper.held_to,
        happened_on=paper.happened_on,
        valid_until=paper.valid_until,
        document_id=paper.document_id,
        edition=1,
        standing=True,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(person).columns(),
    )


def _ensure_possible(person: Person, paper: CertificatePaper) -> None:
    """Refuse what can't be. The day of issue is the day on which it happened."""
    errors = AllAtOnce()
    with errors:
        if paper.held_from < person.born_on:
            raise Invalid(FieldError("/held_from", "field.out-of-range", person.born_on))
    with errors:
        Certificate(
            new_id(),
            person.id,
            paper.kind,
            Organiser.OTHER,
            paper.number,
            paper.days,
            paper.hours,
            paper.held_from,
            paper.held_to,
            paper.happened_on,
            paper.valid_until,
        )
    told = errors.errors
    errors.errors = [replace(e, pointer="/happened_on" if e.pointer == "/issued_on" else e.pointer) for e in told]
    errors.tell()


async def _ensure_document(uow: UnitOfWork, person: Person, paper: CertificatePaper) -> None:
    subjects = uow.repository(PersonSubjects)
    if paper.document_id is not None and not await subjects.has_document(person.id, paper.document_id):
        raise Invalid(FieldError("/document_id", "assessments.document-of-the-case"))


async def _issuer(uow: UnitOfWork, paper: CertificatePaper) -> tuple[str, Organiser]:
    """Return issuer and organiser: from the body that is named, or as the paper says."""
    if paper.issuer_id is None:
        if paper.issuer is None or paper.organiser is None:
            raise Invalid(FieldError("/issuer", "training.issuer-named"))
        return paper.issuer, paper.organiser
    body = await uow.session.get(Organisation, paper.issuer_id)
    if body is None:
        raise Invalid(FieldError("/issuer_id", "training.issuer-known"))
    if paper.issuer is not None or paper.organiser is not None:
        raise Invalid(FieldError("/issuer", "training.issuer-from-body"))
    return body.name, _ORGANISERS.get(OrganisationKind(body.kind), Organiser.OTHER)


_ORGANISERS = {
    OrganisationKind.COUNTY_COMMITTEE: Organiser.COUNTY_ORGANISATION_DEPARTMENT,
    OrganisationKind.COMMITTEE: Organiser.GRASSROOTS_COMMITTEE,
    OrganisationKind.SUB_COMMITTEE: Organiser.GRASSROOTS_COMMITTEE,
}
"""The organisation department works for the county committee, which stands for it in the tree (ours)."""


def _tell(uow: UnitOfWork, certificate: TrainingCertificate, verb: str, old: TrainingCertificate | None = None) -> None:
    uow.emit(
        f"training:certificate:{verb}",
        certificate,
        before=_shown(old) if old is not None else None,
        after=_shown(certificate),
        details={"person_id": certificate.person_id, "kind": certificate.kind, "edition": certificate.edition},
        event_type=f"training.certificate.{_PAST[verb]}",
    )


_PAST = {"issue": "issued", "correct": "corrected", "withdraw": "withdrawn"}


def _shown(row: TrainingCertificate) -> dict[str, object]:
    return {
        "number": row.number,
        "issuer": row.issuer,
        "days": row.days,
        "hours": row.hours,
        "happened_on": row.happened_on,
        "valid_until": row.valid_until,
        "withdrawn_on": row.withdrawn_on,
    }
