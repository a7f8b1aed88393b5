"""Tables that are made by functions: the registry of parameters, profiles, inputs of trials, notices, texts and roles."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from app.domain.identity.permissions import Permission, Role, RoleKey, _role
from app.domain.rules import profiles, registry
from app.domain.rules.evaluables import _input
from app.domain.rules.inputs import Input, InputKind
from app.domain.rules.parameters import _notice
from app.domain.shared.clauses import Clause, Document, DocumentKey, Level, _document
from tests.domain.rules.builders import TODAY

ONE, TWO = (registry.PARAMETERS[key] for key in ("development.sponsors.count", "probation.duration"))


def gathered(monkeypatch: pytest.MonkeyPatch, **modules: object) -> tuple[dict[str, object], dict[str, str]]:
    monkeypatch.setattr(registry, "_MODULES", modules)
    found, areas = registry._gather()
    return dict(found), dict(areas)


def test_parameters_are_gathered_by_id_with_the_area_that_names_them_first(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = SimpleNamespace(A=ONE, other=5), SimpleNamespace(A=ONE, B=TWO)

    assert gathered(monkeypatch, first=first, second=second) == (
        {ONE.id: ONE, TWO.id: TWO},
        {ONE.id: "first", TWO.id: "second"},
    )


def test_two_parameters_of_one_id_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=re.escape(ONE.id)):
        gathered(monkeypatch, first=SimpleNamespace(A=ONE), second=SimpleNamespace(A=replace(ONE, title_en="x")))


def test_a_profile_names_parameters_that_exist() -> None:
    assert profiles._v(ONE.id, 3, "note") == profiles.ProfileValue(ONE.id, 3, "note")
    assert profiles._v(ONE.id, 3) == profiles.ProfileValue(ONE.id, 3, "")
    with pytest.raises(ValueError, match=r"x\.y"):
        profiles._v("x.y", 3)


def test_an_input_is_required_unless_it_says_otherwise() -> None:
    made = Input("a", InputKind.DAY, "甲", "A", (), required=True)

    assert _input("a", InputKind.DAY, "甲", "A") == made
    assert not _input("a", InputKind.DAY, "甲", "A", required=False).required


def test_a_notice_of_holidays_is_cited_by_its_year() -> None:
    assert _notice(2026) == Clause(DocumentKey.HOLIDAY_NOTICE, "（2026）")


def test_a_document_carries_its_titles_its_level_and_its_first_day() -> None:
    key = DocumentKey.CONSTITUTION

    assert _document(key, "甲", "A", Level.LOCAL, TODAY) == Document(key, "甲", "A", Level.LOCAL, TODAY)
    assert _document(key, "甲", "A", Level.NATIONAL) == Document(key, "甲", "A", Level.NATIONAL, None)


def test_a_role_carries_its_titles_and_permissions_and_reaches_beyond_the_own_file_unless_it_says_so() -> None:
    held = {Permission.SELF_READ}

    assert _role(RoleKey.MEMBER, "甲", "A", held) == Role(RoleKey.MEMBER, "甲", "A", frozenset(held), own_file=False)
    assert _role(RoleKey.MEMBER, "甲", "A", held, own_file=True).own_file
