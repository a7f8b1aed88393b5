"""Read models of the register of application forms."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.persistence.read.lane import Reader, one_page

__all__ = ["FormFilter", "form", "form_range", "forms", "ranges"]

_INSTANT = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

_RANGE = f"""
  'id', r.id, 'holder_id', r.holder_id, 'series', r.series, 'width', r.width, 'first_number', r.first_number,
  'last_number', r.last_number, 'next_number', r.next_number, 'happened_on', r.happened_on, 'closed_on', r.closed_on,
  'close_reason', r.close_reason, 'recorded_at', {_INSTANT.format("r.recorded_at")}, 'recorded_by', r.recorded_by,
  'version', r.version"""

_FORM = f"""
  'id', f.id, 'range_id', f.range_id, 'series', f.series, 'number', f.number, 'width', f.width,
  'printed', (CASE WHEN f.series = '' THEN '' ELSE f.series || '-' END) ||
     lpad(f.number::text, greatest(f.width, length(f.number::text)), '0'),
  'holder_id', f.holder_id, 'state', f.state, 'person_id', f.person_id, 'case_id', f.case_id,
  'happened_on', f.happened_on, 'voided_on', f.voided_on, 'voided_as', f.voided_as, 'reason', f.reason,
  'replaces_id', f.replaces_id, 'replaced_by_id', f.replaced_by_id,
  'recorded_at', {_INSTANT.format("f.recorded_at")}, 'recorded_by', f.recorded_by, 'version', f.version"""


@dataclass(frozen=True, slots=True)
class FormFilter:
    """What a list of forms is narrowed to."""

    organisation_id: UUID | None = None
    person_id: UUID | None = None
    case_id: UUID | None = None
    range_id: UUID | None = None
    state: str | None = None
    series: str | None = None
    number: int | None = None


async def ranges(
    reader: Reader, *, organisation_id: UUID | None, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` ranges, the newest first."""
    scope = reader.condition("r", within=await reader.within(organisation_id))
    parts, values = [scope.text], list(scope.values)
    page = one_page(parts, values, ("r.id",), after=after, limit=limit, descending=True)
    statement = f"""SELECT json_build_object({_RANGE})::text AS item, r.id FROM application_form_ranges r
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


async def forms(
    reader: Reader, wanted: FormFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` forms, the newest first."""
    scope = reader.condition("f", within=await reader.within(wanted.organisation_id), own_column="person_id")
    parts, values = [scope.text], list(scope.values)
    for column in ("person_id", "case_id", "range_id", "state", "series", "number"):
        value = getattr(wanted, column)
        if value is not None:
            values.append(value)
            parts.append(f"f.{column} = ${len(values)}")
    page = one_page(parts, values, ("f.id",), after=after, limit=limit, descending=True)
    statement = f"""SELECT json_build_object({_FORM})::text AS item, f.id FROM application_forms f
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_SCOPE = "{0}.county_id, {0}.committee_id, {0}.sub_committee_id, {0}.general_branch_id, {0}.branch_id"
_ONE_RANGE = f"""SELECT json_build_object({_RANGE})::text AS item, r.version, {_SCOPE.format("r")}
  FROM application_form_ranges r WHERE r.id = $1"""
_ONE_FORM = f"""SELECT json_build_object({_FORM})::text AS item, f.version, f.person_id, {_SCOPE.format("f")}
  FROM application_forms f WHERE f.id = $1"""


async def form_range(reader: Reader, range_id: UUID) -> tuple[str, int]:
    """Return one range as JSON text with its version."""
    row = await reader.visible_row(_ONE_RANGE, range_id, "application-form-ranges.not-found")
    return row["item"], row["version"]


async def form(reader: Reader, form_id: UUID) -> tuple[str, int]:
    """Return one form as JSON text with its version."""
    row = await reader.visible_row(_ONE_FORM, form_id, "application-forms.not-found")
    return row["item"], row["version"]
