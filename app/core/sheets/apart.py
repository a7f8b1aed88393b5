"""Reading a file of strangers in a process of its own, with little memory and little time.

Whatever the file makes of the reader (it may be ended by the system), the process that asked lives on and says that the
file can't be read. What comes back is JSON: text, numbers, days.
"""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime

import orjson

from app.core.sheets.contents import Cell, Limits, SheetProblem, SheetRead

__all__ = ["main", "read_apart"]

_MEMORY = 2_000_000_000
_PROCESSOR_SECONDS = 120
_PATIENCE_SECONDS = 600
_REFUSED = 3


def read_apart(content: bytes, *, memory: int = _MEMORY) -> Sequence[SheetRead]:
    """Return the sheets of a file that are shown and hold anything. Raises SheetProblem. Blocking: use a thread."""
    try:
        ended = subprocess.run(
            [sys.executable, "-m", __name__, str(memory)],
            input=content,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SheetProblem("roster.too-large", what="seconds", expected=_PATIENCE_SECONDS) from None
    if ended.returncode == _REFUSED:
        raise SheetProblem(**orjson.loads(ended.stdout))
    if ended.returncode != 0:  # ended by the system: memory, time, or a fault of the reader
        raise SheetProblem("roster.damaged")
    return [_unpacked(sheet) for sheet in orjson.loads(ended.stdout)]


def main() -> int:
    """Read a file from standard input and write its sheets, or why it can't be read, to standard output."""
    _bound(int(sys.argv[1]))
    from app.core.sheets.reading import read_sheets

    try:
        sheets = read_sheets(sys.stdin.buffer.read(), Limits())
    except SheetProblem as problem:
        said = {"code": problem.code, "what": problem.what, "expected": problem.expected}
        sys.stdout.buffer.write(orjson.dumps(said))
        return _REFUSED
    sys.stdout.buffer.write(orjson.dumps([_packed(sheet) for sheet in sheets], option=orjson.OPT_PASSTHROUGH_DATETIME))
    return 0


def _bound(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not every system can
        import resource

        for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, _PROCESSOR_SECONDS)):
            _, hard = resource.getrlimit(what)
            bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (bounded, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _packed(sheet: SheetRead) -> dict[str, object]:
    return {
        "format": sheet.format,
        "rows": [[_day(cell) if isinstance(cell, date) else cell for cell in row] for row in sheet.rows],
        "first_row": sheet.first_row,
        "name": sheet.name,
        "unreadable": sorted(sheet.unreadable),
        "hidden_rows": sorted(sheet.hidden_rows),
        "epoch_1904": sheet.epoch_1904,
    }


def _day(cell: date | datetime) -> dict[str, str]:
    return {"day": (cell.date() if isinstance(cell, datetime) else cell).isoformat()}


def _unpacked(sheet: dict[str, object]) -> SheetRead:
    given = dict(sheet)
    rows: list[list[Cell]] = given["rows"]  # type: ignore[assignment]
    for row in rows:
        for place, cell in enumerate(row):
            if isinstance(cell, dict):
                row[place] = date.fromisoformat(cell["day"])
    given["unreadable"] = frozenset((row, column) for row, column in given["unreadable"])  # type: ignore[attr-defined]
    given["hidden_rows"] = frozenset(given["hidden_rows"])  # type: ignore[call-overload]
    return SheetRead(**given)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
