"""What the rules tell people, word for word: every finding of a case beside the page that was read and agreed to.

A page is a text file with one block per case. A test that tells something else fails and shows the difference. After a
change of the rules, run the tests with ``ZHIBU_RETELL=1`` (and ``-n 0``), read what changed in the pages, and keep it.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

from app.domain.catalogue import load_catalogue
from app.domain.shared.clauses import Clause
from app.domain.shared.errors import FieldError
from app.domain.shared.verdict import Finding, Scalar, Verdict, plain

__all__ = ["Page", "line", "told"]


class Page:
    """A text file of told cases."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.blocks: dict[str, list[str]] = {}
        for row in path.read_text("utf-8").splitlines() if path.exists() else ():
            if row.startswith("# "):
                self.blocks[row[2:]] = []
            elif row:
                next(reversed(self.blocks.values())).append(row)

    def tells(self, case: str, told: Verdict | Iterable[Finding] | Iterable[FieldError] | Iterable[str]) -> None:
        """Check that *case* says what the page says."""
        entries: Iterable[Finding | FieldError | str] = told.findings if isinstance(told, Verdict) else told
        rows = [entry if isinstance(entry, str) else line(entry) for entry in entries]
        if os.environ.get("ZHIBU_RETELL"):
            self.blocks[case] = rows
            text = "\n\n".join("\n".join([f"# {name}", *block]) for name, block in self.blocks.items())
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(f"{text}\n", "utf-8")
        assert rows == self.blocks.get(case), f"not what {self.path.name} says of: {case}"


class Telling:
    """The page and the case of the test that runs."""

    page: Page
    test: str
    count: int

    def begin(self, module: Path, test: str) -> None:
        """Turn to the page of a test module."""
        path = module.parent / "told" / f"{module.stem.removeprefix('test_')}.txt"
        if getattr(self, "page", None) is None or self.page.path != path:
            self.page = Page(path)
        self.test = test.encode("ascii", "backslashreplace").decode("unicode_escape").replace("\n", "␤")
        self.count = 0


TELLING = Telling()
"""Set by a fixture for every test."""


def told(verdict: Verdict) -> Verdict:
    """Check that a verdict says what the page of the test's module says, and hand it on."""
    TELLING.count += 1
    TELLING.page.tells(TELLING.test + (f" ({TELLING.count})" if TELLING.count > 1 else ""), verdict)
    return verdict


def line(told: Finding | FieldError) -> str:
    """Return all that one finding or refused field says, in one line."""
    _no_holes(told)
    if isinstance(told, FieldError):
        parts = [f"✗ {told.code}", f"at {told.pointer}", _worth(told.expected, told.actual), _facts(told.facts)]
        return " | ".join(part for part in parts if part)
    parts = [f"{'✓' if told.ok else '✗'} {told.code}", _worth(told.required, told.measured), _cited(told.clause)]
    if told.day is not None:
        parts.append(f"law of {told.day}")
    if told.value is not None:
        by = told.value.adoption.organisation_name if told.value.adoption is not None else told.value.level.value
        assert (told.day, told.clause, told.verified) == (told.value.day, told.value.clause, told.value.verified)
        parts.append(f"{told.value.parameter.id} by {by}{'' if told.verified else ', unverified'}")
    parts += [f"at {told.pointer}" if told.pointer else "", _facts(told.facts)]
    return " | ".join(part for part in parts if part)


def _worth(required: Scalar, measured: Scalar) -> str:
    return f"{_plain(required)} ← {_plain(measured)}" if (required, measured) != (None, None) else ""


def _cited(clause: Clause | None) -> str:
    return (clause.title_zh + ("" if clause.verified else ", place not seen")) if clause is not None else ""


def _facts(facts: object) -> str:
    assert isinstance(facts, dict)
    return ", ".join(f"{name}: {_plain(value)}" for name, value in facts.items())


def _plain(value: Scalar) -> str:
    return "–" if value is None else str(plain(value))


def _no_holes(told: Finding | FieldError) -> None:
    """A message that asks for something nobody gave would be shown with a hole in it."""
    said = load_catalogue()[told.code]
    texts = (
        (said.zh, said.en) if isinstance(told, Finding) and told.ok else (said.zh, said.en, said.next_zh, said.next_en)
    )
    figures = (
        {"required": told.required, "measured": told.measured}
        if isinstance(told, Finding)
        else {"expected": told.expected, "actual": told.actual}
    )
    given = {**told.facts, **figures}
    holes = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name and name not in given}
    assert not holes, (told.code, holes)
