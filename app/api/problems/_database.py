"""What the database refuses, and a database that is not there."""

import structlog
from asyncpg import InterfaceError as DriverInterfaceError
from asyncpg import InternalClientError
from fastapi import Request
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.responses import Response

from app.api.language import language_of
from app.api.problems._document import field_json, problem_response, unexpected
from app.domain.shared.errors import FieldError

__all__ = ["LostConnection", "constraint", "of_database", "of_integrity", "sqlstate"]

log = structlog.get_logger("zhibu.problems")

_CONSTRAINT_CODES: dict[str, tuple[str, str | None]] = {}


def constraint(name: str, code: str, pointer: str | None = None) -> None:
    """Register the problem that a violated database constraint stands for."""
    _CONSTRAINT_CODES[name] = (code, pointer)


def of_integrity(request: Request, error: IntegrityError) -> Response:
    """Answer a violated constraint by the problem registered for it."""
    name = _constraint_name(error)
    code, pointer = _CONSTRAINT_CODES.get(name, ("database.conflict", None))
    shown = [field_json(FieldError(pointer, code), language_of(request))] if pointer else []
    log.info("constraint", constraint=name)
    return problem_response(request, code, 409, errors=shown)


def _constraint_name(error: IntegrityError) -> str:
    cause: BaseException | None = error.orig
    while cause is not None:
        name = getattr(cause, "constraint_name", None)
        if name:
            return str(name)
        cause = cause.__cause__
    return ""


LostConnection = DriverInterfaceError | InternalClientError
"""What the driver raises when the server ends a connection that the pool had just handed out."""
_RETRYABLE_STATES = frozenset({"40001", "40P01", "55P03"})
_CLOSED_STATES = frozenset({"55000", "3D000"})
"""The database takes no connections, or is not there."""
_OVERFLOWING_STATES = frozenset({"22000", "22003", "22008", "22021", "22P02", "22P05"})
"""Input that no field of the database can hold; a schema should have refused it, hence the warning in the log."""


def of_database(request: Request, error: Exception) -> Response:
    """Answer by the SQLSTATE: try again, mend the input, or wait for the database."""
    state = sqlstate(error)
    if state in _RETRYABLE_STATES:
        return problem_response(request, "stale-version", 409, headers={"retry-after": "1"})
    if state in _OVERFLOWING_STATES:
        log.warning("unbounded input", sqlstate=state)
        return problem_response(request, "invalid", 422)
    if isinstance(error, PoolTimeout) or type(error) is TimeoutError:
        return problem_response(request, "overloaded", 503, facts={"retry_after": 2}, headers={"retry-after": "2"})
    if (
        isinstance(error, OperationalError | InterfaceError | PoolTimeout | OSError)
        or _connection_lost(error)
        or (state is not None and (state[:2] in ("08", "53", "57") or state in _CLOSED_STATES))
    ):
        log.warning("database", kind=type(error).__name__)
        return problem_response(request, "database.unavailable", 503, headers={"retry-after": "2"})
    return unexpected(request, error)


def _connection_lost(error: BaseException | None) -> bool:
    """Tell whether the driver lost its connection, however deep it says so: SQLAlchemy wraps it by its name."""
    while error is not None:
        if isinstance(error, LostConnection | ConnectionError):
            return True
        error = getattr(error, "orig", None) or error.__cause__
    return False


def sqlstate(error: BaseException | None) -> str | None:
    """Return the SQLSTATE of an error of the database, however deep it lies."""
    while error is not None:
        state = getattr(error, "sqlstate", None)
        if isinstance(state, str):
            return state
        error = getattr(error, "orig", None) or error.__cause__
    return None
