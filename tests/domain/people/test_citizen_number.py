from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.people import citizen_number
from app.domain.people.citizen_number import agrees_with_birth, agrees_with_sex, check_character, masked, read
from app.domain.people.facts import Sex

DAY = date(2026, 6, 1)


def number(area: str = "999999", born: str = "19850312", serial: str = "001") -> str:
    body = area + born + serial
    return body + check_character(body)


def test_a_right_number_gives_birth_date_and_sex() -> None:
    found, verdict = read(number(serial="001"), DAY)

    assert verdict
    assert found is not None
    assert found.born_on == date(1985, 3, 12)
    assert found.sex is Sex.MALE


def test_a_number_of_all_ten_digits_is_read() -> None:
    text = number(born="19870426", serial="350")
    assert set(text[:17]) == set("0123456789")

    found, verdict = read(text, DAY)

    assert verdict
    assert found == citizen_number.CitizenNumber(text, date(1987, 4, 26), Sex.FEMALE)


def test_a_small_x_is_read_as_the_check_character() -> None:
    serial = next(f"{n:03d}" for n in range(1000) if number(serial=f"{n:03d}").endswith("X"))

    found, verdict = read(number(serial=serial).lower(), DAY)

    assert verdict
    assert found is not None
    assert found.text.endswith("X")


@pytest.mark.parametrize(
    ("_case", "text", "code"),
    [
        ("empty", "", "people.citizen-number-length"),
        ("seventeen", number()[:17], "people.citizen-number-length"),
        ("nineteen", number() + "1", "people.citizen-number-length"),
        ("fifteen digits of old", "999999850312001", "people.citizen-number-15-digits"),
        ("fifteen of all ten digits", "999999876543210", "people.citizen-number-15-digits"),
        ("fifteen with a letter", "99999985031200X", "people.citizen-number-length"),
        ("letter inside", number().replace("1985", "19B5"), "people.citizen-number-characters"),
        ("wrong last letter", number()[:17] + "Y", "people.citizen-number-characters"),
        ("full-width digits", "９９９９９９１９８５０３１２００１１", "people.citizen-number-characters"),
        ("thirtieth of February", number(born="19850230"), "people.citizen-number-date"),
        ("month thirteen", number(born="19851312"), "people.citizen-number-date"),
        ("born tomorrow", number(born="20260602"), "people.citizen-number-date"),
        ("29 February of a common year", number(born="19850229"), "people.citizen-number-date"),
    ],
)
def test_a_number_that_can_not_be_is_refused(_case: str, text: str, code: str) -> None:
    found, verdict = read(text, DAY)

    assert found is None
    assert verdict.codes == (code,)


def test_born_on_the_day_itself_is_read() -> None:
    assert read(number(born="20260601"), DAY)[1]


@given(position=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_every_single_wrong_digit_is_found(position: int, digit: str) -> None:
    right = number()
    if right[position] == digit:
        return
    wrong = right[:position] + digit + right[position + 1 :]

    assert not read(wrong, DAY)[1]


def test_the_number_contradicts_another_sex_and_another_birth_date() -> None:
    found, _ = read(number(serial="002"), DAY)
    assert found is not None

    assert agrees_with_sex(found, Sex.FEMALE)
    assert agrees_with_sex(found, Sex.UNSTATED)
    assert agrees_with_sex(found, Sex.MALE, pointer="/sex").codes == ("people.citizen-number-sex",)
    assert agrees_with_birth(found, date(1985, 3, 12))
    assert agrees_with_birth(found, date(1985, 3, 13)).codes == ("people.citizen-number-birth",)


def test_a_number_shows_neither_birth_nor_serial() -> None:
    assert masked(number()) == "999999***********" + number()[-1]
    assert masked("12345") == "*****"
    assert number() not in repr(read(number(), DAY)[0])


@pytest.mark.parametrize("digits", [16, 18])
def test_a_check_character_belongs_to_seventeen_digits(digits: int) -> None:
    with pytest.raises(ValueError, match="zip"):
        check_character("9" * digits)


def test_known_numbers_of_an_independent_library_agree() -> None:
    from id_validator import validator

    # The library knows issued area codes only; a birth in 1900 keeps the number from being anybody's.
    for serial in range(0, 1000, 40):
        text = number(area="110101", born="19000101", serial=f"{serial:03d}")
        assert validator.is_valid(text), text
        assert citizen_number.read(text, DAY)[1]
