"""Opening a case, and ending one early."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.development.casefile import CaseState
from app.domain.development.facts import CaseClosing, ClosingReason, Relocation
from app.domain.identity.permissions import Permission
from app.domain.organisations.facts import BRANCH_LIKE, OrganisationKind
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.development import CaseFact, DevelopmentCase
from app.persistence.models.people import Person
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.development.effects import fall_back
from app.services.development.loading import Loaded, demand, load, refresh, reload
from app.services.development.recording import RecordFact, add_fact, check

__all__ = ["CloseCase", "as_case", "check_own", "close_case", "new_case", "open_case"]


async def open_case(uow: UnitOfWork, person_id: UUID, *, opened_on: date | None = None) -> DevelopmentCase:
    """Open a case for a person of the caller's subtree, at the person's branch.

    Raises Conflict when the person has an open case, or belongs to no branch.
    """
    await uow.repository(OrganisationRepository).hold_tree()
    person = await uow.repository(PersonRepository).get(person_id, lock=True)
    demand(uow, as_case(person), Permission.CASE_OPEN)
    case = await new_case(uow, person, opened_on or uow.today, taken_over=False)
    uow.emit(
        "development:case:open",
        case,
        after={"person_id": person_id, "opened_on": case.opened_on},
        details={"case_id": case.id, "person_id": person_id},
        event_type="development.case.opened",
    )
    return case


def as_case(person: Person) -> DevelopmentCase:
    """Return the case that the person would have, to hold permissions against."""
    return DevelopmentCase(person_id=person.id, **place_of(person).columns())


async def new_case(uow: UnitOfWork, person: Person, opened_on: date, *, taken_over: bool) -> DevelopmentCase:
    """Add the case of a locked person; the tree is held, so that nothing moves the branch meanwhile."""
    if opened_on > uow.today:
        raise Invalid(FieldError("/opened_on", "field.future-day", uow.today))
    if person.merged_into_id is not None or person.branch_id is None:
        raise Conflict("development.not-a-branch", pointer="/person_id")
    branch = await uow.repository(OrganisationRepository).get(person.branch_id)
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
    await check_own(uow, loaded, data, command.happened_on)
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


async def check_own(uow: UnitOfWork, loaded: Loaded, data: Relocation | CaseClosing, day: date) -> None:
    """Check a fact whose fields are the body itself: pointers name them without ``/data``."""
    try:
        await check(uow, loaded, data, day, ())
    except Invalid as refused:
        raise Invalid([replace(e, pointer=e.pointer.removeprefix("/data")) for e in refused.errors]) from None
