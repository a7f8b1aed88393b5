"""``DATABASE_URL`` names a database that cannot serve: told by what is wrong, before anything is written."""

from collections.abc import Callable, Iterator

import asyncpg
import pytest

from app.core import pgserver
from tests.runtime.commands import Zhibu

Start = Callable[..., Zhibu]


@pytest.fixture(scope="module")
def server() -> Iterator[pgserver.Server]:
    with pgserver.temporary() as running:
        yield running


async def execute(dsn: str, *statements: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def tables(dsn: str) -> set[str]:
    connection = await asyncpg.connect(dsn)
    try:
        return {row[0] for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    finally:
        await connection.close()


def refused(zhibu: Start, dsn: str, *arguments: str) -> str:
    command = zhibu(*(arguments or ("migrate",)), DATABASE_URL=dsn)
    assert command.wait() == 1, command.output
    assert "Traceback" not in command.output
    assert "错误：" in command.output
    assert "Error: " in command.output
    return command.output


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
async def test_a_database_that_cannot_hold_chinese_is_refused(
    encoding: str, server: pgserver.Server, zhibu: Start
) -> None:
    name = f"in_{encoding.lower()}"
    made = f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE_PROVIDER libc LOCALE 'C'"
    await execute(server.dsn("postgres"), made)

    said = refused(zhibu, server.dsn(name))

    assert encoding in said
    assert "ENCODING 'UTF8'" in said
    assert await tables(server.dsn(name)) == set()


async def test_tables_of_another_program_are_left_alone(server: pgserver.Server, zhibu: Start) -> None:
    await execute(server.dsn("postgres"), "CREATE DATABASE foreign_tables")
    dsn = server.dsn("foreign_tables")
    await execute(dsn, "CREATE TABLE organisations (theirs text)", "CREATE TABLE users (theirs text)")

    said = refused(zhibu, dsn)

    assert "a database of its own" in said
    assert await tables(dsn) == {"organisations", "users"}


async def test_a_user_who_may_not_make_tables_is_told_what_is_missing(server: pgserver.Server, zhibu: Start) -> None:
    await execute(server.dsn("postgres"), "CREATE DATABASE no_rights", "CREATE ROLE visitor LOGIN")

    said = refused(zhibu, server.dsn("no_rights").replace("zhibu@", "visitor@", 1))

    assert "btree_gist" in said
    assert "the owner of the database" in said


@pytest.mark.parametrize("command", ["migrate", "serve", "worker", "sweep-evidence"])
async def test_a_database_of_a_newer_program_is_refused_by_every_command(
    command: str, server: pgserver.Server, zhibu: Start
) -> None:
    name = f"newer_{command.replace('-', '_')}"
    await execute(server.dsn("postgres"), f"CREATE DATABASE {name}")
    await execute(
        server.dsn(name),
        "CREATE TABLE alembic_version (version_num text)",
        "INSERT INTO alembic_version VALUES ('9999_from_the_future')",
    )

    said = refused(zhibu, server.dsn(name), command)

    assert "9999_from_the_future" in said
    assert "更新的程序" in said
    assert "newer program" in said


async def test_commands_on_a_database_that_was_never_migrated_say_so(server: pgserver.Server, zhibu: Start) -> None:
    await execute(server.dsn("postgres"), "CREATE DATABASE never_migrated")
    dsn = server.dsn("never_migrated")
    commands = (
        ("accounts", "reset", "somebody"),
        ("import", "roster", "pyproject.toml", "--organisation", "A"),
        ("sweep-evidence",),
        ("found-county", "QH", "青禾县委", "--founded-on", "1949-10-01"),
    )

    for command in commands:
        assert "Run zhibu migrate first" in refused(zhibu, dsn, *command)
