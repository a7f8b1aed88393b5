"""Ballots over HTTP: one by one, two independent counts, outcomes over those entitled, hostile figures."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.api.runtime import runtime_of
from app.api.v1.ballots.schemas import BallotOut, JudgementOut, TallyOut
from tests.builders.meetings import BALLOTS, DAY, Assembly, assembly, papers, version
from tests.builders.world import World

pytestmark = pytest.mark.own_day


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


async def open_ballot(at: Assembly, **fields: object) -> httpx.Response:
    body = {"meeting_id": at.meeting["id"], "candidate_id": str(at.candidates[0])} | fields
    return await at.secretary.post(BALLOTS, json=body)


async def test_a_vote_from_opening_to_outcome(world: World) -> None:
    at = await (await assembly(world)).in_session(absent=1)

    ballot = await at.counted(await at.ballot(), papers(3, 1))

    read = await at.secretary.get(f"{BALLOTS}/{ballot['id']}")
    outcome = await at.secretary.get(f"{BALLOTS}/{ballot['id']}/outcome")
    listed = await at.secretary.get(BALLOTS, params={"meeting_id": at.meeting["id"], "outcome": "carried"})
    assert BallotOut.model_validate_json(read.content).outcome == "carried"
    assert read.json() == ballot
    assert (ballot["entitled"], ballot["present"], ballot["approve"]) == (5, 4, 3)
    shown = JudgementOut.model_validate_json(outcome.content)
    half = next(f for f in shown.findings if f.code == "ballots.more-than-half-of-entitled")
    assert (half.expected, half.actual, half.day and half.day.isoformat()) == (3, 3, DAY)
    assert half.clause is not None
    assert half.clause.article == "第二十条"
    assert "赞成 3 人，应到会有表决权 5 人" in half.title
    assert [item["id"] for item in listed.json()["items"]] == [ballot["id"]]


@pytest.mark.parametrize(
    ("_case", "approve", "outcome"),
    [("below half", 2, "lost"), ("exactly half", 3, "lost"), ("above half", 4, "carried")],
)
async def test_outcomes_around_half_of_those_entitled(world: World, _case: str, approve: int, outcome: str) -> None:
    at = await (await assembly(world, members=6)).in_session(absent=1)

    ballot = await at.counted(await at.ballot(), papers(approve, 5 - approve))

    assert ballot["outcome"] == outcome


async def test_more_papers_than_were_issued_void_the_vote(world: World) -> None:
    at = await (await assembly(world)).in_session()

    ballot = await at.counted(await at.ballot(), papers(5, issued=4))

    assert (ballot["state"], ballot["outcome"]) == ("closed", "void")


async def test_hands_are_not_raised_and_the_clause_is_named(world: World) -> None:
    at = await (await assembly(world)).in_session()
    await at.done("discussions", {"candidate_id": str(at.candidates[0]), "summary": "讨论"})

    hands = await open_ballot(at, method="show_of_hands")
    electronic = await open_ballot(at, method="electronic_secret")

    assert codes(hands) == ["ballots.method-is-secret"]
    assert hands.json()["errors"][0]["clause"]["title"] == "《中国共产党发展党员工作细则（2026年修订）》第二十条"
    assert codes(electronic) == ["ballots.method-available"]


async def test_candidates_are_discussed_and_voted_on_one_by_one(world: World) -> None:
    at = await (await assembly(world, candidates=2)).in_session()

    undiscussed = await open_ballot(at)
    first = await at.ballot(0)
    await at.done("discussions", {"candidate_id": str(at.candidates[1]), "summary": "讨论"})
    beside = await open_ballot(at, candidate_id=str(at.candidates[1]))
    again = await open_ballot(at)
    await at.counted(first, papers(5))
    second = await open_ballot(at, candidate_id=str(at.candidates[1]))
    stranger = await open_ballot(at, candidate_id=str(uuid4()))

    assert codes(undiscussed) == ["ballots.candidate-discussed"]
    assert codes(beside) == ["ballots.one-by-one"]
    assert codes(again) == ["ballots.one-by-one", "ballots.one-ballot-per-candidate"]
    assert second.status_code == 201, second.text
    assert "ballots.candidate-of-meeting" in codes(stranger)


async def test_no_vote_before_the_meeting_opens_or_after_it_was_broken_off(world: World) -> None:
    at = await (await assembly(world)).convened()

    early = await open_ballot(at)
    await at.done("abort", {"ground": "no_quorum", "reason": "到会不足", "happened_on": DAY})
    late = await open_ballot(at)

    assert "ballots.meeting-in-session" in codes(early)
    assert "ballots.meeting-in-session" in codes(late)


async def test_counts_that_differ_are_refused_and_counted_again_with_the_history_kept(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}"

    alone = await at.secretary.post(f"{path}/tallies", json=papers(4, 1))
    covered = (await at.second.get(f"{path}/tallies")).json()
    one = await at.secretary.post(f"{path}/close", headers=version(alone.json()))
    twice = await at.secretary.post(f"{path}/tallies", json=papers(5))
    both = await at.second.post(f"{path}/tallies", json=papers(5))
    differ = await at.secretary.post(f"{path}/close", headers=version(both.json()))
    third = await at.second.post(f"{path}/tallies", json=papers(4, 1))
    recount = await at.secretary.post(f"{path}/recount", headers=version(both.json()))
    closed = await at.counted(recount.json(), papers(5))
    history = [TallyOut.model_validate(row) for row in (await at.secretary.get(f"{path}/tallies")).json()]

    assert covered[0]["approve"] is None
    assert codes(one) == ["ballots.two-tellers"]
    assert codes(twice) == ["ballots.one-tally-per-teller"]
    assert codes(differ) == ["ballots.tallies-agree"]
    assert differ.json()["errors"][0]["actual"] == ["approve", "against"]
    assert codes(third) == ["ballots.one-tally-per-teller", "ballots.two-tallies-per-round"]
    assert (recount.json()["round"], closed["outcome"]) == (2, "carried")
    assert [(row.round, row.approve) for row in history] == [(1, 4), (1, 5), (2, 5), (2, 5)]


async def test_a_recount_needs_a_difference_and_ends_after_three_rounds(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot: dict[str, Any] = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}"

    early = await at.secretary.post(f"{path}/recount", headers=version(ballot))
    for _ in range(3):
        await at.secretary.post(f"{path}/tallies", json=papers(4, 1))
        ballot = (await at.second.post(f"{path}/tallies", json=papers(5))).json()
        last = await at.secretary.post(f"{path}/recount", headers=version(ballot))
        ballot = last.json() if last.status_code == 200 else ballot
    cancelled = await at.secretary.post(
        f"{path}/cancel", json={"reason": "三轮清点不一致，重新投票"}, headers=version(ballot)
    )
    anew = await open_ballot(at)

    assert codes(early) == ["ballots.recount-needs-difference"]
    assert codes(last) == ["ballots.rounds-left"]
    assert cancelled.json()["state"] == "cancelled"
    assert anew.status_code == 201, anew.text


async def test_two_accounts_of_one_person_count_as_one(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    twin = await world.client("organisation-commissioner", "branch", person_id=at.members[0])

    await at.secretary.post(f"{BALLOTS}/{ballot['id']}/tallies", json=papers(5))
    answer = await twin.post(f"{BALLOTS}/{ballot['id']}/tallies", json=papers(5))

    assert codes(answer) == ["ballots.one-tally-per-teller"]


async def test_only_named_tellers_of_that_meeting_count(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}/tallies"

    async def refusal(person: UUID | None) -> list[str]:
        client = await world.client("branch-secretary", "branch", person_id=person)
        return codes(await client.post(path, json=papers(5)))

    outside = await (await world.client("branch-secretary", "other_branch")).post(path, json=papers(5))
    assert await refusal(at.members[2]) == ["ballots.named-teller"]
    assert "meetings.teller-not-candidate" in await refusal(at.candidates[0])
    assert await refusal(None) == ["ballots.named-teller"]
    assert outside.status_code == 404
    assert (await at.organiser.post(path, json=papers(5))).json()["permission"] == "ballot:tally"


async def test_figures_that_cannot_be_are_refused_and_nothing_changes(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}"
    cases: tuple[tuple[str, Mapping[str, object], int, str], ...] = (
        ("more votes than present", papers(6), 422, "ballots.more-issued-than-present"),
        ("parts above what came back", papers(4, 1) | {"returned": 4}, 422, "ballots.parts-differ-from-returned"),
        ("parts below what came back", papers(3, 1) | {"returned": 5}, 422, "ballots.parts-differ-from-returned"),
        ("negative", papers(5) | {"against": -1}, 422, "field.out-of-range"),
        ("beyond an assembly", papers(100_001), 422, "ballots.count-out-of-range"),
        ("beyond int4", papers(5) | {"approve": 2**31}, 422, "field.out-of-range"),
        ("beyond int8", papers(5) | {"approve": 2**63}, 400, "request.number-too-large"),
        ("a fraction", papers(5) | {"approve": 4.5}, 422, "field.bad-type"),
        ("a text", papers(5) | {"approve": "5"}, 422, "field.bad-type"),
        ("a truth value", papers(5) | {"approve": True}, 422, "field.bad-type"),
        ("nothing", papers(5) | {"approve": None}, 422, "field.bad-type"),
        ("unknown field", papers(5) | {"entitled": 1}, 422, "field.unknown"),
    )

    for case, figures, status, code in cases:
        answer = await at.secretary.post(f"{path}/tallies", json=figures)

        assert (answer.status_code, code in codes(answer)) == (status, True), (case, answer.text)
    assert (await at.secretary.get(path)).json() == ballot
    assert (await at.secretary.get(f"{path}/tallies")).json() == []


async def test_a_ballot_is_closed_once(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.counted(await at.ballot(), papers(5))
    path = f"{BALLOTS}/{ballot['id']}"

    again = await at.secretary.post(f"{path}/close", headers=version(ballot))
    stale = await at.secretary.post(f"{path}/close", headers={"if-match": '"v1"'})
    missing = await at.secretary.post(f"{path}/close")
    counted = await at.second.post(f"{path}/tallies", json=papers(5))
    cancelled = await at.secretary.post(f"{path}/cancel", json={"reason": "误"}, headers=version(ballot))

    assert codes(again) == ["ballots.open"]
    assert (stale.status_code, missing.status_code) == (412, 428)
    assert "ballots.open" in codes(counted)
    assert cancelled.status_code == 409
    assert (await at.secretary.get(path)).json() == ballot


async def test_a_replayed_key_counts_once(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}/tallies"

    first = await at.secretary.post(path, json=papers(5), headers={"idempotency-key": "count-1"})
    again = await at.secretary.post(path, json=papers(5), headers={"idempotency-key": "count-1"})
    other = await at.secretary.post(path, json=papers(4, 1), headers={"idempotency-key": "count-1"})

    assert again.json() == first.json()
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key-reused")
    assert len((await at.secretary.get(path)).json()) == 1


async def test_the_same_teller_on_two_connections_at_once_counts_once(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    twin = await world.client("branch-secretary", "branch", person_id=at.members[0])
    path = f"{BALLOTS}/{ballot['id']}/tallies"

    answers = await asyncio.gather(*(client.post(path, json=papers(5)) for client in (at.secretary, twin) * 3))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    rows = await runtime_of(world.app).database.reads.fetchval("SELECT count(*) FROM ballot_tallies")
    assert rows == 1


async def test_both_tellers_at_once_both_count_and_the_ballot_is_closed_once(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.ballot()
    path = f"{BALLOTS}/{ballot['id']}"

    entered = await asyncio.gather(*(c.post(f"{path}/tallies", json=papers(5)) for c in (at.secretary, at.second)))
    current = (await at.secretary.get(path)).json()
    closings = await asyncio.gather(*(at.secretary.post(f"{path}/close", headers=version(current)) for _ in range(4)))

    assert [answer.status_code for answer in entered] == [201, 201]
    assert sorted(answer.status_code for answer in closings) == [200, 412, 412, 412]
    judgements = await runtime_of(world.app).database.reads.fetchval("SELECT count(*) FROM ballot_judgements")
    assert judgements == 1


async def test_two_votes_opened_at_once_are_one(world: World) -> None:
    at = await (await assembly(world, candidates=2)).in_session()
    for person in at.candidates:
        await at.done("discussions", {"candidate_id": str(person), "summary": "讨论"})

    answers = await asyncio.gather(*(open_ballot(at, candidate_id=str(person)) for person in at.candidates * 2))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_written_opinions_count_for_people_who_did_not_come_and_say_that_2026_is_unverified(world: World) -> None:
    at = await (await assembly(world, members=4)).convened()
    await at.attended(absent=1)
    opinion = {
        "person_id": str(at.members[3]),
        "candidate_id": str(at.candidates[0]),
        "opinion": "approve",
        "received_on": "2026-11-20",
    }

    present = await at.act("written-opinions", opinion | {"person_id": str(at.members[0])})
    withheld = await at.act("written-opinions", opinion | {"person_id": str(at.probationary)})
    meeting = await at.done("written-opinions", opinion)
    twice = await at.act("written-opinions", opinion | {"opinion": "against"})
    came = await at.act("attendance", {"attendances": [{"person_id": str(at.members[3]), "attendance": "present"}]})
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    late = await at.act("written-opinions", opinion)
    ballot = await at.counted(await at.ballot(), papers(2, 1))
    outcome = (await at.secretary.get(f"{BALLOTS}/{ballot['id']}/outcome")).json()

    assert codes(present) == ["ballots.written-by-absent"]
    assert "ballots.written-by-entitled" in codes(withheld)
    assert "opinion" not in meeting["opinions"][0]
    assert twice.json()["code"] == "meetings.opinion-handed-in"
    assert codes(came) == ["meetings.present-or-written"]
    assert codes(late) == ["ballots.written-before-meeting"]
    assert (ballot["approve"], ballot["written_approve"], ballot["outcome"]) == (2, 1, "carried")
    said = next(f for f in outcome["findings"] if f["code"] == "ballots.written-opinion-counts")
    assert said["verified"] is False


async def test_a_closed_ballot_is_counted_again_only_by_order_of_the_committee(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.counted(await at.ballot(), papers(2, 3))
    await at.done("close")
    committee = await world.client("approving-committee", "committee")
    path = f"{BALLOTS}/{ballot['id']}"
    order = {"reason": "复核发现一张选票误计为不赞成"}

    by_branch = await at.secretary.post(f"{path}/reopen", json=order, headers=version(ballot))
    reopened = await committee.post(f"{path}/reopen", json=order, headers=version(ballot))
    twice = await committee.post(f"{path}/reopen", json=order, headers=version(reopened.json()))
    again = await at.counted(reopened.json(), papers(3, 2))
    history = (await at.secretary.get(f"{path}/outcome")).json()["history"]

    assert by_branch.json()["permission"] == "case:correct-completed"
    assert (reopened.json()["state"], reopened.json()["outcome"], reopened.json()["round"]) == ("open", None, 2)
    assert codes(twice) == ["ballots.closed"]
    assert again["outcome"] == "carried"
    assert [(entry["outcome"], entry["reason"]) for entry in history] == [("lost", None), ("carried", order["reason"])]


async def test_the_database_itself_refuses_what_cannot_be(world: World) -> None:
    at = await (await assembly(world)).in_session()
    ballot = await at.counted(await at.ballot(), papers(5))
    reads = runtime_of(world.app).database.reads

    for change in ("present = entitled + 1", "issued = present + 1", "approve = -1", "method = 'show_of_hands'"):
        with pytest.raises(Exception, match="violates check constraint"):
            await reads.execute(f"UPDATE ballots SET {change} WHERE id = $1", UUID(ballot["id"]))
