"""Whoever holds a role at a group sees the group and its people, and nothing breaks elsewhere."""

from datetime import date

from app.domain.organisations.facts import Classification, OrganisationKind
from app.services.organisations import FoundOrganisation, found
from app.services.people import assign_to_group
from tests.builders.people import make_person
from tests.builders.world import World


async def test_a_group_leader_sees_the_group(world: World) -> None:
    async with world.system() as uow:
        group = await found(
            uow,
            FoundOrganisation(
                world.branch.id,
                OrganisationKind.GROUP,
                Classification.RURAL,
                "X01-01-1",
                "第一党小组",
                "一组",
                date(2020, 1, 1),
            ),
        )
        inside = await make_person(uow, world.branch.id, "安一")
        outside = await make_person(uow, world.branch.id, "白二")
        await assign_to_group(uow, inside.id, group.id, date(2024, 1, 1))
    leader = await world.client("group-leader", group.id)

    people = await leader.get("/api/v1/people")
    bodies = await leader.get("/api/v1/organisations")

    assert [p["name"] for p in people.json()["items"]] == ["安一"], people.text
    assert [o["code"] for o in bodies.json()["items"]] == ["X01-01-1"], bodies.text
    assert (await leader.get(f"/api/v1/people/{inside.id}")).status_code == 200
    assert (await leader.get(f"/api/v1/people/{outside.id}")).status_code == 404
    assert (await leader.get(f"/api/v1/organisations/{group.id}")).status_code == 200
    assert (await leader.get(f"/api/v1/organisations/{group.id}/tree")).json()["children"] == []
    assert len((await leader.get(f"/api/v1/organisations/{group.id}/roster")).json()["items"]) == 1
    assert (await leader.get("/api/v1/committee-terms")).json()["items"] == []
    assert [o["code"] for o in (await leader.get("/api/v1/organisations?on=2026-11-23")).json()["items"]] == [
        "X01-01-1"
    ]
    county = await world.client("organisation-department", "county")
    assert (await county.get(f"/api/v1/committee-terms?organisation_id={group.id}")).json()["items"] == []
    assert [p["name"] for p in (await county.get(f"/api/v1/people?organisation_id={group.id}")).json()["items"]] == [
        "安一"
    ]


async def test_answers_made_in_sql_hold_the_declared_schema(world: World) -> None:
    from app.api.v1.organisations.committee_schemas import CommitteeOut, TermOut
    from app.api.v1.organisations.schemas import OrganisationOut, TreeOut
    from app.api.v1.people.schemas import EpisodeOut, PersonOut, RosterItemOut
    from app.domain.organisations.facts import CommitteePost
    from app.services.organisations import Elect, elect_committee

    async with world.system() as uow:
        person = await make_person(uow, world.branch.id, "安一")
        await elect_committee(
            uow, Elect(world.branch.id, date(2024, 1, 1), "柳发〔2024〕1号", ((person.id, CommitteePost.SECRETARY),))
        )
    client = await world.client("committee-organiser", "committee")

    async def items(address: str) -> list[dict[str, object]]:
        answer = await client.get(address)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        found = body["items"] if isinstance(body, dict) and "items" in body else body
        return found if isinstance(found, list) else [found]

    branch = f"/api/v1/organisations/{world.branch.id}"
    for address, model in (
        ("/api/v1/people", PersonOut),
        (f"/api/v1/people/{person.id}/episodes", EpisodeOut),
        ("/api/v1/organisations", OrganisationOut),
        ("/api/v1/organisations?on=2024-01-01", OrganisationOut),
        (f"{branch}/tree", TreeOut),
        (f"{branch}/roster", RosterItemOut),
        (f"{branch}/committee", CommitteeOut),
        ("/api/v1/committee-terms", TermOut),
    ):
        for item in await items(address):
            fields = {name for name, field in model.model_fields.items()}
            assert set(item) == fields, address
            model.model_validate(item)
