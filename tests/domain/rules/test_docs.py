"""The page about rules shows the figures as they are."""

import importlib.util
from pathlib import Path
from types import ModuleType

from app.domain.rules.registry import PARAMETERS

ROOT = Path(__file__).parents[3]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_rules_table", ROOT / "scripts" / "build_rules_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_the_page_are_up_to_date() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")

    assert _script().with_tables(page) == page, "run: python scripts/build_rules_table.py"


def test_the_tables_name_every_parameter() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")

    assert all(f"| `{parameter_id}` |" in page for parameter_id in PARAMETERS)
