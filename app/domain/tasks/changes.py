"""How the tasks of one subject follow its duties: pure, so that it can be judged without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.shared.clauses import Clause
from app.domain.tasks.facts import Owed

__all__ = ["Changes", "Known", "changes"]


@dataclass(frozen=True, slots=True)
class Known:
    """A task that exists already."""

    id: UUID
    kind: str
    starts_on: date
    due_on: date
    owner_id: UUID
    done_on: date | None
    withdrawn_on: date | None
    step: str | None = None
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What has to be written."""

    create: tuple[Owed, ...] = ()
    revise: tuple[tuple[UUID, Owed], ...] = ()
    """Tasks of which something is another now: due day, owner, fulfilment, step or clause; a withdrawn one comes back."""
    finish: tuple[tuple[UUID, date], ...] = ()
    """Duties that gave way to a later one of their kind: it began on that day."""
    withdraw: tuple[UUID, ...] = ()


def changes(owed: Sequence[Owed], known: Sequence[Known]) -> Changes:
    """Return what turns the *known* tasks of a subject into the *owed* ones.

    A duty is told by its kind and the day it starts. One that is no longer owed has given way to a later one of its kind
    when that one knows of it: its last day is the day the later one starts. Otherwise it is withdrawn; a fulfilled one
    too, where the duty is owed from another day now, since the day it began was corrected.
    """
    wanted = {(duty.kind, duty.starts_on): duty for duty in owed}
    have = {(task.kind, task.starts_on): task for task in known}
    create = tuple(duty for key, duty in wanted.items() if key not in have)
    revise = tuple((have[key].id, duty) for key, duty in wanted.items() if key in have and _differs(have[key], duty))
    finish: list[tuple[UUID, date]] = []
    withdraw: list[UUID] = []
    for key, task in have.items():
        if key in wanted or task.withdrawn_on is not None:
            continue
        alike = [duty for duty in owed if duty.kind == task.kind]
        later = [duty.starts_on for duty in alike if task.starts_on in duty.earlier]
        if task.done_on is None and later:
            finish.append((task.id, min(later)))
        elif task.done_on is None or (alike and not later):
            withdraw.append(task.id)
    return Changes(create, revise, tuple(finish), tuple(withdraw))


def _differs(task: Known, duty: Owed) -> bool:
    return task.withdrawn_on is not None or (task.due_on, task.owner_id, task.done_on, task.step, task.clause) != (
        duty.due_on,
        duty.owner_id,
        duty.done_on,
        duty.step,
        duty.clause,
    )
