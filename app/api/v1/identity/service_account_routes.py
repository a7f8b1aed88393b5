"""Endpoints of service accounts: the security administrator's."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, PageQuery, json_item, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.identity.schemas import ServiceAccountCreate, ServiceAccountOut, ServiceAccountSecretOut
from app.domain.identity.permissions import Permission
from app.persistence.models.identity import ServiceAccount
from app.persistence.read import accounts as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.identity import service_accounts
from app.services.identity.service_accounts import SecretShown

__all__ = ["router"]

router = APIRouter(prefix="/service-accounts", tags=["identity"], route_class=ZhibuRoute)

_Manage = Annotated[UnitOfWork, requires(Permission.SERVICE_ACCOUNT_MANAGE)]


@router.get(
    "",
    operation_id="identity_service_account_list",
    response_model=Page[ServiceAccountOut],
    summary="服务账号列表 List service accounts",
)
async def list_service_accounts(
    request: Request, query: Annotated[PageQuery, Query()], reader: Annotated[Reader, reads(Permission.IDENTITY_READ)]
) -> Response:
    """List the programs' accounts in the order of their making."""
    rows = await read.service_accounts(reader, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.get(
    "/{account_id}",
    operation_id="identity_service_account_read",
    response_model=ServiceAccountOut,
    responses=problems(404),
    summary="服务账号详情 Read a service account",
)
async def read_service_account(
    account_id: UUID, reader: Annotated[Reader, reads(Permission.IDENTITY_READ)]
) -> Response:
    """Read one program's account."""
    return json_item(*await read.service_account(reader, account_id))


@router.post(
    "",
    operation_id="identity_service_account_create",
    status_code=201,
    responses=problems(404),
    summary="新建服务账号 Create a service account",
)
async def create_service_account(body: ServiceAccountCreate, uow: _Manage) -> ServiceAccountSecretOut:
    """Make a program's account with narrow scopes; its secret is shown this once."""
    given = body.model_dump() | {"scopes": frozenset(body.scopes)}
    made = await service_accounts.create_service_account(uow, service_accounts.CreateServiceAccount(**given))
    return await _shown(uow, made)


@router.post(
    "/{account_id}/rotate-secret",
    operation_id="identity_service_account_rotate",
    responses=problems(404, 409, 412, 428),
    summary="更换密钥 Rotate a secret",
)
async def rotate_secret(account_id: UUID, version: IfMatch, uow: _Manage) -> ServiceAccountSecretOut:
    """Replace the secret; the old one stops working at once."""
    return await _shown(uow, await service_accounts.rotate_secret(uow, account_id, expected_version=version))


@router.post(
    "/{account_id}/disable",
    operation_id="identity_service_account_disable",
    response_model=ServiceAccountOut,
    responses=problems(404, 412, 428),
    summary="停用服务账号 Disable a service account",
)
async def disable_service_account(account_id: UUID, version: IfMatch, uow: _Manage) -> ServiceAccount:
    """Shut a program out at once and for good."""
    return await service_accounts.disable_service_account(uow, account_id, expected_version=version)


async def _shown(uow: UnitOfWork, made: SecretShown) -> ServiceAccountSecretOut:
    await uow.flush()  # the version is handed out there
    shown = ServiceAccountOut.model_validate(made.account).model_dump()
    return ServiceAccountSecretOut(**shown, client_secret=made.client_secret)
