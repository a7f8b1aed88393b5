"""COPY of made rows into the tables of the models."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

import asyncpg

from app.persistence.base import Base

__all__ = ["batches", "copy_rows"]

T = TypeVar("T")
_BATCH = 10_000


def batches(items: Iterable[T], size: int = _BATCH) -> Iterator[list[T]]:
    """Yield *items* in lists of at most *size*."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


async def copy_rows(
    connection: "asyncpg.Connection[asyncpg.Record]", model: type[Base], rows: list[Mapping[str, object]]
) -> None:
    """COPY rows with the same keys into the table of *model*; columns that are not named stay NULL."""
    if not rows:
        return
    columns = list(rows[0])
    await connection.copy_records_to_table(
        model.__tablename__, records=[tuple(row[column] for column in columns) for row in rows], columns=columns
    )
