"""Read models of committee terms and of the posts around groups."""

from datetime import date
from uuid import UUID

import asyncpg

from app.domain.shared.errors import NotFound
from app.persistence.read.lane import Reader, one_page

__all__ = ["committee", "group_posts", "terms"]

_TERM = """'id', t.id, 'organisation_id', t.organisation_id, 'elected_on', t.elected_on, 'term_years', t.term_years,
  'due_on', t.due_on, 'decision_number', t.decision_number, 'delayed_until', t.delayed_until,
  'delay_decision_number', t.delay_decision_number, 'ended_on', t.ended_on, 'election_count', t.election_count,
  'version', t.version"""

_BODY = """SELECT id, county_id, committee_id, sub_committee_id, general_branch_id, branch_id,
       CASE WHEN level = 'group' THEN id END AS group_id
  FROM organisations WHERE id = $1"""


async def terms(
    reader: Reader,
    organisation_id: UUID | None,
    due_from: date | None,
    due_to: date | None,
    *,
    after: tuple[object, ...] | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Return running terms of the caller's subtree by the day of the next election."""
    scope = reader.condition("t", within=await reader.within(organisation_id))
    parts, values = [scope.text, "t.ended_on IS NULL"], list(scope.values)
    for condition, day in (("t.due_on >= ${}", due_from), ("t.due_on <= ${}", due_to)):
        if day is not None:
            values.append(day)
            parts.append(condition.format(len(values)))
    page = one_page(parts, values, ("t.due_on", "t.id"), after=after, limit=limit)
    statement = f"""SELECT json_build_object({_TERM})::text AS item, t.due_on, t.id FROM committee_terms t
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_COMMITTEE = f"""SELECT json_build_object({_TERM}, 'seats', coalesce((
    SELECT json_agg(json_build_object('id', s.id, 'term_id', s.term_id, 'person_id', s.person_id, 'name', p.name,
             'post', s.post, 'from_on', s.from_on, 'until_on', s.until_on) ORDER BY s.id)
      FROM committee_seats s JOIN persons p ON p.id = s.person_id
     WHERE s.term_id = t.id AND s.from_on <= $2 AND (s.until_on IS NULL OR s.until_on > $2)), '[]'))::text AS item,
  t.version
  FROM committee_terms t
 WHERE t.organisation_id = $1 AND t.elected_on <= $2 AND (t.ended_on IS NULL OR t.ended_on > $2)"""


async def committee(reader: Reader, organisation_id: UUID, day: date) -> tuple[str, int]:
    """Return the term in office on *day* with its seats. Raises NotFound where none was."""
    await reader.visible_row(_BODY, organisation_id, "organisations.not-found")
    row = await reader.pool.fetchrow(_COMMITTEE, organisation_id, day)
    if row is None:
        raise NotFound("organisations.no-committee")
    return row["item"], row["version"]


_POSTS = """SELECT json_build_object('id', g.id, 'group_id', g.group_id, 'person_id', g.person_id, 'post', g.post,
  'from_on', g.from_on, 'until_on', g.until_on)::text AS item
  FROM group_posts g WHERE g.group_id = $1 ORDER BY g.from_on, g.id"""


async def group_posts(reader: Reader, group_id: UUID) -> list[asyncpg.Record]:
    """Return who led a group and who looked after it, in order."""
    await reader.visible_row(_BODY, group_id, "organisations.not-found")
    rows: list[asyncpg.Record] = await reader.pool.fetch(_POSTS, group_id)
    return rows
