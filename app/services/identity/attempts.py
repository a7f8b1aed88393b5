"""Lockout: how often a name may be tried before it rests.

An attempt counts before the password is looked at and is forgiven when it was right. Within one process the attempts of
one name go one after the other, so that several honest sign-ins at once do not lock each other out.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

import asyncpg

from app.core.config import Settings
from app.core.crypto import Keys
from app.domain.shared.errors import TooManyAttempts
from app.persistence.login_attempts import count_attempt, forget_attempts

__all__ = ["Attempts"]


@dataclass
class Attempts:
    """Counts sign-ins by a keyed digest of the name that was given, whether an account of that name exists or not."""

    pool: "asyncpg.Pool[asyncpg.Record]"
    keys: Keys
    settings: Settings
    _turns: "WeakValueDictionary[bytes, asyncio.Lock]" = field(default_factory=WeakValueDictionary)

    @asynccontextmanager
    async def one(self, kind: str, name: str) -> AsyncIterator[None]:
        """Make one attempt for *name*. Raises TooManyAttempts while it is locked."""
        digest = self._digest(kind, name)
        turn = self._turns.setdefault(digest, asyncio.Lock())
        async with turn:
            until = await count_attempt(
                self.pool,
                digest,
                most=self.settings.login_attempts,
                lockout=timedelta(seconds=self.settings.login_lockout_seconds),
            )
            if until is not None:
                left = (until - datetime.now(UTC)).total_seconds()
                raise TooManyAttempts(max(1, int(left) + 1), "identity.locked-out")
            yield

    async def forgive(self, kind: str, name: str) -> None:
        """Forget the attempts made for *name*."""
        await forget_attempts(self.pool, self._digest(kind, name))

    def _digest(self, kind: str, name: str) -> bytes:
        return self.keys.digest(f"login-attempt:{kind}:{name}".encode("utf-8", "replace"))
