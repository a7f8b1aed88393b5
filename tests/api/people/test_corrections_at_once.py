"""A correction of a person and a step that rests on it, at once on two connections: whoever comes first, nothing is missed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

from tests.api.development.test_cases import applied
from tests.api.development.test_late_papers import gaps
from tests.api.development.test_moves_at_once import held_at_the_end, waiting
from tests.api.people.test_cases_questioned import corrected
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]
YOUNG = "2007-03-04"
"""Eighteen on the day after the letter."""


async def test_a_step_completed_just_before_is_questioned(world: World, set_today: SetToday, database_url: str) -> None:
    walk = await applied(world, set_today)
    await walk.papers("apply", "2025-03-03")

    async with held_at_the_end(database_url) as watcher:
        completing = asyncio.ensure_future(walk.try_step("apply"))
        await waiting(watcher, 1)
        correcting = asyncio.ensure_future(corrected(walk, walk.candidate, born_on=YOUNG))
        await waiting(watcher, 2)
    done, correction = await asyncio.gather(completing, correcting)

    assert done.status_code == 200, done.text
    assert correction.status_code == 412, "the step has made an applicant of the person"
    again = await corrected(walk, walk.candidate, born_on=YOUNG)
    assert again.status_code == 200, again.text
    assert await gaps(walk) == {("apply", "development.age", "")}


async def test_a_step_completed_just_after_is_refused(world: World, set_today: SetToday, database_url: str) -> None:
    walk = await applied(world, set_today)
    await walk.papers("apply", "2025-03-03")

    async with held_at_the_end(database_url) as watcher:
        correcting = asyncio.ensure_future(corrected(walk, walk.candidate, born_on=YOUNG))
        await waiting(watcher, 1)
        completing = asyncio.ensure_future(walk.try_step("apply"))
        await waiting(watcher, 2)
    correction, done = await asyncio.gather(correcting, completing)

    assert correction.status_code == 200, correction.text
    assert (done.status_code, {error["code"] for error in done.json()["errors"]}) == (409, {"development.age"})
    assert await gaps(walk) == set()
