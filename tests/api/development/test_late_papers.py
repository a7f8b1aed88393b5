"""A case taken over from paper: what comes in late answers its gaps by itself, and the log says so."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any
from uuid import UUID

from tests.builders.development_walk import PDF, Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


async def gaps(walk: Walk, state: str = "open") -> set[tuple[str, str, str]]:
    """The findings of a state: step, code and what they are about."""
    items = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
    return {(f["step"], f["code"], f["subject"]) for f in items if f["state"] == state}


async def judged(walk: Walk) -> list[dict[str, Any]]:
    """What the log keeps of judging the case again."""
    rows = await walk.world.runtime.database.reads.fetch(
        "SELECT details->>'settled' AS settled, details->>'open' AS open FROM audit_entries"
        " WHERE action = 'development:case:judge-again' AND subject_id = $1 ORDER BY id",
        UUID(walk.case_id),
    )
    return [dict(row) for row in rows]


async def test_a_late_paper_settles_its_gap_and_no_other(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("first_talk", decide=False)
    letter = ("apply", "development.document-there", "application_letter")
    record = ("first_talk", "development.document-there", "talk_record")
    assert await gaps(walk) == {letter, record}
    before = (await walk.case())["version"]

    await walk.document("application_letter", "2025-03-03", case_id=walk.case_id, step=1)

    assert await gaps(walk) == {record}
    assert await gaps(walk, "settled") == {letter}
    assert await judged(walk) == [{"settled": "1", "open": "1"}]
    assert (await walk.case())["version"] > before
    await walk.document("talk_record", "2025-03-20", case_id=walk.case_id, step=2)
    assert await gaps(walk) == set()
    why = (await walk.secretary.get(f"{walk.path}/why")).json()
    assert why["open_findings"] == 0
    assert [step["step"] for step in why["steps"]] == ["determine_activist"]


async def test_a_paper_that_answers_nothing_settles_nothing(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("first_talk", decide=False)
    waiting = await gaps(walk)

    await walk.document("talk_record", "2025-03-03", case_id=walk.case_id, step=7)
    await walk.document("application_letter", "2025-03-03", organisation_id=str(world.branch.id))

    assert await gaps(walk) == waiting
    assert await gaps(walk, "settled") == set()


async def test_a_gap_is_open_again_when_its_paper_is_set_aside(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("apply", decide=False)
    paper = await walk.document("application_letter", "2025-03-03", case_id=walk.case_id, step=1)
    assert await gaps(walk) == set()

    answer = await walk.approver.post(
        f"/api/v1/documents/{paper}/set-aside", json={"reason": "误传他人材料"}, headers=match(1)
    )

    assert answer.status_code == 200, answer.text
    assert await gaps(walk) == {("apply", "development.document-there", "application_letter")}


async def test_an_act_that_the_papers_did_not_show_is_recorded_when_it_turns_up(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("determine_activist", decide=False, skip=("first_talk",))
    missing = ("first_talk", "development.act-recorded", "")
    assert missing in await gaps(walk)
    talk: dict[str, Any] = {"talked_by": str(walk.members[0]), "office": "secretary"}
    body = {"happened_on": "2025-03-20", "data": talk, "late_reason": "接办后补交谈话记录"}
    address = f"{walk.path}/facts/first-talk"

    branch = await walk.secretary.post(address, json=body)
    late = await walk.organiser.post(address, json=body)
    again = await walk.organiser.post(address, json=body)

    assert (branch.status_code, branch.json()["permission"]) == (403, "late-record:write")
    assert late.status_code == 201, late.text
    assert (again.status_code, again.json()["code"]) == (409, "development.step-rests-on-fact")
    assert missing in await gaps(walk, "settled")
    assert {step for step, code, _ in await gaps(walk) if code != "development.document-there"} == set()
    logged = await world.runtime.database.reads.fetchval(
        "SELECT details->>'open' FROM audit_entries WHERE action = 'development:fact:record' AND subject_id = $1",
        UUID(late.json()["id"]),
    )
    assert logged == str(len(await gaps(walk)))


async def test_an_act_that_turns_up_and_was_not_in_order_is_a_finding_of_its_own(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("determine_activist", decide=False, skip=("first_talk",))
    talk = {"talked_by": str(walk.members[0]), "office": "organiser"}
    body = {"happened_on": "2025-03-20", "data": talk, "late_reason": "接办后补交谈话记录"}

    late = await walk.organiser.post(f"{walk.path}/facts/first-talk", json=body)

    assert late.status_code == 201, late.text
    assert ("first_talk", "development.first-talk-office", "") in await gaps(walk)
    assert ("first_talk", "development.act-recorded", "") in await gaps(walk, "settled")


async def test_a_form_and_a_certificate_that_come_in_late_settle_their_gaps(world: World, set_today: SetToday) -> None:
    walk = await start(world, set_today)
    await walk.taken_over("fill_form", decide=False, skip=("paper_training",))
    held = ("fill_form", "form-register.form-held", "")
    trained = {gap for gap in await gaps(walk) if gap[0] == "train" and gap[1] != "development.document-there"}
    assert held in await gaps(walk)
    assert trained

    await walk.form_on("2026-11-23")
    days = {"held_from": "2026-06-10", "held_to": "2026-06-14", "happened_on": "2026-06-15"}
    named = {"kind": "development_object", "number": "培-9", "issuer_id": str(world.committee.id)}
    body = {"person_id": str(walk.candidate), "days": 3, "hours": 24, "late_reason": "接办后补录"} | named | days
    await walk.post(walk.organiser, "/api/v1/training-certificates", body)

    assert trained <= await gaps(walk, "settled")
    assert not {gap for gap in await gaps(walk) if gap[0] == "train" and gap[1] != "development.document-there"}


async def test_a_branch_that_replaces_nothing_leaves_a_sound_case_alone(world: World, set_today: SetToday) -> None:
    walk = await (await start(world, set_today)).opened()
    version = (await walk.case())["version"]

    answer = await walk.secretary.post(
        "/api/v1/documents",
        params={
            "kind": "other",
            "title": "材料",
            "file_name": "a.pdf",
            "happened_on": "2025-03-03",
            "case_id": walk.case_id,
        },
        content=PDF,
    )

    assert answer.status_code == 201, answer.text
    assert (await walk.case())["version"] == version
    assert await judged(walk) == []
