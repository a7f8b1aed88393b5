"""What an operator does at the machine in one unit of work: a refusal of the rules is told like any other problem."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.api.runtime import Runtime, runtime_of
from app.cli.console import Stages
from app.cli.database import database
from app.cli.migrating import require_current
from app.cli.settings import read_settings
from app.core.config import load_settings
from app.core.pgserver import OperatorProblem
from app.domain.identity.caller import Caller, CallerKind
from app.domain.shared.errors import DomainError
from app.domain.wording import render
from app.main import create_app
from app.persistence.uow import UnitOfWork

__all__ = ["act_as_operator"]

Result = TypeVar("Result")


def act_as_operator(act: Callable[[UnitOfWork, Runtime], Awaitable[Result]]) -> Result:
    """Reach the database, do *act* in a unit of work of the operator, commit it, and return what came of it."""
    with database(read_settings(), Stages(1).tell):
        require_current()
        return asyncio.run(_committed(act))


async def _committed(act: Callable[[UnitOfWork, Runtime], Awaitable[Result]]) -> Result:
    application = create_app(load_settings())
    async with application.router.lifespan_context(application):
        runtime = runtime_of(application)
        async with runtime.database.sessions() as session:
            caller = Caller(CallerKind.SYSTEM, name="operator")
            uow = UnitOfWork(session, caller, await runtime.moment(), runtime.keys)
            try:
                result = await act(uow, runtime)
                await uow.commit()
            except DomainError as error:
                raise _told(error) from None
            return result


def _told(error: DomainError) -> OperatorProblem:
    """The refusal in both languages, with what would help."""
    fields = getattr(error, "errors", None)
    code = fields[0].code if fields else error.code
    (zh, remedy_zh), (en, remedy_en) = render(code, error.facts, "zh"), render(code, error.facts, "en")
    return OperatorProblem(f"{zh}。{remedy_zh or ''}", f"{en}. {remedy_en or ''}".strip())
