"""Tasks that have been overdue for too long are also shown to the body above their owner, and an event tells so.

A job of the queue. The day is worked out, not taken from the clock, so that it is the same whenever a worker comes to it;
it is noted under the row's lock, so that nobody is told twice. The duty stays its owner's.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from app.core.clock import Moment
from app.core.crypto import Keys
from app.domain.identity.caller import Caller, CallerKind
from app.domain.tasks.escalation import escalates_on
from app.persistence.database import Database
from app.persistence.models.organisations import Organisation
from app.persistence.models.tasks import Task
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tasks import TaskRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["escalate"]

_CHUNK = 100


async def escalate(
    database: Database, keys: Keys, moment: Moment, *, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Show above what has been overdue for long enough on the day of *moment*; return how many tasks that were.

    In transactions of a hundred; what is left when the process stops, or was held by somebody, is done the next time.
    """
    after: tuple[date, UUID] | None = None
    count = 0
    while not stopping():
        async with database.sessions() as session:
            uow = UnitOfWork(session, Caller(CallerKind.SYSTEM, name="zhibu"), moment, keys)
            await uow.repository(OrganisationRepository).hold_tree()
            tasks = uow.repository(TaskRepository)
            found = await tasks.overdue(uow.today, after, _CHUNK)
            if not found:
                break
            after = found[-1]
            for task in await tasks.take_overdue(uow.today, [task_id for _, task_id in found]):
                count += await _escalate(uow, task)
            await uow.commit()
    return count


async def _escalate(uow: UnitOfWork, task: Task) -> bool:
    owner = await uow.session.get_one(Organisation, task.owner_id)
    if owner.parent_id is None:
        return False
    day = escalates_on(task.due_on, await uow.repository(LawRepository).of_place(place_of(owner)))
    if day is None or day > uow.today:
        return False
    task.escalated_on = day
    told: dict[str, object] = {
        "kind": task.kind,
        "subject_kind": task.subject_kind,
        "subject_id": task.subject_id,
        "owner_id": task.owner_id,
        "due_on": task.due_on,
        "escalated_on": day,
        "escalated_to_id": owner.parent_id,
    }
    uow.emit("tasks:task:escalate", task, after={"escalated_on": day}, details=told, event_type="tasks.task.escalated")
    return True
