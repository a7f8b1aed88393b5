"""Objections: taken by anybody, seen by few, and holding the case until the feedback."""

import asyncio
from datetime import date
from typing import Any

import httpx
import pytest

from app.api.v1.publicity.objection_schemas import ObjectionOut, ObjectionReadOut
from app.persistence.models.organisations import Organisation
from tests.builders.publicity import NOTICES, completed_step, make_case, posted
from tests.builders.world import World
from tests.domain.documents.builders import png

pytestmark = pytest.mark.own_day

OBJECTIONS = "/api/v1/objections"
TEXT = "反映其在村务工作中的问题"
NAMED = {"content": TEXT, "objector": {"name": "秦某某", "contact": "0000-7654321"}, "received_on": "2026-11-18"}


async def act(client: httpx.AsyncClient, item: dict[str, Any], verb: str, **body: object) -> httpx.Response:
    return await client.post(
        f"{OBJECTIONS}/{item['id']}/{verb}", json=body, headers={"if-match": f'"v{item["version"]}"'}
    )


async def received(world: World, **fields: object) -> tuple[dict[str, Any], dict[str, Any], httpx.AsyncClient]:
    """A hanging notice with one objection that the office took in."""
    secretary = await world.client("branch-secretary")
    office = await world.client("committee-organiser", "committee")
    notice = await posted(secretary, world, await make_case(world))
    answer = await office.post(f"{NOTICES}/{notice['id']}/objections", json=NAMED | fields)
    assert answer.status_code == 201, answer.text
    return notice, answer.json(), office


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


async def conclude(client: httpx.AsyncClient, notice: dict[str, Any]) -> httpx.Response:
    headers = {"if-match": f'"v{notice["version"]}"'}
    return await client.post(f"{NOTICES}/{notice['id']}/conclude", json={"concluded_on": "2026-11-23"}, headers=headers)


async def test_an_objection_holds_the_notice_until_the_feedback(world: World) -> None:
    notice, item, office = await received(world)
    secretary = await world.client("branch-secretary")
    investigator = await world.client("investigating-body", "committee")
    body = str(world.committee.id)

    steps = [
        (office, "investigate", {"body_id": body, "assigned_on": "2026-11-18"}),
        (
            investigator,
            "conclude",
            {"conclusion": "not_substantiated", "findings": "经核查不属实", "concluded_on": "2026-11-20"},
        ),
        (office, "report", {"reported_on": "2026-11-21", "decision": "proceed"}),
        (office, "feedback", {"fed_back_on": "2026-11-23", "feedback": "已反馈"}),
    ]
    for client, verb, given in steps:
        held = await conclude(secretary, notice)
        assert codes(held) == ["publicity.objection-open"], verb
        answer = await act(client, item, verb, **given)
        assert answer.status_code == 200, (verb, answer.text)
        item = answer.json()

    assert (item["state"], item["conclusion"], item["decision"]) == ("closed", "not_substantiated", "proceed")
    done = await conclude(secretary, notice)
    assert done.status_code == 200, done.text


async def test_steps_are_taken_in_order_and_dated_in_order(world: World) -> None:
    _, item, office = await received(world)
    body = str(world.committee.id)

    early = await act(office, item, "report", reported_on="2026-11-21", decision="proceed")
    before = await act(office, item, "investigate", body_id=body, assigned_on="2026-11-17")
    future = await act(office, item, "investigate", body_id=body, assigned_on="2026-11-24")

    assert codes(early) == ["publicity.objection-out-of-order"]
    assert codes(before) == ["publicity.objection-dates"]
    assert codes(future) == ["field.future-day"]


async def test_the_candidates_branch_does_not_investigate(world: World) -> None:
    _, item, office = await received(world)

    own = await act(office, item, "investigate", body_id=str(world.branch.id), assigned_on="2026-11-18")
    sister = await act(office, item, "investigate", body_id=str(world.sister.id), assigned_on="2026-11-18")

    assert codes(own) == ["publicity.investigator-is-own-branch"]
    assert sister.status_code == 200


async def moved(world: World, notice: dict[str, Any], branch: str) -> None:
    """Move the candidate and the open case to another branch."""
    department = await world.client("organisation-department", "county")
    address = f"/api/v1/people/{notice['candidates'][0]['person_id']}"
    version = (await department.get(address)).json()["version"]
    body = {"to_branch_id": str(world.organisations[branch].id), "on": "2026-11-20", "letter_number": "转〔2026〕1"}
    answer = await department.post(
        f"{address}/transfer", json=body | {"file_checked": True}, headers={"if-match": f'"v{version}"'}
    )
    assert answer.status_code == 200, answer.text


