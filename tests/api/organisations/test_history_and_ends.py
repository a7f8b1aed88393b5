"""History that is recorded late, several decisions of one day, and what a body leaves behind when it ends."""

import asyncio
from datetime import date
from uuid import UUID

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from app.services.people import CorrectPerson, correct_person
from tests.builders.people import make_person
from tests.builders.world import World

pytestmark = pytest.mark.own_day

DECISION = {"decision_number": "青组发〔2026〕12号", "decided_on": "2026-05-08", "effective_on": "2026-05-10"}


async def department(world: World) -> httpx.AsyncClient:
    return await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")


async def decide(client: httpx.AsyncClient, body_id: object, verb: str, on: str, **body: object) -> httpx.Response:
    etag = (await client.get(f"/api/v1/organisations/{body_id}")).headers["etag"]
    sent = DECISION | {"effective_on": on} | body
    return await client.post(f"/api/v1/organisations/{body_id}/{verb}", json=sent, headers={"if-match": etag})


async def take_over(client: httpx.AsyncClient, parent_id: object, code: str, **changes: object) -> str:
    body = {
        "parent_id": str(parent_id),
        "kind": "branch",
        "classification": "rural",
        "code": code,
        "name": f"新塘{code}",
        "short_name": "新塘",
        "founded_on": "2010-01-01",
        "taken_over": True,
    }
    answer = await client.post("/api/v1/organisations", json=body | changes)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def below(client: httpx.AsyncClient, root: object, on: str) -> set[str]:
    """The codes of the whole tree below a body on a day, from the tree and from the list alike."""

    def walk(node: dict[str, object]) -> set[str]:
        return {str(node["code"])}.union(*(walk(child) for child in node["children"]))  # type: ignore[attr-defined]

    tree = walk((await client.get(f"/api/v1/organisations/{root}/tree?on={on}")).json())
    listed = (await client.get(f"/api/v1/organisations?on={on}&within_id={root}&limit=200")).json()["items"]
    assert tree == {item["code"] for item in listed}
    return tree


# Names


@pytest.mark.parametrize(
    "name",
    [
        "柳\u200b湾",
        "\u200b",
        "\ufeff柳湾",
        "柳\u200d湾",
        "柳\u202e湾",
        "柳\ue000湾",
        "\uffff",
        "柳\x9f",
        "\u2800",
        "\u3164",
        "柳\ufe00",
        "柳\U000e0101湾",
        "柳\U0010ffff",
        "柳\u00ad湾",
        "柳\u2028湾",
        "\u3000",
    ],
)
async def test_a_name_that_nobody_can_see_is_refused(world: World, name: str) -> None:
    client = await department(world)

    answer = await decide(client, world.branch.id, "rename", "2026-05-10", name=name, short_name="柳湾")

    assert answer.status_code == 422, name.encode("unicode_escape")
    assert answer.json()["errors"][0]["pointer"] == "/name"


async def test_a_name_keeps_rare_and_full_width_characters(world: World) -> None:
    client = await department(world)
    name = "\U00020bb7\U00030edd\U0002ebf0Ａ（１）\u3007党支部"

    answer = await decide(client, world.branch.id, "rename", "2026-05-10", name=name, short_name="e\u0301")

    assert (answer.json()["name"], answer.json()["short_name"]) == (name, "\u00e9")


# History


async def test_two_decisions_of_one_day_make_one_stretch_of_history(world: World) -> None:
    client = await department(world)

    renamed = await decide(client, world.branch.id, "rename", "2026-05-10", name="杏林社区党支部", short_name="杏林")
    second = await decide(client, world.branch.id, "reclassify", "2026-05-10", classification="community")
    moved = await decide(client, world.branch.id, "move", "2026-05-10", parent_id=str(world.other.id))
    earlier = await decide(client, world.branch.id, "rename", "2026-05-09", name="杏林", short_name="杏林")

    assert [a.status_code for a in (renamed, second, moved, earlier)] == [200, 200, 200, 409]
    assert earlier.json()["errors"][0] == {
        "pointer": "/effective_on",
        "code": "organisations.later-change",
        "title": earlier.json()["title"],
    }
    days = {
        on: (await client.get(f"/api/v1/organisations/{world.branch.id}/tree?on={on}")).json()
        for on in ("2026-05-09", "2026-05-10")
    }
    told = {on: (d["name"], d["classification"], d["parent_id"], d["from_on"], d["until_on"]) for on, d in days.items()}
    assert told == {
        "2026-05-09": ("杏林村党支部", "rural", str(world.committee.id), "2001-07-01", "2026-05-10"),
        "2026-05-10": ("杏林社区党支部", "community", str(world.other.id), "2026-05-10", None),
    }
    changes = (await client.get(f"/api/v1/organisations/{world.branch.id}/changes")).json()
    assert [change["kind"] for change in changes] == ["rename", "reclassify", "move"]


