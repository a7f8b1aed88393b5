"""What a row of the step table is made of: stages, steps, deadlines, papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.domain.development.casefile import Outcome
from app.domain.documents.facts import DocumentKind
from app.domain.identity.permissions import Permission
from app.domain.shared.clauses import Clause
from app.domain.shared.parameters import Parameter
from app.domain.shared.texts import DatedClauses, clause_on

__all__ = ["Due", "Paper", "Stage", "Step", "Term"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the five stages."""

    number: int
    title_zh: str
    title_en: str


class Term(StrEnum):
    """Which day's law sets the months of a duty: the same that the gate of its step asks."""

    FIXED = "fixed"
    """That of the day on which the time began; it keeps its length."""
    EARLIEST = "earliest"
    """That of the act's day, which may not lie before the months are over: due is the first such day."""
    LATEST = "latest"
    """That of the act's day, which may not lie after the months: due is the last such day."""


@dataclass(frozen=True, slots=True)
class Due:
    """A dated duty: so many months from the day of a step or fact until the step must be done."""

    kind: str
    months: Parameter[int]
    since: str
    """Key of the step, or kind of the fact, whose day starts the time."""
    term: Term = Term.FIXED


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that the row names; with ``owed_with`` only where that figure is set on the day."""

    kind: DocumentKind
    owed_with: Parameter[int] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table."""

    key: str
    number: int
    stage: int
    title_zh: str
    title_en: str
    actor: str
    permission: Permission
    act: str
    """What the step's day is taken from: a kind of fact, or an act of another area."""
    after: tuple[str, ...] = ()
    instead_after: tuple[str, tuple[str, ...]] | None = None
    """A named condition and what the step comes after while that holds."""
    needs: tuple[str, ...] = ()
    needs_to_pass: tuple[str, ...] = ()
    """Asked for only when the outcome lets the case go on; a result against the person does not owe them."""
    judges_earlier: bool = False
    """Every earlier step is judged again, each by the law of its day: membership hangs on this one."""
    papers: tuple[Paper, ...] = ()
    due: Due | None = None
    send_back_to: tuple[str, ...] = ()
    result: str | None = None
    """Names the function that reads the outcome off the acts; a step without one always passes."""
    routes: Mapping[Outcome, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where the case goes on after another outcome than passing."""
    effects: Mapping[Outcome, str] = field(default_factory=lambda: MappingProxyType({}))
    asked_by: Parameter[bool] | None = None
    asked_since: str | None = None
    """The step that it reports, by whose day it is asked for; without one it is asked for by the day of the act after it."""
    articles: DatedClauses = ()

    def clause(self, on: date) -> Clause:
        """The place of the text in force on *on* that the step rests on."""
        return clause_on(self.articles, on)
