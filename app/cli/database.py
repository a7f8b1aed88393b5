"""The database of a command: the embedded server, or the one that ``DATABASE_URL`` names."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from app.core import pgserver
from app.core.config import Settings
from app.core.pgserver import OperatorProblem, Said, Server
from app.core.pgserver.binaries import OLDEST_MAJOR
from app.core.pgserver.supervisor import Tell

__all__ = ["database", "plain_dsn"]

_PATIENCE = 20.0


@contextmanager
def database(settings: Settings, tell: Tell) -> Iterator[Server | None]:
    """Make a database reachable under ``DATABASE_URL`` for this process and its children; yields the embedded server.

    The address goes through the environment because worker processes read it from there.
    """
    if settings.database_url is not None:
        dsn = plain_dsn(settings.database_url.get_secret_value())
        major = asyncio.run(_reach(dsn))
        os.environ["DATABASE_URL"] = dsn  # In the one form that every reader knows.
        tell(Said(f"使用 DATABASE_URL 指定的 PostgreSQL {major}", f"using PostgreSQL {major} of DATABASE_URL"))
        yield None
        return
    server = pgserver.start(settings.var, tell=tell)
    try:
        server.ensure_database()
        os.environ["DATABASE_URL"] = server.dsn()
        yield server
    finally:
        os.environ.pop("DATABASE_URL", None)
        server.stop()


def plain_dsn(url: str) -> str:
    """The address as libpq and asyncpg write it, from any form in use (``postgres://``, ``postgresql+asyncpg://``)."""
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.partition("+")[0] not in ("postgres", "postgresql"):
        raise OperatorProblem(
            "DATABASE_URL 必须是 PostgreSQL 地址（postgresql://…）。",
            "DATABASE_URL must be a PostgreSQL address (postgresql://…).",
        )
    return f"postgresql://{rest}"


async def _reach(dsn: str) -> int:
    """The major version behind `dsn`, after waiting a little for a server that is still starting."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection = await asyncpg.connect(dsn, timeout=5)
        except (OSError, TimeoutError, asyncpg.CannotConnectNowError) as error:
            # A missing socket file will not come; a name or port may, while containers start.
            if time.monotonic() > deadline or isinstance(error, FileNotFoundError):
                raise _unreachable(error) from None
            await asyncio.sleep(0.5)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
            raise _unreachable(error) from None
        else:
            try:
                return await _suitable(connection)
            finally:
                await connection.close()


async def _suitable(connection: "asyncpg.Connection") -> int:
    """The major version of a database that can hold our data; refuse one that cannot, before anything is written."""
    major = int(connection.get_server_version().major)
    if major < OLDEST_MAJOR:
        raise OperatorProblem(
            f"DATABASE_URL 指向 PostgreSQL {major}，需要 {OLDEST_MAJOR} 或更高版本。",
            f"DATABASE_URL names PostgreSQL {major}, and {OLDEST_MAJOR} or later is needed.",
        )
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding != "UTF8":
        raise OperatorProblem(
            f"DATABASE_URL 指定的数据库编码是 {encoding}，需要 UTF8。请用 ENCODING 'UTF8' 另建一个数据库。",
            f"The database of DATABASE_URL is encoded in {encoding}, and UTF8 is needed. Make another one with "
            "ENCODING 'UTF8'.",
        )
    if await connection.fetchval("SELECT pg_is_in_recovery()"):
        raise OperatorProblem(
            "DATABASE_URL 指向只读的备用服务器，请改用主服务器。",
            "DATABASE_URL names a standby, which takes no writes. Name the primary server.",
        )
    return major


def _unreachable(error: Exception) -> OperatorProblem:
    return OperatorProblem(
        "无法连接 DATABASE_URL 指定的数据库。请检查地址、用户、密码，以及该数据库是否已建立。",
        "The database of DATABASE_URL cannot be reached. Check the address, user and password, and that the database exists.",
        detail=f"{type(error).__name__}: {error}",
    )
