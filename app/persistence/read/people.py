"""Read models of persons: lists by scope, one person, the roster and the history of any day."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from app.domain.organisations.levels import SCOPE_COLUMN, Level
from app.domain.people.names import folded, is_han
from app.persistence.read.lane import Reader, one_page

__all__ = [
    "ITEM",
    "PeopleFilter",
    "count",
    "duplicates",
    "episodes",
    "name_search",
    "people",
    "person",
    "restrictions",
    "roster",
]

COUNT_CAP = 10_000

_SHOWN = """json_build_object(
  'id', p.id, 'name', p.name, 'name_pinyin', p.name_pinyin, 'sex', p.sex, 'born_on', p.born_on,
  'citizen_number', p.citizen_number_mask, 'phone', p.phone_mask, 'ethnic_code', p.ethnic_code,
  'education_code', p.education_code, 'education_level', p.education_level, 'occupation', p.occupation,
  'sector', p.sector, 'work_unit', p.work_unit, 'status', p.status, 'left_kind', p.left_kind,
  'status_since', p.status_since, 'joined_on', p.joined_on, 'converted_on', p.converted_on,
  'branch_id', p.branch_id, 'group_id', p.group_id, 'version', p.version)::text"""
ITEM = f"{_SHOWN} AS item"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Filters of the list of persons."""

    organisation_id: UUID | None = None
    group_id: UUID | None = None
    status: tuple[str, ...] = ()
    members_only: bool = False
    sex: str | None = None
    q: str | None = None


def _prefix(text: str) -> str:
    """Escape *text* for LIKE and let anything follow."""
    return re.sub(r"([\\%_])", r"\\\1", text) + "%"


def name_search(q: str, start: int) -> tuple[str, list[object]]:
    """Return the condition of a search: a name in characters by its folded key, letters by pinyin or initials."""
    key = folded(q.replace("ü", "v").replace("Ü", "v"))
    if not key:
        return "false", []
    if any(is_han(character) for character in key) or not key.isascii():
        return f"p.name_folded LIKE ${start}", [_prefix(key)]
    return f"(p.name_full LIKE ${start} OR p.name_initials LIKE ${start})", [_prefix(key)]


async def _where(reader: Reader, wanted: PeopleFilter) -> tuple[list[str], list[object]]:
    within = await reader.within(wanted.organisation_id)
    scope = reader.condition("p", within=within, group_column="group_id")
    parts, values = [scope.text, "p.merged_into_id IS NULL"], list(scope.values)

    def add(condition: str, value: object) -> None:
        values.append(value)
        parts.append(condition.format(f"${len(values)}"))

    if wanted.members_only:
        parts.append("p.is_member")
    if wanted.status:
        add("p.status = ANY({}::text[])", list(wanted.status))
    if wanted.group_id is not None:
        add("p.group_id = {}", wanted.group_id)
    if wanted.sex is not None:
        add("p.sex = {}", wanted.sex)
    if wanted.q is not None:
        condition, found = name_search(wanted.q, len(values) + 1)
        parts.append(condition)
        values += found
    return parts, values


