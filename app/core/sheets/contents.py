"""What was read of a file, what it may be at most, and why it can't be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

__all__ = ["Cell", "Limits", "SheetProblem", "SheetRead"]

Cell = str | float | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most."""

    entries: int = 500
    unpacked: int = 200_000_000
    ratio: int = 200
    """Unpacked to packed, looked at from ten megabytes on."""
    rows: int = 50_000
    columns: int = 100
    strings: int = 10_000_000
    """Entries that the table of strings may announce: a reader makes room for them beforehand."""


class SheetProblem(ValueError):
    """The file as a whole can't be read; ``code`` is a key of the message catalogue."""

    def __init__(self, code: str, *, what: str = "", expected: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.what = what
        self.expected = expected


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet that is shown and holds anything. Places are indexes of ``rows``."""

    format: str
    rows: Sequence[Sequence[Cell]]
    first_row: int = 1
    """The sheet's own number of ``rows[0]``."""
    name: str = ""
    unreadable: frozenset[tuple[int, int]] = frozenset()
    """Cells that show something that is not theirs to give: an error, a formula whose value was not stored, a time."""
    hidden_rows: frozenset[int] = frozenset()
    epoch_1904: bool = False
    """Numbers of days are counted from 1904."""
