"""Read models of meetings, their rolls and corrections, and of grounds of excusal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from app.persistence.read.lane import Reader, one_page

__all__ = ["MeetingFilter", "corrections", "grounds", "meeting", "meetings", "roll"]

_INSTANT = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

_FIELDS = f"""
  'id', m.id, 'organisation_id', m.organisation_id, 'kind', m.kind, 'state', m.state, 'topic', m.topic,
  'place', m.place, 'planned_on', m.planned_on, 'noticed_on', m.noticed_on, 'noticed_to', m.noticed_to,
  'upper_notified_on', m.upper_notified_on, 'frozen_on', m.frozen_on, 'held_on', m.held_on, 'chair_id', m.chair_id,
  'recorder_id', m.recorder_id, 'minutes_document_id', m.minutes_document_id, 'abort_on', m.abort_on,
  'abort_ground', m.abort_ground, 'abort_reason', m.abort_reason, 'abort_again_on', m.abort_again_on,
  'abort_by_supervisor_id', m.abort_by_supervisor_id, 'call_off_reason', m.call_off_reason,
  'reconvened_from_id', m.reconvened_from_id, 'late_reason', m.late_reason,
  'recorded_at', {_INSTANT.format("m.recorded_at")}, 'recorded_by', m.recorded_by, 'version', m.version,
  'entitled', (SELECT count(*) FROM meeting_roll_entries r WHERE r.meeting_id = m.id AND r.standing = 'entitled'),
  'present', (SELECT count(*) FROM meeting_roll_entries r
     WHERE r.meeting_id = m.id AND r.standing = 'entitled' AND r.attendance = 'present'),
  'candidates', coalesce((SELECT json_agg(json_build_object(
     'person_id', c.person_id, 'case_id', c.case_id, 'position', c.position, 'discussion', c.discussion)
     ORDER BY c.position) FROM meeting_candidates c WHERE c.meeting_id = m.id), '[]'::json),
  'supervisors', coalesce((SELECT json_agg(json_build_object(
     'person_id', s.person_id, 'sent_by_id', s.sent_by_id, 'present', s.present) ORDER BY s.id)
     FROM meeting_supervisors s WHERE s.meeting_id = m.id), '[]'::json),
  'tellers', coalesce((SELECT json_agg(json_build_object(
     'person_id', t.person_id, 'withdrawn_reason', t.withdrawn_reason) ORDER BY t.id)
     FROM meeting_tellers t WHERE t.meeting_id = m.id), '[]'::json),
  'talks', coalesce((SELECT json_agg(json_build_object(
     'supervisor_id', k.supervisor_id, 'person_id', k.person_id, 'happened_on', k.happened_on, 'summary', k.summary)
     ORDER BY k.id) FROM meeting_talks k WHERE k.meeting_id = m.id), '[]'::json),
  'opinions', coalesce((SELECT json_agg(json_build_object(
     'person_id', o.person_id, 'candidate_id', o.candidate_id, 'received_on', o.received_on,
     'set_aside_reason', o.set_aside_reason) ORDER BY o.id)
     FROM meeting_written_opinions o WHERE o.meeting_id = m.id), '[]'::json)"""

_SCOPE = "m.county_id, m.committee_id, m.sub_committee_id, m.general_branch_id, m.branch_id"


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """What a list of meetings is narrowed to; days are inclusive."""

    organisation_id: UUID | None = None
    kind: str | None = None
    state: str | None = None
    case_id: UUID | None = None
    planned_from: date | None = None
    planned_to: date | None = None


async def meetings(
    reader: Reader, wanted: MeetingFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` meetings, the latest day first, with ``planned_on`` and ``id`` for the cursor."""
    scope = reader.condition("m", within=await reader.within(wanted.organisation_id))
    parts, values = [scope.text], list(scope.values)

    def narrow(text: str, value: object) -> None:
        if value is not None:
            values.append(value)
            parts.append(text.format(len(values)))

    narrow("m.kind = ${}", wanted.kind)
    narrow("m.state = ${}", wanted.state)
    narrow("m.planned_on >= ${}", wanted.planned_from)
    narrow("m.planned_on <= ${}", wanted.planned_to)
    narrow("EXISTS (SELECT FROM meeting_candidates x WHERE x.meeting_id = m.id AND x.case_id = ${})", wanted.case_id)
    page = one_page(parts, values, ("m.planned_on", "m.id"), after=after, limit=limit, descending=True)
    statement = f"""SELECT json_build_object({_FIELDS})::text AS item, m.planned_on, m.id FROM meetings m
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ONE = f"SELECT json_build_object({_FIELDS})::text AS item, m.version, {_SCOPE} FROM meetings m WHERE m.id = $1"


async def meeting(reader: Reader, meeting_id: UUID) -> tuple[str, int]:
    """Return one meeting as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, meeting_id, "meetings.not-found")
    return row["item"], row["version"]


