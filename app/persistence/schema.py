"""Which migration the database stands at, and which one this code needs."""

from pathlib import Path

import asyncpg
from alembic.config import Config
from alembic.script import ScriptDirectory

__all__ = [
    "ALEMBIC_INI",
    "ROOT",
    "alembic_config",
    "found_revision",
    "known_revision",
    "needed_revision",
    "schema_is_current",
]

ROOT = Path(__file__).resolve().parents[2]
ALEMBIC_INI = ROOT / "alembic.ini"

_needed: str | None = None


def alembic_config(url: str) -> Config:
    """Return Alembic's configuration for a database."""
    config = Config(str(ALEMBIC_INI))
    config.set_main_option("script_location", str(ROOT / "alembic"))
    config.attributes["url"] = url
    return config


def needed_revision() -> str:
    """Return the newest revision among the migrations."""
    global _needed
    if _needed is None:
        _needed = ScriptDirectory(str(ROOT / "alembic")).get_current_head() or ""
    return _needed


def known_revision(revision: str) -> bool:
    """Tell whether *revision* is one of this code's migrations; a newer program's is not."""
    return any(known.revision == revision for known in ScriptDirectory(str(ROOT / "alembic")).walk_revisions())


async def found_revision(connection: "asyncpg.Connection | asyncpg.Pool[asyncpg.Record]") -> str:
    """Return the migration that the database stands at; empty where none was ever run."""
    try:
        return await connection.fetchval("SELECT version_num FROM alembic_version", timeout=2) or ""
    except asyncpg.UndefinedTableError:
        return ""


async def schema_is_current(pool: "asyncpg.Pool[asyncpg.Record]") -> bool:
    """Tell whether the database answers and stands at the newest revision."""
    try:
        return await found_revision(pool) == needed_revision()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        return False
