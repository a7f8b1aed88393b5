"""Whose law a member may read, and ends of local values that are recorded late or twice."""

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from app.services.rules.adoptions import adopt
from app.services.rules.drafts import Adopt, GivenValue
from tests.api.rules.test_adoptions import ADOPTIONS, DAYS, current, decision, values
from tests.builders.people import make_person
from tests.builders.world import World


async def adopted(world: World, at: str, value: int) -> None:
    async with world.system() as uow:
        given = (GivenValue(DAYS, value),)
        await adopt(uow, Adopt(world.organisations[at].id, "青发〔2026〕1号", uow.today, uow.today, values=given))


async def own_file(world: World, role: RoleKey) -> httpx.AsyncClient:
    async with world.system() as uow:
        person = await make_person(uow, world.branch.id)
    return await world.client(role, "branch", person_id=person.id)


@pytest.mark.parametrize("role", [RoleKey.MEMBER, RoleKey.APPLICANT])
async def test_who_has_only_the_own_file_reads_the_rules_that_bind_him_and_no_others(
    world: World, role: RoleKey
) -> None:
    await adopted(world, "committee", 8)
    await adopted(world, "other", 9)
    client = await own_file(world, role)

    assert (await current(client, world, "branch"))["value"] == 8
    assert (await current(client, world, "committee"))["value"] == 8
    assert (await current(client, world, "county"))["value"] == 5
    for foreign in ("sister", "other", "other_branch"):
        query = {"organisation": str(world.organisations[foreign].id)}
        for path in ("/api/v1/rules", f"/api/v1/rules/{DAYS}"):
            answer = await client.get(path, params=query)
            assert (answer.status_code, answer.json()["code"]) == (404, "organisations.not-found"), foreign
    listed = await client.get("/api/v1/rules", params={"organisation": str(world.branch.id), "local": "true"})
    assert [item["id"] for item in listed.json()["items"]] == [DAYS]


async def test_who_has_only_the_own_file_tries_the_rules_that_bind_him(world: World) -> None:
    await adopted(world, "committee", 8)
    client = await own_file(world, RoleKey.MEMBER)
    (rule,) = [r for r in (await client.get("/api/v1/rules/evaluations")).json() if "publicity" in r["key"]][:1]
    facts = {i["name"]: "2026-06-01" if i["kind"] == "day" else 1 for i in rule["inputs"] if i["required"]}

    async def ask(at: str) -> httpx.Response:
        body = {"rule": rule["key"], "facts": facts, "organisation_id": str(world.organisations[at].id)}
        return await client.post("/api/v1/rules/evaluations", json=body)

    assert (await ask("branch")).status_code != 404
    assert (await ask("committee")).status_code != 404
    assert (await ask("sister")).status_code == 404


@pytest.mark.own_day
async def test_an_end_that_was_recorded_before_stays_in_the_audit_when_a_new_value_moves_it(world: World) -> None:
    department = await world.client(RoleKey.ORGANISATION_DEPARTMENT, "county")
    made = await department.post(ADOPTIONS, json=decision(world, values=values((DAYS, 7)), effective_from="2026-11-21"))
    first = made.json()["values"][0]["adoption_id"]
    ended = await department.post(
        f"{ADOPTIONS}/{first}/end",
        json={
            "last_day": "2026-12-31",
            "decided_on": "2026-11-23",
            "decision_number": "青发〔2026〕13号",
            "reason": "到期",
        },
        headers={"if-match": '"v1"'},
    )
    assert ended.status_code == 200, ended.text

    again = await department.post(
        ADOPTIONS, json=decision(world, values=values((DAYS, 8)), effective_from="2026-12-01")
    )

    assert again.status_code == 201, again.text
    rows = await world.runtime.database.reads.fetch(
        "SELECT details->>'before' AS old, details->>'last_day' AS new FROM audit_entries"
        " WHERE action = 'rules:adoption:replace'"
    )
    assert [tuple(row) for row in rows] == [("2026-12-31", "2026-11-30")]
    assert (await current(department, world, "county", on="2026-11-30"))["value"] == 7
    assert (await current(department, world, "county", on="2027-01-01"))["value"] == 8
