"""Meetings of a committee and of a group: their roll is who sits there on the day."""

from datetime import date

import pytest

from app.core.ids import new_id
from app.domain.organisations.facts import CommitteePost
from app.persistence.models.committees import CommitteeSeat, CommitteeTerm
from app.persistence.scope import place_of
from tests.builders.meetings import BALLOTS, DAY, assembly
from tests.builders.world import World

pytestmark = pytest.mark.own_day


async def test_a_branch_committee_meets_with_those_who_sit_on_it_that_day(world: World) -> None:
    at = await assembly(world, members=4)
    async with world.system() as uow:
        stamp = {"recorded_at": uow.now, "recorded_by": None, **place_of(world.branch).columns()}
        term = CommitteeTerm(
            id=new_id(),
            organisation_id=world.branch.id,
            elected_on=date(2025, 6, 1),
            term_years=3,
            due_on=date(2028, 6, 1),
            decision_number="柳委〔2025〕7号",
            **stamp,
        )
        uow.session.add(term)
        await uow.flush()
        seats = (
            (at.members[0], CommitteePost.SECRETARY, None),
            (at.members[1], CommitteePost.ORGANISATION, None),
            (at.members[2], CommitteePost.PUBLICITY, date(2026, 11, 1)),
            (at.members[3], CommitteePost.ORGANISER, None),
        )
        uow.session.add_all(
            CommitteeSeat(
                term_id=term.id, person_id=person, post=post.value, from_on=date(2025, 6, 1), until_on=until, **stamp
            )
            for person, post, until in seats
        )
        uow.emit("test:term:make", term)
    await at.convened(kind="branch_committee", topic="研究确定发展对象", upper_notified_on=None)

    await at.done("electorate")
    roll = (await at.secretary.get(at.path + "/electorate")).json()
    came = [{"person_id": str(person), "attendance": "present"} for person in at.members[:2]]
    await at.done("attendance", {"attendances": came})
    await at.done("hold", {"chair_id": str(at.members[0]), "happened_on": DAY})
    await at.done("discussions", {"candidate_id": str(at.candidates[0]), "summary": "一致同意"})
    ballot = await at.secretary.post(
        BALLOTS, json={"meeting_id": at.meeting["id"], "candidate_id": str(at.candidates[0])}
    )
    closed = await at.done("close")

    assert {entry["person_id"] for entry in roll["entries"]} == {str(person) for person in at.members[:2]}
    assert "ballots.meeting-votes" in [error["code"] for error in ballot.json()["errors"]]
    assert closed["state"] == "closed"
