"""Schemas of training certificates and exemptions."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictInt

from app.api.paging import NewestQuery
from app.api.types import Day, Input, Line, Note, Output
from app.api.v1.facts import DocumentId, EditionOut, LateReason, Reason
from app.domain.training.facts import CertificateKind, Organiser

__all__ = [
    "TrainingCertificateCorrection",
    "TrainingCertificateCreate",
    "TrainingCertificateOut",
    "TrainingCertificateQuery",
    "TrainingCertificateWithdraw",
    "TrainingExemptionCorrection",
    "TrainingExemptionCreate",
    "TrainingExemptionOut",
]


class CertificatePaper(Input):
    """What a certificate says."""

    kind: Annotated[CertificateKind, Field(description="What the training was for.", examples=["development_object"])]
    number: Annotated[Line, Field(description="Number, unique per issuer.", examples=["2026-发-017"])]
    days: Annotated[StrictInt, Field(ge=0, le=366, description="Days of training.", examples=[3])]
    hours: Annotated[StrictInt, Field(ge=0, le=5000, description="Class hours.", examples=[24])]
    held_from: Annotated[Day, Field(description="First day.", examples=["2026-06-01"])]
    held_to: Annotated[Day, Field(description="Last day.", examples=["2026-06-03"])]
    happened_on: Annotated[Day, Field(description="Day of issue.", examples=["2026-06-05"])]
    valid_until: Annotated[
        Day | None, Field(description="Last day it holds, where the paper names one.", examples=["2027-06-05"])
    ] = None
    issuer_id: Annotated[
        UUID | None, Field(description="Body of the tree that issued it; issuer and organiser then follow from it.")
    ] = None
    issuer: Annotated[Line | None, Field(description="Issuer outside the tree.", examples=["某县某镇党委"])] = None
    organiser: Annotated[
        Organiser | None, Field(description="Kind of that issuer.", examples=["grassroots_committee"])
    ] = None
    document_id: DocumentId = None


class TrainingCertificateCreate(CertificatePaper):
    """A certificate to be recorded."""

    person_id: Annotated[UUID, Field(description="Who was trained.")]
    late_reason: LateReason = None


class TrainingCertificateCorrection(CertificatePaper):
    """A new edition of a certificate."""

    reason: Reason


class TrainingCertificateWithdraw(Input):
    """A certificate withdrawn."""

    happened_on: Annotated[Day, Field(description="First day without it.", examples=["2026-09-01"])]
    reason: Annotated[Note, Field(description="Why.", examples=["代训，经查实撤销"])]


class TrainingCertificateOut(Output):
    """A certificate."""

    id: UUID
    person_id: UUID
    kind: CertificateKind
    organiser: Organiser
    issuer_id: UUID | None
    issuer: str
    number: str
    days: int
    hours: int
    held_from: date
    held_to: date
    happened_on: Annotated[date, Field(description="Day of issue.")]
    valid_until: date | None
    document_id: UUID | None
    withdrawn_on: date | None
    withdrawn_reason: str | None
    edition: int
    standing: bool
    supersedes_id: UUID | None
    correction_reason: str | None
    late_reason: str | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int


class TrainingCertificateQuery(NewestQuery):
    """Filters of certificates."""

    person_id: Annotated[UUID | None, Field(description="Only of this person.")] = None
    kind: Annotated[CertificateKind | None, Field(description="Only for this.")] = None
    standing: Annotated[bool | None, Field(description="True for what stands, false for replaced editions.")] = None


class _ExemptionPaper(Input):
    happened_on: Annotated[Day, Field(description="Day of the decision.", examples=["2026-06-05"])]
    decision_number: Annotated[Line, Field(description="Number of the decision.", examples=["青组〔2026〕8号"])]
    exempt_because: Annotated[Note, Field(description="The special case.", examples=["长期卧病"])]
    document_id: DocumentId = None


class TrainingExemptionCreate(_ExemptionPaper):
    """A decision that a special case needs no training."""

    case_id: Annotated[UUID, Field(description="The development case.")]
    late_reason: LateReason = None


class TrainingExemptionCorrection(_ExemptionPaper):
    """A new edition of an exemption."""

    reason: Reason


class TrainingExemptionOut(EditionOut):
    """An exemption."""

    decision_number: str
    exempt_because: Annotated[str, Field(description="The special case.")]
    document_id: UUID | None
