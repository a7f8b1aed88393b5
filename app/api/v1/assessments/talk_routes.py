"""Endpoints of scored talks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, newest_page
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.assessments.commands import talk_of
from app.api.v1.assessments.measure_schemas import (
    ScoredTalkCorrection,
    ScoredTalkCreate,
    ScoredTalkOut,
)
from app.api.v1.facts import FactQuery
from app.domain.identity.permissions import Permission
from app.persistence.models.assessments import ScoredTalk
from app.persistence.read import assessments as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.assessments import talks

__all__ = ["router"]

router = APIRouter(tags=["assessments"], route_class=ZhibuRoute)


@router.get(
    "/scored-talks",
    operation_id="scored_talks_list",
    response_model=Page[ScoredTalkOut],
    responses=problems(404),
    summary="评分谈话列表 List scored talks",
)
async def list_talks(
    request: Request,
    query: Annotated[FactQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)],
) -> Response:
    """List talks of the caller's subtree, the newest first."""
    return await newest_page(request, query, read.TALKS, reader)


@router.get(
    "/scored-talks/{talk_id}",
    operation_id="scored_talks_read",
    response_model=ScoredTalkOut,
    responses=problems(404),
    summary="评分谈话详情 Read a scored talk",
)
async def read_talk(talk_id: UUID, reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)]) -> Response:
    """Read one edition of a talk."""
    return json_item(*await read.TALKS.one(reader, talk_id))


@router.post(
    "/scored-talks",
    operation_id="scored_talks_record",
    status_code=201,
    response_model=ScoredTalkOut,
    responses=problems(404, 409),
    summary="登记评分谈话 Record a scored talk",
)
async def record_talk(
    body: ScoredTalkCreate, uow: Annotated[UnitOfWork, requires(Permission.TALK_RECORD)]
) -> ScoredTalk:
    """Record a talk. A body's talk is recorded by somebody who may complete that body's own steps."""
    return await talks.record_talk(uow, body.case_id, talk_of(body), late_reason=body.late_reason)


@router.post(
    "/scored-talks/{talk_id}/correct",
    operation_id="scored_talks_correct",
    status_code=201,
    response_model=ScoredTalkOut,
    responses=problems(404, 409, 412, 428),
    summary="更正评分谈话 Correct a scored talk",
)
async def correct_talk(
    talk_id: UUID,
    body: ScoredTalkCorrection,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.TALK_RECORD)],
) -> ScoredTalk:
    """Replace a talk by a new edition."""
    return await talks.correct_talk(uow, talk_id, talk_of(body), body.reason, expected_version=version)
