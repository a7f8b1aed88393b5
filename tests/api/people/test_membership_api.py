"""Memberships through the API: permissions, versions, and what happens at once."""

import asyncio
from datetime import date
from uuid import UUID

import httpx
import pytest

from app.domain.people.facts import MemberStatus
from tests.builders.people import citizen_number, make_person
from tests.builders.world import World

V1 = {"if-match": '"v1"'}


async def member(world: World, **changes: object) -> UUID:
    async with world.system() as uow:
        return (await make_person(uow, world.branch.id, **changes)).id  # type: ignore[arg-type]


async def test_only_the_committee_moves_members_and_only_within_its_reach(world: World) -> None:
    person_id = await member(world)
    secretary = await world.client("branch-secretary")
    organiser = await world.client("committee-organiser", "committee")
    department = await world.client("organisation-department", "county")
    address = f"/api/v1/people/{person_id}/transfer"
    body = {"to_branch_id": str(world.other_branch.id), "on": "2026-03-01", "letter_number": "转〔2026〕1"}

    assert (await secretary.post(address, json=body, headers=V1)).json()["permission"] == "membership:write"
    assert (await organiser.post(address, json=body, headers=V1)).status_code == 404
    moved = await department.post(address, json=body, headers=V1)

    assert moved.status_code == 200, moved.text
    assert (await organiser.get(f"/api/v1/people/{person_id}")).status_code == 404
    assert moved.json()["branch_id"] == str(world.other_branch.id)


async def test_two_transfers_at_once_leave_one_history(world: World) -> None:
    person_id = await member(world)
    department = await world.client("organisation-department", "county")

    async def to(key: str) -> httpx.Response:
        body = {"to_branch_id": str(world.organisations[key].id), "on": "2026-03-01", "letter_number": key}
        return await department.post(f"/api/v1/people/{person_id}/transfer", json=body, headers=V1)

    answers = await asyncio.gather(to("sister"), to("other_branch"))

    assert sorted(a.status_code for a in answers) == [200, 412]
    episodes = (await department.get(f"/api/v1/people/{person_id}/episodes")).json()
    assert [e["until_on"] for e in episodes] == ["2026-03-01", None]


async def test_two_registrations_of_one_number_at_once_are_seen_by_the_office_above(world: World) -> None:
    here = await world.client("branch-secretary", "branch")
    there = await world.client("branch-secretary", "other_branch")
    county = await world.client("organisation-department", "county")
    born_on = date(1990, 5, 17)

    async def register(client: httpx.AsyncClient, key: str) -> httpx.Response:
        body = {
            "branch_id": str(world.organisations[key].id),
            "name": "柳青禾",
            "sex": "female",
            "born_on": "1990-05-17",
            "citizen_number": citizen_number(born_on, 2),
            "status_since": "2026-03-01",
        }
        return await client.post("/api/v1/people", json=body)

    answers = await asyncio.gather(register(here, "branch"), register(there, "other_branch"))

    assert [a.status_code for a in answers] == [201, 201]
    assert len((await county.get("/api/v1/possible-duplicates")).json()["items"]) == 1


@pytest.mark.parametrize(
    ("_case", "body", "code"),
    [
        ("no way", {"status": "probationary", "cause": "disposal"}, "people.status-change"),
        ("no kind", {"status": "left", "cause": "own_will"}, "people.left-kind"),
        ("a kind too many", {"status": "stopped", "cause": "disposal", "left_kind": "removed"}, "people.left-kind"),
        (
            "expelled by a disposal",
            {"status": "left", "cause": "disposal", "left_kind": "expelled"},
            "people.status-change",
        ),
    ],
)
async def test_a_status_that_the_table_does_not_admit(
    world: World, _case: str, body: dict[str, str], code: str
) -> None:
    person_id = await member(world)
    organiser = await world.client("committee-organiser", "committee")

    answer = await organiser.post(
        f"/api/v1/people/{person_id}/status",
        json={"on": "2026-03-01", "decision_number": "柳发〔2026〕1号"} | body,
        headers=V1,
    )

    assert answer.status_code == 409, answer.text
    assert [e["code"] for e in answer.json()["errors"]] == [code]


async def test_who_is_stopped_is_not_removed_before_two_years(world: World) -> None:
    person_id = await member(world)
    organiser = await world.client("committee-organiser", "committee")
    number = {"decision_number": "柳发〔2026〕1号", "cause": "disposal"}

    async def change(version: int, **body: str) -> httpx.Response:
        return await organiser.post(
            f"/api/v1/people/{person_id}/status", json=number | body, headers={"if-match": f'"v{version}"'}
        )

    stopped = await change(1, status="stopped", on="2024-03-01")
    early = await change(2, status="left", left_kind="auto_exit", on="2026-02-28")
    removed = await change(2, status="left", left_kind="auto_exit", on="2026-03-01")

    assert stopped.status_code == 200, stopped.text
    assert early.status_code == 409
    (told,) = early.json()["errors"]
    assert (told["code"], told["expected"], told["actual"]) == (
        "people.stopped-long-enough",
        "2026-03-01",
        "2026-02-28",
    )
    assert (told["clause"]["article"], told["parameter"]) == ("第二十四条", "membership.stop.removal_after_years")
    assert told["remedy"]
    assert removed.status_code == 200, removed.text


