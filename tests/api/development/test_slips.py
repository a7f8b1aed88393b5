"""What somebody could try in order to slip a person through, over HTTP: each is refused with its code, or counts for nothing."""

from collections.abc import Awaitable, Callable
from datetime import date

import httpx

from app.domain.people.facts import MemberStatus
from tests.api.development.test_lives import person_of
from tests.api.development.test_steps import status_of
from tests.builders.development_walk import Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


def codes(answer: httpx.Response) -> set[str]:
    return {error["code"] for error in answer.json()["errors"]}


async def probationary(world: World, set_today: SetToday) -> Walk:
    walk = await start(world, set_today)
    await walk.taken_over("oath")
    return walk


async def try_fact(walk: Walk, kind: str, day: str, **data: object) -> httpx.Response:
    await walk.on(day)
    address = f"{walk.path}/facts/{kind.replace('_', '-')}"
    return await walk.secretary.post(address, json={"happened_on": day, "data": data})


async def test_a_vote_to_extend_does_not_become_one_to_convert(world: World, set_today: SetToday) -> None:
    walk = await probationary(world, set_today)
    await walk.convert("extend", 6)
    resolved = next(
        f
        for f in (await walk.secretary.get(f"{walk.path}/facts")).json()["items"]
        if f["kind"] == "conversion_resolution"
    )

    after = await try_fact(walk, "conversion_resolution", "2027-07-21", proposal="convert")
    same = await try_fact(
        walk, "conversion_resolution", "2027-07-21", **resolved["data"] | {"proposal": "convert", "extend_months": None}
    )
    done = await walk.approve_conversion("2027-08-20", "extended")
    again = await try_fact(walk, "conversion_resolution", "2027-08-20", **resolved["data"] | {"extend_months": 1})

    assert (after.status_code, after.json()["code"]) == (409, "development.step-rests-on-fact")
    assert (same.status_code, same.json()["code"]) == (409, "development.step-rests-on-fact")
    assert (again.status_code, codes(again)) == (409, {"development.resolution-there"})
    assert done["outcome"] == "extended"
    assert await status_of(walk) == MemberStatus.PROBATIONARY.value
    beside = await try_fact(walk, "conversion_resolution", "2027-08-21", proposal="convert")
    assert beside.status_code == 201, beside.text
    await walk.fact("probation_review", "2028-01-08", period_from="2027-08-20", period_to="2028-01-07", suitable=True)
    await walk.fact("probation_conclusion", "2028-01-09")
    early = await walk.try_step("probation")
    assert codes(early) >= {"development.probation-over"}


async def test_a_refused_act_is_not_made_new_by_correcting_it(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    committee = str(world.committee.id)
    talk = {"talked_by": str(walk.organiser_person), "office": "organiser", "fit": True}
    made = await walk.fact("admission_talk", "2026-07-15", walk.organiser, **talk)
    await walk.done("admission_talk", "2026-07-15")
    back = await walk.approver.post(
        f"{walk.path}/steps/approve_admission/send-back",
        json={"to_step": "admission_talk", "reason": "谈话记录不全"},
        headers=match((await walk.case())["version"]),
    )
    assert back.status_code == 200, back.text

    corrected = await walk.approver.post(
        f"{walk.path}/facts/{made['id']}/corrections",
        json={"kind": "admission_talk", "reason": "抄录有误", "happened_on": "2026-07-14"},
        headers=match((await walk.case())["version"]),
    )
    assert corrected.status_code == 201, corrected.text
    refused = await walk.try_step("admission_talk")
    await walk.fact("admission_talk", "2026-07-16", walk.organiser, **talk)
    passed = await walk.try_step("admission_talk")

    assert codes(refused) == {"development.act-is-new"}
    assert passed.status_code == 200, passed.text
    assert committee


async def test_an_assembly_that_met_too_late_goes_back_to_a_new_prereview(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    await walk.assembly("admission", "2026-07-23")
    await walk.papers("admission_assembly", "2026-07-23")
    late = await walk.try_step("admission_assembly")

    back = await walk.secretary.post(
        f"{walk.path}/steps/admission_assembly/send-back",
        json={"to_step": "prereview", "reason": "超过一个月，重新预审"},
        headers=match((await walk.case())["version"]),
    )
    reviewed = {"reviewed_by": str(world.committee.id), "passed": True, "document_number": "柳组预〔2026〕12号"}
    await walk.fact("pre_review_result", "2026-07-24", walk.organiser, **reviewed)
    await walk.complete("prereview")
    await walk.fact("form_filled", "2026-07-25", form_number="LW-000001", guided_by_sponsors=True)
    await walk.complete("fill_form")
    old = await walk.try_step("admission_assembly")
    await walk.assembly("admission", "2026-07-31")

    assert codes(late) == {"development.assembly-in-time"}
    assert back.status_code == 200, back.text
    assert codes(old) == {"development.act-in-order", "development.form-before-assembly"}
    assert (await walk.complete("admission_assembly"))["outcome"] == "passed"


async def test_a_report_to_somebody_who_does_not_stand_above_is_none(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    await walk.fact("admission_report", "2026-07-12", reported_to=str(world.sister.id))
    talk = {"talked_by": str(walk.organiser_person), "office": "organiser", "fit": True}
    await walk.fact("admission_talk", "2026-07-15", walk.organiser, **talk)
    await walk.done("admission_talk", "2026-07-15")
    approval = {"decided_by": str(world.committee.id), "decision": "approve", "collectively": True}
    await walk.fact("admission_approval", "2026-08-05", walk.approver, document_number="柳委〔2026〕31号", **approval)
    await walk.papers("approve_admission", "2026-08-05")

    refused = await walk.try_step("approve_admission")

    assert codes(refused) == {"development.resolution-reported"}
    assert await status_of(walk) == MemberStatus.DEVELOPMENT_OBJECT.value


async def test_what_a_decision_carried_does_not_carry_the_step_done_anew(world: World, set_today: SetToday) -> None:
    """A gap of the papers is upheld for what was done; the same step, reopened, is judged anew."""
    walk = await start(world, set_today)
    await walk.taken_over("examine", decide=False, skip=("half_yearly_review",))
    findings = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    gap = [f for f in findings if f["code"] == "development.reviews-cover"]
    others = [f["id"] for f in findings if f["step"] != "cultivate"]
    mine = [f["id"] for f in findings if f["step"] == "cultivate"]
    assert [f["step"] for f in gap] == ["cultivate"]

    async def decide(ids: list[str], decision: str) -> None:
        body = {
            "finding_ids": ids,
            "decision": decision,
            "decided_by": str(world.committee.id),
            "decided_on": "2026-11-23",
            "document_number": "柳委〔2026〕88号",
        }
        answer = await walk.approver.post(
            f"{walk.path}/findings/decisions", json=body, headers=match((await walk.case())["version"])
        )
        assert answer.status_code == 200, answer.text

    await decide(mine, "uphold")
    assigned = next(f["id"] for f in findings if f["step"] == "assign_contacts")
    await decide([one for one in others if one != assigned], "uphold")
    await decide([assigned], "reopen")
    await walk.fact("contact_assignment", "2026-11-23", person_ids=[str(m) for m in walk.members[:2]])
    await walk.papers("assign_contacts", "2026-11-23")
    await walk.complete("assign_contacts")
    await walk.fact("cultivation_conclusion", "2027-11-23", suitable=True)
    await walk.papers("cultivate", "2027-11-23")

    refused = await walk.try_step("cultivate")

    assert codes(refused) == {"development.reviews-cover"}
    assert (await person_of(walk)).status != MemberStatus.PROBATIONARY.value
