"""What else becomes of cases: taken over from paper, extended, cancelled, moved, ended."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from httpx import Response

from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import LeftKind, MemberStatus
from app.persistence.models.people import Person
from tests.api.development.test_steps import determined, status_of
from tests.builders.development_walk import CASES, Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


async def person_of(walk: Walk) -> Person:
    async with walk.world.system() as uow:
        person = await uow.session.get_one(Person, walk.candidate)
        uow.emit("test:person:read", person)
    return person


async def test_a_case_on_paper_is_taken_over_with_its_gaps_as_findings(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)

    case = await walk.taken_over("admission_assembly", decide=False)

    findings = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    codes = {(f["step"], f["code"]) for f in findings}
    assert case["taken_over"] is True
    assert {f["kind"] for f in findings} == {"gap"}
    assert ("fill_form", "form-register.form-held") in codes
    assert ("apply", "development.document-there") in codes
    assert all(f["judged_on"] <= "2026-07-10" for f in findings)
    assert not {code for _, code in codes} & {"development.step-before", "development.act-recorded"}
    assert await status_of(walk) == MemberStatus.DEVELOPMENT_OBJECT.value
    facts = (await walk.secretary.get(f"{walk.path}/facts")).json()["items"]
    assert all(fact["taken_over"] for fact in facts)

    talk = {"talked_by": str(walk.organiser_person), "office": "organiser", "fit": True}
    body = {"happened_on": "2026-11-23", "data": talk}
    await walk.post(walk.organiser, f"{walk.path}/facts/admission-talk", body)
    await walk.papers("admission_talk", "2026-11-23")
    held = await walk.try_step("admission_talk")
    assert {error["code"] for error in held.json()["errors"]} == {"development.findings-decided"}

    await walk.uphold_all()

    await walk.complete("admission_talk")
    kept = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    assert {f["state"] for f in kept} == {"upheld"}
    assert {f["document_number"] for f in kept} == {"柳委〔2026〕88号"}


async def test_a_gap_is_settled_by_filing_the_paper_and_judging_again(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("apply", decide=False)
    await walk.papers("apply", "2025-03-03")

    answer = await walk.secretary.post(f"{walk.path}/judgements", headers=match((await walk.case())["version"]))

    assert answer.status_code == 200, answer.text
    assert answer.json()["open_findings"] == 0
    (finding,) = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    assert (finding["state"], finding["document_number"]) == ("settled", None)


async def test_taking_over_is_the_committees_and_refuses_what_cannot_be(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    letter = {
        "kind": "application_letter",
        "happened_on": "2025-03-03",
        "data": {
            "written_on": "2025-03-09",
            "received_by": "residence",
            "by_the_person": True,
            "accepts_programme": True,
        },
    }
    body = {"person_id": str(walk.candidate), "through_step": "apply", "facts": [letter]}

    branch = await walk.secretary.post(f"{CASES}/take-overs", json=body)
    impossible = await walk.approver.post(f"{CASES}/take-overs", json=body)
    unknown = await walk.approver.post(f"{CASES}/take-overs", json=body | {"through_step": "fly"})
    nonsense = await walk.approver.post(f"{CASES}/take-overs", json=body | {"facts": [letter | {"kind": "x"}]})

    assert branch.status_code == 403
    assert [(e["pointer"], e["code"]) for e in impossible.json()["errors"]] == [
        ("/facts/0/data/written_on", "development.written-after-receipt")
    ]
    assert unknown.status_code == 404
    assert nonsense.status_code == 422
    assert (await walk.secretary.get(CASES)).json()["items"] == []


async def test_probation_is_extended_once_and_then_converted(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("oath")
    assert await status_of(walk) == MemberStatus.PROBATIONARY.value
    await walk.convert("extend", 6)

    done = await walk.approve_conversion(outcome="extended")

    assert done["next_steps"] == ["probation"]
    assert await status_of(walk) == MemberStatus.PROBATIONARY.value
    why = (await walk.secretary.get(f"{walk.path}/why")).json()
    ends = {duty["due_on"] for duty in why["duties"] if duty["kind"] == "probation_end"}
    assert ends == {"2028-01-10"}
    await walk.fact("probation_review", "2027-12-20", period_from="2027-08-21", period_to="2027-12-19", suitable=True)
    await walk.fact("probation_conclusion", "2028-01-09")
    early = await walk.try_step("probation")
    assert "development.probation-over" in {error["code"] for error in early.json()["errors"]}


async def test_a_membership_is_cancelled_by_assembly_and_approval(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("oath")
    await walk.convert("cancel")

    done = await walk.approve_conversion(outcome="cancelled")

    person = await person_of(walk)
    assert done["case_state"] == "cancelled"
    assert (person.status, person.left_kind) == (MemberStatus.LEFT.value, LeftKind.CANCELLED.value)
    assert (await walk.case())["closed_on"] == "2027-08-20"
    assert (await walk.try_step("archive")).status_code == 409


async def test_a_lost_vote_sends_the_case_back_and_is_kept(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("prereview")
    await walk.form_on("2026-11-23")
    body = {"happened_on": "2026-11-23", "data": {"form_number": "LW-000001", "guided_by_sponsors": True}}
    await walk.post(walk.secretary, f"{walk.path}/facts/form-filled", body)
    await walk.done("fill_form", "2026-11-23")
    await walk.assembly("admission", "2026-11-30", approve=2)
    await walk.papers("admission_assembly", "2026-11-30")

    done = await walk.complete("admission_assembly", "rejected")

    assert done["next_steps"] == ["examine"]
    assert await status_of(walk) == MemberStatus.DEVELOPMENT_OBJECT.value
    timeline = (await walk.secretary.get(f"{walk.path}/timeline")).json()["items"]
    assert ("admission_assembly", "rejected", True) in {
        (e["key"], e["outcome"], e["standing"]) for e in timeline if e["what"] == "step"
    }


async def test_a_case_moves_to_another_branch_with_its_clocks(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_activist()
    version = (await walk.case())["version"]
    body = {
        "to_branch_id": str(world.sister.id),
        "happened_on": "2025-04-28",
        "letter_number": "柳组转〔2025〕5号",
        "file_checked": True,
    }

    unchecked = await walk.organiser.post(
        f"{walk.path}/relocations", json=body | {"file_checked": False}, headers=match(version)
    )
    branch = await walk.secretary.post(f"{walk.path}/relocations", json=body, headers=match(version))
    beyond = await walk.organiser.post(
        f"{walk.path}/relocations", json=body | {"to_branch_id": str(world.other_branch.id)}, headers=match(version)
    )
    moved = await walk.organiser.post(f"{walk.path}/relocations", json=body, headers=match(version))

    assert [(e["pointer"], e["code"]) for e in unchecked.json()["errors"]] == [
        ("/file_checked", "development.file-not-checked")
    ]
    assert branch.status_code == 403
    assert beyond.status_code == 404
    assert moved.status_code == 201, moved.text
    assert moved.json()["branch_id"] == str(world.sister.id)
    assert (await walk.secretary.get(walk.path)).status_code == 404
    receiving = await world.client(RoleKey.BRANCH_SECRETARY, "sister")
    why = (await receiving.get(f"{walk.path}/why")).json()
    assert [step["step"] for step in why["steps"]] == ["cultivate"]
    papers = (await receiving.get(f"/api/v1/documents?case_id={walk.case_id}")).json()["items"]
    assert len(papers) == 8
    assert (await walk.secretary.get(f"/api/v1/documents?case_id={walk.case_id}")).json()["items"] == []
    assert {duty["due_on"] for duty in why["duties"] if duty["kind"] == "cultivation"} == {"2026-04-28"}
    assert (await person_of(walk)).branch_id == world.sister.id


async def test_a_case_ends_by_a_decision_and_the_person_falls_back(world: World, set_today: SetToday) -> None:
    walk = await determined(world, set_today)
    body = {"reason": "withdrawn", "happened_on": "2025-04-15", "document_number": "柳委〔2025〕7号"}

    branch = await walk.secretary.post(f"{walk.path}/closing", json=body, headers=match((await walk.case())["version"]))
    closed = await walk.approver.post(f"{walk.path}/closing", json=body, headers=match((await walk.case())["version"]))

    assert branch.status_code == 403
    assert closed.status_code == 200, closed.text
    assert (closed.json()["state"], closed.json()["step"]) == ("closed", None)
    assert await status_of(walk) == MemberStatus.REGISTERED.value
    assert (await walk.try_step("file_activist")).status_code == 409


async def test_a_probationary_membership_is_not_ended_by_closing_the_case(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("oath")
    body = {"reason": "unfit", "happened_on": "2026-11-23", "document_number": "柳委〔2026〕7号"}

    kept = await walk.approver.post(f"{walk.path}/closing", json=body, headers=match((await walk.case())["version"]))

    assert (kept.status_code, kept.json()["code"]) == (409, "development.member-cannot-be-closed")


async def taken(walk: Walk, through: str, facts: list[tuple[str, str, dict[str, object]]], today: date) -> Response:
    """Take acts on paper over."""
    await walk.set_today(today)
    given = [{"kind": kind, "happened_on": on, "data": data} for kind, on, data in facts]
    body = {"person_id": str(walk.candidate), "through_step": through, "facts": given}
    return await walk.approver.post(f"{CASES}/take-overs", json=body)


async def test_a_vote_that_was_lost_on_paper_makes_no_member(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    for kind, twist in (
        ("paper_assembly", {"approve": 2}),
        ("admission_approval", {"decision": "refuse"}),
        ("pre_review_result", {"passed": False}),
    ):
        facts = [(k, on, data | (twist if k == kind else {})) for k, on, data in walk.on_paper_through("oath")]

        refused = await taken(walk, "oath", facts, date(2026, 11, 23))

        assert refused.status_code == 422, refused.text
        (error,) = refused.json()["errors"]
        assert (error["pointer"], error["code"]) == ("/through_step", "development.paper-says-otherwise")
    assert await status_of(walk) == MemberStatus.REGISTERED.value


async def test_an_extension_on_paper_lengthens_the_probation_that_is_taken_over(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today)
    extension: dict[str, object] = {"proposal": "extend", "extend_months": 6, "reason": "尚需考察"}
    facts = [
        (kind, on, extension if kind == "conversion_resolution" else data)
        for kind, on, data in walk.on_paper_through("approve_conversion")
    ]

    answer = await taken(walk, "oath", facts, date(2027, 9, 1))
    walk.case_id = answer.json()["id"]
    why = (await walk.secretary.get(f"{walk.path}/why")).json()
    refused = await taken(walk, "approve_conversion", facts, date(2027, 9, 1))

    assert answer.status_code == 201, answer.text
    assert {duty["due_on"] for duty in why["duties"] if duty["kind"] == "probation_end"} == {"2028-01-10"}
    assert await status_of(walk) == MemberStatus.PROBATIONARY.value
    assert refused.status_code == 409, "the case is open already"


async def test_a_second_report_buys_no_time_for_the_approval(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).to_assembly()
    await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    committee = str(world.committee.id)
    await walk.fact("admission_report", "2026-07-12", reported_to=committee)
    person = str(walk.organiser_person)
    await walk.fact("admission_talk", "2026-07-15", walk.organiser, talked_by=person, office="organiser", fit=True)
    await walk.done("admission_talk", "2026-07-15")
    await walk.fact("admission_report", "2026-10-12", reported_to=committee)
    decided: dict[str, Any] = {"decision": "approve", "document_number": "柳委〔3〕", "collectively": True}
    await walk.fact("admission_approval", "2026-10-13", walk.approver, decided_by=committee, **decided)
    await walk.papers("approve_admission", "2026-10-13")

    refused = await walk.try_step("approve_admission")

    assert refused.status_code == 409
    assert {error["code"] for error in refused.json()["errors"]} == {"development.approved-in-time"}
