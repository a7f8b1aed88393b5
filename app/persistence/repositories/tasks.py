"""Tasks by their subject."""

from collections.abc import Sequence
from uuid import UUID

from app.persistence.models.tasks import Task
from app.persistence.repositories.base import Repository

__all__ = ["TaskRepository"]


class TaskRepository(Repository[Task]):
    """Reads and locks the tasks of one subject."""

    model = Task

    async def of_subject(self, subject_id: UUID) -> Sequence[Task]:
        """Return every task of a subject, locked in the order of their ids."""
        statement = (
            self.unscoped(reason="the subject itself was read within the caller's subtree")
            .where(Task.subject_id == subject_id)
            .order_by(Task.id)
            .with_for_update()
        )
        return (await self.session.scalars(statement)).all()
