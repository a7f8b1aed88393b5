"""A corrected fact of a meeting questions the step of the case that rested on it; a second correction settles it."""

from collections.abc import Awaitable, Callable
from datetime import date

from tests.builders.development_walk import start
from tests.builders.meetings import BALLOTS, MEETINGS, version
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


async def test_a_corrected_vote_questions_the_completed_step_and_settles_when_it_holds_again(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today)
    await walk.to_assembly()
    meeting_id = await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    path = f"{MEETINGS}/{meeting_id}"
    committee = await world.client("approving-committee", "committee")
    (ballot,) = (await walk.secretary.get(BALLOTS, params={"meeting_id": meeting_id})).json()["items"]
    whole = len(walk.members)
    unlucky = [str(member) for member in walk.members[1:]]

    async def correct(person: str, value: str) -> None:
        meeting = (await walk.secretary.get(path)).json()
        body = {"subject": "teller", "person_id": person, "new_value": value, "reason": "会后查明其未参加计票"}
        answer = await committee.post(f"{path}/corrections", json=body, headers=version(meeting))
        assert answer.status_code == 200, answer.text

    async def findings() -> list[tuple[str, str, str]]:
        items = (await walk.secretary.get(f"{walk.path}/findings")).json()["items"]
        return [(item["step"], item["code"], item["state"]) for item in items]

    assert ballot["approve"] == whole
    assert await findings() == []

    await correct(unlucky[0], "withdrawn")
    questioned = await findings()
    meeting = (await walk.secretary.get(path)).json()
    voided = (await walk.secretary.get(f"{BALLOTS}/{ballot['id']}")).json()

    assert voided["outcome"] == "void"
    assert ("admission_assembly", "meetings.tellers-named", "open") in questioned
    assert [t["withdrawn_reason"] for t in meeting["tellers"]] == [None, "会后查明其未参加计票"]

    await correct(unlucky[0], "named")
    settled = await findings()
    again = (await walk.secretary.get(f"{BALLOTS}/{ballot['id']}")).json()

    assert again["outcome"] == "carried"
    assert {state for _, _, state in settled} == {"settled"}
