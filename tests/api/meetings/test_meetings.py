"""Meetings over HTTP: notice, roll of the day, course, supervision, corrections."""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import uuid4

import httpx
import pytest

from app.api.runtime import runtime_of
from app.api.v1.meetings.schemas import MeetingOut, RollOut
from app.domain.identity.permissions import RoleKey
from app.domain.people.facts import MemberStatus, RestrictionKind
from app.persistence.models.identity import RoleGrant
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import MembershipRestriction
from app.persistence.scope import place_of
from app.services import people
from tests.builders.meetings import BALLOTS, DAY, MEETINGS, assembly, papers, street_assembly, version
from tests.builders.people import make_person
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


async def test_a_notice_is_given_read_and_listed(world: World) -> None:
    at = await (await assembly(world)).convened()

    read = await at.secretary.get(at.path)
    listed = await at.secretary.get(MEETINGS, params={"kind": "admission", "planned_from": DAY, "planned_to": DAY})

    assert MeetingOut.model_validate_json(read.content).state == "convened"
    assert read.json() == at.meeting
    assert read.headers["etag"] == '"v1"'
    assert [item["id"] for item in listed.json()["items"]] == [at.meeting["id"]]


async def test_who_may_not_see_or_write(world: World, client: httpx.AsyncClient) -> None:
    at = await (await assembly(world)).convened()
    outsider = await world.client("branch-secretary", "other_branch")
    auditor = await world.client("auditor", "county")
    department = await world.client("organisation-department", "county")

    assert (await client.get(at.path)).status_code == 401
    assert (await outsider.get(at.path)).status_code == 404
    assert (await outsider.post(MEETINGS, json=at.notice())).status_code == 404
    assert (await auditor.get(at.path)).json()["permission"] == "meeting:read"
    assert (await department.post(MEETINGS, json=at.notice())).json()["permission"] == "meeting:write"
    assert (await outsider.get(MEETINGS)).json()["items"] == []


@pytest.mark.own_day
async def test_notices_that_cannot_be(world: World) -> None:
    at = await assembly(world, members=2)
    cases: tuple[tuple[str, dict[str, object], int, str], ...] = (
        ("notice in the future", {"noticed_on": "2026-11-24", "planned_on": "2026-11-30"}, 422, "field.future-day"),
        ("notice after the meeting", {"planned_on": "2026-11-10"}, 422, "meetings.notice-after-meeting"),
        ("nobody named", {"candidates": []}, 409, "meetings.candidates-named"),
        ("unknown field", {"colour": "red"}, 422, "field.unknown"),
        ("another kind of body", {"kind": "party_committee", "candidates": []}, 409, "meetings.kind-fits-body"),
        ("no such kind", {"kind": "show"}, 422, "field.bad-choice"),
        ("a day that is none", {"planned_on": "2026-02-30"}, 422, "field.bad-day"),
        ("a number for a day", {"planned_on": 0}, 422, "field.bad-day"),
        (
            "before there was a branch",
            {"planned_on": "2001-06-30", "noticed_on": "2001-06-23"},
            409,
            "meetings.body-stands",
        ),
        ("no topic", {"topic": " "}, 422, "field.too-short"),
        ("no such body", {"organisation_id": "x"}, 422, "field.bad-uuid"),
    )

    for case, fields, status, code in cases:
        answer = await at.secretary.post(MEETINGS, json=at.notice(**fields))

        assert (answer.status_code, code in codes(answer)) == (status, True), (case, answer.text)
    assert (await at.secretary.get(MEETINGS)).json()["items"] == []


