"""Asking for long work, and asking for it to stop."""

from datetime import UTC, datetime
from uuid import UUID

from app.core.ids import new_id
from app.domain.identity.caller import CallerKind
from app.domain.identity.permissions import Permission
from app.domain.operations.facts import ASKED_WITH, ENDED, OperationKind, OperationState
from app.domain.organisations.levels import Place
from app.domain.shared.errors import Conflict, Forbidden, NotFound
from app.persistence.models.operations import Operation
from app.persistence.queue import enqueue
from app.persistence.repositories.base import reaches
from app.persistence.repositories.operations import OperationRepository, job_key
from app.persistence.scope import place_of, sees
from app.persistence.uow import UnitOfWork
from app.services.operations.handlers import handler_of

__all__ = ["ENTRYPOINT", "SILENT_SECONDS", "begin", "cancel", "repeat"]

ENTRYPOINT = "operations"
"""Name of the job that runs an operation; its payload is the operation's id."""
SILENT_SECONDS = 120
"""A run that has given no sign of life for so long is taken for dead."""


async def begin(
    uow: UnitOfWork,
    kind: OperationKind,
    subject: object,
    *,
    resource: str,
    arguments: dict[str, object] | None = None,
    queued: bool = True,
    follows: bool = False,
    place: Place | None = None,
) -> Operation:
    """Begin an operation on *subject* (a row that is stored, at its own place or at *place*): its job is in the queue when
    this commits.

    The caller has emitted, or emits, what was asked for. With ``queued=False`` the caller runs it in its own process.
    Work that *follows* from an act is done by the system, whatever becomes of the rights of whoever acted.
    """
    kind_of_caller, scopes = uow.caller.kind, uow.caller.scopes
    if follows:
        kind_of_caller, scopes = CallerKind.SYSTEM, None
    row = uow.repository(OperationRepository).add(
        Operation(
            kind=kind.value,
            subject_kind=subject.__tablename__,  # type: ignore[attr-defined]
            subject_id=subject.id,  # type: ignore[attr-defined]
            resource=resource,
            permission=ASKED_WITH[kind].value,
            arguments=arguments or {},
            caller_kind=kind_of_caller.value,
            scopes=None if scopes is None else sorted(scopes),
            **_asked_now(uow),
            **(place or place_of(subject)).columns(),
        )
    )
    return await _begun(uow, row, queued=queued)


async def repeat(uow: UnitOfWork, operation_id: UUID) -> Operation:
    """Ask once more for work that follows from a decision and has stopped midway; the new operation is of today.

    Whoever holds its permission where it stands may, and whoever took the decision. Raises Conflict for any other work, and
    while the same is under way.
    """
    operations = uow.repository(OperationRepository)
    old = await operations.find(operation_id)
    if old is None:
        raise NotFound("operation.not-found")
    _demand(uow, old)
    if old.state != OperationState.FAILED.value or handler_of(OperationKind(old.kind)).stopped is None:
        raise Conflict("operation.not-repeated", facts={"actual": f"{old.kind}: {old.state}"})
    row = await _begun(
        uow,
        operations.add(
            Operation(
                kind=old.kind,
                subject_kind=old.subject_kind,
                subject_id=old.subject_id,
                resource=old.resource,
                permission=old.permission,
                arguments=old.arguments,
                caller_kind=old.caller_kind,
                scopes=old.scopes,
                **_asked_now(uow),
                **place_of(old).columns(),
            )
        ),
    )
    uow.emit("operations:operation:repeat", row, details={"kind": row.kind, "repeats": old.id})
    return row


def _asked_now(uow: UnitOfWork) -> dict[str, object]:
    return {
        "id": new_id(),
        "state": OperationState.QUEUED.value,
        "request_id": uow.request_id,
        "act_day": uow.today,
        "rehearsal": uow.moment.rehearsal,
        "beat_at": datetime.now(UTC),
        "recorded_at": datetime.now(UTC),  # real time, in a rehearsal too: it stands beside the run's own
        "recorded_by": uow.actor_id,
    }


async def _begun(uow: UnitOfWork, row: Operation, *, queued: bool = True) -> Operation:
    await uow.flush()  # a second live operation on the same thing is refused here
    if queued:
        await enqueue(uow.session, ENTRYPOINT, row.id.bytes, key=job_key(row.id))
    return row


async def cancel(uow: UnitOfWork, operation_id: UUID, *, run_ended: bool = False) -> Operation:
    """Cancel an operation: at once while it waits or its run is dead, else at its next breath.

    Whoever has asked for it may, and whoever holds its permission where it stands. Asking twice is asking once. With
    ``run_ended`` the caller knows that nobody works on it.
    """
    operations = uow.repository(OperationRepository)
    row = await operations.find(operation_id)
    if row is None:
        raise NotFound("operation.not-found")
    _demand(uow, row)
    state = OperationState(row.state)
    if state is OperationState.CANCELLED:
        return row
    if state in ENDED:
        raise Conflict("operation.ended", facts={"actual": state.value})
    handler = handler_of(OperationKind(row.kind))
    if not handler.may_be_cancelled:
        raise Conflict("operation.goes-on")
    alive = not run_ended and row.run_id is not None and await operations.beats(row, SILENT_SECONDS)
    if alive and state is OperationState.CANCELLING:
        return row
    if row.cancel_asked_at is None:
        row.cancel_asked_at, row.cancel_asked_by = datetime.now(UTC), uow.actor_id
    if alive:
        row.state = OperationState.CANCELLING.value
    else:
        row.state, row.ended_at, row.run_id = OperationState.CANCELLED.value, datetime.now(UTC), None
        await handler.settle(uow, row, OperationState.CANCELLED)
    uow.emit("operations:operation:cancel", row, after={"state": row.state}, details={"kind": row.kind})
    return row


def _demand(uow: UnitOfWork, row: Operation) -> None:
    caller = uow.caller
    own = caller.kind is not CallerKind.ANONYMOUS and row.recorded_by is not None and row.recorded_by == caller.user_id
    if own or reaches(caller, Permission(row.permission), row):
        return
    if not sees(caller, row):
        raise NotFound("operation.not-found")
    raise Forbidden(row.permission)
