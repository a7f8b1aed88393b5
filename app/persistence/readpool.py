"""The pool of the read lane: a reader who finds every connection taken waits for five seconds and no longer."""

import asyncpg
from asyncpg.pool import PoolAcquireContext

__all__ = ["ReadPool"]

_WAIT_SECONDS = 5.0


class ReadPool(asyncpg.Pool):  # type: ignore[misc]
    """asyncpg's pool waits for ever; under overload the caller is better told to come back (503)."""

    def acquire(self, *, timeout: float | None = None) -> PoolAcquireContext:
        """Return a connection. Raises TimeoutError when none becomes free in time."""
        if timeout is None and self.get_idle_size() == 0 and self.get_size() >= self.get_max_size():
            timeout = _WAIT_SECONDS
        return super().acquire(timeout=timeout)

    @staticmethod
    def of(dsn: str, **options: object) -> "ReadPool":
        """Return a pool to be awaited, with asyncpg's defaults where *options* say nothing."""
        given: dict[str, object] = {
            "min_size": 1,
            "max_size": 10,
            "max_queries": 50_000,
            "max_inactive_connection_lifetime": 300.0,
            "setup": None,
            "init": None,
            "loop": None,
            "connection_class": asyncpg.Connection,
            "record_class": asyncpg.Record,
        }
        return ReadPool(dsn, **{**given, **options})
