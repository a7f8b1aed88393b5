"""Endpoints of a meeting's course: opening, discussing, closing, breaking off, minutes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from app.api.access import IfMatch, requires
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.meetings import schemas as s
from app.domain.identity.permissions import Permission
from app.domain.meetings.facts import AbortGround
from app.persistence.models.meetings import Meeting
from app.persistence.uow import UnitOfWork
from app.services.meetings import course

__all__ = ["router"]

router = APIRouter(prefix="/meetings", tags=["meetings"], route_class=ZhibuRoute)

Write = Annotated[UnitOfWork, requires(Permission.MEETING_WRITE)]
_CHANGES = problems(404, 409, 412, 428)


@router.post(
    "/{meeting_id}/hold",
    operation_id="meetings_hold",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="宣布开会 Open a meeting",
)
async def hold_meeting(meeting_id: UUID, body: s.MeetingHold, version: IfMatch, uow: Write) -> Meeting:
    """Open the meeting: roll of the day, attendance known, chair, more than half of those entitled present."""
    return await course.hold(uow, meeting_id, course.Hold(**body.model_dump()), expected_version=version)


@router.post(
    "/{meeting_id}/discussions",
    operation_id="meetings_discuss",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="登记讨论情况 Record a discussion",
)
async def discuss_candidate(meeting_id: UUID, body: s.Discussion, version: IfMatch, uow: Write) -> Meeting:
    """Record that a candidate was discussed; candidates are discussed and voted on one by one."""
    return await course.discuss(uow, meeting_id, body.candidate_id, body.summary, expected_version=version)


@router.post(
    "/{meeting_id}/close",
    operation_id="meetings_close",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="结束会议 Close a meeting",
)
async def close_meeting(meeting_id: UUID, version: IfMatch, uow: Write) -> Meeting:
    """Close the meeting once every candidate has been voted on."""
    return await course.close(uow, meeting_id, expected_version=version)


@router.post(
    "/{meeting_id}/abort",
    operation_id="meetings_abort",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="中止会议 Break a meeting off",
)
async def abort_meeting(meeting_id: UUID, body: s.MeetingAbort, version: IfMatch, uow: Write) -> Meeting:
    """Break the meeting off; whatever was voted in it is cancelled."""
    return await course.abort(uow, meeting_id, course.Abort(**body.model_dump()), expected_version=version)


@router.post(
    "/{meeting_id}/suspend",
    operation_id="meetings_suspend",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="监督人员中止票决 A supervisor suspends the vote",
)
async def suspend_meeting(
    meeting_id: UUID,
    body: s.MeetingSuspend,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.MEETING_SUPERVISE)],
) -> Meeting:
    """The calling supervisor, present and named, suspends the vote where the local rule lets him."""
    command = course.Abort(AbortGround.SUPERVISOR, **body.model_dump())
    return await course.suspend(uow, meeting_id, command, expected_version=version)


@router.post(
    "/{meeting_id}/minutes",
    operation_id="meetings_minutes",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="归入会议记录 File the minutes",
)
async def file_minutes(meeting_id: UUID, body: s.MinutesIn, version: IfMatch, uow: Write) -> Meeting:
    """Name the file that holds the minutes."""
    return await course.file_minutes(uow, meeting_id, body.document_id, body.reason, expected_version=version)
