"""Every code that the application raises has its words in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

from app.domain.wording import CATALOGUE

ROOT = Path(__file__).resolve().parents[2] / "app"
PLACE = {
    "AlreadyDone": 0,
    "Conflict": 0,
    "DomainError": 0,
    "FieldError": 1,
    "GrantRefused": 0,
    "NotFound": 0,
    "constraint": 1,
    "judged": 1,
    "refused": 0,
    "require": 1,
}
"""Where the code stands among the arguments."""


def raised() -> Iterator[tuple[str, str]]:
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place = PLACE.get(name)
            if place is not None and len(node.args) > place:
                argument = node.args[place]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    found = list(raised())

    assert len(found) > 300
    assert sorted(f"{code} ({where})" for code, where in found if code not in CATALOGUE) == []


def test_every_message_has_both_languages() -> None:
    assert [code for code, message in CATALOGUE.items() if not message.zh.strip() or not message.en.strip()] == []
    assert [code for code, m in CATALOGUE.items() if bool(m.next_zh.strip()) != bool(m.next_en.strip())] == []
