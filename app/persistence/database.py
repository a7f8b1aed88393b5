"""Connections: a SQLAlchemy engine for commands and an asyncpg pool for reads, both to one PostgreSQL."""

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine

from app.core.config import Settings
from app.persistence.models import load_all
from app.persistence.readpool import ReadPool
from app.persistence.session import CommandSession

__all__ = ["Database", "asyncpg_dsn", "sqlalchemy_url"]

_MINIMUM_VERSION = 150000


def asyncpg_dsn(url: str) -> str:
    """Return *url* (``postgres://``, ``postgresql://`` or ``postgresql+asyncpg://``) in the form asyncpg reads."""
    scheme, _, rest = url.partition("://")
    if not rest or scheme.split("+")[0] not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL must begin with postgresql://")
    return f"postgresql://{rest}"


def sqlalchemy_url(url: str) -> str:
    """Return *url* in the form SQLAlchemy reads."""
    parts = urlsplit(asyncpg_dsn(url).replace("postgresql://", "postgresql+asyncpg://", 1))
    query = [("ssl" if key == "sslmode" else key, value) for key, value in parse_qsl(parts.query)]
    return urlunsplit(parts._replace(query=urlencode(query)))


async def _keep_as_it_is(_connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Skip asyncpg's reset when a read connection returns to the pool: the read lane never sets session state."""


@dataclass
class Database:
    """The open connections of one process. Use :meth:`open` and :meth:`close`."""

    engine: AsyncEngine
    sessions: async_sessionmaker[CommandSession]
    reads: "asyncpg.Pool[asyncpg.Record]"
    dsn: str

    @staticmethod
    async def open(url: str, settings: Settings) -> "Database":
        """Open both lanes. Raises RuntimeError for a server older than PostgreSQL 15."""
        load_all()  # a row is written in the order of the tables that it refers to, whatever else was imported
        dsn = asyncpg_dsn(url)
        lane = {"timezone": "UTC", "application_name": "zhibu"}
        arguments: dict[str, object] = {"server_settings": lane, "timeout": 10}
        if settings.pgbouncer:
            arguments["statement_cache_size"] = 0
        engine_arguments = dict(arguments)
        if settings.pgbouncer:
            engine_arguments["prepared_statement_cache_size"] = 0
        engine = create_async_engine(
            sqlalchemy_url(url),
            pool_size=settings.write_pool_size,
            max_overflow=0,
            pool_timeout=5,
            pool_pre_ping=False,
            hide_parameters=True,
            connect_args=engine_arguments,
        )
        reads = await ReadPool.of(
            dsn,
            min_size=1,
            max_size=settings.read_pool_size,
            command_timeout=30,
            reset=_keep_as_it_is,
            **arguments,
        )
        version = await reads.fetchval("SELECT current_setting('server_version_num')::int")
        if version < _MINIMUM_VERSION:
            await reads.close()
            await engine.dispose()
            raise RuntimeError(f"PostgreSQL 15 or newer is needed, this server is {version // 10000}")
        sessions = async_sessionmaker(engine, class_=CommandSession, expire_on_commit=False, autoflush=False)
        return Database(engine, sessions, reads, dsn)

    async def close(self) -> None:
        """Close both lanes; waits for what is running, at most ten seconds."""
        try:
            await asyncio.wait_for(self.reads.close(), timeout=10)
        except TimeoutError:
            self.reads.terminate()
        await self.engine.dispose()
