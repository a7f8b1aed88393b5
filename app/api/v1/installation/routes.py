"""Endpoints of what an installation says about itself, and the rehearsal's clock."""

import tomllib
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.routing import iter_route_contexts

from app.api.access import Lane, public, requires
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.v1.installation.schemas import LinksOut, MetaOut, TodayOut, TodaySet
from app.domain.identity.permissions import Permission
from app.domain.shared.texts import CHECKED_ON
from app.persistence.read.lane import Reader
from app.persistence.schema import ROOT
from app.persistence.uow import UnitOfWork
from app.services.rehearsal import set_today

__all__ = ["add_root", "router"]

router = APIRouter(tags=["installation"], route_class=ZhibuRoute)

_FIXED_LINKS = {
    "docs": "/docs",
    "try": "/docs/try",
    "openapi": "/openapi.json",
    "problems": "/problems",
    "token": "/api/v1/auth/token",
    "health": "/healthz",
}


def _version() -> str:
    try:
        return version("zhibu")
    except PackageNotFoundError:  # run from a checkout, as `make run` does
        return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


async def _root(request: Request, reader: Annotated[Reader, public()]) -> LinksOut:
    """List the collections and the other addresses to begin with."""
    collections = {
        context.path.removeprefix("/api/v1/"): context.path
        for context in iter_route_contexts(request.app.routes)
        if isinstance(context.original_route, ZhibuRoute)
        and context.path
        and context.path != "/api/v1"
        and "{" not in context.path
        and "GET" in (context.methods or ())
        and context.include_in_schema
        and context.original_route.marker is not None
        and context.original_route.marker.lane in (Lane.READ, Lane.PUBLIC_READ)
    }
    return LinksOut(links=dict(sorted({**collections, **_FIXED_LINKS}.items())))


def add_root(parent: APIRouter) -> None:
    """Answer the very prefix of *parent*."""
    parent.add_api_route(
        "",
        _root,
        methods=["GET"],
        operation_id="installation_root_read",
        summary="入口 Root",
        tags=["installation"],
        route_class_override=ZhibuRoute,
    )


@router.get("/meta", operation_id="installation_meta_read", summary="版本与时钟 Version and clock")
async def meta(request: Request, reader: Annotated[Reader, public()]) -> MetaOut:
    """Tell version, date of the rulebook, time zone and today."""
    return MetaOut(
        name="支部 Zhibu",
        version=_version(),
        api="v1",
        rulebook_checked_on=CHECKED_ON,
        time_zone="Asia/Shanghai",
        today=reader.today,
        rehearsal=reader.moment.rehearsal,
        environment=runtime_of(request).settings.environment.value,
        languages=["zh-CN", "en"],
    )


@router.put(
    "/rehearsal/today",
    operation_id="installation_rehearsal_set",
    responses=problems(404),
    summary="设定演练日期 Set the rehearsal's day",
)
async def set_rehearsal_day(
    body: TodaySet, request: Request, uow: Annotated[UnitOfWork, requires(Permission.REHEARSAL_SET)]
) -> TodayOut:
    """Move the rehearsal to a day; 404 where none is running."""
    running = runtime_of(request).settings.today is not None
    return TodayOut(today=await set_today(uow, body.today, running=running))
