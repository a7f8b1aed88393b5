"""Read models of publicity for staff: notices with candidates, sites and corrections; objections without their text."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.domain.identity.permissions import Permission
from app.domain.shared.errors import NotFound
from app.persistence.read.lane import Reader, one_page
from app.persistence.scope import reach_sql

__all__ = ["NoticeFilter", "ObjectionFilter", "notice", "notices", "objection", "objections"]

_INSTANT = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

_NOTICE = f"""
  'id', n.id, 'kind', n.kind, 'state', n.state, 'organisation_id', n.organisation_id, 'announcement', n.announcement,
  'office_address', n.office_address, 'postcode', n.postcode, 'telephone', n.telephone,
  'deputy_director_name', n.deputy_director_name, 'first_posted_on', n.first_posted_on,
  'last_posted_on', n.last_posted_on, 'closes_on', n.closes_on, 'concluded_on', n.concluded_on,
  'withdrawn_on', n.withdrawn_on, 'withdrawal_reason', n.withdrawal_reason, 'late_reason', n.late_reason,
  'replaces_id', n.replaces_id, 'recorded_at', {_INSTANT.format("n.recorded_at")}, 'recorded_by', n.recorded_by,
  'version', n.version,
  'candidates', coalesce((SELECT json_agg(json_build_object(
    'id', c.id, 'person_id', c.person_id, 'case_id', c.case_id, 'name', c.name, 'masked_name', c.masked_name,
    'applicable_sites', c.applicable_sites, 'evaluation_result', c.evaluation_result, 'work_unit', c.work_unit,
    'conduct', c.conduct, 'withdrawn_on', c.withdrawn_on, 'withdrawal_reason', c.withdrawal_reason) ORDER BY c.id) FROM publicity_candidates c WHERE c.notice_id = n.id), '[]'::json),
  'sites', coalesce((SELECT json_agg(json_build_object(
    'id', s.id, 'kind', s.kind, 'place', s.place, 'posted_on', s.posted_on, 'posted_at', s.posted_at,
    'taken_down_on', s.taken_down_on, 'serves', s.serves, 'photo_id', s.photo_id,
    'certificate_id', s.certificate_id, 'certified_on', s.certified_on, 'certified_by', s.certified_by,
    'late_reason', s.late_reason, 'annulled_reason', s.annulled_reason, 'recorded_at', {_INSTANT.format("s.recorded_at")}) ORDER BY s.id)
    FROM publicity_sites s WHERE s.notice_id = n.id), '[]'::json)"""

_CORRECTIONS = f"""coalesce((SELECT json_agg(json_build_object(
    'site_id', k.site_id, 'field', k.field, 'old_value', k.old_value, 'new_value', k.new_value, 'reason', k.reason,
    'recorded_at', {_INSTANT.format("k.recorded_at")}, 'recorded_by', k.recorded_by) ORDER BY k.id)
    FROM publicity_corrections k WHERE k.notice_id = n.id), '[]'::json)"""


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """What a list of notices is narrowed to."""

    organisation_id: UUID | None = None
    case_id: UUID | None = None
    kind: str | None = None
    state: str | None = None


async def notices(
    reader: Reader, wanted: NoticeFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` notices, the newest first, with ``id`` for the cursor."""
    scope = reader.condition("n", within=await reader.within(wanted.organisation_id))
    parts, values = [scope.text], list(scope.values)
    for column in ("kind", "state"):
        if getattr(wanted, column) is not None:
            values.append(getattr(wanted, column))
            parts.append(f"n.{column} = ${len(values)}")
    if wanted.case_id is not None:
        values.append(wanted.case_id)
        parts.append(f"n.id IN (SELECT notice_id FROM publicity_candidates WHERE case_id = ${len(values)})")
    page = one_page(parts, values, ("n.id",), after=after, limit=limit, descending=True)
    statement = f"""SELECT json_build_object({_NOTICE})::text AS item, n.id FROM publicity_notices n
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ONE_NOTICE = f"""SELECT json_build_object({_NOTICE}, 'corrections', {_CORRECTIONS})::text AS item, n.version,
  n.county_id, n.committee_id, n.sub_committee_id, n.general_branch_id, n.branch_id
  FROM publicity_notices n WHERE n.id = $1"""


async def notice(reader: Reader, notice_id: UUID) -> tuple[str, int]:
    """Return one notice with its corrections as JSON text, and its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE_NOTICE, notice_id, "publicity-notices.not-found")
    return row["item"], row["version"]


_KEPT = f"""coalesce((SELECT json_agg(json_build_object(
    'field', k.field, 'old_value', k.old_value, 'reason', k.reason,
    'recorded_at', {_INSTANT.format("k.recorded_at")}, 'recorded_by', k.recorded_by) ORDER BY k.id)
    FROM publicity_objection_corrections k WHERE k.objection_id = o.id), '[]'::json)"""

_OBJECTION = f"""
  'id', o.id, 'notice_id', o.notice_id, 'candidate_id', o.candidate_id, 'channel', o.channel,
  'anonymous', o.anonymous, 'received_on', o.received_on, 'state', o.state, 'body_id', o.body_id,
  'assigned_on', o.assigned_on, 'conclusion', o.conclusion, 'findings', o.findings, 'report_id', o.report_id,
  'concluded_on', o.concluded_on, 'decision', o.decision, 'decision_reason', o.decision_reason,
  'reported_on', o.reported_on, 'feedback', o.feedback, 'fed_back_on', o.fed_back_on, 'late_reason', o.late_reason,
  'recorded_at', {_INSTANT.format("o.recorded_at")}, 'version', o.version"""


@dataclass(frozen=True, slots=True)
class ObjectionFilter:
    """What a list of objections is narrowed to."""

    notice_id: UUID | None = None
    state: str | None = None


async def objections(
    reader: Reader, wanted: ObjectionFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` objections, the newest first: of the subtree, and those assigned to the caller's body."""
    condition, values = _reached(reader, 1)
    parts = [condition]
    for column in ("notice_id", "state"):
        if getattr(wanted, column) is not None:
            values.append(getattr(wanted, column))
            parts.append(f"o.{column} = ${len(values)}")
    page = one_page(parts, values, ("o.id",), after=after, limit=limit, descending=True)
    statement = f"""SELECT json_build_object({_OBJECTION})::text AS item, o.id FROM publicity_objections o
  LEFT JOIN organisations b ON b.id = o.body_id
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


async def objection(reader: Reader, objection_id: UUID) -> tuple[str, int]:
    """Return one objection as JSON text, and its version. NotFound to all who may not read objections there."""
    condition, values = _reached(reader, 2)
    statement = f"""SELECT json_build_object({_OBJECTION}, 'corrections', {_KEPT})::text AS item, o.version FROM publicity_objections o
  LEFT JOIN organisations b ON b.id = o.body_id WHERE o.id = $1 AND {condition}"""
    row = await reader.pool.fetchrow(statement, objection_id, *values)
    if row is None:
        raise NotFound("publicity-objections.not-found")
    return row["item"], row["version"]


def _reached(reader: Reader, start: int) -> tuple[str, list[object]]:
    scope = reader.condition("o", start=start)
    body = reach_sql(reader.caller, Permission.OBJECTION_INVESTIGATE, alias="b", start=start + len(scope.values))
    return f"(({scope.text}) OR ({body.text}))", [*scope.values, *body.values]