async def people(
    reader: Reader, wanted: PeopleFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` persons in the order of their pinyin, with the columns of the cursor."""
    parts, values = await _where(reader, wanted)
    page = one_page(parts, values, ("p.name_pinyin", "p.id"), after=after, limit=limit)
    statement = f"""SELECT {ITEM}, p.name_pinyin, p.id FROM persons p
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


async def count(reader: Reader, wanted: PeopleFilter) -> tuple[int, bool]:
    """Return how many persons match, and whether the count was capped."""
    parts, values = await _where(reader, wanted)
    statement = f"""SELECT count(*) FROM (
 SELECT 1 FROM persons p WHERE {" AND ".join(parts)} LIMIT {COUNT_CAP + 1}) AS capped"""
    found = int(await reader.pool.fetchval(statement, *values))
    return min(found, COUNT_CAP), found > COUNT_CAP


_ONE = f"""SELECT {ITEM}, p.version, p.id AS person_id,
  county_id, committee_id, sub_committee_id, general_branch_id, branch_id, p.group_id
  FROM persons p WHERE p.id = $1"""


async def person(reader: Reader, person_id: UUID) -> tuple[str, int]:
    """Return one person as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, person_id, "people.not-found")
    return row["item"], row["version"]


_EPISODES = """SELECT json_build_object(
  'id', e.id, 'branch_id', e.branch_id, 'branch_name', o.name, 'status', e.status, 'left_kind', e.left_kind,
  'from_on', e.from_on, 'until_on', e.until_on, 'cause', e.cause, 'case_id', e.case_id,
  'decision_number', e.decision_number, 'recorded_at', to_char(e.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'annulled', e.annulled_at IS NOT NULL, 'annul_reason', e.annul_reason)::text AS item
  FROM membership_episodes e JOIN organisations o ON o.id = e.branch_id
 WHERE e.person_id = $1 ORDER BY e.from_on, e.recorded_at, e.id"""


async def episodes(reader: Reader, person_id: UUID) -> list[asyncpg.Record]:
    """Return a person's episodes, annulled ones too, in order."""
    await reader.visible_row(_ONE, person_id, "people.not-found")
    rows: list[asyncpg.Record] = await reader.pool.fetch(_EPISODES, person_id)
    return rows


_RESTRICTIONS = """SELECT json_build_object(
  'id', r.id, 'person_id', r.person_id, 'kind', r.kind, 'from_on', r.from_on, 'until_on', r.until_on,
  'decision_number', r.decision_number, 'end_decision_number', r.end_decision_number, 'version', r.version)::text AS item
  FROM membership_restrictions r WHERE r.person_id = $1 ORDER BY r.from_on, r.id"""


async def restrictions(reader: Reader, person_id: UUID) -> list[asyncpg.Record]:
    """Return a person's restrictions in order."""
    await reader.visible_row(_ONE, person_id, "people.not-found")
    rows: list[asyncpg.Record] = await reader.pool.fetch(_RESTRICTIONS, person_id)
    return rows


async def duplicates(
    reader: Reader, *, state: str | None, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return possible duplicates of the caller's subtree, the oldest first."""
    scope = reader.condition("d")
    parts, values = [scope.text], list(scope.values)
    if state is not None:
        values.append(state)
        parts.append(f"d.state = ${len(values)}")
    page = one_page(parts, values, ("d.id",), after=after, limit=limit)
    statement = f"""SELECT json_build_object('id', d.id, 'state', d.state,
   'persons', json_build_array(
      json_build_object('id', a.id, 'name', a.name, 'status', a.status, 'branch_id', a.branch_id),
      json_build_object('id', b.id, 'name', b.name, 'status', b.status, 'branch_id', b.branch_id)),
   'kept_person_id', d.kept_person_id, 'note', d.note, 'version', d.version)::text AS item, d.id
  FROM possible_duplicates d
  JOIN persons a ON a.id = d.first_person_id JOIN persons b ON b.id = d.second_person_id
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


async def roster(
    reader: Reader,
    organisation_id: UUID,
    day: date,
    *,
    status: tuple[str, ...],
    after: tuple[object, ...] | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Return who belonged to an organisation on *day*, with the status and branch of that day.

    The organisation is the caller's now; what stood below it is taken from the placements of the day.
    """
    within = await reader.within(organisation_id)
    level = within.level if within is not None else Level.BRANCH
    values: list[object] = [day, organisation_id, list(status)]
    if level is Level.GROUP:
        inside = """EXISTS (SELECT 1 FROM group_assignments g WHERE g.person_id = e.person_id AND g.group_id = $2
              AND g.from_on <= $1 AND (g.until_on IS NULL OR g.until_on > $1))"""
    else:
        inside = f"pl.{SCOPE_COLUMN[level]} = $2"
    parts = [
        "e.annulled_at IS NULL AND e.from_on <= $1 AND (e.until_on IS NULL OR e.until_on > $1)",
        "e.status = ANY($3::text[])",
        inside,
    ]
    page = one_page(parts, values, ("p.name_pinyin", "p.id"), after=after, limit=limit)
    statement = f"""SELECT json_build_object('person_id', p.id, 'name', p.name, 'name_pinyin', p.name_pinyin,
   'sex', p.sex, 'status', e.status, 'since', e.from_on, 'branch_id', e.branch_id, 'branch_name', pl.name)::text AS item,
   p.name_pinyin, p.id
  FROM membership_episodes e
  JOIN persons p ON p.id = e.person_id
  JOIN organisation_placements pl ON pl.organisation_id = e.branch_id
   AND pl.from_on <= $1 AND (pl.until_on IS NULL OR pl.until_on > $1)
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows
