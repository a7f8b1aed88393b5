"""A person's particulars, judged as a whole."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.people.facts import MEMBERS, MemberStatus, Sex
from app.domain.people.particulars import Particulars, check, masked_phone
from app.domain.people.rules import OLDEST, born_plausibly, is_member, may_join_on
from app.domain.people.tables import CODE_TABLES
from tests.domain.told import Page

TOLD = Page(Path(__file__).parent / "told.txt")
DAY = date(2026, 6, 1)
S = MemberStatus
SOUND = Particulars(
    "王小明",
    Sex.MALE,
    date(1990, 1, 1),
    phone="0571-88880000",
    ethnic_code="01",
    education_code="21",
    status=S.FULL_MEMBER,
    joined_on=date(2015, 7, 1),
    converted_on=date(2016, 7, 1),
)
JOINED, NOBODY = {"joined_on": date(2015, 7, 1)}, {"joined_on": None, "converted_on": None}


@pytest.mark.parametrize(
    ("case", "changes", "codes"),
    [
        ("sound", {}, ()),
        ("no name", {"name": " "}, ("people.name-empty",)),
        (
            "tomorrow's child",
            {"born_on": DAY + timedelta(days=1)},
            ("people.born-in-future", "people.joined-before-birth"),
        ),
        ("a telephone number in words", {"phone": "办公室"}, ("people.phone",)),
        ("a telephone number and a word", {"phone": "0571-88880000转"}, ("people.phone",)),
        ("no such ethnic group", {"ethnic_code": "57"}, ("people.ethnic-code",)),
        ("the last ethnic group", {"ethnic_code": "56"}, ()),
        ("no such education", {"education_code": "22x"}, ("people.education-code",)),
        ("nothing but what is owed", {"phone": None, "ethnic_code": None, "education_code": None}, ()),
        ("a citizen number that is none", {"citizen_number": "123"}, ("people.citizen-number-length",)),
        ("a full member without days", NOBODY, ("people.joined-missing", "people.converted-missing")),
        ("a full member never converted", {"converted_on": None}, ("people.converted-missing",)),
        ("a probationary", {"status": S.PROBATIONARY, "converted_on": None}, ()),
        ("a probationary without a day", {"status": S.PROBATIONARY, **NOBODY}, ("people.joined-missing",)),
        ("a probationary converted", {"status": S.PROBATIONARY}, ("people.converted-too-early",)),
        ("stopped", {"status": S.STOPPED}, ()),
        ("stopped in probation", {"status": S.STOPPED, "converted_on": None}, ()),
        ("stopped, never joined", {"status": S.STOPPED, **NOBODY}, ("people.joined-missing",)),
        ("an applicant", {"status": S.APPLICANT, **NOBODY}, ()),
        ("an applicant who joined", {"status": S.APPLICANT, "converted_on": None}, ("people.joined-too-early",)),
        (
            "an object with a member's days",
            {"status": S.DEVELOPMENT_OBJECT},
            ("people.joined-too-early", "people.converted-too-early"),
        ),
        ("moved away with a member's days", {"status": S.TRANSFERRED_OUT}, ()),
        ("joined under age", {"joined_on": date(2007, 12, 31)}, ("people.joined-under-age",)),
        ("joined on the birthday", {"joined_on": date(2008, 1, 1)}, ()),
    ],
)
def test_every_field_and_how_they_agree(case: str, changes: dict[str, object], codes: tuple[str, ...]) -> None:
    number, verdict = check(replace(SOUND, **changes), DAY, 18)  # type: ignore[arg-type]

    assert number is None
    assert verdict.codes == codes
    TOLD.tells(f"particulars: {case}", verdict)


@pytest.mark.parametrize(
    ("sex", "born_on", "codes"),
    [
        (Sex.FEMALE, date(1949, 12, 31), ()),
        (Sex.MALE, date(1949, 12, 31), ("people.citizen-number-sex",)),
        (Sex.FEMALE, date(1950, 12, 31), ("people.citizen-number-birth",)),
    ],
)
def test_the_citizen_number_agrees_with_sex_and_birth(sex: Sex, born_on: date, codes: tuple[str, ...]) -> None:
    given = Particulars("王小明", sex, born_on, citizen_number="11010519491231002X")

    number, verdict = check(given, DAY, 18)

    assert number is not None
    assert (number.text, number.sex, number.born_on) == ("11010519491231002X", Sex.FEMALE, date(1949, 12, 31))
    assert verdict.codes == codes
    TOLD.tells(f"citizen number: {sex} born on {born_on}", verdict)


@pytest.mark.parametrize(
    ("_case", "born_on", "code"),
    [
        ("today", DAY, None),
        ("tomorrow", DAY + timedelta(days=1), "people.born-in-future"),
        ("as old as may be", date(1896, 6, 1), None),
        ("turns older than may be today", date(1895, 6, 1), "people.born-too-early"),
        ("a day before that", date(1895, 6, 2), None),
    ],
)
def test_births_that_can_be(_case: str, born_on: date, code: str | None) -> None:
    assert OLDEST == 130
    verdict = born_plausibly(born_on, DAY)

    assert verdict.codes == ((code,) if code else ())
    TOLD.tells(f"born {_case}", verdict)


BORN = date(1990, 1, 1)


@pytest.mark.parametrize(
    ("case", "joined_on", "converted_on", "age_min", "codes"),
    [
        ("neither", None, None, 18, ()),
        ("on the day of birth", BORN, None, 18, ("people.joined-before-birth",)),
        ("the day after birth, no age asked for", BORN + timedelta(days=1), None, None, ()),
        ("today", DAY, DAY, 18, ()),
        ("tomorrow", DAY + timedelta(days=1), None, 18, ("people.joined-in-future",)),
        ("converted tomorrow", DAY, DAY + timedelta(days=1), 18, ("people.converted-in-future",)),
        ("converted before joining", DAY, DAY - timedelta(days=1), 18, ("people.converted-before-joined",)),
        ("converted, never joined", None, DAY, 18, ("people.converted-before-joined",)),
    ],
)
def test_birth_admission_conversion_and_today_stand_in_order(
    case: str, joined_on: date | None, converted_on: date | None, age_min: int | None, codes: tuple[str, ...]
) -> None:
    verdict = may_join_on(BORN, joined_on, converted_on, DAY, age_min)

    assert verdict.codes == codes
    TOLD.tells(f"days: {case}", verdict)


def test_an_order_of_days_asks_for_no_age_unless_it_is_given() -> None:
    assert may_join_on(BORN, date(1991, 1, 1), None, DAY)


@pytest.mark.parametrize(
    ("phone", "shown"), [("13800001234", "*******1234"), ("12345", "*2345"), ("1234", "1234"), ("123", "123"), ("", "")]
)
def test_a_telephone_number_shows_its_last_four_digits(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@pytest.mark.parametrize("status", MemberStatus)
def test_probationary_and_full_members_are_members(status: MemberStatus) -> None:
    assert is_member(status) is (status in MEMBERS)
    assert {S.PROBATIONARY, S.FULL_MEMBER} == MEMBERS


def test_code_tables_are_told_as_they_are() -> None:
    rows = [f"{name}: {row['code']} {row['zh']} {row['en']}" for name, table in CODE_TABLES.items() for row in table]

    TOLD.tells("code tables", rows)
