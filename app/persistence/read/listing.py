"""Lists that show the newest first, narrowed to a subtree and to equal columns; and single rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.persistence.read.lane import Reader, one_page
from app.persistence.scope import SqlCondition

__all__ = ["EDITION_COLUMNS", "INSTANT", "Newest"]

INSTANT = '\'YYYY-MM-DD"T"HH24:MI:SS.US"Z"\''
"""Format of an instant in UTC for ``to_char``."""

EDITION_COLUMNS = f"""
  'id', r.id, 'case_id', r.case_id, 'person_id', r.person_id, 'happened_on', r.happened_on,
  'edition', r.edition, 'standing', r.standing, 'supersedes_id', r.supersedes_id,
  'correction_reason', r.correction_reason, 'late_reason', r.late_reason,
  'recorded_at', to_char(r.recorded_at AT TIME ZONE 'UTC', {INSTANT}), 'recorded_by', r.recorded_by,
  'version', r.version"""
"""Members of a fact that is corrected by a new edition (``models/editions.py``), for ``json_build_object``."""


@dataclass(frozen=True, slots=True)
class Newest:
    """A resource whose rows stand in ``table`` as ``r``: ``item`` is the SQL of its JSON object."""

    table: str
    item: str
    missing: str

    async def page(
        self,
        reader: Reader,
        filters: Mapping[str, object],
        *,
        organisation_id: UUID | None,
        after: tuple[object, ...] | None,
        limit: int,
        besides: Callable[[int], SqlCondition] | None = None,
    ) -> list[asyncpg.Record]:
        """Return up to ``limit + 1`` rows with ``item`` and ``id``. ``besides`` makes another condition whose
        parameters begin at the number that it is given.
        """
        scope = reader.condition("r", within=await reader.within(organisation_id))
        values, parts = list(scope.values), [scope.text]
        for column, value in filters.items():
            if value is not None:
                values.append(value)
                parts.append(f"r.{column} = ${len(values)}")
        if besides is not None:
            further = besides(len(values) + 1)
            parts.append(further.text)
            values.extend(further.values)
        page = one_page(parts, values, ("r.id",), after=after, limit=limit, descending=True)
        statement = f"""SELECT ({self.item})::text AS item, r.id FROM {self.table} r
 {page.text}"""
        rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
        return rows

    async def one(self, reader: Reader, row_id: UUID) -> tuple[str, int]:
        """Return one row as JSON text with its version. Raises NotFound or Forbidden."""
        statement = f"""SELECT ({self.item})::text AS item, r.version,
  r.county_id, r.committee_id, r.sub_committee_id, r.general_branch_id, r.branch_id
  FROM {self.table} r WHERE r.id = $1"""
        row = await reader.visible_row(statement, row_id, self.missing)
        return row["item"], row["version"]
