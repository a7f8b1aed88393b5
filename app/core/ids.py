"""Identifiers: UUIDv7, ordered by the time of their making."""

from uuid import UUID

import uuid_utils
from uuid_utils.compat import uuid7

__all__ = ["new_id", "new_id_text"]


def new_id() -> UUID:
    """Return a new UUIDv7 as a plain ``uuid.UUID``."""
    made: UUID = uuid7()
    return made


def new_id_text() -> str:
    """Return a new UUIDv7 as it is written."""
    return str(uuid_utils.uuid7())
