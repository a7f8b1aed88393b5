"""Read models of operations."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.domain.identity.caller import CallerKind
from app.domain.identity.permissions import Permission
from app.domain.operations.facts import ASKED_WITH
from app.domain.shared.errors import Forbidden, NotFound
from app.persistence.read.lane import Reader, Row, one_page
from app.persistence.repositories.base import reaches
from app.persistence.scope import reach_sql, sees

__all__ = ["OperationFilter", "operation", "operations"]

_COLUMNS = """o.id, o.kind, o.state, o.percent, o.resource, o.result::text AS result, o.problem::text AS problem,
  o.recorded_at, o.started_at, o.ended_at, o.cancel_asked_at, o.version"""
_ONE = f"""
SELECT {_COLUMNS}, o.permission, o.recorded_by,
       o.county_id, o.committee_id, o.sub_committee_id, o.general_branch_id, o.branch_id
  FROM operations o WHERE o.id = $1
"""


async def operation(reader: Reader, operation_id: UUID) -> asyncpg.Record:
    """Return an operation to whoever has asked for it, or holds its permission where it stands.

    Raises NotFound outside the caller's subtree, Forbidden inside without the permission.
    """
    row = await reader.pool.fetchrow(_ONE, operation_id)
    if row is None:
        raise NotFound("operation.not-found")
    caller, permission = reader.caller, Permission(row["permission"])
    if row["recorded_by"] is not None and row["recorded_by"] == caller.user_id:
        return row
    if reaches(caller, permission, Row(row)):
        return row
    if not sees(caller, Row(row)):
        raise NotFound("operation.not-found")
    raise Forbidden(permission.value)


@dataclass(frozen=True, slots=True)
class OperationFilter:
    """What a list of operations is narrowed to."""

    organisation_id: UUID | None = None
    kinds: Sequence[str] = ()
    states: Sequence[str] = ()


async def operations(
    reader: Reader, wanted: OperationFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` operations, the newest first: the caller's own, and those whose permission the caller
    holds where they stand. Raises NotFound for an organisation outside the caller's subtree."""
    values: list[object] = []

    def bind(value: object) -> str:
        values.append(value)
        return f"${len(values)}"

    parts = [_visible(reader, values)]
    if (within := await reader.known(wanted.organisation_id)) is not None:
        below = reach_sql(reader.caller, reader.permission, alias="o", start=len(values) + 1, within=within)
        parts.append(below.text)
        values.extend(below.values)
    if wanted.kinds:
        parts.append(f"o.kind = ANY({bind(list(wanted.kinds))})")
    if wanted.states:
        parts.append(f"o.state = ANY({bind(list(wanted.states))})")
    page = one_page(parts, values, ("o.id",), after=after, limit=limit, descending=True)
    rows: list[asyncpg.Record] = await reader.pool.fetch(
        f"SELECT {_COLUMNS} FROM operations o {page.text}", *page.values
    )
    return rows


def _visible(reader: Reader, values: list[object]) -> str:
    """Return the condition that :func:`operation` puts to one row, for a list; *values* get its parameters."""
    caller, options = reader.caller, []
    if caller.kind is not CallerKind.ANONYMOUS and caller.user_id is not None:
        values.append(caller.user_id)
        options.append(f"o.recorded_by = ${len(values)}")
    for permission in sorted(set(ASKED_WITH.values())):
        values.append(permission.value)
        named = f"o.permission = ${len(values)}"
        reached = reach_sql(caller, permission, alias="o", start=len(values) + 1)
        values.extend(reached.values)
        options.append(f"({named} AND {reached.text})")
    return f"({' OR '.join(options)})"
