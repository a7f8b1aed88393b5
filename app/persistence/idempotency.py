"""Kept answers of keyed calls, in the transaction of the write itself."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.persistence.models.requests import IdempotencyRecord

__all__ = ["KEPT", "CallName", "keep_answer", "kept_answer", "take"]

KEPT = timedelta(days=7)
"""How long an answer serves, in real time."""


@dataclass(frozen=True, slots=True)
class CallName:
    """What makes two calls the same: caller, method, path and key."""

    caller: str
    method: str
    path: str
    key: str

    @property
    def id(self) -> UUID:
        """The name as one value, for the lock and for the encryption of the answer."""
        joined = "\x1f".join((self.caller, self.method, self.path, self.key))
        return UUID(bytes=hashlib.blake2b(joined.encode(), digest_size=16).digest())


_TAKE = text("SELECT pg_try_advisory_xact_lock(:lock)")
_KEPT_ANSWER = select(IdempotencyRecord).where(
    *(getattr(IdempotencyRecord, field.name) == bindparam(field.name) for field in fields(CallName))
)


async def take(session: AsyncSession, name: CallName) -> bool:
    """Take the name until the end of the transaction; False while a twin holds it."""
    lock = int.from_bytes(name.id.bytes[:8], "big", signed=True)
    return bool(await session.scalar(_TAKE, {"lock": lock}))


async def kept_answer(session: AsyncSession, name: CallName) -> IdempotencyRecord | None:
    """Return the answer of an earlier call; one whose time is over is removed."""
    record = await session.scalar(_KEPT_ANSWER, asdict(name))
    if record is None or record.created_at >= datetime.now(UTC) - KEPT:
        return record
    await session.execute(delete(IdempotencyRecord).filter_by(**asdict(name)))
    session.expunge(record)
    return None


async def keep_answer(
    session: AsyncSession, name: CallName, *, body_hash: bytes, status: int, headers: Mapping[str, str], body: bytes
) -> None:
    """Store the answer of a successful call."""
    await session.execute(
        insert(IdempotencyRecord).values(
            **asdict(name),
            body_hash=body_hash,
            status=status,
            headers=dict(headers),
            body=body,
            created_at=datetime.now(UTC),
        )
    )
