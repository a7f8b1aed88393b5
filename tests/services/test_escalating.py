"""Overdue tasks go up once, whoever looks and however late, and come back down when their day moves."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import httpx
import pytest

from app.services.escalating import escalate
from app.worker import Worker
from tests.builders.tasks import owe
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
EVENTS = "SELECT payload FROM outbox_events WHERE type = 'tasks.task.escalated' ORDER BY id"
DUE = date(2026, 11, 9)
UP = date(2026, 11, 16)


async def looked(world: World) -> int:
    database = world.runtime.database
    return await escalate(database, world.runtime.keys, await world.runtime.moment())


async def listed(client: httpx.AsyncClient, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/api/v1/tasks", params=query)
    assert answer.status_code == 200, answer.text
    count = (await client.get("/api/v1/tasks/count", params=query)).json()
    items: list[dict[str, Any]] = answer.json()["items"]
    assert count == {"count": len(items), "more": False}
    return items


@pytest.mark.parametrize(("day", "up"), [(date(2026, 11, 15), 0), (UP, 1), (date(2026, 11, 23), 1)])
async def test_a_task_goes_up_on_its_day_also_when_nobody_looked_for_a_week(
    world: World, set_today: SetToday, day: date, up: int
) -> None:
    await owe(world, "branch", DUE)
    await set_today(day)
    organiser = await world.client("committee-organiser", "committee")

    count = await looked(world)

    (task,) = await listed(organiser)
    shown = [UP.isoformat(), str(world.committee.id), world.committee.name] if up else [None, None, None]
    assert (count, task["state"]) == (up, "overdue")
    assert [task[f"escalated_{name}"] for name in ("on", "to_id", "to_name")] == shown
    assert len(await listed(organiser, escalated="true")) == up
    assert len(await listed(organiser, escalated="false")) == 1 - up
    assert len(await listed(organiser, escalated_to=str(world.committee.id))) == up
    assert await listed(organiser, escalated_to=str(world.county.id)) == []


async def test_an_event_tells_the_body_above_once_whoever_looks_at_the_same_time(world: World) -> None:
    await owe(world, "branch", *(DUE,) * 9)
    department = await world.client("organisation-department", "county")

    counts = await asyncio.gather(*(looked(world) for _ in range(3)))
    await looked(world)

    events = await world.runtime.database.reads.fetch(EVENTS)
    assert sum(counts) == 9
    assert len({event["payload"] for event in events}) == 1
    assert len(events) == 9
    assert world.committee.id.hex in events[0]["payload"].replace("-", "")
    assert len(await listed(department, escalated_to=str(world.committee.id))) == 9


@pytest.mark.own_day
async def test_what_is_done_or_not_yet_over_or_the_countys_own_stays_where_it_is(world: World) -> None:
    await owe(world, "branch", DUE, done=date(2026, 11, 20))
    await owe(world, "sister", date(2026, 11, 20))
    await owe(world, "county", DUE)

    assert await looked(world) == 0
    assert await world.runtime.database.reads.fetch(EVENTS) == []


async def test_a_corrected_day_brings_a_task_down_and_it_may_go_up_again_on_another(
    world: World, set_today: SetToday
) -> None:
    subject = await owe(world, "branch", DUE)
    organiser = await world.client("committee-organiser", "committee")
    await looked(world)

    await owe(world, "branch", date(2026, 11, 20), subject=subject)
    down = await listed(organiser, escalated="true")
    await set_today(date(2026, 11, 27))
    again = await looked(world)
    (task,) = await listed(organiser, escalated="true")
    await owe(world, "branch", date(2026, 11, 20), subject=subject, done=date(2026, 11, 26))
    over = await listed(organiser, escalated="true")
    (history,) = await listed(organiser)

    assert down == []
    assert (again, task["escalated_on"]) == (1, "2026-11-27")
    assert over == []
    assert (history["state"], history["escalated_on"]) == ("done", "2026-11-27")
    assert len(await world.runtime.database.reads.fetch(EVENTS)) == 2


async def test_a_rehearsal_that_goes_back_shows_what_was_shown_then(world: World, set_today: SetToday) -> None:
    await owe(world, "branch", DUE)
    organiser = await world.client("committee-organiser", "committee")
    await looked(world)

    await set_today(date(2026, 11, 12))
    (before,) = await listed(organiser)
    shown_before = await listed(organiser, escalated="true")
    await set_today(UP)

    assert (before["state"], before["escalated_on"], before["escalated_to_id"]) == ("overdue", None, None)
    assert shown_before == []
    assert len(await listed(organiser, escalated="true")) == 1


async def test_a_year_that_is_loaded_lets_waiting_tasks_go_up(world: World, set_today: SetToday) -> None:
    await owe(world, "branch", date(2026, 12, 28))
    await set_today(date(2027, 1, 20))
    department = await world.client("organisation-department", "county")
    before = await looked(world)

    year = {"holidays": ["2027-01-01"], "makeup_days": [], "source": "国办发明电〔2026〕7号", "reason": "补录"}
    loaded = await department.put("/api/v1/work-calendar/2027", json=year)
    after = await looked(world)
    (task,) = await listed(department, escalated="true")

    assert loaded.status_code in (200, 201), loaded.text
    assert (before, after, task["escalated_on"]) == (0, 1, "2027-01-05")


async def test_the_worker_looks_when_its_timer_asks(world: World, worker: Worker) -> None:
    from app.persistence.queue import enqueue

    await owe(world, "branch", DUE)
    organiser = await world.client("committee-organiser", "committee")

    async with world.runtime.database.sessions() as session:
        await enqueue(session, "tasks.escalate", b"", key="tasks.escalate")
        await session.commit()
    for _ in range(300):
        if (await organiser.get("/api/v1/tasks/count", params={"escalated": "true"})).json()["count"]:
            break
        await asyncio.sleep(0.05)

    assert len(await listed(organiser, escalated="true")) == 1
