"""Decisions recorded late about bodies, values and working days: whatever rests on them is judged again by the queue, wherever
the case stands, and everything else is left alone."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

import httpx

from app.domain.identity.permissions import RoleKey
from app.domain.organisations.facts import Classification, OrganisationKind
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.bodies import bodies_on
from app.services import organisations
from app.services.organisations import Decision, FoundOrganisation
from app.worker import Worker
from tests.api.development.test_ended_cases import findings
from tests.builders.development_walk import Walk, match, start
from tests.builders.operations import ended
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
KIND = "development_cases.judge"
POWER = "development.approval-power"
BY = "development.approved-by"


async def decided(walk: Walk, where: str, verb: str, on: str, **body: object) -> httpx.Response:
    """A decision of the county on a body, from a day on."""
    address = f"/api/v1/organisations/{walk.world.organisations[where].id}"
    version = (await walk.department.get(address)).json()["version"]
    given = {"decision_number": "青组〔2026〕5号", "decided_on": on, "effective_on": on} | body
    answer = await walk.department.post(f"{address}/{verb}", json=given, headers=match(version))
    assert answer.status_code == 200, answer.text
    return answer


async def judged(walk: Walk, number: int = 1) -> dict[str, Any]:
    """The result of the newest judging, of which there are so many."""
    items = (await walk.department.get("/api/v1/operations", params={"kind": KIND})).json()["items"]
    assert len(items) == number, items
    if not items:
        return {}
    operation = await ended(walk.department, items[0]["id"])
    assert operation["state"] == "succeeded", operation
    result = operation["result"]
    assert isinstance(result, dict)
    return result


async def found(walk: Walk, state: str = "open") -> list[tuple[str, str]]:
    return [(finding["step"], finding["code"]) for finding in await findings(walk, state)]


async def by_county(walk: Walk, decision: str, on: str, note: str | None = None) -> httpx.Response:
    """The county committee, which has the power now, decides on what is open."""
    county = await walk.world.client(RoleKey.APPROVING_COMMITTEE, "county")
    body = {
        "finding_ids": [finding["id"] for finding in await findings(walk)],
        "decision": decision,
        "decided_by": str(walk.world.county.id),
        "decided_on": on,
        "document_number": "青委〔2026〕9号",
        "note": note,
    }
    version = (await walk.case())["version"]
    return await county.post(f"{walk.path}/findings/decisions", json=body, headers=match(version))


async def test_what_a_committee_approved_after_its_power_had_ended_is_a_finding(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_probationary()
    await walk.on("2026-09-10")
    version = (await walk.case())["version"]

    await decided(walk, "committee", "approval-power", "2026-08-05", approval_power=False)
    result = await judged(walk)

    assert result == {"notices": 0, "conclusions_revoked": 0, "cases": 1, "cases_changed": 1}
    assert await found(walk) == [("approve_admission", POWER)], "the pre-review of June lies before the day"
    assert (await walk.case())["version"] > version
    own = await walk.approver.post(
        f"{walk.path}/findings/decisions",
        json={
            "finding_ids": [f["id"] for f in await findings(walk)],
            "decision": "uphold",
            "decided_by": str(world.committee.id),
            "decided_on": "2026-09-10",
            "document_number": "柳委〔2026〕9号",
        },
        headers=match((await walk.case())["version"]),
    )
    assert (own.status_code, own.json()["code"]) == (409, "development.not-deciding-body")
    await decided(walk, "county", "approval-power", "2026-09-10", approval_power=True)
    upheld = await by_county(walk, "uphold", "2026-09-10")
    assert upheld.status_code == 200, upheld.text
    assert await found(walk, "upheld") == [("approve_admission", POWER)]
    await decided(walk, "sister", "rename", "2026-09-10", name="竹溪党支部", short_name="竹溪")
    assert (await judged(walk, 1)) == result, "a county that acted nowhere before and another name judge nothing again"


async def test_a_pre_review_after_the_day_is_found_too_and_a_later_day_questions_nothing(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    await walk.on("2026-06-28")
    before = await walk.case()

    await decided(walk, "committee", "approval-power", "2026-06-27", approval_power=False)
    assert await judged(walk, 0) == {}
    await decided(walk, "committee", "approval-power", "2026-06-28", approval_power=True)

    assert await judged(walk, 0) == {}
    assert await walk.case() == before
    await decided(walk, "other", "approval-power", "2026-06-22", approval_power=False)
    assert await judged(walk, 0) == {}, "a committee that acts in no case"


async def test_the_pre_review_of_a_committee_without_the_power_is_found(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    await walk.on("2026-06-28")

    await decided(walk, "committee", "approval-power", "2026-06-22", approval_power=False)
    await judged(walk)

    assert await found(walk) == [("prereview", POWER)]
    refused = await walk.try_step("admission_assembly")
    assert refused.status_code == 409
    assert "development.findings-decided" in {e["code"] for e in refused.json()["errors"]}


async def test_a_decision_on_findings_falls_with_the_power_of_who_made_it(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("oath", skip=("first_talk",))
    carried = await found(walk, "upheld")
    assert ("first_talk", "development.act-recorded") in carried
    assert await found(walk) == []

    await decided(walk, "committee", "approval-power", "2026-11-23", approval_power=False)
    await judged(walk)

    assert set(await found(walk)) == set(carried)
    await decided(walk, "county", "approval-power", "2026-11-23", approval_power=True)
    again = await by_county(walk, "uphold", "2026-11-23")
    assert again.status_code == 200, again.text
    assert await found(walk) == []


async def test_an_extension_by_a_committee_without_the_power_is_found_and_may_be_undone(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_conversion("extend", 6)
    await walk.approve_conversion("2027-08-20", "extended")
    await walk.on("2027-09-01")
    due = (await walk.secretary.get(f"{walk.path}/why")).json()["duties"]
    assert {d["due_on"] for d in due if d["kind"] == "probation_end"} == {"2028-01-10"}

    await decided(walk, "committee", "approval-power", "2027-08-20", approval_power=False)
    await judged(walk)

    [finding] = await findings(walk)
    assert (finding["step"], finding["code"]) == ("approve_conversion", POWER)
    await decided(walk, "county", "approval-power", "2027-09-01", approval_power=True)
    answer = await by_county(walk, "reopen", "2027-09-01")
    assert answer.status_code == 200, answer.text
    why = (await walk.secretary.get(f"{walk.path}/why")).json()
    assert {d["due_on"] for d in why["duties"] if d["kind"] == "probation_end"} == {"2027-07-10"}
    assert await found(walk) == []


async def test_an_upheld_extension_is_not_asked_about_again_when_the_conversion_is_approved(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_conversion("extend", 6)
    await walk.approve_conversion("2027-08-20", "extended")
    await walk.on("2027-09-01")
    await decided(walk, "committee", "approval-power", "2027-08-20", approval_power=False)
    await judged(walk)
    await decided(walk, "county", "approval-power", "2027-09-01", approval_power=True)

    upheld = await by_county(walk, "uphold", "2027-09-01")
    again = await walk.secretary.post(f"{walk.path}/judgements", headers=match((await walk.case())["version"]))

    assert (upheld.status_code, again.status_code) == (200, 200)
    assert await found(walk) == []
    assert len(await found(walk, "upheld")) == 1


async def test_an_archived_case_is_found_and_carried_by_who_has_the_power_now(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_archive()
    await walk.on("2027-10-01")

    await decided(walk, "committee", "approval-power", "2027-08-20", approval_power=False)
    await judged(walk)
    assert await found(walk) == [("approve_conversion", POWER)]
    await decided(walk, "county", "approval-power", "2027-10-01", approval_power=True)
    carried = await by_county(walk, "uphold", "2027-10-01", "收回审批权的决定补录")

    assert carried.status_code == 200, carried.text
    assert (await walk.case())["state"] == "archived"
    assert await found(walk) == []


async def test_a_branch_that_stood_elsewhere_by_a_late_decision_was_approved_by_nobody_above_it(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_probationary()
    await walk.on("2026-09-10")

    await decided(walk, "branch", "move", "2026-08-01", parent_id=str(world.other.id))
    await judged(walk)

    assert ("approve_admission", BY) in await found(walk)
    assert not {step for step, _ in await found(walk)} & {"prereview", "list_object", "file_activist"}


async def test_a_committee_that_was_dissolved_before_it_approved_is_found_where_the_case_stands(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_probationary()
    await walk.on("2026-09-10")
    for name in ("branch", "sister"):
        await decided(walk, name, "move", "2026-09-01", parent_id=str(world.other.id))
    assert await judged(walk, 0) == {}

    await decided(walk, "committee", "dissolve", "2026-08-01")
    await judged(walk)

    assert ("approve_admission", POWER) in await found(walk)


async def test_a_late_merger_questions_open_cases_and_leaves_archived_ones_to_their_own_past(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_archive()
    await walk.on("2027-10-01")

    await decided(walk, "other_branch", "merge", "2027-08-01", source_ids=[str(world.branch.id)])
    await judged(walk)

    reader = await world.client(RoleKey.APPROVING_COMMITTEE, "other")
    case = (await reader.get(walk.path)).json()
    assert (case["branch_id"], case["state"]) == (str(world.other_branch.id), "archived")
    open_now = (await reader.get(f"{walk.path}/findings")).json()["items"]
    assert open_now == [], "the committee of then approved what its own branch had resolved"
    facts = (await reader.get(f"{walk.path}/facts")).json()["items"]
    assert (facts[-1]["kind"], facts[-1]["happened_on"]) == ("relocation", "2027-09-01")


async def test_an_election_recorded_late_questions_what_the_assembly_decided_in_place_of_a_committee(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_activist()
    await walk.on("2025-06-02")
    determined = next(
        f
        for f in (await walk.secretary.get(f"{walk.path}/facts")).json()["items"]
        if f["kind"] == "activist_determination"
    )
    corrected = await walk.approver.post(
        f"{walk.path}/facts/{determined['id']}/corrections",
        json={
            "kind": "activist_determination",
            "reason": "由支部大会决定",
            "data": {"decided_by": "branch_assembly", "agreed": True},
        },
        headers=match((await walk.case())["version"]),
    )
    assert corrected.status_code == 201, corrected.text
    assert await found(walk) == []

    elected = await walk.department.post(
        f"/api/v1/organisations/{world.branch.id}/elections",
        json={
            "elected_on": "2025-04-01",
            "decision_number": "柳委〔2025〕2号",
            "seats": [{"person_id": str(walk.members[0]), "post": "secretary"}],
        },
    )
    assert elected.status_code == 201, elected.text
    await judged(walk)

    assert [step for step, _ in await found(walk)] == ["determine_activist"]


async def test_a_group_recorded_late_questions_a_case_for_which_no_group_was_heard(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_object()
    await walk.on("2026-06-10")
    heard = next(
        f
        for f in (await walk.secretary.get(f"{walk.path}/facts")).json()["items"]
        if f["kind"] == "opinions_heard" and f["data"]["source"] == "party_group"
    )
    corrected = await walk.approver.post(
        f"{walk.path}/facts/{heard['id']}/corrections",
        json={
            "kind": "opinions_heard",
            "reason": "当时没有党小组",
            "data": {"source": "members", "asked": 5, "in_favour": 5},
        },
        headers=match((await walk.case())["version"]),
    )
    assert corrected.status_code == 201, corrected.text
    assert await found(walk) == []

    group = {
        "parent_id": str(world.branch.id),
        "kind": "group",
        "classification": "rural",
        "code": "X01-01-1",
        "name": "第一党小组",
        "short_name": "一组",
        "founded_on": "2026-05-01",
        "decision_number": "柳支〔2026〕1号",
        "decided_on": "2026-05-01",
    }
    made = await walk.department.post("/api/v1/organisations", json=group)
    assert made.status_code == 201, made.text
    await judged(walk)

    assert [step for step, _ in await found(walk)] == ["determine_object"]


async def test_a_value_recorded_late_binds_the_acts_since_and_its_end_lets_them_go(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_object()
    await walk.on("2026-06-10")
    body = {
        "organisation_id": str(world.committee.id),
        "decision_number": "柳委〔2026〕4号",
        "decided_on": "2026-05-20",
        "effective_from": "2026-05-20",
        "values": [{"parameter": "development.publicity.working_days", "value": 12}],
    }
    made = await walk.department.post("/api/v1/rule-adoptions", json=body)
    assert made.status_code == 201, made.text
    await judged(walk)
    bound = await found(walk)

    end = {"last_day": "2026-05-20", "decided_on": "2026-05-20", "decision_number": "柳委〔2026〕5号", "reason": "误定"}
    adoption = made.json()["values"][0]["adoption_id"]
    answer = await walk.department.post(
        f"/api/v1/rule-adoptions/{adoption}/end", json=end, headers={"if-match": '"v1"'}
    )
    assert answer.status_code == 200, answer.text
    await judged(walk, 2)

    assert bound == [("list_object", "publicity.window-open")]
    assert await found(walk) == []
    assert await found(walk, "settled") == bound


async def test_working_days_that_are_corrected_revoke_a_conclusion_that_came_too_early(
    world: World, set_today: SetToday, worker: Worker
) -> None:
    walk = await (await start(world, set_today)).to_object()
    await walk.on("2026-06-10")
    admin = walk.department
    year = (await admin.get("/api/v1/work-calendar/2026")).json()
    holidays = sorted({*year["holidays"], *(f"2026-05-{day}" for day in (25, 26, 27, 28, 29)), "2026-06-01"})
    body = {"holidays": holidays, "makeup_days": year["makeup_days"], "source": "更正", "reason": "放假安排录入有误"}

    loaded = await admin.put("/api/v1/work-calendar/2026", json=body, headers={"if-match": f'"v{year["version"]}"'})
    assert loaded.status_code == 200, loaded.text
    result = await judged(walk)

    assert (result["notices"], result["conclusions_revoked"], result["cases_changed"]) == (1, 1, 1)
    [notice] = (await walk.secretary.get("/api/v1/publicity-notices")).json()["items"]
    assert (notice["state"], notice["closes_on"], notice["concluded_on"]) == ("posted", "2026-06-05", None)
    assert set(await found(walk)) == {
        ("list_object", "publicity.window-open"),
        ("list_object", "publicity.not-concluded"),
    }


async def test_whether_a_committee_could_hold_the_power_goes_by_what_stood_above_it_then(world: World) -> None:
    async with world.system() as uow:
        kinds = (
            (world.county.id, OrganisationKind.COMMITTEE, Classification.SYSTEM, "X09"),
            (None, OrganisationKind.SUB_COMMITTEE, Classification.PUBLIC_UNIT, "X09-1"),
        )
        made: list[UUID] = []
        for parent, kind, classification, code in kinds:
            body = await organisations.found(
                uow,
                FoundOrganisation(
                    parent or made[0], kind, classification, code, code, code, date(2002, 1, 1), approval_power=True
                ),
            )
            await uow.flush()
            made.append(body.id)
        upper, lower = made

        async def version(body_id: UUID) -> int:
            return (await uow.session.get_one(Organisation, body_id)).version

        ends = Decision("青组〔2024〕1号", date(2024, 3, 1), date(2024, 3, 1))
        turns = Decision("青组〔2024〕2号", date(2024, 5, 1), date(2024, 5, 1))
        await organisations.set_approval_power(uow, lower, False, ends, expected_version=await version(lower))
        await uow.flush()
        await organisations.reclassify(
            uow, upper, Classification.TOWNSHIP, turns, expected_version=await version(upper)
        )
        await uow.flush()

        days = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 30), date(2024, 5, 1)]
        then = await bodies_on(uow, {(lower, day) for day in days})

    assert [(then[lower, day].approval_power, then[lower, day].parent_classification) for day in days] == [
        (True, Classification.SYSTEM),
        (False, Classification.SYSTEM),
        (False, Classification.SYSTEM),
        (False, Classification.TOWNSHIP),
    ]
