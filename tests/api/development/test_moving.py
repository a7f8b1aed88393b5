"""Moving on: what follows the person, what stays with those who published or hold it, and two who act at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from tests.api.development.test_steps import status_of
from tests.builders.development_walk import Walk, match, start
from tests.builders.people import make_person
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


async def transfer(
    walk: Walk, branch: object, day: str, *, client: httpx.AsyncClient | None = None, checked: bool | None = True
) -> httpx.Response:
    """Move the membership by the people's own endpoint."""
    by = client or walk.department
    address = f"/api/v1/people/{walk.candidate}"
    version = (await by.get(address)).json()["version"]
    body = {"to_branch_id": str(branch), "on": day, "letter_number": "转〔2026〕018", "file_checked": checked}
    return await by.post(f"{address}/transfer", json=body, headers=match(version))


async def at_branch(walk: Walk, name: str, people: int = 5) -> Walk:
    """The receiving branch takes over the walk: its members, its secretary, its committee."""
    world = walk.world
    committee = "other" if name == "other_branch" else "committee"
    async with world.system() as uow:
        members = [
            await make_person(uow, world.organisations[name].id, f"望江{'一二三四五'[n]}") for n in range(people)
        ]
        await uow.flush()
    walk.members = [person.id for person in members]
    walk.secretary = await world.client(RoleKey.BRANCH_SECRETARY, name, person_id=walk.members[0])
    walk.second = await world.client(RoleKey.ORGANISATION_COMMISSIONER, name, person_id=walk.members[1])
    walk.organiser = await world.client(RoleKey.COMMITTEE_ORGANISER, committee, person_id=walk.organiser_person)
    walk.approver = await world.client(RoleKey.APPROVING_COMMITTEE, committee)
    world.organisations["branch"], world.organisations["committee"] = (
        world.organisations[name],
        world.organisations[committee],
    )
    return walk


async def test_a_transfer_of_membership_takes_the_open_case_along(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_activist()
    old, path = walk.secretary, walk.path
    await walk.on("2025-05-06")

    unchecked = await transfer(walk, world.sister.id, "2025-05-06", checked=None)
    early = await transfer(walk, world.sister.id, "2025-04-20")
    still = await walk.case()
    moved = await transfer(walk, world.sister.id, "2025-05-06")

    assert [(e["pointer"], e["code"]) for e in unchecked.json()["errors"]] == [
        ("/file_checked", "development.file-not-checked")
    ]
    assert [(e["pointer"], e["code"]) for e in early.json()["errors"]] == [("/on", "development.moved-before-an-act")]
    assert still["branch_id"] == str(world.branch.id)
    assert moved.status_code == 200, moved.text
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "sister")
    assert (await old.get(path)).status_code == 404
    assert (await receiving.get(path)).json()["branch_id"] == str(world.sister.id)
    facts = (await receiving.get(f"{path}/facts")).json()["items"]
    assert [fact["kind"] for fact in facts][-1] == "relocation"
    duties = (await receiving.get(f"{path}/why")).json()["duties"]
    assert {duty["due_on"] for duty in duties if duty["kind"] == "cultivation"} == {"2026-04-28"}
    assert {duty["owner_id"] for duty in duties if duty["kind"] == "cultivation"} == {str(world.sister.id)}


