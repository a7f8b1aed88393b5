"""What is known of the mutants that no test notices: ``tests/data/mutants_explained.csv``, one row for each.

A row names the function, the line before and after, the class of the reason, and what is to be said beyond the class.
Lines are kept without indentation; the numbers that mutmut gives change with every edit and are not used.
"""

import csv
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["CLASSES", "LIST", "Change", "Known", "changes_of", "known", "rows_for"]

LIST = Path(__file__).parents[1] / "tests" / "data" / "mutants_explained.csv"
COLUMNS = ("function", "before", "after", "class", "note")

CLASSES = {
    "same": "No input makes a difference; the note says why where it is not plain.",
    "typing": "The type named to the checker in a cast; nothing reads it while the rules run.",
    "falsy": "None, or nothing, where False or an empty default stands: read as a truth value or as the same default.",
    "first": "The first addition to an empty verdict: adding to it and taking its place is the same.",
    "length": "strict= of a zip over two sequences that are made with one length.",
    "words": "Words for programmers: the text of an error that only a wrong table or a wrong call raises.",
    "table": "Can't occur with the step table, the texts and the tables as they stand.",
    "drawing": "Where a line bends or breaks in the chart, at lengths that no title has.",
}


class Change(NamedTuple):
    """What a mutant changes."""

    function: str
    before: str
    after: str


class Known(NamedTuple):
    """Why a change goes unnoticed."""

    change: Change
    kind: str
    note: str


def changes_of(place: Path, names: Iterable[str]) -> Iterator[tuple[str, Change]]:
    """Yield each mutant of the copy at *place* with what it changes."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    back = Path.cwd()
    os.chdir(place)
    try:
        for name in names:
            module = Path(name.rpartition(".")[0].replace(".", "/"))
            path = module.with_suffix(".py")
            lines = get_diff_for_mutant(name, path=path if path.exists() else module / "__init__.py").split("\n")[3:]
            before, after = (_joined(lines, sign) for sign in "-+")
            yield name, Change(name.rpartition("__mutmut_")[0], before, after)
    finally:
        os.chdir(back)


def _joined(lines: Iterable[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in lines if line[:1] == sign)


def known() -> list[Known]:
    """Return the rows of the list. Raises ValueError for a row whose class is not known."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["class"] not in CLASSES:
            raise ValueError(f"{LIST.name}: {row['function']}: class {row['class']!r} is not known")
    return [Known(Change(row["function"], row["before"], row["after"]), row["class"], row["note"]) for row in rows]


def rows_for(changes: Iterable[Change]) -> tuple[list[Change], list[Change]]:
    """Return the changes that the list does not explain, and the rows of the list that are no longer needed."""
    left, listed = Counter(changes), Counter(row.change for row in known())
    return sorted((left - listed).elements()), sorted((listed - left).elements())
