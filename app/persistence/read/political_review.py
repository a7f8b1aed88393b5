"""Read models of political reviews, and of the letters that a department's desk sees."""

from uuid import UUID

import asyncpg

from app.domain.shared.errors import NotFound
from app.persistence.read.lane import Reader
from app.persistence.read.listing import INSTANT, Newest
from app.persistence.scope import SqlCondition, reach_sql

__all__ = ["REVIEWS", "inquiries", "inquiry"]

_REPLY = f"""SELECT json_build_object('edition', p.edition, 'happened_on', p.happened_on, 'result', p.result,
  'document_id', p.document_id, 'remark', p.remark, 'correction_reason', p.correction_reason,
  'recorded_at', to_char(p.recorded_at AT TIME ZONE 'UTC', {INSTANT}), 'recorded_by', p.recorded_by)"""


def _many(item: str, source: str, order: str) -> str:
    return f"coalesce((SELECT json_agg({item} ORDER BY {order}) FROM {source}), '[]'::json)"


_REPLIES = f"""coalesce((SELECT json_agg(x.item ORDER BY x.edition) FROM (
  {_REPLY} AS item, p.edition FROM inquiry_replies p WHERE p.inquiry_id = i.id) x), '[]'::json)"""

_INQUIRY = f"""json_build_object('id', i.id, 'addressee', i.addressee, 'department', i.department,
  'organisation_name', i.organisation_name, 'subject_id', i.subject_id, 'happened_on', i.happened_on,
  'document_id', i.document_id, 'withdrawn_on', i.withdrawn_on, 'withdrawn_reason', i.withdrawn_reason,
  'replies', {_REPLIES}, 'version', i.version)"""

_SUBJECTS = _many(
    "json_build_object('id', s.id, 'relation', s.relation, 'name', s.name)",
    "review_subjects s WHERE s.review_id = r.id",
    "s.id",
)
_STATEMENTS = _many(
    "json_build_object('edition', t.edition, 'happened_on', t.happened_on, 'document_id', t.document_id,"
    " 'correction_reason', t.correction_reason)",
    "review_statements t WHERE t.review_id = r.id",
    "t.edition",
)
_INVESTIGATORS = _many(
    "json_build_object('person_id', v.person_id, 'happened_on', v.happened_on)",
    "review_investigators v WHERE v.review_id = r.id",
    "v.id",
)
_CONCLUSIONS = _many(
    "json_build_object('edition', c.edition, 'happened_on', c.happened_on, 'result', c.result, 'contents', c.contents,"
    " 'document_id', c.document_id, 'correction_reason', c.correction_reason)",
    "review_conclusions c WHERE c.review_id = r.id",
    "c.edition",
)

REVIEWS = Newest(
    "political_reviews",
    f"""json_build_object('id', r.id, 'case_id', r.case_id, 'person_id', r.person_id, 'happened_on', r.happened_on,
  'floating', r.floating, 'state', r.state, 'late_reason', r.late_reason,
  'subjects', {_SUBJECTS}, 'inquiries', {_many(_INQUIRY, "review_inquiries i WHERE i.review_id = r.id", "i.id")},
  'statements', {_STATEMENTS}, 'investigators', {_INVESTIGATORS}, 'conclusions', {_CONCLUSIONS},
  'recorded_at', to_char(r.recorded_at AT TIME ZONE 'UTC', {INSTANT}), 'recorded_by', r.recorded_by,
  'version', r.version)""",
    "political-reviews.not-found",
)

_DESK = Newest(
    "review_inquiries",
    f"""SELECT json_build_object('id', r.id, 'case_id', v.case_id, 'department', r.department,
  'person_name', p.name, 'relation', coalesce(s.relation, 'candidate'), 'subject_name', s.name,
  'happened_on', r.happened_on, 'document_id', r.document_id, 'withdrawn_on', r.withdrawn_on,
  'replies', {_REPLIES.replace("i.id", "r.id")}, 'version', r.version)
  FROM political_reviews v JOIN persons p ON p.id = v.person_id
  LEFT JOIN review_subjects s ON s.id = r.subject_id WHERE v.id = r.review_id""",
    "review-inquiries.not-found",
)

_OPEN = "(r.withdrawn_on IS NULL AND NOT EXISTS (SELECT FROM inquiry_replies q WHERE q.inquiry_id = r.id))"


def _own(reader: Reader, start: int) -> SqlCondition:
    """Return the condition for letters to the departments whose desks the caller keeps, each where it is kept."""
    parts: list[str] = []
    values: list[object] = []
    for department in sorted(reader.caller.departments):
        desk = reader.caller.at_desk(department)
        scope = reach_sql(desk, reader.permission, alias="r", start=start + len(values))
        values.extend((*scope.values, department))
        parts.append(f"({scope.text} AND r.department = ${start + len(values) - 1})")
    return SqlCondition(f"({' OR '.join(parts)})" if parts else "false", tuple(values))


async def inquiries(
    reader: Reader, *, open_only: bool | None, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return the letters to the caller's own departments, the newest first."""

    def own(start: int) -> SqlCondition:
        condition = _own(reader, start)
        if open_only is None:
            return condition
        return SqlCondition(f"{condition.text} AND {_OPEN} = {'true' if open_only else 'false'}", condition.values)

    return await _DESK.page(reader, {}, organisation_id=None, after=after, limit=limit, besides=own)


async def inquiry(reader: Reader, inquiry_id: UUID) -> tuple[str, int]:
    """Return one letter to one of the caller's own departments. Raises NotFound for every other letter."""
    condition = _own(reader, 2)
    statement = f"SELECT ({_DESK.item})::text AS item, r.version FROM review_inquiries r WHERE r.id = $1 AND "
    row = await reader.pool.fetchrow(statement + condition.text, inquiry_id, *condition.values)
    if row is None:
        raise NotFound(_DESK.missing)
    return row["item"], row["version"]
