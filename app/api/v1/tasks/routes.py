"""Endpoints of tasks."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.api.access import reads
from app.api.hot import Answer, hot_item, hot_list
from app.api.paging import Page, page
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.tasks.schemas import TaskCountOut, TaskCountQuery, TaskKindOut, TaskOut, TaskQuery
from app.domain.identity.permissions import Permission
from app.domain.tasks.codes import TASK_KIND_NAMES
from app.persistence.read import tasks as read
from app.persistence.read.lane import Reader

__all__ = ["kinds", "router"]

router = APIRouter(prefix="/tasks", tags=["tasks"], route_class=ZhibuRoute)
kinds = APIRouter(prefix="/task-kinds", tags=["tasks"], route_class=ZhibuRoute)


def _filter(query: TaskCountQuery) -> read.TaskFilter:
    return read.TaskFilter(
        organisation_id=query.organisation_id,
        owner_id=query.owner_id,
        person_id=query.person_id,
        subject_id=query.subject_id,
        kinds=query.kind,
        states=query.state,
        due_from=query.due_from,
        due_to=query.due_to,
        escalated=query.escalated,
        escalated_to=query.escalated_to,
    )


async def list_tasks(reader: Reader, query: TaskQuery, address: str) -> Answer:
    """List the tasks of the caller's subtree, or the caller's own, in the order of their due days."""
    rows = await read.tasks(reader, _filter(query), after=query.start((date, UUID)), limit=query.limit)
    return Answer(*page(address, query, rows, ("due_on", "id")))


hot_list(
    router,
    "",
    list_tasks,
    permission=Permission.TASK_READ,
    query=TaskQuery,
    operation_id="tasks_list",
    response_model=Page[TaskOut],
    responses=problems(404),
    summary="任务列表 List tasks",
)


@router.get("/count", operation_id="tasks_count", responses=problems(404), summary="任务计数 Count tasks")
async def count_tasks(
    query: Annotated[TaskCountQuery, Query()], reader: Annotated[Reader, reads(Permission.TASK_READ)]
) -> TaskCountOut:
    """Count the tasks that the filters leave, up to ten thousand."""
    count, more = await read.count(reader, _filter(query))
    return TaskCountOut(count=count, more=more)


async def read_task(reader: Reader, task_id: UUID) -> Answer:
    """Read one task."""
    return Answer((await read.task(reader, task_id)).encode())


hot_item(
    router,
    "/{task_id}",
    read_task,
    permission=Permission.TASK_READ,
    operation_id="tasks_read",
    response_model=TaskOut,
    responses=problems(404),
    summary="任务详情 Read a task",
)


@kinds.get("", operation_id="tasks_kinds", summary="任务种类 Kinds of task")
async def list_task_kinds(reader: Annotated[Reader, reads(Permission.SELF_READ)]) -> list[TaskKindOut]:
    """List the kinds of task with their names."""
    return [TaskKindOut(code=code, title_zh=zh, title_en=en) for code, (zh, en) in TASK_KIND_NAMES.items()]
