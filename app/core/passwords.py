"""Password hashing with argon2id, off the event loop and never more than two at a time (64 MiB each)."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

__all__ = ["Passwords", "TooBusy"]


class TooBusy(Exception):
    """More passwords wait to be checked than is worth waiting for."""


class Passwords:
    """Hashes and checks passwords. ``cheap`` is for test suites only."""

    def __init__(self, *, cheap: bool = False, most_waiting: int = 40) -> None:
        self._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cheap else PasswordHasher()
        self._limit = asyncio.Semaphore(2)
        self._most_waiting = most_waiting
        self._waiting = 0
        self._decoy = self._hasher.hash("no such account")

    async def hash(self, password: str) -> str:
        """Return the encoded argon2id hash of *password*."""
        async with self._turn():
            return await asyncio.to_thread(self._hasher.hash, _one_form(password))

    async def matches(self, encoded: str | None, password: str) -> bool:
        """Tell whether *password* fits; an unknown account (None) costs the same time and never fits."""
        async with self._turn():
            fits = await asyncio.to_thread(self._verify, encoded or self._decoy, password)
        return fits and encoded is not None

    @property
    def busy(self) -> bool:
        """Whether so many wait already that another would be refused."""
        return self._waiting >= self._most_waiting

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self.busy:
            raise TooBusy
        self._waiting += 1
        try:
            async with self._limit:
                yield
        finally:
            self._waiting -= 1

    def _verify(self, encoded: str, password: str) -> bool:
        try:
            return self._hasher.verify(encoded, _one_form(password))
        except (VerificationError, InvalidHashError):
            return False


def _one_form(password: str) -> str:
    """Return the form that is hashed: one machine types é as one character and another as two (RFC 8265: NFC)."""
    return unicodedata.normalize("NFC", password)
