"""Lockout: how often a name may be tried from one address, and from all of them together, before it rests.

Who guesses locks his own address out first: the owner, at another one, still gets in until very many have guessed from
everywhere. An attempt counts before the password is looked at and is forgiven when it was right. Within one process the attempts of
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
from app.persistence.login_attempts import count_attempt, forget_all_attempts, forget_attempts

__all__ = ["Attempts"]


@dataclass
class Attempts:
    """Counts sign-ins by a keyed digest of the name that was given, whether an account of that name exists or not."""

    pool: "asyncpg.Pool[asyncpg.Record]"
    keys: Keys
    settings: Settings
    _turns: "WeakValueDictionary[bytes, asyncio.Lock]" = field(default_factory=WeakValueDictionary)

    @asynccontextmanager
    async def one(self, kind: str, name: str, address: str) -> AsyncIterator[None]:
        """Make one attempt for *name* from *address*. Raises TooManyAttempts while it is locked."""
        everywhere, here = self._keys(kind, name, address)
        turn = self._turns.setdefault(everywhere, asyncio.Lock())
        async with turn:
            await self._count(here, self.settings.login_attempts)
            await self._count(everywhere, max(self.settings.login_attempts, self.settings.login_attempts_everywhere))
            yield

    async def forgive(self, kind: str, name: str, address: str) -> None:
        """Forget the attempts made for *name*, those of other addresses only in the sum."""
        await forget_attempts(self.pool, self._keys(kind, name, address))

    async def lift(self, kind: str, name: str) -> None:
        """Forget all attempts made for *name*, from wherever."""
        await forget_all_attempts(self.pool, self._digest(f"{kind}:{name}"))

    async def _count(self, key: bytes, most: int) -> None:
        lockout = timedelta(seconds=self.settings.login_lockout_seconds)
        until = await count_attempt(self.pool, key, most=most, lockout=lockout)
        if until is not None:
            left = (until - datetime.now(UTC)).total_seconds()
            raise TooManyAttempts(max(1, int(left) + 1), "identity.locked-out")

    def _keys(self, kind: str, name: str, address: str) -> tuple[bytes, bytes]:
        """Return the keys of the name and of the name at an address; the first begins the second."""
        everywhere = self._digest(f"{kind}:{name}")
        return everywhere, everywhere + self._digest(f"address:{address}")

    def _digest(self, text: str) -> bytes:
        return self.keys.digest(f"login-attempt:{text}".encode("utf-8", "replace"))
