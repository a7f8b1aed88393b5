"""Read models of development cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.persistence.read.lane import Reader, one_page
from app.persistence.read.listing import INSTANT
from app.persistence.read.people import name_search

__all__ = ["CaseFilter", "case", "cases", "decisions", "facts", "findings", "timeline"]

_ITEM = f"""json_build_object(
  'id', c.id, 'person_id', c.person_id, 'person_name', p.name, 'branch_id', c.branch_id, 'state', c.state,
  'stage', c.stage, 'step', c.step, 'opened_on', c.opened_on, 'closed_on', c.closed_on, 'taken_over', c.taken_over,
  'changed_at', to_char(c.changed_at AT TIME ZONE 'UTC', {INSTANT}), 'version', c.version)::text AS item"""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list of cases is narrowed to."""

    organisation_id: UUID | None = None
    q: str | None = None
    equal: Mapping[str, object] | None = None


async def cases(
    reader: Reader, wanted: CaseFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` cases, the newest first, with ``id`` for the cursor."""
    scope = reader.condition("c", within=await reader.within(wanted.organisation_id), own_column="person_id")
    values, parts = list(scope.values), [scope.text]
    for column, value in (wanted.equal or {}).items():
        if value is not None:
            values.append(value)
            parts.append(f"c.{column} = ${len(values)}")
    if wanted.q is not None:
        condition, found = name_search(wanted.q, len(values) + 1)
        parts.append(condition)
        values.extend(found)
    page = one_page(parts, values, ("c.id",), after=after, limit=limit, descending=True)
    statement = f"""SELECT {_ITEM}, c.id FROM development_cases c JOIN persons p ON p.id = c.person_id
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_SCOPE = "c.county_id, c.committee_id, c.sub_committee_id, c.general_branch_id, c.branch_id, c.person_id"
_ONE = f"""SELECT {_ITEM}, c.version, {_SCOPE}
 FROM development_cases c JOIN persons p ON p.id = c.person_id WHERE c.id = $1"""
_VISIBLE = f"SELECT c.version, {_SCOPE} FROM development_cases c WHERE c.id = $1"


async def case(reader: Reader, case_id: UUID) -> tuple[str, int]:
    """Return one case as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, case_id, "development.not-found")
    return row["item"], row["version"]


_FACTS = f"""SELECT json_build_object('items', coalesce(json_agg(json_build_object(
  'id', f.id, 'case_id', f.case_id, 'kind', f.kind, 'happened_on', f.happened_on, 'data', f.data,
  'documents', f.documents, 'standing', f.standing, 'supersedes_id', f.supersedes_id,
  'correction_reason', f.correction_reason, 'late_days', f.late_days, 'late_reason', f.late_reason,
  'taken_over', f.taken_over, 'recorded_at', to_char(f.recorded_at AT TIME ZONE 'UTC', {INSTANT}),
  'recorded_by', f.recorded_by) ORDER BY f.happened_on, f.id), '[]'::json))::text
 FROM case_facts f WHERE f.case_id = $1"""


async def facts(reader: Reader, case_id: UUID) -> tuple[str, int]:
    """Return all facts of a case, superseded ones too, as JSON text."""
    return await _of_case(reader, _FACTS, case_id)


_FINDINGS = """SELECT json_build_object('items', coalesce(json_agg(json_build_object(
  'id', f.id, 'case_id', f.case_id, 'kind', f.kind, 'step', f.step, 'code', f.code, 'subject', f.subject,
  'found_on', f.found_on, 'judged_on', f.judged_on, 'finding', f.finding, 'state', f.state,
  'decided_on', f.decided_on, 'decided_by_id', f.decided_by_id, 'document_number', f.document_number,
  'note', f.note) ORDER BY f.id), '[]'::json))::text
 FROM case_findings f WHERE f.case_id = $1"""


async def findings(reader: Reader, case_id: UUID) -> tuple[str, int]:
    """Return all findings of a case, decided ones too, as JSON text."""
    return await _of_case(reader, _FINDINGS, case_id)


_DECISIONS = f"""SELECT json_build_object('items', coalesce(json_agg(json_build_object(
  'id', d.id, 'case_id', d.case_id, 'step', d.step, 'day', d.day, 'outcome', d.outcome, 'verdict', d.verdict,
  'facts_digest', encode(d.facts_digest, 'hex'),
  'recorded_at', to_char(d.recorded_at AT TIME ZONE 'UTC', {INSTANT}), 'recorded_by', d.recorded_by)
  ORDER BY d.id), '[]'::json))::text
 FROM development_decisions d WHERE d.case_id = $1"""


async def decisions(reader: Reader, case_id: UUID) -> tuple[str, int]:
    """Return what was judged when steps were completed, as JSON text."""
    return await _of_case(reader, _DECISIONS, case_id)


_TIMELINE = f"""SELECT json_build_object('items', coalesce(json_agg(json_build_object(
  'on', t.day, 'what', t.what, 'key', t.key, 'outcome', t.outcome, 'attempt', t.attempt, 'standing', t.standing,
  'late_days', t.late_days, 'recorded_at', to_char(t.recorded_at AT TIME ZONE 'UTC', {INSTANT}))
  ORDER BY t.day, t.id), '[]'::json))::text
 FROM (
  SELECT f.happened_on AS day, f.id, 'fact' AS what, f.kind AS key, NULL AS outcome, NULL::integer AS attempt,
         f.standing, f.late_days, f.recorded_at FROM case_facts f WHERE f.case_id = $1
  UNION ALL
  SELECT s.act_on, s.id, 'step', s.step, s.outcome, s.attempt, s.void IS NULL, 0, s.recorded_at
    FROM development_steps s WHERE s.case_id = $1
  UNION ALL
  SELECT f.found_on, f.id, 'finding', f.code, f.state, NULL, f.state <> 'settled', 0, f.recorded_at
    FROM case_findings f WHERE f.case_id = $1) t"""


async def timeline(reader: Reader, case_id: UUID) -> tuple[str, int]:
    """Return what happened in a case in the order of its days, as JSON text."""
    return await _of_case(reader, _TIMELINE, case_id)


async def _of_case(reader: Reader, statement: str, case_id: UUID) -> tuple[str, int]:
    row = await reader.visible_row(_VISIBLE, case_id, "development.not-found")
    text: str = await reader.pool.fetchval(statement, case_id)
    return text, row["version"]
