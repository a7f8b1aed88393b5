"""Recording and correcting facts: what can't be is refused with a pointer, and nothing changes."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus
from tests.api.development.test_cases import applied
from tests.api.development.test_steps import determined, status_of
from tests.builders.development_walk import Walk, match, start
from tests.builders.people import make_person
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]

LETTER = {
    "written_on": "2025-03-01",
    "received_by": "work_or_study_unit",
    "by_the_person": True,
    "accepts_programme": True,
}


def errors(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


async def test_impossible_facts_are_refused_with_a_pointer_and_nothing_changes(
    world: World, set_today: SetToday
) -> None:
    walk = await (await start(world, set_today)).opened()
    before = await walk.case()
    letter = f"{walk.path}/facts/application-letter"
    tries: list[tuple[str, dict[str, Any], int, str]] = [
        (letter, {"happened_on": "2025-03-04", "data": LETTER}, 422, "/happened_on"),
        (letter, {"happened_on": "1990-03-04", "data": LETTER | {"written_on": "1990-03-04"}}, 422, "/happened_on"),
        (letter, {"happened_on": "2025-03-03", "data": LETTER | {"written_on": "2025-03-04"}}, 422, "/data/written_on"),
        (letter, {"happened_on": "2025-02-30", "data": LETTER}, 422, "/happened_on"),
        (letter, {"happened_on": 20250303, "data": LETTER}, 422, "/happened_on"),
        (letter, {"happened_on": "2025-03-03T00:00:00", "data": LETTER}, 422, "/happened_on"),
        (letter, {"happened_on": "2025-03-03", "data": LETTER | {"by_the_person": "yes"}}, 422, "/data/by_the_person"),
        (letter, {"happened_on": "2025-03-03", "data": LETTER | {"received_by": "moon"}}, 422, "/data/received_by"),
        (letter, {"happened_on": "2025-03-03", "data": LETTER | {"extra": 1}}, 422, "/data/extra"),
        (letter, {"happened_on": "2025-03-03", "data": LETTER, "extra": 1}, 422, "/extra"),
        (letter, {"happened_on": "2025-03-03"}, 422, "/data"),
        (letter, {"happened_on": "2025-03-03", "data": LETTER, "documents": [str(uuid4())]}, 422, "/documents/0"),
    ]
    for address, body, status, pointer in tries:
        answer = await walk.secretary.post(address, json=body)
        assert answer.status_code == status, (body, answer.text)
        assert pointer in {found for found, _ in errors(answer)}, (body, answer.text)

    assert await walk.case() == before
    assert (await walk.secretary.get(f"{walk.path}/facts")).json() == {"items": []}


async def test_counts_that_cannot_be_and_bad_text_are_refused(world: World, set_today: SetToday) -> None:
    walk = await applied(world, set_today)
    address = f"{walk.path}/facts/recommendation"

    def body(**data: object) -> dict[str, object]:
        given = {"way": "member_recommendation", "participating": 5, "recommending": 4} | data
        return {"happened_on": "2025-03-03", "data": given}

    tries = [
        (body(recommending=6), "/data/recommending", "development.more-than-took-part"),
        (body(recommending=0), "/data/recommending", "development.nobody-recommended"),
        (body(participating=-1), "/data/participating", None),
        (body(participating=2_000_000), "/data/participating", None),
        (body(participating=4.5), "/data/participating", None),
        (body(participating="5"), "/data/participating", None),
        (body(participating=True), "/data/participating", None),
        (body(organisation="x" * 501), "/data/organisation", None),
    ]
    for given, pointer, code in tries:
        answer = await walk.secretary.post(address, json=given)
        assert answer.status_code == 422, (given, answer.text)
        found = dict(errors(answer))
        assert pointer in found, (given, answer.text)
        assert code is None or found[pointer] == code
    surrogate = b'{"happened_on":"2025-03-03","data":{"way":"member_recommendation","participating":5,"recommending":4,"organisation":"\\ud800"}}'
    raw = await walk.secretary.post(address, content=surrogate, headers={"content-type": "application/json"})
    nan = await walk.secretary.post(
        address, content=b'{"happened_on":NaN,"data":{}}', headers={"content-type": "application/json"}
    )
    huge = await walk.secretary.post(address, json=body(participating=2**70))
    assert raw.status_code in (400, 422)
    assert huge.status_code == 400
    assert (await walk.secretary.post(address, json=body(organisation="青\x00溪"))).status_code == 400
    assert nan.status_code == 400


async def test_nobody_but_full_members_is_contact_person_and_never_the_candidate(
    world: World, set_today: SetToday
) -> None:
    walk = await determined(world, set_today)
    async with world.system() as uow:
        young = await make_person(
            uow, world.branch.id, "柳预备", status=MemberStatus.PROBATIONARY, since=date(2025, 1, 6)
        )
        await uow.flush()
    await walk.on("2025-04-18")
    async with world.system() as uow:
        later = await make_person(uow, world.branch.id, "柳后来", since=date(2025, 4, 17))
    address = f"{walk.path}/facts/contact-assignment"

    async def assign(*persons: object) -> httpx.Response:
        data = {"person_ids": [str(person) for person in persons]}
        return await walk.secretary.post(address, json={"happened_on": "2025-04-15", "data": data})

    assert errors(await assign(walk.candidate)) == [("/data/person_ids/0", "development.candidate-acts-for-himself")]
    assert errors(await assign(walk.members[0], young.id)) == [
        ("/data/person_ids/1", "development.person-not-full-member")
    ]
    assert errors(await assign(later.id)) == [("/data/person_ids/0", "development.person-not-full-member")]
    assert errors(await assign(uuid4())) == [("/data/person_ids/0", "development.person-unknown")]
    twice = await assign(walk.members[0], walk.members[0])
    assert ("/data/person_ids", "development.person-named-twice") in errors(twice)
    assert (await assign()).status_code == 422
    assert (await assign(walk.members[0])).status_code == 201


async def test_late_records_need_a_permission_and_a_reason_and_are_shown(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).opened()
    await walk.on("2025-04-03")
    body: dict[str, Any] = {"happened_on": "2025-03-03", "data": LETTER}
    address = f"{walk.path}/facts/application-letter"

    branch = await walk.secretary.post(address, json=body | {"late_reason": "补录"})
    silent = await walk.organiser.post(address, json=body)
    letter = LETTER | {"written_on": "2025-03-04"}
    wrong = await walk.organiser.post(address, json=body | {"data": letter, "documents": [str(uuid4())]})
    told = await walk.organiser.post(address, json=body | {"late_reason": "纸质材料迟到"})

    assert (branch.status_code, branch.json()["permission"]) == (403, "late-record:write")
    assert errors(silent) == [("/late_reason", "development.late-reason-needed")]
    assert errors(wrong) == [
        ("/data/written_on", "development.written-after-receipt"),
        ("/documents/0", "development.document-unknown"),
        ("/late_reason", "development.late-reason-needed"),
    ], "all at once"
    assert told.status_code == 201
    assert (told.json()["late_days"], told.json()["late_reason"]) == (31, "纸质材料迟到")
    await walk.on("2025-04-02")
    at_the_limit = await walk.secretary.post(address, json=body)
    assert at_the_limit.status_code == 201
    assert at_the_limit.json()["late_days"] == 0


async def test_what_a_completed_step_rests_on_is_corrected_not_recorded_again(
    world: World, set_today: SetToday
) -> None:
    walk = await applied(world, set_today)
    await walk.done("apply", "2025-03-03")

    again = await walk.secretary.post(
        f"{walk.path}/facts/application-letter", json={"happened_on": "2025-03-03", "data": LETTER}
    )
    paper = await walk.organiser.post(
        f"{walk.path}/facts/paper-training",
        json={"happened_on": "2025-03-03", "data": {"days": 3, "hours": 24, "number": "x"}},
    )
    moving = await walk.secretary.post(f"{walk.path}/facts/relocation", json={})

    assert (again.status_code, again.json()["code"]) == (409, "development.step-rests-on-fact")
    assert paper.status_code in (403, 422)
    assert moving.status_code in (404, 405)


async def facts(walk: Walk) -> list[dict[str, Any]]:
    return list((await walk.secretary.get(f"{walk.path}/facts")).json()["items"])


async def test_a_correction_keeps_the_old_value_and_the_branch_makes_it_before_a_step_rests_on_it(
    world: World, set_today: SetToday
) -> None:
    walk = await applied(world, set_today)
    (old,) = await facts(walk)
    address = f"{walk.path}/facts/{old['id']}/corrections"
    body = {"kind": "application_letter", "reason": "抄录有误", "data": LETTER | {"written_on": "2025-02-28"}}

    unversioned = await walk.secretary.post(address, json=body)
    other_kind = await walk.secretary.post(
        address, json={"kind": "thought_report", "reason": "x"}, headers=match((await walk.case())["version"])
    )
    nothing = await walk.secretary.post(
        address, json={"kind": "application_letter", "reason": "x"}, headers=match((await walk.case())["version"])
    )
    done = await walk.secretary.post(address, json=body, headers=match((await walk.case())["version"]))
    twice = await walk.secretary.post(address, json=body, headers=match((await walk.case())["version"]))

    assert unversioned.status_code == 428
    assert (other_kind.status_code, other_kind.json()["code"]) == (409, "development.kind-differs")
    assert nothing.json()["code"] == "development.nothing-changed"
    assert done.status_code == 201, done.text
    assert (done.json()["supersedes_id"], done.json()["correction_reason"]) == (old["id"], "抄录有误")
    assert (twice.status_code, twice.json()["code"]) == (409, "development.fact-superseded")
    kept = await facts(walk)
    assert [(f["data"]["written_on"], f["standing"]) for f in kept] == [("2025-03-01", False), ("2025-02-28", True)]


async def test_a_correction_under_a_completed_step_is_the_committees_and_questions_the_step(
    world: World, set_today: SetToday
) -> None:
    walk = await applied(world, set_today)
    await walk.done("apply", "2025-03-03")
    (old,) = await facts(walk)
    address = f"{walk.path}/facts/{old['id']}/corrections"
    body = {"kind": "application_letter", "reason": "经查并非本人书写", "data": LETTER | {"by_the_person": False}}

    branch = await walk.secretary.post(address, json=body, headers=match((await walk.case())["version"]))
    committee = await walk.approver.post(address, json=body, headers=match((await walk.case())["version"]))
    findings = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    await walk.fact("first_talk", "2025-03-20", talked_by=str(walk.members[0]), office="secretary")
    await walk.papers("first_talk", "2025-03-20")
    held = await walk.try_step("first_talk")

    body_again = body | {"data": LETTER, "reason": "再次更正"}
    again = await walk.secretary.post(
        f"{walk.path}/facts/{committee.json()['id']}/corrections",
        json=body_again,
        headers=match((await walk.case())["version"]),
    )

    assert (branch.status_code, branch.json()["permission"]) == (403, "case:correct-completed")
    assert (again.status_code, again.json()["permission"]) == (403, "case:correct-completed")
    assert committee.status_code == 201, committee.text
    assert [(f["kind"], f["step"], f["code"], f["state"]) for f in findings] == [
        ("questioned", "apply", "development.application-own", "open")
    ]
    assert {error["code"] for error in held.json()["errors"]} == {"development.findings-decided"}

    decision = {
        "finding_ids": [findings[0]["id"]],
        "decision": "uphold",
        "decided_by": str(world.committee.id),
        "decided_on": "2025-03-20",
        "document_number": "柳委〔2025〕9号",
    }
    address = f"{walk.path}/findings/decisions"
    organiser = await walk.organiser.post(address, json=decision, headers=match((await walk.case())["version"]))
    county_body = await walk.approver.post(
        address, json=decision | {"decided_by": str(world.other.id)}, headers=match((await walk.case())["version"])
    )
    upheld = await walk.approver.post(address, json=decision, headers=match((await walk.case())["version"]))
    twice = await walk.approver.post(address, json=decision, headers=match((await walk.case())["version"]))

    assert (organiser.status_code, organiser.json()["permission"]) == (403, "case:decide")
    assert county_body.status_code == 403
    assert upheld.status_code == 200, upheld.text
    assert upheld.json()["open_findings"] == 0
    assert (twice.status_code, twice.json()["code"]) == (409, "development.finding-decided")
    await walk.complete("first_talk")
    decided = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    assert (decided[0]["state"], decided[0]["document_number"]) == ("upheld", "柳委〔2025〕9号")


async def test_a_questioned_step_is_reopened_and_the_person_falls_back(world: World, set_today: SetToday) -> None:
    walk = await determined(world, set_today)
    recommendation = next(f for f in await facts(walk) if f["kind"] == "recommendation")
    body = {"kind": "recommendation", "reason": "推荐会议实为四月二十日", "happened_on": "2025-04-14"}
    moved = body | {"happened_on": "2025-04-15"}
    await walk.on("2025-05-01")
    late = {"kind": "recommendation", "reason": "推荐会议晚于确定", "happened_on": "2025-04-20"}

    for given in (body, moved, late):
        now = next(f for f in await facts(walk) if f["kind"] == "recommendation" and f["standing"])
        answer = await walk.approver.post(
            f"{walk.path}/facts/{now['id']}/corrections", json=given, headers=match((await walk.case())["version"])
        )
        assert answer.status_code == 201, answer.text
    (finding,) = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    assert (finding["step"], finding["code"]) == ("determine_activist", "development.recommended")
    reopened = await walk.approver.post(
        f"{walk.path}/findings/decisions",
        json={
            "finding_ids": [finding["id"]],
            "decision": "reopen",
            "decided_by": str(world.committee.id),
            "decided_on": "2025-05-01",
            "document_number": "柳委〔2025〕10号",
        },
        headers=match((await walk.case())["version"]),
    )

    assert reopened.status_code == 200, reopened.text
    assert (await walk.case())["step"] == "determine_activist"
    assert await status_of(walk) == MemberStatus.APPLICANT.value
    assert recommendation["standing"] is True


@pytest.mark.parametrize("role", [RoleKey.SUPERVISOR, RoleKey.DEPARTMENT_DESK, RoleKey.AUDITOR])
async def test_roles_without_the_permission_record_nothing(world: World, set_today: SetToday, role: RoleKey) -> None:
    walk = await applied(world, set_today)
    other = await world.client(role, "county")

    answer = await other.post(f"{walk.path}/facts/first-talk", json={"happened_on": "2025-03-03", "data": {}})

    assert answer.status_code == 403
