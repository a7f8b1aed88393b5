"""Which exception is answered how."""

from collections.abc import Callable
from typing import cast

from asyncpg import InterfaceError as DriverInterfaceError
from asyncpg import InternalClientError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.api.problems._database import of_database, of_integrity, sqlstate
from app.api.problems._document import problem_response, unexpected
from app.api.problems._refusals import of_domain_error
from app.api.problems._requests import of_http, of_validation
from app.domain.shared.errors import DomainError
from app.domain.shared.parameters import NoFigure
from app.domain.shared.workdays import NotComputable

__all__ = ["answer", "install"]

Answer = Callable[[Request, Exception], Response]


def _not_computable(request: Request, error: NotComputable) -> Response:
    return problem_response(request, "rules.not-computable", 409, facts={"year": error.year})


def _no_figure(request: Request, error: NoFigure) -> Response:
    return problem_response(request, "rules.no-figure", 409, facts={"parameter": error.parameter_id})


def _stale(request: Request, error: StaleDataError) -> Response:
    return problem_response(request, "stale-version", 412)


_ANSWERS = cast(
    "tuple[tuple[type[Exception], Answer], ...]",
    (
        (DomainError, of_domain_error),
        (RequestValidationError, of_validation),
        (HTTPException, of_http),
        (NotComputable, _not_computable),
        (NoFigure, _no_figure),
        (StaleDataError, _stale),
        (IntegrityError, of_integrity),
        (DBAPIError, of_database),
        (DriverInterfaceError, of_database),
        (InternalClientError, of_database),
        (PoolTimeout, of_database),
        (OSError, of_database),
    ),
)
"""The first that fits answers; each function takes the exception that it stands beside."""


def answer(request: Request, error: Exception) -> Response:
    """Answer any exception as a problem."""
    for kind, of_kind in _ANSWERS:
        if isinstance(error, kind):
            return of_kind(request, error)
    return of_database(request, error) if sqlstate(error) is not None else unexpected(request, error)


def install(app: FastAPI) -> None:
    """Answer everything that is raised, framework errors too, as a problem."""

    async def handler(request: Request, error: Exception) -> Response:
        return answer(request, error)

    for kind, _ in _ANSWERS:
        app.add_exception_handler(kind, handler)
    app.add_exception_handler(Exception, handler)
