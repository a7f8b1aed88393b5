"""The gate that every step shares: the documents of its row are on file.

A file counts for a step when it was filed for that step, when a fact of the step names it, or when no other step asks for
its kind. Archiving collects what earlier steps filed.
"""

from collections import Counter
from datetime import date

from app.domain.development.casefile import CaseFile, Outcome
from app.domain.development.procedure import Step
from app.domain.development.steps import STEP_LIST, papers_owed
from app.domain.documents.facts import DocumentKind, DocumentState
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import Verdict, require

__all__ = ["papers_there"]

_ARCHIVE = "archive"
_ASKED_BY = Counter(paper.kind for step in STEP_LIST if step.key != _ARCHIVE for paper in step.papers)
_ONLY_TO_PASS = frozenset({DocumentKind.APPROVAL_NOTICE, DocumentKind.PUBLICITY_RESULT, DocumentKind.FORM_ISSUE_RECORD})
"""Papers that follow from a positive outcome only."""


def papers_there(file: CaseFile, step: Step, law: Law, on: date, outcome: Outcome) -> Verdict:
    """Judge that every document owed by the step's row is on file."""
    named = {document for fact in file.facts if fact.kind == step.act for document in fact.documents}
    there = {
        document.kind
        for document in file.documents
        if document.state is DocumentState.CURRENT
        and (
            document.step == step.number
            or document.id in named
            or step.key == _ARCHIVE
            or (document.step is None and _ASKED_BY[document.kind] == 1)
        )
    }
    owed = [kind for kind in papers_owed(step, law, on) if outcome is Outcome.PASSED or kind not in _ONLY_TO_PASS]
    return Verdict.all_of(
        require(
            kind in there,
            "development.document-there",
            step.clause(on),
            required=kind.value,
            measured=kind.value if kind in there else None,
            day=on,
            facts={"kind": kind.value},
        )
        for kind in owed
    )
