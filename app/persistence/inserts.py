"""Several new rows in one statement of the driver: the whole of a plain create, without the mapper's machinery.

The statement is made once for each sequence of models. The rows are known to the session afterwards, as if it had
written them: a later change to one of them is an UPDATE.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from asyncpg import IntegrityConstraintViolationError
from sqlalchemy import Column, Table, inspect
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import make_transient_to_detached

from app.persistence.base import Base
from app.persistence.session import CommandSession, note_written

__all__ = ["insert_rows"]

_DIALECT = asyncpg.dialect()  # type: ignore[no-untyped-call]
Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Field:
    """One column: the attribute that it is read from, its default, and how the driver wants its values."""

    name: str
    default: Callable[[], object] | None
    process: Processor | None

    @staticmethod
    def of(column: Column[Any], name: str) -> "_Field":
        if column.identity is not None or column.server_default is not None:
            raise TypeError(f"the database makes {column.name}: write {column.table.name} through the session")
        default: Callable[[], object] | None = None
        if column.default is not None:
            given = cast("Any", column.default).arg
            default = (lambda: given(None)) if callable(given) else (lambda: given)
        return _Field(name, default, column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT))

    def value(self, row: Base) -> object:
        """Return what is stored; what the row left out (a default, or nothing) is set on it too."""
        held = row.__dict__
        value = held.get(self.name)
        if value is None:  # the row is new and becomes an unchanged one: nothing needs to hear of this value
            value = held[self.name] = self.default() if self.default is not None else None
        return value if self.process is None or value is None else self.process(value)


@cache
def _insert(*models: type[Base]) -> tuple[str, tuple[tuple[_Field, ...], ...]]:
    """Return the statement that writes one row of each model, in this order, and their fields."""
    fields: list[tuple[_Field, ...]] = []
    parts: list[str] = []
    number = 0
    for model in models:
        table = cast(Table, model.__table__)
        mapper = inspect(model)
        fields.append(tuple(_Field.of(column, mapper.get_property_by_column(column).key) for column in table.columns))
        marks = ", ".join(f"${number + place}" for place in range(1, len(table.columns) + 1))
        number += len(table.columns)
        parts.append(
            f"INSERT INTO {table.name} ({', '.join(column.name for column in table.columns)}) VALUES ({marks})"
        )
    *before, last = parts
    named = ", ".join(f"row_{place} AS ({part})" for place, part in enumerate(before))
    return (f"WITH {named} {last}" if named else last), tuple(fields)


async def insert_rows(session: CommandSession, rows: Sequence[Base]) -> None:
    """Write new rows now, in one round trip; a row may refer to another of them.

    Raises IntegrityError as the session would, TypeError for a table with columns that the database fills in.
    """
    statement, fields = _insert(*(type(row) for row in rows))
    values = [field.value(row) for row, own in zip(rows, fields, strict=True) for field in own]
    driver = await session.driver()
    try:
        await driver.execute(statement, *values)
    except IntegrityConstraintViolationError as error:
        raise IntegrityError(None, None, error) from error
    for row in rows:
        note_written(session.sync_session, row.__tablename__)
        make_transient_to_detached(row)
        session.add(row)
