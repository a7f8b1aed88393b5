"""Training certificates and exemptions; rows as the rules see them."""

from uuid import UUID

from sqlalchemy import select

from app.domain.training import facts
from app.persistence.models.training import TrainingCertificate, TrainingExemption
from app.persistence.repositories.base import Repository

__all__ = ["CertificateRepository", "ExemptionRepository", "certificate_facts"]


class CertificateRepository(Repository[TrainingCertificate]):
    """Certificates of persons."""

    model = TrainingCertificate

    async def of_person(self, person_id: UUID) -> tuple[facts.Certificate, ...]:
        """Return the standing certificates of a person for the gates; the caller was held against the case."""
        statement = (
            self.unscoped(reason="the case was loaded within the caller's scope")
            .where(TrainingCertificate.person_id == person_id, TrainingCertificate.standing)
            .order_by(TrainingCertificate.happened_on, TrainingCertificate.id)
        )
        return tuple(certificate_facts(row) for row in await self.session.scalars(statement))

    async def person_of(self, certificate_id: UUID) -> UUID | None:
        """Return whose certificate it is, whoever asks: the person is locked before the certificate is read."""
        return await self.session.scalar(
            select(TrainingCertificate.person_id).where(TrainingCertificate.id == certificate_id)
        )

    async def number_taken(self, issuer: str, number: str, *, besides: UUID | None = None) -> bool:
        """Tell whether another standing certificate of the issuer carries *number*."""
        statement = self.unscoped(reason="numbers are unique per issuer").where(
            TrainingCertificate.issuer == issuer, TrainingCertificate.number == number, TrainingCertificate.standing
        )
        if besides is not None:
            statement = statement.where(TrainingCertificate.id != besides)
        return (await self.session.execute(statement.limit(1))).first() is not None


class ExemptionRepository(Repository[TrainingExemption]):
    """Exemptions from training."""

    model = TrainingExemption

    async def of_case(self, case_id: UUID) -> facts.TrainingExemption | None:
        """Return the standing exemption of a case; the caller was held against the case."""
        statement = (
            select(TrainingExemption)
            .where(TrainingExemption.case_id == case_id, TrainingExemption.standing)
            .order_by(TrainingExemption.happened_on.desc(), TrainingExemption.id.desc())
        )
        row = (await self.session.scalars(statement.limit(1))).one_or_none()
        return facts.TrainingExemption(row.decision_number, row.happened_on, row.exempt_because) if row else None


def certificate_facts(row: TrainingCertificate) -> facts.Certificate:
    """Return a certificate as the rules see it."""
    return facts.Certificate(
        row.id,
        row.person_id,
        facts.CertificateKind(row.kind),
        facts.Organiser(row.organiser),
        row.number,
        row.days,
        row.hours,
        row.held_from,
        row.held_to,
        row.happened_on,
        row.valid_until,
        row.withdrawn_on,
    )
