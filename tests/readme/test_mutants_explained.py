"""The list of mutants that no test notices is about the rules as they stand, and every class has its reason."""

import ast
import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "mutants_explained.csv"
PAGE = (ROOT / "docs" / "mutation.md").read_text("utf-8")
with LIST.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def _source(function: str) -> str:
    module, _, _ = function.rpartition(".")
    path = ROOT / f"{module.replace('.', '/')}.py"
    text = (path if path.exists() else path.with_suffix("") / "__init__.py").read_text("utf-8")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("function", sorted({row["function"] for row in ROWS}))
def test_every_line_of_the_list_stands_in_the_rules(function: str) -> None:
    source = _source(function)

    name = function.rpartition(".")[2].removeprefix("x_").split("ǁ")[-1]
    assert f"def {name}(" in source
    for row in ROWS:
        if row["function"] == function:
            assert re.sub(r"\s+", " ", row["before"]) in source
            assert row["after"] != row["before"]


def test_every_class_is_told_on_the_page_with_its_number() -> None:
    counted = Counter(row["class"] for row in ROWS)

    told = {
        kind: int(number.replace(",", "")) for kind, number in re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", PAGE, re.M)
    }
    assert told == counted


BESIDE_THE_RULES = ("app.domain", "tests.domain", "tests.builders.development_file")
"""What the copy of a mutation run holds: a test that imports anything else can't be asked there."""


def test_tests_of_the_rules_need_nothing_above_the_rules() -> None:
    imported = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "tests" / "domain").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported(node)
    }

    own = {(path, name) for path, name in imported if name.partition(".")[0] in {"app", "tests"}}
    assert {(path, name) for path, name in own if not name.startswith(BESIDE_THE_RULES)} == set()
    assert {name for _, name in own} >= {"app.domain.shared.verdict", "tests.domain.told"}


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
