"""Endpoints of one's own account and of the permission table."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.api.access import signed_in, signed_in_reads
from app.api.limits import client_network
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.v1.identity.schemas import HeldGrantOut, MeOut, PasswordChange, RoleOut, RolesOut
from app.domain.identity.permissions import ROLES, SERVICE_SCOPES
from app.domain.identity.rules import ADMINISTRATORS
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.identity import users

__all__ = ["router"]

router = APIRouter(tags=["identity"], route_class=ZhibuRoute)


@router.get("/me", operation_id="identity_me_read", summary="当前用户 Who am I")
async def me(reader: Annotated[Reader, signed_in_reads()]) -> MeOut:
    """Tell the caller's roles, subtrees and permissions."""
    caller = reader.caller
    return MeOut(
        kind=caller.kind.value,
        user_id=cast(UUID, caller.user_id),
        person_id=caller.person_id,
        name=caller.name,
        must_change_password=caller.must_change_password,
        organisation_id=caller.service_organisation_id,
        departments=sorted(caller.departments),
        grants=[HeldGrantOut.model_validate(grant) for grant in caller.grants],
        permissions=sorted(caller.permissions),
    )


@router.post(
    "/me/password",
    operation_id="identity_password_change",
    status_code=204,
    responses=problems(409, 429),
    summary="修改本人口令 Set one's own password",
)
async def change_password(
    body: PasswordChange, request: Request, uow: Annotated[UnitOfWork, signed_in(repeatable=False)]
) -> Response:
    """Set an own password; all other sessions of the account end."""
    runtime = runtime_of(request)
    await users.change_own_password(
        uow,
        runtime.passwords,
        runtime.attempts,
        current=body.current_password,
        new=body.new_password,
        address=client_network(request),
    )
    return Response(status_code=204)


@router.get("/roles", operation_id="identity_role_list", summary="角色与权限 Roles and permissions")
async def list_roles(reader: Annotated[Reader, signed_in_reads()]) -> RolesOut:
    """Give the permission table: what each role may do, and what a service account may be given."""
    return RolesOut(
        roles=[
            RoleOut(
                role=role.key,
                title_zh=role.title_zh,
                title_en=role.title_en,
                own_file=role.own_file,
                administrator=role.key in ADMINISTRATORS,
                permissions=sorted(role.permissions),
            )
            for role in ROLES.values()
        ],
        service_scopes=sorted(SERVICE_SCOPES),
    )
