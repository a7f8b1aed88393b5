"""Operations: the rows behind long work, and the statements by which a run takes, tells and hands back its work."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
from sqlalchemy import RowMapping, and_, case, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from app.domain.operations.facts import LIVE, OperationState
from app.persistence.models.operations import Operation
from app.persistence.queue import SCHEMA
from app.persistence.repositories.base import Repository

__all__ = ["OperationRepository", "give_back", "job_key", "take", "tell", "without_job"]

_TABLE = Operation.__table__
_LIVE = sorted(LIVE)


class OperationRepository(Repository[Operation]):
    """Operations. Who may see one is judged by the service: its starter may, wherever it stands."""

    model = Operation

    def _noun(self) -> str:
        return "operation"

    async def find(self, operation_id: UUID) -> Operation | None:
        """Return an operation, locked, whoever asks."""
        statement = (
            self.unscoped(reason="the starter sees it too; the service judges")
            .where(Operation.id == operation_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return (await self.session.scalars(statement)).one_or_none()

    async def owned(self, operation_id: UUID, run_id: UUID) -> Operation | None:
        """Return an operation, locked, as long as it belongs to this run."""
        found = await self.find(operation_id)
        return found if found is not None and found.run_id == run_id else None

    async def end_when_idle(self, seconds: int) -> None:
        """Have the database end this transaction when nothing is heard of it for so long."""
        await self.session.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = {int(seconds) * 1000}"))

    async def beats(self, operation: Operation, seconds: int) -> bool:
        """Tell whether a run has given a sign of life within so many seconds, by the database's clock."""
        age = await self.session.scalar(select(func.extract("epoch", func.clock_timestamp() - operation.beat_at)))
        return age is not None and float(age) < seconds


def job_key(operation_id: UUID) -> str:
    """Return the key under which an operation's job stands in the queue at most once."""
    return f"operation:{operation_id}"


async def take(engine: AsyncEngine, operation_id: UUID, run_id: UUID) -> RowMapping | None:
    """Make *run_id* the owner of an operation that has not ended, and return it; None when there is nothing to do.

    Whoever owned it before may go on for a while, but can't commit any more.
    """
    statement = (
        update(_TABLE)  # type: ignore[arg-type]
        .where(_TABLE.c.id == operation_id, _TABLE.c.state.in_(_LIVE))
        .values(
            state=case(
                (_TABLE.c.state == OperationState.CANCELLING, OperationState.CANCELLING.value),
                else_=OperationState.RUNNING.value,
            ),
            run_id=run_id,
            attempts=_TABLE.c.attempts + 1,
            percent=0,
            beat_at=func.clock_timestamp(),
            started_at=func.coalesce(_TABLE.c.started_at, func.clock_timestamp()),
            version=_TABLE.c.version + 1,
        )
        .returning(*_TABLE.c)
    )
    async with engine.begin() as connection:
        return (await connection.execute(statement)).mappings().one_or_none()


async def tell(engine: AsyncEngine, operation_id: UUID, run_id: UUID, percent: int) -> str | None:
    """Show how far a run has come, on a connection of its own; return the state, None when another run owns it."""
    statement = (
        update(_TABLE)  # type: ignore[arg-type]
        .where(_TABLE.c.id == operation_id, _TABLE.c.run_id == run_id, _TABLE.c.state.in_(_LIVE))
        .values(
            percent=percent,
            beat_at=func.clock_timestamp(),
            version=_TABLE.c.version + case((_TABLE.c.percent == percent, 0), else_=1),
        )
        .returning(_TABLE.c.state)
    )
    async with engine.begin() as connection:
        state: str | None = (await connection.execute(statement)).scalar_one_or_none()
        return state


async def give_back(engine: AsyncEngine, operation_id: UUID, run_id: UUID, *, counted: bool) -> None:
    """Let go of an operation: it waits for its next attempt. A clean stop is not *counted* as one."""
    statement = (
        update(_TABLE)  # type: ignore[arg-type]
        .where(and_(_TABLE.c.id == operation_id, _TABLE.c.run_id == run_id, _TABLE.c.state.in_(_LIVE)))
        .values(
            state=case(
                (_TABLE.c.state == OperationState.CANCELLING, OperationState.CANCELLING.value),
                else_=OperationState.QUEUED.value,
            ),
            run_id=None,
            percent=0,
            attempts=_TABLE.c.attempts if counted else _TABLE.c.attempts - 1,
            beat_at=func.clock_timestamp(),
            version=_TABLE.c.version + 1,
        )
    )
    async with engine.begin() as connection:
        await connection.execute(statement)


_WITHOUT_JOB = f"""
SELECT o.id FROM operations o
 WHERE o.state IN ({", ".join(f"'{state}'" for state in _LIVE)}) AND o.beat_at < now() - make_interval(secs => $1)
   AND NOT EXISTS (SELECT 1 FROM {SCHEMA}.pgqueuer j
                    WHERE j.dedupe_key = 'operation:' || o.id AND j.status IN ('queued', 'picked'))
 ORDER BY o.id LIMIT 1000
"""


async def without_job(connection: "asyncpg.Connection[asyncpg.Record]", seconds: int) -> Sequence[UUID]:
    """Return operations that nobody works on and that no job in the queue would take up again."""
    return [row["id"] for row in await connection.fetch(_WITHOUT_JOB, float(seconds))]