async def test_a_development_object_goes_on_under_another_committee_with_what_was_done(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    notices = (await walk.secretary.get("/api/v1/publicity-notices")).json()["items"]
    before, path = walk.secretary, walk.path
    old_committee = world.committee.id

    await walk.on("2026-06-30")
    moved = await transfer(walk, world.other_branch.id, "2026-06-30")
    assert moved.status_code == 200, moved.text
    await at_branch(walk, "other_branch")
    open_now = (await walk.secretary.get(f"{path}/findings")).json()["items"]
    reviews = (await walk.secretary.get("/api/v1/political-reviews")).json()["items"]
    certificates = (await walk.secretary.get("/api/v1/training-certificates")).json()["items"]

    assert open_now == [], "what the old committee filed and reviewed in its time still holds"
    assert [review["case_id"] for review in reviews] == [walk.case_id]
    assert [certificate["person_id"] for certificate in certificates] == [str(walk.candidate)]
    assert (await before.get("/api/v1/political-reviews")).json()["items"] == []
    assert [n["id"] for n in (await before.get("/api/v1/publicity-notices")).json()["items"]] == [
        n["id"] for n in notices
    ]
    assert (await walk.secretary.get("/api/v1/publicity-notices")).json()["items"] == []

    await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    await walk.fact("admission_report", "2026-07-12", reported_to=str(world.committee.id))
    person = str(walk.organiser_person)
    await walk.fact("admission_talk", "2026-07-15", walk.organiser, talked_by=person, office="organiser", fit=True)
    await walk.done("admission_talk", "2026-07-15")
    decided: dict[str, Any] = {"decision": "approve", "document_number": "石委〔3〕", "collectively": True}
    foreign = await walk.approver.post(
        f"{path}/facts/admission-approval",
        json={"happened_on": "2026-07-15", "data": decided | {"decided_by": str(old_committee)}},
    )
    assert foreign.status_code == 403
    await walk.fact("admission_approval", "2026-08-05", walk.approver, decided_by=str(world.committee.id), **decided)
    await walk.done("approve_admission", "2026-08-05")
    assert await status_of(walk) == MemberStatus.PROBATIONARY.value


async def test_a_probationary_member_is_converted_at_the_new_branch_by_the_old_clock(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_probationary()
    await walk.on("2026-12-01")
    moved = await transfer(walk, world.other_branch.id, "2026-12-01")
    assert moved.status_code == 200, moved.text
    await at_branch(walk, "other_branch")

    why = (await walk.secretary.get(f"{walk.path}/why")).json()
    assert {duty["due_on"] for duty in why["duties"] if duty["kind"] == "probation_end"} == {"2027-07-10"}
    await walk.convert()
    await walk.approve_conversion()

    assert await status_of(walk) == MemberStatus.FULL_MEMBER.value


async def test_a_vote_that_was_held_before_the_move_still_counts(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    moved = await transfer(walk, world.sister.id, "2026-07-10")
    assert moved.status_code == 200, moved.text
    await at_branch(walk, "sister", people=2)

    why = (await walk.secretary.get(f"{walk.path}/why")).json()

    assert why["open_findings"] == 0
    assert [step["step"] for step in why["steps"]] == ["admission_talk"]


async def change(walk: Walk, verb: str, organisation: str, body: dict[str, object]) -> httpx.Response:
    """Change the tree by a decision."""
    address = f"/api/v1/organisations/{walk.world.organisations[organisation].id}"
    version = (await walk.department.get(address)).json()["version"]
    return await walk.department.post(f"{address}/{verb}", json=body, headers=match(version))


def decision(day: str, **fields: object) -> dict[str, object]:
    """A decision of the county."""
    return {"decision_number": "青组〔9〕", "decided_on": day, "effective_on": day, **fields}


async def test_a_branch_moved_under_another_committee_keeps_what_the_old_one_filed(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_object()
    await walk.on("2026-06-10")

    moved = await change(walk, "move", "branch", decision("2026-06-10", parent_id=str(world.other.id)))
    assert moved.status_code == 200, moved.text
    judged = await walk.secretary.post(f"{walk.path}/judgements", headers=match((await walk.case())["version"]))

    assert judged.status_code == 200, judged.text
    assert judged.json()["open_findings"] == 0, judged.text
    assert (await walk.organiser.get(walk.path)).status_code == 404
    above = await world.client(RoleKey.COMMITTEE_ORGANISER, "other")
    assert (await above.get(walk.path)).status_code == 200


async def test_cases_of_a_merged_branch_go_on_at_the_target_with_their_past(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_probationary()
    await walk.on("2026-10-08")

    merged = await change(walk, "merge", "sister", decision("2026-10-08", source_ids=[str(world.branch.id)]))
    assert merged.status_code == 200, merged.text
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "sister")
    case = (await receiving.get(walk.path)).json()
    judged = await receiving.post(f"{walk.path}/judgements", headers=match(case["version"]))

    assert case["branch_id"] == str(world.sister.id)
    assert judged.status_code == 200, judged.text
    assert judged.json()["open_findings"] == 0, judged.text
    assert (await walk.secretary.get(walk.path)).status_code == 403, "a role at a body that has ended gives nothing"
    assert len((await receiving.get("/api/v1/publicity-notices")).json()["items"]) == 1


@pytest.mark.parametrize("way", ["split", "found"])
async def test_the_case_of_somebody_who_goes_to_a_new_branch_goes_along(
    world: World, set_today: SetToday, way: str
) -> None:
    walk = await (await start(world, set_today)).to_activist()
    await walk.on("2025-04-28")
    async with world.system() as uow:
        made = [
            await make_person(uow, world.branch.id, name, born_on=date(1985, 3, day))
            for day, name in enumerate(("安一", "白二", "曹三"), start=1)
        ]
        going = [str(walk.candidate), *(str(person.id) for person in made)]
    body = decision("2025-04-28", member_ids=going, kind="branch", classification="rural", code="A01-009")
    body |= {"name": "杏林新村党支部", "short_name": "新村支部"}

    if way == "split":
        answer = await change(walk, "split", "branch", body)
    else:
        body |= {"parent_id": str(world.committee.id), "founded_on": body.pop("effective_on")}
        department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
        answer = await department.post("/api/v1/organisations", json=body)
    assert answer.status_code == 201, answer.text
    case = (await walk.organiser.get(walk.path)).json()

    assert case["branch_id"] == answer.json()["id"]
    assert (await walk.organiser.get(f"{walk.path}/findings")).json()["items"] == []
    assert [f["kind"] for f in (await walk.organiser.get(f"{walk.path}/facts")).json()["items"]][-1] == "relocation"
    assert (await walk.secretary.get(walk.path)).status_code == 404, "it stands in another branch now"


async def test_a_branch_with_an_open_case_is_not_dissolved(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_activist()

    refused = await change(walk, "dissolve", "branch", decision("2025-04-28"))

    assert refused.status_code == 409
    assert (await walk.case())["state"] == "open"


async def test_a_move_and_a_step_at_once_pass_one_after_the_other(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.to_activist()
    await walk.fact("thought_report", "2025-04-28", topic="学习党章")
    version = (await walk.case())["version"]
    relocation = {
        "to_branch_id": str(world.sister.id),
        "happened_on": "2025-04-28",
        "letter_number": "柳组转〔2025〕5号",
        "file_checked": True,
    }
    report = {"happened_on": "2025-04-28", "data": {"topic": "再学习"}}

    answers = await asyncio.gather(
        walk.organiser.post(f"{walk.path}/relocations", json=relocation, headers=match(version)),
        transfer(walk, world.sister.id, "2025-04-28"),
        walk.secretary.post(f"{walk.path}/facts/thought-report", json=report),
        walk.secretary.post(
            f"{walk.path}/steps/cultivate/complete", headers={**match(version), "idempotency-key": uuid4().hex}
        ),
    )

    codes = [answer.status_code for answer in answers]
    assert all(code < 500 for code in codes), [answer.text for answer in answers]
    if codes[0] != 201 and codes[1] != 200:
        # Both saw the case change under them and were told so; whoever reads anew moves it.
        assert set(codes[:2]) == {412}, [answer.text for answer in answers]
        again = await transfer(walk, world.sister.id, "2025-04-28")
        assert again.status_code == 200, again.text
    pool = world.runtime.database.reads
    places = await pool.fetch("SELECT DISTINCT branch_id FROM case_facts WHERE case_id = $1", uuid_of(walk))
    assert [row["branch_id"] for row in places] == [world.sister.id], "nothing is left behind at the old branch"
    moves = await pool.fetchval(
        "SELECT count(*) FROM case_facts WHERE case_id = $1 AND kind = 'relocation'", uuid_of(walk)
    )
    assert moves == 1


def uuid_of(walk: Walk) -> UUID:
    """The case's id as the driver wants it."""
    return UUID(walk.case_id)
