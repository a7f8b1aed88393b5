"""A case that is over: what is found of it later is carried by a decision with a note, and nothing else is done to it."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import httpx

from tests.api.development.test_steps import status_of
from tests.builders.development_walk import PDF, Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
NUMBER = "柳委〔2027〕66号"


async def findings(walk: Walk, state: str = "open") -> list[dict[str, Any]]:
    items = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    return [item for item in items if item["state"] == state]


async def decide(walk: Walk, decision: str, note: str | None = None, **other: object) -> httpx.Response:
    body = {
        "finding_ids": [finding["id"] for finding in await findings(walk)],
        "decision": decision,
        "decided_by": str(walk.world.committee.id),
        "decided_on": "2027-10-01",
        "document_number": NUMBER,
        "note": note,
    } | other
    version = (await walk.case())["version"]
    return await walk.approver.post(f"{walk.path}/findings/decisions", json=body, headers=match(version))


async def questioned(world: World, set_today: SetToday) -> Walk:
    """An archived case whose sponsors turn out to have been under a restriction on the day."""
    walk = await (await start(world, set_today)).to_archive()
    await walk.on("2027-10-01")
    body = {
        "kind": "party_probation",
        "from_on": "2026-06-01",
        "until_on": "2028-06-01",
        "decision_number": "青纪〔2026〕3号",
    }
    made = await walk.department.post(f"/api/v1/people/{walk.members[0]}/restrictions", json=body)
    assert made.status_code == 201, made.text
    return walk


async def test_the_committee_carries_what_is_found_of_an_archived_case(world: World, set_today: SetToday) -> None:
    walk = await questioned(world, set_today)
    found = [(finding["step"], finding["code"]) for finding in await findings(walk)]

    bare = await decide(walk, "uphold")
    again = [await decide(walk, decision, "程序有瑕疵") for decision in ("reopen", "cancel")]
    future = await decide(walk, "uphold", "介绍人处分在后", decided_on="2027-10-02")
    foreign = await decide(walk, "uphold", "介绍人处分在后", decided_by=str(world.other.id))
    done = await decide(walk, "uphold", "介绍人处分决定在后，不影响结论")
    twice = await decide(walk, "uphold", "再次", finding_ids=[f["id"] for f in await findings(walk, "upheld")])

    assert ("determine_sponsors", "development.sponsors-not-barred") in found
    assert [(e["pointer"], e["code"]) for e in bare.json()["errors"]] == [("/note", "development.case-over-note")]
    assert {(a.status_code, a.json()["code"]) for a in again} == {(409, "development.case-over-is-carried")}
    assert "只能认定有效" in again[0].json()["title"]
    assert [(e["pointer"], e["code"]) for e in future.json()["errors"]] == [("/decided_on", "field.future-day")]
    assert (foreign.status_code, foreign.json()["code"]) == (403, "development.body-not-reached")
    assert done.status_code == 200, done.text
    assert (done.json()["state"], await findings(walk)) == ("archived", [])
    upheld = await findings(walk, "upheld")
    assert {(f["document_number"], f["note"]) for f in upheld} == {(NUMBER, "介绍人处分决定在后，不影响结论")}
    assert (twice.status_code, twice.json()["code"]) == (409, "development.finding-decided")
    case = await walk.case()
    assert (case["state"], case["step"], case["closed_on"]) == ("archived", None, "2027-09-01")
    assert await status_of(walk) == "full_member"
    judged = await walk.secretary.post(f"{walk.path}/judgements", headers=match(case["version"]))
    assert judged.status_code == 200, judged.text
    assert await findings(walk) == [], "what was decided once is not asked again"
    audited = await world.runtime.database.reads.fetchval(
        "SELECT details ->> 'document_number' FROM audit_entries WHERE action = 'development:finding:decide'"
    )
    assert audited == NUMBER


async def test_only_who_decides_for_the_committee_carries_it(world: World, set_today: SetToday) -> None:
    walk = await questioned(world, set_today)
    body = {
        "finding_ids": [finding["id"] for finding in await findings(walk)],
        "decision": "uphold",
        "decided_by": str(world.committee.id),
        "decided_on": "2027-10-01",
        "document_number": NUMBER,
        "note": "说明",
    }
    version = (await walk.case())["version"]

    refused = [
        await client.post(f"{walk.path}/findings/decisions", json=body, headers=match(version))
        for client in (walk.secretary, walk.organiser)
    ]

    assert {(answer.status_code, answer.json()["permission"]) for answer in refused} == {(403, "case:decide")}
    assert len(await findings(walk)) == len(body["finding_ids"])


def _talk(walk: Walk) -> tuple[str, dict[str, object]]:
    return "/api/v1/scored-talks", {"body": "branch", "talked_by": str(walk.members[0])}


def _review(walk: Walk) -> tuple[str, dict[str, object]]:
    return "/api/v1/political-reviews", {}


def _evaluation(walk: Walk) -> tuple[str, dict[str, object]]:
    return "/api/v1/candidate-evaluations", {"full_members": 5, "asked": 5, "participating": 5, "approving": 5}


async def test_nothing_new_is_recorded_of_it_and_a_paper_is_added_with_a_note(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_archive()
    await walk.on("2027-10-01")
    before = (await walk.case())["version"]

    for address, body in (_talk(walk), _review(walk), _evaluation(walk)):
        refused = await walk.secretary.post(address, json={"case_id": walk.case_id, "happened_on": "2027-09-30"} | body)
        assert (refused.status_code, refused.json()["code"]) == (409, "development.case-over"), address
    fact = await walk.secretary.post(
        f"{walk.path}/facts/thought-report", json={"happened_on": "2027-09-30", "data": {"topic": "学习"}}
    )
    given = {"kind": "other", "title": "补充说明", "file_name": "a.pdf", "happened_on": "2027-09-30"}
    silent = await walk.secretary.post("/api/v1/documents", params=given | {"case_id": walk.case_id}, content=PDF)
    added = await walk.secretary.post(
        "/api/v1/documents", params=given | {"case_id": walk.case_id, "reason": "归档后补充"}, content=PDF
    )

    assert (fact.status_code, fact.json()["code"]) == (409, "development.case-over")
    assert [(e["pointer"], e["code"]) for e in silent.json()["errors"]] == [
        ("/reason", "documents.note-for-ended-case")
    ]
    assert added.status_code == 201, added.text
    kept = (await walk.secretary.get(f"/api/v1/documents/{added.json()['id']}")).json()["corrections"]
    assert [(note["field"], note["old_value"], note["reason"]) for note in kept] == [
        ("addition", "archived", "归档后补充")
    ]
    assert (await walk.case())["version"] == before


async def test_a_late_paper_settles_what_a_withdrawn_one_left_open(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("oath", decide=False)
    wrong = await walk.document("talk_record", "2025-03-20", case_id=walk.case_id, step=2)
    await walk.uphold_all()
    await walk.convert()
    await walk.approve_conversion()
    await walk.fact("archive", "2027-09-01", has_personnel_file=True, kept_by="personnel_file")
    await walk.done("archive", "2027-09-01")
    await walk.on("2027-10-01")

    aside = await walk.approver.post(
        f"/api/v1/documents/{wrong}/set-aside", json={"reason": "误传他人材料"}, headers=match(1)
    )
    assert aside.status_code == 200, aside.text
    missing = [(finding["step"], finding["code"]) for finding in await findings(walk)]
    await walk.document("talk_record", "2025-03-20", case_id=walk.case_id, step=2, reason="原件已找到")

    assert missing == [("first_talk", "development.document-there")]
    assert await findings(walk) == []
    settled = [(finding["step"], finding["code"]) for finding in await findings(walk, "settled")]
    assert settled[-1] == ("first_talk", "development.document-there")
