"""Committees and groups through the API."""

from datetime import date
from uuid import UUID

import httpx
import pytest

from app.domain.people.facts import MemberStatus, RestrictionKind
from app.persistence.models.committees import CommitteeTerm
from app.services.people import restrict
from tests.builders.people import make_person
from tests.builders.world import World

NUMBER = "柳发〔2024〕9号"


async def people(world: World, count: int = 4) -> list[str]:
    names = ("安一", "白二", "曹三", "邓四", "范五", "高六", "何七", "江八")
    async with world.system() as uow:
        return [
            str((await make_person(uow, world.branch.id, names[i], born_on=date(1985, 3, i + 1))).id)
            for i in range(count)
        ]


def election(ids: list[str], **changes: object) -> dict[str, object]:
    posts = ("secretary", "organisation", "publicity", "discipline")
    seats = [{"person_id": person, "post": post} for person, post in zip(ids, posts, strict=False)]
    return {"elected_on": "2024-03-18", "decision_number": NUMBER, "seats": seats} | changes


async def organiser(world: World) -> httpx.AsyncClient:
    return await world.client("committee-organiser", "committee")


@pytest.mark.own_day
async def test_an_election_begins_a_term_that_the_rules_measure(world: World) -> None:
    ids = await people(world)
    client = await organiser(world)
    address = f"/api/v1/organisations/{world.branch.id}/elections"

    wrong = await client.post(address, json=election(ids, term_years=3))
    made = await client.post(address, json=election(ids))
    again = await client.post(address, json=election(ids))
    next_one = await client.post(address, json=election(ids[:3], elected_on="2026-03-18"))

    assert [e["code"] for e in wrong.json()["errors"]] == ["organisations.term"]
    assert made.status_code == 201, made.text
    assert (made.json()["term_years"], made.json()["due_on"]) == (5, "2029-03-18")
    assert (again.status_code, again.json()["code"]) == (409, "organisations.committee-overlap")
    assert next_one.status_code == 201
    then = (await client.get(f"/api/v1/organisations/{world.branch.id}/committee?on=2026-03-17")).json()
    now = (await client.get(f"/api/v1/organisations/{world.branch.id}/committee")).json()
    assert (len(then["seats"]), len(now["seats"])) == (4, 3)
    assert then["ended_on"] == "2026-03-18"
    none = await client.get(f"/api/v1/organisations/{world.branch.id}/committee?on=2024-03-17")
    assert none.json()["code"] == "organisations.no-committee"


async def test_figures_of_an_election_are_judged_and_kept(world: World) -> None:
    ids = await people(world, 5)
    client = await organiser(world)
    address = f"/api/v1/organisations/{world.branch.id}/elections"

    def figures(**changes: object) -> dict[str, object]:
        votes = zip(ids, (17, 15, 11, 10, 4), strict=True)
        stood = [{"person_id": person, "post": "member", "votes": number} for person, number in votes]
        count = {"entitled": 20, "present": 17, "issued": 17, "returned": 17, "secret": True, "candidates": stood}
        return election(ids, election_count=count | changes)

    few = await client.post(address, json=figures(present=15, issued=15, returned=17))
    wrong = await client.post(address, json=figures(entitled=16))
    small = await client.post(address, json=figures(entitled=4, present=4, issued=4, returned=17))
    made = await client.post(address, json=figures())

    assert few.status_code == 409, few.text
    told = {e["code"]: e for e in few.json()["errors"]}
    assert set(told) == {"organisations.election-quorum", "organisations.election-papers"}
    quorum = told["organisations.election-quorum"]
    assert (quorum["expected"], quorum["actual"], quorum["verified"]) == (16, 15, False)
    assert (quorum["pointer"], quorum["clause"]["article"]) == ("/election_count/present", "第四章")
    assert "不少于" in quorum["note"]
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/election_count/present")
    (left_out,) = (e for e in small.json()["errors"] if e["code"] == "organisations.election-roster")
    assert (left_out["expected"], left_out["actual"]) == (5, 4)
    assert made.status_code == 201, made.text
    assert made.json()["election_count"]["candidates"][3] == {"person_id": ids[3], "post": "member", "votes": 10}
    read = (await client.get(f"/api/v1/organisations/{world.branch.id}/committee")).json()
    assert read["election_count"] == made.json()["election_count"]
    async with world.system() as uow:
        term = await uow.session.get_one(CommitteeTerm, UUID(made.json()["id"]))
        kept = {row["code"] for row in term.election_verdict or ()}
    assert {"organisations.election-quorum", "organisations.election-majority"} <= kept


