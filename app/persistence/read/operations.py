"""Read model of operations."""

from uuid import UUID

import asyncpg

from app.domain.identity.permissions import Permission
from app.domain.shared.errors import Forbidden, NotFound
from app.persistence.read.lane import Reader, Row
from app.persistence.repositories.base import reaches
from app.persistence.scope import sees

__all__ = ["operation"]

_ONE = """
SELECT id, kind, state, percent, resource, subject_id, result::text AS result, problem::text AS problem, recorded_at,
       started_at, ended_at, cancel_asked_at, version, permission, recorded_by,
       county_id, committee_id, sub_committee_id, general_branch_id, branch_id
  FROM operations WHERE id = $1
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
