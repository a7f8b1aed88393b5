from datetime import date

from app.domain.people.codes import EDUCATION, ETHNIC_GROUPS, EducationLevel
from app.domain.people.parameters import DATA_EDUCATION_CODE_LENGTH, DATA_ETHNIC_COUNT

DAY = date(2026, 6, 1)


def test_there_are_as_many_ethnic_groups_as_the_standard_says() -> None:
    entry = DATA_ETHNIC_COUNT.national(DAY)

    assert entry is not None
    assert len(ETHNIC_GROUPS) == entry.value
    assert ETHNIC_GROUPS["01"].name == "汉族"
    assert ETHNIC_GROUPS["45"].name == "鄂温克族"
    assert ETHNIC_GROUPS["56"].name == "基诺族"
    assert len({group.letters for group in ETHNIC_GROUPS.values()}) == len(ETHNIC_GROUPS)


def test_education_codes_have_two_digits_and_a_level() -> None:
    entry = DATA_EDUCATION_CODE_LENGTH.national(DAY)

    assert entry is not None
    assert all(len(code) == entry.value and code.isdecimal() for code in EDUCATION)
    assert EDUCATION["14"].level is EducationLevel.POSTGRADUATE
    assert EDUCATION["61"].name == "普通高中毕业"
