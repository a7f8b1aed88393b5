"""Password hashing with argon2id, off the event loop and never more than two at a time (64 MiB each)."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

__all__ = ["Passwords"]


class Passwords:
    """Hashes and checks passwords. ``cheap`` is for test suites only."""

    def __init__(self, *, cheap: bool = False) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()
        self._limit = asyncio.Semaphore(2)
        self._decoy = self._hasher.hash("no such account")

    async def hash(self, password: str) -> str:
        """Return the encoded argon2id hash of *password*."""
        async with self._limit:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, encoded: str | None, password: str) -> bool:
        """Tell whether *password* fits; an unknown account (None) costs the same time and never fits."""
        async with self._limit:
            fits = await asyncio.to_thread(self._verify, encoded or self._decoy, password)
        return fits and encoded is not None

    def _verify(self, encoded: str, password: str) -> bool:
        try:
            return self._hasher.verify(encoded, password)
        except (VerificationError, InvalidHashError):
            return False
