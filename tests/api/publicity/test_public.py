"""The public pages: what hangs now with masked names, for everybody, cacheable and limited."""

from datetime import date
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import httpx
import pytest

from app.api.v1.publicity.public_routes import PublicNoticeOut
from app.core.config import Settings
from tests.builders.publicity import NOTICES, drafted, make_case, posted
from tests.builders.world import World
from tests.conftest import started

pytestmark = pytest.mark.own_day

PUBLIC = "/api/v1/public/notices"
ATOM = "{http://www.w3.org/2005/Atom}"


async def end(client: httpx.AsyncClient, notice: dict[str, Any], verb: str, **body: object) -> None:
    answer = await client.post(
        f"{NOTICES}/{notice['id']}/{verb}", json=body, headers={"if-match": f'"v{notice["version"]}"'}
    )
    assert answer.status_code == 200, answer.text


async def test_everybody_sees_what_hangs_and_nothing_else(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    case = await make_case(world)
    notice = await posted(secretary, world, case, office_address="柳湾镇政府三楼", telephone="0000-1234567")
    await drafted(secretary, world, await make_case(world, name="草稿人"))
    withdrawn = await posted(secretary, world, await make_case(world, name="撤回人"))
    await end(secretary, withdrawn, "withdraw", withdrawn_on="2026-11-16", reason="内容有误")

    listed = await client.get(PUBLIC)
    one = await client.get(f"{PUBLIC}/{notice['id']}")

    [item] = listed.json()["items"]
    assert one.json() == item
    PublicNoticeOut.model_validate(item)
    assert set(item) == set(PublicNoticeOut.model_fields)
    assert item["candidates"] == [{"id": notice["candidates"][0]["id"], "masked_name": "柳**"}]
    assert item["sites"] == [{"kind": "current_unit", "posted_on": "2026-11-13"}]
    assert (item["closes_on"], item["takes_objections"]) == ("2026-11-20", True)
    for hidden in ("柳青禾", str(case.person_id), str(case.id), "村务公开栏", "announcement", "work_unit"):
        assert hidden not in listed.text
    assert (await client.get(f"{PUBLIC}/{withdrawn['id']}")).status_code == 404
    assert (await client.get(f"{PUBLIC}/{uuid4()}")).status_code == 404


async def test_answers_are_cacheable_and_tell_when_nothing_changed(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))

    for path in (PUBLIC, f"{PUBLIC}/{notice['id']}", f"{PUBLIC}.atom"):
        first = await client.get(path)
        again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert first.headers["cache-control"] == "public, max-age=60"
        assert first.headers["x-robots-tag"] == "noindex, noarchive"
        assert first.headers["ratelimit-policy"] == '"public";q=120;w=60'
        assert (again.status_code, again.content) == (304, b"")
    etag = (await client.get(PUBLIC)).headers["etag"]
    await posted(secretary, world, await make_case(world, name="林小满"))
    changed = await client.get(PUBLIC, headers={"if-none-match": etag})
    assert changed.status_code == 200


