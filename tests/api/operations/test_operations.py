"""Operations through the API: followed and cancelled by whoever asked and whoever may, and by nobody else."""

import asyncio

import httpx
import pytest
from sqlalchemy import text

from app.core.ids import new_id
from app.worker import Worker
from tests.builders.operations import ended
from tests.builders.rosters import row, xlsx_of
from tests.builders.world import World


async def uploaded(client: httpx.AsyncClient, world: World, content: bytes | None = None) -> httpx.Response:
    answer = await client.post(
        "/api/v1/roster-imports",
        params={"organisation_id": str(world.committee.id), "file_name": "名册.xlsx"},
        content=content or xlsx_of([row(0)]),
        headers={"content-type": "application/octet-stream"},
    )
    assert answer.status_code == 202, answer.text
    return answer


async def test_an_operation_is_followed_with_advice_when_to_ask_again_and_by_its_etag(world: World) -> None:
    client = await world.client("committee-organiser", "committee")
    operation_id = (await uploaded(client, world)).json()["operation_id"]

    waiting = await client.get(f"/api/v1/operations/{operation_id}")
    same = await client.get(f"/api/v1/operations/{operation_id}", headers={"if-none-match": waiting.headers["etag"]})
    running = Worker(world.runtime.settings)
    task = asyncio.create_task(running.run())
    await ended(client, operation_id)
    running.stop.set()
    await task
    moved = await client.get(f"/api/v1/operations/{operation_id}", headers={"if-none-match": waiting.headers["etag"]})

    assert (waiting.json()["state"], waiting.json()["percent"]) == ("queued", 0)
    assert waiting.headers["retry-after"] == "1"
    assert waiting.headers["cache-control"] == "private, no-store"
    assert same.status_code == 304
    assert (moved.status_code, moved.json()["state"], moved.json()["percent"]) == (200, "succeeded", 100)
    assert "retry-after" not in moved.headers
    assert moved.json()["result"] == {
        "rows_total": 1,
        "rows_good": 1,
        "rows_known": 0,
        "rows_differ": 0,
        "rows_bad": 0,
    }
    assert (await client.get(moved.json()["resource"])).json()["operation_id"] == operation_id


async def test_an_operation_is_there_for_its_starter_and_for_the_permission_where_it_stands(world: World) -> None:
    starter = await world.client("committee-organiser", "committee")
    address = f"/api/v1/operations/{(await uploaded(starter, world)).json()['operation_id']}"
    clients = {
        "colleague": await world.client("committee-organiser", "committee"),
        "department": await world.client("organisation-department", "county"),
        "supervisor": await world.client("supervisor", "committee"),
        "other committee": await world.client("committee-organiser", "other"),
        "branch": await world.client("branch-secretary", "branch"),
    }

    read = {name: await client.get(address) for name, client in clients.items()}
    refused = {name: await clients[name].delete(address) for name in ("supervisor", "other committee", "branch")}
    anonymous = await starter.get(address, headers={"authorization": ""})
    unknown = await starter.get(f"/api/v1/operations/{new_id()}")
    cancelled = await clients["colleague"].delete(address)

    assert {name: answer.status_code for name, answer in read.items()} == {
        "colleague": 200,
        "department": 200,
        "supervisor": 403,
        "other committee": 404,
        "branch": 404,
    }
    assert read["supervisor"].json()["permission"] == "roster:import"
    assert [answer.status_code for answer in refused.values()] == [403, 404, 404]
    assert (anonymous.status_code, unknown.status_code) == (401, 404)
    assert (cancelled.status_code, cancelled.json()["state"]) == (202, "cancelled")


async def test_what_waits_is_cancelled_at_once_and_may_be_asked_for_again(world: World, worker: Worker) -> None:
    worker.stop.set()
    client = await world.client("committee-organiser", "committee")
    answer = await uploaded(client, world)
    address = f"/api/v1/operations/{answer.json()['operation_id']}"

    first, second = await asyncio.gather(client.delete(address), client.delete(address))
    report = (await client.get(answer.headers["location"])).json()
    again = await client.post(
        f"/api/v1/roster-imports/{report['id']}/check", headers={"if-match": f'"v{report["version"]}"'}
    )

    assert [first.json()["state"], second.json()["state"]] == ["cancelled", "cancelled"]
    assert (report["state"], report["problem"]) == ("received", None)
    assert again.status_code == 202, again.text
    assert again.headers["location"] == f"/api/v1/operations/{again.json()['operation_id']}"
    assert again.json()["operation_id"] != answer.json()["operation_id"]
    reads = world.runtime.database.reads
    audited = await reads.fetchval("SELECT count(*) FROM audit_entries WHERE action = 'operations:operation:cancel'")
    assert audited == 1


