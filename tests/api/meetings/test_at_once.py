"""Every command on a meeting and a ballot, several times at once: done once, and the others are told so."""

from functools import partial
from typing import Any

import httpx
import pytest

from tests.builders.meetings import BALLOTS, DAY, MEETINGS, Assembly, assembly, papers, street_assembly, version
from tests.builders.together import at_once, twice
from tests.builders.world import World

pytestmark = pytest.mark.own_day


async def once(at: Assembly, verb: str, body: object = None, client: httpx.AsyncClient | None = None) -> dict[str, Any]:
    """Send a command about the meeting several times at once; exactly one is done."""
    headers, who = version(at.meeting), client or at.secretary
    done = await twice(lambda: who.post(f"{at.path}/{verb}", json=body if body is not None else {}, headers=headers))
    if done.status_code == 200:
        at.meeting = done.json()
    return dict(done.json())


async def counts(world: World) -> dict[str, int]:
    tables = ("roll_entries", "supervisors", "tellers", "written_opinions", "talks", "corrections")
    reads = world.runtime.database.reads
    return {table: await reads.fetchval(f"SELECT count(*) FROM meeting_{table}") for table in tables}


async def test_an_assembly_whose_every_command_comes_several_times_at_once(world: World) -> None:
    at, watcher = await street_assembly(world, members=6)
    supervisor = await world.client("supervisor", "branch", person_id=watcher)
    notice, key = at.notice(), {"idempotency-key": "convene-1"}
    convened = await at_once(*[lambda: at.secretary.post(MEETINGS, json=notice, headers=key)] * 3)
    at.meeting = next(answer.json() for answer in convened if answer.status_code == 201)
    person, candidate = str(at.members[5]), str(at.candidates[0])

    await once(at, "upper-notification", {"happened_on": "2026-11-18"})
    await once(at, "electorate")
    came = [{"person_id": str(m), "attendance": "present" if str(m) != person else "absent"} for m in at.members]
    await once(at, "attendance", {"attendances": came})
    opinion = {"person_id": person, "candidate_id": candidate, "opinion": "approve", "received_on": "2026-11-20"}
    await once(at, "written-opinions", opinion)
    await once(at, "supervisors", {"person_id": str(watcher), "sent_by": str(world.committee.id)}, at.organiser)
    await once(at, "supervisors/confirm-presence", client=supervisor)
    await once(at, "tellers", {"person_ids": [str(m) for m in at.members[:2]]})
    await once(at, "hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    await once(at, "discussions", {"candidate_id": candidate, "summary": "讨论"})
    opened = await twice(
        lambda: at.secretary.post(BALLOTS, json={"meeting_id": at.meeting["id"], "candidate_id": candidate})
    )
    ballot = f"{BALLOTS}/{opened.json()['id']}"
    for figures in (papers(4, 1), papers(3, 2)):
        await twice(partial(at.secretary.post, f"{ballot}/tallies", json=figures))
        other = papers(5) if figures["approve"] == 4 else figures
        both = await twice(partial(at.second.post, f"{ballot}/tallies", json=other))
        if figures["approve"] == 4:
            await twice(partial(at.secretary.post, f"{ballot}/recount", headers=version(both.json())))
    closed = await twice(lambda: at.secretary.post(f"{ballot}/close", headers=version(both.json())))
    await once(at, "close")
    talk = {"person_id": str(at.members[2]), "happened_on": DAY, "summary": "谈话"}
    await once(at, "talks", talk, supervisor)
    aside = {"subject": "written_opinion", "person_id": person, "new_value": "set_aside", "reason": "未签名"}
    committee = await world.client("approving-committee", "committee")
    await once(at, "corrections", aside, committee)
    current = (await at.secretary.get(ballot)).json()
    reopened = await twice(
        lambda: committee.post(f"{ballot}/reopen", json={"reason": "复核"}, headers=version(current))
    )

    assert len({answer.json()["id"] for answer in convened if answer.status_code == 201}) == 1
    assert (closed.json()["outcome"], reopened.json()["round"]) == ("carried", 3)
    assert await counts(world) == {
        "roll_entries": 7,
        "supervisors": 1,
        "tellers": 2,
        "written_opinions": 1,
        "talks": 1,
        "corrections": 2,
    }
    reads = world.runtime.database.reads
    assert await reads.fetchval("SELECT count(*) FROM ballot_tallies") == 4
    assert await reads.fetchval("SELECT count(*) FROM meetings") == 1


async def test_broken_off_and_called_again_once(world: World) -> None:
    at = await (await assembly(world)).convened()
    await once(at, "abort", {"ground": "other", "reason": "会场停电", "happened_on": DAY})
    again = {"planned_on": "2026-11-30", "noticed_on": DAY}

    made = await twice(lambda: at.secretary.post(f"{at.path}/reconvene", json=again))
    at.meeting = made.json()
    off = await once(at, "call-off", {"reason": "改期"})

    assert off["state"] == "called_off"
    assert await world.runtime.database.reads.fetchval("SELECT count(*) FROM meetings") == 2


async def test_what_pulls_in_different_directions_at_once_ends_in_one_of_them(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}"
    withdrawn = {"subject": "teller", "person_id": str(at.members[1]), "new_value": "withdrawn", "reason": "误选"}
    absent = {"subject": "attendance", "person_id": str(at.members[4]), "new_value": "absent", "reason": "误记"}
    broken = {"ground": "other", "reason": "停电", "happened_on": DAY}
    meeting, current = version(at.meeting), version(ballot)

    answers = await at_once(
        lambda: at.secretary.post(f"{path}/tallies", json=papers(5)),
        lambda: at.second.post(f"{path}/tallies", json=papers(5)),
        lambda: at.secretary.post(f"{path}/cancel", json={"reason": "误"}, headers=current),
        lambda: at.secretary.post(f"{at.path}/corrections", json=withdrawn, headers=meeting),
        lambda: at.second.post(f"{at.path}/corrections", json=absent, headers=meeting),
        lambda: at.secretary.post(f"{at.path}/abort", json=broken, headers=meeting),
        lambda: at.second.post(f"{at.path}/close", headers=meeting),
    )

    assert any(answer.is_success for answer in answers)
    now, there = (await at.secretary.get(path)).json(), (await at.secretary.get(at.path)).json()
    counted = now["counts_entered"]
    assert not (counted and now["state"] == "cancelled" and there["state"] != "aborted")
    assert (there["state"] == "aborted") <= (now["state"] == "cancelled")


async def test_of_two_meetings_about_one_person_that_open_at_once_one_opens(world: World) -> None:
    first = await (await assembly(world)).convened()
    await first.attended()
    second = Assembly(**{**vars(first), "meeting": {}})
    await second.convened()
    await second.attended()
    chair = {"chair_id": str(first.members[0]), "happened_on": DAY}

    answers = await at_once(
        *(
            partial(at.secretary.post, f"{at.path}/hold", json=chair, headers=version(at.meeting))
            for at in (first, second)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert next(a for a in answers if a.status_code == 409).json()["errors"][0]["code"] == (
        "meetings.one-session-per-candidate"
    )
