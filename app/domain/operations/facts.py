"""Operations: long work that goes on after the answer, its kinds and its states."""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.identity.permissions import Permission

__all__ = ["ASKED_WITH", "ENDED", "LIVE", "OperationKind", "OperationState"]


class OperationKind(StrEnum):
    """What is worked on."""

    ROSTER_CHECK = "roster_imports.check"
    """Read a roster and judge every row; nothing is imported."""
    ROSTER_APPLY = "roster_imports.apply"
    """Make persons of the good rows, all in one transaction."""
    TASKS_REDATE = "tasks.redate"
    """Give open tasks their days anew after local values changed."""

    CASES_JUDGE = "development_cases.judge"
    """Judge completed steps again after a decision that was recorded late changed what they rest on."""


ASKED_WITH: Mapping[OperationKind, Permission] = {
    OperationKind.ROSTER_CHECK: Permission.ROSTER_IMPORT,
    OperationKind.ROSTER_APPLY: Permission.ROSTER_IMPORT,
    OperationKind.TASKS_REDATE: Permission.RULE_ADOPT,
    OperationKind.CASES_JUDGE: Permission.RULE_ADOPT,
}
"""What whoever asks for a kind of work, follows it or cancels it needs where it stands."""


class OperationState(StrEnum):
    """How far an operation has come."""

    QUEUED = "queued"
    """Waits for a worker; also between two attempts."""
    RUNNING = "running"
    CANCELLING = "cancelling"
    """Somebody has asked it to stop; it stops at its next breath and leaves nothing half-done."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


LIVE = frozenset({OperationState.QUEUED, OperationState.RUNNING, OperationState.CANCELLING})
ENDED = frozenset(OperationState) - LIVE
