"""Objections: taken in, assigned, investigated, concluded, reported, fed back.

The author and the text are encrypted under the objection's id. They are shown to the assigned body only, and every look
is audited; neither audit nor event holds a word of them.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.documents.facts import DocumentKind, DocumentState
from app.domain.organisations.facts import OrganisationState
from app.domain.publicity.facts import CommitteeDecision, ObjectionConclusion, ObjectionFacts, ObjectionState
from app.domain.publicity.objections import may_assign, may_move, may_object, may_report, takes_objections
from app.domain.shared.errors import FieldError, Invalid, NotFound, ensure
from app.persistence.models.publicity import Notice, Objection
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.repositories.publicity import NoticeRepository, ObjectionRepository, objection_facts
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.case_facts import ensure_day, ensure_not_future
from app.services.publicity._standing import follow_objection
from app.services.questioning import question_cases

__all__ = [
    "ConcludeObjection",
    "Objector",
    "ReceiveObjection",
    "ReportObjection",
    "Revealed",
    "conclude",
    "feed_back",
    "investigate",
    "receive_at_office",
    "receive_from_public",
    "reopen",
    "report",
    "reveal",
]


@dataclass(frozen=True, slots=True)
class Objector:
    """Who objects and how to reach the person."""

    name: str
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiveObjection:
    """An objection as it came in; ``candidate_id`` is the entry on the notice, None for all of them."""

    content: str
    objector: Objector | None
    candidate_id: UUID | None
    received_on: date
    late_reason: str | None = None


async def receive_from_public(uow: UnitOfWork, notice_id: UUID, command: ReceiveObjection) -> Objection:
    """Take an objection from the public page while the notice hangs. Raises NotFound when it does not."""
    notices = uow.repository(NoticeRepository)
    await notices.hold_tree()
    notice = await notices.open_to_public(notice_id)
    if not takes_objections(await notices.facts(notice), notice.closes_on, uow.today):
        raise NotFound("publicity-notices.not-found")
    return await _receive(uow, notice, command, through_office=False)


async def receive_at_office(uow: UnitOfWork, notice_id: UUID, command: ReceiveObjection) -> Objection:
    """Take an objection that reached the office by letter, telephone or visit; also after the conclusion."""
    notice = await uow.repository(NoticeRepository).whole(notice_id, lock=True)
    await ensure_day(uow, notice, command.received_on, command.late_reason, "/received_on")
    objection = await _receive(uow, notice, command, through_office=True)
    await uow.flush()  # the notice is read anew, with the objection on it
    uow.session.expire(notice, ["objections"])
    await _judge_cases_again(uow, objection)
    return objection


async def _receive(uow: UnitOfWork, notice: Notice, command: ReceiveObjection, *, through_office: bool) -> Objection:
    facts = await uow.repository(NoticeRepository).facts(notice)
    ensure(may_object(facts, command.received_on, through_office=through_office))
    listed = {c.id for c in notice.candidates if through_office or c.withdrawn_on is None}
    if command.candidate_id is not None and command.candidate_id not in listed:
        raise Invalid(FieldError("/candidate_id", "publicity.candidate-not-listed"))
    objection_id = new_id()
    objector = json.dumps(asdict(command.objector), ensure_ascii=False) if command.objector else None
    objection = uow.repository(ObjectionRepository).add(
        Objection(
            id=objection_id,
            notice_id=notice.id,
            candidate_id=command.candidate_id,
            channel="office" if through_office else "public",
            anonymous=objector is None,
            objector=uow.keys.encrypt(objection_id, objector) if objector is not None else None,
            content=uow.keys.encrypt(objection_id, command.content),
            received_on=command.received_on,
            late_reason=command.late_reason,
            state=ObjectionState.RECEIVED.value,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(notice).columns(),
        )
    )
    _tell(uow, objection, "receive", {"channel": objection.channel, "received_on": command.received_on}, "received")
    await follow_objection(uow, objection)
    return objection


async def investigate(
    uow: UnitOfWork, objection_id: UUID, body_id: UUID, assigned_on: date, *, expected_version: int
) -> Objection:
    """Assign the investigating body, which stands outside the candidates' branches."""
    objection = await _at_office(uow, objection_id, expected_version)
    ensure_not_future(uow, assigned_on, "/assigned_on")
    body, branches = await uow.repository(ObjectionRepository).body_and_branches(objection, body_id)
    if body is None or body.state != OrganisationState.ACTIVE.value:
        raise Invalid(FieldError("/body_id", "publicity.body-unknown"))
    ensure(
        may_move(_facts(objection), ObjectionState.INVESTIGATING, assigned_on) & may_assign(body.branch_id, branches)
    )
    objection.state, objection.body_id, objection.assigned_on = ObjectionState.INVESTIGATING.value, body.id, assigned_on
    _tell(uow, objection, "investigate", {"body_id": body.id, "assigned_on": assigned_on}, "assigned")
    await follow_objection(uow, objection)
    return objection


