"""Decisions that change the tree: what they need, what follows, what history keeps."""

import asyncio
from datetime import date
from uuid import UUID

import httpx
import pytest

from app.domain.people.facts import MemberStatus
from tests.builders.people import make_person
from tests.builders.world import World

pytestmark = pytest.mark.own_day

DECISION = {"decision_number": "青组发〔2026〕12号", "decided_on": "2026-05-08", "effective_on": "2026-05-10"}
V1 = {"if-match": '"v1"'}


async def department(world: World) -> httpx.AsyncClient:
    return await world.client("organisation-department", "county")


async def post(client: httpx.AsyncClient, world: World, key: str, verb: str, **body: object) -> httpx.Response:
    return await client.post(
        f"/api/v1/organisations/{world.organisations[key].id}/{verb}", json=DECISION | body, headers=V1
    )


def new_branch(world: World, **changes: object) -> dict[str, object]:
    return {
        "parent_id": str(world.committee.id),
        "kind": "branch",
        "classification": "rural",
        "code": "X01-09",
        "name": "新塘村党支部",
        "short_name": "新塘村支部",
        "founded_on": "2026-05-10",
        "decision_number": "柳发〔2026〕9号",
    } | changes


# Founding


async def test_a_branch_is_founded_with_three_full_members(world: World) -> None:
    async with world.system() as uow:
        ids = [
            (await make_person(uow, world.branch.id, name, born_on=date(1985, 3, day))).id
            for day, name in enumerate(("安一", "白二", "曹三", "邓四"), start=1)
        ]
    client = await department(world)

    two = await client.post("/api/v1/organisations", json=new_branch(world, member_ids=[str(i) for i in ids[:2]]))
    three = await client.post("/api/v1/organisations", json=new_branch(world, member_ids=[str(i) for i in ids[:3]]))
    undecided = await client.post("/api/v1/organisations", json=new_branch(world, code="X01-10", decision_number=None))

    assert [e["code"] for e in two.json()["errors"]] == ["organisations.branch-too-small"]
    assert two.json()["errors"][0]["clause"]["document"] == "branch-regulation-2018"
    assert three.status_code == 201, three.text
    assert undecided.json()["errors"][0]["code"] == "organisations.decision-number"
    made = three.json()["id"]
    here = (await client.get(f"/api/v1/organisations/{made}/roster")).json()["items"]
    before = (await client.get(f"/api/v1/organisations/{world.branch.id}/roster?on=2026-05-09")).json()["items"]
    assert [item["name"] for item in here] == ["安一", "白二", "曹三"]
    assert [item["name"] for item in before] == ["安一", "白二", "曹三", "邓四"]


@pytest.mark.parametrize(
    ("_case", "changes", "code"),
    [
        ("a branch under a branch", {"parent_id": "branch"}, "organisations.placing"),
        ("a committee under a committee", {"kind": "committee"}, "organisations.placing"),
        ("a township branch", {"classification": "township"}, "organisations.classification"),
        ("a branch with the power", {"approval_power": True}, "organisations.power"),
        (
            "a sub-committee of a township with the power",
            {"kind": "sub_committee", "approval_power": True},
            "organisations.power-under-township",
        ),
        (
            "a general branch with the power",
            {"kind": "general_branch", "approval_power": True},
            "organisations.power-general-branch",
        ),
        ("before its parent", {"founded_on": "1999-01-01"}, "organisations.before-founding"),
    ],
)
async def test_a_body_that_can_not_be_is_refused_even_when_taken_over(
    world: World, _case: str, changes: dict[str, object], code: str
) -> None:
    client = await department(world)
    if changes.get("parent_id") == "branch":
        changes = {"parent_id": str(world.branch.id)}

    answer = await client.post("/api/v1/organisations", json=new_branch(world, taken_over=True) | changes)

    assert answer.status_code == 409, answer.text
    assert code in [e["code"] for e in answer.json()["errors"]]


# Moving


async def scope_of(world: World, table: str, row_id: UUID) -> dict[str, object]:
    row = await world.runtime.database.reads.fetchrow(
        f"SELECT county_id, committee_id, general_branch_id, branch_id FROM {table} WHERE id = $1", row_id
    )
    return dict(row)


