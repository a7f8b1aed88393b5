"""Sheets for people: the template of a roster, and the rows that can't be imported with column, reason and remedy."""

from collections.abc import Mapping, Sequence

from app.core.sheets.writing import write_csv, write_xlsx
from app.domain.roster_imports.columns import HEADERS
from app.domain.shared.verdict import Scalar
from app.domain.wording import render

__all__ = ["error_sheet", "explain", "template"]

_HEADER = ("行号", "列", "问题", "应为", "处理办法")


def template() -> bytes:
    """Return an empty roster with the headers of the members' form, every column formatted as text."""
    return write_xlsx("党员名册", [aliases[0] for aliases in HEADERS.values()], [])


def explain(problem: Mapping[str, object], language: str) -> tuple[str, str]:
    """Return title and remedy of a row's problem in a language."""
    given = {"expected": problem.get("expected"), "actual": problem.get("actual"), "what": problem.get("what")}
    facts = {key: _scalar(value) for key, value in given.items()}
    return render(str(problem["code"]), {**facts, "required": facts["expected"], "measured": facts["actual"]}, language)


def _scalar(value: object) -> Scalar:
    return tuple(str(part) for part in value) if isinstance(value, list) else None if value is None else str(value)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    return "" if value is None else str(value)


def error_sheet(rows: Sequence[tuple[int, Sequence[Mapping[str, object]]]], *, as_csv: bool = False) -> bytes:
    """Return the bad rows as a sheet. It repeats no cell of the upload, and no cell of it becomes a formula."""
    lines = []
    for number, problems in rows:
        for problem in problems:
            title, remedy = explain(problem, "zh")
            lines.append((number, problem.get("column"), title, _text(problem.get("expected")), remedy))
    return write_csv(_HEADER, lines) if as_csv else write_xlsx("问题行", _HEADER, lines)
