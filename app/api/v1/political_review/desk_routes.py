"""Endpoints of a department's desk, and of the candidate's own statement."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.political_review.schemas import (
    InquiryDeskOut,
    InquiryQuery,
    InquiryReplyCreate,
    StatementCreate,
)
from app.domain.identity.permissions import Permission
from app.persistence.read import political_review as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.political_review import inquiries, reviews

__all__ = ["router"]

constraint("uq_inquiry_replies_edition", "stale-version")

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
        uow, review_id, body.happened_on, body.document_id, reason=body.reason, expected_version=version
    )
