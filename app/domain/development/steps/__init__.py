"""The one table of the development procedure: twenty-five steps in five stages, one module per stage.

Moving a case, listing next steps, permissions, deadlines and the chart all read this table. ``needs`` and ``results``
name functions that ``gates`` and ``results`` register; a test holds both sides against each other.

Earlier texts are dated data: a step with ``asked_by`` is asked for only where that figure is true (before 2014 neither
filing nor pre-review were). A filing reports a decision, ``asked_since``, and is asked for by the text of the day of that
decision, however late what follows; a pre-review by that of the act before which it stands (ours, no transition was
seen). The documents of a paper with ``owed_with`` are owed only where that figure is set.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from app.domain.development.procedure import Due, Paper, Stage, Step
from app.domain.development.steps import activist, admission, application, development_object, probation
from app.domain.documents.facts import DocumentKind
from app.domain.shared.parameters import Law

__all__ = ["STAGES", "STEPS", "STEP_LIST", "Due", "Paper", "Stage", "Step", "downstream", "is_asked", "papers_owed"]

STAGES: tuple[Stage, ...] = (
    Stage(1, "申请入党", "Application"),
    Stage(2, "积极分子的确定和培养", "Activists: determination and cultivation"),
    Stage(3, "发展对象的确定和考察", "Development objects: determination and review"),
    Stage(4, "预备党员的接收", "Admission of probationary members"),
    Stage(5, "预备党员的教育考察和转正", "Probation and conversion"),
)

STEP_LIST: tuple[Step, ...] = (
    *application.STEPS,
    *activist.STEPS,
    *development_object.STEPS,
    *admission.STEPS,
    *probation.STEPS,
)

STEPS: Mapping[str, Step] = MappingProxyType({step.key: step for step in STEP_LIST})


def is_asked(step: Step, law: Law, on: date) -> bool:
    """Tell whether the text in force on *on* asks for the step at all."""
    if step.asked_by is None:
        return True
    value = law.value(step.asked_by, on)
    return value is None or value.value


def papers_owed(step: Step, law: Law, on: date) -> tuple[DocumentKind, ...]:
    """Return the kinds of document that the step owes on *on*."""
    return tuple(
        paper.kind for paper in step.papers if paper.owed_with is None or law.value(paper.owed_with, on) is not None
    )


def downstream(keys: Iterable[str]) -> frozenset[str]:
    """Return *keys* and every step that comes after one of them, directly or not."""
    found = set(keys)
    for step in STEP_LIST:  # in order: every predecessor stands before its successors
        if found.intersection(step.after):
            found.add(step.key)
    return frozenset(found)
