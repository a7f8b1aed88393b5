"""The database itself keeps what was decided and what was recorded."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.api.development.test_cases import applied
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE development_decisions SET outcome = 'refused'",
        "UPDATE development_decisions SET verdict = '[]'::jsonb",
        "DELETE FROM development_decisions",
        "DELETE FROM development_steps",
        "UPDATE case_facts SET happened_on = '2020-01-01'",
        """UPDATE case_facts SET data = '{"by_the_person": false}'::jsonb""",
        "DELETE FROM case_facts",
        "INSERT INTO development_steps SELECT gen_random_uuid(), case_id, person_id, step, step_number, 2, outcome,"
        " act_on, act_ref, taken_over, sent_back_to, reason, void, void_at, decision_id, county_id, committee_id,"
        " sub_committee_id, general_branch_id, branch_id, recorded_at, recorded_by FROM development_steps",
    ],
)
async def test_nothing_that_was_kept_is_changed_or_deleted(world: World, set_today: SetToday, statement: str) -> None:
    walk = await applied(world, set_today)
    await walk.done("apply", "2025-03-03")

    async with world.runtime.database.sessions() as session:
        with pytest.raises(DBAPIError):
            await session.execute(text(statement))
