"""Cases that wait for their first step: copies of the demo county's one that is ready for it.

Every call moves another case, so both servers get a heap of their own. Rows are copied as they are, with new ids.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.core.ids import new_id

__all__ = ["STEP", "ReadyCase", "copies", "ready_case"]

STEP = "first_talk"
_ROWS = {
    "persons": "id = $2",
    "membership_episodes": "person_id = $2",
    "development_cases": "id = $1",
    "development_decisions": "case_id = $1",
    "development_steps": "case_id = $1",
    "case_facts": "case_id = $1",
    "case_findings": "case_id = $1",
    "documents": "case_id = $1",
    "tasks": "subject_id = $1",
}
"""The rows of a case, in the order in which they refer to one another; $1 is the case, $2 the person."""
_READY = f"""
SELECT c.id, c.person_id, c.branch_id, c.version FROM development_cases c
 WHERE c.state = 'open' AND c.step = '{STEP}'
   AND EXISTS (SELECT 1 FROM case_facts f WHERE f.case_id = c.id AND f.kind = '{STEP}')
 ORDER BY c.id LIMIT 1"""


@dataclass(frozen=True)
class ReadyCase:
    """A case whose first talk is recorded and not yet completed."""

    id: UUID
    person_id: UUID
    branch_id: UUID
    version: int


async def ready_case(connection: "asyncpg.Connection[asyncpg.Record]") -> ReadyCase:
    """Return the demo county's case that is ready. Raises LookupError when there is none."""
    row = await connection.fetchrow(_READY)
    if row is None:
        raise LookupError(f"no case is ready for {STEP}")
    return ReadyCase(*row)


async def copies(connection: "asyncpg.Connection[asyncpg.Record]", case: ReadyCase, number: int) -> list[UUID]:
    """Copy *case* that often and return the ids of the copies."""
    rows = {}
    for table, where in _ROWS.items():
        query = f"SELECT * FROM {table} WHERE {where} AND ($1::uuid, $2::uuid) IS NOT NULL"
        rows[table] = await connection.fetch(query, case.id, case.person_id)
    own = {row["id"] for found in rows.values() for row in found}
    renamed = [{old: new_id() for old in own} for _ in range(number)]
    async with connection.transaction():
        for table, found in rows.items():
            if found:
                await connection.copy_records_to_table(
                    table, records=_renamed(found, renamed), columns=list(found[0].keys())
                )
    return [names[case.id] for names in renamed]


def _renamed(rows: list[asyncpg.Record], renamed: list[dict[UUID, UUID]]) -> Iterator[tuple[object, ...]]:
    return (tuple(_value(value, names) for value in row.values()) for names in renamed for row in rows)


def _value(value: object, names: Mapping[UUID, UUID]) -> object:
    if isinstance(value, UUID):
        return names.get(value, value)
    if isinstance(value, list):
        return [_value(item, names) for item in value]
    if isinstance(value, str) and "-" in value:
        for old, new in names.items():
            value = value.replace(str(old), str(new))
    return value
