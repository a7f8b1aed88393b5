"""A membership that is transferred in the very moment in which something about the person's case is recorded: both are done,
whoever comes first, and nobody is told that what he sent is stale when it is not."""

from collections.abc import Awaitable, Callable
from datetime import date
from uuid import uuid4

import httpx
import pytest

from tests.api.development.test_moves_at_once import ACTS, DAY, LEFT, Act, in_turn, opened, places
from tests.builders.development_walk import Walk, match
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


def fact(walk: Walk) -> Awaitable[httpx.Response]:
    data = {
        "written_on": "2025-04-27",
        "received_by": "work_or_study_unit",
        "by_the_person": True,
        "accepts_programme": True,
    }
    return walk.secretary.post(f"{walk.path}/facts/application-letter", json={"happened_on": DAY, "data": data})


RECORDED: list[tuple[str, Act]] = [*ACTS, ("case_facts", fact)]
BEHIND = {*LEFT, fact}


async def transferred(walk: Walk, version: int) -> httpx.Response:
    body = {
        "to_branch_id": str(walk.world.sister.id),
        "on": DAY,
        "letter_number": "转〔2025〕5号",
        "file_checked": True,
    }
    return await walk.department.post(f"/api/v1/people/{walk.candidate}/transfer", json=body, headers=match(version))


async def person_version(walk: Walk) -> int:
    return int((await walk.department.get(f"/api/v1/people/{walk.candidate}")).json()["version"])


@pytest.mark.parametrize(("table", "act"), RECORDED, ids=[table for table, _ in RECORDED])
async def test_what_is_recorded_just_before_a_transfer_goes_along(
    world: World, set_today: SetToday, database_url: str, table: str, act: Act
) -> None:
    walk = await opened(world, set_today)
    version = await person_version(walk)

    recorded, answer = await in_turn(database_url, lambda: act(walk), lambda: transferred(walk, version))

    assert recorded.status_code == 201, recorded.text
    assert answer.status_code == 200, answer.text
    assert world.sister.id in await places(walk, table)
    assert world.branch.id not in await places(walk, table)


@pytest.mark.parametrize(("table", "act"), RECORDED, ids=[table for table, _ in RECORDED])
async def test_what_is_recorded_just_after_a_transfer_finds_the_case_where_it_is(
    world: World, set_today: SetToday, database_url: str, table: str, act: Act
) -> None:
    walk = await opened(world, set_today)
    version = await person_version(walk)

    answer, recorded = await in_turn(database_url, lambda: transferred(walk, version), lambda: act(walk))

    assert answer.status_code == 200, answer.text
    if act in BEHIND:
        not_there = {"development-cases.not-found", "development.not-found"}
        assert (recorded.status_code, recorded.json()["code"] in not_there) == (404, True)
    else:
        assert recorded.status_code == 201, recorded.text
        assert await places(walk, table) == [world.sister.id]


async def test_a_step_that_changes_the_person_first_makes_what_the_transfer_had_seen_stale(
    world: World, set_today: SetToday, database_url: str
) -> None:
    walk = await opened(world, set_today)
    assert (await fact(walk)).status_code == 201
    await walk.papers("apply", DAY)
    version, case_version = await person_version(walk), (await walk.case())["version"]

    completed, answer = await in_turn(
        database_url,
        lambda: walk.secretary.post(
            f"{walk.path}/steps/apply/complete",
            headers={**match(case_version), "idempotency-key": uuid4().hex},
        ),
        lambda: transferred(walk, version),
    )

    assert completed.status_code == 200, completed.text
    assert (answer.status_code, answer.json()["code"]) == (412, "stale-version")
    again = await transferred(walk, await person_version(walk))
    assert again.status_code == 200, again.text
