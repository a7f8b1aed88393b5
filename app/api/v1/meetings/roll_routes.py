"""Endpoints of a meeting's roll and officers, and of grounds of excusal."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.meetings import schemas as s
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError, Invalid
from app.persistence.models.meetings import ExcusalGroundRow, Meeting
from app.persistence.read import meetings as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.meetings import officers, roll

__all__ = ["router"]

constraint("ex_excusal_grounds_overlap", "meetings.ground-code-taken", "/code")
constraint("uq_meeting_supervisors_meeting_id", "meetings.supervisor-sent", "/person_id")
constraint("uq_meeting_written_opinions_meeting_id", "meetings.opinion-handed-in", "/person_id")

router = APIRouter(tags=["meetings"], route_class=ZhibuRoute)

Write = Annotated[UnitOfWork, requires(Permission.MEETING_WRITE)]
Supervise = Annotated[UnitOfWork, requires(Permission.MEETING_SUPERVISE)]
Send = Annotated[UnitOfWork, requires(Permission.MEETING_ASSIGN_SUPERVISOR)]
Adopt = Annotated[UnitOfWork, requires(Permission.RULE_ADOPT)]
Read = Annotated[Reader, reads(Permission.MEETING_READ)]
_CHANGES = problems(404, 409, 412, 428)
_ONE = "/meetings/{meeting_id}"


@router.get(
    _ONE + "/electorate",
    operation_id="meetings_electorate",
    response_model=s.RollOut,
    responses=problems(404),
    summary="应到会名册 Roll of a meeting",
)
async def read_roll(meeting_id: UUID, reader: Read) -> Response:
    """Read the frozen roll: who has the vote, who has not and by which clause, who is excused by which decision."""
    return json_item(*await read.roll(reader, meeting_id))


@router.post(
    _ONE + "/electorate",
    operation_id="meetings_freeze_electorate",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="固定应到会名册 Freeze the roll",
)
async def freeze_roll(meeting_id: UUID, version: IfMatch, uow: Write) -> Meeting:
    """Freeze the roll from the roster of the day of the meeting; not before that day has come."""
    return await roll.freeze(uow, meeting_id, expected_version=version)


@router.post(
    _ONE + "/excusals",
    operation_id="meetings_excuse",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="不计入应到会 Leave somebody out of the count",
)
async def excuse_member(meeting_id: UUID, body: s.Excusal, version: IfMatch, uow: Write) -> Meeting:
    """Leave somebody out of the number of those entitled, on a ground in force that day."""
    return await roll.excuse(uow, meeting_id, body.person_id, body.ground, expected_version=version)


@router.post(
    _ONE + "/attendance",
    operation_id="meetings_attendance",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="登记到会情况 Record who came",
)
async def record_attendance(meeting_id: UUID, body: s.AttendanceRecord, version: IfMatch, uow: Write) -> Meeting:
    """Record who came, before the meeting opens."""
    given = {line.person_id: line.attendance for line in body.attendances}
    if len(given) != len(body.attendances):
        raise Invalid(FieldError("/attendances", "meetings.named-twice"))
    return await roll.record_attendance(uow, meeting_id, given, expected_version=version)


@router.post(
    _ONE + "/written-opinions",
    operation_id="meetings_written_opinion",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="登记会前书面意见 Record a written opinion",
)
async def hand_in_opinion(meeting_id: UUID, body: s.WrittenOpinionCreate, version: IfMatch, uow: Write) -> Meeting:
    """Record a formal written opinion received before the meeting; whether it counts is a dated setting."""
    return await roll.hand_in_opinion(uow, meeting_id, roll.HandIn(**body.model_dump()), expected_version=version)


@router.post(
    _ONE + "/supervisors",
    operation_id="meetings_send_supervisor",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="指派监督人员 Send a supervisor",
)
async def send_supervisor(meeting_id: UUID, body: s.SupervisorCreate, version: IfMatch, uow: Send) -> Meeting:
    """Send somebody of an upper committee who does not belong to that branch."""
    command = officers.SendSupervisor(**body.model_dump())
    return await officers.send_supervisor(uow, meeting_id, command, expected_version=version)


@router.post(
    _ONE + "/supervisors/confirm-presence",
    operation_id="meetings_confirm_presence",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="监督人员确认到场 A supervisor confirms presence",
)
async def confirm_presence(meeting_id: UUID, version: IfMatch, uow: Supervise) -> Meeting:
    """The calling supervisor states that he is there."""
    return await officers.confirm_presence(uow, meeting_id, expected_version=version)


@router.post(
    _ONE + "/tellers",
    operation_id="meetings_name_tellers",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="推选计票人 Name tellers",
)
async def name_tellers(meeting_id: UUID, body: s.TellersIn, version: IfMatch, uow: Write) -> Meeting:
    """Name people who count: present with the vote, no candidate, no supervisor."""
    return await officers.name_tellers(uow, meeting_id, body.person_ids, expected_version=version)


@router.post(
    _ONE + "/talks",
    operation_id="meetings_talk",
    response_model=s.MeetingOut,
    responses=_CHANGES,
    summary="登记票决后谈话 Record a talk after the vote",
)
async def record_talk(meeting_id: UUID, body: s.TalkCreate, version: IfMatch, uow: Supervise) -> Meeting:
    """Record a talk of the calling supervisor with somebody who was there."""
    return await officers.record_talk(uow, meeting_id, officers.Talk(**body.model_dump()), expected_version=version)


@router.get(
    "/excusal-grounds",
    operation_id="meetings_excusal_grounds",
    response_model=Page[s.GroundOut],
    summary="不计入应到会事由 Grounds of excusal",
)
async def list_grounds(request: Request, query: Annotated[s.GroundQuery, Query()], reader: Read) -> Response:
    """List the grounds adopted in the caller's subtree. None ships with the system."""
    rows = await read.grounds(
        reader, organisation_id=query.organisation_id, after=query.start((str, UUID)), limit=query.limit
    )
    return page_response(request, query, rows, ("code", "id"))


@router.post(
    "/excusal-grounds",
    operation_id="meetings_adopt_excusal_ground",
    status_code=201,
    response_model=s.GroundOut,
    responses=problems(404, 409),
    summary="登记不计入应到会事由 Adopt a ground of excusal",
)
async def adopt_ground(body: s.GroundCreate, uow: Adopt) -> ExcusalGroundRow:
    """Adopt a ground with its text and decision, from a day."""
    return await roll.adopt_ground(uow, roll.AdoptGround(**body.model_dump()))


@router.post(
    "/excusal-grounds/{ground_id}/end",
    operation_id="meetings_end_excusal_ground",
    response_model=s.GroundOut,
    responses=_CHANGES,
    summary="终止不计入应到会事由 End a ground of excusal",
)
async def end_ground(ground_id: UUID, body: s.GroundEnd, version: IfMatch, uow: Adopt) -> ExcusalGroundRow:
    """End a ground with a last day."""
    return await roll.end_ground(uow, ground_id, body.effective_to, expected_version=version)
