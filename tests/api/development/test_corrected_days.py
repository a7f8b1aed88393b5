"""A day that was recorded wrong is corrected: what comes after counts from the right one, the membership too."""

from collections.abc import Awaitable, Callable
from datetime import date

from tests.api.development.test_lives import person_of
from tests.builders.development_walk import Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


async def was_on(walk: Walk, kind: str, day: str) -> None:
    """Have the approving committee correct the day of a paper."""
    facts = (await walk.secretary.get(f"{walk.path}/facts")).json()["items"]
    (paper,) = [fact for fact in facts if fact["kind"] == kind]
    answer = await walk.approver.post(
        f"{walk.path}/facts/{paper['id']}/corrections",
        json={"kind": kind, "reason": "日期抄录有误", "happened_on": day},
        headers=match((await walk.case())["version"]),
    )
    assert answer.status_code == 201, answer.text
    assert (await walk.secretary.get(f"{walk.path}/why")).json()["open_findings"] == 0


async def test_probation_is_over_by_the_corrected_day_of_the_assembly(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("oath")

    await was_on(walk, "paper_assembly", "2026-07-12")
    why = (await walk.secretary.get(f"{walk.path}/why")).json()
    await walk.fact("probation_review", "2027-01-12", period_from="2026-07-12", period_to="2027-01-11", suitable=True)
    await walk.fact("probation_conclusion", "2027-07-11")
    await walk.papers("probation", "2027-07-11")
    refused = await walk.try_step("probation")

    (duty,) = [duty for duty in why["duties"] if duty["kind"] == "probation_end"]
    assert (duty["starts_on"], duty["due_on"]) == ("2026-07-12", "2027-07-12")
    assert refused.status_code == 409, refused.text
    (error,) = refused.json()["errors"]
    assert (error["code"], error["expected"], error["actual"]) == (
        "development.probation-over",
        "2027-07-12",
        "2027-07-11",
    )


async def test_a_full_member_is_one_from_a_year_after_the_corrected_day_of_the_assembly(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("oath")

    await was_on(walk, "paper_assembly", "2026-07-08")
    await walk.convert()
    await walk.approve_conversion()

    assert (await person_of(walk)).converted_on == date(2027, 7, 8)


async def test_a_probationary_member_is_one_from_the_corrected_day_of_the_assembly(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("admission_talk")

    await was_on(walk, "paper_assembly", "2026-07-11")
    await walk.fact(
        "admission_approval",
        "2026-08-05",
        walk.approver,
        decided_by=str(world.committee.id),
        decision="approve",
        document_number="柳委〔2026〕31号",
        collectively=True,
    )
    await walk.done("approve_admission", "2026-08-05")

    assert (await person_of(walk)).joined_on == date(2026, 7, 11)


async def test_contact_persons_take_over_after_the_corrected_day_of_those_before_them(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("assign_contacts")
    address = f"{walk.path}/facts/contact-assignment"

    await was_on(walk, "contact_assignment", "2025-05-10")
    late = {"data": {"person_ids": [str(walk.members[0])]}, "late_reason": "补录"}
    answers = [
        await walk.approver.post(address, json={"happened_on": day, **late}) for day in ("2025-05-10", "2025-05-11")
    ]

    assert [answer.status_code for answer in answers] == [409, 201], answers[1].text
    assert answers[0].json()["code"] == "development.step-rests-on-fact"


async def test_a_case_does_not_move_before_the_corrected_day_of_its_last_act(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("assign_contacts")
    move = {"to_branch_id": str(world.sister.id), "letter_number": "柳组转〔2025〕5号", "file_checked": True}

    await was_on(walk, "contact_assignment", "2025-05-10")
    answers = [
        await walk.organiser.post(
            f"{walk.path}/relocations",
            json={"happened_on": day, **move},
            headers=match((await walk.case())["version"]),
        )
        for day in ("2025-05-09", "2025-05-10")
    ]

    (error,) = answers[0].json()["errors"]
    assert (error["code"], error["expected"], error["actual"]) == (
        "development.moved-before-an-act",
        "2025-05-10",
        "2025-05-09",
    )
    assert answers[1].status_code == 201, answers[1].text