async def test_a_branch_that_has_ended_meets_no_more(world: World) -> None:
    at = await (await assembly(world)).convened(kind="branch_assembly", candidates=[])
    await at.attended()
    async with world.system() as uow:
        branch = await uow.session.get_one(Organisation, world.branch.id)
        branch.state, branch.ended_on = "dissolved", date.fromisoformat(DAY)
        uow.emit("test:organisation:end", branch)

    held = await at.act("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    anew = await at.organiser.post(MEETINGS, json=at.notice(kind="branch_assembly", candidates=[]))
    before = {"planned_on": "2026-11-22", "noticed_on": "2026-11-15", "kind": "branch_assembly", "candidates": []}
    late = await at.organiser.post(MEETINGS, json=at.notice(**before))

    assert codes(held) == codes(anew) == ["meetings.body-stands"]
    assert late.status_code == 201, late.text


async def test_candidates_are_of_the_branch_and_of_the_right_standing(world: World) -> None:
    at = await assembly(world)
    twice = [{"person_id": str(at.candidates[0])}] * 2

    member = await at.secretary.post(MEETINGS, json=at.notice(candidates=[{"person_id": str(at.members[1])}]))
    conversion = await at.secretary.post(MEETINGS, json=at.notice(kind="conversion"))
    repeated = await at.secretary.post(MEETINGS, json=at.notice(candidates=twice))
    unknown = await at.secretary.post(MEETINGS, json=at.notice(candidates=[{"person_id": str(uuid4())}]))
    right = await at.secretary.post(
        MEETINGS, json=at.notice(kind="conversion", candidates=[{"person_id": str(at.probationary)}])
    )

    assert codes(member) == ["meetings.candidate-not-member-yet"]
    assert codes(conversion) == ["meetings.candidate-not-member-yet"]
    assert codes(repeated) == ["meetings.candidate-named-once"]
    assert unknown.status_code == 404
    assert right.status_code == 201


async def test_somebody_of_a_sister_branch_is_not_voted_on_here(world: World) -> None:
    at = await assembly(world)
    async with world.system() as uow:
        other = await make_person(uow, world.sister.id, "竹别支", status=MemberStatus.DEVELOPMENT_OBJECT)
    both = await world.client("branch-secretary", "committee")

    answer = await both.post(MEETINGS, json=at.notice(candidates=[{"person_id": str(other.id)}]))

    assert codes(answer) == ["meetings.candidate-of-branch"]


async def test_the_roll_is_that_of_the_day_with_the_clause_of_whoever_has_no_vote(world: World) -> None:
    at = await assembly(world)
    async with world.system() as uow:
        uow.session.add_all(
            MembershipRestriction(
                person_id=person,
                kind=kind.value,
                from_on=date(2026, 5, 1),
                until_on=None,
                decision_number="青纪〔2026〕3号",
                recorded_at=uow.now,
                recorded_by=None,
                **place_of(world.branch).columns(),
            )
            for person, kind in (
                (at.members[3], RestrictionKind.PARTY_PROBATION),
                (at.members[4], RestrictionKind.RIGHTS_SUSPENDED),
            )
        )
        uow.emit("test:restriction:make", world.branch)
    await at.convened()

    await at.done("electorate")
    roll = RollOut.model_validate_json((await at.secretary.get(at.path + "/electorate")).content)

    grounds = {entry.person_id: (entry.standing.value, entry.ground, entry.source) for entry in roll.entries}
    clause = "《中国共产党基层组织选举工作条例（2020）》第五条"
    assert (roll.entitled, roll.frozen_on) == (3, date(2026, 11, 23))
    assert grounds[at.members[0]] == ("entitled", None, None)
    assert grounds[at.members[3]] == ("withheld", "people.vote-party-probation", clause)
    assert grounds[at.members[4]] == ("withheld", "people.vote-rights-suspended", clause)
    assert grounds[at.probationary] == ("withheld", "people.vote-full-members-only", clause)
    assert at.candidates[0] not in grounds


@pytest.mark.own_day
async def test_the_roll_is_not_frozen_before_its_day_nor_twice_and_later_members_are_not_on_it(
    world: World, set_today: SetToday
) -> None:
    at = await (await assembly(world)).convened(planned_on="2026-11-25")

    early = await at.act("electorate")
    await set_today(date(2026, 11, 26))
    async with world.system() as uow:
        late = await make_person(uow, world.branch.id, "柳后来", since=date(2026, 11, 26))
    frozen = await at.act("electorate")
    again = await at.act("electorate")

    assert early.json()["code"] == "meetings.day-not-come"
    assert frozen.json()["frozen_on"] == "2026-11-25"
    assert codes(again) == ["meetings.roll-frozen-once"]
    roll = (await at.secretary.get(at.path + "/electorate")).json()
    assert str(late.id) not in {entry["person_id"] for entry in roll["entries"]}


@pytest.mark.own_day
async def test_an_assembly_opens_only_with_more_than_half_of_those_entitled(world: World) -> None:
    at = await (await assembly(world, members=4)).convened()
    opening = {"chair_id": str(at.members[0]), "happened_on": DAY}
    too_early = await at.act("hold", opening)
    await at.attended(absent=2)

    half = await at.act("hold", opening)
    await at.done("attendance", {"attendances": [{"person_id": str(at.members[2]), "attendance": "present"}]})
    opened = await at.act("hold", opening)

    assert codes(too_early) == ["meetings.roll-is-of-the-day", "meetings.quorum", "meetings.chaired"]
    assert codes(half) == ["meetings.quorum"]
    error = half.json()["errors"][0]
    assert (error["expected"], error["actual"], error["clause"]["article"]) == (3, 2, "第十九条")
    assert opened.json()["state"] == "in_session"


async def test_attendance_refuses_outsiders_and_people_named_twice(world: World) -> None:
    at = await (await assembly(world)).convened()
    await at.done("electorate")
    line = {"person_id": str(at.members[0]), "attendance": "present"}

    outsider = await at.act("attendance", {"attendances": [{"person_id": str(uuid4()), "attendance": "present"}]})
    candidate = await at.act(
        "attendance", {"attendances": [{"person_id": str(at.candidates[0]), "attendance": "present"}]}
    )
    twice = await at.act("attendance", {"attendances": [line, line]})
    none = await at.act("attendance", {"attendances": []})

    assert codes(outsider) == ["meetings.on-the-roll"]
    assert codes(candidate) == ["meetings.on-the-roll"]
    assert (twice.status_code, codes(twice)) == (422, ["meetings.named-twice"])
    assert none.status_code == 422


async def test_somebody_is_excused_only_on_an_adopted_ground_in_force_that_day(world: World) -> None:
    at = await (await assembly(world, members=4)).convened()
    await at.done("electorate")
    excusal = {"person_id": str(at.members[3]), "ground": "long-illness"}
    committee = await world.client("approving-committee", "committee")
    ground = {
        "organisation_id": str(world.committee.id),
        "code": "long-illness",
        "title_zh": "长期患病、生活不能自理",
        "title_en": "Lasting illness",
        "source": "某文件第三条",
        "decision_number": "青组〔2026〕9号",
        "effective_from": "2026-11-01",
    }

    unknown = await at.act("excusals", excusal)
    adopted = await committee.post("/api/v1/excusal-grounds", json=ground)
    twice = await committee.post("/api/v1/excusal-grounds", json=ground | {"effective_from": "2026-12-01"})
    forbidden = await at.secretary.post(
        "/api/v1/excusal-grounds", json=ground | {"organisation_id": str(world.branch.id)}
    )
    meeting = await at.done("excusals", excusal)
    present = await at.act(
        "attendance", {"attendances": [{"person_id": excusal["person_id"], "attendance": "present"}]}
    )
    roll = (await at.secretary.get(at.path + "/electorate")).json()

    assert codes(unknown) == ["meetings.excusal-ground-in-force"]
    assert adopted.status_code == 201, adopted.text
    assert (twice.status_code, twice.json()["code"]) == (409, "meetings.ground-code-taken")
    assert forbidden.status_code == 403
    assert meeting["entitled"] == 3
    assert codes(present) == ["meetings.excused-is-absent"]
    line = next(entry for entry in roll["entries"] if entry["person_id"] == excusal["person_id"])
    assert (line["standing"], line["source"]) == ("excused", "某文件第三条（青组〔2026〕9号）")


async def test_a_ground_that_has_ended_excuses_nobody(world: World) -> None:
    at = await (await assembly(world, members=4)).convened()
    await at.done("electorate")
    committee = await world.client("approving-committee", "committee")
    adopted = await committee.post(
        "/api/v1/excusal-grounds",
        json={
            "organisation_id": str(world.committee.id),
            "code": "long-illness",
            "title_zh": "长期患病",
            "title_en": "Lasting illness",
            "source": "某文件第三条",
            "decision_number": "青组〔2026〕9号",
            "effective_from": "2026-11-01",
        },
    )
    ended = await committee.post(
        f"/api/v1/excusal-grounds/{adopted.json()['id']}/end",
        json={"effective_to": "2026-11-22"},
        headers=version(adopted.json()),
    )

    refused = await at.act("excusals", {"person_id": str(at.members[3]), "ground": "long-illness"})
    listed = await committee.get("/api/v1/excusal-grounds")

    assert ended.status_code == 200, ended.text
    assert codes(refused) == ["meetings.excusal-ground-in-force"]
    assert [item["effective_to"] for item in listed.json()["items"]] == ["2026-11-22"]


async def test_tellers_are_present_with_the_vote_and_no_candidates(world: World) -> None:
    at = await (await assembly(world)).convened()
    await at.attended(absent=1)

    for person, code in (
        (at.candidates[0], "meetings.teller-not-candidate"),
        (at.probationary, "meetings.teller-has-vote"),
        (at.members[4], "meetings.teller-has-vote"),
        (uuid4(), "meetings.teller-has-vote"),
    ):
        answer = await at.act("tellers", {"person_ids": [str(person)]})
        assert code in codes(answer), answer.text

    assert (await at.done("tellers", {"person_ids": [str(at.members[0]), str(at.members[1])]}))["version"] == 4


async def test_supervisors_come_from_above_and_not_from_that_branch(world: World) -> None:
    at, watcher = await street_assembly(world)
    await at.convened()
    sent = {"person_id": str(watcher), "sent_by": str(world.committee.id)}

    own = await at.act("supervisors", sent | {"person_id": str(at.members[4])}, at.organiser)
    candidate = await at.act("supervisors", sent | {"person_id": str(at.candidates[0])}, at.organiser)
    sideways = await at.act("supervisors", sent | {"sent_by": str(world.sister.id)}, at.organiser)
    by_branch = await at.act("supervisors", sent)
    right = await at.act("supervisors", sent, at.organiser)
    again = await at.act("supervisors", sent, at.organiser)

    assert codes(own) == ["meetings.supervisor-not-of-branch"]
    assert codes(candidate) == ["meetings.supervisor-not-of-branch", "meetings.supervisor-not-candidate"]
    assert codes(sideways) == ["meetings.supervisor-from-above"]
    assert by_branch.status_code == 403
    assert right.status_code == 200, right.text
    assert (again.status_code, again.json()["code"]) == (409, "meetings.supervisor-sent")


async def test_a_teller_does_not_become_the_supervisor_nor_the_other_way_round(world: World) -> None:
    at, watcher = await street_assembly(world)
    await at.convened()
    await at.attended()
    await at.done("tellers", {"person_ids": [str(at.members[0])]})

    teller = await at.act(
        "supervisors", {"person_id": str(at.members[0]), "sent_by": str(world.committee.id)}, at.organiser
    )
    await at.done("supervisors", {"person_id": str(watcher), "sent_by": str(world.committee.id)}, at.organiser)
    watching = await at.act("tellers", {"person_ids": [str(watcher)]})

    assert "meetings.supervisor-not-teller" in codes(teller)
    assert "meetings.teller-not-supervisor" in codes(watching)


@pytest.mark.own_day
async def test_a_supervisor_suspends_the_vote_and_the_assembly_is_held_again(world: World, set_today: SetToday) -> None:
    at, watcher = await street_assembly(world)
    await at.convened()
    await at.done("supervisors", {"person_id": str(watcher), "sent_by": str(world.committee.id)}, at.organiser)
    supervisor = await world.client("supervisor", "branch", person_id=watcher)
    stranger = await world.client("supervisor", "branch")
    await at.attended()
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    ballot = await at.counted(await at.ballot(), papers(5))
    suspension = {"reason": "未按无记名方式发放选票", "happened_on": DAY, "again_on": "2026-11-30"}

    absent = await at.act("suspend", suspension, supervisor)
    await at.done("supervisors/confirm-presence", None, supervisor)
    foreign = await at.act("suspend", suspension, stranger)
    no_day = await at.act("suspend", {"reason": suspension["reason"], "happened_on": DAY}, supervisor)
    open_end = await at.act("suspend", suspension | {"again_on": None}, supervisor)
    same_day = await at.act("suspend", suspension | {"again_on": DAY}, supervisor)
    earlier = await at.act("suspend", suspension | {"again_on": "2026-11-20"}, supervisor)
    by_branch = await at.act("abort", suspension | {"ground": "supervisor"})
    aborted = await at.done("suspend", suspension, supervisor)
    fallen = (await at.secretary.get(f"{BALLOTS}/{ballot['id']}")).json()
    too_soon = await at.secretary.post(f"{at.path}/reconvene", json={"planned_on": DAY, "noticed_on": DAY})
    early = await at.secretary.post(f"{at.path}/reconvene", json={"planned_on": "2026-11-29", "noticed_on": DAY})
    anew = await at.secretary.post(
        "/api/v1/meetings",
        json={
            "organisation_id": str(world.branch.id),
            "kind": at.meeting["kind"],
            "topic": "另行召开",
            "planned_on": "2026-11-29",
            "noticed_on": DAY,
            "candidates": [{key: c[key] for key in ("person_id", "case_id")} for c in at.meeting["candidates"]],
        },
    )
    late = await at.secretary.post(f"{at.path}/reconvene", json={"planned_on": "2026-12-02", "noticed_on": DAY})
    again = await at.secretary.post(
        f"{at.path}/reconvene", json={"planned_on": "2026-12-02", "noticed_on": DAY, "reason": "场地当日不可用"}
    )
    twice = await at.secretary.post(f"{at.path}/reconvene", json={"planned_on": "2026-12-01", "noticed_on": DAY})

    assert codes(absent) == ["meetings.abort-by-present-supervisor"]
    assert codes(foreign) == ["meetings.abort-by-present-supervisor"]
    for unnamed, code in ((no_day, "field.missing"), (open_end, "field.bad-day")):
        assert unnamed.status_code == 422, unnamed.text
        assert [(e["pointer"], e["code"]) for e in unnamed.json()["errors"]] == [("/again_on", code)]
    for too_early in (same_day, earlier):
        assert codes(too_early) == ["meetings.again-on-later-day"]
        assert too_early.json()["errors"][0]["pointer"] == "/again_on"
    assert by_branch.json()["code"] == "meetings.supervisor-suspends-himself"
    assert (aborted["state"], aborted["abort_ground"], aborted["abort_again_on"]) == (
        "aborted",
        "supervisor",
        "2026-11-30",
    )
    assert (fallen["state"], fallen["cancel_reason"]) == ("cancelled", "未按无记名方式发放选票")
    assert "meetings.again-on-later-day" in codes(too_soon)
    for before in (early, anew):
        assert codes(before) == ["meetings.again-before-named-day"]
        [named] = before.json()["errors"]
        assert (named["pointer"], named["expected"], named["actual"]) == ("/planned_on", "2026-11-30", "2026-11-29")
    assert codes(late) == ["meetings.again-later-explained"]
    assert late.json()["errors"][0]["pointer"] == "/reason"
    assert again.status_code == 201, again.text
    assert again.json()["reconvened_from_id"] == at.meeting["id"]
    assert [c["person_id"] for c in again.json()["candidates"]] == [str(at.candidates[0])]
    [note] = (await at.secretary.get(f"/api/v1/meetings/{again.json()['id']}/corrections")).json()
    assert (note["field"], note["old_value"], note["new_value"], note["reason"]) == (
        "planned_on",
        "2026-11-30",
        "2026-12-02",
        "场地当日不可用",
    )
    assert "meetings.reconvened-once" in codes(twice)


async def test_without_a_local_rule_a_supervisor_cannot_suspend(world: World) -> None:
    at = await (await assembly(world)).convened()
    async with world.system() as uow:
        watcher = await make_person(uow, world.sister.id, "竹监督")
    await at.done(
        "supervisors", {"person_id": str(watcher.id), "sent_by": str(world.committee.id), "present": True}, at.organiser
    )
    supervisor = await world.client("supervisor", "branch", person_id=watcher.id)

    answer = await at.act("suspend", {"reason": "会场混乱", "happened_on": DAY, "again_on": "2026-11-30"}, supervisor)

    assert codes(answer) == ["meetings.supervisor-may-suspend"]


@pytest.mark.own_day
async def test_an_assembly_without_supervisor_is_said_to_be_void_under_the_local_rule(world: World) -> None:
    at, _ = await street_assembly(world)
    await at.in_session()
    ballot = await at.counted(await at.ballot(), papers(5))
    await at.done("close")

    why = await at.secretary.get(at.path + "/why", headers={"accept-language": "en"})
    outcome = (await at.secretary.get(f"{BALLOTS}/{ballot['id']}/outcome")).json()

    unmet = {finding["code"]: finding for finding in why.json()["findings"] if not finding["ok"]}
    void = unmet["meetings.void-without-supervisor"]
    assert ballot["outcome"] == outcome["outcome"] == "void"
    assert void["title"].startswith("void under the local rule")
    assert void["origin"]["level"] == "local"
    assert void["origin"]["decision_number"] == "青发〔2020〕1号"
    assert set(unmet) == {
        "meetings.void-without-supervisor",
        "meetings.supervisors-min",
        "meetings.talks-held",
        "meetings.minutes-filed",
    }


@pytest.mark.own_day
async def test_a_supervised_assembly_stands_once_talks_and_minutes_are_there(world: World) -> None:
    at, watcher = await street_assembly(world)
    await at.convened()
    await at.done(
        "supervisors", {"person_id": str(watcher), "sent_by": str(world.committee.id), "present": True}, at.organiser
    )
    supervisor = await world.client("supervisor", "branch", person_id=watcher)
    await at.attended()
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    ballot = await at.counted(await at.ballot(), papers(3, 2))
    talk = {"person_id": str(at.members[2]), "happened_on": DAY, "summary": "了解票决过程"}
    early = await at.act("talks", talk, supervisor)
    await at.done("close")
    with_stranger = await at.act("talks", talk | {"person_id": str(uuid4())}, supervisor)
    await at.done("talks", talk, supervisor)
    uploaded = await at.secretary.post(
        "/api/v1/documents",
        params={
            "kind": "assembly_minutes",
            "title": "支部大会会议记录",
            "file_name": "记录.pdf",
            "happened_on": DAY,
            "meeting_id": at.meeting["id"],
        },
        content=b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n",
    )
    assert uploaded.status_code == 201, uploaded.text
    filed = await at.done("minutes", {"document_id": uploaded.json()["id"]})

    why = (await at.secretary.get(at.path + "/why")).json()

    assert codes(early) == ["meetings.state"]
    assert codes(with_stranger) == ["meetings.talk-with-somebody-there"]
    assert ballot["outcome"] == "carried"
    assert filed["minutes_document_id"] == uploaded.json()["id"]
    assert why["ok"], why


@pytest.mark.own_day
async def test_closing_waits_for_every_candidate(world: World) -> None:
    at = await (await assembly(world, candidates=2)).in_session()

    none = await at.act("close")
    ballot = await at.ballot(0)
    open_still = await at.act("close")
    await at.counted(ballot, papers(5))
    one_left = await at.act("close")
    await at.counted(await at.ballot(1), papers(1, 4))
    closed = await at.act("close")

    assert codes(none) == ["meetings.every-candidate-voted"]
    assert codes(open_still) == ["meetings.ballots-closed", "meetings.every-candidate-voted"]
    assert codes(one_left) == ["meetings.every-candidate-voted"]
    assert closed.json()["state"] == "closed"


@pytest.mark.own_day
async def test_a_correction_keeps_the_old_value_and_judges_the_vote_again(world: World) -> None:
    at = await (await assembly(world, members=4)).in_session(absent=1)
    ballot = await at.counted(await at.ballot(), papers(2, 0))
    await at.done("close")
    standing = {
        "subject": "standing",
        "person_id": str(at.members[3]),
        "new_value": "withheld",
        "ground": "people.vote-party-probation",
        "reason": "会后查明当日仍在留党察看期间",
    }

    unheard = await at.act("corrections", standing)
    async with world.system() as uow:
        await people.restrict(
            uow,
            at.members[3],
            RestrictionKind.PARTY_PROBATION,
            date(2026, 1, 10),
            date(2027, 1, 10),
            decision_number="柳纪〔2026〕1号",
        )
    no_reason = await at.act("corrections", {key: standing[key] for key in standing if key != "reason"})
    no_ground = await at.act("corrections", {key: standing[key] for key in standing if key != "ground"})
    corrected = await at.done("corrections", standing)
    kept = (await at.secretary.get(at.path + "/corrections")).json()
    after = (await at.secretary.get(f"{BALLOTS}/{ballot['id']}/outcome")).json()

    assert ballot["outcome"] == "lost"
    assert codes(unheard) == ["meetings.roster-says-otherwise"]
    assert no_reason.status_code == 422
    assert codes(no_ground) == ["meetings.ground-with-standing"]
    assert corrected["entitled"] == 3
    assert [(c["field"], c["old_value"], c["new_value"]) for c in kept] == [("standing", "entitled", "withheld")]
    assert after["outcome"] == "carried"
    assert [(entry["outcome"], entry["reason"]) for entry in after["history"]] == [
        ("lost", None),
        ("carried", "会后查明当日仍在留党察看期间"),
    ]


@pytest.mark.own_day
async def test_a_correction_that_contradicts_the_counted_papers_changes_nothing(world: World) -> None:
    at = await (await assembly(world, members=4)).in_session()
    await at.counted(await at.ballot(), papers(4))
    before = (await at.secretary.get(at.path)).json()

    refused = await at.act(
        "corrections",
        {"subject": "attendance", "person_id": str(at.members[3]), "new_value": "absent", "reason": "误记"},
    )

    assert (refused.status_code, codes(refused)) == (422, ["ballots.more-issued-than-present"])
    assert (await at.secretary.get(at.path)).json() == before


async def test_a_stale_version_a_missing_one_and_a_replayed_key(world: World) -> None:
    at = await (await assembly(world)).convened()
    old = dict(at.meeting)
    await at.done("upper-notification", {"happened_on": "2026-11-18"})

    stale = await at.secretary.post(
        at.path + "/upper-notification", json={"happened_on": "2026-11-19"}, headers=version(old)
    )
    missing = await at.secretary.post(at.path + "/upper-notification", json={"happened_on": "2026-11-19"})
    key = {"idempotency-key": "notice-1"}
    first = await at.secretary.post(MEETINGS, json=at.notice(topic="第二次"), headers=key)
    again = await at.secretary.post(MEETINGS, json=at.notice(topic="第二次"), headers=key)
    other = await at.secretary.post(MEETINGS, json=at.notice(topic="第三次"), headers=key)

    assert (stale.status_code, missing.status_code) == (412, 428)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key-reused")


async def test_a_meeting_far_in_the_past_is_recorded_with_a_permission_and_a_reason(world: World) -> None:
    at = await assembly(world)
    await at.convened(planned_on="2026-09-01", noticed_on="2026-08-25", upper_notified_on=None)
    await at.attended()
    opening = {"chair_id": str(at.members[0]), "happened_on": "2026-09-01"}
    both = await world.client("branch-secretary", "branch")
    async with world.system() as uow:
        uow.session.add(
            RoleGrant(
                user_id=both.headers["x-user"],
                role=RoleKey.COMMITTEE_ORGANISER.value,
                organisation_id=world.committee.id,
                level=world.committee.level,
                from_on=date(2000, 1, 1),
                recorded_at=uow.now,
                recorded_by=None,
                **place_of(world.committee).columns(),
            )
        )
        uow.emit("test:grant:make", world.branch)

    alone = await at.act("hold", opening)
    without = await at.act("hold", opening, both)
    recorded = await at.act("hold", opening | {"late_reason": "会后补录"}, both)

    assert alone.json()["permission"] == "late-record:write"
    assert codes(without) == ["meetings.late-explained"]
    assert recorded.status_code == 200, recorded.text
    assert recorded.json()["late_reason"] == "会后补录"


@pytest.mark.own_day
async def test_calling_off_is_only_possible_before_the_meeting_opens(world: World) -> None:
    at = await (await assembly(world)).in_session()

    open_now = await at.act("call-off", {"reason": "另行安排"})
    other = await (await assembly(world, members=2)).convened()
    off = await other.done("call-off", {"reason": "另行安排"})
    dead = await other.act("electorate")

    assert codes(open_now) == ["meetings.state"]
    assert (off["state"], off["call_off_reason"]) == ("called_off", "另行安排")
    assert codes(dead) == ["meetings.state"]


async def test_every_write_leaves_an_audit_entry_and_a_refused_one_none(world: World) -> None:
    at = await assembly(world)
    reads = runtime_of(world.app).database.reads
    count = "SELECT count(*) FROM audit_entries"
    before = await reads.fetchval(count)

    await at.convened()
    written = await reads.fetchval(count)
    await at.secretary.post(MEETINGS, json=at.notice(candidates=[]))

    assert written == before + 1
    assert await reads.fetchval(count) == written


async def test_hostile_bodies_are_refused_and_change_nothing(world: World) -> None:
    at = await (await assembly(world, members=2)).convened()
    headers = {"content-type": "application/json", **version(at.meeting)}
    bodies = (b"{", b'{"attendances": NaN}', b'{"person_ids": ["\\u0000"]}', b"[]", b"null", b'"x"', b"{}")

    for verb in ("attendance", "tellers", "hold", "abort", "corrections", "written-opinions", "excusals", "minutes"):
        for body in bodies:
            answer = await at.secretary.post(f"{at.path}/{verb}", content=body, headers=headers)

            assert answer.status_code in (400, 422), (verb, body, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
    assert (await at.secretary.get(at.path)).json() == at.meeting
