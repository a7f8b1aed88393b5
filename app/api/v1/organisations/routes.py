"""Endpoints of organisations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.organisations.schemas import OrganisationCreate, OrganisationOut, OrganisationQuery
from app.domain.identity.permissions import Permission
from app.persistence.models.organisations import Organisation
from app.persistence.read import organisations as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import organisations

__all__ = ["router"]

router = APIRouter(prefix="/organisations", tags=["organisations"], route_class=ZhibuRoute)


@router.get(
    "", operation_id="organisations_list", response_model=Page[OrganisationOut], summary="组织列表 List organisations"
)
async def list_organisations(
    request: Request,
    query: Annotated[OrganisationQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)],
) -> Response:
    """List the organisations of the caller's subtree in the order of their codes."""
    rows = await read.organisations(
        reader, parent_id=query.parent_id, kind=query.kind, after=query.start((str, UUID)), limit=query.limit
    )
    return page_response(request, query, rows, ("code", "id"))


@router.get(
    "/{organisation_id}",
    operation_id="organisations_read",
    response_model=OrganisationOut,
    responses=problems(404),
    summary="组织详情 Read an organisation",
)
async def read_organisation(
    organisation_id: UUID, reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)]
) -> Response:
    """Read one organisation."""
    return json_item(*await read.organisation(reader, organisation_id))


@router.post(
    "",
    operation_id="organisations_found",
    status_code=201,
    response_model=OrganisationOut,
    responses=problems(404, 409),
    summary="成立组织 Found an organisation",
)
async def found_organisation(
    body: OrganisationCreate, uow: Annotated[UnitOfWork, requires(Permission.ORGANISATION_RESTRUCTURE)]
) -> Organisation:
    """Found a body under another."""
    return await organisations.found(uow, organisations.FoundOrganisation(**body.model_dump()))
