"""Moves in the middle of something: a notice that hangs, a letter on its way, a roster of the day itself."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from tests.api.development.test_moving import at_branch, transfer
from tests.builders.development_walk import PDF, match, start
from tests.builders.measures import desk
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
REVIEWS = "/api/v1/political-reviews"
NOTICES = "/api/v1/publicity-notices"


async def answered(client: httpx.AsyncClient, letter: dict[str, Any], day: str) -> httpx.Response:
    """Answer a letter at a desk with a stamped paper."""
    address = f"/api/v1/inquiries/{letter['id']}"
    given = {"title": "回函", "file_name": "a.pdf", "happened_on": day}
    paper = await client.post(f"{address}/documents", params=given, content=PDF + letter["id"].encode())
    assert paper.status_code == 201, paper.text
    body = {"happened_on": day, "result": "clear", "document_id": paper.json()["id"]}
    return await client.post(f"{address}/reply", json=body, headers=match(letter["version"]))


async def test_a_desk_answers_its_letter_wherever_the_case_stands(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_object()
    await walk.fact(
        "sponsor_assignment", "2026-06-05", person_ids=[str(m) for m in walk.members[:2]], source="contact_person"
    )
    await walk.done("determine_sponsors", "2026-06-05")
    review = await walk.post(walk.secretary, REVIEWS, {"case_id": walk.case_id, "happened_on": "2026-06-05"})
    address = f"{REVIEWS}/{review['id']}"
    for department in ("public_security", "discipline_inspection"):
        version = (await walk.secretary.get(address)).json()["version"]
        letter = {"happened_on": "2026-06-05", "addressee": "department", "department": department}
        sent = await walk.secretary.post(f"{address}/inquiries", json=letter, headers=match(version))
        assert sent.status_code == 201, sent.text
    county = await desk(world, "public_security", "county")
    local = await desk(world, "discipline_inspection", "committee")
    strangers = await desk(world, "discipline_inspection", "other")

    moved = await transfer(walk, world.other_branch.id, "2026-06-05")

    assert moved.status_code == 200, moved.text
    assert (await strangers.get("/api/v1/inquiries")).json()["items"] == []
    for client in (county, local):
        [mine] = (await client.get("/api/v1/inquiries")).json()["items"]
        reply = await answered(client, mine, "2026-06-05")
        assert reply.status_code == 204, reply.text
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "other_branch")
    now = (await receiving.get(address)).json()
    assert [inquiry["replies"][0]["result"] for inquiry in now["inquiries"]] == ["clear", "clear"]
    papers = [inquiry["replies"][0]["document_id"] for inquiry in now["inquiries"]]
    assert {(await receiving.get(f"/api/v1/documents/{paper}/content")).status_code for paper in papers} == {200}
    assert (await walk.secretary.get(address)).status_code == 404
    unasked = await local.post(
        "/api/v1/documents",
        params={"kind": "other", "title": "x", "file_name": "a.pdf", "happened_on": "2026-06-05"}
        | {"case_id": walk.case_id},
        content=PDF,
    )
    assert (unasked.status_code, unasked.json()["title"]) == (404, "没有该发展档案")


async def test_a_notice_that_hangs_is_concluded_by_who_posted_it_and_carries_the_step_where_the_case_is(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_activist()
    old = walk.secretary
    for day, period in (("2025-10-28", ("2025-04-28", "2025-10-27")), ("2026-04-28", ("2025-10-28", "2026-04-27"))):
        reviewed: dict[str, Any] = {
            "period_from": period[0],
            "period_to": period[1],
            "suitable": True,
            "reported_to_assembly": True,
        }
        await walk.fact("half_yearly_review", day, **reviewed)
        if day == "2025-10-28":
            await walk.fact("thought_report", day, topic="学习党章")
    await walk.fact("cultivation_conclusion", "2026-05-06", suitable=True)
    await walk.done("cultivate", "2026-05-06")
    for source in ("party_group", "contact_person", "members", "masses"):
        await walk.fact("opinions_heard", "2026-05-08", source=source, asked=5, in_favour=5)
    await walk.fact("object_determination", "2026-05-19", decided_by="branch_committee", agreed=True)
    await walk.done("determine_object", "2026-05-19")
    await walk.notice("development", "2026-05-21", None)
    [notice] = (await old.get(NOTICES)).json()["items"]
    await walk.on("2026-05-25")

    moved = await transfer(walk, world.other_branch.id, "2026-05-25")
    assert moved.status_code == 200, moved.text
    await at_branch(walk, "other_branch")
    filed = {
        "reported_on": "2026-05-26",
        "replied_by": str(world.committee.id),
        "reply": "consent",
        "document_number": "石委批〔2026〕7号",
    }
    await walk.on("2026-06-02")
    address = f"{NOTICES}/{notice['id']}"
    stranger = await walk.secretary.post(
        f"{address}/conclude", json={"concluded_on": "2026-06-02"}, headers=match(notice["version"])
    )
    await walk.fact("object_filing", "2026-06-04", walk.organiser, **filed)
    await walk.papers("list_object", "2026-06-04")
    waiting = await walk.try_step("list_object")
    concluded = await old.post(
        f"{address}/conclude", json={"concluded_on": "2026-06-04"}, headers=match(notice["version"])
    )
    done = await walk.try_step("list_object")

    assert (stranger.status_code, stranger.json()["code"]) == (404, "publicity-notices.not-found")
    assert waiting.status_code == 409
    assert {e["code"] for e in waiting.json()["errors"]} == {"publicity.not-concluded"}
    assert concluded.status_code == 200, concluded.text
    assert done.status_code == 200, done.text


@pytest.mark.parametrize(
    ("day", "here", "there"), [("2025-05-05", True, False), ("2025-05-06", False, True), ("2025-05-07", False, True)]
)
async def test_the_roster_of_every_day_holds_everybody_once(
    world: World, set_today: SetToday, day: str, here: bool, there: bool
) -> None:
    walk = await start(world, set_today)
    await walk.on("2025-05-08")
    mover = str(walk.members[4])
    address = f"/api/v1/people/{mover}"
    version = (await walk.department.get(address)).json()["version"]
    body = {"to_branch_id": str(world.other_branch.id), "on": "2025-05-06", "letter_number": "转〔2025〕1"}
    moved = await walk.department.post(f"{address}/transfer", json=body, headers=match(version))
    assert moved.status_code == 200, moved.text

    async def roster(name: str) -> list[str]:
        answer = await walk.department.get(
            f"/api/v1/organisations/{world.organisations[name].id}/roster", params={"on": day}
        )
        assert answer.status_code == 200, answer.text
        return [item["person_id"] for item in answer.json()["items"]]

    assert (mover in await roster("branch"), mover in await roster("other_branch")) == (here, there)
    assert (mover in await roster("committee"), mover in await roster("other")) == (here, there)
    assert (await roster("county")).count(mover) == 1
