"""Completing steps: refusals with every gate, results, sending back, versions, keys, two at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from uuid import uuid4

from sqlalchemy import func, select

from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from app.persistence.models.development import DevelopmentDecision, DevelopmentStep
from app.persistence.models.people import Person
from app.persistence.models.tasks import Task
from tests.api.development.test_cases import applied
from tests.builders.development_walk import CASES, Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


async def status_of(walk: Walk) -> str:
    async with walk.world.system() as uow:
        person = await uow.session.get_one(Person, walk.candidate)
        uow.emit("test:person:read", person)
    return str(person.status)


async def test_a_refusal_lists_every_unmet_gate_and_changes_nothing(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    async with world.system() as uow:
        person = await uow.session.get_one(Person, walk.candidate)
        person.born_on = date(2007, 3, 4)
        uow.emit("test:person:change", person)
    await walk.opened()
    await walk.fact(
        "application_letter",
        "2025-03-03",
        written_on="2025-03-01",
        received_by="residence",
        by_the_person=False,
        accepts_programme=False,
    )
    before = await walk.case()

    answer = await walk.try_step("apply")

    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["step"]) == (409, "step-refused", "apply")
    assert {error["code"] for error in problem["errors"]} == {
        "development.application-own",
        "development.application-accepts-programme",
        "development.age",
        "development.document-there",
    }
    age = next(error for error in problem["errors"] if error["code"] == "development.age")
    assert (age["expected"], age["actual"], age["clause"]["article"]) == (18, 17, "第一条")
    assert await walk.case() == before
    assert await status_of(walk) == MemberStatus.REGISTERED.value


async def test_a_dry_run_judges_everything_and_writes_nothing(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    before = await walk.case()

    refused = await walk.try_step("apply", dry_run=True)
    await walk.papers("apply", "2025-03-03")
    allowed = await walk.try_step("apply", dry_run=True)

    assert (refused.status_code, refused.json()["allowed"], refused.json()["written"]) == (200, False, False)
    assert (allowed.json()["allowed"], allowed.json()["outcome"], allowed.json()["attempt"]) == (True, "passed", None)
    assert (await walk.case())["step"] == before["step"] == "apply"
    assert await status_of(walk) == MemberStatus.REGISTERED.value


async def test_a_completed_step_keeps_its_decision_and_changes_the_person_on_the_day(
    world: World, set_today: SetToday
) -> None:
    walk = await applied(world, set_today)
    await walk.on("2025-03-10")

    done = await walk.done("apply", "2025-03-03")

    assert (done["act_on"], done["attempt"], done["next_steps"]) == ("2025-03-03", 1, ["first_talk"])
    assert await status_of(walk) == MemberStatus.APPLICANT.value
    async with world.system() as uow:
        decision = (await uow.session.scalars(select(DevelopmentDecision))).one()
        task = (await uow.session.scalars(select(Task))).one()
        person = await uow.session.get_one(Person, walk.candidate)
        uow.emit("test:read:done", person)
    assert decision.day == date(2025, 3, 3)
    assert {entry["code"] for entry in decision.verdict} >= {"development.age", "development.document-there"}
    assert len(decision.facts_digest) >= 16
    assert (task.kind, task.due_on, task.done_on) == ("first_talk", date(2025, 4, 3), None)
    assert person.status_since == date(2025, 3, 3)


async def test_versions_and_keys_are_asked_for(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    await walk.papers("apply", "2025-03-03")
    version = (await walk.case())["version"]
    address = f"{walk.path}/steps/apply/complete"
    key = {"idempotency-key": uuid4().hex}

    no_version = await walk.secretary.post(address, headers=key)
    no_key = await walk.secretary.post(address, headers=match(version))
    stale = await walk.secretary.post(address, headers=match(version - 1) | key)
    done = await walk.secretary.post(address, headers=match(version) | key)
    replayed = await walk.secretary.post(address, headers=match(version) | key)
    again = await walk.try_step("apply")
    unknown = await walk.try_step("nonsense", walk.secretary)

    assert (no_version.status_code, no_key.status_code, stale.status_code) == (428, 400, 412)
    assert no_key.json()["code"] == "idempotency.key-required"
    assert done.status_code == 200
    assert (replayed.status_code, replayed.json()) == (200, done.json())
    assert again.status_code == 409
    assert "development.step-not-done" in {error["code"] for error in again.json()["errors"]}
    assert unknown.status_code == 404
    assert done.headers["etag"] == f'"v{(await walk.case())["version"]}"'


async def test_a_step_completed_by_two_at_once_is_completed_once(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    await walk.papers("apply", "2025-03-03")
    version = (await walk.case())["version"]
    second = await world.client(RoleKey.BRANCH_SECRETARY, "branch", person_id=walk.members[3])

    answers = await asyncio.gather(
        *(
            client.post(f"{walk.path}/steps/apply/complete", headers=match(version) | {"idempotency-key": uuid4().hex})
            for client in (walk.secretary, second)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    async with world.system() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(DevelopmentStep)) == 1
        uow.emit("test:read:done", None)


async def test_each_step_asks_for_its_own_permission_and_body(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_activist()

    by_branch = await walk.secretary.post(
        f"{walk.path}/facts/object-filing",
        json={
            "happened_on": "2025-04-28",
            "data": {
                "reported_on": "2025-04-28",
                "replied_by": str(world.committee.id),
                "reply": "consent",
                "document_number": "柳〔2025〕1号",
            },
        },
    )
    for_another = await walk.approver.post(
        f"{walk.path}/facts/admission-approval",
        json={
            "happened_on": "2025-04-28",
            "data": {
                "decided_by": str(world.other.id),
                "decision": "approve",
                "document_number": "石〔2025〕1号",
                "collectively": True,
            },
        },
    )
    approval = await walk.try_step("approve_admission", walk.secretary)

    assert (by_branch.status_code, by_branch.json()["permission"]) == (403, "case:step-committee")
    assert (for_another.status_code, for_another.json()["code"]) == (403, "development.body-not-reached")
    assert (approval.status_code, approval.json()["permission"]) == (403, "case:approve")


async def test_a_review_step_sends_back_and_is_resubmitted_on_a_new_act(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_activist()
    # The filing is still open in a second case; here the sending back is tried on a waiting step of the first.
    version = (await walk.case())["version"]

    not_waiting = await walk.organiser.post(
        f"{walk.path}/steps/file_activist/send-back",
        json={"to_step": "determine_activist", "reason": "推荐票数不清"},
        headers=match(version),
    )
    elsewhere = await walk.organiser.post(
        f"{walk.path}/steps/file_activist/send-back",
        json={"to_step": "oath", "reason": "推荐票数不清"},
        headers=match(version),
    )

    assert (not_waiting.status_code, not_waiting.json()["code"]) == (409, "development.nothing-to-send-back")
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "development.send-back-impossible")


async def determined(world: World, set_today: SetToday) -> Walk:
    walk = await applied(world, set_today)
    await walk.done("apply", "2025-03-03")
    await walk.fact("first_talk", "2025-03-20", talked_by=str(walk.members[0]), office="secretary")
    await walk.done("first_talk", "2025-03-20")
    await walk.fact("recommendation", "2025-04-10", way="member_recommendation", participating=5, recommending=4)
    await walk.fact("activist_determination", "2025-04-15", decided_by="branch_committee", agreed=True)
    await walk.done("determine_activist", "2025-04-15")
    return walk


async def test_a_filing_is_sent_back_with_a_reason_and_done_anew(world: World, set_today: SetToday) -> None:
    walk = await determined(world, set_today)
    version = (await walk.case())["version"]

    back = await walk.organiser.post(
        f"{walk.path}/steps/file_activist/send-back",
        json={"to_step": "determine_activist", "reason": "推荐票数不清"},
        headers=match(version),
    )
    old_act = await walk.try_step("determine_activist")
    await walk.on("2025-04-20")
    await walk.fact("activist_determination", "2025-04-20", decided_by="branch_committee", agreed=True)
    again = await walk.complete("determine_activist")

    assert back.status_code == 200, back.text
    assert (back.json()["outcome"], back.json()["next_steps"]) == ("sent_back", ["determine_activist"])
    assert {error["code"] for error in old_act.json()["errors"]} == {"development.act-is-new"}
    assert (again["attempt"], again["next_steps"]) == (2, ["file_activist"])
    timeline = (await walk.secretary.get(f"{walk.path}/timeline")).json()["items"]
    assert [(e["key"], e["outcome"], e["standing"]) for e in timeline if e["what"] == "step"][-3:] == [
        ("determine_activist", "passed", False),
        ("file_activist", "sent_back", True),
        ("determine_activist", "passed", True),
    ]


async def test_two_at_once_open_one_case_and_correct_a_fact_once(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    second = await world.client(RoleKey.BRANCH_SECRETARY, "branch", person_id=walk.members[3])
    both = (walk.secretary, second)

    opened = await asyncio.gather(*(c.post(CASES, json={"person_id": str(walk.candidate)}) for c in both))
    assert sorted(answer.status_code for answer in opened) == [201, 409]
    walk.case_id = next(answer.json()["id"] for answer in opened if answer.status_code == 201)
    await walk.set_today(date(2025, 3, 3))
    letter = await walk.fact(
        "application_letter",
        "2025-03-03",
        written_on="2025-03-01",
        received_by="work_or_study_unit",
        by_the_person=True,
        accepts_programme=True,
    )
    version = (await walk.case())["version"]
    body = {"kind": "application_letter", "reason": "收件日期抄录有误", "happened_on": "2025-03-02"}

    corrected = await asyncio.gather(
        *(c.post(f"{walk.path}/facts/{letter['id']}/corrections", json=body, headers=match(version)) for c in both)
    )

    assert sorted(answer.status_code for answer in corrected) == [201, 412]
    facts = (await walk.secretary.get(f"{walk.path}/facts")).json()["items"]
    assert [fact["standing"] for fact in facts].count(True) == 1