@dataclass(frozen=True, slots=True)
class ConcludeObjection:
    """What the investigation found. ``findings`` name no objector; the report is a confidential document."""

    conclusion: ObjectionConclusion
    findings: str
    concluded_on: date
    report_id: UUID | None = None


async def conclude(
    uow: UnitOfWork, objection_id: UUID, command: ConcludeObjection, *, expected_version: int
) -> Objection:
    """Conclude an investigation; for the assigned body only. Where the candidate has come to its own branch meanwhile, the
    office assigns another one."""
    objection = await uow.repository(ObjectionRepository).assigned(
        objection_id, expected_version=expected_version, lock=True
    )
    ensure_not_future(uow, command.concluded_on, "/concluded_on")
    if command.concluded_on < (objection.assigned_on or command.concluded_on):
        raise Invalid(FieldError("/concluded_on", "publicity.objection-dates", facts={"latest": objection.assigned_on}))
    body, branches = await uow.repository(ObjectionRepository).body_and_branches(objection, _assigned_to(objection))
    ensure(
        may_move(_facts(objection), ObjectionState.CONCLUDED, command.concluded_on)
        & may_assign(body.branch_id if body is not None else None, branches)
    )
    if command.report_id is not None:
        await _ensure_report(uow, objection, command.report_id)
    objection.state, objection.conclusion = ObjectionState.CONCLUDED.value, command.conclusion.value
    objection.findings, objection.concluded_on = command.findings, command.concluded_on
    objection.report_id = command.report_id
    details: dict[str, object] = {"conclusion": command.conclusion, "concluded_on": command.concluded_on}
    _tell(uow, objection, "conclude", details, "concluded")
    await follow_objection(uow, objection)
    return objection


def _assigned_to(objection: Objection) -> UUID:
    if objection.body_id is None:
        raise LookupError("an objection that a body concludes is assigned to it")
    return objection.body_id


async def _ensure_report(uow: UnitOfWork, objection: Objection, report_id: UUID) -> None:
    document = await uow.repository(DocumentRepository).usable(report_id)
    if document.kind != DocumentKind.INVESTIGATION_REPORT.value or document.state != DocumentState.CURRENT.value:
        raise Invalid(FieldError("/report_id", "publicity.evidence-mismatch", DocumentKind.INVESTIGATION_REPORT.value))


@dataclass(frozen=True, slots=True)
class ReportObjection:
    """The report to the committee and what it decided upon it."""

    reported_on: date
    decision: CommitteeDecision
    reason: str


async def report(uow: UnitOfWork, objection_id: UUID, command: ReportObjection, *, expected_version: int) -> Objection:
    """Record the report to the committee with its decision whether the case goes on."""
    objection = await _at_office(uow, objection_id, expected_version)
    ensure_not_future(uow, command.reported_on, "/reported_on")
    conclusion = ObjectionConclusion(objection.conclusion) if objection.conclusion else None
    ensure(
        may_move(_facts(objection), ObjectionState.REPORTED, command.reported_on)
        & may_report(conclusion, command.decision, command.reason)
    )
    objection.state, objection.reported_on = ObjectionState.REPORTED.value, command.reported_on
    objection.decision, objection.decision_reason = command.decision.value, command.reason or None
    _tell(uow, objection, "report", {"decision": command.decision, "reported_on": command.reported_on}, "reported")
    await _judge_cases_again(uow, objection)
    return objection


