"""Settings: everything that an operator may set, from the environment with the prefix ``ZHIBU_``.

Secrets that are not given are made at the first start and kept under ``var/secrets`` (see :func:`load_settings`).
"""

import secrets
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

__all__ = ["Environment", "Settings", "load_settings"]


class Environment(StrEnum):
    """What the installation is for; a fixed day is refused in production."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


class Settings(BaseSettings):
    """Settings of one process. Sizes are bytes, durations seconds unless the name says otherwise."""

    model_config = SettingsConfigDict(env_prefix="ZHIBU_", extra="ignore", populate_by_name=True)

    environment: Environment = Environment.DEMO
    var: Path = Path("var")
    database_url: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL", "ZHIBU_DATABASE_URL", "database_url")
    )
    pgbouncer: bool = False
    """A pooler in transaction mode stands before the database: no prepared statements."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str | None = None
    """Address under which the outside reaches the server; used in links and as issuer."""

    write_pool_size: int = Field(default=10, ge=1)
    read_pool_size: int = Field(default=10, ge=1)
    max_in_flight: int = Field(default=200, ge=1)
    """Requests that one process works on at once; more are answered 503 with Retry-After."""
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

    today: date | None = None
    """Rehearsal clock: the day on which the rehearsal starts. Refused in production."""
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    log_level: str = "INFO"
    login_attempts: int = Field(default=5, ge=1)
    login_lockout_seconds: int = Field(default=900, ge=1)
    public_requests_per_minute: int = Field(default=120, ge=1)

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


_SECRETS = ("token_secret", "data_key", "index_key", "audit_key")


def load_settings(**overrides: object) -> Settings:
    """Read the settings and fill in missing secrets from ``var/secrets``, making them where they are absent.

    Raises UnsafeSettings when a rehearsal clock or cheap passwords meet production.
    """
    settings = Settings(**overrides)  # type: ignore[arg-type]
    if settings.environment is Environment.PRODUCTION and (settings.today is not None or settings.password_cheap):
        raise UnsafeSettings("ZHIBU_TODAY and ZHIBU_PASSWORD_CHEAP are refused with ZHIBU_ENVIRONMENT=production")
    missing = [name for name in _SECRETS if not getattr(settings, name).get_secret_value()]
    if missing:
        filled = {name: SecretStr(_kept_secret(settings.secrets_dir, name)) for name in missing}
        settings = settings.model_copy(update=filled)
    return settings


def _kept_secret(folder: Path, name: str) -> str:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


@lru_cache(maxsize=1)
def process_settings() -> Settings:
    """The settings of this process, read once."""
    return load_settings()
