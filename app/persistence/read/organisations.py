"""Read models of organisations."""

from uuid import UUID

import asyncpg

from app.persistence.read.lane import Reader, keyset

__all__ = ["ITEM", "organisation", "organisations"]

ITEM = """json_build_object(
  'id', o.id, 'parent_id', o.parent_id, 'kind', o.kind, 'level', o.level, 'classification', o.classification,
  'code', o.code, 'name', o.name, 'short_name', o.short_name, 'approval_power', o.approval_power, 'state', o.state,
  'founded_on', o.founded_on, 'ended_on', o.ended_on, 'version', o.version)::text AS item"""


async def organisations(
    reader: Reader, *, parent_id: UUID | None, kind: str | None, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` organisations in the order of their codes, with ``code`` and ``id`` for the cursor."""
    scope = reader.condition("o")
    parts, values = [scope.text], list(scope.values)
    for column, value in (("parent_id", parent_id), ("kind", kind)):
        if value is not None:
            values.append(value)
            parts.append(f"o.{column} = ${len(values)}")
    if after is not None:
        parts.append(keyset(("o.code", "o.id"), len(values) + 1))
        values.extend(after)
    values.append(limit + 1)
    statement = f"""SELECT {ITEM}, o.code, o.id FROM organisations o
 WHERE {" AND ".join(parts)} ORDER BY o.code, o.id LIMIT ${len(values)}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *values)
    return rows


_ONE = f"""SELECT {ITEM}, o.version,
  county_id, committee_id, sub_committee_id, general_branch_id, branch_id FROM organisations o WHERE o.id = $1"""


async def organisation(reader: Reader, organisation_id: UUID) -> tuple[str, int]:
    """Return one organisation as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, organisation_id, "organisations.not-found")
    return row["item"], row["version"]