_ROLL = f"""SELECT json_build_object('meeting_id', m.id, 'frozen_on', m.frozen_on,
  'frozen_at', {_INSTANT.format("m.frozen_at")},
  'entitled', (SELECT count(*) FROM meeting_roll_entries r WHERE r.meeting_id = m.id AND r.standing = 'entitled'),
  'present', (SELECT count(*) FROM meeting_roll_entries r
     WHERE r.meeting_id = m.id AND r.standing = 'entitled' AND r.attendance = 'present'),
  'entries', coalesce((SELECT json_agg(json_build_object(
     'person_id', r.person_id, 'name', p.name, 'standing', r.standing, 'ground', r.ground, 'source', r.source,
     'attendance', r.attendance) ORDER BY p.name_pinyin, p.id)
     FROM meeting_roll_entries r JOIN persons p ON p.id = r.person_id WHERE r.meeting_id = m.id), '[]'::json)
  )::text AS item, m.version, {_SCOPE} FROM meetings m WHERE m.id = $1"""


async def roll(reader: Reader, meeting_id: UUID) -> tuple[str, int]:
    """Return the frozen roll of a meeting as JSON text with the meeting's version."""
    row = await reader.visible_row(_ROLL, meeting_id, "meetings.not-found")
    return row["item"], row["version"]


_CORRECTIONS = f"""SELECT coalesce((SELECT json_agg(json_build_object(
     'person_id', k.person_id, 'field', k.field, 'old_value', k.old_value, 'new_value', k.new_value,
     'reason', k.reason, 'recorded_at', {_INSTANT.format("k.recorded_at")}, 'recorded_by', k.recorded_by)
     ORDER BY k.id) FROM meeting_corrections k WHERE k.meeting_id = m.id), '[]'::json)::text AS item,
  {_SCOPE} FROM meetings m WHERE m.id = $1"""


async def corrections(reader: Reader, meeting_id: UUID) -> str:
    """Return the corrections of a meeting as JSON text, oldest first."""
    row = await reader.visible_row(_CORRECTIONS, meeting_id, "meetings.not-found")
    return str(row["item"])


_GROUND = f"""json_build_object('id', g.id, 'organisation_id', g.organisation_id, 'code', g.code,
  'title_zh', g.title_zh, 'title_en', g.title_en, 'source', g.source, 'decision_number', g.decision_number,
  'effective_from', g.effective_from, 'effective_to', g.effective_to,
  'recorded_at', {_INSTANT.format("g.recorded_at")}, 'version', g.version)::text AS item"""


async def grounds(
    reader: Reader, *, organisation_id: UUID | None, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` grounds adopted in the caller's subtree, by code."""
    scope = reader.condition("g", within=await reader.within(organisation_id))
    parts, values = [scope.text], list(scope.values)
    page = one_page(parts, values, ("g.code", "g.id"), after=after, limit=limit)
    statement = f"""SELECT {_GROUND}, g.code, g.id FROM excusal_grounds g
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows
