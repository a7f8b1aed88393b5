"""Read models of roster imports."""

from uuid import UUID

import asyncpg

from app.persistence.read.lane import Reader, one_page

__all__ = ["ITEM", "bad_rows", "roster_import", "roster_imports", "rows"]

ITEM = """json_build_object(
  'id', i.id, 'organisation_id', i.organisation_id, 'file_name', i.file_name, 'file_hash', i.file_hash,
  'file_size', i.file_size, 'format', i.format, 'missing_day', i.options->>'missing_day',
  'ignored_columns', coalesce(i.options->'ignored_columns', '[]'::jsonb), 'state', i.state,
  'percent', CASE WHEN i.state IN ('checking', 'applying') THEN coalesce(o.percent, i.percent) ELSE i.percent END,
  'mode', i.mode, 'rows_total', i.rows_total, 'rows_good', i.rows_good, 'rows_known', i.rows_known,
  'rows_differ', i.rows_differ, 'rows_bad', i.rows_bad, 'rows_applied', i.rows_applied, 'problem', i.problem,
  'same_file_as', i.same_file_as, 'operation_id', i.operation_id, 'version', i.version)::text AS item"""


async def roster_imports(
    reader: Reader, organisation_id: UUID | None, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return imports of the caller's subtree, the newest first."""
    scope = reader.condition("i", within=await reader.within(organisation_id))
    parts, values = [scope.text], list(scope.values)
    page = one_page(parts, values, ("i.id",), after=after, limit=limit, descending=True)
    statement = f"""SELECT {ITEM}, i.id FROM roster_imports i LEFT JOIN operations o ON o.id = i.operation_id
 {page.text}"""
    found: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return found


_ONE = f"""SELECT {ITEM}, i.version, i.file_name, i.state IN ('checking', 'applying') AS moves,
  i.county_id, i.committee_id, i.sub_committee_id, i.general_branch_id, i.branch_id
  FROM roster_imports i LEFT JOIN operations o ON o.id = i.operation_id WHERE i.id = $1"""


async def roster_import(reader: Reader, import_id: UUID) -> tuple[str, int | None]:
    """Return one import as JSON text with its version; none while it is worked on, because ``percent`` moves without it
    and a kept answer would stand still. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, import_id, "roster-import.not-found")
    return row["item"], None if row["moves"] else row["version"]


async def rows(
    reader: Reader, import_id: UUID, state: str | None, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return rows of an import in the order of the sheet: number, state, problems, person."""
    await reader.visible_row(_ONE, import_id, "roster-import.not-found")
    parts, values = ["r.import_id = $1"], [import_id]
    arguments: list[object] = [*values]
    if state is not None:
        arguments.append(state)
        parts.append(f"r.state = ${len(arguments)}")
    page = one_page(parts, arguments, ("r.row_number",), after=after, limit=limit)
    statement = f"""SELECT r.row_number, r.state, r.problems::text AS problems, r.person_id FROM roster_import_rows r
 {page.text}"""
    found: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return found


async def bad_rows(reader: Reader, import_id: UUID) -> list[asyncpg.Record]:
    """Return every row that can't be imported, with its problems."""
    await reader.visible_row(_ONE, import_id, "roster-import.not-found")
    found: list[asyncpg.Record] = await reader.pool.fetch(
        """SELECT row_number, problems::text AS problems FROM roster_import_rows
            WHERE import_id = $1 AND state IN ('bad', 'differs') ORDER BY row_number""",
        import_id,
    )
    return found
