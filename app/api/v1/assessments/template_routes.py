"""Endpoints of templates of score sheets and polls."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.assessments.commands import template_of
from app.api.v1.assessments.schemas import (
    ScoreTemplateCreate,
    ScoreTemplateOut,
    ScoreTemplateQuery,
    ScoreTemplateReplace,
    ScoreTemplateRetire,
)
from app.domain.identity.permissions import Permission
from app.persistence.models.assessments import ScoreTemplate
from app.persistence.read import assessments as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.assessments import templates

__all__ = ["router"]

constraint("uq_score_templates_edition", "assessments.template-taken", "/title")
constraint("uq_score_templates_supersedes_id", "assessments.not-standing")

router = APIRouter(tags=["assessments"], route_class=ZhibuRoute)


@router.get(
    "/score-templates",
    operation_id="score_templates_list",
    response_model=Page[ScoreTemplateOut],
    responses=problems(404),
    summary="考核模板列表 List templates",
)
async def list_templates(
    request: Request,
    query: Annotated[ScoreTemplateQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)],
) -> Response:
    """List templates of the caller's subtree, or those that may be used at a body of it."""
    rows = await read.templates(
        reader,
        organisation_id=query.organisation_id,
        usable_at=query.usable_at,
        purpose=query.purpose,
        after=query.start((UUID,)),
        limit=query.limit,
    )
    return page_response(request, query, rows, ("id",))


@router.get(
    "/score-templates/{template_id}",
    operation_id="score_templates_read",
    response_model=ScoreTemplateOut,
    responses=problems(404),
    summary="考核模板详情 Read a template",
)
async def read_template(template_id: UUID, reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)]) -> Response:
    """Read one edition of a template."""
    return json_item(*await read.TEMPLATES.one(reader, template_id))


@router.post(
    "/score-templates",
    operation_id="score_templates_create",
    status_code=201,
    response_model=ScoreTemplateOut,
    responses=problems(404, 409),
    summary="制定考核模板 Create a template",
)
async def create_template(
    body: ScoreTemplateCreate, uow: Annotated[UnitOfWork, requires(Permission.RULE_ADOPT)]
) -> ScoreTemplate:
    """Create a template: items that bring 100 points together, or the criteria of a poll."""
    return await templates.create_template(uow, body.organisation_id, body.purpose, body.title, template_of(body))


@router.post(
    "/score-templates/{template_id}/replace",
    operation_id="score_templates_replace",
    status_code=201,
    response_model=ScoreTemplateOut,
    responses=problems(404, 409, 412, 428),
    summary="修订考核模板 Replace a template",
)
async def replace_template(
    template_id: UUID,
    body: ScoreTemplateReplace,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.RULE_ADOPT)],
) -> ScoreTemplate:
    """Put a new edition in a template's place from its first day on."""
    return await templates.replace_template(uow, template_id, template_of(body), expected_version=version)


@router.post(
    "/score-templates/{template_id}/retire",
    operation_id="score_templates_retire",
    response_model=ScoreTemplateOut,
    responses=problems(404, 409, 412, 428),
    summary="停用考核模板 Retire a template",
)
async def retire_template(
    template_id: UUID,
    body: ScoreTemplateRetire,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.RULE_ADOPT)],
) -> ScoreTemplate:
    """Set the last day on which a template may be used."""
    return await templates.retire_template(uow, template_id, body.retired_on, expected_version=version)
