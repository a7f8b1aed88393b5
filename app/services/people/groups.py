"""Who belongs to which group of the branch."""

from datetime import date
from uuid import UUID

from app.domain.organisations.facts import OrganisationKind, OrganisationState
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.people import GroupAssignment, Person
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.uow import UnitOfWork
from app.services.people.episodes import leave_group
from app.services.people.standing import standing_on

__all__ = ["assign_to_group"]


async def assign_to_group(
    uow: UnitOfWork, person_id: UUID, group_id: UUID | None, on: date, *, expected_version: int | None = None
) -> Person:
    """Put a person into a group of the own branch from a day on; None takes him out of the present one."""
    if on > uow.today:
        raise Invalid(FieldError("/on", "field.future-day"))
    person = await uow.repository(PersonRepository).get(person_id, expected_version=expected_version, lock=True)
    before = person.group_id
    if group_id is not None:
        group = await uow.repository(OrganisationRepository).get(group_id)
        active = group.state == OrganisationState.ACTIVE.value
        if group.kind != OrganisationKind.GROUP.value or group.branch_id != person.branch_id or not active:
            raise Invalid(FieldError("/group_id", "people.group-not-here"))
        if on < group.founded_on:
            raise Invalid(
                FieldError("/on", "organisations.before-founding", group.founded_on, on, {"name": group.name})
            )
        if (await standing_on(uow, person.id, on)).branch_id != group.branch_id:
            raise Conflict("people.no-episode-on-day", pointer="/on", facts={"on": on})
    await leave_group(uow, person, on)
    await uow.flush()  # the old assignment's end must be stored before the new one begins
    if group_id is not None:
        uow.session.add(
            GroupAssignment(
                person_id=person.id,
                group_id=group_id,
                from_on=on,
                until_on=None,
                recorded_at=uow.now,
                recorded_by=uow.actor_id,
            )
        )
    person.group_id = group_id
    uow.emit(
        "people:group:assign",
        person,
        before={"group_id": before},
        after={"group_id": group_id, "on": on},
        details={"person_id": person.id, "group_id": group_id, "on": on},
        event_type="people.group.assigned",
    )
    return person