async def feed_back(
    uow: UnitOfWork, objection_id: UUID, fed_back_on: date, feedback: str, *, expected_version: int
) -> Objection:
    """Record the feedback to the candidate, which closes the objection."""
    objection = await _at_office(uow, objection_id, expected_version)
    ensure_not_future(uow, fed_back_on, "/fed_back_on")
    ensure(may_move(_facts(objection), ObjectionState.CLOSED, fed_back_on))
    objection.state, objection.fed_back_on = ObjectionState.CLOSED.value, fed_back_on
    objection.feedback = feedback
    _tell(uow, objection, "feedback", {"fed_back_on": fed_back_on}, "closed")
    await _judge_cases_again(uow, objection)
    return objection


_LATER = (
    "body_id",
    "assigned_on",
    "conclusion",
    "findings",
    "report_id",
    "concluded_on",
    "decision",
    "decision_reason",
    "reported_on",
    "feedback",
    "fed_back_on",
)


async def reopen(
    uow: UnitOfWork, objection_id: UUID, reason: str, received_on: date | None, *, expected_version: int
) -> Objection:
    """Take an objection up anew: another body must investigate, or something of it was recorded wrongly.

    What was recorded is kept with the reason; the objection is open again from the day it came in.
    """
    objection = await _at_office(uow, objection_id, expected_version)
    objections = uow.repository(ObjectionRepository)
    if received_on is not None and received_on != objection.received_on:
        ensure_not_future(uow, received_on, "/received_on")
        objections.note(objection, "received_on", objection.received_on, reason)
        objection.received_on = received_on
    objections.note(objection, "state", objection.state, reason)
    for field in _LATER:
        if getattr(objection, field) is not None:
            objections.note(objection, field, getattr(objection, field), reason)
            setattr(objection, field, None)
    objection.state = ObjectionState.RECEIVED.value
    _tell(uow, objection, "reopen", {"received_on": objection.received_on}, "reopened")
    await _judge_cases_again(uow, objection)
    return objection


async def _judge_cases_again(uow: UnitOfWork, objection: Objection) -> None:
    await follow_objection(uow, objection)
    await question_cases(uow, await uow.repository(ObjectionRepository).case_ids(objection))


@dataclass(frozen=True, slots=True)
class Revealed:
    """The text of an objection and its author, for the investigating body."""

    id: UUID
    content: str
    objector: Objector | None


async def reveal(uow: UnitOfWork, objection_id: UUID) -> Revealed:
    """Return text and author to the assigned body; the look is audited."""
    objection = await uow.repository(ObjectionRepository).assigned(objection_id)
    objector = None
    if objection.objector is not None:
        objector = Objector(**json.loads(uow.keys.decrypt(objection.id, objection.objector)))
    uow.emit("publicity:objector:read", objection, details={"anonymous": objection.anonymous})
    return Revealed(objection.id, uow.keys.decrypt(objection.id, objection.content), objector)


async def _at_office(uow: UnitOfWork, objection_id: UUID, expected_version: int) -> Objection:
    """Return an objection, locked. Nobody handles an objection to himself."""
    objections = uow.repository(ObjectionRepository)
    objection = await objections.get(objection_id, expected_version=expected_version, lock=True)
    await objections.ensure_not_candidate(objection)
    return objection


def _facts(objection: Objection) -> ObjectionFacts:
    return objection_facts(objection, {})


def _tell(uow: UnitOfWork, objection: Objection, verb: str, details: dict[str, object], event: str) -> None:
    uow.emit(
        f"publicity:objection:{verb}",
        objection,
        after={"state": objection.state, **details},
        details={"notice_id": objection.notice_id, **details},
        event_type=f"publicity.objection.{event}",
    )
