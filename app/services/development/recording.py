"""Recording facts of a case, and correcting them: nothing is edited, a correcting fact replaces the wrong one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.development.acts import as_they_stand, current_act
from app.domain.development.facts import (
    KINDS,
    ContactAssignment,
    ConversionResolution,
    FactData,
    SponsorAssignment,
    decode,
    encode,
)
from app.domain.development.steps import STEP_LIST
from app.domain.identity.permissions import Permission
from app.domain.rules.parameters import LATE_RECORDING_DAYS
from app.domain.shared.errors import Conflict, FieldError, Forbidden, Invalid, NotFound
from app.persistence.models.development import CaseFact
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.base import reaches
from app.persistence.repositories.bodies import bodies_by_id
from app.persistence.repositories.case_file import people_by_id
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.development import CaseRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.all_at_once import AllAtOnce
from app.services.development.findings import note_questioned
from app.services.development.loading import Loaded, demand, load, refresh, reload

__all__ = ["CorrectFact", "RecordFact", "add_fact", "check", "correct_fact", "record_fact", "record_own_report"]

_REASSIGNABLE = frozenset({"contact_assignment", "sponsor_assignment", "group_assignment"})
"""Kinds of which a later one replaces an earlier one from its day, after their step is done."""

_BESIDE = {"conversion_assembly": ConversionResolution.kind}
"""Kinds that belong to the act of a step: what was put to the vote can't be said anew once the vote is taken."""


@dataclass(frozen=True, slots=True)
class RecordFact:
    """A fact to record."""

    data: FactData
    happened_on: date
    documents: tuple[UUID, ...] = ()
    late_reason: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectFact:
    """The right data of a fact that was wrong. ``data`` of None keeps what was recorded."""

    reason: str
    kind: str
    data: FactData | None = None
    happened_on: date | None = None
    documents: tuple[UUID, ...] | None = None


async def record_fact(uow: UnitOfWork, case_id: UUID, command: RecordFact) -> CaseFact:
    """Record a fact of an open case.

    Raises Invalid for what can't be, Forbidden without the kind's permission or for a body that the caller doesn't act
    for, Conflict when a completed step rests on the kind (then it is corrected instead).
    """
    loaded = await load(uow, case_id, lock=True, must_be_open=True)
    demand(uow, loaded.case, command.data.permission)
    if command.data.own_command:
        raise NotFound("development.kind-unknown")
    if command.data.paper_only and not loaded.case.taken_over:
        raise Invalid(FieldError("/kind", "development.paper-only"))
    errors = AllAtOnce()
    with errors:
        await check(uow, loaded, command.data, command.happened_on, command.documents)
    with errors:
        late = _late_days(uow, loaded, command.happened_on, command.late_reason)
    errors.tell()
    _ensure_not_behind_a_step(loaded, command.data.kind, command.happened_on)
    _ensure_not_said_yet(loaded, command.data)
    return await _recorded(uow, loaded, add_fact(uow, loaded, command, late_days=late))


async def record_own_report(uow: UnitOfWork, case_id: UUID, command: RecordFact) -> CaseFact:
    """Record a thought report that the person hands in by the own account."""
    loaded = await load(uow, case_id, lock=True, must_be_open=True)
    if uow.caller.person_id != loaded.case.person_id:
        raise Forbidden(Permission.CASE_REPORT.value)
    await check(uow, loaded, command.data, command.happened_on, command.documents)
    return await _recorded(uow, loaded, add_fact(uow, loaded, command))


async def _recorded(uow: UnitOfWork, loaded: Loaded, row: CaseFact) -> CaseFact:
    after = await reload(uow, loaded)
    if after.file.open_findings:  # what has come in may be what was missing
        await note_questioned(uow, after)
        after = await reload(uow, after)
    await refresh(uow, after)
    uow.emit(
        "development:fact:record",
        row,
        after={"kind": row.kind, "happened_on": row.happened_on, "data": row.data},
        details={
            "case_id": row.case_id,
            "kind": row.kind,
            "happened_on": row.happened_on,
            "late_days": row.late_days,
            "open": len(after.file.open_findings),
        },
        event_type="development.fact.recorded",
    )
    return row


def add_fact(uow: UnitOfWork, loaded: Loaded, command: RecordFact, *, late_days: int = 0) -> CaseFact:
    """Add the row of a fact that was checked."""
    row = CaseFact(
        id=new_id(),
        case_id=loaded.case.id,
        person_id=loaded.case.person_id,
        kind=command.data.kind,
        happened_on=command.happened_on,
        data=encode(command.data),
        documents=list(command.documents),
        late_days=late_days,
        late_reason=command.late_reason,
        taken_over=loaded.case.taken_over and late_days == 0,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(loaded.case).columns(),
    )
    uow.session.add(row)
    return row


