"""Tasks follow the duties of their subjects: an area reports what is owed, the table is brought in line."""

from collections.abc import Sequence
from uuid import UUID

from app.domain.organisations.levels import Place
from app.domain.shared.clauses import Clause, DocumentKey
from app.domain.tasks.changes import Known, changes
from app.domain.tasks.facts import Owed
from app.persistence.models.tasks import Task
from app.persistence.repositories.tasks import TaskRepository
from app.persistence.uow import UnitOfWork

__all__ = ["follow"]


async def follow(
    uow: UnitOfWork,
    *,
    subject_kind: str,
    subject_id: UUID,
    place: Place,
    person_id: UUID | None,
    owed: Sequence[Owed],
) -> int:
    """Bring the tasks of a subject in line with what is *owed* now; return how many that changed.

    To be called by the owning service at the end of every command that could move a day, corrections included. It emits
    nothing of its own: the command that moved the day is the audited act.
    """
    tasks = uow.repository(TaskRepository)
    rows = {row.id: row for row in await tasks.of_subject(subject_id)}
    known = [
        Known(r.id, r.kind, r.starts_on, r.due_on, r.owner_id, r.done_on, r.withdrawn_on, r.step, _clause(r))
        for r in rows.values()
    ]
    needed = changes(owed, known)
    for duty in needed.create:
        tasks.add(_new(uow, duty, subject_kind, subject_id, place, person_id))
    for row_id, duty in needed.revise:
        _revise(rows[row_id], duty)
    for row_id, day in needed.finish:
        rows[row_id].done_on = day
    for row_id in needed.withdraw:
        rows[row_id].done_on, rows[row_id].withdrawn_on = None, uow.today
    for row in rows.values():
        if row.done_on is None and row.withdrawn_on is None:
            _move(row, place)
    return len(needed.create) + len(needed.revise) + len(needed.finish) + len(needed.withdraw)


def _clause(task: Task) -> Clause | None:
    document = task.clause_document
    return Clause(DocumentKey(document), task.clause_article or "") if document is not None else None


def _new(
    uow: UnitOfWork, duty: Owed, subject_kind: str, subject_id: UUID, place: Place, person_id: UUID | None
) -> Task:
    task = Task(
        kind=duty.kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        person_id=person_id,
        starts_on=duty.starts_on,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place.columns(),
    )
    _revise(task, duty)
    return task


def _revise(task: Task, duty: Owed) -> None:
    if (task.owner_id, task.due_on) != (duty.owner_id, duty.due_on):
        task.escalated_on = None  # another day, or another body above, which has not been told
    task.owner_id = duty.owner_id
    task.step = duty.step
    task.due_on = duty.due_on
    task.done_on = duty.done_on
    task.withdrawn_on = None
    task.clause_document = duty.clause.document.value if duty.clause else None
    task.clause_article = duty.clause.article if duty.clause else None
    task.verified = duty.verified


def _move(task: Task, place: Place) -> None:
    """An open task goes with its subject to another branch."""
    for column, value in place.columns().items():
        setattr(task, column, value)
