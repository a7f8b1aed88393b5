"""Short forms for the columns of the step table: permission, papers, outcomes, articles."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.development.casefile import Outcome
from app.domain.development.procedure import Paper
from app.domain.documents.facts import DEVELOPMENT_KINDS, DocumentKind
from app.domain.identity.permissions import Permission
from app.domain.publicity.parameters import WORKING_DAYS
from app.domain.shared.texts import articles

__all__ = ["APPROVE", "BRANCH", "COMMITTEE", "articles", "outcomes", "papers"]

BRANCH, COMMITTEE, APPROVE = (
    Permission.CASE_STEP_BRANCH,
    Permission.CASE_STEP_COMMITTEE,
    Permission.CASE_APPROVE,
)
_2026_PAPERS = {DocumentKind.PUBLICITY_NOTICE, DocumentKind.PUBLICITY_RESULT}


def papers(number: int) -> tuple[Paper, ...]:
    """Return the papers of a step; those on publicity at the listing are owed since there is a figure for it."""
    return tuple(
        Paper(kind, WORKING_DAYS if number == 8 and kind in _2026_PAPERS else None)
        for kind in DEVELOPMENT_KINDS[number]
    )


def outcomes(**names: str) -> Mapping[Outcome, str]:
    """Return what an outcome leads to: the step to go on from, or the name of an effect."""
    return MappingProxyType({Outcome(outcome): name for outcome, name in names.items()})
