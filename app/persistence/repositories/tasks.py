"""Tasks by their subject."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, bindparam, select, tuple_

from app.persistence.models.tasks import Task
from app.persistence.repositories.base import Repository

__all__ = ["TaskRepository"]

_OF_SUBJECT = select(Task).where(Task.subject_id == bindparam("subject")).order_by(Task.id).with_for_update()
"""Unscoped: the subject itself was read within the caller's subtree."""
_NOT_ESCALATED = and_(Task.done_on.is_(None), Task.withdrawn_on.is_(None), Task.escalated_on.is_(None))


class TaskRepository(Repository[Task]):
    """Reads and locks the tasks of one subject."""

    model = Task

    async def of_subject(self, subject_id: UUID) -> Sequence[Task]:
        """Return every task of a subject, locked in the order of their ids."""
        return (await self.session.scalars(_OF_SUBJECT, {"subject": subject_id})).all()

    async def overdue(self, today: date, after: tuple[date, UUID] | None, limit: int) -> Sequence[tuple[date, UUID]]:
        """Return keys of open tasks whose due day has passed and that were not shown above, in order after a key."""
        key = tuple_(Task.due_on, Task.id)
        statement = select(Task.due_on, Task.id).where(_NOT_ESCALATED, Task.due_on < today)
        if after is not None:
            statement = statement.where(key > after)
        rows = await self.session.execute(statement.order_by(Task.due_on, Task.id).limit(limit))
        return [(row.due_on, row.id) for row in rows]

    async def take_overdue(self, today: date, ids: Sequence[UUID]) -> Sequence[Task]:
        """Return those of these tasks that are still overdue and not shown above, locked. One that somebody else holds is
        left out: nothing is waited for here, so that no two wait for each other."""
        statement = (
            self.unscoped(reason="a job of the system; the tasks of all")
            .where(Task.id.in_(ids), _NOT_ESCALATED, Task.due_on < today)
            .order_by(Task.id)
            .with_for_update(skip_locked=True)
        )
        return (await self.session.scalars(statement)).all()
