"""Endpoints of objections for the office and the investigating body."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.publicity.objection_schemas import (
    ObjectionAssign,
    ObjectionConclude,
    ObjectionCreate,
    ObjectionFeedback,
    ObjectionOut,
    ObjectionQuery,
    ObjectionReadOut,
    ObjectionReopen,
    ObjectionReport,
    RevealedOut,
)
from app.domain.identity.permissions import Permission
from app.persistence.models.publicity import Objection
from app.persistence.read import publicity as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.publicity import objections

__all__ = ["router"]

router = APIRouter(tags=["publicity"], route_class=ZhibuRoute)
_WRITTEN = problems(404, 409, 412, 428)
Office = Annotated[UnitOfWork, requires(Permission.OBJECTION_RECEIVE)]
Investigator = Annotated[UnitOfWork, requires(Permission.OBJECTION_INVESTIGATE)]


@router.post(
    "/publicity-notices/{notice_id}/objections",
    operation_id="publicity_objections_receive",
    status_code=201,
    response_model=ObjectionOut,
    responses=problems(404, 409),
    summary="登记异议 Record an objection",
)
async def receive_objection(notice_id: UUID, body: ObjectionCreate, uow: Office) -> Objection:
    """Record an objection that reached the office by letter, telephone or visit."""
    objector = objections.Objector(body.objector.name, body.objector.contact) if body.objector else None
    command = objections.ReceiveObjection(body.content, objector, body.candidate_id, body.received_on, body.late_reason)
    return await objections.receive_at_office(uow, notice_id, command)


@router.get(
    "/objections",
    operation_id="publicity_objections_list",
    response_model=Page[ObjectionOut],
    summary="异议列表 List objections",
)
async def list_objections(
    request: Request,
    query: Annotated[ObjectionQuery, Query()],
    reader: Annotated[Reader, reads(Permission.OBJECTION_READ)],
) -> Response:
    """List the objections of the caller's subtree and those assigned to the caller's body, without their text."""
    wanted = read.ObjectionFilter(query.notice_id, query.state)
    rows = await read.objections(reader, wanted, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.get(
    "/objections/{objection_id}",
    operation_id="publicity_objections_read",
    response_model=ObjectionReadOut,
    responses=problems(404),
    summary="异议详情 Read an objection",
)
async def read_objection(objection_id: UUID, reader: Annotated[Reader, reads(Permission.OBJECTION_READ)]) -> Response:
    """Read where an objection stands."""
    return json_item(*await read.objection(reader, objection_id))


@router.get(
    "/objections/{objection_id}/content",
    operation_id="publicity_objections_reveal",
    response_model=RevealedOut,
    responses=problems(404),
    summary="异议内容及提出人 Text and author of an objection",
)
async def reveal_objection(objection_id: UUID, response: Response, uow: Investigator) -> objections.Revealed:
    """Read text and author; for the assigned investigating body only, and every look is audited."""
    response.headers["cache-control"] = "private, no-store"
    return await objections.reveal(uow, objection_id)


@router.post(
    "/objections/{objection_id}/investigate",
    operation_id="publicity_objections_investigate",
    response_model=ObjectionOut,
    responses=_WRITTEN,
    summary="指派调查 Assign the investigation",
)
async def investigate_objection(objection_id: UUID, body: ObjectionAssign, version: IfMatch, uow: Office) -> Objection:
    """Assign the body that investigates."""
    return await objections.investigate(uow, objection_id, body.body_id, body.assigned_on, expected_version=version)


@router.post(
    "/objections/{objection_id}/conclude",
    operation_id="publicity_objections_conclude",
    response_model=ObjectionOut,
    responses=_WRITTEN,
    summary="调查结论 Conclude the investigation",
)
async def conclude_objection(
    objection_id: UUID, body: ObjectionConclude, version: IfMatch, uow: Investigator
) -> Objection:
    """Record what the investigation found; for the assigned body only."""
    command = objections.ConcludeObjection(**body.model_dump())
    return await objections.conclude(uow, objection_id, command, expected_version=version)


@router.post(
    "/objections/{objection_id}/report",
    operation_id="publicity_objections_report",
    response_model=ObjectionOut,
    responses=_WRITTEN,
    summary="报告党委 Report to the committee",
)
async def report_objection(objection_id: UUID, body: ObjectionReport, version: IfMatch, uow: Office) -> Objection:
    """Record the report to the committee and what it decided."""
    command = objections.ReportObjection(**body.model_dump())
    return await objections.report(uow, objection_id, command, expected_version=version)


@router.post(
    "/objections/{objection_id}/feedback",
    operation_id="publicity_objections_feedback",
    response_model=ObjectionOut,
    responses=_WRITTEN,
    summary="向本人反馈 Feed back to the candidate",
)
async def feed_back_objection(objection_id: UUID, body: ObjectionFeedback, version: IfMatch, uow: Office) -> Objection:
    """Record the feedback to the candidate; the objection is closed."""
    return await objections.feed_back(uow, objection_id, body.fed_back_on, body.feedback, expected_version=version)


@router.post(
    "/objections/{objection_id}/reopen",
    operation_id="publicity_objections_reopen",
    response_model=ObjectionOut,
    responses=_WRITTEN,
    summary="重新办理异议 Take an objection up anew",
)
async def reopen_objection(objection_id: UUID, body: ObjectionReopen, version: IfMatch, uow: Office) -> Objection:
    """Take an objection up anew, with another body or to correct what was recorded; the old values are kept."""
    return await objections.reopen(uow, objection_id, body.reason, body.received_on, expected_version=version)
