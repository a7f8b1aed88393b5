"""Open tasks are dated anew when a local value changes: by the queue, by what holds then, and nothing else is touched."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.domain.development.facts import HalfYearlyReview
from app.domain.operations.facts import OperationState
from app.persistence.models.operations import Operation
from app.persistence.models.organisations import Organisation
from app.services.development.loading import load_any, refresh, reload
from app.services.development.recording import RecordFact, add_fact
from app.services.operations import Workplace, run_operation
from app.worker import Worker
from tests.builders.development_walk import SetToday, Walk, start
from tests.builders.operations import ended
from tests.builders.publicity import NOTICES, make_case, posted
from tests.builders.world import World

ADOPTIONS = "/api/v1/rule-adoptions"
INTERVAL = "development.activist.review_interval"
CULTIVATION = "development.activist.cultivation_min"


def decision(at: Organisation, day: str, **values: object) -> dict[str, object]:
    return {
        "organisation_id": str(at.id),
        "decision_number": f"青发〔{day[:4]}〕12号",
        "decided_on": day,
        "effective_from": day,
        "values": [{"parameter": key.replace("__", "."), "value": value} for key, value in values.items()],
    }


async def adopted(client: httpx.AsyncClient, at: Organisation, day: str, **values: object) -> dict[str, Any]:
    answer = await client.post(ADOPTIONS, json=decision(at, day, **values))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def open_tasks(walk: Walk) -> dict[str, str]:
    query = {"subject_id": walk.case_id}
    items = (await walk.secretary.get("/api/v1/tasks", params=query)).json()["items"]
    return {item["kind"]: item["due_on"] for item in items if item["done_on"] is None and item["withdrawn_on"] is None}


async def untouched(walk: Walk) -> tuple[object, ...]:
    """What a new dating leaves alone."""
    reads = walk.world.runtime.database.reads
    counts = [
        await reads.fetchval(f"SELECT count(*) FROM {table}")
        for table in ("development_decisions", "case_findings", "development_steps", "case_facts", "outbox_events")
    ]
    return ((await walk.case())["version"], (await walk.case())["changed_at"], *counts)


async def cultivated(world: World, set_today: SetToday) -> Walk:
    walk = await (await start(world, set_today)).to_activist()
    await walk.on("2025-06-02")
    assert await open_tasks(walk) == {"cultivation": "2026-04-28", "half_yearly_review": "2025-10-28"}
    return walk


async def test_a_stricter_value_moves_the_open_tasks_below_and_touches_nothing_else(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await cultivated(world, set_today)
    made = await adopted(walk.department, world.committee, "2025-06-02", **{INTERVAL: 3, CULTIVATION: 18})
    before = await untouched(walk)

    operation = await ended(walk.department, made["operation_id"])

    assert operation["kind"] == "tasks.redate"
    assert (operation["state"], operation["result"]) == (
        "succeeded",
        {"cases_moved": 1, "tasks_moved": 2, "notices_moved": 0},
    )
    assert operation["resource"] == f"/api/v1/tasks?organisation_id={world.committee.id}"
    assert await open_tasks(walk) == {"cultivation": "2026-10-28", "half_yearly_review": "2025-07-28"}
    assert await untouched(walk) == before
    audited = await world.runtime.database.reads.fetchval(
        "SELECT count(*) FROM audit_entries WHERE action = 'tasks:case:redate'"
    )
    assert audited == 1


async def test_a_value_of_another_committee_and_one_that_dates_no_task_move_nothing(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await cultivated(world, set_today)

    elsewhere = await adopted(walk.department, world.other, "2025-06-02", **{INTERVAL: 3})
    dateless = await adopted(walk.department, world.committee, "2025-06-02", **{"development.score.daily_min": 85})

    assert (await ended(walk.department, elsewhere["operation_id"]))["result"] == {
        "cases_moved": 0,
        "tasks_moved": 0,
        "notices_moved": 0,
    }
    assert dateless["operation_id"] is None
    assert await open_tasks(walk) == {"cultivation": "2026-04-28", "half_yearly_review": "2025-10-28"}


async def test_a_value_for_a_later_day_dates_at_once_what_it_will_bind(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await cultivated(world, set_today)
    body = decision(world.committee, "2025-06-02", **{INTERVAL: 3}) | {"effective_from": "2025-09-15"}

    made = (await walk.department.post(ADOPTIONS, json=body)).json()
    await ended(walk.department, made["operation_id"])

    assert (await open_tasks(walk))["half_yearly_review"] == "2025-09-15"


async def test_an_end_of_a_value_gives_the_tasks_their_days_back(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await cultivated(world, set_today)
    made = await adopted(walk.department, world.committee, "2025-06-02", **{INTERVAL: 3})
    await ended(walk.department, made["operation_id"])
    adoption_id = made["values"][0]["adoption_id"]
    body = {
        "last_day": "2025-06-30",
        "decided_on": "2025-06-02",
        "decision_number": "青发〔2025〕20号",
        "reason": "已调整",
    }

    answer = await walk.department.post(f"{ADOPTIONS}/{adoption_id}/end", json=body, headers={"if-match": '"v1"'})
    (newest, _) = (await walk.department.get("/api/v1/operations", params={"kind": "tasks.redate"})).json()["items"]
    await ended(walk.department, newest["id"])

    assert answer.status_code == 200, answer.text
    assert (await open_tasks(walk))["half_yearly_review"] == "2025-10-28"


async def test_a_case_that_is_being_worked_on_keeps_what_is_written_meanwhile(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await cultivated(world, set_today)
    review = HalfYearlyReview(period_from=date(2025, 4, 28), period_to=date(2025, 6, 1), suitable=True)

    async with world.system() as uow:
        loaded = await load_any(uow, UUID(walk.case_id))
        made = await adopted(walk.department, world.committee, "2025-06-02", **{INTERVAL: 3})
        address = f"/api/v1/operations/{made['operation_id']}"
        for _ in range(500):
            if (await walk.department.get(address)).json()["state"] != "queued":
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)  # the run waits for whoever works on the case
        waiting = (await walk.department.get(address)).json()["state"]
        still = await open_tasks(walk)
        add_fact(uow, loaded, RecordFact(review, date(2025, 6, 2)))
        await refresh(uow, await reload(uow, loaded))
        uow.emit("test:case:review", loaded.case)
    await ended(walk.department, made["operation_id"])

    assert waiting == "running"
    assert still["half_yearly_review"] == "2025-10-28"
    assert await open_tasks(walk) == {"cultivation": "2026-04-28", "half_yearly_review": "2025-09-02"}
    items = (await walk.secretary.get("/api/v1/tasks", params={"kind": "half_yearly_review"})).json()["items"]
    assert sorted((i["starts_on"], i["due_on"], i["done_on"]) for i in items) == [
        ("2025-04-28", "2025-07-28", "2025-06-02"),
        ("2025-06-02", "2025-09-02", None),
    ]


async def test_the_work_is_done_though_the_adopter_has_lost_the_right_and_nobody_cancels_it(
    world: World, set_today: SetToday
) -> None:
    walk = await cultivated(world, set_today)
    committee = await world.client("approving-committee", "committee")
    made = await adopted(committee, world.committee, "2025-06-02", **{INTERVAL: 3})
    address = f"/api/v1/operations/{made['operation_id']}"
    refused = [await client.delete(address) for client in (committee, walk.department)]
    outside = await walk.secretary.delete(address)
    reads = world.runtime.database.reads
    await reads.execute("UPDATE role_grants SET to_on = '2025-06-01' WHERE role = 'approving-committee'")
    place = Workplace(world.runtime.database, world.runtime.keys)

    outcome = await run_operation(place, UUID(str(made["operation_id"])))
    again = await run_operation(place, UUID(str(made["operation_id"])))

    assert [(r.status_code, r.json()["code"]) for r in refused] == [(409, "operation.goes-on")] * 2
    assert outside.status_code == 404
    assert (outcome.again_after, again.again_after) == (None, None)
    assert (await open_tasks(walk))["half_yearly_review"] == "2025-07-28"
    async with world.system() as uow:
        row = await uow.session.get_one(Operation, UUID(str(made["operation_id"])))
        assert (row.state, row.caller_kind) == (OperationState.SUCCEEDED.value, "system")


async def test_work_that_was_interrupted_is_done_again_without_a_second_trace(
    world: World, set_today: SetToday
) -> None:
    walk = await cultivated(world, set_today)
    case = await make_case(world, "sister")
    made = await adopted(walk.department, world.committee, "2025-06-02", **{INTERVAL: 3})
    operation_id = UUID(str(made["operation_id"]))
    asked: list[bool] = []

    def stopping() -> bool:
        asked.append(True)
        return len(asked) == 2  # after the first case

    first = await run_operation(Workplace(world.runtime.database, world.runtime.keys, stopping), operation_id)
    moved = await open_tasks(walk)
    await run_operation(Workplace(world.runtime.database, world.runtime.keys), operation_id)

    assert str(case.id) > walk.case_id
    assert first.again_after is not None
    assert moved["half_yearly_review"] == "2025-07-28"
    operation = (await walk.department.get(f"/api/v1/operations/{operation_id}")).json()
    assert (operation["state"], operation["result"]["tasks_moved"]) == ("succeeded", 0)
    audited = await world.runtime.database.reads.fetchval(
        "SELECT count(*) FROM audit_entries WHERE action = 'tasks:case:redate'"
    )
    assert audited == 1


@pytest.mark.own_day
async def test_a_hanging_window_that_began_under_the_value_gets_its_last_day_anew(world: World, worker: Worker) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary", "branch")
    department = await world.client("organisation-department", "county")
    before_it = await posted(secretary, world, case, on="2026-11-16")
    after_it = await posted(secretary, world, await make_case(world, name="柳青苗"), on="2026-11-19")
    body = decision(world.committee, "2026-11-18", **{"development.publicity.working_days": 7})

    made = (await department.post(ADOPTIONS, json=body)).json()
    operation = await ended(department, made["operation_id"])

    async def closes(notice: dict[str, Any]) -> tuple[str, str]:
        found = (await secretary.get(f"{NOTICES}/{notice['id']}")).json()
        (task,) = (await secretary.get("/api/v1/tasks", params={"subject_id": notice["id"]})).json()["items"]
        return found["closes_on"], task["due_on"]

    assert operation["result"] == {"cases_moved": 0, "tasks_moved": 0, "notices_moved": 1}
    assert (before_it["closes_on"], await closes(before_it)) == ("2026-11-23", ("2026-11-23", "2026-11-30"))
    assert (after_it["closes_on"], await closes(after_it)) == ("2026-11-26", ("2026-11-30", "2026-12-07"))


async def test_a_branch_that_moves_under_other_values_has_its_tasks_dated_anew(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await cultivated(world, set_today)
    elsewhere = await adopted(walk.department, world.other, "2025-06-02", **{INTERVAL: 3})
    await ended(walk.department, elsewhere["operation_id"])
    before = await open_tasks(walk)
    await walk.on("2025-09-15")

    async def moved(parent: Organisation, day: str) -> list[dict[str, Any]]:
        branch = await walk.department.get(f"/api/v1/organisations/{world.branch.id}")
        body = {
            "parent_id": str(parent.id),
            "decision_number": "青发〔2025〕30号",
            "decided_on": day,
            "effective_on": day,
        }
        answer = await walk.department.post(
            f"/api/v1/organisations/{world.branch.id}/move", json=body, headers={"if-match": branch.headers["etag"]}
        )
        assert answer.status_code == 200, answer.text
        query = {"kind": "tasks.redate"}
        items: list[dict[str, Any]] = (await walk.department.get("/api/v1/operations", params=query)).json()["items"]
        for item in items:
            await ended(walk.department, item["id"])
        return items

    operations = await moved(world.other, "2025-09-15")
    after = await open_tasks(walk)
    await walk.on("2025-09-16")
    again = await moved(world.committee, "2025-09-16")

    assert before["half_yearly_review"] == "2025-10-28"
    assert (len(operations), len(again)) == (2, 3)
    assert after["half_yearly_review"] == "2025-09-15"
    assert (await open_tasks(walk))["half_yearly_review"] == "2025-09-15"
