"""What completing a step brings about outside the case, by the effect that the table names. A test matches both sides.

Effects run on the day of the act: an approval makes a probationary member from the day of the assembly.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from app.domain.development.acts import as_they_stand
from app.domain.development.casefile import CaseState
from app.domain.development.engine import Judgement
from app.domain.development.facts import AdmissionApproval, ConversionApproval
from app.domain.development.gates.common import probation_end
from app.domain.development.statuses import carried_by, is_on_the_way_to, stands_above, way_back
from app.domain.people.facts import LeftKind, MemberStatus, StatusCause
from app.domain.shared.errors import Conflict
from app.persistence.models.people import Person
from app.persistence.repositories.people import PersonRepository
from app.persistence.uow import UnitOfWork
from app.services import people
from app.services.development.loading import Loaded

__all__ = ["EFFECTS", "Effect", "fall_back", "run_effects"]

Effect = Callable[[UnitOfWork, Loaded, Judgement], Awaitable[None]]


async def _person(uow: UnitOfWork, loaded: Loaded) -> Person:
    return await uow.session.get_one(Person, loaded.case.person_id)


async def _raise_to(
    uow: UnitOfWork, loaded: Loaded, status: MemberStatus, on: date, decision: str | None = None, *, exact: bool = False
) -> None:
    """Bring the person to *status* from *on*. Somebody who was imported with that status or a later one keeps it.

    Unless *exact*, the day is not before the first day of which the roster knows anything.
    """
    person = await _person(uow, loaded)
    now = MemberStatus(person.status)
    if not is_on_the_way_to(now, status):
        return
    day = on
    if not exact:
        episodes = await uow.repository(PersonRepository).episodes(person.id)
        day = max(on, episodes[0].from_on) if episodes else on
    await people.change_status(
        uow,
        person.id,
        status,
        day,
        cause=StatusCause.DEVELOPMENT,
        case_id=loaded.case.id,
        decision_number=decision,
    )


async def _become_applicant(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    await _raise_to(uow, loaded, MemberStatus.APPLICANT, judgement.day)


async def _become_activist(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    await _raise_to(uow, loaded, MemberStatus.ACTIVIST, judgement.day)


async def _become_development_object(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    await _raise_to(uow, loaded, MemberStatus.DEVELOPMENT_OBJECT, judgement.day)


async def _become_probationary(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    assembly = as_they_stand(loaded.file).done("admission_assembly")
    found = loaded.file.latest(AdmissionApproval)
    number = found[1].document_number if found is not None else None
    on = assembly.act_on if assembly is not None else judgement.day
    await _raise_to(uow, loaded, MemberStatus.PROBATIONARY, on, number, exact=True)


async def _become_full_member(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    law = loaded.laws(judgement.day)
    found = loaded.file.latest(ConversionApproval)
    number = found[1].document_number if found is not None else None
    ends = probation_end(as_they_stand(loaded.file), law)
    on = ends[0] if ends is not None else judgement.day
    await _raise_to(uow, loaded, MemberStatus.FULL_MEMBER, on, number, exact=True)


async def _membership_cancelled(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    found = loaded.file.latest(ConversionApproval)
    person = await _person(uow, loaded)
    if person.status == MemberStatus.PROBATIONARY.value:
        await people.change_status(
            uow,
            person.id,
            MemberStatus.LEFT,
            judgement.day,
            left_kind=LeftKind.CANCELLED,
            case_id=loaded.case.id,
            decision_number=found[1].document_number if found is not None else None,
        )
    loaded.case.state, loaded.case.closed_on = CaseState.CANCELLED.value, judgement.day


async def _complete_case(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    loaded.case.state, loaded.case.closed_on = CaseState.ARCHIVED.value, judgement.day


EFFECTS: Mapping[str, Effect] = {
    "become_applicant": _become_applicant,
    "become_activist": _become_activist,
    "become_development_object": _become_development_object,
    "become_probationary": _become_probationary,
    "become_full_member": _become_full_member,
    "membership_cancelled": _membership_cancelled,
    "complete_case": _complete_case,
}


async def run_effects(uow: UnitOfWork, loaded: Loaded, judgement: Judgement, names: tuple[str, ...]) -> None:
    """Run the effects of a completed step, in order."""
    for name in names:
        await EFFECTS[name](uow, loaded, judgement)


async def fall_back(uow: UnitOfWork, loaded: Loaded, on: date, *, end: bool = False) -> None:
    """Bring the person's status back to what the standing steps carry; to none when the case *ends*.

    Raises Conflict for a full member: that is undone by no case.
    """
    person = await _person(uow, loaded)
    now = MemberStatus(person.status)
    wanted = carried_by(()) if end else carried_by(loaded.steps)
    if not stands_above(now, wanted):
        return
    if now is MemberStatus.FULL_MEMBER or (end and now is MemberStatus.PROBATIONARY):
        raise Conflict("development.member-cannot-be-closed")
    for status in way_back(now, wanted):
        await people.change_status(uow, person.id, status, on, case_id=loaded.case.id)
