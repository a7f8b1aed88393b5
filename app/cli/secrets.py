"""Random keys of an installation under ``var/secrets``: made once, readable by their owner only, never overwritten.

Losing them loses what they protect (encrypted citizen numbers, audit digests), so they belong into every backup, apart
from the data. A file appears whole or not at all: a full disk must not leave an empty key behind.
"""

import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from app.core.config import Settings
from app.core.pgserver.problems import file_problems

__all__ = ["keep_secrets"]


def keep_secrets(settings: Settings, var: Path) -> list[Path]:
    """Make a file for each key that the environment does not give; returns the files that were made."""
    folder = var / "secrets"
    names = [name for name, field in type(settings).model_fields.items() if field.default == SecretStr("")]
    missing = [name for name in names if not getattr(settings, name).get_secret_value()]
    with file_problems(var):
        if missing:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return [folder / name for name in missing if _keep(folder / name)]


def _keep(path: Path) -> bool:
    if path.exists() and path.stat().st_size > 0:
        return False
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and path.stat().st_size == 0:
            path.unlink()
        try:
            os.link(fresh, path)  # Unlike a rename, a link never replaces the key that another process made meanwhile.
        except FileExistsError:
            return False
        return True
    finally:
        fresh.unlink(missing_ok=True)
