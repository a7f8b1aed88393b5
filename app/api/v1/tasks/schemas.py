"""Schemas of tasks."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Day, Output
from app.domain.tasks.facts import TaskKind, TaskState

__all__ = ["TaskClauseOut", "TaskCountOut", "TaskCountQuery", "TaskKindOut", "TaskOut", "TaskQuery"]


class TaskClauseOut(Output):
    """Where the duty comes from."""

    document: Annotated[str, Field(description="Key of the document.", examples=["development-rules-2026"])]
    article: Annotated[str, Field(description="The text's own numbering.", examples=["第七条"])]


class TaskOut(Output):
    """A dated duty, with its state on the day of the answer."""

    id: Annotated[UUID, Field(description="Id of the task.")]
    kind: Annotated[TaskKind, Field(description="Kind; names are in `/task-kinds`.", examples=["first_talk"])]
    state: Annotated[TaskState, Field(description="How it stands today.", examples=["due"])]
    subject_kind: Annotated[str, Field(description="Table of the subject.", examples=["development_cases"])]
    subject_id: Annotated[UUID, Field(description="Id of the subject.")]
    person_id: Annotated[UUID | None, Field(description="Person concerned.")]
    person_name: Annotated[str | None, Field(description="Name of that person.", examples=["林景行"])]
    owner_id: Annotated[UUID, Field(description="Organisation whose duty it is.")]
    owner_name: Annotated[str, Field(description="Its name.", examples=["柳湾镇杏林村党支部"])]
    branch_id: Annotated[UUID | None, Field(description="Branch that the subject lies in.")]
    step: Annotated[str | None, Field(description="Step that ends it.", examples=["talk"])]
    starts_on: Annotated[date, Field(description="Day from which the time runs.")]
    due_on: Annotated[date, Field(description="Last day in time.")]
    done_on: Annotated[date | None, Field(description="Day on which it was fulfilled.")]
    withdrawn_on: Annotated[date | None, Field(description="Day since which it is no longer owed.")]
    days_left: Annotated[int, Field(description="Days until the due day; negative when it has passed.")]
    escalated_on: Annotated[
        date | None, Field(description="Day since which it is also shown to the body above, overdue for too long.")
    ]
    escalated_to_id: Annotated[UUID | None, Field(description="The body above the owner to which it is shown.")]
    escalated_to_name: Annotated[str | None, Field(description="Its name.", examples=["柳湾镇党委"])]
    clause: Annotated[TaskClauseOut | None, Field(description="Where the duty comes from.")]
    verified: Annotated[bool, Field(description="False when the figure's source could not be verified.")]


class TaskCountQuery(PageQuery):
    """Filters of tasks."""

    organisation_id: Annotated[UUID | None, Field(description="Only this organisation's subtree.")] = None
    owner_id: Annotated[UUID | None, Field(description="Only duties of this organisation itself.")] = None
    person_id: Annotated[UUID | None, Field(description="Only this person.")] = None
    subject_id: Annotated[UUID | None, Field(description="Only this subject, a case say.")] = None
    kind: Annotated[list[TaskKind], Field(description="Any of these kinds.", max_length=20, default_factory=list)]
    state: Annotated[list[TaskState], Field(description="Any of these states.", max_length=5, default_factory=list)]
    due_from: Annotated[Day | None, Field(description="First due day, inclusive.")] = None
    due_to: Annotated[Day | None, Field(description="Last due day, inclusive.")] = None
    escalated: Annotated[
        bool | None, Field(description="Only open tasks that are shown above by now, or only others.")
    ] = None
    escalated_to: Annotated[UUID | None, Field(description="Only open tasks that are shown to this body.")] = None


class TaskQuery(TaskCountQuery):
    """Filters of the list, in the order of the due days."""


class TaskCountOut(Output):
    """How many there are, counted up to ten thousand."""

    count: Annotated[int, Field(description="Number, at most 10000.")]
    more: Annotated[bool, Field(description="Whether there are more than that.")]


class TaskKindOut(Output):
    """A kind of task."""

    code: Annotated[TaskKind, Field(description="Code of the kind.")]
    title_zh: Annotated[str, Field(description="Name in Chinese.")]
    title_en: Annotated[str, Field(description="Name in English.")]
