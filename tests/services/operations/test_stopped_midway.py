"""Work in pieces that gives up: what was done stays, it is said so, and the rest is asked for again."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

import httpx

from app.core.ids import new_id
from app.persistence.repositories.operations import take
from app.services.operations import Workplace, run_operation
from app.services.operations.running import MOST_ATTEMPTS
from tests.api.development.test_late_decisions import KIND, POWER, decided, found
from tests.builders.development_walk import Walk, start
from tests.builders.publicity import make_case
from tests.builders.rosters import row, xlsx_of
from tests.builders.world import World
from tests.services.operations.test_queue import received
from tests.services.rules.test_redating import INTERVAL, adopted, cultivated, open_tasks

SetToday = Callable[[date], Awaitable[None]]


async def gives_up(world: World, operation_id: object) -> None:
    """Let workers die over an operation until it is not tried any more."""
    engine, asked = world.runtime.database.engine, UUID(str(operation_id))
    reads = world.runtime.database.reads
    while (await reads.fetchval("SELECT attempts FROM operations WHERE id = $1", asked)) < MOST_ATTEMPTS:
        await take(engine, asked, new_id())
    await run(world, operation_id)


async def run(world: World, operation_id: object, pieces: int | None = None) -> None:
    """Work on an operation in this process; with *pieces* stop after so many."""
    asked: list[bool] = []

    def stopping() -> bool:
        asked.append(True)
        return pieces is not None and len(asked) > pieces

    place = Workplace(world.runtime.database, world.runtime.keys, stopping)
    await run_operation(place, UUID(str(operation_id)))


async def shown(client: httpx.AsyncClient, operation_id: object, language: str = "zh") -> dict[str, Any]:
    answer = await client.get(f"/api/v1/operations/{operation_id}", headers={"accept-language": language})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_dating_anew_that_gives_up_says_what_stays_and_is_repeated(world: World, set_today: SetToday) -> None:
    walk = await cultivated(world, set_today)
    await make_case(world, "sister")
    asked = (await adopted(walk.department, world.committee, "2025-06-02", **{INTERVAL: 3}))["operation_id"]
    early = await walk.department.post(f"/api/v1/operations/{asked}/repeat")
    await run(world, asked, 1)
    await gives_up(world, asked)

    operation, english = await shown(walk.department, asked), await shown(walk.department, asked, "en")
    again = await walk.department.post(f"/api/v1/operations/{asked}/repeat")
    twice = await walk.department.post(f"/api/v1/operations/{asked}/repeat")
    foreign = await walk.secretary.post(f"/api/v1/operations/{asked}/repeat")
    await run(world, again.json()["id"])

    assert (early.status_code, early.json()["code"]) == (409, "operation.not-repeated")
    assert (operation["state"], operation["problem"]["code"]) == ("failed", "operation.redating-stopped")
    assert "已重算的任务保持新的期限" in operation["problem"]["title"]
    assert "what was dated stays so" in english["problem"]["title"]
    assert "/operations/{id}/repeat" in english["problem"]["remedy"]
    assert (await open_tasks(walk))["half_yearly_review"] == "2025-07-28", "what was done before stays"
    assert again.status_code == 202, again.text
    assert again.headers["location"] == f"/api/v1/operations/{again.json()['id']}"
    assert (twice.status_code, twice.json()["code"]) == (409, "operation.running")
    assert foreign.status_code == 404
    done = await shown(walk.department, again.json()["id"])
    assert (done["kind"], done["state"], done["result"]["tasks_moved"]) == ("tasks.redate", "succeeded", 0)


async def test_judging_again_that_gives_up_says_what_is_left_and_is_repeated(world: World, set_today: SetToday) -> None:
    walk: Walk = await (await start(world, set_today)).to_probationary()
    await walk.on("2026-09-10")
    await decided(walk, "committee", "approval-power", "2026-08-05", approval_power=False)
    query = {"kind": KIND}
    [asked] = (await walk.department.get("/api/v1/operations", params=query)).json()["items"]

    await gives_up(world, asked["id"])

    operation = await shown(walk.department, asked["id"], "en")
    assert (operation["state"], operation["problem"]["code"]) == ("failed", "operation.judging-stopped")
    assert "the other cases were not judged again" in operation["problem"]["title"]
    assert await found(walk) == []
    again = await walk.department.post(f"/api/v1/operations/{asked['id']}/repeat")
    await run(world, again.json()["id"])
    assert await found(walk) == [("approve_admission", POWER)]


async def test_work_that_is_rolled_back_as_a_whole_says_so_and_is_asked_for_anew(world: World) -> None:
    client, asked = await received(world, xlsx_of([row(0)]))
    await gives_up(world, asked["operation_id"])

    operation = await shown(client, asked["operation_id"], "en")
    again = await client.post(f"/api/v1/operations/{asked['operation_id']}/repeat")

    assert operation["problem"]["code"] == "operation.gave-up"
    assert "nothing was written" in operation["problem"]["title"]
    assert (again.status_code, again.json()["code"]) == (409, "operation.not-repeated")
