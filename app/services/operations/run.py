"""One run of an operation, as its handler sees it: who asked, how far it has come, and the transaction that ends it."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from app.core.clock import Moment
from app.core.crypto import Keys
from app.domain.identity.caller import Caller
from app.domain.identity.permissions import Permission
from app.domain.operations.facts import OperationState
from app.domain.shared.verdict import Scalar
from app.persistence.database import Database
from app.persistence.models.operations import Operation
from app.persistence.repositories.operations import OperationRepository, tell
from app.persistence.uow import UnitOfWork

__all__ = ["Cancelled", "Run", "Stopping", "Superseded", "WorkRefused", "Workplace"]


class Cancelled(Exception):
    """Somebody has asked the operation to stop; what it has done so far is rolled back."""


class Superseded(Exception):
    """Another run owns the operation: this one was taken for dead."""


class Stopping(Exception):
    """The process is being stopped; the operation goes back to the queue."""


class WorkRefused(Exception):
    """The work came to an end that trying again would not change; ``code`` is a key of the message catalogue."""

    def __init__(self, code: str, facts: Mapping[str, Scalar] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts = dict(facts or {})


@dataclass
class Workplace:
    """What runs need of the process they run in."""

    database: Database
    keys: Keys
    stopping: Callable[[], bool] = lambda: False
    on_progress: Callable[[int], None] = lambda percent: None
    idle_seconds: int = 60
    """A work transaction in which nothing is heard for so long is ended by the database: a machine that was stopped or
    cut off must not hold the rows that its successor needs."""


@dataclass
class Run:
    """A run. The handler reads with :meth:`look`, writes within one :meth:`work`, and breathes by :meth:`tell`."""

    place: Workplace
    operation_id: UUID
    run_id: UUID
    subject_id: UUID
    arguments: Mapping[str, object]
    caller: Caller
    moment: Moment
    permission: Permission
    request_id: str
    result: dict[str, object] = field(default_factory=dict)
    """What the handler has to say when it succeeds."""
    _sealed: Operation | None = None

    async def tell(self, percent: int) -> None:
        """Show how far the work has come. Raises Cancelled, Superseded or Stopping when it shall not go on."""
        self.place.on_progress(percent)
        if self.place.stopping():
            raise Stopping
        state = await tell(self.place.database.engine, self.operation_id, self.run_id, min(99, max(0, percent)))
        if state is None:
            raise Superseded
        if state == OperationState.CANCELLING:
            raise Cancelled

    @asynccontextmanager
    async def look(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work for reading; whatever is written in it is lost."""
        async with self.place.database.sessions() as session:
            yield UnitOfWork(session, *self._terms())

    @asynccontextmanager
    async def piece(self) -> AsyncIterator[UnitOfWork]:
        """A unit of work that commits by itself: for work whose pieces stand alone and change nothing when done again."""
        async with self.place.database.sessions() as session:
            uow = UnitOfWork(session, *self._terms())
            await uow.repository(OperationRepository).end_when_idle(self.place.idle_seconds)
            yield uow
            await uow.commit()

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        """The unit of work that ends the operation: all that it writes is there when the operation has succeeded, and
        nothing of it otherwise."""
        async with self.place.database.sessions() as session:
            uow = UnitOfWork(session, *self._terms())
            await uow.repository(OperationRepository).end_when_idle(self.place.idle_seconds)
            yield uow
            row = self._sealed or await self.seal(uow)
            row.result = self.result
            await uow.commit()
        self.place.on_progress(100)

    async def seal(self, uow: UnitOfWork) -> Operation:
        """End the operation in *uow*: from here on it can't be cancelled. Call it before the subject's row is changed,
        because whoever cancels locks the two in this order too. Raises Cancelled or Superseded."""
        row = await uow.repository(OperationRepository).owned(self.operation_id, self.run_id)
        if row is None:
            raise Superseded
        if row.state == OperationState.CANCELLING.value:
            raise Cancelled
        row.state, row.percent = OperationState.SUCCEEDED.value, 100
        row.ended_at = datetime.now(UTC)
        self._sealed = row
        return row

    def _terms(self) -> tuple[Caller, Moment, Keys, Permission, str]:
        return self.caller, self.moment, self.place.keys, self.permission, self.request_id
