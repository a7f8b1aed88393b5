"""The frame around a run: take the operation, do its work as whoever asked for it, and bring it to its end.

Whatever happens, an operation ends in one of three ways (succeeded, failed, cancelled) or waits for its next attempt.
A run may be taken for dead while it lives; it then finds another run's id on its operation and can't commit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy import RowMapping
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.core.clock import Moment, moment_now, rehearsal_moment
from app.core.ids import new_id
from app.domain.identity.caller import Caller, CallerKind
from app.domain.identity.permissions import Permission
from app.domain.operations.facts import OperationKind, OperationState
from app.domain.shared.errors import DomainError, StaleVersion
from app.domain.shared.verdict import Scalar, plain
from app.persistence.read.identity import caller_of_account
from app.persistence.repositories.operations import OperationRepository, give_back, take
from app.persistence.uow import UnitOfWork
from app.services.operations.handlers import handler_of
from app.services.operations.run import Cancelled, Run, Stopping, Superseded, Workplace, WorkRefused

__all__ = ["MOST_ATTEMPTS", "Outcome", "run_operation"]

log = structlog.get_logger("zhibu.operations")

MOST_ATTEMPTS = 5
"""An operation that was interrupted so often (its worker died, the database went away) is not tried again."""
_PASSING = frozenset({"25P03", "40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03"})
"""SQLSTATEs after which trying again helps: serialisation, deadlock, locks, a server that stops or starts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the queue is told: done, or come back after a while."""

    again_after: timedelta | None = None


_DONE = Outcome()
_LATER = timedelta(seconds=30)


async def run_operation(place: Workplace, operation_id: UUID) -> Outcome:
    """Run an operation that has not ended. Raises only what goes wrong with the database while it is being ended."""
    run_id = new_id()
    row = await take(place.database.engine, operation_id, run_id)
    if row is None:
        return _DONE  # it has ended: the job was delivered twice
    if row["kind"] not in set(OperationKind):  # a newer version has asked for it: its workers will know
        await give_back(place.database.engine, operation_id, run_id, counted=False)
        return Outcome(_LATER)
    if row["state"] == OperationState.CANCELLING:
        await _end(place, row, run_id, OperationState.CANCELLED)
        return _DONE
    if row["attempts"] > MOST_ATTEMPTS:
        log.error("operation given up", operation_id=str(operation_id), kind=row["kind"])
        await _fail(place, row, run_id, _stopped(row, "operation.gave-up"))
        return _DONE
    try:
        caller = await _caller(place, row)
        if caller is None or not caller.may(Permission(row["permission"])):
            await _fail(place, row, run_id, "operation.rights-lost")
            return _DONE
        await handler_of(OperationKind(row["kind"])).work(_run(place, row, run_id, caller))
    except Superseded:
        log.warning("operation superseded", operation_id=str(operation_id), kind=row["kind"])
    except Cancelled:
        await _end(place, row, run_id, OperationState.CANCELLED)
    except Stopping:
        await give_back(place.database.engine, operation_id, run_id, counted=False)
        return Outcome(timedelta(0))
    except WorkRefused as refused:
        await _fail(place, row, run_id, refused.code, refused.facts)
    except Exception as error:
        if _passes(error):
            log.warning("operation interrupted", operation_id=str(operation_id), kind=row["kind"], error=_name(error))
            await give_back(place.database.engine, operation_id, run_id, counted=True)
            return Outcome(timedelta(seconds=min(60, 2 ** row["attempts"])))
        if isinstance(error, DomainError):
            await _fail(place, row, run_id, error.code, error.facts)
        else:
            log.error("operation failed", operation_id=str(operation_id), kind=row["kind"], exc_info=error)
            await _fail(place, row, run_id, _stopped(row, "operation.failed"))
    return _DONE


def _stopped(row: RowMapping, whole: str) -> str:
    """What is true of work that has stopped: *whole* of one that is there as a whole or not at all."""
    return handler_of(OperationKind(row["kind"])).stopped or whole


def _run(place: Workplace, row: RowMapping, run_id: UUID, caller: Caller) -> Run:
    return Run(
        place,
        row["id"],
        run_id,
        row["subject_id"],
        row["arguments"],
        caller,
        _moment(row),
        Permission(row["permission"]),
        row["request_id"],
    )


def _moment(row: RowMapping) -> Moment:
    """Return the moment of the work: the day is that of the asking, the instant is now."""
    if row["rehearsal"]:
        return rehearsal_moment(row["act_day"])
    return Moment(row["act_day"], datetime.now(UTC))


async def _caller(place: Workplace, row: RowMapping) -> Caller | None:
    """Return who has asked, with the rights held now: what was revoked since then is not used any more."""
    kind = CallerKind(row["caller_kind"])
    if kind is CallerKind.SYSTEM:
        return Caller(CallerKind.SYSTEM, name="zhibu")
    if kind is CallerKind.ANONYMOUS or row["recorded_by"] is None:
        return None
    scopes = None if row["scopes"] is None else frozenset(Permission(scope) for scope in row["scopes"])
    today = row["act_day"] if row["rehearsal"] else moment_now().today
    return await caller_of_account(place.database.reads, kind, row["recorded_by"], scopes, today)


async def _fail(
    place: Workplace, row: RowMapping, run_id: UUID, code: str, facts: Mapping[str, Scalar] | None = None
) -> None:
    shown = {key: plain(value) for key, value in (facts or {}).items()}
    await _end(place, row, run_id, OperationState.FAILED, {"code": code, "facts": shown})


async def _end(
    place: Workplace, row: RowMapping, run_id: UUID, state: OperationState, problem: dict[str, object] | None = None
) -> None:
    """End an operation without its work, and bring what it worked on to rest, in the name of whoever asked."""
    asked = Caller(CallerKind(row["caller_kind"]), row["recorded_by"])
    async with place.database.sessions() as session:
        uow = UnitOfWork(session, asked, _moment(row), place.keys, Permission(row["permission"]), row["request_id"])
        operation = await uow.repository(OperationRepository).owned(row["id"], run_id)
        if operation is None:
            return
        operation.state, operation.problem, operation.ended_at = state.value, problem, datetime.now(UTC)
        await handler_of(OperationKind(operation.kind)).settle(uow, operation, state)
        details = {"kind": operation.kind, "code": problem["code"] if problem else None}
        uow.emit("operations:operation:end", operation, after={"state": state.value}, details=details)
        await uow.commit()


def _passes(error: BaseException) -> bool:
    """Tell whether an error is of the kind that passes: the connection, the pool, a lock, a concurrent change."""
    if isinstance(error, OSError | TimeoutError | PoolTimeout | StaleVersion | asyncpg.InterfaceError):
        return True
    if isinstance(error, asyncpg.PostgresConnectionError | asyncpg.InternalClientError):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _sqlstate(error.orig) in _PASSING or _lost(error.orig)
    return isinstance(error, asyncpg.PostgresError) and _sqlstate(error) in _PASSING


def _lost(error: BaseException | None) -> bool:
    cause = getattr(error, "__cause__", None)
    states = {str(_sqlstate(error) or "")[:2], str(_sqlstate(cause) or "")[:2]}
    return not states.isdisjoint({"08", "53"}) or isinstance(cause, OSError | asyncpg.InterfaceError)


def _sqlstate(error: BaseException | None) -> object:
    return getattr(error, "sqlstate", None)


def _name(error: BaseException) -> str:
    return type(getattr(error, "orig", None) or error).__name__
