"""What comes to light after the roll was frozen, and who may say so."""

from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.persistence.models.development import DevelopmentStep
from app.services import people
from tests.builders.meetings import BALLOTS, DAY, MEETINGS, Assembly, assembly, papers, street_assembly
from tests.builders.people import make_person
from tests.builders.publicity import completed_step, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


def correction(subject: str, person: UUID, value: str, **more: str) -> dict[str, str]:
    return {"subject": subject, "person_id": str(person), "new_value": value, "reason": "事后查明"} | more


async def left_the_day_before(world: World, person: UUID) -> None:
    """A transfer to the sister branch that was recorded only after the assembly."""
    async with world.system() as uow:
        await people.transfer(uow, person, world.sister.id, date(2026, 11, 22), letter_number="转〔2026〕1号")


async def ballot_of(at: Assembly, ballot: dict[str, Any]) -> dict[str, Any]:
    return dict((await at.secretary.get(f"{BALLOTS}/{ballot['id']}")).json())


async def test_somebody_whose_transfer_was_recorded_late_is_struck_and_the_vote_judged_again(world: World) -> None:
    at = await (await assembly(world, members=5)).in_session(absent=1)
    ballot = await at.counted(await at.ballot(), papers(3, 1))
    await at.done("close")
    await left_the_day_before(world, at.members[4])

    struck = await at.act("corrections", correction("roll", at.members[4], "struck"))
    again = await at.act("corrections", correction("roll", at.members[4], "struck"))

    assert struck.status_code == 200, struck.text
    assert (struck.json()["entitled"], struck.json()["present"]) == (4, 4)
    now = await ballot_of(at, ballot)
    assert (now["entitled"], now["outcome"]) == (4, "carried")
    assert (again.status_code, again.json()["code"]) == (409, "meetings.roster-says-otherwise")
    roll = (await at.secretary.get(at.path + "/electorate")).json()
    line = next(entry for entry in roll["entries"] if entry["person_id"] == str(at.members[4]))
    assert (line["standing"], line["ground"]) == ("withheld", "meetings.not-on-roster")


async def test_a_paper_in_the_hands_of_a_stranger_voids_the_vote(world: World) -> None:
    at = await (await assembly(world, members=5)).in_session()
    ballot = await at.counted(await at.ballot(), papers(5))
    await at.done("close")
    await left_the_day_before(world, at.members[3])

    struck = await at.act("corrections", correction("roll", at.members[3], "struck"))
    later = await at.act("corrections", correction("attendance", at.members[4], "absent"))

    assert struck.status_code == 200, struck.text
    assert (await ballot_of(at, ballot))["outcome"] == "void"
    outcome = (await at.secretary.get(f"{BALLOTS}/{ballot['id']}/outcome")).json()
    assert [entry["outcome"] for entry in outcome["history"]][:2] == ["carried", "void"]
    assert "ballots.papers-without-vote" in [finding["code"] for finding in outcome["findings"]]
    assert later.status_code == 200, later.text
    assert (await ballot_of(at, ballot))["outcome"] == "void"


async def test_somebody_who_was_left_out_is_listed_as_the_roster_has_him(world: World) -> None:
    at = await (await assembly(world, members=4)).in_session()
    ballot = await at.counted(await at.ballot(), papers(3, 1))
    await at.done("close")
    async with world.system() as uow:
        late = await make_person(uow, world.branch.id, "柳迟来", since=date(2026, 11, 20))
        later = await make_person(uow, world.sister.id, "竹邻居")

    listed = await at.act("corrections", correction("roll", late.id, "listed"))
    elsewhere = await at.act("corrections", correction("roll", later.id, "listed"))
    member = await at.act("corrections", correction("roll", at.members[0], "struck"))

    assert listed.status_code == 200, listed.text
    assert (listed.json()["entitled"], listed.json()["present"]) == (5, 4)
    now = await ballot_of(at, ballot)
    assert (now["entitled"], now["outcome"]) == (5, "carried")
    assert codes(elsewhere) == codes(member) == ["meetings.roster-says-otherwise"]


@pytest.mark.parametrize(
    ("_case", "who", "value", "ground"),
    [
        ("a probationary member gets the vote", "probationary", "entitled", None),
        ("a full member loses it", "member", "withheld", "people.vote-full-members-only"),
    ],
)
async def test_a_correction_does_not_give_or_take_the_vote_against_the_roster(
    world: World, _case: str, who: str, value: str, ground: str | None
) -> None:
    at = await (await assembly(world)).convened()
    await at.done("electorate")
    person = at.probationary if who == "probationary" else at.members[0]

    refused = await at.act(
        "corrections", correction("standing", person, value, **({"ground": ground} if ground else {}))
    )

    assert codes(refused) == ["meetings.roster-says-otherwise"]


async def test_the_branch_does_not_say_who_watched_it(world: World) -> None:
    at, watcher = await street_assembly(world)
    await at.convened()
    sent = {"person_id": str(watcher), "sent_by": str(world.committee.id)}
    await at.done("supervisors", sent, at.organiser)

    branch = await at.act("corrections", correction("supervisor_presence", watcher, "present"))
    sender = await at.act("corrections", correction("supervisor_presence", watcher, "present"), at.organiser)

    assert (branch.status_code, branch.json()["permission"]) == (403, "meeting:assign-supervisor")
    assert branch.json()["code"] == "meetings.presence-by-sender"
    assert sender.status_code == 200, sender.text


