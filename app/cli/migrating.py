"""Bring the schema of the database in ``DATABASE_URL`` up to date."""

import asyncio
import os
from pathlib import Path

import asyncpg

from app.cli.database import plain_dsn
from app.core.pgserver import OperatorProblem

__all__ = ["ROOT", "migrate", "require_current"]

ROOT = Path(__file__).resolve().parent.parent.parent


def migrate(revision: str = "head") -> None:
    """Upgrade to `revision`. Several processes may do so at once: ``alembic/env.py`` makes them queue."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    try:
        command.upgrade(Config(ROOT / "alembic.ini"), revision)
    except CommandError as error:
        raise OperatorProblem(
            "数据库迁移失败：数据库的版本与程序不符（数据库可能由更新的程序建立）。",
            "The migration failed: database and program do not fit (a newer program may have made this database).",
            detail=str(error),
        ) from None


def require_current() -> None:
    """Refuse to serve on a schema that is older or newer than this program."""
    from alembic.script import ScriptDirectory

    wanted = set(ScriptDirectory(str(ROOT / "alembic")).get_heads())
    found = asyncio.run(_revisions())
    if found != wanted:
        raise OperatorProblem(
            "数据库结构与程序版本不符，请先运行 zhibu migrate。",
            "The schema of the database does not fit this program. Run zhibu migrate first.",
            detail=f"database: {', '.join(sorted(found)) or '-'}; program: {', '.join(sorted(wanted)) or '-'}",
        )


async def _revisions() -> set[str]:
    connection: asyncpg.Connection = await asyncpg.connect(plain_dsn(os.environ["DATABASE_URL"]))
    try:
        rows = await connection.fetch("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        return set()
    finally:
        await connection.close()
    return {row["version_num"] for row in rows}
