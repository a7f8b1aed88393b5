"""Bring the schema of the database in ``DATABASE_URL`` up to date."""

import asyncio
import os

import asyncpg

from app.cli.database import plain_dsn
from app.core.pgserver import OperatorProblem

__all__ = ["migrate", "require_current"]


def migrate(revision: str = "head") -> None:
    """Upgrade to `revision`. Several processes may do so at once: ``alembic/env.py`` makes them queue."""
    from alembic import command
    from alembic.util import CommandError

    from app.persistence.schema import alembic_config, needed_revision

    if revision == "head" and asyncio.run(_found()) == needed_revision():
        return  # nothing to do, and quickly told
    try:
        command.upgrade(alembic_config(os.environ["DATABASE_URL"]), revision)
    except CommandError as error:
        raise OperatorProblem(
            "数据库迁移失败：数据库的版本与程序不符（数据库可能由更新的程序建立）。",
            "The migration failed: database and program do not fit (a newer program may have made this database).",
            detail=str(error),
        ) from None


def require_current() -> None:
    """Refuse to serve on a schema that is older or newer than this program."""
    from app.persistence.schema import needed_revision

    wanted = needed_revision()
    found = asyncio.run(_found())
    if found != wanted:
        raise OperatorProblem(
            "数据库结构与程序版本不符，请先运行 zhibu migrate。",
            "The schema of the database does not fit this program. Run zhibu migrate first.",
            detail=f"database: {found or '-'}; program: {wanted or '-'}",
        )


async def _found() -> str:
    from app.persistence.schema import found_revision

    connection: asyncpg.Connection = await asyncpg.connect(plain_dsn(os.environ["DATABASE_URL"]))
    try:
        return await found_revision(connection)
    finally:
        await connection.close()
