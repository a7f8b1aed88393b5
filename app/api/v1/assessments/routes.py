"""Endpoints of score sheets."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, newest_page
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.assessments.commands import entries_of
from app.api.v1.assessments.schemas import (
    ScoreItemUpdate,
    ScoreSheetAct,
    ScoreSheetCorrection,
    ScoreSheetCreate,
    ScoreSheetOut,
    ScoreSheetQuery,
)
from app.domain.identity.permissions import Permission
from app.persistence.models.assessments import ScoreSheet
from app.persistence.read import assessments as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.assessments import sheets

__all__ = ["router"]

constraint("uq_score_sheets_supersedes_id", "assessments.correction-begun")

router = APIRouter(tags=["assessments"], route_class=ZhibuRoute)
Position = Annotated[int, Path(ge=1, le=100, description="Number of the line.")]


@router.get(
    "/score-sheets",
    operation_id="score_sheets_list",
    response_model=Page[ScoreSheetOut],
    responses=problems(404),
    summary="量化考核表列表 List score sheets",
)
async def list_sheets(
    request: Request,
    query: Annotated[ScoreSheetQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)],
) -> Response:
    """List score sheets of the caller's subtree, the newest first."""
    return await newest_page(request, query, read.SHEETS, reader)


@router.get(
    "/score-sheets/{sheet_id}",
    operation_id="score_sheets_read",
    response_model=ScoreSheetOut,
    responses=problems(404),
    summary="量化考核表详情 Read a score sheet",
)
async def read_sheet(sheet_id: UUID, reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)]) -> Response:
    """Read one edition of a score sheet with its items."""
    return json_item(*await read.SHEETS.one(reader, sheet_id))


@router.post(
    "/score-sheets",
    operation_id="score_sheets_begin",
    status_code=201,
    response_model=ScoreSheetOut,
    responses=problems(404, 409),
    summary="开始量化考核 Begin a score sheet",
)
async def begin_sheet(
    body: ScoreSheetCreate, uow: Annotated[UnitOfWork, requires(Permission.ASSESSMENT_WRITE)]
) -> ScoreSheet:
    """Begin a sheet on a template. The person behind the account is the scorer."""
    return await sheets.begin_sheet(
        uow,
        body.case_id,
        body.template_id,
        body.happened_on,
        entries_of(body.items),
        late_reason=body.late_reason,
    )


@router.patch(
    "/score-sheets/{sheet_id}/items/{position}",
    operation_id="score_sheets_change_item",
    response_model=ScoreSheetOut,
    responses=problems(404, 409, 412, 428),
    summary="修改考核项目 Change a line",
)
async def change_item(
    sheet_id: UUID,
    position: Position,
    body: ScoreItemUpdate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.ASSESSMENT_WRITE)],
) -> ScoreSheet:
    """Change a line of a draft; what was verified has to be verified again."""
    change = sheets.ItemChange(body.points, body.evidence, body.honoured_on)
    return await sheets.change_item(uow, sheet_id, position, change, expected_version=version)


@router.post(
    "/score-sheets/{sheet_id}/items/{position}/verify",
    operation_id="score_sheets_verify_item",
    response_model=ScoreSheetOut,
    responses=problems(404, 409, 412, 428),
    summary="核实考核项目 Verify a line",
)
async def verify_item(
    sheet_id: UUID,
    position: Position,
    version: IfMatch,
    act: Annotated[ScoreSheetAct, Query()],
    uow: Annotated[UnitOfWork, requires(Permission.ASSESSMENT_VERIFY)],
) -> ScoreSheet:
    """Verify the evidence of a line, as a person who is neither the candidate nor the scorer."""
    return await sheets.verify_item(uow, sheet_id, position, **act.model_dump(), expected_version=version)


@router.post(
    "/score-sheets/{sheet_id}/finalise",
    operation_id="score_sheets_finalise",
    response_model=ScoreSheetOut,
    responses=problems(404, 409, 412, 428),
    summary="量化考核定稿 Finalise a score sheet",
)
async def finalise_sheet(
    sheet_id: UUID,
    version: IfMatch,
    act: Annotated[ScoreSheetAct, Query()],
    uow: Annotated[UnitOfWork, requires(Permission.ASSESSMENT_WRITE)],
) -> ScoreSheet:
    """Close a draft for good. A total below the pass mark is a result and does not stand in the way."""
    return await sheets.finalise_sheet(uow, sheet_id, **act.model_dump(), expected_version=version)


@router.post(
    "/score-sheets/{sheet_id}/correct",
    operation_id="score_sheets_correct",
    status_code=201,
    response_model=ScoreSheetOut,
    responses=problems(404, 409, 412, 428),
    summary="更正量化考核 Correct a score sheet",
)
async def correct_sheet(
    sheet_id: UUID,
    body: ScoreSheetCorrection,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_RECORD)],
) -> ScoreSheet:
    """Begin the edition that replaces a finalised sheet; the old one stands until the new one is finalised."""
    return await sheets.correct_sheet(
        uow, sheet_id, body.happened_on, entries_of(body.items), body.reason, expected_version=version
    )
