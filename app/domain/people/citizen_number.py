"""The citizen number (公民身份号码) by GB 11643: length, birth date, sex digit, check digit, contradictions.

Not covered: whether the area code was ever issued. Area codes come and go by decree, and a refused genuine number would
do more harm than an unchecked one; samples of this project use codes that were never issued.
The 15-digit numbers of before 1999 are refused: they carry no check digit and are no longer valid.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.people.facts import Sex
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.verdict import SATISFIED, Verdict, held, refused, require

__all__ = ["STANDARD", "CitizenNumber", "agrees_with_birth", "agrees_with_sex", "check_character", "masked", "read"]

STANDARD = Clause(DocumentKey.CITIZEN_ID_STANDARD)

_LENGTH = 18
_OLD_LENGTH = 15
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_DIGITS = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A number that passed every check of its own; ``text`` is normalised (capital X)."""

    text: str
    born_on: date
    sex: Sex

    def __repr__(self) -> str:
        return f"CitizenNumber({masked(self.text)})"


def check_character(first_seventeen: str) -> str:
    """Return the check character that belongs to the first seventeen digits (ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def read(text: str, on: date, *, pointer: str | None = None) -> tuple[CitizenNumber | None, Verdict]:
    """Read a number as it stands on *on*; the number is None when the verdict has unmet findings."""

    def refuse(code: str) -> tuple[None, Verdict]:
        return None, refused(code, STANDARD, pointer=pointer)

    number = text.strip().upper()
    if len(number) == _OLD_LENGTH and set(number) <= _DIGITS:
        return refuse("people.citizen-number-15-digits")
    if len(number) != _LENGTH:
        return refuse("people.citizen-number-length")
    if not set(number[:17]) <= _DIGITS or number[17] not in _CHECK_CHARACTERS:
        return refuse("people.citizen-number-characters")
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return refuse("people.citizen-number-date")
    if born_on > on:
        return refuse("people.citizen-number-date")
    if check_character(number[:17]) != number[17]:
        return refuse("people.citizen-number-checksum")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return CitizenNumber(number, born_on, sex), held("people.citizen-number-checksum", STANDARD)


def agrees_with_sex(number: CitizenNumber, sex: Sex, *, pointer: str | None = None) -> Verdict:
    """Judge whether the seventeenth digit says the same sex; unknown and unstated contradict nothing."""
    if sex in {Sex.UNKNOWN, Sex.UNSTATED}:
        return SATISFIED
    return require(number.sex is sex, "people.citizen-number-sex", STANDARD, pointer=pointer)


def agrees_with_birth(number: CitizenNumber, born_on: date, *, pointer: str | None = None) -> Verdict:
    """Judge whether the number carries the given birth date."""
    return require(number.born_on == born_on, "people.citizen-number-birth", STANDARD, pointer=pointer)


def masked(text: str) -> str:
    """Return the number as answers show it: the first six and the last character only."""
    return f"{text[:6]}***********{text[-1:]}" if len(text) == _LENGTH else "*" * len(text)
