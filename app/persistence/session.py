"""The session of a command: it notes what was written, and its transaction may begin with the driver.

Most commands work with the mapper. A plain create needs statements that are known beforehand; they go to the driver
itself, and what the mapper is asked for afterwards in the same unit joins that transaction.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from asyncpg import InterfaceError as DriverInterfaceError
from asyncpg import InternalClientError, PostgresError
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session

if TYPE_CHECKING:
    import asyncpg
    from asyncpg.transaction import Transaction

__all__ = ["CommandSession", "WatchedSession", "note_written"]

_BEGIN = text("SELECT 1")
_TECHNICAL = frozenset({"audit_entries", "outbox_events", "idempotency_records"})


class WatchedSession(Session):
    """A session that notes which tables were written, so that a write without an emission is noticed."""


class CommandSession(AsyncSession):
    """One transaction. It begins with whoever comes first, the mapper or :meth:`driver`, and is ended here."""

    sync_session_class = WatchedSession
    _begun: "_Begun | None" = None
    """What the driver has begun."""

    async def driver(self) -> "asyncpg.Connection[asyncpg.Record]":
        """Return the driver's connection, inside the transaction."""
        if self._begun is not None:
            return self._begun.driver
        if not self.in_transaction():
            return await self._begin()
        driver = await _driver_of(await self.connection())
        if not driver.is_in_transaction():
            await self.execute(_BEGIN)  # the mapper's transaction begins with the first statement that it sends
        return driver

    async def _begin(self) -> "asyncpg.Connection[asyncpg.Record]":
        engine = cast(AsyncEngine, self.bind)
        connection = await engine.connect()
        driver = await _driver_of(connection)
        self._begun = _Begun(engine, connection, driver, driver.transaction())
        self.bind = connection
        await self._begun.transaction.start()
        return driver

    async def commit(self) -> None:
        """Commit what the mapper and the driver have done."""
        if self._begun is None or self._begun.connection.in_transaction():
            await super().commit()  # the mapper took part
        if self._begun is not None:
            await self._begun.transaction.commit()
            await self._leave(self._begun)

    async def rollback(self) -> None:
        """Undo what the mapper and the driver have done."""
        await super().rollback()
        await self._undo()

    async def close(self) -> None:
        """Undo what was not committed and give the connection back."""
        await super().close()
        await self._undo()

    async def _undo(self) -> None:
        begun = self._begun
        if begun is None:
            return
        try:
            await begun.transaction.rollback()
        except (DriverInterfaceError, InternalClientError, PostgresError, OSError):
            await begun.connection.invalidate()  # it never began, or the server is gone: nobody shall get this one
        finally:
            await self._leave(begun)

    async def _leave(self, begun: "_Begun") -> None:
        self._begun, self.bind = None, begun.engine
        await begun.connection.close()


@dataclass(frozen=True, slots=True)
class _Begun:
    engine: AsyncEngine
    connection: AsyncConnection
    driver: "asyncpg.Connection[asyncpg.Record]"
    transaction: "Transaction"


async def _driver_of(connection: AsyncConnection) -> "asyncpg.Connection[asyncpg.Record]":
    adapted = await connection.get_raw_connection()
    return cast("asyncpg.Connection[asyncpg.Record]", adapted.driver_connection)


def note_written(session: Session, table: str) -> None:
    """Note that a table of the business was written."""
    if table not in _TECHNICAL:
        session.info.setdefault("zhibu_wrote", set()).add(table)


@event.listens_for(WatchedSession, "before_flush")
def _on_flush(session: Session, *_: object) -> None:
    for row in (*session.new, *session.deleted):
        note_written(session, row.__tablename__)
    for row in session.dirty:
        if session.is_modified(row):
            note_written(session, row.__tablename__)


@event.listens_for(WatchedSession, "do_orm_execute")
def _on_execute(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        mapper = state.bind_mapper
        note_written(state.session, str(getattr(mapper.local_table, "name", "?")) if mapper is not None else "?")
