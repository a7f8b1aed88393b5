"""Read models of organisations: as they stand now, and as they stood on any past day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg
import orjson

from app.domain.identity.caller import Reach
from app.domain.organisations.levels import SCOPE_COLUMN, Level
from app.domain.shared.errors import NotFound
from app.persistence.read.lane import Reader, one_page

__all__ = ["ITEM", "OrganisationFilter", "changes", "organisation", "organisations", "tree"]

ITEM = """json_build_object(
  'id', o.id, 'parent_id', o.parent_id, 'kind', o.kind, 'level', o.level, 'classification', o.classification,
  'code', o.code, 'name', o.name, 'short_name', o.short_name, 'approval_power', o.approval_power, 'state', o.state,
  'founded_on', o.founded_on, 'ended_on', o.ended_on, 'units_covered', o.units_covered,
  'version', o.version)::text AS item"""


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Filters of the list; only active bodies unless a state is named."""

    parent_id: UUID | None = None
    within_id: UUID | None = None
    kind: str | None = None
    classification: str | None = None
    approval_power: bool | None = None
    state: str | None = None
    on: date | None = None
    """The past day to look at; names, places and power are those of the day."""


async def organisations(
    reader: Reader, wanted: OrganisationFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` organisations in the order of their codes, with ``code`` and ``id`` for the cursor."""
    within = await reader.within(wanted.within_id)
    if wanted.on is not None:
        return await _on_day(reader, wanted, wanted.on, within, after=after, limit=limit)
    scope = reader.condition("o", within=within, group_column="id")
    parts, values = [scope.text], list(scope.values)
    filters: tuple[tuple[str, object], ...] = (
        ("parent_id", wanted.parent_id),
        ("kind", wanted.kind),
        ("classification", wanted.classification),
        ("approval_power", wanted.approval_power),
        ("state", wanted.state or "active"),
    )
    for column, value in filters:
        if value is not None:
            values.append(value)
            parts.append(f"o.{column} = ${len(values)}")
    page = one_page(parts, values, ("o.code", "o.id"), after=after, limit=limit)
    statement = f"""SELECT {ITEM}, o.code, o.id FROM organisations o
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ITEM_OF_DAY = """json_build_object(
  'id', o.id, 'parent_id', pl.parent_id, 'kind', pl.kind, 'level', o.level, 'classification', pl.classification,
  'code', pl.code, 'name', pl.name, 'short_name', pl.short_name, 'approval_power', pl.approval_power, 'state', 'active',
  'founded_on', o.founded_on, 'ended_on', o.ended_on, 'units_covered', o.units_covered,
  'version', o.version)::text AS item"""


async def _on_day(
    reader: Reader,
    wanted: OrganisationFilter,
    day: date,
    within: Reach | None,
    *,
    after: tuple[object, ...] | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Return the bodies that stood in the caller's subtree on *day*, as they were then."""
    scope = reader.condition("pl", within=within, group_column="organisation_id")
    parts, values = [scope.text], [*scope.values, day]
    parts.append(f"pl.from_on <= ${len(values)} AND (pl.until_on IS NULL OR pl.until_on > ${len(values)})")
    filters: tuple[tuple[str, object], ...] = (
        ("parent_id", wanted.parent_id),
        ("kind", wanted.kind),
        ("classification", wanted.classification),
        ("approval_power", wanted.approval_power),
    )
    for column, value in filters:
        if value is not None:
            values.append(value)
            parts.append(f"pl.{column} = ${len(values)}")
    page = one_page(parts, values, ("pl.code", "pl.organisation_id"), after=after, limit=limit)
    statement = f"""SELECT {_ITEM_OF_DAY}, pl.code, pl.organisation_id AS id
  FROM organisation_placements pl JOIN organisations o ON o.id = pl.organisation_id
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ONE = f"""SELECT {ITEM}, o.version,
  county_id, committee_id, sub_committee_id, general_branch_id, branch_id,
  CASE WHEN o.level = 'group' THEN o.id END AS group_id FROM organisations o WHERE o.id = $1"""


async def organisation(reader: Reader, organisation_id: UUID) -> tuple[str, int]:
    """Return one organisation as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, organisation_id, "organisations.not-found")
    return row["item"], row["version"]


_DAY_ITEM = """json_build_object(
  'id', pl.organisation_id, 'parent_id', pl.parent_id, 'kind', pl.kind, 'classification', pl.classification,
  'code', pl.code, 'name', pl.name, 'short_name', pl.short_name, 'approval_power', pl.approval_power,
  'from_on', pl.from_on, 'until_on', pl.until_on)::text AS item"""

_MOST = 20_000
"""Bodies of a county on one day: far more than any county has, a bound all the same."""


async def tree(reader: Reader, organisation_id: UUID, day: date, depth: int) -> bytes:
    """Return a body with what stood below it on *day*, nested, as JSON. Raises NotFound where it did not stand yet."""
    within = await reader.within(organisation_id)
    level = within.level if within is not None else Level.GROUP
    below = "" if level is Level.GROUP else f" OR pl.{SCOPE_COLUMN[level]} = $2"
    statement = f"""SELECT {_DAY_ITEM} FROM organisation_placements pl
 WHERE pl.from_on <= $1 AND (pl.until_on IS NULL OR pl.until_on > $1) AND (pl.organisation_id = $2{below})
 ORDER BY pl.code, pl.organisation_id LIMIT {_MOST}"""
    rows = await reader.pool.fetch(statement, day, organisation_id)
    nodes: dict[str, dict[str, object]] = {}
    children: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        node: dict[str, object] = orjson.loads(row["item"])
        nodes[str(node["id"])] = node
        children.setdefault(str(node["parent_id"]), []).append(node)
    root = nodes.get(str(organisation_id))
    if root is None:
        raise NotFound("organisations.not-found")
    front, left = [root], depth
    while front:
        following = []
        for node in front:
            node["children"] = children.get(str(node["id"]), []) if left > 0 else []
            following += children.get(str(node["id"]), []) if left > 0 else []
        front, left = following, left - 1
    return orjson.dumps(root)


_CHANGES = """SELECT json_build_object(
  'id', c.id, 'organisation_id', c.organisation_id, 'kind', c.kind, 'decision_number', c.decision_number,
  'decided_on', c.decided_on, 'effective_on', c.happened_on, 'reason', c.reason, 'before', c.before, 'after', c.after,
  'recorded_at', to_char(c.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))::text AS item
  FROM organisation_changes c WHERE c.organisation_id = $1 ORDER BY c.happened_on, c.id"""


async def changes(reader: Reader, organisation_id: UUID) -> list[asyncpg.Record]:
    """Return the decisions that changed a body, in order."""
    await reader.visible_row(_ONE, organisation_id, "organisations.not-found")
    rows: list[asyncpg.Record] = await reader.pool.fetch(_CHANGES, organisation_id)
    return rows