async def test_a_move_recorded_late_takes_what_stood_below_on_each_day(world: World) -> None:
    client = await department(world)
    general = await take_over(
        client, world.committee.id, "G1", kind="general_branch", classification="rural", founded_on="2005-01-01"
    )
    renamed, gone, stayed = [await take_over(client, general, code) for code in ("B1", "B2", "B3")]
    assert (await decide(client, renamed, "rename", "2026-05-15", name="新名", short_name="新")).status_code == 200
    left = await decide(client, gone, "move", "2026-05-20", parent_id=str(world.committee.id))
    assert left.status_code == 200, left.text
    young = await take_over(client, general, "B4", founded_on="2026-05-18")

    moved = await decide(client, general, "move", "2026-05-12", parent_id=str(world.other.id))

    assert moved.status_code == 200, moved.text
    assert young != stayed
    assert await below(client, world.other.id, "2026-05-11") == {"X02", "X02-01"}
    assert await below(client, world.committee.id, "2026-05-11") == {"X01", "X01-01", "X01-02", "G1", "B1", "B2", "B3"}
    assert await below(client, world.other.id, "2026-05-12") == {"X02", "X02-01", "G1", "B1", "B2", "B3"}
    assert await below(client, world.committee.id, "2026-05-12") == {"X01", "X01-01", "X01-02"}
    assert await below(client, world.other.id, "2026-05-18") == {"X02", "X02-01", "G1", "B1", "B2", "B3", "B4"}
    assert await below(client, world.other.id, "2026-05-20") == {"X02", "X02-01", "G1", "B1", "B3", "B4"}
    assert await below(client, world.committee.id, "2026-05-20") == {"X01", "X01-01", "X01-02", "B2"}


async def test_nobody_moves_to_a_day_on_which_the_new_parent_stood_elsewhere(world: World) -> None:
    client = await department(world)
    general = await take_over(client, world.committee.id, "G1", kind="general_branch", founded_on="2005-01-01")
    assert (await decide(client, general, "move", "2026-05-20", parent_id=str(world.other.id))).status_code == 200

    before = await decide(client, world.branch.id, "move", "2026-05-15", parent_id=general)
    on_the_day = await decide(client, world.branch.id, "move", "2026-05-20", parent_id=general)
    late = await take_over(client, general, "B1")

    assert (before.status_code, before.json()["code"]) == (409, "organisations.later-change")
    assert on_the_day.status_code == 200, on_the_day.text
    assert late
    assert "B1" in await below(client, world.committee.id, "2026-05-19")
    assert "B1" not in await below(client, world.other.id, "2026-05-19")
    assert "B1" in await below(client, world.other.id, "2026-05-20")


@pytest.mark.parametrize("verb", ["move", "merge"])
async def test_nothing_goes_to_a_body_that_was_not_founded_yet(world: World, verb: str) -> None:
    client = await department(world)
    young = await take_over(
        client,
        world.committee.id,
        "Y1",
        kind="general_branch" if verb == "move" else "branch",
        founded_on="2026-05-15",
    )

    if verb == "move":
        answer = await decide(client, world.branch.id, "move", "2026-05-14", parent_id=young)
    else:
        answer = await decide(client, young, "merge", "2026-05-14", source_ids=[str(world.branch.id)])

    assert answer.status_code == 409
    assert "organisations.before-founding" in {e["code"] for e in answer.json()["errors"]}


# Ends


@pytest.mark.parametrize("end", ["merge", "dissolve"])
async def test_rights_at_a_body_end_with_it_and_none_are_given_there(world: World, end: str) -> None:
    client = await department(world)
    secretary = await world.client(RoleKey.BRANCH_SECRETARY, "branch")
    security = await world.client(RoleKey.SECURITY_ADMINISTRATOR, "county")
    committee = await world.client(RoleKey.APPROVING_COMMITTEE, "committee")
    user_id, _ = await world.user(RoleKey.BRANCH_SECRETARY, "sister")

    if end == "merge":
        ended = await decide(client, world.sister.id, "merge", "2026-05-10", source_ids=[str(world.branch.id)])
    else:
        ended = await decide(client, world.branch.id, "dissolve", "2026-05-10")

    assert ended.status_code == 200, ended.text
    assert (await secretary.get("/api/v1/me")).json()["grants"] == []
    assert (await secretary.get("/api/v1/people")).status_code == 403
    revoked = (await security.get(f"/api/v1/role-grants?organisation_id={world.branch.id}")).json()["items"]
    assert [grant["revoked_at"] is not None for grant in revoked] == [True]
    at_the_end = {"organisation_id": str(world.branch.id)}
    answers = [
        await security.post(
            "/api/v1/role-grants", json=at_the_end | {"user_id": str(user_id), "role": "branch-secretary"}
        ),
        await security.post("/api/v1/service-accounts", json=at_the_end | {"title": "对接", "scopes": ["person:read"]}),
        await committee.post(
            "/api/v1/rule-adoptions",
            json=at_the_end
            | {
                "decision_number": "柳发〔2026〕1号",
                "decided_on": "2026-11-20",
                "effective_from": "2026-11-20",
                "values": [{"parameter": "development.publicity.working_days", "value": 9}],
            },
        ),
    ]
    assert [(a.status_code, a.json()["code"]) for a in answers] == [(409, "organisations.not-active")] * 3
    assert {a.json()["errors"][0]["pointer"] for a in answers} == {"/organisation_id"}


