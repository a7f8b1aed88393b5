"""Moving a case to another branch: what is the case's own goes along, what others published or hold stays with them.

The clocks run on, the law and the bodies of each past day stay those of the branch of that day. See docs/adr/0023.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.development.acts import as_they_stand
from app.domain.development.facts import Relocation
from app.domain.identity.permissions import Permission
from app.domain.organisations.facts import BRANCH_LIKE, OrganisationKind, OrganisationState
from app.domain.shared.errors import FieldError, Invalid
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services import people
from app.services.development.findings import note_questioned
from app.services.development.loading import Loaded, demand, load, load_any, refresh, reload
from app.services.development.opening import check_own
from app.services.development.recording import RecordFact, add_fact

__all__ = ["Relocate", "follow_restructuring", "follow_transfer", "relocate"]


@dataclass(frozen=True, slots=True)
class Relocate:
    """A move to another branch, which has checked the file."""

    to_branch_id: UUID
    happened_on: date
    letter_number: str
    file_checked: bool


async def relocate(uow: UnitOfWork, case_id: UUID, command: Relocate, *, expected_version: int) -> DevelopmentCase:
    """Move a case, and the person with it, to another branch; clocks run on.

    The caller's permission reaches both branches. Raises Invalid for a day before an act that the old branch has done.
    """
    loaded = await load(uow, case_id, expected_version=expected_version, lock=True, must_be_open=True)
    case = loaded.case
    demand(uow, case, Permission.CASE_RELOCATE)
    branch = await uow.repository(OrganisationRepository).get(command.to_branch_id, permission=Permission.CASE_RELOCATE)
    if OrganisationKind(branch.kind) not in BRANCH_LIKE or branch.state != OrganisationState.ACTIVE.value:
        raise Invalid(FieldError("/to_branch_id", "development.not-a-branch"))
    data = _move(case, branch, command.letter_number, file_checked=command.file_checked)
    await check_own(uow, loaded, data, command.happened_on)
    _ensure_after_all(loaded, command.happened_on, "/happened_on")
    person = await uow.session.get_one(Person, case.person_id)
    if person.branch_id != command.to_branch_id:
        await people.transfer(
            uow, case.person_id, command.to_branch_id, command.happened_on, letter_number=command.letter_number
        )
    await _settle(uow, loaded, branch, data, command.happened_on)
    return case


async def follow_transfer(
    uow: UnitOfWork, loaded: Loaded, branch_id: UUID, on: date, *, letter_number: str, file_checked: bool
) -> DevelopmentCase:
    """Have the case of a person whose membership was transferred go along. The caller holds the case's row."""
    demand(uow, loaded.case, Permission.CASE_RELOCATE)
    branch = await uow.repository(OrganisationRepository).get(branch_id, permission=Permission.CASE_RELOCATE)
    _ensure_after_all(loaded, on, "/on")
    data = _move(loaded.case, branch, letter_number, file_checked=file_checked)
    await _settle(uow, loaded, branch, data, on)
    return loaded.case


async def follow_restructuring(
    uow: UnitOfWork, cases: Iterable[tuple[UUID, UUID]], target: Organisation, on: date, decision_number: str
) -> None:
    """Have cases go to *target*, a branch that others were merged into or that was made of theirs, and note from which
    branch each came: its past acts stay acts of that one.

    *cases* are ids of cases with the branch where they stood. A decision recorded late doesn't reach behind an act.
    """
    for case_id, from_branch_id in cases:
        loaded = await load_any(uow, case_id)
        data = Relocation(
            from_branch_id=from_branch_id,
            to_branch_id=target.id,
            file_checked=True,
            letter_number=decision_number,
        )
        await _settle(uow, loaded, target, data, max([on, *_days(loaded)]))


def _move(case: DevelopmentCase, branch: Organisation, letter_number: str, *, file_checked: bool) -> Relocation:
    if case.branch_id is None:
        raise LookupError("a case has a branch")
    return Relocation(
        from_branch_id=case.branch_id, to_branch_id=branch.id, file_checked=file_checked, letter_number=letter_number
    )


def _days(loaded: Loaded) -> list[date]:
    """The days of what was done, and of earlier moves."""
    done = [c.act_on for c in as_they_stand(loaded.file).completions if c.stands]
    return done + [fact.happened_on for fact, _ in loaded.file.all(Relocation)]


def _ensure_after_all(loaded: Loaded, on: date, pointer: str) -> None:
    last = max(_days(loaded), default=on)
    if on < last:
        raise Invalid(FieldError(pointer, "development.moved-before-an-act", last, on))


async def _settle(uow: UnitOfWork, loaded: Loaded, branch: Organisation, data: Relocation, on: date) -> None:
    """Record the move, give everything of the case its new place, and judge what was done by what is known now."""
    case, place = loaded.case, place_of(branch)
    add_fact(uow, loaded, RecordFact(data, on))
    for column, value in place.columns().items():
        setattr(case, column, value)
    await uow.flush()  # the rows are there before all of them get the new place
    await uow.repository(CaseRepository).hand_over(case.id, place)
    after = await reload(uow, loaded)
    await note_questioned(uow, after)
    after = await reload(uow, after)
    await refresh(uow, after)
    uow.emit(
        "development:case:relocate",
        case,
        after={"to_branch_id": data.to_branch_id, "happened_on": on},
        details={"case_id": case.id, "from": data.from_branch_id, "to": data.to_branch_id},
        event_type="development.case.relocated",
    )
