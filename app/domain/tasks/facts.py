"""A task: what is due for whom, from which duty, until which day.

Its state is never stored; it follows from its days and the day of the question, so that no clock has to run for a task
to become overdue.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from app.domain.shared.clauses import Clause

__all__ = ["LEAD_DAYS", "Owed", "TaskKind", "TaskState", "state_on"]

LEAD_DAYS = 14
"""From so many days before its due day a task counts as due; before that it is coming. No clause says; ours."""


class TaskState(StrEnum):
    """How a task stands on a day."""

    COMING = "coming"
    """Due later than the lead time."""
    DUE = "due"
    """Due within the lead time, the due day included."""
    OVERDUE = "overdue"
    """The due day has passed."""
    DONE = "done"
    WITHDRAWN = "withdrawn"
    """No longer owed: the fact it rested on was corrected, or the procedure has passed it."""


class TaskKind(StrEnum):
    """Kinds of task; every area adds its own. Those of development are the duties of its step table, those of publicity
    stand in ``app.domain.publicity.duties``."""

    FIRST_TALK = "first_talk"
    HALF_YEARLY_REVIEW = "half_yearly_review"
    CULTIVATION = "cultivation"
    ADMISSION_ASSEMBLY = "admission_assembly"
    ADMISSION_APPROVAL = "admission_approval"
    OATH = "oath"
    PROBATION_END = "probation_end"
    CONVERSION_APPROVAL = "conversion_approval"
    TRAINING_EXPIRES = "training_expires"
    PUBLICITY_CONCLUSION = "publicity_conclusion"
    OBJECTION_INVESTIGATION = "objection_investigation"
    OBJECTION_FEEDBACK = "objection_feedback"


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty as an area reports it. ``starts_on`` tells two duties of one kind apart.

    ``earlier`` are the days on which duties of the kind began that have given way to this one, as the facts stand now:
    another attempt at a step, another report. A task that began on any other day rested on a fact that was corrected.
    """

    kind: str
    starts_on: date
    due_on: date
    owner_id: UUID
    step: str | None = None
    done_on: date | None = None
    clause: Clause | None = None
    verified: bool = True
    earlier: frozenset[date] = frozenset()


def state_on(day: date, *, due_on: date, done_on: date | None, withdrawn_on: date | None) -> TaskState:
    """Return how a task stands on *day*."""
    if done_on is not None:
        return TaskState.DONE
    if withdrawn_on is not None:
        return TaskState.WITHDRAWN
    if day > due_on:
        return TaskState.OVERDUE
    return TaskState.DUE if day >= due_on - timedelta(days=LEAD_DAYS) else TaskState.COMING
