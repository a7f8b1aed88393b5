"""Runs migrations on one connection, in one transaction, with a lock timeout."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from app.persistence.base import Base
from app.persistence.database import sqlalchemy_url
from app.persistence.models import load_all

load_all()
target = Base.metadata


def _url() -> str:
    given = context.config.attributes.get("url") or os.environ.get("DATABASE_URL", "")
    if not given:
        raise SystemExit("DATABASE_URL is not set")
    return sqlalchemy_url(given)


def _run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=target, compare_type=True, transaction_per_migration=False)
    with context.begin_transaction():
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        # Two processes that start at once migrate one after the other.
        connection.execute(text("SELECT pg_advisory_xact_lock(7460216)"))
        context.run_migrations()


async def _online() -> None:
    engine = create_async_engine(_url())
    async with engine.connect() as connection:
        await connection.run_sync(_run)
        await connection.commit()
    await engine.dispose()


def _offline() -> None:
    context.configure(
        url="postgresql://", target_metadata=target, literal_binds=True, dialect_opts={"paramstyle": "named"}
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    _offline()
else:
    asyncio.run(_online())
