"""The audit is written and read; nobody changes or removes an entry, by whatever way."""

from uuid import UUID

import asyncpg
import pytest

from app.core.ids import new_id
from app.domain.identity.permissions import RoleKey
from tests.builders.world import World


async def _entry(world: World) -> tuple["asyncpg.Pool[asyncpg.Record]", UUID]:
    await world.client(RoleKey.BRANCH_SECRETARY)
    pool = world.runtime.database.reads
    return pool, await pool.fetchval("SELECT id FROM audit_entries LIMIT 1")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_entries WHERE id = $1",
        "UPDATE audit_entries SET actor_id = NULL, action = 'x:y:z' WHERE id = $1",
        "UPDATE audit_entries SET at = at - interval '1 day' WHERE id = $1",
        "UPDATE audit_entries SET details = '{\"a\": 1}' WHERE id = $1",
    ],
)
async def test_an_entry_is_neither_changed_nor_removed(world: World, statement: str) -> None:
    pool, entry = await _entry(world)

    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await pool.execute(statement, entry)


async def test_an_entry_is_sealed_once_and_its_details_may_be_taken_out(world: World) -> None:
    pool, entry = await _entry(world)

    await pool.execute("UPDATE audit_entries SET checkpoint_id = $2 WHERE id = $1", entry, new_id())
    await pool.execute("UPDATE audit_entries SET details = '{}' WHERE id = $1", entry)

    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await pool.execute("UPDATE audit_entries SET checkpoint_id = $2 WHERE id = $1", entry, new_id())


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE audit_entries",
        "TRUNCATE users, audit_entries CASCADE",
        "TRUNCATE development_cases CASCADE",
        "TRUNCATE case_facts CASCADE",
    ],
)
async def test_nothing_that_is_kept_is_emptied_as_a_whole(world: World, statement: str) -> None:
    pool, entry = await _entry(world)

    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await pool.execute(statement)

    assert await pool.fetchval("SELECT count(*) FROM audit_entries WHERE id = $1", entry) == 1
