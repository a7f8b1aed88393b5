"""Endpoints of a department's desk, and of the candidate's own statement."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.v1.documents.schemas import DocumentOut, DocumentUploadQuery
from app.api.v1.documents.upload import read_upload, upload_body
from app.api.v1.political_review.schemas import (
    InquiryDeskOut,
    InquiryQuery,
    InquiryReplyCreate,
    ReplyDocumentQuery,
    StatementCreate,
)
from app.domain.documents.facts import DocumentKind
from app.domain.identity.permissions import Permission
from app.persistence.evidence import EvidenceStore
from app.persistence.models.documents import Document
from app.persistence.read import political_review as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import documents
from app.services.political_review import inquiries, reviews

__all__ = ["router"]

constraint("uq_inquiry_replies_edition", "stale-version")

_REPLY_FIELDS = frozenset(ReplyDocumentQuery.model_fields)

router = APIRouter(tags=["political_review"], route_class=ZhibuRoute)


@router.get(
    "/inquiries",
    operation_id="inquiries_list",
    response_model=Page[InquiryDeskOut],
    summary="本部门函调列表 List the own department's letters",
)
async def list_inquiries(
    request: Request,
    query: Annotated[InquiryQuery, Query()],
    reader: Annotated[Reader, reads(Permission.INQUIRY_READ)],
) -> Response:
    """List the letters to the caller's own department, the newest first."""
    rows = await read.inquiries(reader, open_only=query.open, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.get(
    "/inquiries/{inquiry_id}",
    operation_id="inquiries_read",
    response_model=InquiryDeskOut,
    responses=problems(404),
    summary="函调详情 Read a letter",
)
async def read_inquiry(inquiry_id: UUID, reader: Annotated[Reader, reads(Permission.INQUIRY_READ)]) -> Response:
    """Read one letter to the caller's own department; every other one is not found."""
    return json_item(*await read.inquiry(reader, inquiry_id))


@router.post(
    "/inquiries/{inquiry_id}/documents",
    operation_id="inquiries_file_reply_document",
    status_code=201,
    response_model=DocumentOut,
    responses=problems(404, 409, 413),
    openapi_extra=upload_body("ReplyDocumentUploadForm", _REPLY_FIELDS),
    summary="上传盖章回函 File the stamped reply",
)
async def file_reply_document(
    inquiry_id: UUID,
    request: Request,
    query: Annotated[ReplyDocumentQuery, Query()],
    uow: Annotated[UnitOfWork, requires(Permission.INQUIRY_REPLY)],
) -> Document:
    """Keep the stamped reply to a letter of the own department; the desk needs to know nothing of the case.

    The file goes like that of `/documents`, as a form or as a raw body; its id is what `reply` asks for.
    """
    runtime = runtime_of(request)
    subject = await inquiries.subject_of_reply(uow, inquiry_id)
    known = DocumentUploadQuery(kind=DocumentKind.STAMPED_REPLY, **query.model_dump(exclude_unset=True))
    body, content = await read_upload(request, known, _REPLY_FIELDS)
    command = documents.FileDocument(body.kind, body.title, body.file_name, body.happened_on, subject, body.step)
    store = EvidenceStore.at(runtime.settings.evidence_dir)
    return await documents.file(uow, store, command, content, limit=runtime.settings.max_upload_bytes)


@router.post(
    "/inquiries/{inquiry_id}/reply",
    operation_id="inquiries_reply",
    status_code=204,
    responses=problems(404, 409, 412, 428),
    summary="部门回函 Reply to a letter",
)
async def reply(
    inquiry_id: UUID,
    body: InquiryReplyCreate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.INQUIRY_REPLY)],
) -> None:
    """Answer a letter with the stamped paper, or correct an answer with a reason."""
    paper = inquiries.ReplyPaper(**body.model_dump())
    await inquiries.reply_at_desk(uow, inquiry_id, paper, expected_version=version)


@router.post(
    "/political-reviews/{review_id}/own-statement",
    operation_id="political_reviews_hand_in_statement",
    status_code=204,
    responses=problems(404, 409, 412, 428),
    summary="本人提交政审说明 Hand in one's own statement",
)
async def hand_in_statement(
    review_id: UUID,
    body: StatementCreate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_REPORT)],
) -> None:
    """Hand in one's own statement for the review of one's own case."""
    await reviews.file_statement(
        uow,
        review_id,
        body.happened_on,
        body.document_id,
        reason=body.reason,
        late_reason=body.late_reason,
        expected_version=version,
    )