async def test_a_branch_with_an_open_case_is_not_dissolved(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, "安一", status=MemberStatus.APPLICANT, since=date(2026, 1, 1))
    client = await department(world)
    secretary = await world.client(RoleKey.BRANCH_SECRETARY, "branch")
    opened = await secretary.post("/api/v1/development-cases", json={"person_id": str(person.id)})
    assert opened.status_code == 201, opened.text
    moved = await client.post(
        f"/api/v1/people/{person.id}/status",
        json={"status": "transferred_out", "on": "2026-05-01", "cause": "transfer", "decision_number": "1号"},
        headers={"if-match": (await client.get(f"/api/v1/people/{person.id}")).headers["etag"]},
    )
    assert moved.status_code == 200, moved.text

    answer = await decide(client, world.branch.id, "dissolve", "2026-05-10")

    assert [e["code"] for e in answer.json()["errors"]] == ["organisations.cases-left"]


async def test_what_an_ended_branch_left_goes_over_with_the_general_branch_above_it(world: World) -> None:
    client = await department(world)
    one, two = [await take_over(client, world.committee.id, code, kind="general_branch") for code in ("G1", "G2")]
    branch = await take_over(client, one, "B1")
    async with world.system() as uow:
        left = await make_person(uow, UUID(branch), "安一", status=MemberStatus.APPLICANT, since=date(2026, 1, 1))
    gone = await client.post(
        f"/api/v1/people/{left.id}/status",
        json={
            "status": "transferred_out",
            "on": "2026-05-01",
            "cause": "transfer",
            "decision_number": "1号",
        },
        headers={"if-match": (await client.get(f"/api/v1/people/{left.id}")).headers["etag"]},
    )
    assert gone.status_code == 200, gone.text
    assert (await decide(client, branch, "dissolve", "2026-05-10")).status_code == 200

    merged = await decide(client, two, "merge", "2026-05-20", source_ids=[one])

    assert merged.status_code == 200, merged.text
    pool = world.runtime.database.reads
    for table in ("organisations", "persons", "organisation_changes"):
        rows = await pool.fetch(
            f"SELECT general_branch_id::text, branch_id::text FROM {table} WHERE branch_id = $1", branch
        )
        assert {tuple(row) for row in rows} == {(two, branch)}, table


async def test_nobody_comes_back_into_a_branch_that_has_ended(world: World) -> None:
    client = await department(world)
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, "安一")

    async def status(to: str, on: str) -> httpx.Response:
        return await client.post(
            f"/api/v1/people/{person.id}/status",
            json={"status": to, "on": on, "cause": "transfer", "decision_number": "1号"},
            headers={"if-match": (await client.get(f"/api/v1/people/{person.id}")).headers["etag"]},
        )

    assert (await status("transferred_out", "2026-05-01")).status_code == 200
    assert (await decide(client, world.branch.id, "dissolve", "2026-05-10")).status_code == 200

    back = await status("full_member", "2026-06-01")

    assert (back.status_code, back.json()["code"]) == (409, "organisations.not-active")


async def test_a_row_made_of_another_row_while_its_branch_moves_lands_in_the_new_place(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, "安一")
    client = await department(world)
    made = asyncio.Event()

    async def corrects() -> None:
        async with world.system() as uow:
            await correct_person(uow, person.id, CorrectPerson("笔误", name="安二"), expected_version=1)
            await uow.flush()
            made.set()
            await asyncio.sleep(0.3)  # the move begins while this transaction is still open

    writing = asyncio.create_task(corrects())
    await made.wait()
    moved = await decide(client, world.branch.id, "move", "2026-05-10", parent_id=str(world.other.id))
    await writing

    assert moved.status_code == 200, moved.text
    places = await world.runtime.database.reads.fetch(
        "SELECT committee_id FROM person_corrections UNION ALL SELECT committee_id FROM persons"
    )
    assert {row["committee_id"] for row in places} == {world.other.id}