async def test_a_move_takes_everything_below_with_it_and_history_keeps_the_old_place(world: World) -> None:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, "安一")
    client = await department(world)
    group = (
        await client.post(
            "/api/v1/organisations",
            json=new_branch(world, parent_id=str(world.branch.id), kind="group", code="X01-01-1", taken_over=True),
        )
    ).json()["id"]

    moved = await post(client, world, "branch", "move", parent_id=str(world.other.id))

    assert moved.status_code == 200, moved.text
    assert moved.headers["etag"] == '"v2"'
    for table, row_id in (("organisations", world.branch.id), ("persons", person.id), ("organisations", UUID(group))):
        scope = await scope_of(world, table, row_id)
        assert scope["committee_id"] == world.other.id, table
        assert scope["branch_id"] == world.branch.id
    old = await world.client("committee-organiser", "committee")
    new = await world.client("committee-organiser", "other")
    assert (await old.get(f"/api/v1/organisations/{world.branch.id}")).status_code == 404
    assert [i["name"] for i in (await new.get("/api/v1/people")).json()["items"]] == ["安一"]

    async def below(on: str, key: str) -> set[str]:
        tree = (await client.get(f"/api/v1/organisations/{world.organisations[key].id}/tree?on={on}")).json()
        return {child["code"] for child in tree["children"]}

    assert await below("2026-05-09", "committee") == {"X01-01", "X01-02"}
    assert await below("2026-05-10", "committee") == {"X01-02"}
    assert await below("2026-05-09", "other") == {"X02-01"}
    assert await below("2026-05-10", "other") == {"X01-01", "X02-01"}
    rosters = {
        (key, on): [
            i["name"]
            for i in (await client.get(f"/api/v1/organisations/{world.organisations[key].id}/roster?on={on}")).json()[
                "items"
            ]
        ]
        for key in ("committee", "other")
        for on in ("2026-05-09", "2026-05-10")
    }
    assert rosters == {
        ("committee", "2026-05-09"): ["安一"],
        ("committee", "2026-05-10"): [],
        ("other", "2026-05-09"): [],
        ("other", "2026-05-10"): ["安一"],
    }
    listed = (await old.get("/api/v1/organisations?on=2026-05-09")).json()["items"]
    assert "X01-01" in {item["code"] for item in listed}
    changes = (await client.get(f"/api/v1/organisations/{world.branch.id}/changes")).json()
    assert [(c["kind"], c["decision_number"]) for c in changes] == [("move", "青组发〔2026〕12号")]


async def test_every_scoped_table_follows_a_move(world: World) -> None:
    from app.persistence.repositories.tree import scoped_tables

    names = {table.name for table in scoped_tables()}

    assert {"organisations", "persons", "role_grants", "membership_restrictions"} <= names
    assert names.isdisjoint({"audit_entries", "outbox_events", "organisation_placements"})
    pool = world.runtime.database.reads
    found = await pool.fetch(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'sub_committee_id' AND table_schema = 'public'"
    )
    assert {row["table_name"] for row in found} - names == {
        "audit_entries",
        "outbox_events",
        "organisation_placements",
    }


@pytest.mark.parametrize(
    ("_case", "body", "code"),
    [
        ("under itself", {"parent_id": "committee"}, "organisations.cycle"),
        ("under its own branch", {"parent_id": "branch"}, "organisations.cycle"),
        ("where it stands", {"parent_id": "county"}, "organisations.already-there"),
        ("under a branch of another", {"parent_id": "other_branch"}, "organisations.placing"),
        ("in the future", {"parent_id": "other", "effective_on": "2026-12-01"}, "organisations.effective-day"),
        ("before the decision", {"parent_id": "other", "effective_on": "2026-05-07"}, "organisations.effective-day"),
        (
            "before its founding",
            {"parent_id": "other", "decided_on": "2000-01-01", "effective_on": "2000-01-01"},
            "organisations.before-founding",
        ),
    ],
)
async def test_a_move_that_can_not_be_is_refused(world: World, _case: str, body: dict[str, str], code: str) -> None:
    client = await department(world)
    body = body | {"parent_id": str(world.organisations[body["parent_id"]].id)}

    answer = await post(client, world, "committee", "move", **body)

    assert answer.status_code == 409, answer.text
    assert code in [e["code"] for e in answer.json()["errors"]]
    assert (await scope_of(world, "organisations", world.committee.id))["county_id"] == world.county.id


async def test_a_move_needs_both_ends_and_the_version(world: World) -> None:
    township = await world.client("organisation-department", "committee")
    outside = await post(township, world, "branch", "move", parent_id=str(world.other.id))
    client = await department(world)
    address = f"/api/v1/organisations/{world.branch.id}/move"
    body = DECISION | {"parent_id": str(world.other.id)}

    assert outside.status_code == 404
    assert (await client.post(address, json=body)).status_code == 428
    assert (await client.post(address, json=body, headers={"if-match": '"v9"'})).status_code == 412


