"""What two do at once, and what becomes of a completed step whose ground is corrected."""

import asyncio
from datetime import date
from uuid import UUID

import pytest

from app.core.ids import new_id
from app.domain.development.casefile import Outcome
from app.persistence.models.development import DevelopmentCase, DevelopmentStep
from app.persistence.scope import place_of
from tests.api.assessments.test_measures import POLLS, at, poll
from tests.api.assessments.test_sheets import SHEETS, begun
from tests.api.training.test_certificates import CERTIFICATES, certificate
from tests.builders.measures import officer
from tests.builders.publicity import adopt_values, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day


async def completed(world: World, case: DevelopmentCase, step: str, number: int) -> None:
    """Complete a step as taken over from paper."""
    async with world.system() as uow:
        row = DevelopmentStep(
            id=new_id(),
            case_id=case.id,
            person_id=case.person_id,
            step=step,
            step_number=number,
            attempt=1,
            outcome=Outcome.PASSED.value,
            act_on=date(2026, 11, 21),
            recorded_at=uow.now,
            **place_of(case).columns(),
        )
        uow.session.add(row)
        uow.emit("test:step:complete", row)


async def test_two_corrections_at_once_make_one_edition(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    old = (await secretary.post(POLLS, json=poll(case))).json()
    body = {key: value for key, value in poll(case).items() if key != "case_id"} | {"reason": "基数有误"}

    answers = await asyncio.gather(
        *(secretary.post(f"{POLLS}/{old['id']}/correct", json=body, headers=at(old)) for _ in range(3))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 412, 412]
    assert len((await secretary.get(f"{POLLS}?case_id={case.id}")).json()["items"]) == 2


async def test_two_verify_two_lines_at_once_and_one_has_to_read_again(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    verifier = await officer(world, "committee-organiser", "committee", "沈竹溪")
    sheet = await begun(world, case, scorer)

    answers = await asyncio.gather(
        *(verifier.post(f"{SHEETS}/{sheet['id']}/items/{n}/verify", headers=at(sheet)) for n in (1, 2))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 412]


async def test_one_number_is_given_once_even_at_once(world: World) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")

    answers = await asyncio.gather(*(organiser.post(CERTIFICATES, json=certificate(world, case)) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    codes = {answer.json()["code"] for answer in answers if answer.status_code == 409}
    assert codes == {"training.number-taken"}


async def test_after_a_step_was_completed_the_committee_corrects_and_the_step_is_judged_again(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    committee = await world.client("approving-committee", "committee")
    await adopt_values(world, "committee", ("development.poll.member_share", "4/5"))
    old = (await secretary.post(POLLS, json=poll(case))).json()
    await completed(world, case, "determine_object", 7)
    body = {key: value for key, value in poll(case).items() if key != "case_id"} | {"reason": "党员人数有误"}
    body["members"] = {"base": 21, "participating": 16}
    url = f"{POLLS}/{old['id']}/correct"

    branch = await secretary.post(url, json=body, headers=at(old))
    above = await committee.post(url, json=body, headers=at(old))

    assert (branch.status_code, branch.json()["permission"]) == (403, "case:correct-completed")
    assert above.status_code == 201, above.text
    found = await world.runtime.database.reads.fetch(
        "SELECT step, code FROM case_findings WHERE case_id = $1", UUID(str(case.id))
    )
    assert ("determine_object", "assessments.poll-member-turnout") in {(row["step"], row["code"]) for row in found}
