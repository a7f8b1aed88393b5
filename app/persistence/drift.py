"""Do the migrations make what the models say? Both are built and their catalogues compared, constraint by constraint.

Alembic's own comparison does not see CHECK and EXCLUDE constraints nor the conditions of partial indexes. Functions and
triggers exist in the migrations only and are left out.
"""

from collections.abc import Mapping

import asyncpg
from alembic import command
from sqlalchemy.ext.asyncio import create_async_engine

from app.persistence.base import Base
from app.persistence.database import sqlalchemy_url
from app.persistence.models import load_all
from app.persistence.schema import alembic_config

__all__ = ["by_migrations", "by_models", "differences", "migrate_there_and_back"]

_CATALOGUE = """
SELECT 'column' AS kind, c.relname || '.' || a.attname AS name,
       format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
       || CASE a.attidentity WHEN 'a' THEN ' IDENTITY' ELSE '' END
       || coalesce(' COLLATE ' || nullif(co.collname, 'default'), '') AS definition
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation co ON co.oid = a.attcollation
 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
   AND c.relname <> 'alembic_version'
UNION ALL
SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
 WHERE c.relnamespace = 'public'::regnamespace AND k.contype <> 'n' AND c.relname <> 'alembic_version'
UNION ALL
SELECT 'index', tablename || '.' || indexname, indexdef FROM pg_indexes
 WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""


async def _catalogue(dsn: str) -> dict[tuple[str, str], str]:
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(_CATALOGUE)
    finally:
        await connection.close()
    return {(row["kind"], row["name"]): row["definition"] for row in rows}


async def by_models(dsn: str) -> Mapping[tuple[str, str], str]:
    """Create everything from the models in an empty database and return its catalogue."""
    load_all()
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    finally:
        await connection.close()
    engine = create_async_engine(sqlalchemy_url(dsn))
    async with engine.begin() as opened:
        await opened.run_sync(Base.metadata.create_all)
    await engine.dispose()
    return await _catalogue(dsn)


async def by_migrations(dsn: str) -> Mapping[tuple[str, str], str]:
    """Return the catalogue of a migrated database."""
    return await _catalogue(dsn)


def migrate_there_and_back(dsn: str) -> None:
    """Upgrade an empty database to the newest revision, all the way down, and up again."""
    config = alembic_config(dsn)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    command.upgrade(config, "head")


def differences(models: Mapping[tuple[str, str], str], migrations: Mapping[tuple[str, str], str]) -> list[str]:
    """Return one line for everything that only one side has or that both define otherwise."""
    lines = []
    for key in sorted(models.keys() | migrations.keys()):
        wanted, found = models.get(key), migrations.get(key)
        if wanted != found:
            kind, name = key
            lines.append(f"{kind} {name}\n    models:     {wanted or '–'}\n    migrations: {found or '–'}")
    return lines
