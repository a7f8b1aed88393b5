"""Days on which somebody can be in a group, and days for which the vote can be taken."""

from datetime import date

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from app.persistence.models.people import Person
from tests.builders.people import make_person
from tests.builders.world import World


async def member(world: World) -> tuple[httpx.AsyncClient, Person]:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, "安一", since=date(2012, 7, 1))
    return await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county"), person


@pytest.mark.parametrize(
    ("_case", "on", "code"),
    [
        ("before the person belonged to the branch", "2012-06-30", "people.no-episode-on-day"),
        ("before the group was founded", "2010-03-31", "organisations.before-founding"),
        ("on the first day of the episode", "2012-07-01", None),
        ("today", "2026-11-23", None),
    ],
)
async def test_nobody_is_in_a_group_before_both_are_there(world: World, _case: str, on: str, code: str | None) -> None:
    client, person = await member(world)
    group = await client.post(
        "/api/v1/organisations",
        json={
            "parent_id": str(world.branch.id),
            "kind": "group",
            "classification": "rural",
            "code": "X01-01-1",
            "name": "第一党小组",
            "short_name": "一组",
            "founded_on": "2010-04-01",
            "taken_over": True,
        },
    )
    assert group.status_code == 201, group.text

    answer = await client.post(
        f"/api/v1/people/{person.id}/group",
        json={"group_id": group.json()["id"], "on": on},
        headers={"if-match": '"v1"'},
    )

    codes = [error["code"] for error in answer.json().get("errors", [])]
    assert codes == ([code] if code else [])


async def test_the_vote_is_taken_only_from_who_had_it_and_an_end_makes_nothing_longer(world: World) -> None:
    client, person = await member(world)
    address = f"/api/v1/people/{person.id}/restrictions"
    given = {"kind": "party_probation", "until_on": "2027-01-01", "decision_number": "青纪〔2026〕1号"}

    too_early = await client.post(address, json=given | {"from_on": "2012-06-30"})
    made = await client.post(address, json=given | {"from_on": "2026-01-01"})
    assert made.status_code == 201, made.text
    end = f"/api/v1/membership-restrictions/{made.json()['id']}/end"
    longer, shorter = [
        await client.post(
            end, json={"until_on": day, "decision_number": "青纪〔2026〕2号"}, headers={"if-match": '"v1"'}
        )
        for day in ("2027-01-02", "2026-12-31")
    ]

    assert (too_early.status_code, too_early.json()["errors"][0]["pointer"]) == (409, "/from_on")
    assert (longer.status_code, longer.json()["errors"][0]["code"]) == (422, "people.restriction-longer")
    assert (shorter.status_code, shorter.json()["until_on"]) == (200, "2026-12-31")
