"""A notice between posting and end: its tasks, its public life, what is found out late, who keeps out of it."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.domain.publicity.facts import NoticeKind
from app.domain.publicity.objections import takes_objections
from app.persistence.models.publicity import Notice
from app.persistence.repositories.publicity import NoticeRepository
from tests.builders.publicity import NOTICES, adopt_values, completed_step, evidence, make_case, posted, site
from tests.builders.world import World
from tests.domain.documents.builders import png

pytestmark = pytest.mark.own_day

OBJECTIONS = "/api/v1/objections"
PUBLIC = "/api/v1/public/notices"
TASKS = "/api/v1/tasks"
SetToday = Callable[[date], Awaitable[None]]


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


async def act(client: httpx.AsyncClient, notice: dict[str, Any], verb: str, **body: object) -> httpx.Response:
    now = await client.get(f"{NOTICES}/{notice['id']}")
    return await client.post(f"{NOTICES}/{notice['id']}/{verb}", json=body, headers={"if-match": now.headers["etag"]})


async def done(client: httpx.AsyncClient, notice: dict[str, Any], verb: str, **body: object) -> dict[str, Any]:
    answer = await act(client, notice, verb, **body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def move(client: httpx.AsyncClient, item: dict[str, Any], verb: str, **body: object) -> dict[str, Any]:
    headers = {"if-match": f'"v{item["version"]}"'}
    answer = await client.post(f"{OBJECTIONS}/{item['id']}/{verb}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def tasks(client: httpx.AsyncClient, subject: str) -> list[tuple[str, str, str]]:
    items = (await client.get(TASKS, params={"subject_id": subject})).json()["items"]
    return [(item["kind"], item["due_on"], item["state"]) for item in items]


async def test_a_notice_whose_window_closes_is_a_task_until_it_is_concluded(world: World, set_today: SetToday) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world), on="2026-11-13")
    first = await tasks(secretary, notice["id"])
    await done(secretary, notice, "sites", **site("2026-11-16", "residence"))
    moved = await tasks(secretary, notice["id"])
    await set_today(date(2026, 12, 1))
    late = await tasks(secretary, notice["id"])
    await done(secretary, notice, "conclude", concluded_on="2026-12-01")
    ended = await tasks(secretary, notice["id"])

    kind = "publicity_conclusion"
    assert first == [(kind, "2026-11-27", "due")]
    assert moved == [(kind, "2026-11-30", "due")]
    assert late == [(kind, "2026-11-30", "overdue")]
    assert ended == [(kind, "2026-11-30", "done")]
    [item] = (await secretary.get(TASKS, params={"kind": kind})).json()["items"]
    assert (item["step"], item["subject_kind"]) == ("conclude_notice", "publicity_notices")
    assert item["owner_id"] == str(world.branch.id)
    assert item["clause"] == {"document": "zhibu", "article": ""}


async def test_a_withdrawn_or_corrected_notice_takes_its_task_along(world: World) -> None:
    secretary = await world.client("branch-secretary")
    one = await posted(secretary, world, await make_case(world), on="2026-11-13")
    two = await posted(secretary, world, await make_case(world, name="柳二禾"), on="2026-11-13")
    corrected = f"sites/{two['sites'][0]['id']}/corrections"

    await done(secretary, one, "withdraw", withdrawn_on="2026-11-16", reason="内容有误")
    await done(secretary, two, corrected, reason="张贴日期误填", posted_on="2026-11-11")
    await done(secretary, two, corrected, reason="张贴日期误填", posted_on="2026-11-16")

    assert await tasks(secretary, one["id"]) == [("publicity_conclusion", "2026-11-27", "withdrawn")]
    assert [task for task in await tasks(secretary, two["id"]) if task[2] != "withdrawn"] == [
        ("publicity_conclusion", "2026-11-30", "due")
    ]


async def test_an_objection_is_a_task_of_the_office_that_branch_and_candidate_do_not_see(
    world: World, client: httpx.AsyncClient, set_today: SetToday
) -> None:
    secretary, office = await world.client("branch-secretary"), await world.client("committee-organiser", "committee")
    case = await make_case(world)
    own = await world.client("applicant", person_id=case.person_id)
    notice = await posted(secretary, world, case)
    taken = await client.post(f"{PUBLIC}/{notice['id']}/objections", json={"content": "反映问题"})
    item = (await office.get(f"{OBJECTIONS}/{taken.json()['id']}")).json()

    async def seen() -> list[tuple[str, str, str]]:
        return await tasks(office, item["id"])

    waiting = await seen()
    item = await move(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-23")
    investigator = await world.client("investigating-body", "committee")
    finding = {"conclusion": "not_substantiated", "findings": "不属实", "concluded_on": "2026-11-23"}
    item = await move(investigator, item, "conclude", **finding)
    concluded = await seen()
    await set_today(date(2026, 12, 1))
    overdue = await seen()
    item = await move(office, item, "report", reported_on="2026-12-01", decision="proceed")
    item = await move(office, item, "feedback", fed_back_on="2026-12-01", feedback="已反馈")

    assert waiting == [("objection_investigation", "2026-12-08", "coming")]
    assert concluded == [("objection_feedback", "2026-11-30", "due"), ("objection_investigation", "2026-12-08", "done")]
    assert overdue[0] == ("objection_feedback", "2026-11-30", "overdue")
    assert [state for *_, state in await seen()] == ["done", "done"]
    for stranger in (secretary, own):
        assert await tasks(stranger, item["id"]) == []
        assert "objection" not in (await stranger.get(TASKS)).text


async def test_an_objection_taken_up_anew_is_a_task_again(world: World) -> None:
    secretary, office = await world.client("branch-secretary"), await world.client("committee-organiser", "committee")
    notice = await posted(secretary, world, await make_case(world))
    body = {"content": "反映问题", "received_on": "2026-11-18"}
    item = (await office.post(f"{NOTICES}/{notice['id']}/objections", json=body)).json()
    item = await move(office, item, "investigate", body_id=str(world.committee.id), assigned_on="2026-11-18")
    investigator = await world.client("investigating-body", "committee")
    finding = {"conclusion": "substantiated", "findings": "属实", "concluded_on": "2026-11-19"}
    item = await move(investigator, item, "conclude", **finding)

    item = await move(office, item, "reopen", reason="调查组织须回避", received_on="2026-11-20")

    assert sorted(await tasks(office, item["id"])) == [
        ("objection_feedback", "2026-11-26", "withdrawn"),
        ("objection_investigation", "2026-12-03", "withdrawn"),
        ("objection_investigation", "2026-12-05", "due"),
    ]


async def test_a_window_that_waited_for_a_year_closes_when_the_year_is_loaded(
    world: World, set_today: SetToday
) -> None:
    await set_today(date(2026, 12, 29))
    secretary = await world.client("branch-secretary")
    department = await world.client("organisation-department", "county")
    notice = await posted(secretary, world, await make_case(world), on="2026-12-28")
    before = await tasks(secretary, notice["id"])
    held = (await secretary.get(f"{NOTICES}/{notice['id']}/why")).json()

    year = {"holidays": ["2027-01-01"], "makeup_days": [], "source": "国务院办公厅通知"}
    loaded = await department.put("/api/v1/work-calendar/2027", json=year)
    after = (await secretary.get(f"{NOTICES}/{notice['id']}")).json()
    year = year | {"holidays": ["2027-01-01", "2027-01-04"], "reason": "调整"}
    await department.put("/api/v1/work-calendar/2027", json=year, headers={"if-match": loaded.headers["etag"]})

    assert (notice["closes_on"], before) == (None, [])
    assert "publicity.not-computable" in [finding["code"] for finding in held["findings"]]
    assert loaded.status_code == 200, loaded.text
    assert after["closes_on"] == "2027-01-05"
    assert (await secretary.get(f"{NOTICES}/{notice['id']}")).json()["closes_on"] == "2027-01-06"
    assert await tasks(secretary, notice["id"]) == [("publicity_conclusion", "2027-01-13", "coming")]


async def test_a_posting_that_turns_out_to_have_ended_early_revokes_the_conclusion(world: World) -> None:
    secretary = await world.client("branch-secretary")
    case = await make_case(world)
    notice = await posted(secretary, world, case)
    await done(secretary, notice, "conclude", concluded_on="2026-11-23")
    path = f"sites/{notice['sites'][0]['id']}/take-down"

    after = await done(secretary, notice, path, taken_down_on="2026-11-18")

    assert (after["state"], after["concluded_on"]) == ("posted", None)
    assert [state for *_, state in await tasks(secretary, notice["id"])] == ["due"]


async def test_a_posting_taken_down_after_its_window_leaves_the_conclusion(world: World) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world))
    await done(secretary, notice, "conclude", concluded_on="2026-11-23")

    after = await done(secretary, notice, f"sites/{notice['sites'][0]['id']}/take-down", taken_down_on="2026-11-23")

    assert after["state"] == "concluded"


async def test_evidence_under_a_completed_step_is_replaced_by_the_approving_committee(world: World) -> None:
    await adopt_values(world, "committee", ("development.publicity.site_certificate", True))
    secretary = await world.client("branch-secretary")
    committee = await world.client("approving-committee", "committee")
    case = await make_case(world)
    notice = await posted(secretary, world, case)
    one = await evidence(secretary, notice["id"], "site_certificate", png(1), "2026-11-20")
    two = await evidence(secretary, notice["id"], "site_certificate", png(2), "2026-11-20")
    path = f"sites/{notice['sites'][0]['id']}/certificate"
    paper = {"certified_on": "2026-11-20", "certified_by": "望江社区党支部"}
    await done(secretary, notice, path, document_id=one, **paper)
    await done(secretary, notice, "conclude", concluded_on="2026-11-23")
    async with world.system() as uow:
        step = completed_step(case, "list_object", 8, date(2026, 11, 23), uow.now)
        uow.session.add(step)
        uow.emit("test:step:complete", step)

    branch = await act(secretary, notice, path, document_id=two, **paper)
    upper = await act(committee, notice, path, document_id=two, **paper)

    assert (branch.status_code, branch.json()["permission"]) == (403, "case:correct-completed")
    assert upper.status_code == 200, upper.text


async def test_an_inspection_notice_leaves_the_public_page_when_its_window_has_closed(
    world: World, client: httpx.AsyncClient, set_today: SetToday
) -> None:
    await adopt_values(world, "committee", ("development.notice.lead_days", 3))
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world), on="2026-11-22", kind="inspection")
    path = f"{PUBLIC}/{notice['id']}"
    objection = {"content": "反映问题"}

    hanging = await client.get(path)
    await set_today(date(2026, 11, 24))
    last = await client.post(f"{path}/objections", json=objection)
    await set_today(date(2026, 11, 25))
    over = [await client.get(path), await client.post(f"{path}/objections", json=objection)]

    assert (hanging.json()["closes_on"], hanging.json()["takes_objections"]) == ("2026-11-24", True)
    assert last.status_code == 201, last.text
    assert [answer.status_code for answer in over] == [404, 404]
    assert (await client.get(PUBLIC)).json()["items"] == []
    assert await tasks(secretary, notice["id"]) == []


@pytest.mark.parametrize("kind", list(NoticeKind))
async def test_the_public_page_and_the_rule_agree_on_who_takes_objections(
    world: World, client: httpx.AsyncClient, set_today: SetToday, kind: NoticeKind
) -> None:
    secretary = await world.client("branch-secretary")
    notice = await posted(secretary, world, await make_case(world), on="2026-11-20", kind=kind.value)
    await done(secretary, notice, "sites", **site("2026-11-23", "residence"))

    async def compare(today: date) -> bool:
        await set_today(today)
        async with world.system() as uow:
            notices = uow.repository(NoticeRepository)
            row: Notice = await notices.whole(UUID(notice["id"]))
            rule = takes_objections(await notices.facts(row), row.closes_on, today)
        answer = await client.get(f"{PUBLIC}/{notice['id']}")
        shown = answer.status_code == 200 and answer.json()["takes_objections"]
        assert shown is rule, (kind, today)
        return bool(shown)

    days = [date(2026, 11, day) for day in (23, 24, 28)]
    up = [await compare(day) for day in days]
    for entry in (await secretary.get(f"{NOTICES}/{notice['id']}")).json()["sites"]:
        await done(secretary, notice, f"sites/{entry['id']}/take-down", taken_down_on="2026-11-28")
    down = [await compare(day) for day in (date(2026, 11, 28), date(2026, 11, 30))]

    assert up == [True, kind is not NoticeKind.INSPECTION, kind is not NoticeKind.INSPECTION]
    assert down == [False, False]


async def test_nobody_writes_a_notice_about_himself_or_handles_an_objection_to_himself(world: World) -> None:
    secretary = await world.client("branch-secretary")
    case = await make_case(world)
    candidate = await world.client("branch-secretary", person_id=case.person_id)
    himself = await world.client("committee-organiser", "committee", person_id=case.person_id)
    office = await world.client("committee-organiser", "committee")
    notice = await posted(secretary, world, case)
    body = {"content": "反映问题", "received_on": "2026-11-18"}
    item = (await office.post(f"{NOTICES}/{notice['id']}/objections", json=body)).json()

    writes = [
        await act(candidate, notice, "sites", **site("2026-11-16", "residence")),
        await act(candidate, notice, "conclude", concluded_on="2026-11-23"),
        await act(candidate, notice, "withdraw", withdrawn_on="2026-11-23", reason="撤回"),
    ]
    handled = await himself.post(
        f"{OBJECTIONS}/{item['id']}/investigate",
        json={"body_id": str(world.committee.id), "assigned_on": "2026-11-18"},
        headers={"if-match": f'"v{item["version"]}"'},
    )

    assert {(a.status_code, a.json()["code"]) for a in writes} == {(403, "development.candidate-acts-for-himself")}
    assert (handled.status_code, handled.json()["code"]) == (403, "publicity.investigator-is-candidate")
