"""Settings: everything that an operator may set, from the environment with the prefix ``ZHIBU_``.

Secrets that are not given are made at the first start and kept under ``var/secrets`` (see :func:`load_settings`).
"""

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.core.clock import FIRST_DAY, LAST_DAY

__all__ = ["Environment", "Settings", "ShortSecret", "UnsafeSettings", "keep_once", "load_settings"]


class Environment(StrEnum):
    """What the installation is for; a fixed day is refused in production."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


def _listed(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _written_day(value: object) -> object:
    """Let a day through that is written out: a bare number would be read as seconds since 1970."""
    if isinstance(value, str):
        value = value.strip()
        if not value:
            return None
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            raise ValueError("a day is written YYYY-MM-DD")
    return value


def _playable(day: date | None) -> date | None:
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"the day must lie between {FIRST_DAY} and {LAST_DAY}")
    return day


def _web_address(value: str | None) -> str | None:
    if value is not None:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("an address is written https://name or https://name/path")
    return value


class Settings(BaseSettings):
    """Settings of one process. Sizes are bytes, durations seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="ZHIBU_", env_ignore_empty=True, extra="ignore", populate_by_name=True)

    environment: Environment = Environment.DEMO
    var: Path = Path("var")
    database_url: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "ZHIBU_DATABASE_URL", "database_url")
    )
    pgbouncer: bool = False
    """A pooler in transaction mode stands before the database: no prepared statements."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: Annotated[str | None, AfterValidator(_web_address)] = None
    """Address under which the outside reaches the server; used as issuer of the tokens."""

    write_pool_size: int = Field(default=10, ge=1)
    read_pool_size: int = Field(default=10, ge=1)
    worker_database_url: SecretStr | None = None
    """Address for the workers where ``DATABASE_URL`` goes through a pooler: they listen, which a pooler drops. Without
    it they hear of new jobs by asking every few seconds."""
    worker_jobs: int = Field(default=2, ge=2, le=64)
    """Jobs that one worker process does at once; start more processes for more cores."""
    worker_heartbeat_seconds: float = Field(default=20, ge=0.5, le=3600)
    """A job whose worker was silent for so long is taken up by another."""
    worker_grace_seconds: float = Field(default=20, ge=0, le=3600)
    """How long a worker that is stopped waits for its jobs to hand back their work."""
    evidence_grace_hours: int = Field(default=168, ge=1, le=87_600)
    """Stored files that no document refers to are kept for so long before the daily sweep removes them. Long enough that
    a database restored from an older backup can be noticed before its files are gone."""
    max_in_flight: int = Field(default=200, ge=1)
    """Requests that one process works on at once; more are answered 503 with Retry-After."""
    max_connections: int = Field(default=1000, ge=10)
    """Connections that one process holds at once, idle ones too; more are answered 503 and ended."""
    max_body_bytes: int = Field(default=1_000_000, ge=1_000)
    max_upload_bytes: int = Field(default=20_000_000, ge=1_000)

    token_secret: SecretStr = SecretStr("")
    token_algorithm: str = Field(default="HS256", pattern="^(HS256|ES256)$")
    token_private_key: Path | None = None
    """PEM file of the ES256 key; made at the first start when the algorithm is ES256 and none is named."""
    access_token_seconds: int = Field(default=900, ge=30)
    refresh_token_seconds: int = Field(default=14 * 86_400, ge=60)
    data_key: SecretStr = SecretStr("")
    """Key of the field encryption (citizen numbers, telephones, objectors)."""
    index_key: SecretStr = SecretStr("")
    """Key of the blind index over citizen numbers."""
    audit_key: SecretStr = SecretStr("")
    """Key of the digests in the audit."""
    password_cheap: bool = False
    """Cheap password hashing for test suites; refused in production."""

    today: Annotated[date | None, BeforeValidator(_written_day), AfterValidator(_playable)] = None
    """Rehearsal clock: the day on which the rehearsal starts (empty for none). Refused in production."""
    cors_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    """Origins of web front-ends, separated by commas."""
    log_level: str = Field(default="INFO", pattern="^(?i:debug|info|warning|error|critical)$")
    login_attempts: int = Field(default=5, ge=1)
    """Wrong passwords in a row for one name from one address before both rest."""
    login_attempts_everywhere: int = Field(default=50, ge=1)
    """The same from all addresses together."""
    login_lockout_seconds: int = Field(default=900, ge=1)
    login_requests_per_minute: int = Field(default=60, ge=1)
    """Sign-ins from one address; a whole office may share it. Counted per process."""
    public_requests_per_minute: int = Field(default=120, ge=1)
    public_objections_per_hour: int = Field(default=10, ge=1)
    """Objections taken from one address within an hour."""
    public_notice_days: int = Field(default=0, ge=0, le=3650)
    """Days for which a notice stays public after its conclusion; 0 takes it away on the day itself."""

    @property
    def issuer(self) -> str:
        """Who issues the tokens: the public address, else the address that the server listens on."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def secrets_dir(self) -> Path:
        """Folder of the keys that were made at the first start; readable by the owner only."""
        return self.var / "secrets"

    @property
    def evidence_dir(self) -> Path:
        """Folder of the evidence store."""
        return self.var / "evidence"


class UnsafeSettings(ValueError):
    """The settings contradict each other in a way that would be dangerous."""


class ShortSecret(UnsafeSettings):
    """A key that was given is too short to protect anything."""


_SECRETS = ("token_secret", "data_key", "index_key", "audit_key")
_SHORTEST_SECRET = 32


def load_settings(**overrides: object) -> Settings:
    """Read the settings and fill in missing secrets from ``var/secrets``, making them where they are absent.

    Raises UnsafeSettings when a rehearsal clock or cheap passwords meet production, or a given secret is short.
    """
    settings = Settings(**overrides)  # type: ignore[arg-type]
    if settings.environment is Environment.PRODUCTION and (settings.today is not None or settings.password_cheap):
        raise UnsafeSettings("ZHIBU_TODAY and ZHIBU_PASSWORD_CHEAP are refused with ZHIBU_ENVIRONMENT=production")
    short = [name for name in _SECRETS if 0 < len(getattr(settings, name).get_secret_value()) < _SHORTEST_SECRET]
    if short:
        named = ", ".join(f"ZHIBU_{name.upper()}" for name in short)
        raise ShortSecret(f"{named}: at least {_SHORTEST_SECRET} characters are needed")
    missing = [name for name in _SECRETS if not getattr(settings, name).get_secret_value()]
    if missing:
        filled = {name: SecretStr(_kept_secret(settings.secrets_dir, name)) for name in missing}
        settings = settings.model_copy(update=filled)
    return settings


def _kept_secret(folder: Path, name: str) -> str:
    path = folder / name
    keep_once(path, lambda: secrets.token_hex(32).encode())
    return path.read_text(encoding="ascii").strip()


def keep_once(path: Path, make: Callable[[], bytes]) -> None:
    """Write a secret file that appears whole or not at all, readable by its owner only, and never replace one."""
    if path.exists() and path.stat().st_size > 0:
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # a link, unlike a rename, never replaces what another process has made
            os.link(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
