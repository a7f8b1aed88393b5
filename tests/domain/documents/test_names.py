"""Titles and file names, the code table, and which files stand."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app.domain.documents.facts import (
    DEVELOPMENT_KINDS,
    KIND_TITLES,
    DocumentKind,
)
from app.domain.documents.names import clean_file_name, clean_title, content_disposition, served_name
from app.domain.documents.sniff import FileType
from app.domain.shared.errors import FieldError, Invalid


@pytest.mark.parametrize(
    ("_case", "text", "kept"),
    [
        ("plain", "公示照片", "公示照片"),
        ("outer blanks", "  谈话记录 ", "谈话记录"),
        ("composed to NFC", "e\u0301tat", "\u00e9tat"),
        ("rare Han", "𬱖𠅤㛃的申请书", "𬱖𠅤㛃的申请书"),
        ("Han that this Python does not know yet", "\U00031350\U0002ebf0", "\U00031350\U0002ebf0"),
        ("200 characters", "字" * 200, "字" * 200),
    ],
)
def test_titles_are_kept_as_written(_case: str, text: str, kept: str) -> None:
    assert clean_title(text) == kept


@pytest.mark.parametrize(
    ("_case", "text", "code"),
    [
        ("empty", "  ", "documents.title-length"),
        ("201 characters", "字" * 201, "documents.title-length"),
        ("NUL", "a\x00b", "documents.hidden-characters"),
        ("line break", "a\nb", "documents.hidden-characters"),
        ("line separator", "a\u2028b", "documents.hidden-characters"),
        ("turned around", "photo\u202egpj.exe", "documents.hidden-characters"),
        ("isolate", "a\u2066b", "documents.hidden-characters"),
        ("zero width", "张\u200b某", "documents.hidden-characters"),
        ("byte order mark", "\ufeff张某", "documents.hidden-characters"),
        ("private use", "张\ue000", "documents.hidden-characters"),
        ("private plane", "张\U000f0000", "documents.hidden-characters"),
        ("lone surrogate", "a\ud800", "documents.hidden-characters"),
        ("no character", "a\ufdd0", "documents.hidden-characters"),
        ("end of the Han plane", "a\U0002ffff", "documents.hidden-characters"),
    ],
)
def test_titles_that_hide_something_are_refused(_case: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        clean_title(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "text", ["../etc/passwd", "a/b.pdf", "a\\b.pdf", "C:b.pdf", ".htaccess", "a..pdf", 'a".pdf', "a<b>.pdf", "a|b"]
)
def test_a_file_name_is_never_a_path(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        clean_file_name(text)
    assert caught.value.code == "documents.file-name-path"


def test_refusals_name_the_field_and_the_limit() -> None:
    calls: tuple[tuple[Callable[[], str], FieldError], ...] = (
        (lambda: clean_title(""), FieldError("/title", "documents.title-length", 200)),
        (lambda: clean_title("a\u200b"), FieldError("/title", "documents.hidden-characters")),
        (lambda: clean_title("", "/x"), FieldError("/x", "documents.title-length", 200)),
        (lambda: clean_title("a\u200b", "/x"), FieldError("/x", "documents.hidden-characters")),
        (lambda: clean_file_name(""), FieldError("/file_name", "documents.file-name-length", 200)),
        (lambda: clean_file_name("字" * 201, "/x"), FieldError("/x", "documents.file-name-length", 200)),
        (lambda: clean_file_name("a/b"), FieldError("/file_name", "documents.file-name-path")),
        (lambda: clean_file_name("a\u200b", "/x"), FieldError("/x", "documents.hidden-characters")),
    )
    for call, error in calls:
        with pytest.raises(Invalid) as caught:
            call()
        assert caught.value.errors == (error,)
        assert caught.value.code == error.code


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a.b.pdf", "a.b.pdf"), (" 照片.jpg ", "照片.jpg"), ("e\u0301.png", "\u00e9.png"), ("字" * 200, "字" * 200)],
)
def test_file_names_are_kept_as_written(text: str, kept: str) -> None:
    assert clean_file_name(text) == kept


@pytest.mark.parametrize("letter", list('/\\:*?"<>|'))
def test_signs_that_some_system_reads_in_a_path_are_refused(letter: str) -> None:
    with pytest.raises(Invalid) as caught:
        clean_file_name(f"a{letter}b.pdf")
    assert caught.value.code == "documents.file-name-path"


@pytest.mark.parametrize(
    ("name", "kind", "served"),
    [
        ("公示.jpg", FileType.JPEG, "公示.jpg"),
        ("公示.JPEG", FileType.JPEG, "公示.JPEG"),
        ("公示", FileType.PDF, "公示.pdf"),
        ("公示.exe", FileType.PDF, "公示.exe.pdf"),
        ("公示.jpg", FileType.PNG, "公示.jpg.png"),
    ],
)
def test_a_file_is_handed_out_with_its_true_ending(name: str, kind: FileType, served: str) -> None:
    assert served_name(name, kind) == served


def test_the_header_is_ascii_and_always_a_download() -> None:
    header = content_disposition(UUID(int=5), "张某的申请书; filename=evil.html", FileType.PDF)

    assert header == (
        "attachment; filename=\"document-00000000-0000-0000-0000-000000000005.pdf\"; filename*=UTF-8''"
        "%E5%BC%A0%E6%9F%90%E7%9A%84%E7%94%B3%E8%AF%B7%E4%B9%A6%3B%20filename%3Devil.html.pdf"
    )
    assert header.isascii()
    assert header.startswith('attachment; filename="document-')
    assert header.count(";") == 2
    assert "%3B%20filename%3Devil.html.pdf" in header


def test_every_kind_has_a_title_and_every_step_its_documents() -> None:
    assert set(KIND_TITLES) == set(DocumentKind)
    assert sorted(DEVELOPMENT_KINDS) == list(range(1, 26))
    assert all(DEVELOPMENT_KINDS.values())
