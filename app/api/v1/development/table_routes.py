"""Endpoints of the step table: as data and as a chart."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.api.access import reads
from app.api.language import language_of
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.development import schemas as s
from app.api.v1.development import views
from app.domain.development.chart import draw
from app.domain.identity.permissions import Permission
from app.persistence.read.lane import Reader
from app.persistence.read.rules import law_for_reading

__all__ = ["router"]

router = APIRouter(prefix="/development-steps", tags=["development"], route_class=ZhibuRoute)

Reads = Annotated[Reader, reads(Permission.RULE_READ)]


@router.get(
    "",
    operation_id="development_steps_list",
    response_model=s.StepTableOut,
    responses=problems(404),
    summary="步骤表 The step table",
)
async def list_steps(request: Request, query: Annotated[s.StepTableQuery, Query()], reader: Reads) -> s.StepTableOut:
    """List the twenty-five steps with gates, documents and deadlines under the law of an organisation on a day."""
    law = await law_for_reading(reader, query.organisation)
    return views.step_table(law, query.on or reader.today, language_of(request))


@router.get(
    "/chart.svg",
    operation_id="development_steps_chart",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}, **problems(404)},
    summary="流程图 The step chart",
)
async def draw_chart(request: Request, query: Annotated[s.StepTableQuery, Query()], reader: Reads) -> Response:
    """Draw the step table; steps that the text of the day does not ask for are dashed."""
    law = await law_for_reading(reader, query.organisation)
    drawn = draw(law, query.on or reader.today, english=language_of(request) != "zh")
    return Response(drawn, media_type="image/svg+xml", headers={"vary": "Accept-Language"})
