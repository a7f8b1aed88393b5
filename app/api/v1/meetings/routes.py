"""Endpoints of meetings: notice, course, what is asked of them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.findings import VerdictOut, verdict_out
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.meetings import schemas as s
from app.domain.identity.permissions import Permission
from app.persistence.models.meetings import Meeting
from app.persistence.read import meetings as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.meetings import convening, corrections
from app.services.meetings.standing import standing

__all__ = ["router"]

constraint("uq_meetings_reconvened_from_id", "meetings.reconvened-once")
constraint("uq_meeting_roll_entries_meeting_id", "meetings.roll-frozen-once")

router = APIRouter(prefix="/meetings", tags=["meetings"], route_class=ZhibuRoute)

Write = Annotated[UnitOfWork, requires(Permission.MEETING_WRITE)]
Read = Annotated[Reader, reads(Permission.MEETING_READ)]
_CHANGES = problems(404, 409, 412, 428)


@router.get("", operation_id="meetings_list", response_model=Page[s.MeetingOut], summary="会议列表 List meetings")
async def list_meetings(request: Request, query: Annotated[s.MeetingQuery, Query()], reader: Read) -> Response:
    """List meetings of the caller's subtree, the latest day first."""
    wanted = read.MeetingFilter(**query.model_dump(exclude={"after", "limit"}))
    rows = await read.meetings(reader, wanted, after=query.start((date, UUID)), limit=query.limit)
    return page_response(request, query, rows, ("planned_on", "id"))


@router.post(
    "",
    operation_id="meetings_convene",
    status_code=201,
    response_model=s.MeetingOut,
    responses=problems(404, 409),
    summary="发出会议通知 Give notice of a meeting",
)
async def convene_meeting(body: s.MeetingCreate, uow: Write) -> Meeting:
    """Give notice of a meeting for one or several candidates."""
    given = body.model_dump(exclude={"candidates"})
    candidates = tuple((candidate.person_id, candidate.case_id) for candidate in body.candidates)
    return await convening.convene(uow, convening.Convene(**given, candidates=candidates))


@router.get(
    "/{meeting_id}",
    operation_id="meetings_read",
    response_model=s.MeetingOut,
    responses=problems(404),
    summary="会议详情 Read a meeting",
)
async def read_meeting(meeting_id: UUID, reader: Read) -> Response:
    """Read one meeting."""
    return json_item(*await read.meeting(reader, meeting_id))


@router.get(
    "/{meeting_id}/why",
    operation_id="meetings_why",
    response_model=VerdictOut,
    responses=problems(404),
    summary="大会是否有效及理由 Whether the assembly stands, and why",
)
async def why_meeting(
    meeting_id: UUID, request: Request, uow: Annotated[UnitOfWork, requires(Permission.MEETING_READ)]
) -> VerdictOut:
    """List every condition of the meeting with required, measured, clause and remedy; "void under the local rule" says so."""
    return verdict_out(await standing(uow, meeting_id), language_of(request))


@router.get(
    "/{meeting_id}/corrections",
    operation_id="meetings_corrections",
    response_model=list[s.CorrectionOut],
    responses=problems(404),
    summary="会议更正记录 Corrections of a meeting",
)
async def list_corrections(meeting_id: UUID, reader: Read) -> Response:
    """List what was corrected, with old values and reasons."""
    return json_item(await read.corrections(reader, meeting_id))


@router.post(
    "/{meeting_id}/corrections",
    operation_id="meetings_correct",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="更正会议事实 Correct a fact of a meeting",
)
async def correct_meeting(meeting_id: UUID, body: s.MeetingCorrection, version: IfMatch, uow: Write) -> Meeting:
    """Correct one fact; the old value is kept and closed ballots are judged again."""
    return await corrections.correct(
        uow, meeting_id, corrections.Correct(**body.model_dump()), expected_version=version
    )


@router.post(
    "/{meeting_id}/upper-notification",
    operation_id="meetings_notify_upper",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="登记通知上级 Record that the upper committee was told",
)
async def notify_upper(meeting_id: UUID, body: s.UpperNotification, version: IfMatch, uow: Write) -> Meeting:
    """Record the day on which the upper committee was told."""
    return await convening.notify_upper(uow, meeting_id, body.happened_on, expected_version=version)


@router.post(
    "/{meeting_id}/call-off",
    operation_id="meetings_call_off",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="取消会议 Call a meeting off",
)
async def call_off_meeting(meeting_id: UUID, body: s.CallOff, version: IfMatch, uow: Write) -> Meeting:
    """Withdraw the notice before the meeting opens."""
    return await convening.call_off(uow, meeting_id, body.reason, expected_version=version)


@router.post(
    "/{meeting_id}/reconvene",
    operation_id="meetings_reconvene",
    status_code=201,
    response_model=s.MeetingOut,
    responses=problems(404, 409),
    summary="重新召集会议 Call an assembly again",
)
async def reconvene_meeting(meeting_id: UUID, body: s.MeetingReconvene, uow: Write) -> Meeting:
    """Call an assembly again that was broken off: a new meeting that names the old one."""
    return await convening.reconvene(uow, meeting_id, convening.Reconvene(**body.model_dump()))
