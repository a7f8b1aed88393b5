"""Which code does the work of which kind of operation; imported when the work is done, not before."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from app.domain.operations.facts import OperationKind, OperationState
from app.persistence.models.operations import Operation
from app.persistence.uow import UnitOfWork

if TYPE_CHECKING:
    from app.services.operations.run import Run

__all__ = ["Handler", "handler_of"]


async def _at_rest(uow: UnitOfWork, operation: Operation, state: OperationState) -> None:
    """Nothing has to come to rest: every piece stands alone."""
    del uow, operation, state


@dataclass(frozen=True, slots=True)
class Handler:
    """The work of a kind, and how its subject comes to rest when the work fails or is cancelled.

    ``settle`` runs in the transaction that ends the operation. It finds the subject as it was before the work: whatever
    the work had written was rolled back, save what it wrote in pieces that stand alone.
    """

    work: Callable[["Run"], Awaitable[None]]
    settle: Callable[[UnitOfWork, Operation, OperationState], Awaitable[None]] = _at_rest
    may_be_cancelled: bool = True
    """False for work that follows from an act which stands."""
    stopped: str | None = None
    """What is told when work in pieces gives up or fails: the pieces that were done stay. None for work that is rolled back."""


_PLACES: Mapping[OperationKind, str] = {
    OperationKind.ROSTER_CHECK: "app.services.roster_imports.work:CHECK",
    OperationKind.ROSTER_APPLY: "app.services.roster_imports.work:APPLY",
    OperationKind.TASKS_REDATE: "app.services.redating:REDATE",
    OperationKind.CASES_JUDGE: "app.services.rejudging:JUDGE",
}


def handler_of(kind: OperationKind) -> Handler:
    """Return the handler of a kind of operation."""
    module, _, name = _PLACES[kind].partition(":")
    found = getattr(import_module(module), name)
    if not isinstance(found, Handler):
        raise TypeError(f"{_PLACES[kind]} is no handler")
    return found
