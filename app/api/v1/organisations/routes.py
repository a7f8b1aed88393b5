"""Endpoints of organisations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from app.api.access import requires
from app.api.hot import Answer, hot_item, hot_list
from app.api.paging import Page, page
from app.api.problems import problems
from app.api.routing import ZhibuRoute, etag
from app.api.v1.organisations.schemas import OrganisationCreate, OrganisationOut, OrganisationQuery
from app.domain.identity.permissions import Permission
from app.persistence.models.organisations import Organisation
from app.persistence.read import organisations as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import organisations

__all__ = ["router"]

router = APIRouter(prefix="/organisations", tags=["organisations"], route_class=ZhibuRoute)


async def list_organisations(reader: Reader, query: OrganisationQuery, address: str) -> Answer:
    """List the organisations of the caller's subtree in the order of their codes."""
    rows = await read.organisations(
        reader, parent_id=query.parent_id, kind=query.kind, after=query.start((str, UUID)), limit=query.limit
    )
    return Answer(*page(address, query, rows, ("code", "id")))


hot_list(
    router,
    "",
    list_organisations,
    permission=Permission.ORGANISATION_READ,
    query=OrganisationQuery,
    operation_id="organisations_list",
    response_model=Page[OrganisationOut],
    summary="组织列表 List organisations",
)


async def read_organisation(reader: Reader, organisation_id: UUID) -> Answer:
    """Read one organisation."""
    item, version = await read.organisation(reader, organisation_id)
    return Answer(item.encode(), {"etag": etag(version)})


hot_item(
    router,
    "/{organisation_id}",
    read_organisation,
    permission=Permission.ORGANISATION_READ,
    operation_id="organisations_read",
    response_model=OrganisationOut,
    responses=problems(404),
    summary="组织详情 Read an organisation",
)


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