async def correct_fact(
    uow: UnitOfWork, case_id: UUID, fact_id: UUID, command: CorrectFact, *, expected_version: int
) -> CaseFact:
    """Replace a wrong fact by the right one, with the reason; the old value is kept.

    When steps were completed since it was recorded, the correction belongs to the approving committee; every completed
    step is judged again, and those that no longer hold become findings.
    """
    loaded = await load(uow, case_id, expected_version=expected_version, lock=True)
    rows = {row.id: row for row in await uow.repository(CaseRepository).facts(case_id)}
    old = rows.get(fact_id)
    if old is None:
        raise NotFound("development.fact-unknown")
    if not old.standing:
        raise Conflict("development.fact-superseded")
    if old.kind != command.kind:
        raise Conflict("development.kind-differs", pointer="/kind", facts={"kind": old.kind})
    demand(uow, loaded.case, await _correcting(uow, loaded, old))
    kept = decode(KINDS[old.kind], old.data)
    data, day = command.data or kept, command.happened_on or old.happened_on
    documents = tuple(old.documents) if command.documents is None else command.documents
    if data == kept and day == old.happened_on and list(documents) == list(old.documents):
        raise Conflict("development.nothing-changed")
    await check(uow, loaded, data, day, documents)
    old.standing = False
    row = add_fact(uow, loaded, RecordFact(data, day, documents))
    row.supersedes_id, row.correction_reason, row.taken_over = old.id, command.reason, old.taken_over
    row.late_days, row.late_reason = old.late_days, old.late_reason
    after = await reload(uow, loaded)
    await note_questioned(uow, after)
    after = await reload(uow, after)
    await refresh(uow, after)
    uow.emit(
        "development:fact:correct",
        row,
        before={"happened_on": old.happened_on, "data": old.data},
        after={"happened_on": row.happened_on, "data": row.data},
        details={"case_id": case_id, "kind": row.kind, "supersedes_id": old.id, "open": len(after.file.open_findings)},
        event_type="development.fact.corrected",
    )
    return row


async def _correcting(uow: UnitOfWork, loaded: Loaded, fact: CaseFact) -> Permission:
    """Once a step was completed on what the fact said, correcting it is the approving committee's.

    The step rests on the first recording of the fact as much as on what corrected it since.
    """
    first = fact
    while first.supersedes_id is not None:
        first = await uow.session.get_one(CaseFact, first.supersedes_id)
    steps = await uow.repository(CaseRepository).steps(loaded.case.id)
    since = any(step.void is None and step.id > first.id for step in steps)
    if since or reaches(uow.caller, Permission.CASE_CORRECT_COMPLETED, loaded.case):
        return Permission.CASE_CORRECT_COMPLETED
    return Permission.CASE_CORRECT


def _ensure_not_behind_a_step(loaded: Loaded, kind: str, day: date) -> None:
    file = as_they_stand(loaded.file)
    for step in STEP_LIST:
        done = file.done(step.key) if kind in (step.act, _BESIDE.get(step.key)) else None
        if done is None or (kind in _REASSIGNABLE and day > done.act_on):
            continue
        if not (done.came_without_act and current_act(file, step) is None):
            raise Conflict("development.step-rests-on-fact", facts={"step": step.key})


def _ensure_not_said_yet(loaded: Loaded, data: FactData) -> None:
    """One assembly on conversion has one resolution; a wrong one is corrected, also after its extension was approved."""
    if isinstance(data, ConversionResolution) and data.meeting_id is not None:
        said = (found.meeting_id for _, found in loaded.file.all(ConversionResolution))
        if data.meeting_id in said:
            raise Conflict("development.resolution-there", pointer="/data/meeting_id")


def _late_days(uow: UnitOfWork, loaded: Loaded, day: date, reason: str | None) -> int:
    allowed = loaded.laws(uow.today).value(LATE_RECORDING_DAYS, uow.today)
    late = (uow.today - day).days
    if allowed is None or late <= allowed.value:
        return 0
    if not reaches(uow.caller, Permission.LATE_RECORD, loaded.case):
        raise Forbidden(Permission.LATE_RECORD.value)
    if reason is None:
        raise Invalid(FieldError("/late_reason", "development.late-reason-needed", allowed.value, late))
    return late


async def check(uow: UnitOfWork, loaded: Loaded, data: FactData, day: date, documents: Sequence[UUID]) -> None:
    """Raise Invalid for everything that can't be, at once."""
    errors = [replace(error, pointer=f"/data{error.pointer}") for error in data.errors(day)]
    if day > uow.today:
        errors.append(FieldError("/happened_on", "field.future-day", uow.today))
    if day <= loaded.file.candidate.born_on:
        errors.append(FieldError("/happened_on", "development.before-birth"))
    errors += await _check_persons(uow, loaded, data, day)
    errors += await _check_bodies(uow, data)
    unknown = await uow.repository(CaseSubjects).unknown_documents(loaded.case.id, documents)
    errors += [
        FieldError(f"/documents/{index}", "development.document-unknown")
        for index, document in enumerate(documents)
        if document in unknown
    ]
    if errors:
        raise Invalid(errors)


async def _check_persons(uow: UnitOfWork, loaded: Loaded, data: FactData, day: date) -> list[FieldError]:
    named = data.persons()
    await uow.repository(CaseSubjects).hold_named(person_id for _, person_id in named)
    known = await people_by_id(uow, {person_id for _, person_id in named})
    must_be_member = isinstance(data, (ContactAssignment, SponsorAssignment)) and not loaded.case.taken_over
    errors = []
    for pointer, person_id in named:
        history = known.get(person_id)
        if person_id == loaded.case.person_id:
            errors.append(FieldError(f"/data{pointer}", "development.candidate-acts-for-himself"))
        elif history is None:
            errors.append(FieldError(f"/data{pointer}", "development.person-unknown"))
        elif must_be_member and not history.is_full_member(day):
            status = history.status_on(day)
            measured = status.value if status is not None else None
            errors.append(FieldError(f"/data{pointer}", "development.person-not-full-member", "full_member", measured))
    return errors


async def _check_bodies(uow: UnitOfWork, data: FactData) -> list[FieldError]:
    known = await bodies_by_id(uow, {body_id for _, body_id in data.bodies()})
    errors = [
        FieldError(f"/data{pointer}", "development.organisation-unknown")
        for pointer, body_id in data.bodies()
        if body_id not in known
    ]
    acting = data.acting_body()
    if acting is not None and not errors:
        body = await uow.session.get(Organisation, acting[1])
        if body is None or not reaches(uow.caller, data.permission, body):
            raise Forbidden(data.permission.value, "development.body-not-reached")
    return errors