async def test_nobody_was_there_before_the_day(world: World) -> None:
    at, watcher = await street_assembly(world)
    await at.convened(planned_on="2026-12-20")
    sent = {"person_id": str(watcher), "sent_by": str(world.committee.id)}

    claimed = await at.act("supervisors", sent | {"present": True}, at.organiser)
    await at.done("supervisors", sent, at.organiser)
    corrected = await at.act("corrections", correction("supervisor_presence", watcher, "present"), at.organiser)

    assert claimed.json()["code"] == corrected.json()["code"] == "meetings.day-not-come"


async def test_what_a_completed_step_rests_on_is_corrected_by_the_approving_committee(world: World) -> None:
    at = await assembly(world)
    case = await make_case(world)
    at.candidates = [case.person_id]
    await at.convened(candidates=[{"person_id": str(case.person_id), "case_id": str(case.id)}])
    await at.attended()
    await at.done("tellers", {"person_ids": [str(person) for person in at.members[:2]]})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    await at.counted(await at.ballot(), papers(5))
    await at.done("close")
    before = await at.act("corrections", correction("attendance", at.members[4], "present"))
    async with world.system() as uow:
        step: DevelopmentStep = completed_step(case, "admission_assembly", 15, date(2026, 11, 23), uow.now)
        step.act_ref = UUID(at.meeting["id"])
        uow.session.add(step)
        uow.emit("test:step:complete", step)
    committee = await world.client("approving-committee", "committee")

    branch = await at.act("corrections", correction("teller", at.members[0], "withdrawn"))
    organiser = await at.act("corrections", correction("teller", at.members[0], "withdrawn"), at.organiser)
    upper = await at.act("corrections", correction("teller", at.members[0], "withdrawn"), committee)

    assert before.status_code == 200, before.text
    for refused in (branch, organiser):
        assert (refused.status_code, refused.json()["permission"]) == (403, "case:correct-completed")
    assert upper.status_code == 200, upper.text


async def test_an_assembly_is_broken_off_on_its_day_and_for_a_want_that_was_there(world: World) -> None:
    at = await (await assembly(world)).convened()
    before = await at.act("abort", {"ground": "other", "reason": "停电", "happened_on": "2026-11-20"})
    await at.attended()
    quorate = await at.act("abort", {"ground": "no_quorum", "reason": "人数不足", "happened_on": DAY})
    other = await at.act("abort", {"ground": "other", "reason": "停电", "happened_on": DAY})

    assert codes(before) == ["meetings.abort-on-its-day"]
    assert codes(quorate) == ["meetings.quorum-was-there"]
    assert other.status_code == 200, other.text


async def test_an_assembly_called_again_has_a_notice_of_its_own(world: World) -> None:
    at = await (await assembly(world)).convened()
    await at.attended(absent=4)
    await at.done("abort", {"ground": "no_quorum", "reason": "人数不足", "happened_on": DAY})

    def again(**days: str) -> dict[str, str]:
        return {"planned_on": "2026-12-01", "noticed_on": DAY} | days

    old = await at.secretary.post(at.path + "/reconvene", json=again(noticed_on="2026-11-22"))
    untold = await at.secretary.post(at.path + "/reconvene", json=again(upper_notified_on="2026-11-22"))
    new = await at.secretary.post(at.path + "/reconvene", json=again(upper_notified_on=DAY))

    assert codes(old) == codes(untold) == ["meetings.noticed-again"]
    assert [error["pointer"] for answer in (old, untold) for error in answer.json()["errors"]] == [
        "/noticed_on",
        "/upper_notified_on",
    ]
    assert new.status_code == 201, new.text


async def test_the_committee_records_a_meeting_far_in_the_past_and_meetings_of_its_own(world: World) -> None:
    at = await assembly(world)
    await at.convened(planned_on="2026-09-01", noticed_on="2026-08-25", upper_notified_on=None)
    await at.attended()
    opening = {"chair_id": str(at.members[0]), "happened_on": "2026-09-01"}

    branch = await at.act("hold", opening | {"late_reason": "会后补录"})
    silent = await at.act("hold", opening, at.organiser)
    recorded = await at.act("hold", opening | {"late_reason": "会后补录"}, at.organiser)
    own = await at.organiser.post(
        MEETINGS,
        json={
            "organisation_id": str(world.committee.id),
            "kind": "party_committee",
            "topic": "集体讨论审批预备党员",
            "planned_on": DAY,
            "noticed_on": DAY,
        },
    )

    assert (branch.status_code, branch.json()["permission"]) == (403, "late-record:write")
    assert codes(silent) == ["meetings.late-explained"]
    assert recorded.json()["late_reason"] == "会后补录"
    assert own.status_code == 201, own.text


async def test_a_written_vote_against_is_not_excused_away(world: World) -> None:
    at = await (await assembly(world, members=5)).convened()
    await at.attended(absent=1)
    person, committee = str(at.members[4]), await world.client("approving-committee", "committee")
    ground = {"code": "long-illness", "title_zh": "长期患病", "title_en": "Lasting illness", "source": "某文件第三条"}
    adoption = {"organisation_id": str(world.committee.id), "decision_number": "青组〔2026〕9号"}
    await committee.post("/api/v1/excusal-grounds", json=ground | adoption | {"effective_from": "2026-11-01"})
    opinion = {"person_id": person, "candidate_id": str(at.candidates[0]), "opinion": "against"}
    await at.done("written-opinions", opinion | {"received_on": "2026-11-20"})

    excused = await at.act("excusals", {"person_id": person, "ground": "long-illness"})
    corrected = await at.act("corrections", correction("standing", at.members[4], "excused", ground="long-illness"))

    assert codes(excused) == codes(corrected) == ["meetings.excused-has-not-written"]
    assert (await at.secretary.get(at.path)).json()["entitled"] == 5
