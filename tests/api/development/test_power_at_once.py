"""The approval power ends from a past day in the very moment of an approval: whoever comes first, nothing is approved unseen."""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import uuid4

import httpx

from app.worker import Worker
from tests.api.development.test_late_decisions import POWER, found, judged
from tests.api.development.test_moves_at_once import in_turn
from tests.api.development.test_steps import status_of
from tests.builders.development_walk import Walk, match, start
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
DAY = "2026-08-05"


async def ready(world: World, set_today: SetToday) -> tuple[Walk, int, int]:
    """A case whose approval is recorded, with the versions of case and committee."""
    walk = await (await start(world, set_today)).to_assembly()
    await walk.assembly("admission", "2026-07-10")
    await walk.done("admission_assembly", "2026-07-10")
    committee = str(world.committee.id)
    await walk.fact("admission_report", "2026-07-12", reported_to=committee)
    person = str(walk.organiser_person)
    await walk.fact("admission_talk", "2026-07-15", walk.organiser, talked_by=person, office="organiser", fit=True)
    await walk.done("admission_talk", "2026-07-15")
    decided = {"decision": "approve", "document_number": "柳委〔2026〕31号", "collectively": True}
    await walk.fact("admission_approval", DAY, walk.approver, decided_by=committee, **decided)
    await walk.papers("approve_admission", DAY)
    body = (await walk.department.get(f"/api/v1/organisations/{committee}")).json()
    return walk, (await walk.case())["version"], body["version"]


def approved(walk: Walk, version: int) -> Awaitable[httpx.Response]:
    headers = {**match(version), "idempotency-key": uuid4().hex}
    return walk.approver.post(f"{walk.path}/steps/approve_admission/complete", headers=headers)


def withdrawn(walk: Walk, version: int) -> Awaitable[httpx.Response]:
    body = {"decision_number": "青组〔2026〕5号", "decided_on": "2026-08-01", "effective_on": "2026-08-01"}
    address = f"/api/v1/organisations/{walk.world.committee.id}/approval-power"
    return walk.department.post(address, json=body | {"approval_power": False}, headers=match(version))


async def test_an_approval_just_before_the_withdrawal_is_judged_again(
    world: World, set_today: SetToday, database_url: str, worker: Worker
) -> None:
    walk, case, committee = await ready(world, set_today)

    approval, withdrawal = await in_turn(database_url, lambda: approved(walk, case), lambda: withdrawn(walk, committee))

    assert (approval.status_code, withdrawal.status_code) == (200, 200), (approval.text, withdrawal.text)
    await judged(walk)
    assert await found(walk) == [("approve_admission", POWER)]


async def test_an_approval_just_after_the_withdrawal_is_refused(
    world: World, set_today: SetToday, database_url: str, worker: Worker
) -> None:
    walk, case, committee = await ready(world, set_today)

    withdrawal, approval = await in_turn(database_url, lambda: withdrawn(walk, committee), lambda: approved(walk, case))

    assert withdrawal.status_code == 200, withdrawal.text
    assert approval.status_code == 409, approval.text
    assert POWER in {error["code"] for error in approval.json()["errors"]}
    assert await status_of(walk) == "development_object"
