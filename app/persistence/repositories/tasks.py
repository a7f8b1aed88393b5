"""Tasks by their subject."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, select

from app.persistence.models.tasks import Task
from app.persistence.repositories.base import Repository

__all__ = ["TaskRepository"]

_OF_SUBJECT = select(Task).where(Task.subject_id == bindparam("subject")).order_by(Task.id).with_for_update()
"""Unscoped: the subject itself was read within the caller's subtree."""


class TaskRepository(Repository[Task]):
    """Reads and locks the tasks of one subject."""

    model = Task

    async def of_subject(self, subject_id: UUID) -> Sequence[Task]:
        """Return every task of a subject, locked in the order of their ids."""
        return (await self.session.scalars(_OF_SUBJECT, {"subject": subject_id})).all()
