"""Tasks over HTTP: states for the day of the question, scope, filters."""

from collections.abc import Awaitable, Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.ids import new_id
from app.domain.tasks.facts import Owed, TaskState, state_on
from app.persistence.scope import place_of
from app.services.tasks import follow
from tests.builders.development_walk import start
from tests.builders.world import World

DAYS = (date(2026, 11, 1), date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 8))


async def owe(world: World, branch: str, days: tuple[date, ...] = DAYS) -> SimpleNamespace:
    subject = SimpleNamespace(id=new_id())
    at = world.organisations[branch]
    async with world.system() as uow:
        duties = [Owed("first_talk", date(2026, 10, 1 + i), day, at.id) for i, day in enumerate(days)]
        await follow(
            uow,
            subject_kind="development_cases",
            subject_id=subject.id,
            place=place_of(at),
            person_id=None,
            owed=duties,
        )
        uow.emit("test:tasks:owe", subject, subject_kind="tests")
    return subject


async def test_the_list_tells_the_state_that_the_domain_tells(
    world: World, set_today: Callable[[date], Awaitable[None]]
) -> None:
    await owe(world, "branch")
    secretary = await world.client("branch-secretary", "branch")

    for day in (date(2026, 11, 23), date(2026, 12, 9)):
        await set_today(day)
        items = (await secretary.get("/api/v1/tasks")).json()["items"]

        assert [item["due_on"] for item in items] == [day.isoformat() for day in DAYS]
        for item in items:
            due = date.fromisoformat(item["due_on"])
            assert item["state"] == state_on(day, due_on=due, done_on=None, withdrawn_on=None)
            assert item["days_left"] == (due - day).days


@pytest.mark.own_day
async def test_filters_by_state_narrow_the_list_and_the_count(world: World) -> None:
    await owe(world, "branch")
    secretary = await world.client("branch-secretary", "branch")

    async def due(*states: TaskState) -> list[str]:
        query = "&".join(f"state={state}" for state in states)
        items = (await secretary.get(f"/api/v1/tasks?{query}")).json()["items"]
        count = (await secretary.get(f"/api/v1/tasks/count?{query}")).json()
        assert count == {"count": len(items), "more": False}
        return [item["due_on"] for item in items]

    assert await due(TaskState.OVERDUE) == ["2026-11-01", "2026-11-22"]
    assert await due(TaskState.DUE) == ["2026-11-23", "2026-12-07"]
    assert await due(TaskState.COMING) == ["2026-12-08"]
    assert await due(TaskState.OVERDUE, TaskState.COMING) == ["2026-11-01", "2026-11-22", "2026-12-08"]


async def test_tasks_of_another_subtree_are_not_seen(world: World) -> None:
    await owe(world, "other_branch")
    secretary = await world.client("branch-secretary", "branch")

    assert (await secretary.get("/api/v1/tasks")).json()["items"] == []
    assert (await secretary.get(f"/api/v1/tasks?organisation_id={world.other_branch.id}")).status_code == 404


async def test_pages_of_tasks_continue_by_due_day(world: World) -> None:
    await owe(world, "branch")
    secretary = await world.client("branch-secretary", "branch")

    seen, address = [], "/api/v1/tasks?limit=2"
    while address:
        answer = (await secretary.get(address)).json()
        seen += [item["due_on"] for item in answer["items"]]
        address = answer["next"]

    assert seen == [day.isoformat() for day in DAYS]


async def test_a_corrected_letter_moves_the_task_and_leaves_no_phantom(
    world: World, set_today: Callable[[date], Awaitable[None]]
) -> None:
    walk = await (await start(world, set_today)).opened()
    letter: dict[str, Any] = {
        "written_on": "2025-03-01",
        "received_by": "work_or_study_unit",
        "by_the_person": True,
        "accepts_programme": True,
    }
    fact = await walk.fact("application_letter", "2025-03-03", **letter)
    await walk.done("apply", "2025-03-03")

    async def tasks() -> list[tuple[str, str | None, str]]:
        items = (await walk.secretary.get("/api/v1/tasks", params={"subject_id": walk.case_id})).json()["items"]
        return sorted((item["due_on"], item["done_on"], item["state"]) for item in items)

    async def correct(day: str) -> None:
        nonlocal fact
        version = (await walk.case())["version"]
        body = {"kind": "application_letter", "happened_on": day, "reason": "收信日期误填"}
        answer = await walk.approver.post(
            f"{walk.path}/facts/{fact['id']}/corrections", json=body, headers={"if-match": f'"v{version}"'}
        )
        assert answer.status_code == 201, answer.text
        fact = answer.json()

    before = await tasks()
    await walk.on("2025-03-20")
    await correct("2025-03-05")
    moved = await tasks()
    await walk.fact("first_talk", "2025-03-20", talked_by=str(walk.members[0]), office="secretary")
    await walk.done("first_talk", "2025-03-20")
    done = await tasks()
    await correct("2025-03-04")

    assert before == [("2025-04-03", None, "coming")]
    assert moved == [("2025-04-03", None, "withdrawn"), ("2025-04-05", None, "coming")]
    assert done == [("2025-04-03", None, "withdrawn"), ("2025-04-05", "2025-03-20", "done")]
    assert await tasks() == [
        ("2025-04-03", None, "withdrawn"),
        ("2025-04-04", "2025-03-20", "done"),
        ("2025-04-05", None, "withdrawn"),
    ]
