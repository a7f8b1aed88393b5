"""Registering persons and keeping their particulars."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.core.pinyin import name_pinyin
from app.domain.development.parameters import APPLICATION_AGE_MIN
from app.domain.identity.permissions import Permission
from app.domain.people.citizen_number import CitizenNumber, masked
from app.domain.people.codes import EDUCATION
from app.domain.people.facts import MemberStatus, StatusCause
from app.domain.people.names import clean_name, folded
from app.domain.people.particulars import PHONE, Particulars, check, masked_phone
from app.domain.people.rules import is_member
from app.domain.people.statuses import may_change
from app.domain.shared.errors import Conflict, FieldError, Invalid, ensure
from app.domain.shared.verdict import Verdict
from app.persistence.models.people import Person, PossibleDuplicate
from app.persistence.repositories.base import reaches
from app.persistence.repositories.people import DuplicateRepository, PersonRepository, common_place
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.people.episodes import Rewrite, first_episode
from app.services.people.statuses import holding_branch

__all__ = [
    "RegisterPerson",
    "UpdatePerson",
    "apply_particulars",
    "checked",
    "field_errors",
    "register_person",
    "update_person",
]

_OPEN_STATUSES = frozenset({MemberStatus.REGISTERED, MemberStatus.APPLICANT})
"""Statuses in which a branch may register somebody; all others are taken over from paper by the committee."""


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """A person to be registered in a branch, with the status held since a day."""

    branch_id: UUID
    particulars: Particulars
    status_since: date
    cause: StatusCause = StatusCause.DEVELOPMENT
    decision_number: str | None = None

    @staticmethod
    def of(branch_id: UUID, particulars: Particulars, since: date, decision_number: str | None) -> "RegisterPerson":
        """Return the command with the cause that the status asks for: what is beyond an application is taken over."""
        developing = particulars.status in _OPEN_STATUSES
        cause = StatusCause.DEVELOPMENT if developing else StatusCause.TAKEOVER
        return RegisterPerson(branch_id, particulars, since, cause, decision_number)


@dataclass(frozen=True, slots=True)
class UpdatePerson:
    """Particulars that change in the course of life; None keeps what is. Mistakes are corrected, not updated."""

    phone: str | None = None
    education_code: str | None = None
    occupation: str | None = None
    sector: str | None = None
    work_unit: str | None = None


def field_errors(verdict: Verdict) -> list[FieldError]:
    """Return a verdict's unmet findings as refused fields."""
    return [FieldError(f.pointer or "", f.code, f.required, f.measured, f.facts) for f in verdict.unmet]


def checked(given: Particulars, on: date) -> CitizenNumber | None:
    """Return the citizen number of particulars that hold. Raises Invalid with every fault.

    The least age is that of the day of joining: older members joined under older texts.
    """
    entry = APPLICATION_AGE_MIN.national(given.joined_on or on)
    number, verdict = check(given, on, entry.value if entry else None)
    if not verdict:
        raise Invalid(field_errors(verdict))
    return number


async def register_person(uow: UnitOfWork, command: RegisterPerson) -> Person:
    """Register a person in a branch that the caller reaches.

    Where the citizen number exists outside the caller's subtree the answer is the same as any other; the office above
    both gets a possible duplicate. Raises Invalid with every fault, Conflict for a number inside the caller's subtree.
    """
    given = command.particulars
    if command.status_since > uow.today:
        raise Invalid(FieldError("/status_since", "field.future-day"))
    number = checked(given, uow.today)
    if command.status_since < given.born_on:
        raise Invalid(FieldError("/status_since", "people.joined-before-birth"))
    ensure(may_change(None, given.status, command.cause, on=command.status_since))
    branch = await holding_branch(uow, command.branch_id)
    people = uow.repository(PersonRepository)
    if given.status not in _OPEN_STATUSES:
        people.demand(branch, Permission.MEMBERSHIP_WRITE)
    person = Person(
        id=new_id(),
        status=given.status.value,
        status_since=command.status_since,
        is_member=is_member(given.status),
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(branch).columns(),
    )
    apply_particulars(uow, person, given, number)
    twins = await _twins(uow, person)
    change = Rewrite(
        command.status_since,
        command.cause,
        given.status,
        branch_id=branch.id,
        decision_number=command.decision_number,
    )
    await uow.insert(person, first_episode(uow, person, change))
    uow.emit(
        "people:person:register",
        person,
        after={"name": person.name, "status": person.status, "born_on": person.born_on},
        details={"person_id": person.id, "status": person.status, "cause": command.cause.value},
        event_type="people.person.registered",
    )
    for twin in twins:
        await note_duplicate(uow, person, twin)
    return person


