"""Endpoints of signing in and out."""

import base64
import binascii
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.api.access import public_command, signed_in, signed_in_reads
from app.api.limits import client_network, per_minute
from app.api.paging import items_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.v1.identity.schemas import SessionsOut, TokenOut
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError, Invalid
from app.persistence.read import accounts as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.identity import sessions
from app.services.identity.sessions import GrantRefused, SignIn

__all__ = ["router"]

router = APIRouter(tags=["identity"], route_class=ZhibuRoute)


def _field(description: str, example: str, longest: int = 4096) -> object:
    return Form(max_length=longest, description=description, examples=[example])


@router.post(
    "/auth/token",
    operation_id="identity_token_issue",
    summary="获取令牌 Get tokens",
    responses=problems(400, 401, 429),
    dependencies=[per_minute("login", lambda settings: settings.login_requests_per_minute)],
)
async def issue_token(
    request: Request,
    uow: Annotated[UnitOfWork, public_command(repeatable=False)],
    grant_type: Annotated[str, _field("`password`, `client_credentials` or `refresh_token`.", "password", 64)],
    username: Annotated[str | None, _field("With `password`: the login.", "secretary", 200)] = None,
    password: Annotated[str | None, _field("With `password`: the password.", "Osmanthus-7-lanterns", 200)] = None,
    client_id: Annotated[
        str | None, _field("With `client_credentials`, unless sent by HTTP Basic.", "svc-5f0c1d2e3b4a5968", 200)
    ] = None,
    client_secret: Annotated[
        str | None, _field("With `client_credentials`, unless sent by HTTP Basic.", "zsk_Q2h…", 200)
    ] = None,
    refresh_token: Annotated[str | None, _field("With `refresh_token`: the last one received.", "Zk3vQ…")] = None,
    scope: Annotated[
        str | None, _field("Permissions to narrow the token to, separated by blanks.", "case:read task:read")
    ] = None,
) -> TokenOut:
    """Sign in by password, client credentials or refresh token (OAuth2, RFC 6749).

    A refresh token serves once: its second use ends the session. No answer is kept under an Idempotency-Key.
    """
    runtime = runtime_of(request)
    address = client_network(request)
    sign_in = SignIn(uow, runtime.settings, runtime.tokens, runtime.passwords, runtime.attempts, address)
    scopes = _scopes(scope)
    if grant_type == "password":
        issued = await sign_in.by_password(_given(username, "username"), _given(password, "password"), scopes)
    elif grant_type == "client_credentials":
        name, secret = _client(request, client_id, client_secret)
        issued = await sign_in.by_client(name, secret, scopes)
    elif grant_type == "refresh_token":
        issued = await sign_in.by_refresh(_given(refresh_token, "refresh_token"))
    else:
        raise GrantRefused("identity.unsupported-grant", "unsupported_grant_type")
    return TokenOut(
        access_token=issued.access_token,
        token_type="bearer",  # noqa: S106
        expires_in=issued.expires_in,
        scope=issued.scope,
        refresh_token=issued.refresh_token,
        must_change_password=issued.must_change_password,
    )


@router.post("/auth/logout", operation_id="identity_session_logout", status_code=204, summary="退出登录 Sign out")
async def logout(uow: Annotated[UnitOfWork, signed_in()]) -> Response:
    """End the caller's session; its tokens stop working at once."""
    await sessions.end_own_session(uow, uow.caller.session_id)
    return Response(status_code=204)


@router.post(
    "/auth/logout-everywhere",
    operation_id="identity_session_logout_everywhere",
    status_code=204,
    summary="退出全部登录 Sign out everywhere",
)
async def logout_everywhere(uow: Annotated[UnitOfWork, signed_in()]) -> Response:
    """End every session of the caller, this one too."""
    await sessions.end_all_own_sessions(uow)
    return Response(status_code=204)


@router.get(
    "/me/sessions",
    operation_id="identity_session_list",
    response_model=SessionsOut,
    summary="本人会话 List one's own sessions",
)
async def list_sessions(reader: Annotated[Reader, signed_in_reads()]) -> Response:
    """List the caller's own live sessions, the newest first."""
    return items_response(await read.own_sessions(reader))


@router.delete(
    "/me/sessions/{session_id}",
    operation_id="identity_session_end",
    status_code=204,
    responses=problems(404),
    summary="结束会话 End one of one's own sessions",
)
async def end_session(session_id: UUID, uow: Annotated[UnitOfWork, signed_in()]) -> Response:
    """End one of the caller's own sessions, on a lost telephone say."""
    await sessions.end_own_session(uow, session_id, "ended-by-owner")
    return Response(status_code=204)


def _given(value: str | None, name: str) -> str:
    if not value:
        raise Invalid(FieldError(f"/{name}", "field.missing"))
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise Invalid(FieldError(f"/{name}", "request.bad-text"))
    return value


def _client(request: Request, client_id: str | None, client_secret: str | None) -> tuple[str, str]:
    """Return the client's name and secret, from HTTP Basic where it was used (RFC 6749, 2.3.1)."""
    scheme, _, packed = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            name, found, secret = base64.b64decode(packed, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeError):
            name, found, secret = "", "", ""
        if not found:
            raise GrantRefused("identity.invalid-client", "invalid_client")
        client_id, client_secret = name, secret
    return _given(client_id, "client_id"), _given(client_secret, "client_secret")


def _scopes(scope: str | None) -> frozenset[Permission] | None:
    if not scope or not scope.strip():
        return None
    try:
        return frozenset(Permission(part) for part in scope.split())
    except ValueError:
        raise GrantRefused("identity.unknown-scope", "invalid_scope") from None
