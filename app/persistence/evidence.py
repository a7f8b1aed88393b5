"""The evidence store: files under the hash of their content, in a folder of the installation.

Order matters: the file first, then the row; a file without a row is an orphan and is swept after a grace time. Uploader
and sweeper meet at an advisory lock on the hash (:func:`lock_key`), so that no row can come to rest on a swept file.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore

__all__ = ["EvidenceStore", "lock_key"]

_CHUNK = 262_144


def lock_key(sha256: str) -> int:
    """Return the advisory lock of a hash."""
    return int.from_bytes(bytes.fromhex(sha256[:16]), "big", signed=True)


class EvidenceStore:
    """Reads and writes files by their SHA-256. Nothing is ever overwritten."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._store = LocalStore(prefix=folder)

    @staticmethod
    @lru_cache(maxsize=8)
    def at(folder: Path) -> "EvidenceStore":
        """Return the store of a folder, opened once per process."""
        return EvidenceStore(folder)

    @staticmethod
    def digest(content: bytes) -> str:
        """Return the SHA-256 of *content* as it names the file."""
        return hashlib.sha256(content).hexdigest()

    async def put(self, content: bytes) -> str:
        """Store *content* under its hash and return it. A file that is there already is the same file."""
        sha256 = self.digest(content)
        with suppress(AlreadyExistsError):
            await obstore.put_async(self._store, _path(sha256), content, mode="create", use_multipart=False)
        return sha256

    async def stream(self, sha256: str) -> AsyncIterator[bytes]:
        """Open a file and return its chunks. Raises FileNotFoundError, before the first chunk, when it is missing."""
        found = await obstore.get_async(self._store, _path(sha256))

        async def chunks() -> AsyncIterator[bytes]:
            async for chunk in found.stream(min_chunk_size=_CHUNK):
                yield bytes(chunk)

        return chunks()

    async def files(self) -> AsyncIterator[tuple[str, datetime]]:
        """Yield the hash and the time of storing of every file."""
        async for batch in obstore.list(self._store):
            for entry in batch:
                name = str(entry["path"]).rsplit("/", 1)[-1]
                if len(name) == 64:
                    yield name, entry["last_modified"]

    async def remove(self, sha256: str) -> None:
        """Remove a file; only the sweep does."""
        await obstore.delete_async(self._store, _path(sha256))


def _path(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