def apply_particulars(uow: UnitOfWork, person: Person, given: Particulars, number: CitizenNumber | None) -> None:
    """Write checked particulars to a person's row: cleaned, keyed for search, encrypted where they must be."""
    set_name(person, given.name)
    person.sex, person.born_on = given.sex.value, given.born_on
    person.joined_on, person.converted_on = given.joined_on, given.converted_on
    person.ethnic_code = given.ethnic_code
    person.occupation = given.occupation
    person.sector = given.sector
    person.work_unit = given.work_unit
    set_education(person, given.education_code)
    set_phone(uow, person, given.phone)
    set_number(uow, person, number)


def set_name(person: Person, name: str) -> None:
    """Write a name with its search keys."""
    person.name = clean_name(name)
    pinyin = name_pinyin(person.name)
    person.name_folded = folded(person.name)
    person.name_pinyin, person.name_full, person.name_initials = pinyin.sorting, pinyin.full, pinyin.initials


def set_education(person: Person, code: str | None) -> None:
    """Write an education code with its level."""
    person.education_code = code
    person.education_level = EDUCATION[code].level.value if code is not None else None


def set_phone(uow: UnitOfWork, person: Person, phone: str | None) -> None:
    """Write a telephone number, encrypted, with its mask."""
    person.phone = uow.keys.encrypt(person.id, phone) if phone is not None else None
    person.phone_mask = masked_phone(phone) if phone is not None else None


def set_number(uow: UnitOfWork, person: Person, number: CitizenNumber | None) -> None:
    """Write a citizen number, encrypted, with its blind index and mask."""
    person.citizen_number = uow.keys.encrypt(person.id, number.text) if number else None
    person.citizen_number_index = uow.keys.blind_index(number.text) if number else None
    person.citizen_number_mask = masked(number.text) if number else None


async def _twins(uow: UnitOfWork, person: Person) -> list[Person]:
    """Return persons elsewhere with the same citizen number. Raises Conflict for one that the caller may read."""
    if person.citizen_number_index is None:
        return []
    people = uow.repository(PersonRepository)
    await people.lock_number(person.citizen_number_index)
    twins = list(await people.same_number(person.citizen_number_index, but=person.id))
    if any(reaches(uow.caller, Permission.PERSON_READ, twin) for twin in twins):
        raise Conflict("people.already-known", pointer="/citizen_number")
    return twins


async def note_number(uow: UnitOfWork, person: Person) -> None:
    """Note every twin of a person whose number was set later."""
    for twin in await _twins(uow, person):
        await note_duplicate(uow, person, twin)


async def note_duplicate(uow: UnitOfWork, person: Person, twin: Person) -> None:
    """Tell the office above both places that two records carry one citizen number."""
    duplicates = uow.repository(DuplicateRepository)
    if await duplicates.of_pair(person.id, twin.id) is not None:
        return
    first, second = sorted((person.id, twin.id))
    place = common_place(person, twin)
    duplicate = duplicates.add(
        PossibleDuplicate(
            id=new_id(),
            first_person_id=first,
            second_person_id=second,
            state="open",
            details={},
            recorded_at=uow.now,
            recorded_by=None,
            **place.columns(),
        )
    )
    uow.emit(
        "people:duplicate:notice",
        duplicate,
        details={"first_person_id": first, "second_person_id": second},
        event_type="people.duplicate.noticed",
    )


async def update_person(
    uow: UnitOfWork, person_id: UUID, command: UpdatePerson, *, given: frozenset[str], expected_version: int
) -> Person:
    """Update particulars that change in the course of life; ``given`` names the fields that the caller sent."""
    person = await uow.repository(PersonRepository).get(person_id, expected_version=expected_version, lock=True)
    if person.merged_into_id is not None:
        raise Conflict("people.merged")
    before = {name: getattr(person, name) for name in ("education_code", "occupation", "sector", "work_unit")}
    errors = []
    if command.education_code is not None and command.education_code not in EDUCATION:
        errors.append(FieldError("/education_code", "people.education-code"))
    if command.phone is not None and not _is_phone(command.phone):
        errors.append(FieldError("/phone", "people.phone"))
    if errors:
        raise Invalid(errors)
    if "phone" in given:
        set_phone(uow, person, command.phone)
    if "education_code" in given:
        set_education(person, command.education_code)
    for name in ("occupation", "sector", "work_unit"):
        if name in given:
            setattr(person, name, getattr(command, name))
    after = {name: getattr(person, name) for name in before}
    uow.emit("people:person:update", person, before=before, after=after, details={"fields": sorted(given)})
    return person


def _is_phone(text: str) -> bool:
    return bool(PHONE.fullmatch(text))
