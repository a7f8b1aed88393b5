"""What is corrected of a person questions the cases that rest on it: the own one, and those where the person acts."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from tests.api.development.test_late_papers import gaps
from tests.builders.development_walk import CASES, Walk, match, start
from tests.builders.people import citizen_number, make_person
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
CONTACTS = ("assign_contacts", "development.contact-persons-full-members", "")


async def corrected(walk: Walk, person: UUID, **fields: object) -> httpx.Response:
    """Correct a person's particulars, by the committee."""
    address = f"/api/v1/people/{person}"
    version = (await walk.approver.get(address)).json()["version"]
    body = {"reason": "与档案核对后更正"} | fields
    return await walk.approver.post(f"{address}/correct", json=body, headers=match(version))


async def since(walk: Walk, person: UUID, day: str) -> httpx.Response:
    """Correct the first day of a person's only episode, by the committee."""
    address = f"/api/v1/people/{person}"
    episodes = (await walk.approver.get(f"{address}/episodes")).json()
    episode = next(e["id"] for e in episodes if not e["annulled"])
    version = (await walk.approver.get(address)).json()["version"]
    body = {"from_on": day, "reason": "转正日期误录"}
    return await walk.approver.post(f"{address}/episodes/{episode}/correct", json=body, headers=match(version))


