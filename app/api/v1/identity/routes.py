"""Endpoints of sessions."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.api.access import public_command, reads, signed_in
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.v1.identity.schemas import GrantOut, MeOut, TokenOut
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError, Invalid
from app.persistence.models.identity import UserSession
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.identity.sessions import SignIn, end_session

__all__ = ["router"]

router = APIRouter(tags=["identity"], route_class=ZhibuRoute)
_Text = Annotated[str, Form(max_length=4096)]
_OptionalText = Annotated[str | None, Form(max_length=4096)]


@router.post("/auth/token", operation_id="identity_token", summary="获取令牌 Get tokens", responses=problems(400, 429))
async def token(
    request: Request,
    uow: Annotated[UnitOfWork, public_command()],
    grant_type: _Text,
    username: _OptionalText = None,
    password: _OptionalText = None,
    client_id: _OptionalText = None,
    client_secret: _OptionalText = None,
    refresh_token: _OptionalText = None,
    scope: _OptionalText = None,
) -> TokenOut:
    """Sign in by password, client credentials or refresh token (OAuth2, RFC 6749)."""
    runtime = runtime_of(request)
    sign_in = SignIn(uow, runtime.settings, runtime.tokens, runtime.passwords)
    scopes = _scopes(scope)
    if grant_type == "password":
        issued = await sign_in.by_password(_given(username, "username"), _given(password, "password"), scopes)
    elif grant_type == "client_credentials":
        issued = await sign_in.by_client(_given(client_id, "client_id"), _given(client_secret, "client_secret"), scopes)
    elif grant_type == "refresh_token":
        issued = await sign_in.by_refresh(_given(refresh_token, "refresh_token"))
    else:
        raise Invalid(FieldError("/grant_type", "identity.unsupported-grant"))
    return TokenOut(
        access_token=issued.access_token,
        token_type="bearer",  # noqa: S106
        expires_in=issued.expires_in,
        scope=issued.scope,
        refresh_token=issued.refresh_token,
    )


@router.post("/auth/logout", operation_id="identity_logout", status_code=204, summary="退出登录 Sign out")
async def logout(uow: Annotated[UnitOfWork, signed_in()]) -> Response:
    """End the caller's session; its tokens stop working at once."""
    session = await uow.session.get(UserSession, uow.caller.session_id, with_for_update=True)
    if session is not None and session.ended_at is None:
        await end_session(uow, session, "logout")
    return Response(status_code=204)


@router.get("/me", operation_id="identity_me", summary="当前用户 Who am I")
async def me(reader: Annotated[Reader, reads(Permission.SELF_READ)]) -> MeOut:
    """Tell the caller's roles, subtrees and permissions."""
    caller = reader.caller
    return MeOut(
        kind=caller.kind.value,
        user_id=cast(UUID, caller.user_id),
        person_id=caller.person_id,
        name=caller.name,
        grants=[
            GrantOut(role=g.role.value, organisation_id=g.organisation_id, level=g.level.value) for g in caller.grants
        ],
        permissions=sorted(permission.value for permission in caller.permissions),
    )


def _given(value: str | None, name: str) -> str:
    if not value:
        raise Invalid(FieldError(f"/{name}", "field.missing"))
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise Invalid(FieldError(f"/{name}", "request.bad-text"))
    return value


def _scopes(scope: str | None) -> frozenset[Permission] | None:
    if not scope or not scope.strip():
        return None
    try:
        return frozenset(Permission(part) for part in scope.split())
    except ValueError:
        raise Invalid(FieldError("/scope", "field.bad-choice")) from None
