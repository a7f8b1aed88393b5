"""Findings of a case that only a decision can carry, and what a decision may be."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.shared.verdict import Finding

__all__ = ["STATE_AFTER", "FindingDecision", "FindingKind", "FindingState", "subject_of"]


class FindingKind(StrEnum):
    """Where a finding comes from."""

    GAP = "gap"
    """A condition that a case taken over from paper does not show."""
    QUESTIONED = "questioned"
    """A completed step that no longer holds after a correction."""


class FindingState(StrEnum):
    """Open until decided; a decided finding stays visible for ever."""

    OPEN = "open"
    UPHELD = "upheld"
    REOPENED = "reopened"
    CANCELLED = "cancelled"
    SETTLED = "settled"
    """A later correction removed its ground; nobody had to decide."""


class FindingDecision(StrEnum):
    """What the approving committee may decide."""

    UPHOLD = "uphold"
    """The step stands nevertheless, carried by the decision."""
    REOPEN = "reopen"
    """The step and all after it are to be done anew."""
    CANCEL = "cancel"
    """The case ends."""


STATE_AFTER: Mapping[FindingDecision, FindingState] = {
    FindingDecision.UPHOLD: FindingState.UPHELD,
    FindingDecision.REOPEN: FindingState.REOPENED,
    FindingDecision.CANCEL: FindingState.CANCELLED,
}


def subject_of(finding: Finding) -> str:
    """Return what tells two findings of one code apart: the attempt, the document, the source, the step before."""
    for key in ("attempt_on", "kind", "source", "step_key", "name", "site", "criterion"):
        value = finding.facts.get(key)
        if value is not None:
            return str(value)
    return ""
