"""Opening, listing and reading cases: who sees what."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.api.v1.development.schemas import CaseOut, NextStepsOut, StepTableOut, TimelineOut, WhyOut
from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from tests.builders.development_walk import CASES, Walk, start
from tests.builders.people import make_person
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json().get("errors", [])]


async def applied(world: World, set_today: SetToday) -> Walk:
    walk = await (await start(world, set_today)).opened()
    await walk.fact(
        "application_letter",
        "2025-03-03",
        written_on="2025-03-01",
        received_by="work_or_study_unit",
        by_the_person=True,
        accepts_programme=True,
    )
    return walk


async def test_a_case_is_opened_once_read_with_its_etag_and_listed(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).opened()

    twice = await walk.secretary.post(CASES, json={"person_id": str(walk.candidate)})
    read = await walk.secretary.get(walk.path)
    again = await walk.secretary.get(walk.path, headers={"if-none-match": read.headers["etag"]})
    listed = [
        (await walk.secretary.get(f"{CASES}?{query}")).json()["items"]
        for query in ("", "stage=1&step=apply", "q=柳申", "q=lsq", f"person_id={walk.candidate}", "state=open")
    ]
    empty = [
        (await walk.secretary.get(f"{CASES}?{query}")).json()["items"]
        for query in ("stage=2", "step=oath", "q=无", "taken_over=true", "state=archived")
    ]

    assert (twice.status_code, twice.json()["code"]) == (409, "development.case-exists")
    assert read.headers["etag"] == f'"v{read.json()["version"]}"'
    assert again.status_code == 304
    CaseOut.model_validate_json(read.content)
    assert [[item["id"] for item in items] for items in listed] == [[walk.case_id]] * 6
    assert listed[0][0] == read.json()
    assert empty == [[]] * 5


async def test_a_case_is_unknown_outside_and_refused_without_the_permission(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    sister = await world.client(RoleKey.BRANCH_SECRETARY, "sister")
    supervisor = await world.client(RoleKey.SUPERVISOR, "branch")
    auditor = await world.client(RoleKey.AUDITOR, "county")

    outside = [await sister.get(walk.path + tail) for tail in ("", "/facts", "/timeline", "/why", "/next-steps")]
    inside = [await supervisor.get(walk.path + tail) for tail in ("", "/facts", "/why")]
    step = await walk.try_step("apply", sister)
    listed = await sister.get(CASES)

    assert [answer.status_code for answer in outside] == [404] * 5
    assert [answer.status_code for answer in inside] == [403] * 3
    assert (await auditor.get(walk.path)).status_code == 403
    assert step.status_code == 404
    assert listed.json()["items"] == []
    assert (await sister.get(f"{CASES}?organisation_id={world.branch.id}")).status_code == 404


async def test_the_person_reads_the_own_case_and_only_hands_in_reports(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    own = await world.client(RoleKey.APPLICANT, "branch", person_id=walk.candidate)
    other = await world.client(RoleKey.APPLICANT, "branch", person_id=walk.members[2])

    report = {"happened_on": "2025-03-03", "topic": "学习党章"}
    handed_in = await own.post(f"{walk.path}/own-reports", json=report)
    foreign = await other.post(f"{walk.path}/own-reports", json=report)
    moved = await walk.try_step("apply", own)
    talk = {"happened_on": "2025-03-03", "data": {"talked_by": str(walk.members[0]), "office": "secretary"}}
    recorded = await own.post(f"{walk.path}/facts/first-talk", json=talk)

    assert (await own.get(walk.path)).status_code == 200
    assert (await own.get(f"{walk.path}/why")).status_code == 200
    assert [item["id"] for item in (await own.get(CASES)).json()["items"]] == [walk.case_id]
    assert handed_in.status_code == 201
    assert handed_in.json()["kind"] == "thought_report"
    assert foreign.status_code == 404
    assert (moved.status_code, moved.json()["permission"]) == (403, "case:step-branch")
    assert recorded.status_code == 403


async def test_an_officer_does_nothing_in_the_own_case(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    self_serving = await world.client(RoleKey.BRANCH_SECRETARY, "branch", person_id=walk.candidate)

    answer = await walk.try_step("apply", self_serving)

    assert (answer.status_code, answer.json()["code"]) == (403, "development.candidate-acts-for-himself")


async def test_a_case_is_opened_at_a_branch_within_reach_only(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    async with world.system() as uow:
        elsewhere = await make_person(uow, world.other_branch.id, "望申请", status=MemberStatus.REGISTERED)

    outside = await walk.secretary.post(CASES, json={"person_id": str(elsewhere.id)})
    nobody = await walk.secretary.post(CASES, json={"person_id": str(uuid4())})
    organiser = await walk.organiser.post(CASES, json={"person_id": str(walk.candidate)})
    ahead = await walk.secretary.post(CASES, json={"person_id": str(walk.candidate), "opened_on": "2030-01-01"})

    assert (outside.status_code, nobody.status_code) == (404, 404)
    assert (organiser.status_code, organiser.json()["permission"]) == (403, "case:open")
    assert codes(ahead) == ["field.future-day"]


@pytest.mark.parametrize("query", ["nonsense=1", "stage=9", "state=lost", "limit=0", "limit=999", "after=xyz"])
async def test_a_list_refuses_what_it_does_not_know(world: World, query: str) -> None:
    secretary = await world.client(RoleKey.BRANCH_SECRETARY, "branch")

    assert (await secretary.get(f"{CASES}?{query}")).status_code == 422


async def test_lists_run_over_pages(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    async with world.system() as uow:
        people = [
            await make_person(uow, world.branch.id, f"柳新{'甲乙丙'[n]}", status=MemberStatus.REGISTERED)
            for n in range(3)
        ]
    for person in people:
        assert (await walk.secretary.post(CASES, json={"person_id": str(person.id)})).status_code == 201

    first = (await walk.secretary.get(f"{CASES}?limit=2")).json()
    second = (await walk.secretary.get(first["next"])).json()

    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert not {item["id"] for item in first["items"]} & {item["id"] for item in second["items"]}


async def test_why_lists_every_gate_with_clause_and_remedy_in_both_languages(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    await walk.done("apply", "2025-03-03")

    why = WhyOut.model_validate_json((await walk.secretary.get(f"{walk.path}/why")).content)
    english = (await walk.secretary.get(f"{walk.path}/why", headers={"accept-language": "en"})).json()
    one = (await walk.secretary.get(f"{walk.path}/why?step=approve_admission")).json()

    (step,) = why.steps
    unmet = {finding.code: finding for finding in step.findings if not finding.ok}
    assert step.step == "first_talk"
    assert set(unmet) == {"development.act-recorded", "development.document-there"}
    assert unmet["development.act-recorded"].clause is not None
    assert unmet["development.act-recorded"].clause.title == "《中国共产党发展党员工作细则（2014）》第七条"
    assert unmet["development.act-recorded"].remedy == "先录入该事项"
    assert english["steps"][0]["title"] == "Talk with the applicant"
    assert [duty.kind for duty in why.duties] == ["first_talk"]
    assert why.duties[0].due_on == date(2025, 4, 3)
    assert one["steps"][0]["step"] == "approve_admission"
    assert "development.step-before" in {f["code"] for f in one["steps"][0]["findings"] if not f["ok"]}
    assert (await walk.secretary.get(f"{walk.path}/why?step=nonsense")).status_code == 404


async def test_next_steps_and_timeline_follow_the_case(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)

    before = NextStepsOut.model_validate_json((await walk.secretary.get(f"{walk.path}/next-steps")).content)
    await walk.done("apply", "2025-03-03")
    after = NextStepsOut.model_validate_json((await walk.secretary.get(f"{walk.path}/next-steps")).content)
    timeline = TimelineOut.model_validate_json((await walk.secretary.get(f"{walk.path}/timeline")).content)

    assert [(item.step, item.allowed, item.unmet) for item in before.items] == [
        ("apply", False, ["development.document-there"])
    ]
    assert [item.step for item in after.items] == ["first_talk"]
    assert [(entry.what, entry.key, entry.outcome) for entry in timeline.items] == [
        ("fact", "application_letter", None),
        ("step", "apply", "passed"),
    ]


async def test_the_step_table_is_data_and_a_chart_under_the_text_of_the_day(world: World) -> None:
    secretary = await world.client(RoleKey.BRANCH_SECRETARY, "branch")

    now = StepTableOut.model_validate_json((await secretary.get("/api/v1/development-steps")).content)
    old = (await secretary.get("/api/v1/development-steps?on=2013-01-01")).json()
    chart = await secretary.get("/api/v1/development-steps/chart.svg?on=2013-01-01")

    assert [row.number for row in now.items] == list(range(1, 26))
    assert all(row.asked for row in now.items)
    assert [row["key"] for row in old["items"] if not row["asked"]] == [
        "file_activist",
        "list_object",
        "prereview",
        "file_approval",
    ]
    talk: dict[str, Any] = old["items"][1]
    assert talk["due"]["months"] is None
    assert (now.items[1].due.months if now.items[1].due else None) == 1
    assert chart.headers["content-type"].startswith("image/svg+xml")
    assert chart.text.count("stroke-dasharray") == 4
    assert "<title" in chart.text
    assert "<desc" in chart.text
