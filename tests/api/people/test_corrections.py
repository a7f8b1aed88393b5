"""Mistakes in a history are put right, and stay visible."""

from datetime import date

import pytest

from app.domain.people.facts import MemberStatus
from app.services.people import change_status
from tests.builders.people import make_person
from tests.builders.world import World


async def _converted(world: World) -> str:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, status=MemberStatus.PROBATIONARY, since=date(2024, 6, 1))
        await change_status(uow, person.id, MemberStatus.FULL_MEMBER, date(2025, 6, 1))
        return str(person.id)


async def test_a_wrong_day_of_conversion_is_corrected_and_kept(world: World) -> None:
    person_id = await _converted(world)
    organiser = await world.client("committee-organiser", "committee")
    secretary = await world.client("branch-secretary")
    address = f"/api/v1/people/{person_id}"
    version = (await organiser.get(address)).headers["etag"]
    wrong = (await organiser.get(f"{address}/episodes")).json()[-1]
    correct = f"{address}/episodes/{wrong['id']}/correct"
    body = {"from_on": "2025-06-10", "reason": "与入党志愿书不一致"}

    forbidden = await secretary.post(correct, json=body, headers={"if-match": version})
    done = await organiser.post(correct, json=body, headers={"if-match": version})

    assert forbidden.status_code == 403
    assert done.status_code == 200, done.text
    assert done.headers["etag"] != version
    assert (done.json()["converted_on"], done.json()["status_since"]) == ("2025-06-10", "2025-06-10")
    episodes = (await organiser.get(f"{address}/episodes")).json()
    assert [(e["status"], e["from_on"], e["until_on"]) for e in episodes if not e["annulled"]] == [
        ("probationary", "2024-06-01", "2025-06-10"),
        ("full_member", "2025-06-10", None),
    ]
    assert len([e for e in episodes if e["annulled"]]) == 2
    listed = (await secretary.get(f"{address}/corrections")).json()
    assert [(c["field"], c["old_value"], c["new_value"], c["reason"]) for c in listed] == [
        ("episode.from_on", "2025-06-01", "2025-06-10", "与入党志愿书不一致")
    ]
    stale = await organiser.post(
        f"{address}/episodes/{episodes[-1]['id']}/correct", json=body, headers={"if-match": version}
    )
    assert stale.status_code == 412


@pytest.mark.own_day
@pytest.mark.parametrize(
    ("_case", "from_on", "status", "code"),
    [
        ("the same day", "2025-06-01", 409, "people.nothing-changed"),
        ("before the one before began", "2024-06-01", 409, "people.episode-overlap"),
        ("in the future", "2026-11-24", 422, "field.future-day"),
        ("before birth", "1985-03-11", 422, "people.joined-before-birth"),
    ],
)
async def test_a_correction_that_can_not_be(world: World, _case: str, from_on: str, status: int, code: str) -> None:
    person_id = await _converted(world)
    organiser = await world.client("committee-organiser", "committee")
    address = f"/api/v1/people/{person_id}"
    last = (await organiser.get(f"{address}/episodes")).json()[-1]

    answer = await organiser.post(
        f"{address}/episodes/{last['id']}/correct",
        json={"from_on": from_on, "reason": "笔误"},
        headers={"if-match": (await organiser.get(address)).headers["etag"]},
    )

    assert answer.status_code == status, answer.text
    body = answer.json()
    assert code in {body["code"], *(e["code"] for e in body.get("errors", []))}


async def test_a_corrected_number_stays_hidden(world: World) -> None:
    from tests.builders.people import citizen_number

    born_on = date(1985, 3, 12)
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, number=citizen_number(born_on, 2))
    secretary = await world.client("branch-secretary")
    address = f"/api/v1/people/{person.id}"

    await secretary.post(
        f"{address}/correct",
        json={"reason": "笔误", "citizen_number": citizen_number(born_on, 4)},
        headers={"if-match": '"v1"'},
    )
    listed = await secretary.get(f"{address}/corrections")

    assert [(c["field"], c["old_value"]) for c in listed.json()] == [("citizen_number", "***")]
    assert citizen_number(born_on, 2) not in listed.text
