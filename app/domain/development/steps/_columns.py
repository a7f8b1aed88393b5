"""Short forms for the columns of the step table: permission, papers, outcomes, articles."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.domain.development.casefile import Outcome
from app.domain.development.procedure import Paper
from app.domain.documents.facts import DEVELOPMENT_KINDS, DocumentKind
from app.domain.identity.permissions import Permission
from app.domain.publicity.parameters import WORKING_DAYS
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.shared.texts import FIRST_DAY_2014, FIRST_DAY_2026

__all__ = ["APPROVE", "BRANCH", "COMMITTEE", "articles", "outcomes", "papers"]

BRANCH, COMMITTEE, APPROVE = (
    Permission.CASE_STEP_BRANCH,
    Permission.CASE_STEP_COMMITTEE,
    Permission.CASE_APPROVE,
)
_2026_PAPERS = {DocumentKind.PUBLICITY_NOTICE, DocumentKind.PUBLICITY_RESULT}


def articles(of_2014: str, of_2026: str | None) -> tuple[tuple[date | None, Clause], ...]:
    """Return the places of a step in the three texts; None where the 2026 text's place has not been seen."""
    rows: list[tuple[date | None, Clause]] = [
        (None, Clause(DocumentKey.DEVELOPMENT_1990)),
        (FIRST_DAY_2014, Clause(DocumentKey.DEVELOPMENT_2014, of_2014)),
    ]
    if of_2026 is not None:
        rows.append((FIRST_DAY_2026, Clause(DocumentKey.DEVELOPMENT_2026, of_2026)))
    return tuple(rows)


def papers(number: int) -> tuple[Paper, ...]:
    """Return the papers of a step; those on publicity at the listing are owed since there is a figure for it."""
    return tuple(
        Paper(kind, WORKING_DAYS if number == 8 and kind in _2026_PAPERS else None)
        for kind in DEVELOPMENT_KINDS[number]
    )


def outcomes(**names: str) -> Mapping[Outcome, str]:
    """Return what an outcome leads to: the step to go on from, or the name of an effect."""
    return MappingProxyType({Outcome(outcome): name for outcome, name in names.items()})
