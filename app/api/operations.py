"""Addresses for the operator: is the process alive, is it ready, what does it count."""

from typing import Annotated

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from app.api.problems import problems
from app.api.runtime import runtime_of
from app.api.types import Output
from app.domain.shared.errors import Overloaded

__all__ = ["router"]

router = APIRouter(tags=["operations"])


class Health(Output):
    """The process answers."""

    status: Annotated[str, Field(description="Always `ok`.", examples=["ok"])]


@router.get("/healthz", operation_id="operations_health", summary="存活检查 Alive?")
async def health() -> Health:
    """Tell that the process answers; asks nothing of the database."""
    return Health(status="ok")


@router.get("/readyz", operation_id="operations_ready", summary="就绪检查 Ready?", responses=problems(503))
async def ready(request: Request) -> Health:
    """Tell that the database answers and its schema is the one this version needs."""
    from app.persistence.schema import schema_is_current

    if not await schema_is_current(runtime_of(request).database.reads):
        raise Overloaded(5)
    return Health(status="ok")


@router.get("/metrics", operation_id="operations_metrics", summary="运行指标 Metrics", response_class=Response)
async def metrics() -> Response:
    """Answer the counters in the Prometheus text format."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
