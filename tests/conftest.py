"""Fixtures on a real PostgreSQL: one server per worker, one migrated template, one clone per test.

``DATABASE_URL`` (or ``ZHIBU_TEST_DATABASE_URL``) makes the suite use that server instead of an embedded one; the tests
then create and drop databases named ``zhibu_test_…`` on it.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import httpx
import pytest
from alembic import command
from fastapi import FastAPI
from pydantic import SecretStr

from app.api.runtime import runtime_of
from app.core.clock import rehearsal_moment
from app.core.config import Environment, Settings
from app.core.crypto import Keys
from app.core.pgserver import temporary
from app.domain.identity.caller import Caller, CallerKind
from app.main import create_app
from app.persistence.database import Database, asyncpg_dsn
from app.persistence.schema import alembic_config
from app.persistence.uow import UnitOfWork
from app.worker import Worker
from tests.builders.world import World

OWN_DAY = date(2026, 11, 23)
"""The day for which tests write out their dates."""
TODAY = date.fromisoformat(os.environ.get("ZHIBU_TEST_TODAY") or OWN_DAY.isoformat())
"""The day on which tests play unless they move it."""


def _on(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


async def _execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """Address of the server's maintenance database."""
    given = os.environ.get("ZHIBU_TEST_DATABASE_URL") or os.environ.get("DATABASE_URL")
    if given:
        yield asyncpg_dsn(given)
        return
    with temporary() as server:
        yield server.dsn("postgres")


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """Name of a migrated database that nobody is connected to."""
    name = f"zhibu_test_template_{uuid4().hex[:8]}"
    asyncio.run(
        _execute(server_url, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    )
    command.upgrade(alembic_config(_on(server_url, name)), "head")
    yield name
    asyncio.run(_execute(server_url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def database_url(server_url: str, template: str) -> AsyncIterator[str]:
    """Address of a fresh, migrated database of this test's own."""
    name = f"zhibu_test_{uuid4().hex[:12]}"
    await _execute(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _on(server_url, name)
    await _execute(server_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def today(request: pytest.FixtureRequest) -> date:
    """The day on which this test begins: one marked ``own_day`` writes out its dates and stays on the day they belong to."""
    return OWN_DAY if request.node.get_closest_marker("own_day") else TODAY


@pytest.fixture
def settings(database_url: str, tmp_path: Path, today: date) -> Settings:
    """Settings of a test: a rehearsal that starts on its day, cheap passwords, small pools."""
    return make_settings(database_url, tmp_path, today=today)


def make_settings(database_url: str, var: Path, **overrides: object) -> Settings:
    """Return test settings for a database."""
    given: dict[str, object] = {
        "environment": Environment.TEST,
        "database_url": SecretStr(database_url),
        "var": var,
        "token_secret": SecretStr("t" * 32),
        "data_key": SecretStr("d" * 32),
        "index_key": SecretStr("i" * 32),
        "audit_key": SecretStr("a" * 32),
        "password_cheap": True,
        "today": TODAY,
        "write_pool_size": 5,
        "read_pool_size": 5,
        "log_level": "ERROR",
    }
    return Settings(**{**given, **overrides})  # type: ignore[arg-type]


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    """The application, started. Its routes are built once per worker; settings and connections are the test's own."""
    shape = settings.model_dump_json(exclude={"database_url", "var", "today"})
    application = _built.get(shape)
    if application is None:
        application = _built[shape] = create_app(settings)
    application.state.settings = settings
    async with application.router.lifespan_context(application):
        yield application


_built: dict[str, FastAPI] = {}


@asynccontextmanager
async def started(settings: Settings) -> AsyncIterator[FastAPI]:
    """Run an application's lifespan."""
    application = create_app(settings)
    async with application.router.lifespan_context(application):
        yield application


@pytest.fixture
async def worker(app: FastAPI, settings: Settings) -> AsyncIterator[Worker]:
    """A worker on the test's database, in this process: long work goes on after the answer."""
    running = Worker(settings.model_copy(update={"worker_heartbeat_seconds": 5.0}))
    task = asyncio.create_task(running.run())
    await running.ready.wait()
    yield running
    running.stop.set()
    assert await task


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """An anonymous client; ``world.client(role, organisation)`` gives signed-in ones."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as made:
        yield made


@pytest.fixture
async def world(app: FastAPI) -> AsyncIterator[World]:
    """A small county: county committee, two committees with approval power, branches; users on demand."""
    made = World(app)
    await made.build()
    yield made
    await made.close()


@pytest.fixture
async def set_today(app: FastAPI) -> Callable[[date], object]:
    """Move the rehearsal's day: ``await set_today(date(2026, 12, 1))``."""

    async def move(day: date) -> None:
        await runtime_of(app).database.reads.execute(
            "INSERT INTO rehearsal_day (id, today) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET today = $1", day
        )

    return move


@pytest.fixture
async def database(settings: Settings, database_url: str) -> AsyncIterator[Database]:
    """Connections for service tests that need no application."""
    opened = await Database.open(database_url, settings)
    yield opened
    await opened.close()


@pytest.fixture
async def uow(database: Database, settings: Settings, today: date) -> AsyncIterator[UnitOfWork]:
    """A unit of work of the system on the test's day; rolled back at the end unless the test commits."""
    async with database.sessions() as session:
        yield UnitOfWork(session, Caller(CallerKind.SYSTEM, name="test"), rehearsal_moment(today), Keys.of(settings))
