import pytest

from app.domain.people.names import LONGEST_NAME, clean_name, folded, is_han, name_fault


@pytest.mark.parametrize(
    "name",
    [
        "王伟",
        "欧阳娜娜",
        "阿卜杜热合曼·艾力",
        "王\U00020bb7",  # extension B
        "\U0002b8b8明",  # extension E
        "\U00030edd\U00030edd",  # extension G
        "李\U000323b0",  # a plane-3 place that the running Python may not know
        "〇二",
        "㐂子",  # extension A
        "José María",
        "O'Neil",
    ],
)
def test_names_in_every_plane_of_han_and_in_latin_letters_are_kept(name: str) -> None:
    assert clean_name(name) == name
    assert name_fault(name) is None


@pytest.mark.parametrize(
    ("_case", "name", "code"),
    [
        ("empty", "", "people.name-empty"),
        ("only a dot", "·", "people.name-characters"),
        ("digits", "王5", "people.name-characters"),
        ("right-to-left override", "王\u202e伟", "people.name-invisible"),
        ("left-to-right mark", "王\u200e伟", "people.name-invisible"),
        ("zero width space", "王\u200b伟", "people.name-invisible"),
        ("zero width joiner", "王\u200d伟", "people.name-invisible"),
        ("byte order mark", "\ufeff王伟", "people.name-invisible"),
        ("variation selector", "王\ufe00", "people.name-invisible"),
        ("ideographic variation selector", "王\U000e0100", "people.name-invisible"),
        ("private use", "王\ue815", "people.name-private-use"),
        ("private use plane 15", "王\U000f0001", "people.name-private-use"),
        ("control", "王\x07伟", "people.name-invisible"),
        ("NUL", "王\x00", "people.name-invisible"),
        ("lone surrogate", "王\ud800", "people.name-invisible"),
        ("line separator", "王\u2028伟", "people.name-invisible"),
        ("arabic letters", "علي", "people.name-characters"),
        ("emoji", "王\U0001f600", "people.name-characters"),
        ("markup", "<b>王", "people.name-characters"),
        ("formula", "=1+1", "people.name-characters"),
        ("trailing dot", "艾力·", "people.name-characters"),
        ("description sequence", "⿰王玉", "people.name-characters"),
    ],
)
def test_names_that_nobody_can_read_are_refused(_case: str, name: str, code: str) -> None:
    assert name_fault(clean_name(name)) == code


@pytest.mark.parametrize(("_case", "length", "ok"), [("below", 99, True), ("at", 100, True), ("above", 101, False)])
def test_the_longest_name(_case: str, length: int, ok: bool) -> None:
    assert LONGEST_NAME == 100
    assert (name_fault("王" * length) is None) is ok


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  王伟 ", "王伟"),
        ("王　伟", "王伟"),
        ("王  伟", "王伟"),
        ("艾力•买买提", "艾力·买买提"),
        ("艾力・买买提", "艾力·买买提"),
        ("Jose\u0301", "José"),
        ("Ann  Lee", "Ann Lee"),
        ("王 Ann", "王 Ann"),
        ("Ann 王", "Ann 王"),
        ("Ann   王", "Ann 王"),
        ("王   Ann", "王 Ann"),
        ("X 王", "X 王"),
        ("王 X王", "王 X王"),
        (" \u3000王\t伟\u00a0", "王伟"),
        ("\n王伟", "\n王伟"),
        ("王 \n伟", "王 \n伟"),
    ],
)
def test_padding_and_dots_take_one_form(given: str, kept: str) -> None:
    assert clean_name(given) == kept
    assert clean_name(kept) == kept


def test_the_folded_key_ignores_dots_blanks_case_and_width() -> None:
    assert folded("艾力·买买提") == folded("艾力买买提")
    assert folded("Ａｎｎ Lee") == folded("annlee")
    assert folded("王伟") != folded("汪伟")


def test_han_ends_where_the_planes_end() -> None:
    assert is_han("\U00020000")
    assert is_han("\U0003fffd")
    assert not is_han("\U00040000")
    assert not is_han("あ")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("王" * 101, "people.name-too-long"),
        ("", "people.name-empty"),
        ("·", "people.name-characters"),
        ("-王", "people.name-characters"),
        ("王-", "people.name-characters"),
        ("Sammy Davis Jr.", None),
        (".王", "people.name-characters"),
        ("王\u2029伟", "people.name-invisible"),
        ("王\u2028伟", "people.name-invisible"),
        ("王\ufe00", "people.name-invisible"),
        ("王\U000e0100", "people.name-invisible"),
        ("王\u0378", "people.name-characters"),
        ("王1", "people.name-characters"),
        ("王\U00017000", "people.name-characters"),
        ("王\ue000", "people.name-private-use"),
    ],
)
def test_each_fault_of_a_name_has_its_code(name: str, code: str | None) -> None:
    assert name_fault(name) == code


def test_separators_leave_nothing_behind_in_the_folded_key() -> None:
    assert folded("Anne-Marie d'Arc Jr.") == "annemariedarcjr"
