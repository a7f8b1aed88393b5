"""A person's particulars, checked as a whole: every fault is named, nothing is guessed.

Used by forms, by corrections and by the roster import alike.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.people import citizen_number
from app.domain.people.citizen_number import CitizenNumber
from app.domain.people.codes import EDUCATION, ETHNIC_GROUPS, Occupation, Sector
from app.domain.people.facts import MemberStatus, Sex
from app.domain.people.names import clean_name, name_fault
from app.domain.people.rules import born_plausibly, may_join_on
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import SATISFIED, Verdict, refused, require

__all__ = ["PHONE", "Particulars", "check", "masked_phone"]

PHONE = re.compile(r"\+?[0-9][0-9-]{4,19}", re.ASCII)
"""Mobile and fixed numbers as people write them: digits and hyphens, a leading plus."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a person, as given or as cleaned."""

    name: str
    sex: Sex
    born_on: date
    citizen_number: str | None = None
    phone: str | None = None
    ethnic_code: str | None = None
    education_code: str | None = None
    occupation: Occupation | None = None
    sector: Sector | None = None
    work_unit: str | None = None
    status: MemberStatus = MemberStatus.REGISTERED
    joined_on: date | None = None
    converted_on: date | None = None


_JOINED = frozenset({MemberStatus.PROBATIONARY, MemberStatus.FULL_MEMBER, MemberStatus.STOPPED})
_NOT_JOINED = frozenset(
    {MemberStatus.REGISTERED, MemberStatus.APPLICANT, MemberStatus.ACTIVIST, MemberStatus.DEVELOPMENT_OBJECT}
)


def check(given: Particulars, on: date, age_min: int | None) -> tuple[CitizenNumber | None, Verdict]:
    """Judge every field and how the fields agree on *on*; return the citizen number as read."""
    fault = name_fault(clean_name(given.name))
    verdict = refused(fault, OUR_CHOICE, pointer="/name") if fault else SATISFIED
    verdict &= born_plausibly(given.born_on, on)
    number: CitizenNumber | None = None
    if given.citizen_number is not None:
        number, read = citizen_number.read(given.citizen_number, on, pointer="/citizen_number")
        verdict &= read
    if number is not None:
        verdict &= citizen_number.agrees_with_sex(number, given.sex, pointer="/citizen_number")
        verdict &= citizen_number.agrees_with_birth(number, given.born_on, pointer="/citizen_number")
    if given.phone is not None:
        verdict &= require(bool(PHONE.fullmatch(given.phone)), "people.phone", pointer="/phone")
    if given.ethnic_code is not None:
        verdict &= require(given.ethnic_code in ETHNIC_GROUPS, "people.ethnic-code", pointer="/ethnic_code")
    if given.education_code is not None:
        verdict &= require(given.education_code in EDUCATION, "people.education-code", pointer="/education_code")
    verdict &= may_join_on(given.born_on, given.joined_on, given.converted_on, on, age_min)
    return number, verdict & _days_fit_status(given)


def _days_fit_status(given: Particulars) -> Verdict:
    """A member has a day of joining, a full member one of conversion, and nobody else has either."""
    needs_joining = given.status in _JOINED
    needs_conversion = given.status is MemberStatus.FULL_MEMBER
    early = given.status in _NOT_JOINED
    verdict = SATISFIED
    if needs_joining:
        verdict &= require(given.joined_on is not None, "people.joined-missing", pointer="/joined_on")
    if needs_conversion:
        verdict &= require(given.converted_on is not None, "people.converted-missing", pointer="/converted_on")
    if early:
        verdict &= require(given.joined_on is None, "people.joined-too-early", pointer="/joined_on")
    if early or given.status is MemberStatus.PROBATIONARY:
        verdict &= require(given.converted_on is None, "people.converted-too-early", pointer="/converted_on")
    return verdict


def masked_phone(phone: str) -> str:
    """Return a telephone number as answers show it: the last four digits only."""
    return "*" * max(len(phone) - 4, 0) + phone[-4:]
