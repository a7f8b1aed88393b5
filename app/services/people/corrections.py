"""Corrections: a wrong particular is replaced with a reason; the old value is kept, encrypted."""

from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.identity.permissions import Permission
from app.domain.people.codes import Occupation, Sector
from app.domain.people.facts import MemberStatus, Sex
from app.domain.people.names import clean_name
from app.domain.people.particulars import Particulars
from app.domain.shared.errors import Conflict
from app.persistence.models.people import Person, PersonCorrection
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.people.registering import apply_particulars, checked, note_number

__all__ = ["CorrectPerson", "correct_person", "particulars_of"]


@dataclass(frozen=True, slots=True)
class CorrectPerson:
    """The right values of fields that were wrong; None leaves a field alone."""

    reason: str
    name: str | None = None
    sex: Sex | None = None
    born_on: date | None = None
    citizen_number: str | None = None
    ethnic_code: str | None = None
    joined_on: date | None = None
    converted_on: date | None = None


def particulars_of(uow: UnitOfWork, person: Person) -> Particulars:
    """Return a person's particulars as they stand, decrypted."""
    number, phone = person.citizen_number, person.phone
    return Particulars(
        person.name,
        Sex(person.sex),
        person.born_on,
        uow.keys.decrypt(person.id, number) if number is not None else None,
        uow.keys.decrypt(person.id, phone) if phone is not None else None,
        person.ethnic_code,
        person.education_code,
        Occupation(person.occupation) if person.occupation else None,
        Sector(person.sector) if person.sector else None,
        person.work_unit,
        MemberStatus(person.status),
        person.joined_on,
        person.converted_on,
    )


async def correct_person(uow: UnitOfWork, person_id: UUID, command: CorrectPerson, *, expected_version: int) -> Person:
    """Correct a person's particulars. They are judged as a whole again, as for a new person.

    Days of joining and conversion belong to the committee. Raises Conflict when nothing would change.
    """
    people = uow.repository(PersonRepository)
    person = await people.get(person_id, expected_version=expected_version, lock=True)
    if person.merged_into_id is not None:
        raise Conflict("people.merged")
    if command.joined_on is not None or command.converted_on is not None:
        people.demand(person, Permission.MEMBERSHIP_WRITE)
    old = particulars_of(uow, person)
    given = {
        f.name: value for f in fields(command) if f.name != "reason" and (value := getattr(command, f.name)) is not None
    }
    if "name" in given:
        given["name"] = clean_name(str(given["name"]))
    changed = {name: value for name, value in given.items() if value != getattr(old, name)}
    if not changed:
        raise Conflict("people.nothing-changed")
    new = replace(old, **changed)
    number = checked(new, uow.today)
    for name in changed:
        uow.session.add(_correction(uow, person, name, getattr(old, name), getattr(new, name), command.reason))
    apply_particulars(uow, person, new, number)
    if "citizen_number" in changed:
        await note_number(uow, person)
    uow.emit(
        "people:person:correct",
        person,
        before={name: str(getattr(old, name)) for name in changed},
        after={name: str(value) for name, value in changed.items()},
        details={"person_id": person.id, "fields": sorted(changed)},
        event_type="people.person.corrected",
    )
    return person


def _correction(uow: UnitOfWork, person: Person, field: str, old: object, new: object, reason: str) -> PersonCorrection:
    own_id = new_id()

    def kept(value: object) -> bytes | None:
        return None if value is None else uow.keys.encrypt(own_id, str(value))

    return PersonCorrection(
        id=own_id,
        person_id=person.id,
        field=field,
        old_value=kept(old),
        new_value=kept(new),
        reason=reason,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(person).columns(),
    )
