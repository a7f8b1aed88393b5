"""Persons for tests: invented names, citizen numbers in an area code that was never issued."""

from datetime import date
from uuid import UUID

from app.domain.people.citizen_number import check_character
from app.domain.people.facts import MemberStatus, Sex, StatusCause
from app.domain.people.particulars import Particulars
from app.persistence.models.people import Person
from app.persistence.uow import UnitOfWork
from app.services.people import RegisterPerson, register_person

__all__ = ["citizen_number", "make_person"]


def citizen_number(born_on: date = date(1985, 3, 12), serial: int = 1) -> str:
    """Return a well-formed number: an odd serial is a man's."""
    body = f"999999{born_on:%Y%m%d}{serial:03d}"
    return body + check_character(body)


async def make_person(
    uow: UnitOfWork,
    branch_id: UUID,
    name: str = "柳青禾",
    *,
    status: MemberStatus = MemberStatus.FULL_MEMBER,
    since: date = date(2012, 7, 1),
    born_on: date = date(1985, 3, 12),
    sex: Sex = Sex.FEMALE,
    number: str | None = None,
    phone: str | None = None,
    joined_on: date | None = None,
    converted_on: date | None = None,
) -> Person:
    """Register a person as taken over from paper; days of joining are filled in where the status needs them."""
    if status in {MemberStatus.PROBATIONARY, MemberStatus.FULL_MEMBER}:
        joined_on = joined_on or date(since.year - 1, since.month, since.day)
    if status is MemberStatus.PROBATIONARY:
        joined_on = since
    if status is MemberStatus.FULL_MEMBER:
        converted_on = converted_on or since
    particulars = Particulars(
        name, sex, born_on, number, phone, status=status, joined_on=joined_on, converted_on=converted_on
    )
    return await register_person(uow, RegisterPerson(branch_id, particulars, since, StatusCause.TAKEOVER))
