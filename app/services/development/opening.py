"""Opening a case, taking one over from paper, moving it to another branch, ending it early."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.development.acts import current_act
from app.domain.development.casefile import CaseState, Outcome
from app.domain.development.engine import Judgement, effects_of, judge
from app.domain.development.facts import CaseClosing, ClosingReason, Relocation
from app.domain.development.findings import FindingKind, subject_of
from app.domain.development.steps import STEP_LIST, is_asked
from app.domain.identity.permissions import Permission
from app.domain.organisations.facts import BRANCH_LIKE, OrganisationKind
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.domain.shared.verdict import Finding, Verdict
from app.persistence.models.development import CaseFact, DevelopmentCase
from app.persistence.models.people import Person
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.documents import DocumentRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services import people
from app.services.development.completing import record_completion
from app.services.development.effects import fall_back, run_effects
from app.services.development.findings import add_finding
from app.services.development.loading import Loaded, demand, last_day, load, refresh, reload, step_of
from app.services.development.recording import RecordFact, add_fact, check

__all__ = ["CloseCase", "Relocate", "TakeOver", "close_case", "open_case", "relocate", "take_over"]

_NOT_ON_PAPER = frozenset(
    {
        "development.case-open",
        "development.findings-decided",
        "development.step-not-done",
        "development.act-is-new",
        "development.step-before",
    }
)
"""Findings about the course of the case itself, which a taking over brings about."""


async def open_case(uow: UnitOfWork, person_id: UUID, *, opened_on: date | None = None) -> DevelopmentCase:
    """Open a case for a person of the caller's subtree, at the person's branch.

    Raises Conflict when the person has an open case, or belongs to no branch.
    """
    person = await uow.repository(PersonRepository).get(person_id, lock=True)
    demand(uow, _as_case(person), Permission.CASE_OPEN)
    case = await _new_case(uow, person, opened_on or uow.today, taken_over=False)
    uow.emit(
        "development:case:open",
        case,
        after={"person_id": person_id, "opened_on": case.opened_on},
        details={"case_id": case.id, "person_id": person_id},
        event_type="development.case.opened",
    )
    return case


def _as_case(person: Person) -> DevelopmentCase:
    return DevelopmentCase(person_id=person.id, **place_of(person).columns())


async def _new_case(uow: UnitOfWork, person: Person, opened_on: date, *, taken_over: bool) -> DevelopmentCase:
    if opened_on > uow.today:
        raise Invalid(FieldError("/opened_on", "field.future-day", uow.today))
    if person.merged_into_id is not None or person.branch_id is None:
        raise Conflict("development.not-a-branch", pointer="/person_id")
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    branch = await organisations.get(person.branch_id)
    if OrganisationKind(branch.kind) not in BRANCH_LIKE:
        raise Conflict("development.not-a-branch", pointer="/person_id")
    if await uow.repository(CaseRepository).open_of(person.id) is not None:
        raise Conflict("development.case-exists", pointer="/person_id")
    case = DevelopmentCase(
        id=new_id(),
        person_id=person.id,
        state=CaseState.OPEN.value,
        stage=1,
        step="apply",
        opened_on=opened_on,
        taken_over=taken_over,
        changed_at=uow.now,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(branch).columns(),
    )
    uow.repository(CaseRepository).add(case)
    await uow.flush()
    return case


@dataclass(frozen=True, slots=True)
class TakeOver:
    """A case in progress on paper: its past acts with their own days, and the last step that was done."""

    person_id: UUID
    through_step: str
    facts: tuple[RecordFact, ...]


async def take_over(uow: UnitOfWork, command: TakeOver) -> Loaded:
    """Take a case over from paper at any step. Each act is judged by the law of its own day.

    What is missing becomes a finding, which only a decision with a document number carries on; the case is held until
    every finding is decided or settled.
    """
    last = step_of(command.through_step)
    person = await uow.repository(PersonRepository).get(command.person_id, lock=True)
    demand(uow, _as_case(person), Permission.CASE_TAKE_OVER)
    first = min((fact.happened_on for fact in command.facts), default=uow.today)
    case = await _new_case(uow, person, min(first, uow.today), taken_over=True)
    loaded = await load(uow, case.id)
    for index, fact in enumerate(command.facts):
        await _check_taken_over(uow, loaded, fact, index)
        add_fact(uow, loaded, fact)
    loaded = await reload(uow, loaded)
    for step in STEP_LIST:
        if step.number > last.number:
            break
        act = current_act(loaded.file, step)
        day = act.on if act is not None else last_day(loaded.file)
        if act is None and not is_asked(step, loaded.laws(day), day):
            continue
        bare = replace(loaded.file, open_findings=())
        judged = judge(bare, step, loaded.laws, day if act is None else uow.today)
        judged = Judgement(step, day, act, Outcome.PASSED, judged.verdict)
        for finding in _once(judged.verdict):
            add_finding(uow, loaded, FindingKind.GAP, step.key, day, finding)
        record_completion(uow, loaded, judged, taken_over=True)
        names = effects_of(loaded.file, step, Outcome.PASSED, loaded.laws(day), day)
        loaded = await reload(uow, loaded)
        await run_effects(uow, loaded, judged, names)
    loaded = await reload(uow, loaded)
    await refresh(uow, loaded)
    uow.emit(
        "development:case:take-over",
        case,
        after={"person_id": person.id, "through_step": last.key, "facts": len(command.facts)},
        details={
            "case_id": case.id,
            "through_step": last.key,
            "facts": len(command.facts),
            "findings": len(loaded.file.open_findings),
        },
        event_type="development.case.taken_over",
    )
    return loaded


def _once(verdict: Verdict) -> tuple[Finding, ...]:
    found = {(f.code, subject_of(f)): f for f in verdict.unmet if f.code not in _NOT_ON_PAPER}
    return tuple(found.values())


async def _check_taken_over(uow: UnitOfWork, loaded: Loaded, fact: RecordFact, index: int) -> None:
    try:
        await check(uow, loaded, fact.data, fact.happened_on, fact.documents)
    except Invalid as refused:
        raise Invalid([replace(e, pointer=f"/facts/{index}{e.pointer}") for e in refused.errors]) from None


@dataclass(frozen=True, slots=True)
class Relocate:
    """A move to another branch, which has checked the file."""

    to_branch_id: UUID
    happened_on: date
    letter_number: str
    file_checked: bool


async def relocate(uow: UnitOfWork, case_id: UUID, command: Relocate, *, expected_version: int) -> DevelopmentCase:
    """Move a case, and the person with it, to another branch; clocks run on.

    The caller's permission reaches both branches.
    """
    loaded = await load(uow, case_id, expected_version=expected_version, lock=True, must_be_open=True)
    case = loaded.case
    demand(uow, case, Permission.CASE_RELOCATE)
    organisations = uow.repository(OrganisationRepository)
    place = await organisations.place(command.to_branch_id)
    branch = await organisations.get(command.to_branch_id, permission=Permission.CASE_RELOCATE)
    if OrganisationKind(branch.kind) not in BRANCH_LIKE or case.branch_id is None:
        raise Invalid(FieldError("/to_branch_id", "development.not-a-branch"))
    data = Relocation(
        from_branch_id=case.branch_id,
        to_branch_id=command.to_branch_id,
        file_checked=command.file_checked,
        letter_number=command.letter_number,
    )
    await _check_own(uow, loaded, data, command.happened_on)
    row = add_fact(uow, loaded, RecordFact(data, command.happened_on))
    person = await uow.session.get_one(Person, case.person_id)
    if person.branch_id != command.to_branch_id:
        await people.transfer(
            uow, case.person_id, command.to_branch_id, command.happened_on, letter_number=command.letter_number
        )
    for column, value in place.columns().items():
        setattr(case, column, value)
        setattr(row, column, value)
    await uow.repository(DocumentRepository).follow_case(case.id, place)
    after = await reload(uow, loaded)
    await refresh(uow, after)
    uow.emit(
        "development:case:relocate",
        case,
        after={"to_branch_id": command.to_branch_id, "happened_on": command.happened_on},
        details={"case_id": case.id, "from": data.from_branch_id, "to": data.to_branch_id},
        event_type="development.case.relocated",
    )
    return case


@dataclass(frozen=True, slots=True)
class CloseCase:
    """The case ends before its last step."""

    reason: ClosingReason
    happened_on: date
    document_number: str
    note: str = ""


async def close_case(uow: UnitOfWork, case_id: UUID, command: CloseCase, *, expected_version: int) -> DevelopmentCase:
    """End a case by a decision. A probationary membership is cancelled by its own procedure, never here."""
    loaded = await load(uow, case_id, expected_version=expected_version, lock=True, must_be_open=True)
    demand(uow, loaded.case, Permission.CASE_DECIDE)
    data = CaseClosing(reason=command.reason, document_number=command.document_number, note=command.note)
    await _check_own(uow, loaded, data, command.happened_on)
    row: CaseFact = add_fact(uow, loaded, RecordFact(data, command.happened_on))
    if command.reason is not ClosingReason.DECEASED:
        await fall_back(uow, loaded, command.happened_on, end=True)
    loaded.case.state = CaseState.CLOSED.value
    loaded.case.closed_on = max(command.happened_on, loaded.case.opened_on)
    after = await reload(uow, loaded)
    await refresh(uow, after)
    uow.emit(
        "development:case:close",
        loaded.case,
        after={"reason": command.reason.value, "fact_id": row.id},
        details={"case_id": case_id, "reason": command.reason.value, "document_number": command.document_number},
        event_type="development.case.closed",
    )
    return loaded.case


async def _check_own(uow: UnitOfWork, loaded: Loaded, data: Relocation | CaseClosing, day: date) -> None:
    """Check a fact whose fields are the body itself: pointers name them without ``/data``."""
    try:
        await check(uow, loaded, data, day, ())
    except Invalid as refused:
        raise Invalid([replace(e, pointer=e.pointer.removeprefix("/data")) for e in refused.errors]) from None
