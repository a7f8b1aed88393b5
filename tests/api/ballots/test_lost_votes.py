"""A vote that was counted is a result: not cancelled, broken off or corrected away, nor taken again; and who is voted on."""

from datetime import date
from typing import Any

import httpx
import pytest

from app.domain.development.casefile import CaseState
from app.persistence.models.development import DevelopmentCase
from app.services import people
from tests.api.ballots.test_ballots import codes
from tests.builders.meetings import BALLOTS, DAY, MEETINGS, Assembly, assembly, papers, street_assembly, version
from tests.builders.publicity import make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day


async def counted_but_open(at: Assembly, figures: dict[str, int]) -> dict[str, Any]:
    """Both tellers have counted, and nobody has closed the ballot yet."""
    ballot = await at.ballot()
    for client in (at.secretary, at.second):
        ballot = (await client.post(f"{BALLOTS}/{ballot['id']}/tallies", json=figures)).json()
    return ballot


async def cancel(at: Assembly, ballot: dict[str, Any]) -> httpx.Response:
    return await at.secretary.post(
        f"{BALLOTS}/{ballot['id']}/cancel", json={"reason": "重新表决"}, headers=version(ballot)
    )


async def test_a_vote_whose_papers_were_counted_is_closed_and_not_cancelled(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()

    one = (await at.secretary.post(f"{BALLOTS}/{ballot['id']}/tallies", json=papers(1, 4))).json()
    after_one = await cancel(at, one)
    both = (await at.second.post(f"{BALLOTS}/{ballot['id']}/tallies", json=papers(1, 4))).json()
    after_both = await cancel(at, both)
    closed = await at.secretary.post(f"{BALLOTS}/{ballot['id']}/close", headers=version(both))

    assert codes(after_one) == codes(after_both) == ["ballots.not-counted-yet"]
    assert closed.json()["outcome"] == "lost"


async def test_a_ballot_opened_by_mistake_is_cancelled_before_anybody_has_counted(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()

    cancelled = await cancel(at, ballot)

    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")


async def test_the_branch_does_not_cancel_a_count_that_the_committee_has_ordered(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.counted(await at.ballot(), papers(2, 3))
    committee = await world.client("approving-committee", "committee")

    reopened = await committee.post(
        f"{BALLOTS}/{ballot['id']}/reopen", json={"reason": "复核"}, headers=version(ballot)
    )
    cancelled = await cancel(at, reopened.json())

    assert codes(cancelled) == ["ballots.not-counted-yet"]


async def test_a_meeting_in_which_a_vote_was_counted_is_broken_off_by_the_committee_only(world: World) -> None:
    at = await (await assembly(world, candidates=2)).in_session()
    await at.counted(await at.ballot(), papers(1, 4))
    why = {"ground": "other", "reason": "会场停电", "happened_on": DAY}
    committee = await world.client("approving-committee", "committee")

    by_branch = await at.act("abort", why)
    by_committee = await at.act("abort", why, committee)

    assert (by_branch.status_code, by_branch.json()["permission"]) == (403, "case:correct-completed")
    assert by_branch.json()["code"] == "meetings.counted-votes-stand"
    assert by_committee.json()["state"] == "aborted"


async def test_a_count_under_way_holds_the_meeting_as_well(world: World) -> None:
    at = await (await assembly(world)).in_session()
    await counted_but_open(at, papers(1, 4))

    aborted = await at.act("abort", {"ground": "other", "reason": "会场停电", "happened_on": DAY})

    assert aborted.json()["code"] == "meetings.counted-votes-stand"


async def test_a_supervisor_still_suspends_after_a_count(world: World) -> None:
    at, watcher = await street_assembly(world)
    await at.convened()
    await at.attended()
    await at.done("supervisors", {"person_id": str(watcher), "sent_by": str(world.committee.id)}, at.organiser)
    supervisor = await world.client("supervisor", "branch", person_id=watcher)
    await at.done("supervisors/confirm-presence", client=supervisor)
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    await at.counted(await at.ballot(), papers(4, 1))

    suspended = await at.act(
        "suspend", {"reason": "有人代投", "happened_on": DAY, "again_on": "2026-11-30"}, supervisor
    )

    assert (suspended.status_code, suspended.json()["state"]) == (200, "aborted")


async def test_the_branch_does_not_correct_a_lost_vote_away(world: World) -> None:
    at = await (await assembly(world, members=6)).convened()
    await at.attended(absent=1)
    opinion = {
        "person_id": str(at.members[5]),
        "candidate_id": str(at.candidates[0]),
        "opinion": "against",
        "received_on": "2026-11-20",
    }
    await at.done("written-opinions", opinion)
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    ballot = await at.counted(await at.ballot(), papers(2, 3))
    withdrawn = {
        "subject": "teller",
        "person_id": str(at.members[1]),
        "new_value": "withdrawn",
        "reason": "计票人选不当",
    }
    committee = await world.client("approving-committee", "committee")

    by_branch = await at.act("corrections", withdrawn)
    unmoved = (await at.secretary.get(f"{BALLOTS}/{ballot['id']}")).json()
    harmless = await at.act(
        "corrections",
        {"subject": "written_opinion", "person_id": str(at.members[5]), "new_value": "set_aside", "reason": "未签名"},
    )
    by_committee = await at.act("corrections", withdrawn, committee)
    read = (await at.secretary.get(f"{BALLOTS}/{ballot['id']}")).json()

    assert (by_branch.status_code, by_branch.json()["code"]) == (403, "meetings.outcome-by-committee")
    assert by_branch.json()["permission"] == "case:correct-completed"
    assert unmoved == ballot
    assert harmless.status_code == 200, harmless.text
    assert by_committee.status_code == 200, by_committee.text
    assert read["outcome"] == "void"


async def test_nobody_is_voted_on_while_another_assembly_about_him_is_still_in_session(world: World) -> None:
    at = await (await assembly(world)).in_session()
    await counted_but_open(at, papers(1, 4))
    first = at.meeting

    await at.convened()
    await at.attended()
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    beside = await at.act("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})

    assert codes(beside) == ["meetings.one-session-per-candidate"]
    assert (await at.secretary.get(f"{MEETINGS}/{first['id']}")).json()["state"] == "in_session"


async def test_figures_stay_covered_until_two_counts_agree(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}"

    await at.secretary.post(f"{path}/tallies", json=papers(4, 1))
    both = await at.second.post(f"{path}/tallies", json=papers(5))
    differing = (await at.secretary.get(f"{path}/tallies")).json()
    recount = await at.secretary.post(f"{path}/recount", headers=version(both.json()))
    recounting = (await at.second.get(f"{path}/tallies")).json()
    await at.counted(recount.json(), papers(5))
    closed = (await at.second.get(f"{path}/tallies")).json()

    assert [row["approve"] for row in differing] == [None, None]
    assert [row["approve"] for row in recounting] == [None, None]
    assert [row["approve"] for row in closed] == [4, 5, 5, 5]


@pytest.mark.parametrize(
    ("_case", "moved_on", "found"),
    [
        ("the day before", date(2026, 11, 22), ["meetings.candidate-of-branch"]),
        ("that very day, before or after the vote", date(2026, 11, 23), None),
    ],
)
async def test_nobody_is_voted_on_where_he_no_longer_belongs(
    world: World, _case: str, moved_on: date, found: list[str] | None
) -> None:
    at = await (await assembly(world)).in_session()
    person = str(at.candidates[0])
    await at.done("discussions", {"candidate_id": person, "summary": "讨论"})
    async with world.system() as uow:
        await people.transfer(uow, at.candidates[0], world.sister.id, moved_on, letter_number="转〔2026〕1号")

    answer = await at.secretary.post(BALLOTS, json={"meeting_id": at.meeting["id"], "candidate_id": person})

    assert (answer.status_code == 201) is (found is None), answer.text
    assert found is None or codes(answer) == found


async def test_a_case_that_is_over_is_not_voted_on(world: World) -> None:
    case = await make_case(world)
    at = await assembly(world)
    at.candidates = [case.person_id]
    await at.convened(candidates=[{"person_id": str(case.person_id), "case_id": str(case.id)}])
    await at.attended()
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    await at.done("discussions", {"candidate_id": str(case.person_id), "summary": "讨论"})
    async with world.system() as uow:
        row = await uow.session.get_one(DevelopmentCase, case.id)
        row.state, row.closed_on = CaseState.CLOSED.value, date(2026, 11, 20)
        uow.emit("test:case:close", row)

    answer = await at.secretary.post(
        BALLOTS, json={"meeting_id": at.meeting["id"], "candidate_id": str(case.person_id)}
    )

    assert codes(answer) == ["ballots.case-under-way"]
