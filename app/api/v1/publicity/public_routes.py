"""Public endpoints: notices with masked names while they hang, a feed, and objections without login."""

import hashlib
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from app.api.access import public, public_command
from app.api.limits import per_hour, per_minute, rate_headers
from app.api.paging import Page, PageQuery, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.runtime import runtime_of
from app.api.types import Output
from app.api.v1.publicity.atom import MEDIA_TYPE, feed
from app.api.v1.publicity.objection_schemas import PublicObjectionCreate, ReceiptOut
from app.domain.publicity.facts import NoticeKind, SiteKind
from app.persistence.models.publicity import Objection
from app.persistence.read import public_notices as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.publicity import objections

__all__ = ["feed_router", "router"]

router = APIRouter(prefix="/public/notices", tags=["public"], route_class=ZhibuRoute)
feed_router = APIRouter(tags=["public"], route_class=ZhibuRoute)
_READS = per_minute("public", lambda settings: settings.public_requests_per_minute)
_OBJECTIONS = per_hour("objections", lambda settings: settings.public_objections_per_hour)
_FEED_ENTRIES = 100


class PublicCandidateOut(Output):
    """Somebody on a notice."""

    id: Annotated[UUID, Field(description="Entry on the notice; an objection may name it.")]
    masked_name: Annotated[str, Field(description="First character and two asterisks.", examples=["张**"])]


class PublicSiteOut(Output):
    """Where it hangs; the kind only, since the place could tell where somebody lives."""

    kind: SiteKind
    posted_on: date


class PublicNoticeOut(Output):
    """A posted notice."""

    id: UUID
    kind: NoticeKind
    organisation_name: Annotated[str, Field(examples=["杏林村党支部"])]
    first_posted_on: date
    closes_on: Annotated[date | None, Field(description="Last day; null while it can't be computed yet.")]
    takes_objections: bool
    office_address: str | None
    postcode: str | None
    telephone: str | None
    deputy_director_name: str | None
    candidates: list[PublicCandidateOut]
    sites: list[PublicSiteOut]


class PublicNoticeQuery(PageQuery):
    """Filters of the list; the latest posting first."""

    kind: Annotated[NoticeKind | None, Field(description="Only those of this kind.")] = None


def _cacheable(request: Request, response: Response) -> Response:
    """Let anybody keep the answer for a minute, and tell it by the hash of its content.

    Search engines keep nothing: what no longer hangs must not be found there.
    """
    response.headers["cache-control"] = "public, max-age=60"
    response.headers["x-robots-tag"] = "noindex, noarchive"
    response.headers["etag"] = f'"{hashlib.sha256(response.body).hexdigest()[:32]}"'
    if "vary" in response.headers:
        del response.headers["vary"]
    return rate_headers(request, response)


@router.get(
    "",
    operation_id="public_notices_list",
    response_model=Page[PublicNoticeOut],
    dependencies=[_READS],
    summary="公示公告 Public notices",
)
async def list_notices(
    request: Request, query: Annotated[PublicNoticeQuery, Query()], reader: Annotated[Reader, public()]
) -> Response:
    """List what hangs now, with masked names, the latest posting first."""
    rows = await read.public_notices(
        reader,
        kind=query.kind,
        after=query.start((date, UUID)),
        limit=query.limit,
        kept_days=runtime_of(request).settings.public_notice_days,
    )
    return _cacheable(request, page_response(request, query, rows, ("first_posted_on", "id")))


@feed_router.get(
    "/public/notices.atom",
    operation_id="public_notices_feed",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
    dependencies=[_READS],
    summary="公示订阅 Atom feed of public notices",
)
async def feed_notices(request: Request, reader: Annotated[Reader, public()]) -> Response:
    """Subscribe to what hangs now: the latest hundred notices."""
    rows = await read.public_notices(
        reader,
        kind=None,
        after=None,
        limit=_FEED_ENTRIES - 1,
        kept_days=runtime_of(request).settings.public_notice_days,
    )
    return _cacheable(request, Response(feed(rows, reader.today), media_type=f"{MEDIA_TYPE}; charset=utf-8"))


@router.get(
    "/{notice_id}",
    operation_id="public_notices_read",
    response_model=PublicNoticeOut,
    responses=problems(404),
    dependencies=[_READS],
    summary="公示详情 Read a public notice",
)
async def read_notice(request: Request, notice_id: UUID, reader: Annotated[Reader, public()]) -> Response:
    """Read one notice that hangs now."""
    item = await read.public_notice(reader, notice_id, kept_days=runtime_of(request).settings.public_notice_days)
    return _cacheable(request, Response(item, media_type="application/json"))


@router.post(
    "/{notice_id}/objections",
    operation_id="public_notices_object",
    status_code=201,
    response_model=ReceiptOut,
    responses=problems(404, 429),
    dependencies=[_OBJECTIONS],
    summary="提出异议 Object to a notice",
)
async def object_to_notice(
    notice_id: UUID, body: PublicObjectionCreate, uow: Annotated[UnitOfWork, public_command()]
) -> Objection:
    """Object, by name or anonymously. Only the body that investigates reads the text and the name."""
    objector = objections.Objector(body.objector.name, body.objector.contact) if body.objector else None
    command = objections.ReceiveObjection(body.content, objector, body.candidate_id, uow.today)
    return await objections.receive_from_public(uow, notice_id, command)