async def test_the_branch_that_the_candidate_comes_to_does_not_investigate_either(world: World) -> None:
    notice, item, office = await received(world)
    investigator = await world.client("investigating-body", "sister")
    item = (await act(office, item, "investigate", body_id=str(world.sister.id), assigned_on="2026-11-18")).json()
    found = {"conclusion": "not_substantiated", "findings": "不属实", "concluded_on": "2026-11-20"}

    await moved(world, notice, "sister")
    own = await act(investigator, item, "conclude", **found)
    item = (await act(office, item, "reopen", reason="对象已转入该支部")).json()
    again = await act(office, item, "investigate", body_id=str(world.sister.id), assigned_on="2026-11-20")
    above = await act(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-20")

    assert (own.status_code, codes(own)) == (409, ["publicity.investigator-is-own-branch"])
    assert codes(again) == ["publicity.investigator-is-own-branch"]
    assert above.status_code == 200, above.text


async def test_a_body_that_has_ended_does_not_investigate(world: World) -> None:
    _, item, office = await received(world)
    async with world.system() as uow:
        ended = await uow.session.get_one(Organisation, world.organisations["other_branch"].id)
        ended.state, ended.ended_on = "dissolved", date(2026, 11, 1)
        uow.emit("test:organisation:end", ended)

    gone = await act(
        office, item, "investigate", body_id=str(world.organisations["other_branch"].id), assigned_on="2026-11-18"
    )

    assert codes(gone) == ["publicity.body-unknown"]


async def test_text_and_author_are_for_the_assigned_body_only(world: World) -> None:
    notice, item, office = await received(world)
    path = f"{OBJECTIONS}/{item['id']}"
    investigator = await world.client("investigating-body", "committee")
    unassigned = await investigator.get(f"{path}/content")
    await act(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-18")

    shown = await investigator.get(f"{path}/content")

    assert unassigned.status_code == 404
    assert shown.json() == {"id": item["id"], "content": TEXT, "objector": NAMED["objector"]}
    assert shown.headers["cache-control"] == "private, no-store"
    refused = {
        "branch-secretary": ("branch", 403),
        "organisation-commissioner": ("branch", 403),
        "committee-organiser": ("committee", 403),
        "approving-committee": ("committee", 403),
        "organisation-department": ("county", 403),
        "auditor": ("county", 403),
    }
    for role, (organisation, status) in refused.items():
        client = await world.client(role, organisation)
        assert (await client.get(f"{path}/content")).status_code == status, role
    for elsewhere in ("other", "branch", "sister"):
        stranger = await world.client("investigating-body", elsewhere)
        assert (await stranger.get(f"{path}/content")).status_code == 404, elsewhere
    reads = await world.runtime.database.reads.fetchval(
        "SELECT count(*) FROM audit_entries WHERE action = 'publicity:objector:read' AND subject_id = $1", item["id"]
    )
    assert reads == 1
    assert notice["id"] == item["notice_id"]


async def test_a_candidate_who_sits_in_the_investigating_body_sees_nothing(world: World) -> None:
    notice, item, office = await received(world)
    await act(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-18")
    candidate = await world.client("investigating-body", "committee", person_id=notice["candidates"][0]["person_id"])

    answer = await candidate.get(f"{OBJECTIONS}/{item['id']}/content")

    assert answer.status_code == 403
    assert TEXT not in answer.text


async def test_the_branch_learns_nothing_about_objections(world: World) -> None:
    notice, item, _ = await received(world)
    secretary = await world.client("branch-secretary")

    assert (await secretary.get(OBJECTIONS)).status_code == 403
    assert (await secretary.get(f"{OBJECTIONS}/{item['id']}")).status_code == 403
    assert (await secretary.post(f"{NOTICES}/{notice['id']}/objections", json=NAMED)).status_code == 403
    for path in (f"{NOTICES}/{notice['id']}", f"{NOTICES}/{notice['id']}/why", NOTICES):
        shown = (await secretary.get(path)).text
        assert TEXT not in shown
        assert "秦某某" not in shown


async def test_nothing_readable_of_an_objection_is_stored(world: World) -> None:
    _, item, _ = await received(world)
    reads = world.runtime.database.reads

    row = await reads.fetchrow("SELECT * FROM publicity_objections WHERE id = $1", item["id"])
    audit = await reads.fetch("SELECT details::text FROM audit_entries WHERE subject_id = $1", item["id"])
    outbox = await reads.fetch("SELECT payload::text FROM outbox_events WHERE subject_id = $1", item["id"])

    everything = repr(dict(row)) + repr([tuple(r) for r in (*audit, *outbox)])
    assert "秦" not in everything
    assert "7654321" not in everything
    assert "村务" not in everything
    assert TEXT.encode() not in row["content"]


async def test_the_same_anonymous_text_leaves_no_equal_bytes(world: World) -> None:
    notice, _, office = await received(world)
    anonymous = {"content": TEXT, "received_on": "2026-11-18"}
    for _ in range(2):
        await office.post(f"{NOTICES}/{notice['id']}/objections", json=anonymous)

    rows = await world.runtime.database.reads.fetch(
        "SELECT content, objector FROM publicity_objections WHERE anonymous"
    )

    assert len({row["content"] for row in rows}) == 2
    assert [row["objector"] for row in rows] == [None, None]


@pytest.mark.parametrize(
    ("_case", "reason", "ok"), [("without reasons", "", False), ("with reasons", "情节轻微，已教育改正", True)]
)
async def test_going_on_in_spite_of_a_substantiated_objection_needs_reasons(
    world: World, _case: str, reason: str, ok: bool
) -> None:
    _, item, office = await received(world)
    investigator = await world.client("investigating-body", "county")
    item = (await act(office, item, "investigate", body_id=str(world.county.id), assigned_on="2026-11-18")).json()
    found = {"conclusion": "substantiated", "findings": "属实", "concluded_on": "2026-11-20"}
    item = (await act(investigator, item, "conclude", **found)).json()

    answer = await act(office, item, "report", reported_on="2026-11-21", decision="proceed", reason=reason)

    assert answer.status_code == (200 if ok else 409)
    if not ok:
        assert codes(answer) == ["publicity.decision-needs-reason"]


async def test_scope_of_objections(world: World, client: httpx.AsyncClient) -> None:
    _, item, office = await received(world)
    path = f"{OBJECTIONS}/{item['id']}"
    stranger = await world.client("committee-organiser", "other")

    assert (await client.get(path)).status_code == 401
    assert (await stranger.get(path)).status_code == 404
    assert (await stranger.get(OBJECTIONS)).json()["items"] == []
    assert (
        await act(stranger, item, "investigate", body_id=str(world.other.id), assigned_on="2026-11-18")
    ).status_code == 404
    assert [entry["id"] for entry in (await office.get(OBJECTIONS)).json()["items"]] == [item["id"]]
    read = (await office.get(path)).json()
    assert read["state"] == "received"
    assert set(read) == set(ObjectionReadOut.model_fields)
    assert set(item) == set(ObjectionOut.model_fields)
    ObjectionReadOut.model_validate(read)


async def test_an_assigned_body_elsewhere_sees_its_objection(world: World) -> None:
    _, item, office = await received(world)
    body = await world.client("investigating-body", "other")
    assert (await body.get(OBJECTIONS)).json()["items"] == []

    item = (await act(office, item, "investigate", body_id=str(world.other.id), assigned_on="2026-11-18")).json()

    assert [entry["id"] for entry in (await body.get(OBJECTIONS)).json()["items"]] == [item["id"]]
    assert (await body.get(f"{OBJECTIONS}/{item['id']}")).status_code == 200
    found = {"conclusion": "partly_substantiated", "findings": "部分属实", "concluded_on": "2026-11-20"}
    assert (await act(body, item, "conclude", **found)).status_code == 200


async def test_a_report_is_a_confidential_document(world: World) -> None:
    notice, item, office = await received(world)
    investigator = await world.client("investigating-body", "committee")
    item = (await act(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-18")).json()
    given = {"conclusion": "not_substantiated", "findings": "不属实", "concluded_on": "2026-11-20"}

    answer = await act(investigator, item, "conclude", **given, report_id=notice["id"])

    assert (answer.status_code, answer.json()["code"]) == (404, "documents.not-found")


async def test_a_conclusion_and_an_objection_at_once_never_miss_each_other(world: World) -> None:
    secretary = await world.client("branch-secretary")
    public = await world.client("branch-secretary")
    public.headers.pop("authorization")

    for number in range(6):
        notice = await posted(secretary, world, await make_case(world, name="候选" + "甲乙丙丁戊己"[number]))
        concluded, objected = await asyncio.gather(
            conclude(secretary, notice),
            public.post(f"/api/v1/public/notices/{notice['id']}/objections", json={"content": TEXT}),
        )

        outcome = (concluded.status_code, objected.status_code)
        assert outcome in {(200, 404), (409, 201)}, (concluded.text, objected.text)
        stored = await world.runtime.database.reads.fetchrow(
            "SELECT n.state, count(o.id) AS objections FROM publicity_notices n "
            "LEFT JOIN publicity_objections o ON o.notice_id = n.id WHERE n.id = $1 GROUP BY n.id",
            notice["id"],
        )
        assert (stored["state"], stored["objections"]) == (("concluded", 0) if outcome[0] == 200 else ("posted", 1))


async def test_concluding_twice_at_once_happens_once(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))

    answers = await asyncio.gather(*(conclude(secretary, notice) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]


async def test_an_objection_waits_for_a_conclusion_under_way(world: World) -> None:
    """With two real connections: the notice is locked, the objection waits, and finds the notice closed."""
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    public = await world.client("branch-secretary")
    public.headers.pop("authorization")
    async with world.runtime.database.reads.acquire() as connection, connection.transaction():
        await connection.execute("SELECT 1 FROM publicity_notices WHERE id = $1 FOR UPDATE", notice["id"])
        waiting = asyncio.create_task(
            public.post(f"/api/v1/public/notices/{notice['id']}/objections", json={"content": TEXT})
        )
        await asyncio.sleep(0.3)
        assert not waiting.done()
        await connection.execute(
            "UPDATE publicity_notices SET state = 'concluded', concluded_on = '2026-11-23' WHERE id = $1", notice["id"]
        )

    assert (await waiting).status_code == 404


async def test_an_objection_is_taken_up_anew_and_what_was_recorded_is_kept_from_the_branch(world: World) -> None:
    notice, item, office = await received(world)
    body = await world.client("investigating-body", "committee")
    item = (await act(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-18")).json()
    found = {"conclusion": "not_substantiated", "findings": "查无此事", "concluded_on": "2026-11-20"}
    item = (await act(body, item, "conclude", **found)).json()

    again = await act(office, item, "reopen", reason="调查组织与公示对象有关联", received_on="2026-11-17")
    read = (await office.get(f"{OBJECTIONS}/{item['id']}")).json()
    hidden = await body.get(f"{OBJECTIONS}/{item['id']}/content")
    secretary = await world.client("branch-secretary")
    notice_read = (await secretary.get(f"{NOTICES}/{notice['id']}")).text

    assert (again.json()["state"], again.json()["body_id"], again.json()["conclusion"]) == ("received", None, None)
    kept = {entry["field"]: entry["old_value"] for entry in read["corrections"]}
    assert kept["state"] == "concluded"
    assert kept["findings"] == "查无此事"
    assert kept["received_on"] == "2026-11-18"
    assert hidden.status_code == 404, "the body is no longer assigned"
    assert "查无此事" not in notice_read
    other = (
        await act(office, again.json(), "investigate", body_id=str(world.county.id), assigned_on="2026-11-21")
    ).json()
    assert other["state"] == "investigating"


async def test_the_office_takes_objections_after_the_conclusion_and_they_question_what_was_listed(world: World) -> None:
    secretary = await world.client("branch-secretary")
    office = await world.client("committee-organiser", "committee")
    case = await make_case(world)
    notice = await posted(secretary, world, case)
    assert (await conclude(secretary, notice)).status_code == 200
    async with world.system() as uow:
        uow.session.add(completed_step(case, "list_object", 8, date(2026, 11, 23), uow.now))
        uow.emit("test:step:make", case)

    late = await office.post(
        f"{NOTICES}/{notice['id']}/objections", json={"content": TEXT, "received_on": "2026-11-23"}
    )
    public = await secretary.post(f"/api/v1/public/notices/{notice['id']}/objections", json={"content": TEXT})

    assert late.status_code == 201, late.text
    assert public.status_code == 404
    found = await world.runtime.database.reads.fetch("SELECT code FROM case_findings WHERE case_id = $1", case.id)
    assert "publicity.objection-open" in {row["code"] for row in found}


async def test_a_report_filed_by_the_body_goes_with_its_conclusion(world: World) -> None:
    _, item, office = await received(world)
    body = await world.client("investigating-body", "committee")
    item = (await act(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-18")).json()
    query = {"title": "调查报告", "file_name": "报告.png", "happened_on": "2026-11-20"}
    query["organisation_id"] = str(world.committee.id)
    filed = await body.post("/api/v1/documents", params=query | {"kind": "investigation_report"}, content=png())
    other = await body.post("/api/v1/documents", params=query | {"kind": "other"}, content=png(shade=1))
    found = {"conclusion": "not_substantiated", "findings": "不属实", "concluded_on": "2026-11-20"}

    wrong = await act(body, item, "conclude", **found, report_id=other.json()["id"])
    right = await act(body, item, "conclude", **found, report_id=filed.json()["id"])

    assert codes(wrong) == ["publicity.evidence-mismatch"]
    assert (right.status_code, right.json()["report_id"]) == (200, filed.json()["id"])
