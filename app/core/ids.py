"""Identifiers: UUIDv7, ordered by the time of their making."""

from uuid import UUID

from uuid_utils.compat import uuid7

__all__ = ["new_id"]


def new_id() -> UUID:
    """Return a new UUIDv7 as a plain ``uuid.UUID``."""
    made: UUID = uuid7()
    return made
