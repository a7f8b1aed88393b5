"""Endpoints of the working-day calendar."""

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response
from fastapi import Path as PathParameter

from app.api.access import read_if_match, reads, requires
from app.api.paging import json_item
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.rules import schemas as s
from app.domain.identity.permissions import Permission
from app.persistence.read import rules as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.rules import calendar

__all__ = ["router"]

router = APIRouter(prefix="/work-calendar", tags=["rules"], route_class=ZhibuRoute)

Year = Annotated[int, PathParameter(ge=1900, le=2999, description="The year.", examples=[2026])]


def _seen(
    if_match: Annotated[
        str | None, Header(description="The ETag of the revision that was read; left out for a new year.")
    ] = None,
) -> int | None:
    return None if if_match is None else read_if_match(if_match)


@router.get(
    "/{year}",
    operation_id="work_calendar_read",
    response_model=s.CalendarYearOut,
    responses=problems(404),
    summary="工作日安排 Read a year",
)
async def read_year(year: Year, reader: Annotated[Reader, reads(Permission.RULE_READ)]) -> Response:
    """Read a year's days off and make-up working days. A year that is not loaded is 404, never a guess."""
    found = await read.calendar_year(reader, year)
    if found is None:
        raise calendar.unknown_year(year)
    return json_item(*found)


@router.put(
    "/{year}",
    operation_id="work_calendar_load",
    response_model=s.CalendarYearOut,
    responses=problems(409, 412, 428),
    summary="录入工作日安排 Load a year",
)
async def load_year(
    year: Year,
    body: s.CalendarYearUpdate,
    version: Annotated[int | None, Depends(_seen)],
    uow: Annotated[UnitOfWork, requires(Permission.WORK_CALENDAR_WRITE)],
) -> calendar.LoadedYear:
    """Load a year's arrangement, or supersede it with its next revision."""
    command = calendar.LoadYear(tuple(body.holidays), tuple(body.makeup_days), body.source, body.reason)
    return await calendar.load_year(uow, year, command, expected_version=version)


@router.post(
    "/deadlines",
    operation_id="work_calendar_deadline",
    response_model=s.DeadlineOut,
    summary="计算期满日 End of a window",
)
async def deadline(
    body: s.DeadlineCreate, uow: Annotated[UnitOfWork, requires(Permission.RULE_READ)]
) -> calendar.Window:
    """Compute the last day of a window of working days; an unknown year is answered as not yet computable."""
    return await calendar.window(uow, body.after, body.working_days)