async def test_what_has_ended_is_not_undone(world: World, worker: Worker) -> None:
    client = await world.client("committee-organiser", "committee")
    operation_id = (await uploaded(client, world)).json()["operation_id"]
    await ended(client, operation_id)

    refused = await client.delete(f"/api/v1/operations/{operation_id}", headers={"accept-language": "en"})

    assert (refused.status_code, refused.json()["code"]) == (409, "operation.ended")
    assert "(done)" in refused.json()["title"]


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "文件已损坏，无法读取"), ("en", "the file is damaged")])
async def test_a_failed_operation_says_why_in_the_readers_language(
    world: World, worker: Worker, language: str, title: str
) -> None:
    client = await world.client("committee-organiser", "committee")
    answer = await uploaded(client, world, xlsx_of([row(0)])[:2000])
    await ended(client, answer.json()["operation_id"])

    found = await client.get(
        f"/api/v1/operations/{answer.json()['operation_id']}", headers={"accept-language": language}
    )

    assert (found.json()["state"], found.json()["result"]) == ("failed", None)
    assert found.json()["problem"] == {
        "type": "/problems/roster.damaged",
        "code": "roster.damaged",
        "title": title,
        "remedy": None,
    }
    assert (await client.get("/problems/roster.damaged")).status_code == 200


async def test_metrics_tell_how_many_jobs_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.api.metrics._counted_at", float("-inf"))
    client = await world.client("committee-organiser", "committee")
    await uploaded(client, world)

    told = (await client.get("/metrics")).text

    assert 'zhibu_jobs{state="queued"} 1.0' in told
    assert 'zhibu_jobs{state="running"} 0.0' in told
    assert "zhibu_jobs_oldest_seconds" in told


async def ids(client: httpx.AsyncClient, **query: str) -> list[object]:
    answer = await client.get("/api/v1/operations", params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_the_list_shows_what_one_has_asked_for_and_what_one_may_follow_where_it_stands(world: World) -> None:
    starter = await world.client("committee-organiser", "committee")
    asked = (await uploaded(starter, world)).json()["operation_id"]
    others = {
        "colleague": await world.client("committee-organiser", "committee"),
        "department": await world.client("organisation-department", "county"),
        "supervisor": await world.client("supervisor", "committee"),
        "other committee": await world.client("committee-organiser", "other"),
        "branch": await world.client("branch-secretary", "branch"),
    }

    seen = {name: await ids(client) for name, client in others.items()}
    below = await ids(others["department"], organisation_id=str(world.committee.id))
    beside = await ids(others["department"], organisation_id=str(world.other.id))
    outside = await starter.get("/api/v1/operations", params={"organisation_id": str(world.other.id)})
    anonymous = await starter.get("/api/v1/operations", headers={"authorization": ""})
    one = (await starter.get(f"/api/v1/operations/{asked}")).json()

    assert await ids(starter) == [asked]
    assert seen == {
        "colleague": [asked],
        "department": [asked],
        "supervisor": [],
        "other committee": [],
        "branch": [],
    }
    assert (below, beside) == ([asked], [])
    assert (outside.status_code, outside.json()["code"]) == (404, "organisations.not-found")
    assert anonymous.status_code == 401
    assert (await starter.get("/api/v1/operations")).json() == {"items": [one], "next": None}


async def test_what_one_has_asked_for_stays_in_the_list_when_the_permission_is_gone(world: World) -> None:
    starter = await world.client("committee-organiser", "committee")
    asked = (await uploaded(starter, world)).json()["operation_id"]
    async with world.runtime.database.sessions() as session:
        await session.execute(text("UPDATE role_grants SET role = 'supervisor' WHERE role = 'committee-organiser'"))
        await session.execute(text("UPDATE users SET grant_version = grant_version + 1"))
        await session.commit()

    assert await ids(starter) == [asked]
    assert (await starter.get("/api/v1/roster-imports")).status_code == 403


async def test_the_list_is_narrowed_by_kind_and_state_and_paged_from_the_newest(world: World, worker: Worker) -> None:
    client = await world.client("committee-organiser", "committee")
    first = (await uploaded(client, world)).json()["operation_id"]
    await ended(client, first)
    worker.stop.set()
    rest = [(await uploaded(client, world, xlsx_of([row(n)]))).json()["operation_id"] for n in (1, 2)]

    page = (await client.get("/api/v1/operations", params={"limit": "2"})).json()
    following = (await client.get(page["next"])).json()
    foreign = await client.get(
        "/api/v1/operations", params={"state": "queued", "after": page["next"].split("after=")[1]}
    )
    unknown = await client.get("/api/v1/operations", params={"colour": "red"})

    assert [item["id"] for item in page["items"]] == [rest[1], rest[0]]
    assert ([item["id"] for item in following["items"]], following["next"]) == ([first], None)
    assert await ids(client, state="succeeded") == [first]
    assert await ids(client, kind="roster_imports.apply") == []
    assert await ids(client, kind="roster_imports.check", state="succeeded") == [first]
    assert (foreign.status_code, foreign.json()["code"]) == (422, "cursor.mismatch")
    assert unknown.status_code == 422
    assert (await client.get("/api/v1/operations", params={"kind": "no.such"})).status_code == 422


async def test_a_failed_operation_is_listed_with_its_reason(world: World, worker: Worker) -> None:
    client = await world.client("committee-organiser", "committee")
    answer = await uploaded(client, world, xlsx_of([row(0)])[:2000])
    await ended(client, answer.json()["operation_id"])

    (item,) = (await client.get("/api/v1/operations", headers={"accept-language": "en"})).json()["items"]

    assert (item["problem"]["code"], item["problem"]["title"]) == ("roster.damaged", "the file is damaged")
