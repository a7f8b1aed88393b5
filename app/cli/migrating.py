"""Bring the schema of the database in ``DATABASE_URL`` up to date."""

import asyncio
import os
from collections.abc import Mapping

import asyncpg
from sqlalchemy.exc import DBAPIError

from app.cli.database import plain_dsn
from app.core.pgserver import OperatorProblem

__all__ = ["migrate", "require_current"]

_REFUSED: Mapping[str, tuple[str, str]] = {
    "42501": (
        "DATABASE_URL 的用户权限不足：需要在数据库中建表和建扩展（btree_gist）的权限。请让该用户成为数据库的所有者。",
        "The user of DATABASE_URL may not do what is needed: make tables and the extension btree_gist. Make that user "
        "the owner of the database.",
    ),
    "42P07": (
        "DATABASE_URL 指定的数据库里已有其他程序的同名表。请为支部单独建立一个数据库。",
        "The database of DATABASE_URL already holds tables of another program. Give Zhibu a database of its own.",
    ),
    "42710": (
        "DATABASE_URL 指定的数据库里已有其他程序的同名对象。请为支部单独建立一个数据库。",
        "The database of DATABASE_URL already holds objects of another program. Give Zhibu a database of its own.",
    ),
    "0A000": (
        "数据库服务器缺少扩展 btree_gist（Debian：postgresql-contrib）。请安装后重试。",
        "The server lacks the extension btree_gist (in PostgreSQL's contrib package). Install it, then try again.",
    ),
    "58P01": (
        "数据库服务器缺少扩展 btree_gist（Debian：postgresql-contrib）。请安装后重试。",
        "The server lacks the extension btree_gist (in PostgreSQL's contrib package). Install it, then try again.",
    ),
    "55P03": (
        "数据库正被占用，10 秒内未能取得锁。请稍后重试，或先停止其他程序。",
        "The database is busy: no lock within ten seconds. Try again later, or stop the other programs first.",
    ),
    "53100": (
        "数据库服务器的磁盘已满。请清理空间后重试，数据库未作任何改动。",
        "The disk of the database server is full. Free some space, then try again; nothing was changed.",
    ),
}
"""By SQLSTATE, what the refusal of a migration means and what helps."""


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
    except DBAPIError as error:
        raise _not_migrated(error.orig) from None


def _not_migrated(error: BaseException | None) -> OperatorProblem:
    """Why the server refused, as far as an operator can do something about it. Nothing was changed: it is one transaction."""
    state = getattr(error, "sqlstate", None) or ""
    zh, en = _REFUSED.get(state, ("数据库迁移失败，数据库未作任何改动。", "The migration failed; nothing was changed."))
    return OperatorProblem(zh, en, detail=str(error))


def require_current() -> None:
    """Refuse to serve on a schema that is older or newer than this program."""
    from app.persistence.schema import known_revision, needed_revision

    wanted = needed_revision()
    found = asyncio.run(_found())
    if found and not known_revision(found):
        raise OperatorProblem(
            "数据库由更新的程序建立，请使用更新的程序。",
            "A newer program has made this database. Use that program.",
            detail=f"database: {found}; program: {wanted or '-'}",
        )
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