async def test_the_feed_is_atom_in_chinese(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    empty = await client.get(f"{PUBLIC}.atom")
    await posted(secretary, world, await make_case(world))

    answer = await client.get(f"{PUBLIC}.atom")

    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"
    for required in ("id", "title", "updated"):
        assert root.findtext(ATOM + required)
        assert ET.fromstring(empty.content).findtext(ATOM + required)
    [entry] = root.findall(ATOM + "entry")
    assert entry.findtext(ATOM + "title") == "杏林村党支部发展对象公示：柳**"
    assert entry.findtext(ATOM + "summary") == "2026-11-13 张贴，公示期至 2026-11-20。"
    assert (entry.findtext(ATOM + "id") or "").startswith("urn:uuid:")
    assert "柳青禾" not in answer.text


async def test_pages_filters_and_unknown_parameters(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    for number, day in enumerate(("2026-11-11", "2026-11-12", "2026-11-12")):
        await posted(secretary, world, await make_case(world, name="候选" + "甲乙丙丁戊己"[number]), on=day)

    first = (await client.get(PUBLIC, params={"limit": 2})).json()
    second = (await client.get(first["next"])).json()

    assert [item["first_posted_on"] for item in (*first["items"], *second["items"])] == [
        "2026-11-12",
        "2026-11-12",
        "2026-11-11",
    ]
    assert (await client.get(PUBLIC, params={"kind": "conversion"})).json()["items"] == []
    assert (await client.get(PUBLIC, params={"kidn": "conversion"})).status_code == 422
    assert (await client.get(PUBLIC, params={"after": "e30"})).status_code == 422
    assert (await client.get(f"{PUBLIC}/abc")).status_code == 422
    assert (await client.get(f"{PUBLIC}.atom", params={"limit": "1"})).status_code in (200, 422)


@pytest.mark.parametrize(
    ("_case", "day", "shown"), [("second day", date(2026, 11, 24), True), ("third", date(2026, 11, 25), False)]
)
async def test_a_concluded_notice_stays_for_the_days_set(
    settings: Settings, _case: str, day: date, shown: bool
) -> None:
    async with started(settings.model_copy(update={"public_notice_days": 2})) as app:
        world = World(app)
        await world.build()
        secretary = await world.client("branch-secretary")
        notice = await posted(secretary, world, await make_case(world))
        await end(secretary, notice, "conclude", concluded_on="2026-11-23")
        await world.runtime.database.reads.execute("INSERT INTO rehearsal_day (id, today) VALUES (1, $1)", day)

        listed = (await secretary.get(PUBLIC)).json()["items"]

        assert [item["takes_objections"] for item in listed] == ([False] if shown else [])
        await world.close()


async def test_a_concluded_notice_is_gone_by_default(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    await end(secretary, notice, "conclude", concluded_on="2026-11-23")

    assert (await client.get(PUBLIC)).json()["items"] == []
    assert (await client.get(f"{PUBLIC}/{notice['id']}")).status_code == 404
    assert (await client.post(f"{PUBLIC}/{notice['id']}/objections", json={"content": "反映"})).status_code == 404


async def test_the_public_objects_by_name_or_anonymously(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    path = f"{PUBLIC}/{notice['id']}/objections"

    anonymous = await client.post(path, json={"content": "反映"})
    named = await client.post(
        path,
        json={"content": "反映", "objector": {"name": "秦某某"}, "candidate_id": notice["candidates"][0]["id"]},
    )

    assert anonymous.status_code == named.status_code == 201
    assert set(anonymous.json()) == {"id", "received_on"}
    assert anonymous.json()["received_on"] == "2026-11-23"
    rows = await world.runtime.database.reads.fetch(
        "SELECT channel, anonymous, recorded_by FROM publicity_objections ORDER BY id"
    )
    assert [tuple(row) for row in rows] == [("public", True, None), ("public", False, None)]
    audit = await world.runtime.database.reads.fetch(
        "SELECT actor_kind, actor_id FROM audit_entries WHERE subject_kind = 'publicity_objections'"
    )
    assert {tuple(row) for row in audit} == {("anonymous", None)}


@pytest.mark.parametrize(
    ("_case", "body", "status"),
    [
        ("no text", {}, 422),
        ("empty text", {"content": " "}, 422),
        ("too long", {"content": "长" * 4001}, 422),
        ("text is a number", {"content": 1}, 422),
        ("unknown field", {"content": "反映", "state": "closed"}, 422),
        ("NUL", {"content": "a\u0000"}, 400),
        ("objector without a name", {"content": "反映", "objector": {}}, 422),
        ("candidate of another notice", {"content": "反映", "candidate_id": str(uuid4())}, 422),
    ],
)
async def test_malformed_objections_are_refused(
    world: World, client: httpx.AsyncClient, _case: str, body: dict[str, object], status: int
) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))

    answer = await client.post(f"{PUBLIC}/{notice['id']}/objections", json=body)

    assert answer.status_code == status, answer.text
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM publicity_objections") == 0


async def test_objections_and_reads_are_limited_per_address(settings: Settings) -> None:
    limits = {"public_objections_per_hour": 2, "public_requests_per_minute": 3}
    async with started(settings.model_copy(update=limits)) as app:
        world = World(app)
        await world.build()
        secretary = await world.client("branch-secretary")
        notice = await posted(secretary, world, await make_case(world))
        path = f"{PUBLIC}/{notice['id']}/objections"

        objected = [await secretary.post(path, json={"content": "反映"}) for _ in range(3)]
        read = [await secretary.get(PUBLIC) for _ in range(4)]

        assert [answer.status_code for answer in objected] == [201, 201, 429]
        assert [answer.status_code for answer in read] == [200, 200, 200, 429]
        assert objected[-1].json()["code"] == "too-many-attempts"
        assert 0 < int(objected[-1].headers["retry-after"]) <= 3600
        assert 0 < int(read[-1].headers["retry-after"]) <= 60
        await world.close()


async def test_a_notice_of_the_future_is_not_public_yet(
    world: World, client: httpx.AsyncClient, set_today: Any
) -> None:
    secretary = await world.client("branch-secretary")
    await posted(secretary, world, await make_case(world), on="2026-11-23")
    await set_today(date(2026, 11, 22))

    assert (await client.get(PUBLIC)).json()["items"] == []


async def test_a_keyed_anonymous_objection_leaves_no_address(world: World, client: httpx.AsyncClient) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    path, headers = f"{PUBLIC}/{notice['id']}/objections", {"idempotency-key": "0192-objection"}

    first = await client.post(path, json={"content": "反映"}, headers=headers)
    again = await client.post(path, json={"content": "反映"}, headers=headers)

    assert again.json() == first.json()
    rows = await world.runtime.database.reads.fetch("SELECT caller, body::text FROM idempotency_records")
    assert [row["caller"] for row in rows] == ["anonymous:-"]
    assert "127.0.0.1" not in repr([tuple(row) for row in rows])
