"""The comparison of migrations and models sees what Alembic's own does not."""

import asyncpg
import pytest

from app.persistence.drift import by_migrations, differences


@pytest.mark.parametrize(
    ("_case", "change", "name"),
    [
        (
            "a dropped CHECK",
            "ALTER TABLE tasks DROP CONSTRAINT ck_tasks_days",
            "constraint tasks.ck_tasks_days",
        ),
        (
            "a dropped EXCLUDE",
            "ALTER TABLE membership_episodes DROP CONSTRAINT ex_membership_episodes_overlap",
            "constraint membership_episodes.ex_membership_episodes_overlap",
        ),
        (
            "another condition of a partial index",
            "DROP INDEX ix_tasks_owner_id_due_on; "
            "CREATE INDEX ix_tasks_owner_id_due_on ON tasks (owner_id, due_on, id) WHERE done_on IS NULL",
            "index tasks.ix_tasks_owner_id_due_on",
        ),
        ("a column that may be empty", "ALTER TABLE tasks ALTER kind DROP NOT NULL", "column tasks.kind"),
    ],
)
async def test_a_changed_database_differs(database_url: str, _case: str, change: str, name: str) -> None:
    before = await by_migrations(database_url)
    connection = await asyncpg.connect(database_url)
    await connection.execute(change)
    await connection.close()

    found = differences(before, await by_migrations(database_url))

    assert any(line.startswith(name) for line in found), found
    assert differences(before, before) == []
