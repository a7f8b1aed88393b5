"""Which migration the database stands at, and which one this code needs."""

from pathlib import Path

import asyncpg
from alembic.config import Config
from alembic.script import ScriptDirectory

__all__ = ["ALEMBIC_INI", "ROOT", "alembic_config", "needed_revision", "schema_is_current"]

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


async def schema_is_current(pool: "asyncpg.Pool[asyncpg.Record]") -> bool:
    """Tell whether the database answers and stands at the newest revision."""
    try:
        found = await pool.fetchval("SELECT version_num FROM alembic_version", timeout=2)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
        return False
    return bool(found == needed_revision())
