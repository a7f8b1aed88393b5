import pytest

from app.core.pinyin import name_pinyin


@pytest.mark.parametrize(
    ("name", "sorting", "initials"),
    [
        ("单雄信", "shan xiong xin", "sxx"),
        ("曾国", "zeng guo", "zg"),
        ("仇英", "qiu ying", "qy"),
        ("解明", "xie ming", "xm"),
        ("区小明", "ou xiao ming", "oxm"),
        ("查良", "zha liang", "zl"),
        ("盖聂", "ge nie", "gn"),
        ("朴树", "piao shu", "ps"),
        ("单于明", "chan yu ming", "cym"),
        ("尉迟恭", "yu chi gong", "ycg"),
        ("万俟明", "mo qi ming", "mqm"),
        ("欧阳修", "ou yang xiu", "oyx"),
        ("吕布", "lv bu", "lb"),
        ("艾力·买买提", "ai li mai mai ti", "almmt"),
        ("Ann Lee", "ann lee", "al"),
        ("José", "jose", "j"),
    ],
)
def test_names_are_read_as_names(name: str, sorting: str, initials: str) -> None:
    pinyin = name_pinyin(name)

    assert (pinyin.sorting, pinyin.initials) == (sorting, initials)
    assert pinyin.full == sorting.replace(" ", "")


def test_an_unread_character_sorts_after_all_letters_and_stays_ascii() -> None:
    pinyin = name_pinyin("\U0003134a明")

    assert pinyin.sorting.isascii()
    assert pinyin.sorting > name_pinyin("邹明").sorting
