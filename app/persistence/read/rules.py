"""Read models of rules: the law of an organisation, adoptions, calendar years."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg
import orjson

from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Place
from app.domain.rules.tree import adoptions_for, bodies_of
from app.domain.shared.parameters import Law
from app.domain.shared.workdays import WorkCalendar
from app.persistence.calendars import CURRENT_YEARS, DAYS_OF_YEARS, known_calendar, remember
from app.persistence.read.lane import Reader, one_page
from app.persistence.repositories.rules import ADOPTIONS, STAYS, adoptions_of, stays_of

__all__ = ["AdoptionFilter", "adoption", "adoptions", "calendar", "calendar_year", "law_for_reading"]

_PLACE = """SELECT level, county_id, committee_id, sub_committee_id, general_branch_id, branch_id
 FROM organisations WHERE id = $1"""


async def calendar(reader: Reader) -> WorkCalendar:
    """Return the calendar of all loaded years."""
    rows = await reader.pool.fetch(CURRENT_YEARS)
    ids = frozenset(UUID(bytes=row["id"].bytes) for row in rows)
    found = known_calendar(ids)
    if found is None:
        days = await reader.pool.fetch(DAYS_OF_YEARS.format(ids="$1"), list(ids))
        found = remember(ids, (row["year"] for row in rows), ((row["day"], row["kind"]) for row in days))
    return found


async def law_for_reading(reader: Reader, organisation_id: UUID | None) -> Law:
    """Return the law of an organisation that the caller reaches or belongs to; the national one where none is named."""
    known = await calendar(reader)
    if organisation_id is None:
        return Law.of(known)
    if await _binds_the_caller(reader, organisation_id):
        row = await reader.pool.fetchrow(_PLACE, organisation_id)
    else:
        row = await reader.visible_row(_PLACE, organisation_id, "organisations.not-found")
    place = Place(**{SCOPE_COLUMN[level]: row[SCOPE_COLUMN[level]] for level in SCOPE_LEVELS})
    stays = stays_of(place, [dict(found) for found in await reader.pool.fetch(STAYS.format(id="$1"), organisation_id)])
    rows = await reader.pool.fetch(ADOPTIONS.format(ids="$1::uuid[]"), bodies_of(stays))
    return Law.of(known, adoptions_for(stays, adoptions_of(_plain(found) for found in rows)))


_OWN_PLACE = """SELECT county_id, committee_id, sub_committee_id, general_branch_id, branch_id
 FROM persons WHERE id = $1 AND merged_into_id IS NULL"""


async def _binds_the_caller(reader: Reader, organisation_id: UUID) -> bool:
    """Tell whether a body is the caller's own branch or stands above it: its rules bind a member, who may read them."""
    if reader.permission not in reader.caller.own_permissions:
        return False
    row = await reader.pool.fetchrow(_OWN_PLACE, reader.caller.person_id)
    return row is not None and organisation_id in tuple(row)


def _plain(row: asyncpg.Record) -> Mapping[str, object]:
    found = dict(row.items())
    if isinstance(found["value"], str):
        found["value"] = orjson.loads(found["value"])
    return found


@dataclass(frozen=True, slots=True)
class AdoptionFilter:
    """Which adoptions to list."""

    organisation_id: UUID | None = None
    parameter: str | None = None
    profile: str | None = None
    on: date | None = None


_ITEM = """json_build_object(
  'id', a.id, 'organisation_id', a.organisation_id, 'organisation_name', o.name, 'decision_id', a.decision_id,
  'decision_number', d.decision_number, 'decided_on', d.decided_on, 'profile', d.profile,
  'late_reason', d.late_reason, 'parameter', a.parameter_id, 'value', a.value, 'note', a.note,
  'effective_from', a.effective_from, 'effective_to', a.effective_to,
  'end_decision_number', a.end_decision_number, 'end_reason', a.end_reason,
  'recorded_at', to_char(a.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'version', a.version)::text AS item"""
_FROM = """FROM rule_adoptions a
 JOIN rule_decisions d ON d.id = a.decision_id JOIN organisations o ON o.id = a.organisation_id"""


async def adoptions(
    reader: Reader, wanted: AdoptionFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` adoptions, the latest recorded first, with ``id`` for the cursor."""
    within = await reader.within(wanted.organisation_id)
    scope = reader.condition("a", within=within)
    parts, values = [scope.text], list(scope.values)
    for column, value in (("a.parameter_id", wanted.parameter), ("d.profile", wanted.profile)):
        if value is not None:
            values.append(value)
            parts.append(f"{column} = ${len(values)}")
    if wanted.on is not None:
        values.append(wanted.on)
        day = f"${len(values)}::date"
        parts.append(f"a.effective_from <= {day} AND (a.effective_to IS NULL OR a.effective_to >= {day})")
    page = one_page(parts, values, ("a.id",), after=after, limit=limit, descending=True)
    rows: list[asyncpg.Record] = await reader.pool.fetch(f"SELECT {_ITEM}, a.id {_FROM} {page.text}", *page.values)
    return rows


_ONE = f"""SELECT {_ITEM}, a.version, a.county_id, a.committee_id, a.sub_committee_id, a.general_branch_id, a.branch_id
 {_FROM} WHERE a.id = $1"""


async def adoption(reader: Reader, adoption_id: UUID) -> tuple[str, int]:
    """Return one adoption as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, adoption_id, "rule-adoptions.not-found")
    return row["item"], row["version"]


_YEAR = """SELECT y.revision, json_build_object(
  'year', y.year, 'version', y.revision, 'source', y.source, 'reason', y.reason,
  'working_days', (make_date(y.year, 12, 31) - make_date(y.year, 1, 1) + 1)
     - (SELECT count(*) FROM generate_series(make_date(y.year, 1, 1), make_date(y.year, 12, 31), '1 day') d
         WHERE extract(isodow FROM d) >= 6)
     - (SELECT count(*) FROM calendar_days c WHERE c.calendar_year_id = y.id AND c.kind = 'off'
           AND extract(isodow FROM c.day) < 6)
     + (SELECT count(*) FROM calendar_days c WHERE c.calendar_year_id = y.id AND c.kind = 'work'),
  'holidays', (SELECT coalesce(json_agg(c.day ORDER BY c.day), '[]') FROM calendar_days c
     WHERE c.calendar_year_id = y.id AND c.kind = 'off'),
  'makeup_days', (SELECT coalesce(json_agg(c.day ORDER BY c.day), '[]') FROM calendar_days c
     WHERE c.calendar_year_id = y.id AND c.kind = 'work'))::text AS item
  FROM calendar_years y WHERE y.year = $1 AND y.superseded_at IS NULL"""


async def calendar_year(reader: Reader, year: int) -> tuple[str, int] | None:
    """Return a loaded year as JSON text with its revision, or None when it is not loaded."""
    row = await reader.pool.fetchrow(_YEAR, year)
    return None if row is None else (row["item"], row["revision"])
