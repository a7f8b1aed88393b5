"""Endpoints of users: the system administrator's."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.v1.identity.schemas import UserCreate, UserOpenedOut, UserOut, UserQuery
from app.domain.identity.permissions import Permission
from app.persistence.models.identity import User
from app.persistence.read import accounts as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.identity import users
from app.services.identity.users import AccountOpened

__all__ = ["router"]

router = APIRouter(prefix="/users", tags=["identity"], route_class=ZhibuRoute)

_Manage = Annotated[UnitOfWork, requires(Permission.USER_MANAGE)]


@router.get("", operation_id="identity_user_list", response_model=Page[UserOut], summary="用户列表 List users")
async def list_users(
    request: Request, query: Annotated[UserQuery, Query()], reader: Annotated[Reader, reads(Permission.IDENTITY_READ)]
) -> Response:
    """List the accounts of the installation in the order of their logins."""
    rows = await read.users(
        reader, q=query.q, disabled=query.disabled, after=query.start((str, UUID)), limit=query.limit
    )
    return page_response(request, query, rows, ("login", "id"))


@router.get(
    "/{user_id}",
    operation_id="identity_user_read",
    response_model=UserOut,
    responses=problems(404),
    summary="用户详情 Read a user",
)
async def read_user(user_id: UUID, reader: Annotated[Reader, reads(Permission.IDENTITY_READ)]) -> Response:
    """Read one account."""
    return json_item(*await read.user(reader, user_id))


@router.post(
    "",
    operation_id="identity_user_create",
    status_code=201,
    responses=problems(409),
    summary="新建用户 Create a user",
)
async def create_user(body: UserCreate, request: Request, uow: _Manage) -> UserOpenedOut:
    """Make an account without any role; the temporary password is shown this once."""
    opened = await users.create_user(
        uow,
        runtime_of(request).passwords,
        login=body.login,
        display_name=body.display_name,
        person_id=body.person_id,
    )
    return await _shown(uow, opened)


@router.post(
    "/{user_id}/disable",
    operation_id="identity_user_disable",
    response_model=UserOut,
    responses=problems(404, 409, 412, 428),
    summary="停用用户 Disable a user",
)
async def disable_user(user_id: UUID, version: IfMatch, uow: _Manage) -> User:
    """Shut an account out at once; its sessions end."""
    return await users.disable_user(uow, user_id, expected_version=version)


@router.post(
    "/{user_id}/enable",
    operation_id="identity_user_enable",
    response_model=UserOut,
    responses=problems(404, 409, 412, 428),
    summary="启用用户 Enable a user",
)
async def enable_user(user_id: UUID, version: IfMatch, uow: _Manage) -> User:
    """Let a disabled account in again, with the grants that it still holds."""
    return await users.enable_user(uow, user_id, expected_version=version)


@router.post(
    "/{user_id}/reset-password",
    operation_id="identity_user_reset_password",
    responses=problems(404, 409, 412, 428),
    summary="重置口令 Reset a password",
)
async def reset_password(user_id: UUID, version: IfMatch, request: Request, uow: _Manage) -> UserOpenedOut:
    """Give a temporary password, shown this once; sessions end, a lockout is lifted."""
    runtime = runtime_of(request)
    opened = await users.reset_password(uow, runtime.passwords, runtime.attempts, user_id, expected_version=version)
    return await _shown(uow, opened)


async def _shown(uow: UnitOfWork, opened: AccountOpened) -> UserOpenedOut:
    await uow.flush()  # the version is handed out there
    shown = UserOut.model_validate(opened.user).model_dump()
    return UserOpenedOut(**shown, temporary_password=opened.temporary_password)
