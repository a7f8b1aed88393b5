"""Endpoints of the sites of a notice: postings, evidence, corrections."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from app.api.access import IfMatch, requires
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.publicity.schemas import (
    CertificateCreate,
    NoticeOut,
    PhotoCreate,
    SiteAnnul,
    SiteCorrect,
    SiteCreate,
    SiteTakeDown,
)
from app.domain.identity.permissions import Permission
from app.persistence.models.publicity import Notice
from app.persistence.uow import UnitOfWork
from app.services.publicity import correcting, posting

__all__ = ["router"]

router = APIRouter(prefix="/publicity-notices", tags=["publicity"], route_class=ZhibuRoute)
_WRITTEN = problems(404, 409, 412, 428)
Writer = Annotated[UnitOfWork, requires(Permission.NOTICE_WRITE)]
Corrector = Annotated[UnitOfWork, requires(Permission.CASE_RECORD)]


@router.post(
    "/{notice_id}/sites",
    operation_id="publicity_notices_post_site",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="登记张贴 Record a posting",
)
async def post_site(notice_id: UUID, body: SiteCreate, version: IfMatch, uow: Writer) -> Notice:
    """Record that the notice was posted at a site. Its window begins."""
    command = posting.PostSite(**body.model_dump())
    return await posting.post_site(uow, notice_id, command, expected_version=version)


@router.post(
    "/{notice_id}/sites/{site_id}/take-down",
    operation_id="publicity_notices_take_down",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="登记取下 Record taking down",
)
async def take_down(notice_id: UUID, site_id: UUID, body: SiteTakeDown, version: IfMatch, uow: Writer) -> Notice:
    """Record that a site was taken down."""
    return await posting.take_down(uow, notice_id, site_id, body.taken_down_on, expected_version=version)


@router.post(
    "/{notice_id}/sites/{site_id}/photo",
    operation_id="publicity_notices_attach_photo",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="张贴照片 Name the photograph",
)
async def attach_photo(notice_id: UUID, site_id: UUID, body: PhotoCreate, version: IfMatch, uow: Writer) -> Notice:
    """Name the photograph of a posting; upload it first with this notice as its subject."""
    return await posting.attach_photo(uow, notice_id, site_id, body.document_id, expected_version=version)


@router.post(
    "/{notice_id}/sites/{site_id}/certificate",
    operation_id="publicity_notices_attach_certificate",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="公示地证明 Name the certificate",
)
async def attach_certificate(
    notice_id: UUID, site_id: UUID, body: CertificateCreate, version: IfMatch, uow: Writer
) -> Notice:
    """Name the certificate of the site's Party organisation."""
    return await posting.attach_certificate(
        uow,
        notice_id,
        site_id,
        body.document_id,
        body.certified_on,
        body.certified_by,
        expected_version=version,
    )


@router.post(
    "/{notice_id}/sites/{site_id}/corrections",
    operation_id="publicity_notices_correct_site",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="更正张贴日期 Correct a posting",
)
async def correct_site(notice_id: UUID, site_id: UUID, body: SiteCorrect, version: IfMatch, uow: Corrector) -> Notice:
    """Correct the days of a posting; a conclusion that no longer holds is revoked.

    The branch corrects until a step was completed on the notice, the approving committee afterwards.
    """
    command = correcting.CorrectSite(**body.model_dump())
    return await correcting.correct_site(uow, notice_id, site_id, command, expected_version=version)


@router.post(
    "/{notice_id}/sites/{site_id}/annul",
    operation_id="publicity_notices_annul_site",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="撤销误登的张贴 Annul a posting",
)
async def annul_site(notice_id: UUID, site_id: UUID, body: SiteAnnul, version: IfMatch, uow: Corrector) -> Notice:
    """Say that a posting was recorded by mistake; it counts for nothing and stays on record."""
    return await correcting.annul_site(uow, notice_id, site_id, body.reason, expected_version=version)
