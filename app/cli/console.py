"""How the command line speaks: progress and problems on standard error, results on standard output."""

import time

from rich.console import Console
from rich.text import Text

from app.core.pgserver import OperatorProblem, Said

__all__ = ["Stages", "console", "print_problem"]

console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

_LONGEST_DETAIL = 12


class Stages:
    """Numbers the stages of a long command and says how long each of them took."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._at = 0
        self._begun = time.monotonic()

    def next(self, zh: str, en: str) -> None:
        """Begin the next stage."""
        self._at += 1
        console.print(f"[{self._at}/{self._count}] {zh} / {en}", style="bold")

    def tell(self, said: Said) -> None:
        """A line within a stage."""
        console.print(f"      {said.zh} / {said.en}", style="dim")

    def done(self, zh: str, en: str) -> None:
        """The last line, with the seconds since the first stage."""
        seconds = time.monotonic() - self._begun
        console.print(f"{zh}（{seconds:.1f} 秒） / {en} ({seconds:.1f} s)", style="bold green")


def print_problem(problem: OperatorProblem) -> None:
    """The refusal in both languages, then the end of whatever led to it."""
    console.print(Text(f"错误：{problem.said.zh}", style="bold red"))
    console.print(Text(f"Error: {problem.said.en}", style="red"))
    for line in problem.detail.splitlines()[-_LONGEST_DETAIL:]:
        console.print(Text(f"  | {line}", style="dim"))
