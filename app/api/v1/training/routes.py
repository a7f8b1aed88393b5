"""Endpoints of training certificates and exemptions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, newest_page
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.facts import FactQuery
from app.api.v1.training.schemas import (
    TrainingCertificateCorrection,
    TrainingCertificateCreate,
    TrainingCertificateOut,
    TrainingCertificateQuery,
    TrainingCertificateWithdraw,
    TrainingExemptionCorrection,
    TrainingExemptionCreate,
    TrainingExemptionOut,
)
from app.domain.identity.permissions import Permission
from app.persistence.models.training import TrainingCertificate, TrainingExemption
from app.persistence.read import training as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import training

__all__ = ["router"]

constraint("uq_training_certificates_number", "training.number-taken", "/number")
constraint("uq_training_certificates_supersedes_id", "training.not-standing")
constraint("uq_training_exemptions_supersedes_id", "training.not-standing")

router = APIRouter(tags=["training"], route_class=ZhibuRoute)


@router.get(
    "/training-certificates",
    operation_id="training_certificates_list",
    response_model=Page[TrainingCertificateOut],
    responses=problems(404),
    summary="培训结业证列表 List certificates",
)
async def list_certificates(
    request: Request,
    query: Annotated[TrainingCertificateQuery, Query()],
    reader: Annotated[Reader, reads(Permission.TRAINING_READ)],
) -> Response:
    """List certificates of the caller's subtree, the newest first."""
    return await newest_page(request, query, read.CERTIFICATES, reader)


@router.get(
    "/training-certificates/{certificate_id}",
    operation_id="training_certificates_read",
    response_model=TrainingCertificateOut,
    responses=problems(404),
    summary="培训结业证详情 Read a certificate",
)
async def read_certificate(
    certificate_id: UUID, reader: Annotated[Reader, reads(Permission.TRAINING_READ)]
) -> Response:
    """Read one edition of a certificate."""
    return json_item(*await read.CERTIFICATES.one(reader, certificate_id))


@router.post(
    "/training-certificates",
    operation_id="training_certificates_issue",
    status_code=201,
    response_model=TrainingCertificateOut,
    responses=problems(404, 409),
    summary="登记培训结业证 Record a certificate",
)
async def issue_certificate(
    body: TrainingCertificateCreate, uow: Annotated[UnitOfWork, requires(Permission.TRAINING_WRITE)]
) -> TrainingCertificate:
    """Record a certificate. Whether it suffices is judged on the day of the act that rests on it."""
    paper = training.CertificatePaper(**body.model_dump(exclude={"person_id", "late_reason"}))
    return await training.issue_certificate(uow, body.person_id, paper, late_reason=body.late_reason)


@router.post(
    "/training-certificates/{certificate_id}/correct",
    operation_id="training_certificates_correct",
    status_code=201,
    response_model=TrainingCertificateOut,
    responses=problems(404, 409, 412, 428),
    summary="更正培训结业证 Correct a certificate",
)
async def correct_certificate(
    certificate_id: UUID,
    body: TrainingCertificateCorrection,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.TRAINING_WRITE)],
) -> TrainingCertificate:
    """Replace a certificate by a new edition; the old one stays with the reason."""
    paper = training.CertificatePaper(**body.model_dump(exclude={"reason"}))
    return await training.correct_certificate(uow, certificate_id, paper, body.reason, expected_version=version)


@router.post(
    "/training-certificates/{certificate_id}/withdraw",
    operation_id="training_certificates_withdraw",
    response_model=TrainingCertificateOut,
    responses=problems(404, 409, 412, 428),
    summary="撤销培训结业证 Withdraw a certificate",
)
async def withdraw_certificate(
    certificate_id: UUID,
    body: TrainingCertificateWithdraw,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.TRAINING_WRITE)],
) -> TrainingCertificate:
    """Withdraw a certificate from a day on; acts before that day keep it."""
    return await training.withdraw_certificate(
        uow, certificate_id, body.happened_on, body.reason, expected_version=version
    )


@router.get(
    "/training-exemptions",
    operation_id="training_exemptions_list",
    response_model=Page[TrainingExemptionOut],
    responses=problems(404),
    summary="免训决定列表 List exemptions",
)
async def list_exemptions(
    request: Request,
    query: Annotated[FactQuery, Query()],
    reader: Annotated[Reader, reads(Permission.TRAINING_READ)],
) -> Response:
    """List exemptions of the caller's subtree, the newest first."""
    return await newest_page(request, query, read.EXEMPTIONS, reader)


@router.get(
    "/training-exemptions/{exemption_id}",
    operation_id="training_exemptions_read",
    response_model=TrainingExemptionOut,
    responses=problems(404),
    summary="免训决定详情 Read an exemption",
)
async def read_exemption(exemption_id: UUID, reader: Annotated[Reader, reads(Permission.TRAINING_READ)]) -> Response:
    """Read one edition of an exemption."""
    return json_item(*await read.EXEMPTIONS.one(reader, exemption_id))


@router.post(
    "/training-exemptions",
    operation_id="training_exemptions_grant",
    status_code=201,
    response_model=TrainingExemptionOut,
    responses=problems(404, 409),
    summary="登记免训决定 Record an exemption",
)
async def grant_exemption(
    body: TrainingExemptionCreate, uow: Annotated[UnitOfWork, requires(Permission.TRAINING_WRITE)]
) -> TrainingExemption:
    """Record the decision that a special case needs no training."""
    return await training.grant_exemption(
        uow,
        body.case_id,
        body.happened_on,
        body.decision_number,
        body.exempt_because,
        body.document_id,
        late_reason=body.late_reason,
    )


@router.post(
    "/training-exemptions/{exemption_id}/correct",
    operation_id="training_exemptions_correct",
    status_code=201,
    response_model=TrainingExemptionOut,
    responses=problems(404, 409, 412, 428),
    summary="更正免训决定 Correct an exemption",
)
async def correct_exemption(
    exemption_id: UUID,
    body: TrainingExemptionCorrection,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.TRAINING_WRITE)],
) -> TrainingExemption:
    """Replace an exemption by a new edition."""
    return await training.correct_exemption(
        uow,
        exemption_id,
        body.happened_on,
        body.decision_number,
        body.exempt_because,
        body.document_id,
        body.reason,
        expected_version=version,
    )