async def test_another_birth_date_is_another_age_on_the_day_of_the_application(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_activist()
    young = ("apply", "development.age", "")

    stale = await walk.approver.post(
        f"/api/v1/people/{walk.candidate}/correct", json={"reason": "x", "born_on": "2007-03-05"}, headers=match(99)
    )
    before = await gaps(walk)
    named = await corrected(walk, walk.candidate, name="柳新名")
    unchanged = await gaps(walk)
    done = await corrected(walk, walk.candidate, born_on="2007-03-04")
    after = await gaps(walk)
    held = await walk.try_step("cultivate", dry_run=True)
    again = await corrected(walk, walk.candidate, born_on="2007-03-03")

    assert stale.status_code == 412
    assert (named.status_code, before, unchanged) == (200, set(), set())
    assert done.status_code == 200, done.text
    assert after == {young}, "eighteen only on the day after the letter"
    unmet = {f["code"] for f in held.json()["findings"] if not f["ok"]}
    assert "development.findings-decided" in unmet
    assert again.status_code == 200, again.text
    assert (await gaps(walk), await gaps(walk, "settled")) == (set(), {young})
    rows = await world.runtime.database.reads.fetch(
        "SELECT action, actor_id FROM audit_entries WHERE request_id = (SELECT request_id FROM audit_entries"
        " WHERE action = 'people:person:correct' ORDER BY id DESC LIMIT 1) ORDER BY action"
    )
    assert [row["action"] for row in rows] == ["development:case:judge-again", "people:person:correct"]
    assert {str(row["actor_id"]) for row in rows} == {walk.approver.headers["x-user"]}


async def test_a_contact_person_who_was_no_full_member_yet_questions_the_case_and_no_other(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_activist()
    async with world.system() as uow:
        other = await make_person(
            uow, world.branch.id, "柳另案", status=MemberStatus.REGISTERED, since=date(2024, 1, 1)
        )
        await uow.flush()
    bystander = await walk.post(walk.secretary, CASES, {"person_id": str(other.id)})
    await walk.on("2025-05-06")

    done = await since(walk, walk.members[0], "2025-04-29")

    assert done.status_code == 200, done.text
    assert await gaps(walk) == {CONTACTS}
    assert (await walk.secretary.get(f"{CASES}/{bystander['id']}")).json()["version"] == bystander["version"]
    back = await since(walk, walk.members[0], "2025-04-28")
    assert back.status_code == 200, back.text
    assert (await gaps(walk), await gaps(walk, "settled")) == (set(), {CONTACTS})
    # Who acts no more in the standing facts is not asked about.
    version = (await walk.case())["version"]
    await since(walk, walk.members[4], "2025-04-29")
    assert (await walk.case())["version"] == version


async def test_a_case_that_stands_elsewhere_is_questioned_too(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_activist()
    body = {"to_branch_id": str(world.other_branch.id), "on": "2025-04-28", "letter_number": "转〔2025〕1"}
    address = f"/api/v1/people/{walk.candidate}"
    version = (await walk.department.get(address)).json()["version"]
    moved = await walk.department.post(
        f"{address}/transfer", json=body | {"file_checked": True}, headers=match(version)
    )
    assert moved.status_code == 200, moved.text
    await walk.on("2025-05-06")

    done = await since(walk, walk.members[0], "2025-04-29")

    assert done.status_code == 200, done.text
    found = (await walk.department.get(f"{walk.path}/findings")).json()["items"]
    assert [(f["step"], f["code"], f["state"]) for f in found] == [(*CONTACTS[:2], "open")]
    assert (await walk.approver.get(walk.path)).status_code == 404


async def test_a_status_from_a_past_day_questions_what_was_done_since(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_activist()
    address = f"/api/v1/people/{walk.members[0]}"
    version = (await walk.approver.get(address)).json()["version"]
    body = {
        "status": "left",
        "left_kind": "expelled",
        "on": "2025-04-27",
        "cause": "discipline",
        "decision_number": "柳委〔2025〕6号",
    }

    done = await walk.approver.post(f"{address}/status", json=body, headers=match(version))

    assert done.status_code == 200, done.text
    assert await gaps(walk) == {CONTACTS}


async def test_a_sponsor_under_a_restriction_questions_the_case_until_it_ends_earlier(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_object()
    await walk.fact(
        "sponsor_assignment",
        "2026-06-05",
        person_ids=[str(m) for m in walk.members[:2]],
        source="contact_person",
    )
    await walk.done("determine_sponsors", "2026-06-05")
    barred = ("determine_sponsors", "development.sponsors-not-barred", "")
    set_by: dict[str, Any] = {"kind": "party_probation", "from_on": "2026-06-01", "decision_number": "柳纪〔2026〕1号"}

    made = await walk.approver.post(f"/api/v1/people/{walk.members[1]}/restrictions", json=set_by)
    during = await gaps(walk)
    ended = await walk.approver.post(
        f"/api/v1/membership-restrictions/{made.json()['id']}/end",
        json={"until_on": "2026-06-05", "decision_number": "柳纪〔2026〕2号"},
        headers=match(made.json()["version"]),
    )

    assert made.status_code == 201, made.text
    assert during == {barred}
    assert ended.status_code == 200, ended.text
    assert (await gaps(walk), await gaps(walk, "settled")) == (set(), {barred})
    nobody = await walk.approver.post(
        f"/api/v1/membership-restrictions/{uuid4()}/end",
        json={"until_on": "2026-06-05", "decision_number": "x"},
        headers=match(1),
    )
    assert (nobody.status_code, nobody.json()["code"]) == (404, "people.restriction.not-found")


@pytest.mark.parametrize(("_case", "joined", "found"), [("long before", "2012", set()), ("after", "2025", {CONTACTS})])
async def test_where_a_folded_record_acted_the_kept_one_counts(
    world: World, set_today: SetToday, _case: str, joined: str, found: set[tuple[str, str, str]]
) -> None:
    walk = await start(world, set_today)
    number = citizen_number(serial=2)
    async with world.system() as uow:
        first = await make_person(uow, world.branch.id, "柳双", number=number)
        await uow.flush()
    elsewhere = await world.client(RoleKey.APPROVING_COMMITTEE, "other")
    days = {"joined_on": f"{int(joined) - 1}-07-01", "converted_on": f"{joined}-07-01"}
    who = {"name": "柳双", "sex": "female", "born_on": "1985-03-12", "citizen_number": number, "status": "full_member"}
    body = {"branch_id": str(world.other_branch.id), "status_since": f"{joined}-07-01", "decision_number": "石委〔1〕"}
    second = await walk.post(elsewhere, "/api/v1/people", body | who | days)
    walk.members[0] = first.id
    account = await world.client(RoleKey.MEMBER, "branch", person_id=first.id)
    await walk.to_activist()
    await walk.on("2025-08-01")
    [row] = (await walk.department.get("/api/v1/possible-duplicates")).json()["items"]
    body = {"kept_person_id": second["id"], "note": "同一人"}

    done = await walk.department.post(
        f"/api/v1/possible-duplicates/{row['id']}/resolve", json=body, headers=match(row["version"])
    )

    assert done.status_code == 204, done.text
    assert await gaps(walk) == found
    assert (await account.get("/api/v1/me")).json()["person_id"] == second["id"], "two accounts of one person are one"


async def test_a_record_with_an_open_case_is_not_folded_away(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    number = citizen_number(date(1996, 4, 20), serial=2)
    elsewhere = await world.client(RoleKey.APPROVING_COMMITTEE, "other")
    who = {"name": "柳申请", "sex": "female", "born_on": "1996-04-20", "citizen_number": number}
    body = {"branch_id": str(world.other_branch.id), "status": "registered", "status_since": "2024-01-01"}
    twin = await walk.post(elsewhere, "/api/v1/people", body | who)
    await walk.opened()
    given = await corrected(walk, walk.candidate, citizen_number=number, sex="female")
    assert given.status_code == 200, given.text
    [row] = (await walk.department.get("/api/v1/possible-duplicates")).json()["items"]
    address = f"/api/v1/possible-duplicates/{row['id']}/resolve"

    folded = await walk.department.post(
        address, json={"kept_person_id": twin["id"], "note": "同一人"}, headers=match(row["version"])
    )
    kept = await walk.department.post(
        address, json={"kept_person_id": str(walk.candidate), "note": "同一人"}, headers=match(row["version"])
    )

    assert (folded.status_code, folded.json()["code"]) == (409, "people.duplicate-open-case")
    assert kept.status_code == 204, kept.text
    assert (await walk.case())["state"] == "open"