async def general_branch(client: httpx.AsyncClient, parent_id: object, code: str) -> str:
    answer = await client.post(
        "/api/v1/organisations",
        json={
            "parent_id": str(parent_id),
            "kind": "general_branch",
            "classification": "rural",
            "code": code,
            "name": f"{code}总支",
            "short_name": code,
            "founded_on": "2010-01-01",
            "taken_over": True,
        },
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_two_crossing_moves_leave_a_tree(world: World) -> None:
    """Two transactions on two connections: each alone would be right, both together would be a cycle or a lost stamp."""
    client = await department(world)
    general = await general_branch(client, world.committee.id, "X01-G")

    async def into_general() -> httpx.Response:
        return await post(client, world, "branch", "move", parent_id=general)

    async def general_away() -> httpx.Response:
        return await client.post(
            f"/api/v1/organisations/{general}/move",
            json=DECISION | {"parent_id": str(world.other.id)},
            headers=V1,
        )

    first, second = await asyncio.gather(into_general(), general_away())

    assert (first.status_code, second.status_code) == (200, 200), first.text + second.text
    scope = await scope_of(world, "organisations", world.branch.id)
    assert scope["general_branch_id"] == UUID(general)
    assert scope["committee_id"] == world.other.id


async def test_a_person_registered_while_the_branch_moves_lands_in_the_new_place(world: World) -> None:
    client = await department(world)

    async def register() -> None:
        async with world.system() as uow:
            await make_person(uow, world.branch.id, "安一")
            await asyncio.sleep(0.3)

    async def move() -> httpx.Response:
        await asyncio.sleep(0.1)
        return await post(client, world, "branch", "move", parent_id=str(world.other.id))

    _, moved = await asyncio.gather(register(), move())

    assert moved.status_code == 200, moved.text
    place = await world.runtime.database.reads.fetchval("SELECT committee_id FROM persons")
    assert place == world.other.id


async def test_the_same_version_moves_once(world: World) -> None:
    client = await department(world)

    answers = await asyncio.gather(
        post(client, world, "branch", "move", parent_id=str(world.other.id)),
        post(client, world, "branch", "move", parent_id=str(world.other.id)),
    )

    assert sorted(a.status_code for a in answers) == [200, 412]


# Names, classifications, power


async def test_a_new_name_keeps_the_old_one_in_history(world: World) -> None:
    client = await department(world)

    renamed = await post(client, world, "branch", "rename", name="杏花村党支部", short_name="杏花村支部")
    again = await client.post(
        f"/api/v1/organisations/{world.branch.id}/rename",
        json=DECISION
        | {"name": "第三个名字", "short_name": "三", "effective_on": "2026-05-09", "decided_on": "2026-05-01"},
        headers={"if-match": '"v2"'},
    )

    assert renamed.json()["name"] == "杏花村党支部"
    assert (again.status_code, again.json()["code"]) == (409, "organisations.later-change")
    day = {
        on: (await client.get(f"/api/v1/organisations/{world.branch.id}/tree?on={on}")).json()["name"]
        for on in ("2026-05-09", "2026-05-10")
    }
    assert day == {"2026-05-09": "杏林村党支部", "2026-05-10": "杏花村党支部"}
    assert (await client.get(f"/api/v1/organisations/{world.branch.id}/tree?on=2001-06-30")).status_code == 404


async def test_the_power_is_given_and_taken_where_it_may_be(world: World) -> None:
    client = await department(world)

    taken = await post(client, world, "committee", "approval-power", approval_power=False)
    given = await post(client, world, "branch", "approval-power", approval_power=True)

    assert taken.json()["approval_power"] is False
    assert [e["code"] for e in given.json()["errors"]] == ["organisations.power"]


async def test_a_system_does_not_become_a_township_over_a_sub_committee_with_power(world: World) -> None:
    client = await department(world)
    system = new_branch(
        world, parent_id=str(world.county.id), kind="committee", classification="system", code="X03", taken_over=True
    )
    system_id = (await client.post("/api/v1/organisations", json=system)).json()["id"]
    sub = new_branch(
        world,
        parent_id=system_id,
        kind="sub_committee",
        classification="school",
        code="X03-S",
        taken_over=True,
        approval_power=True,
    )
    assert (await client.post("/api/v1/organisations", json=sub)).status_code == 201

    answer = await client.post(
        f"/api/v1/organisations/{system_id}/reclassify",
        json=DECISION | {"classification": "township"},
        headers=V1,
    )

    assert [e["code"] for e in answer.json()["errors"]] == ["organisations.power-under-township"]


# Ending


async def test_a_branch_with_people_is_not_dissolved_and_an_empty_one_is(world: World) -> None:
    async with world.system() as uow:
        await make_person(uow, world.branch.id, "安一", status=MemberStatus.APPLICANT, since=date(2026, 1, 1))
    client = await department(world)

    full = await post(client, world, "branch", "dissolve")
    above = await post(client, world, "other", "dissolve")
    empty = await post(client, world, "sister", "dissolve")

    assert [e["code"] for e in full.json()["errors"]] == ["organisations.people-left"]
    assert [e["code"] for e in above.json()["errors"]] == ["organisations.bodies-left"]
    assert (empty.status_code, empty.json()["state"], empty.json()["ended_on"]) == (200, "dissolved", "2026-05-10")
    now = {i["code"] for i in (await client.get("/api/v1/organisations")).json()["items"]}
    ended = {i["code"] for i in (await client.get("/api/v1/organisations?state=dissolved")).json()["items"]}
    then = {i["code"] for i in (await client.get("/api/v1/organisations?on=2026-05-09")).json()["items"]}
    assert ("X01-02" in now, ended, "X01-02" in then) == (False, {"X01-02"}, True)
    after = await client.post("/api/v1/people", json=person_in(world, "sister"))
    assert after.json()["errors"][0]["code"] == "people.not-a-branch"


def person_in(world: World, key: str) -> dict[str, object]:
    return {
        "branch_id": str(world.organisations[key].id),
        "name": "柳青禾",
        "sex": "female",
        "born_on": "1990-05-17",
        "status_since": "2026-05-20",
    }


async def test_merged_branches_leave_everybody_with_status_and_one_history(world: World) -> None:
    async with world.system() as uow:
        member = await make_person(uow, world.branch.id, "安一")
        left = await make_person(uow, world.branch.id, "白二", status=MemberStatus.ACTIVIST, since=date(2026, 6, 1))
    client = await department(world)

    merged = await post(client, world, "sister", "merge", source_ids=[str(world.branch.id)])
    unlike = await client.post(
        f"/api/v1/organisations/{world.sister.id}/merge",
        json=DECISION | {"source_ids": [str(world.committee.id)]},
        headers={"if-match": '"v2"'},
    )

    assert merged.status_code == 200, merged.text
    assert unlike.json()["errors"][0]["code"] == "organisations.merge-unlike"
    people = (await client.get(f"/api/v1/people?organisation_id={world.sister.id}")).json()["items"]
    assert {(p["name"], p["status"]) for p in people} == {("安一", "full_member"), ("白二", "activist")}
    history = (await client.get(f"/api/v1/people/{member.id}/episodes")).json()
    assert [(e["branch_name"], e["status"], e["from_on"], e["until_on"]) for e in history] == [
        ("杏林村党支部", "full_member", "2012-07-01", "2026-05-10"),
        ("竹溪村党支部", "full_member", "2026-05-10", None),
    ]
    late = (await client.get(f"/api/v1/people/{left.id}/episodes")).json()
    assert [(e["from_on"], e["annulled"]) for e in late] == [("2026-06-01", True), ("2026-06-01", False)]
    source = (await client.get(f"/api/v1/organisations/{world.branch.id}")).json()
    assert source["state"] == "merged"


async def test_a_branch_is_split_between_its_people(world: World) -> None:
    async with world.system() as uow:
        ids = [
            str((await make_person(uow, world.branch.id, name, born_on=date(1985, 3, day))).id)
            for day, name in enumerate(("安一", "白二", "曹三", "邓四"), start=1)
        ]
    client = await department(world)
    fields = ("kind", "classification", "code", "name", "short_name")
    body = {name: new_branch(world)[name] for name in fields}

    everybody = await post(client, world, "branch", "split", **body, member_ids=ids)
    three = await post(client, world, "branch", "split", **body, member_ids=ids[:3])

    assert [e["code"] for e in everybody.json()["errors"]] == ["organisations.split-nobody-stays"]
    assert three.status_code == 201, three.text
    changes = (await client.get(f"/api/v1/organisations/{world.branch.id}/changes")).json()
    assert [c["kind"] for c in changes] == ["split"]
    assert (await client.get(f"/api/v1/people/count?organisation_id={world.branch.id}")).json()["count"] == 1
