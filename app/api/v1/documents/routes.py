"""Endpoints of evidence files."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import StreamingResponse

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.v1.documents.schemas import (
    CaseDocumentsOut,
    DocumentCorrectionCreate,
    DocumentKindOut,
    DocumentOut,
    DocumentQuery,
    DocumentReadOut,
    DocumentSetAside,
    DocumentUploadQuery,
)
from app.api.v1.documents.upload import REQUEST_BODY, read_upload
from app.domain.documents.facts import DEVELOPMENT_KINDS, KIND_TITLES
from app.domain.documents.names import content_disposition
from app.domain.documents.sniff import FileType
from app.domain.identity.permissions import Permission
from app.persistence.evidence import EvidenceStore
from app.persistence.models.documents import Document
from app.persistence.read import documents as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import documents
from app.services.document_subjects import Subject

__all__ = ["router"]

router = APIRouter(tags=["documents"], route_class=ZhibuRoute)
constraint("uq_documents_content", "documents.already-filed")


@router.get(
    "/document-kinds",
    operation_id="documents_kinds",
    response_model=list[DocumentKindOut],
    summary="材料种类代码表 Kinds of documents",
)
async def list_kinds(reader: Annotated[Reader, reads(Permission.DOCUMENT_READ)]) -> list[DocumentKindOut]:
    """List the kinds of evidence files with the development steps that ask for them."""
    return [
        DocumentKindOut(
            code=kind,
            title_zh=zh,
            title_en=en,
            steps=[step for step, kinds in DEVELOPMENT_KINDS.items() if kind in kinds],
        )
        for kind, (zh, en) in KIND_TITLES.items()
    ]


@router.get(
    "/documents",
    operation_id="documents_list",
    response_model=Page[DocumentOut],
    responses=problems(404),
    summary="材料列表 List documents",
)
async def list_documents(
    request: Request,
    query: Annotated[DocumentQuery, Query()],
    reader: Annotated[Reader, reads(Permission.DOCUMENT_READ)],
) -> Response:
    """List evidence files of the caller's subtree, the newest first."""
    wanted = read.DocumentFilter(**query.model_dump(exclude={"after", "limit"}))
    rows = await read.documents(reader, wanted, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.post(
    "/documents",
    operation_id="documents_file",
    status_code=201,
    response_model=DocumentOut,
    responses=problems(404, 409, 413),
    openapi_extra=REQUEST_BODY,
    summary="上传材料 File a document",
)
async def file_document(
    request: Request,
    query: Annotated[DocumentUploadQuery, Query()],
    uow: Annotated[UnitOfWork, requires(Permission.DOCUMENT_WRITE)],
) -> Document:
    """Keep a file as evidence: JPEG, PNG, TIFF, PDF, OFD, XLSX or DOCX, told by its bytes and kept under its hash.

    A replay by `Idempotency-Key` works with a raw body; a form is made anew each time and counts as another body.
    """
    runtime = runtime_of(request)
    body, content = await read_upload(request, query)
    command = documents.FileDocument(
        body.kind,
        body.title,
        body.file_name,
        body.happened_on,
        Subject(body.case_id, body.meeting_id, body.notice_id, body.organisation_id),
        body.step,
        body.replaces,
        body.reason,
    )
    store = EvidenceStore.at(runtime.settings.evidence_dir)
    return await documents.file(uow, store, command, content, limit=runtime.settings.max_upload_bytes)


@router.get(
    "/development-cases/{case_id}/documents",
    operation_id="documents_of_case",
    response_model=CaseDocumentsOut,
    responses=problems(404),
    summary="档案所依据的材料 Documents that a case rests on",
)
async def list_documents_of_case(case_id: UUID, reader: Annotated[Reader, reads(Permission.DOCUMENT_READ)]) -> Response:
    """List every document that a case rests on, the newest first: its own, and those of its notices and meetings, wherever
    they lie. Whoever reads the case here reads them all."""
    return json_item(await read.documents_of_case(reader, case_id))


@router.get(
    "/documents/{document_id}",
    operation_id="documents_read",
    response_model=DocumentReadOut,
    responses=problems(404),
    summary="材料详情 Read a document",
)
async def read_document(document_id: UUID, reader: Annotated[Reader, reads(Permission.DOCUMENT_READ)]) -> Response:
    """Read what is said about one file, with its corrections: in one's own subtree, or as evidence of a case, meeting or
    notice there."""
    return json_item(*await read.document(reader, document_id))


@router.get(
    "/documents/{document_id}/content",
    operation_id="documents_download",
    response_class=StreamingResponse,
    responses={
        200: {"content": {kind.value: {"schema": {"type": "string", "format": "binary"}} for kind in FileType}},
        **problems(404, 409),
    },
    summary="下载材料 Download a document",
)
async def download_document(
    document_id: UUID, request: Request, uow: Annotated[UnitOfWork, requires(Permission.DOCUMENT_READ)]
) -> StreamingResponse:
    """Hand out a file as a download. Every download is audited."""
    store = EvidenceStore.at(runtime_of(request).settings.evidence_dir)
    document, chunks = await documents.content_of(uow, store, document_id)
    return StreamingResponse(
        chunks,
        media_type=document.media_type,
        headers={
            "content-disposition": content_disposition(document.id, document.file_name, FileType(document.media_type)),
            "content-length": str(document.size),
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "private, no-store",
            "vary": "Authorization",
        },
    )


@router.post(
    "/documents/{document_id}/corrections",
    operation_id="documents_correct",
    response_model=DocumentOut,
    responses=problems(404, 409, 412, 428),
    summary="更正材料说明 Correct a document's description",
)
async def correct_document(
    document_id: UUID,
    body: DocumentCorrectionCreate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.DOCUMENT_WRITE)],
) -> Document:
    """Correct kind, title, day or step of a file; the old values are kept with the reason."""
    command = documents.CorrectDocument(**body.model_dump())
    return await documents.correct(uow, document_id, command, expected_version=version)


@router.post(
    "/documents/{document_id}/set-aside",
    operation_id="documents_set_aside",
    response_model=DocumentOut,
    responses=problems(404, 409, 412, 428),
    summary="停用材料 Set a document aside",
)
async def set_aside_document(
    document_id: UUID,
    body: DocumentSetAside,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.DOCUMENT_WRITE)],
) -> Document:
    """Say that a file no longer counts; it stays on file."""
    return await documents.set_aside(uow, document_id, body.reason, expected_version=version)
