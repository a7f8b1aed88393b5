"""What a case rests on is read where the case stands, wherever it lies; what has nothing to do with it stays unseen.

And the body that published or met stays answerable: it corrects its own acts, and the case is judged again where it is.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.api.v1.documents.schemas import CaseDocumentsOut, DocumentReadOut
from app.domain.identity.permissions import RoleKey
from tests.api.development.test_moving import transfer
from tests.builders.development_walk import Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
DOCUMENTS = "/api/v1/documents"
NOTICES = "/api/v1/publicity-notices"


async def photographed(walk: Walk) -> tuple[str, str]:
    """Attach a photograph to the posting of the only notice; return the ids of notice and photograph."""
    notice = (await walk.secretary.get(NOTICES)).json()["items"][0]
    photo = await walk.document("publicity_photo", notice["first_posted_on"], notice_id=notice["id"])
    site = notice["sites"][0]["id"]
    answer = await walk.secretary.post(
        f"{NOTICES}/{notice['id']}/sites/{site}/photo", json={"document_id": photo}, headers=match(notice["version"])
    )
    assert answer.status_code == 200, answer.text
    return str(notice["id"]), photo


async def listed(client: httpx.AsyncClient, walk: Walk) -> set[str]:
    """The documents that the case rests on, as a client sees them."""
    answer = await client.get(f"{walk.path}/documents")
    assert answer.status_code == 200, answer.text
    CaseDocumentsOut.model_validate(answer.json())
    return {document["id"] for document in answer.json()["items"]}


async def opens(client: httpx.AsyncClient, document: str) -> tuple[int, int]:
    """What a client gets of a document: its description, and its content."""
    path = f"{DOCUMENTS}/{document}"
    return (await client.get(path)).status_code, (await client.get(f"{path}/content")).status_code


async def test_who_reads_the_case_reads_what_it_rests_on_and_nothing_else_of_the_old_branch(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_object()
    _, photo = await photographed(walk)
    own = await walk.document("thought_report", "2026-06-04", case_id=walk.case_id)
    both = await walk.document("publicity_result", "2026-06-04", case_id=walk.case_id, notice_id=_)
    foreign = await walk.document("other", "2026-06-04", organisation_id=str(world.branch.id))
    letter = {"kind": "objection_letter", "title": "异议", "file_name": "y.pdf", "happened_on": "2026-06-04"}
    investigator = await world.client(RoleKey.INVESTIGATING_BODY, "committee")
    objection = await investigator.post(DOCUMENTS, params=letter | {"notice_id": _}, content=b"%PDF-1.4\n%%EOF\n")
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "other_branch")
    above = await world.client(RoleKey.COMMITTEE_ORGANISER, "other")
    auditor = await world.client(RoleKey.AUDITOR, "other_branch")
    assert {await opens(receiving, d) for d in (photo, own, both, foreign)} == {(404, 404)}
    assert (await receiving.get(f"{walk.path}/documents")).status_code == 404
    before = await listed(walk.secretary, walk)

    moved = await transfer(walk, world.other_branch.id, "2026-06-04")

    assert moved.status_code == 200, moved.text
    assert {photo, own, both} <= before
    for client in (receiving, above):
        assert await listed(client, walk) == before
        assert {await opens(client, d) for d in (photo, own, both)} == {(200, 200)}
    DocumentReadOut.model_validate((await receiving.get(f"{DOCUMENTS}/{photo}")).json())
    assert await opens(receiving, foreign) == (404, 404)
    assert await opens(receiving, str(uuid4())) == (404, 404)
    assert (await receiving.get(f"{DOCUMENTS}/{foreign}")).json()["code"] == "documents.not-found"
    assert objection.status_code == 201, objection.text
    assert objection.json()["id"] not in before
    assert await opens(receiving, objection.json()["id"]) == (404, 404)
    assert await opens(auditor, photo) == (403, 403)
    assert (await auditor.get(f"{walk.path}/documents")).status_code == 403
    # What the old branch published stays with it; the case itself has left.
    assert await opens(walk.secretary, photo) == (200, 200)
    assert await opens(walk.secretary, both) == (200, 200)
    assert await opens(walk.secretary, own) == (404, 404)
    assert (await walk.secretary.get(f"{walk.path}/documents")).status_code == 404
    # Reading is no writing.
    aside = f"{DOCUMENTS}/{photo}/set-aside"
    refused = await receiving.post(aside, json={"reason": "误传"}, headers=match(1))
    assert (refused.status_code, refused.json()["code"]) == (404, "documents.not-found")
    looks = await world.runtime.database.reads.fetch(
        "SELECT actor_id, details->>'through' AS through, details->>'through_id' AS id, branch_id FROM audit_entries"
        " WHERE action = 'documents:content:read' AND subject_id = $1",
        UUID(photo),
    )
    assert {(row["through"], row["branch_id"]) for row in looks} == {("case", world.branch.id), (None, world.branch.id)}
    assert {row["id"] for row in looks if row["through"]} == {walk.case_id}
    assert {str(row["actor_id"]) for row in looks} == {
        client.headers["x-user"] for client in (receiving, above, walk.secretary)
    }


async def test_minutes_are_read_by_who_reads_the_case_and_opinions_are_not(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    meeting = await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    minutes = (await walk.secretary.get(f"/api/v1/meetings/{meeting}")).json()["minutes_document_id"]
    opinion = await walk.document("other", "2026-07-10", meeting_id=meeting)
    other_case = await walk.document("other", "2026-07-10", meeting_id=meeting)
    async with world.system() as uow:
        driver = await uow.session.driver()
        # Nothing is handed in after the vote: the row stands for one that was handed in before.
        await driver.execute(
            "INSERT INTO meeting_written_opinions (id, meeting_id, person_id, candidate_id, opinion, received_on,"
            " document_id, recorded_at) VALUES (gen_random_uuid(), $1, $2, $3, 'approve', '2026-07-09', $4, now())",
            UUID(meeting),
            walk.members[4],
            walk.candidate,
            UUID(opinion),
        )
        await driver.execute("UPDATE documents SET case_id = $1 WHERE id = $2", uuid4(), UUID(other_case))
        uow.emit("test:opinion:make", None, subject_kind="meetings")
    moved = await transfer(walk, world.other_branch.id, "2026-07-10")
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "other_branch")

    assert moved.status_code == 200, moved.text
    assert minutes in await listed(receiving, walk)
    assert not {opinion, other_case} & await listed(receiving, walk)
    assert await opens(receiving, minutes) == (200, 200)
    assert await opens(receiving, opinion) == (404, 404)
    assert await opens(receiving, other_case) == (404, 404)
    assert await opens(walk.secretary, opinion) == (200, 200)


async def test_the_branch_that_met_reads_the_minutes_that_went_along_with_the_case(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    meeting = await walk.assembly("admission", "2026-07-10")
    address = f"/api/v1/meetings/{meeting}"
    paper = await walk.document("assembly_minutes", "2026-07-10", case_id=walk.case_id, step=15)
    version = (await walk.secretary.get(address)).json()["version"]
    body = {"document_id": paper, "reason": "换为签字件"}
    named = await walk.secretary.post(f"{address}/minutes", json=body, headers=match(version))
    assert named.status_code == 200, named.text
    await walk.done("admission_assembly", "2026-07-10")

    moved = await transfer(walk, world.other_branch.id, "2026-07-10")

    assert moved.status_code == 200, moved.text
    assert await opens(walk.secretary, paper) == (200, 200)
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "other_branch")
    assert await opens(receiving, paper) == (200, 200)


async def test_the_old_body_corrects_its_notice_and_the_case_is_judged_again_where_it_is(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).to_object()
    notice_id, _ = await photographed(walk)
    await transfer(walk, world.other_branch.id, "2026-06-04")
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "other_branch")
    address = f"{NOTICES}/{notice_id}"
    notice = (await walk.secretary.get(address)).json()
    site = f"{address}/sites/{notice['sites'][0]['id']}"
    body = {"reason": "张贴日期误录", "posted_on": "2026-05-28"}

    branch = await walk.secretary.post(f"{site}/corrections", json=body, headers=match(notice["version"]))
    done = await walk.approver.post(f"{site}/corrections", json=body, headers=match(notice["version"]))

    assert (branch.status_code, branch.json()["permission"]) == (403, "case:correct-completed")
    assert done.status_code == 200, done.text
    assert done.json()["state"] == "posted", "six days are no window: the conclusion is revoked"
    findings = (await receiving.get(f"{walk.path}/findings")).json()["items"]
    assert {(f["step"], f["state"]) for f in findings} == {("list_object", "open")}
    assert (await walk.approver.get(walk.path)).status_code == 404, "the case itself stays unseen"


@pytest.mark.parametrize("kind", ["facts", "judgements"])
async def test_facts_went_along_and_are_corrected_where_the_case_stands(
    world: World, set_today: SetToday, kind: str
) -> None:
    walk = await (await start(world, set_today)).to_activist()
    facts = (await walk.secretary.get(f"{walk.path}/facts")).json()["items"]
    talk = next(fact for fact in facts if fact["kind"] == "first_talk")
    version = (await walk.case())["version"]
    await transfer(walk, world.other_branch.id, "2025-04-28")
    body: dict[str, Any] = {"kind": "first_talk", "reason": "日期误录", "happened_on": "2025-03-21"}
    address = f"{walk.path}/facts/{talk['id']}/corrections" if kind == "facts" else f"{walk.path}/judgements"
    sent = body if kind == "facts" else None
    above = await world.client(RoleKey.APPROVING_COMMITTEE, "other")
    now = (await above.get(walk.path)).json()["version"]

    old_branch = await walk.secretary.post(address, json=sent, headers=match(version))
    old_committee = await walk.approver.post(address, json=sent, headers=match(version))
    new_committee = await above.post(address, json=sent, headers=match(now))

    assert (old_branch.status_code, old_committee.status_code) == (404, 404)
    assert new_committee.status_code == (201 if kind == "facts" else 200), new_committee.text


async def test_minutes_that_are_set_aside_question_the_case_where_it_stands(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    meeting = await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    minutes = (await walk.secretary.get(f"/api/v1/meetings/{meeting}")).json()["minutes_document_id"]
    moved = await transfer(walk, world.other_branch.id, "2026-07-10")
    assert moved.status_code == 200, moved.text

    aside = await walk.approver.post(
        f"{DOCUMENTS}/{minutes}/set-aside", json={"reason": "误传他人材料"}, headers=match(1)
    )

    assert aside.status_code == 200, aside.text
    judged = await world.runtime.database.reads.fetchval(
        "SELECT count(*) FROM audit_entries WHERE action = 'development:case:judge-again' AND subject_id = $1"
        " AND request_id = (SELECT request_id FROM audit_entries WHERE action = 'documents:document:set-aside')",
        UUID(walk.case_id),
    )
    assert judged == 1
