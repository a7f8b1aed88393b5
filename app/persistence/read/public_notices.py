"""Read models of the public pages: posted notices with masked names, and nothing else about anybody.

A notice is public while it hangs and, by setting, for some days after its end: the conclusion, the day it was taken down
everywhere, or the last day of an inspection notice. Withdrawn ones are gone at once.
"""

from datetime import timedelta
from uuid import UUID

import asyncpg

from app.domain.shared.errors import NotFound
from app.persistence.read.lane import Reader, one_page

__all__ = ["public_notice", "public_notices"]


def _standing(site: str) -> str:
    """Say that a posting was not annulled, and is for somebody who is still on the notice."""
    return f"""{site}.notice_id = n.id AND {site}.annulled_reason IS NULL AND (cardinality({site}.serves) = 0
       OR EXISTS (SELECT FROM publicity_candidates w
         WHERE w.notice_id = n.id AND w.withdrawn_on IS NULL AND w.person_id = ANY({site}.serves)))"""


_HANGS = f"""EXISTS (SELECT FROM publicity_sites u WHERE {_standing("u")}
     AND (u.taken_down_on IS NULL OR u.taken_down_on > $1))"""
_TAKES = (
    f"""(n.state = 'posted' AND {_HANGS} AND (n.kind <> 'inspection' OR n.closes_on IS NULL OR n.closes_on >= $1))"""
)
"""The same as ``takes_objections`` of the domain; a test holds one against the other."""
_ENDED = f"""CASE WHEN n.state = 'concluded' THEN n.concluded_on ELSE least(
     CASE WHEN n.kind = 'inspection' THEN n.closes_on END, (SELECT max(u.taken_down_on) FROM publicity_sites u
       WHERE {_standing("u")})) END"""
_ITEM = f"""json_build_object(
  'id', n.id, 'kind', n.kind, 'organisation_name', g.name, 'first_posted_on', n.first_posted_on,
  'closes_on', n.closes_on, 'takes_objections', {_TAKES},
  'office_address', n.office_address, 'postcode', n.postcode, 'telephone', n.telephone,
  'deputy_director_name', n.deputy_director_name,
  'candidates', (SELECT json_agg(json_build_object('id', c.id, 'masked_name', c.masked_name) ORDER BY c.id)
    FROM publicity_candidates c WHERE c.notice_id = n.id AND c.withdrawn_on IS NULL),
  'sites', (SELECT json_agg(json_build_object('kind', s.kind, 'posted_on', s.posted_on) ORDER BY s.id)
    FROM publicity_sites s WHERE {_standing("s")}))::text AS item"""

_FROM = "FROM publicity_notices n JOIN organisations g ON g.id = n.organisation_id"
_SHOWN = f"""n.state IN ('posted', 'concluded') AND n.first_posted_on <= $1
   AND ({_TAKES} OR {_ENDED} > $2)"""


async def public_notices(
    reader: Reader, *, kind: str | None, after: tuple[object, ...] | None, limit: int, kept_days: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` public notices, the latest posting first, with the cursor's columns."""
    values: list[object] = [reader.today, reader.today - timedelta(days=kept_days)]
    parts = [_SHOWN]
    if kind is not None:
        values.append(kind)
        parts.append(f"n.kind = ${len(values)}")
    page = one_page(parts, values, ("n.first_posted_on", "n.id"), after=after, limit=limit, descending=True)
    statement = f"""SELECT {_ITEM}, n.first_posted_on, n.id, n.kind, g.name AS organisation_name, n.closes_on, n.changed_at
 {_FROM} {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ONE = f"SELECT {_ITEM} {_FROM} WHERE {_SHOWN} AND n.id = $3"


async def public_notice(reader: Reader, notice_id: UUID, *, kept_days: int) -> str:
    """Return one public notice as JSON text. Raises NotFound for what is not public now."""
    item = await reader.pool.fetchval(_ONE, reader.today, reader.today - timedelta(days=kept_days), notice_id)
    if item is None:
        raise NotFound("publicity-notices.not-found")
    return str(item)
