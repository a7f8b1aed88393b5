"""Every figure is judged by the code of some rule or service, or the list says why it is not."""

import ast
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import app.domain
import app.services
from app.domain.rules.registry import PARAMETERS, area_of
from app.domain.rules.unjudged import LATER_AREAS, UNJUDGED, is_judged
from app.domain.shared.parameters import Parameter


def _named_in(module: ModuleType) -> set[str]:
    """Ids of the parameters that the code of a module names, other than by importing them."""
    assert module.__file__ is not None
    found = set()
    for node in ast.walk(ast.parse(Path(module.__file__).read_text(encoding="utf-8"))):
        named: object = None
        if isinstance(node, ast.Name):
            named = vars(module).get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = vars(module).get(node.value.id)
            named = vars(owner).get(node.attr) if isinstance(owner, ModuleType) else None
        if isinstance(named, Parameter):
            found.add(named.id)
    return found


def _judged() -> set[str]:
    return {
        parameter_id
        for package in (app.domain, app.services)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if ".parameters" not in info.name
        for parameter_id in _named_in(importlib.import_module(info.name))
    }


def test_every_figure_is_judged_or_listed_with_a_reason() -> None:
    judged = _judged()

    missing = {p for p in PARAMETERS if p not in judged and area_of(p) not in LATER_AREAS}
    assert missing == set(UNJUDGED), "a rule judges it now, or a figure has come without a rule"
    assert {area_of(p) for p in judged} & LATER_AREAS == set(), "the area has rules now"
    assert {p for p in PARAMETERS if is_judged(p, area_of(p))} == judged