async def test_development_is_no_cause_of_this_endpoint(world: World) -> None:
    person_id = await member(world, status=MemberStatus.APPLICANT, since=date(2026, 1, 1))
    organiser = await world.client("committee-organiser", "committee")

    answer = await organiser.post(
        f"/api/v1/people/{person_id}/status",
        json={"status": "activist", "on": "2026-03-01", "cause": "development", "decision_number": "x"},
        headers=V1,
    )

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/cause")


async def test_restrictions_do_not_overlap_and_end_by_a_decision(world: World) -> None:
    person_id = await member(world)
    organiser = await world.client("committee-organiser", "committee")
    address = f"/api/v1/people/{person_id}/restrictions"
    body = {"kind": "party_probation", "from_on": "2025-01-01", "decision_number": "纪〔2025〕1号"}

    set_ = await organiser.post(address, json=body)
    again = await organiser.post(address, json=body | {"from_on": "2025-06-01"})
    other = await organiser.post(address, json=body | {"kind": "rights_suspended", "from_on": "2025-06-01"})
    ended = await organiser.post(
        f"/api/v1/membership-restrictions/{set_.json()['id']}/end",
        json={"until_on": "2026-01-01", "decision_number": "纪〔2026〕1号"},
        headers=V1,
    )

    assert (set_.status_code, other.status_code) == (201, 201), set_.text
    assert (again.status_code, again.json()["code"]) == (409, "people.restriction-overlap")
    assert ended.json()["until_on"] == "2026-01-01"
    listed = (await organiser.get(address)).json()
    assert [r["kind"] for r in listed] == ["party_probation", "rights_suspended"]


async def test_probation_within_the_party_is_refused_beyond_two_years(world: World) -> None:
    person_id = await member(world)
    organiser = await world.client("committee-organiser", "committee")
    address = f"/api/v1/people/{person_id}/restrictions"
    body = {"kind": "party_probation", "from_on": "2024-02-29", "decision_number": "纪〔2024〕1号"}

    too_long = await organiser.post(address, json=body | {"until_on": "2026-03-01"})
    set_ = await organiser.post(address, json=body | {"until_on": "2025-02-28"})
    then = await organiser.post(address, json=body | {"from_on": "2025-02-28", "until_on": "2026-03-01"})
    open_ = await organiser.post(address, json=body | {"from_on": "2025-02-28"})
    end = f"/api/v1/membership-restrictions/{open_.json()['id']}/end"
    late = await organiser.post(end, json={"until_on": "2026-03-01", "decision_number": "纪〔2026〕1号"}, headers=V1)
    ended = await organiser.post(end, json={"until_on": "2026-02-28", "decision_number": "纪〔2026〕1号"}, headers=V1)

    for refused in (too_long, then, late):
        (error,) = refused.json()["errors"]
        assert (refused.status_code, error["code"], error["pointer"]) == (
            409,
            "people.party-probation-length",
            "/until_on",
        )
        assert (error["expected"], error["actual"], error["verified"]) == ("2026-02-28", "2026-03-01", False)
        assert (error["clause"]["article"], error["parameter"]) == (
            "第四十二条",
            "discipline.probation_within_party_max",
        )
    assert (set_.status_code, open_.status_code, ended.status_code) == (201, 201, 200), ended.text
    assert [r["until_on"] for r in (await organiser.get(address)).json()] == ["2025-02-28", "2026-02-28"]


async def test_the_lists_of_a_scope_use_their_index(world: World) -> None:
    pool = world.runtime.database.reads
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SET LOCAL enable_seqscan = off")
        for statement, index in (
            (
                "SELECT id FROM persons p WHERE p.committee_id = $1 AND p.is_member ORDER BY p.name_pinyin, p.id LIMIT 51",
                "ix_persons_committee_id_members",
            ),
            (
                "SELECT id FROM persons p WHERE p.name_full LIKE 'zhangsan%' OR p.name_initials LIKE 'zhangsan%'",
                "ix_persons_name_full",
            ),
        ):
            arguments = [world.committee.id] if "$1" in statement else []
            plan = await connection.fetch(f"EXPLAIN {statement}", *arguments)
            assert index in "\n".join(line[0] for line in plan), plan
