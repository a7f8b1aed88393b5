"""Assemblies: one whose second count is awaited, one whose resolution is to be approved."""

from collections.abc import Sequence

from app.demo.underway.chosen import Part
from app.demo.underway.stage import Stage
from app.domain.ballots.facts import BallotMethod, Paper
from app.domain.development import facts
from app.domain.development.facts.activist import TalkOffice
from app.domain.documents.facts import DocumentKind
from app.domain.identity.permissions import Permission
from app.domain.meetings.facts import Attendance, MeetingKind, Standing
from app.persistence.models.ballots import Ballot
from app.persistence.models.meetings import Meeting
from app.services import ballots
from app.services.document_subjects import Subject
from app.services.meetings import convening, course, officers, roll

__all__ = ["to_be_approved", "voted_on"]


async def voted_on(stage: Stage) -> None:
    """An assembly of yesterday: everybody has voted and one teller has counted; the second count is awaited."""
    await _assembly(stage, Part.VOTED_ON, noticed=5, held=1, tellers=("secretary",))


async def to_be_approved(stage: Stage) -> None:
    """An assembly that admitted, its report and the talk before the approval: the committee is to decide."""
    part = Part.TO_BE_APPROVED
    meeting, ballot = await _assembly(stage, part, noticed=12, held=8, tellers=("secretary", "commissioner"))
    async with stage.act("secretary", Permission.BALLOT_WRITE, 8) as uow:
        await ballots.close(uow, ballot.id, expected_version=ballot.version)
    async with stage.act("secretary", Permission.MEETING_WRITE, 8) as uow:
        meeting = await course.close(uow, meeting.id, expected_version=meeting.version)
    minutes = await stage.paper("secretary", DocumentKind.ASSEMBLY_MINUTES, 8, Subject(meeting_id=meeting.id))
    async with stage.act("secretary", Permission.MEETING_WRITE, 8) as uow:
        await course.file_minutes(uow, meeting.id, minutes.id, None, expected_version=meeting.version)
    await stage.complete(part, "secretary", "admission_assembly", 8)
    await stage.fact(part, "secretary", facts.AdmissionReport(reported_to=stage.committee), 6)
    talk = facts.AdmissionTalk(talked_by=stage.person_of("organiser"), office=TalkOffice.ORGANISER, fit=True)
    await stage.fact(part, "organiser", talk, 3)
    await stage.complete(part, "organiser", "admission_talk", 3)


async def _assembly(
    stage: Stage, part: Part, *, noticed: int, held: int, tellers: Sequence[str]
) -> tuple[Meeting, Ballot]:
    """Hold an assembly under a supervisor, and vote on paper, counted by *tellers*."""
    person = stage.persons[part]
    async with stage.act("secretary", Permission.MEETING_WRITE, noticed) as uow:
        meeting = await convening.convene(
            uow,
            convening.Convene(
                stage.county.front.id,
                MeetingKind.ADMISSION,
                "讨论接收预备党员",
                stage.day(held),
                stage.day(noticed),
                place="党群服务中心会议室",
                upper_notified_on=stage.day(noticed),
                candidates=((person, stage.cases[part]),),
            ),
        )
    async with stage.act("approver", Permission.MEETING_ASSIGN_SUPERVISOR, noticed) as uow:
        sent = officers.SendSupervisor(stage.person_of("supervisor"), stage.committee)
        meeting = await officers.send_supervisor(uow, meeting.id, sent, expected_version=meeting.version)
    async with stage.act("secretary", Permission.MEETING_WRITE, held) as uow:
        meeting = await roll.freeze(uow, meeting.id, expected_version=meeting.version)
        voters = [entry.person_id for entry in meeting.roll if entry.standing == Standing.ENTITLED.value]
    async with stage.act("secretary", Permission.MEETING_WRITE, held) as uow:
        present = dict.fromkeys(voters, Attendance.PRESENT)
        meeting = await roll.record_attendance(uow, meeting.id, present, expected_version=meeting.version)
    async with stage.act("supervisor", Permission.MEETING_SUPERVISE, held) as uow:
        meeting = await officers.confirm_presence(uow, meeting.id, expected_version=meeting.version)
    async with stage.act("secretary", Permission.MEETING_WRITE, held) as uow:
        counting = [stage.person_of(login) for login in ("secretary", "commissioner")]
        meeting = await officers.name_tellers(uow, meeting.id, counting, expected_version=meeting.version)
    async with stage.act("secretary", Permission.MEETING_WRITE, held) as uow:
        opened = course.Hold(stage.person_of("secretary"), stage.day(held))
        meeting = await course.hold(uow, meeting.id, opened, expected_version=meeting.version)
    async with stage.act("secretary", Permission.MEETING_WRITE, held) as uow:
        said = "介绍人汇报培养情况，与会党员逐一发表意见。"
        meeting = await course.discuss(uow, meeting.id, person, said, expected_version=meeting.version)
    async with stage.act("secretary", Permission.BALLOT_WRITE, held) as uow:
        ballot = await ballots.open_ballot(uow, meeting.id, person, BallotMethod.PAPER)
    votes = len(voters)
    count = Paper(issued=votes, returned=votes, approve=votes - 1, against=0, abstain=1, invalid=0)
    for login in tellers:
        async with stage.act(login, Permission.BALLOT_TALLY, held) as uow:
            ballot = await ballots.tally(uow, ballot.id, count)
    return meeting, ballot
