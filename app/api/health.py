"""Addresses for the operator: is the process alive, is it ready, what does it count."""

from typing import Annotated

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.api.metrics import count_jobs
from app.api.problems import problems
from app.api.runtime import runtime_of
from app.api.types import Output
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import Overloaded

__all__ = ["router"]

router = APIRouter(tags=["installation"])


class Health(Output):
    """The process answers."""

    status: Annotated[str, Field(description="Always `ok`.", examples=["ok"])]


@router.get("/healthz", operation_id="installation_health", summary="存活检查 Alive?")
async def health() -> Health:
    """Tell that the process answers; asks nothing of the database."""
    return Health(status="ok")


@router.get("/readyz", operation_id="installation_ready", summary="就绪检查 Ready?", responses=problems(503))
async def ready(request: Request) -> Health:
    """Tell that the database answers and its schema is the one this version needs."""
    from app.persistence.schema import schema_is_current

    if not await schema_is_current(runtime_of(request).database.reads):
        raise Overloaded(5)
    return Health(status="ok")


class KeysOut(Output):
    """Public keys (RFC 7517)."""

    keys: Annotated[
        list[dict[str, str]],
        Field(description="The keys that access tokens are signed with; empty with a shared secret.", examples=[[]]),
    ]


class ServerOut(Output):
    """OAuth2 server metadata (RFC 8414)."""

    issuer: Annotated[str, Field(description="Who issues the tokens.", examples=["https://zhibu.example"])]
    token_endpoint: Annotated[
        str, Field(description="Where tokens are got.", examples=["https://zhibu.example/api/v1/auth/token"])
    ]
    jwks_uri: Annotated[
        str, Field(description="Where the keys are.", examples=["https://zhibu.example/.well-known/jwks.json"])
    ]
    scopes_supported: Annotated[list[str], Field(description="Every permission.", examples=[["case:read"]])]
    response_types_supported: Annotated[list[str], Field(description="None: no browser flow.", examples=[[]])]
    grant_types_supported: Annotated[list[str], Field(description="The flows.", examples=[["password"]])]
    token_endpoint_auth_methods_supported: Annotated[
        list[str], Field(description="How a program names itself.", examples=[["client_secret_basic"]])
    ]


@router.get("/.well-known/jwks.json", operation_id="identity_keys_read", summary="公钥 Public keys")
async def published_keys(request: Request) -> KeysOut:
    """Publish the keys with which others may check access tokens."""
    return KeysOut(keys=runtime_of(request).tokens.published_keys())


@router.get(
    "/.well-known/oauth-authorization-server",
    operation_id="identity_server_read",
    summary="OAuth2 元数据 OAuth2 metadata",
)
async def oauth_server(request: Request) -> ServerOut:
    """Tell OAuth2 clients where and how to get tokens."""
    issuer = runtime_of(request).tokens.issuer
    return ServerOut(
        issuer=issuer,
        token_endpoint=f"{issuer}/api/v1/auth/token",
        jwks_uri=f"{issuer}/.well-known/jwks.json",
        scopes_supported=sorted(Permission),
        response_types_supported=[],
        grant_types_supported=["password", "client_credentials", "refresh_token"],
        token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post", "none"],
    )


@router.get("/metrics", operation_id="installation_metrics", summary="运行指标 Metrics", response_class=Response)
async def metrics(request: Request) -> Response:
    """Answer the counters in the Prometheus text format, with the depth of the job queue while the database answers."""
    await count_jobs(runtime_of(request).database.reads)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
