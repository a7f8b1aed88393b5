"""Endpoints of grants: the security administrator's."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.identity.schemas import GrantCreate, GrantOut, GrantQuery
from app.domain.identity.permissions import Permission
from app.persistence.models.identity import RoleGrant
from app.persistence.read import accounts as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.identity import grants

__all__ = ["router"]

router = APIRouter(prefix="/role-grants", tags=["identity"], route_class=ZhibuRoute)
constraint("ex_role_grants_once", "identity.grant-twice")
constraint("uq_users_login", "identity.login-taken", "/login")


@router.get(
    "", operation_id="identity_grant_list", response_model=Page[GrantOut], summary="授权列表 List grants of roles"
)
async def list_grants(
    request: Request, query: Annotated[GrantQuery, Query()], reader: Annotated[Reader, reads(Permission.IDENTITY_READ)]
) -> Response:
    """List the grants within the caller's subtree, revoked and past ones too."""
    rows = await read.grants(
        reader,
        user_id=query.user_id,
        organisation_id=query.organisation_id,
        role=query.role,
        active_on=query.active_on,
        after=query.start((UUID,)),
        limit=query.limit,
    )
    return page_response(request, query, rows, ("id",))


@router.get(
    "/{grant_id}",
    operation_id="identity_grant_read",
    response_model=GrantOut,
    responses=problems(404),
    summary="授权详情 Read a grant",
)
async def read_grant(grant_id: UUID, reader: Annotated[Reader, reads(Permission.IDENTITY_READ)]) -> Response:
    """Read one grant."""
    return json_item(*await read.grant(reader, grant_id))


@router.post(
    "",
    operation_id="identity_grant_give",
    status_code=201,
    response_model=GrantOut,
    responses=problems(404, 409),
    summary="授予角色 Grant a role",
)
async def give_role(body: GrantCreate, uow: Annotated[UnitOfWork, requires(Permission.GRANT_MANAGE)]) -> RoleGrant:
    """Grant a role at an organisation; never to oneself, and with duties kept apart."""
    return await grants.give_role(uow, grants.GiveRole(**body.model_dump()))


@router.post(
    "/{grant_id}/revoke",
    operation_id="identity_grant_revoke",
    response_model=GrantOut,
    responses=problems(404, 409, 412, 428),
    summary="撤销授权 Revoke a grant",
)
async def revoke_grant(
    grant_id: UUID, version: IfMatch, uow: Annotated[UnitOfWork, requires(Permission.GRANT_MANAGE)]
) -> RoleGrant:
    """End a grant at once, on every server."""
    return await grants.revoke_grant(uow, grant_id, expected_version=version)