async def test_only_full_members_with_the_vote_on_that_day_are_elected(world: World) -> None:
    ids = await people(world, 3)
    async with world.system() as uow:
        young = await make_person(
            uow,
            world.branch.id,
            "江八",
            status=MemberStatus.PROBATIONARY,
            since=date(2024, 1, 1),
            born_on=date(2000, 1, 1),
        )
        fresh = await make_person(uow, world.branch.id, "何七", since=date(2023, 9, 1), born_on=date(1999, 1, 1))
        await restrict(
            uow,
            UUID(ids[1]),
            RestrictionKind.PARTY_PROBATION,
            date(2024, 1, 1),
            date(2025, 1, 1),
            decision_number="纪〔2024〕1号",
        )
    client = await organiser(world)
    address = f"/api/v1/organisations/{world.branch.id}/elections"

    async def refusals(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
        seats = [{"person_id": person, "post": post} for person, post in pairs]
        answer = await client.post(address, json=election([], seats=seats))
        assert answer.status_code == 409, answer.text
        return [(e["pointer"], e["code"]) for e in answer.json()["errors"]]

    assert await refusals((ids[0], "secretary"), (str(young.id), "member")) == [
        ("/seats/1/person_id", "organisations.not-eligible")
    ]
    assert await refusals((ids[0], "secretary"), (ids[1], "member")) == [
        ("/seats/1/person_id", "organisations.not-eligible")
    ]
    assert await refusals((str(fresh.id), "secretary")) == [("/seats/0/person_id", "organisations.secretary-party-age")]
    assert await refusals((ids[0], "member")) == [("/seats", "organisations.no-secretary")]
    assert await refusals((ids[0], "secretary"), (ids[2], "secretary")) == [("/seats", "organisations.two-secretaries")]


async def test_an_election_is_delayed_by_at_most_a_year(world: World) -> None:
    ids = await people(world)
    client = await organiser(world)
    term = (await client.post(f"/api/v1/organisations/{world.branch.id}/elections", json=election(ids))).json()
    address = f"/api/v1/committee-terms/{term['id']}/delay"

    long = await client.post(
        address, json={"until": "2030-03-19", "decision_number": NUMBER}, headers={"if-match": '"v1"'}
    )
    year = await client.post(
        address, json={"until": "2030-03-18", "decision_number": NUMBER}, headers={"if-match": '"v1"'}
    )
    listed = (await client.get("/api/v1/committee-terms?due_to=2030-03-18")).json()["items"]
    early = (await client.get("/api/v1/committee-terms?due_to=2030-03-17")).json()["items"]

    assert [e["code"] for e in long.json()["errors"]] == ["organisations.delay-too-long"]
    assert year.json()["due_on"] == "2030-03-18"
    assert ([t["id"] for t in listed], early) == ([term["id"]], [])


async def test_a_seat_is_filled_and_ended_within_the_term(world: World) -> None:
    ids = await people(world)
    client = await organiser(world)
    term = (await client.post(f"/api/v1/organisations/{world.branch.id}/elections", json=election(ids[:3]))).json()
    address = f"/api/v1/committee-terms/{term['id']}/seats"

    second = await client.post(
        address, json={"person_id": ids[3], "post": "secretary", "from_on": "2025-01-01"}, headers={"if-match": '"v1"'}
    )
    filled = await client.post(
        address, json={"person_id": ids[3], "post": "discipline", "from_on": "2025-01-01"}, headers={"if-match": '"v1"'}
    )
    seats = (await client.get(f"/api/v1/organisations/{world.branch.id}/committee")).json()["seats"]
    ended = await client.post(f"/api/v1/committee-seats/{seats[-1]['id']}/end", json={"until_on": "2025-06-01"})

    assert second.json()["code"] == "organisations.two-secretaries"
    assert (filled.status_code, filled.headers["etag"]) == (200, '"v2"'), filled.text
    assert ended.json()["until_on"] == "2025-06-01"
    assert len((await client.get(f"/api/v1/organisations/{world.branch.id}/committee")).json()["seats"]) == 3


async def test_findings_name_figure_and_clause(world: World) -> None:
    await people(world, 7)
    client = await organiser(world)

    answer = (await client.get(f"/api/v1/organisations/{world.branch.id}/findings")).json()

    unmet = {f["code"]: f for f in answer["findings"] if not f["ok"]}
    assert set(unmet) == {"organisations.committee-needed", "organisations.committee-too-small"}
    assert unmet["organisations.committee-needed"]["expected"] == 7
    assert unmet["organisations.committee-needed"]["clause"]["article"] == "第六章"
    before = (await client.get(f"/api/v1/organisations/{world.branch.id}/findings?on=2018-10-27")).json()
    assert all(f["ok"] for f in before["findings"])


async def test_findings_of_a_term_cite_the_length_and_an_election_far_too_early(world: World) -> None:
    ids = await people(world)
    client = await organiser(world)
    address = f"/api/v1/organisations/{world.branch.id}"
    for day in ("2019-03-18", "2023-03-17"):
        made = await client.post(f"{address}/elections", json=election(ids, elected_on=day))
        assert made.status_code == 201, made.text

    english = {"accept-language": "en"}
    found = (await client.get(f"{address}/findings?on=2028-03-18", headers=english)).json()["findings"]

    late = next(f for f in found if f["code"] == "organisations.election-late")
    early = next(f for f in found if f["code"] == "organisations.election-too-early")
    assert (late["ok"], late["expected"], late["actual"]) == (False, "2028-03-17", "2028-03-18")
    assert (late["clause"]["article"], late["parameter"]) == ("第六章", "branch.committee.term_village")
    assert (early["ok"], early["expected"], early["actual"]) == (False, "2023-03-18", "2023-03-17")
    assert early["note"].startswith("Generally; needs the upper organisation's approval")


async def test_a_group_has_a_leader_and_a_committee_member_who_looks_after_it(world: World) -> None:
    ids = await people(world)
    department = await world.client("organisation-department", "county")
    client = await organiser(world)
    group = await department.post(
        "/api/v1/organisations",
        json={
            "parent_id": str(world.branch.id),
            "kind": "group",
            "classification": "rural",
            "code": "X01-01-1",
            "name": "第一党小组",
            "short_name": "一组",
            "founded_on": "2024-01-01",
            "taken_over": True,
        },
    )
    group_id = group.json()["id"]
    await client.post(f"/api/v1/organisations/{world.branch.id}/elections", json=election(ids[:3]))
    address = f"/api/v1/organisations/{group_id}/posts"

    async def appoint(person: str, post: str, on: str) -> httpx.Response:
        return await client.post(address, json={"person_id": person, "post": post, "from_on": on})

    leader = await appoint(ids[3], "leader", "2024-04-01")
    successor = await appoint(ids[2], "leader", "2025-04-01")
    early = await appoint(ids[3], "leader", "2025-03-01")
    outsider = await appoint(ids[3], "care", "2024-04-01")
    care = await appoint(ids[0], "care", "2024-04-01")

    assert (leader.status_code, successor.status_code, care.status_code) == (201, 201, 201), care.text
    assert early.json()["code"] == "organisations.later-change"
    assert outsider.json()["errors"][0]["code"] == "organisations.not-on-committee"
    posts = (await client.get(address)).json()
    assert [(p["post"], p["from_on"], p["until_on"]) for p in posts] == [
        ("leader", "2024-04-01", "2025-04-01"),
        ("care", "2024-04-01", None),
        ("leader", "2025-04-01", None),
    ]
    secretary = await world.client("branch-secretary")
    member = (await secretary.get(f"/api/v1/people/{ids[1]}")).json()
    joined = await secretary.post(
        f"/api/v1/people/{ids[1]}/group",
        json={"group_id": group_id, "on": "2025-01-01"},
        headers={"if-match": f'"v{member["version"]}"'},
    )
    elsewhere = await secretary.post(
        f"/api/v1/people/{ids[1]}/group",
        json={"group_id": str(world.branch.id), "on": "2025-01-01"},
        headers={"if-match": f'"v{member["version"] + 1}"'},
    )
    assert joined.json()["group_id"] == group_id
    assert elsewhere.json()["errors"][0]["code"] == "people.group-not-here"
    assert [i["id"] for i in (await secretary.get(f"/api/v1/people?group_id={group_id}")).json()["items"]] == [ids[1]]
    roster = (await secretary.get(f"/api/v1/organisations/{group_id}/roster?on=2024-12-31")).json()["items"]
    assert roster == []
    assert len((await secretary.get(f"/api/v1/organisations/{group_id}/roster?on=2025-01-01")).json()["items"]) == 1
