"""Read models of evidence files. Confidential ones show only to the investigating body."""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS
from app.domain.shared.errors import NotFound
from app.persistence.lending import RESTS_ON, borrower_of
from app.persistence.read.lane import Reader, Row, one_page
from app.persistence.repositories.base import reaches
from app.persistence.scope import SqlCondition, reach_sql

__all__ = ["DocumentFilter", "document", "documents", "documents_of_case"]

_COLUMNS = """
  'id', d.id, 'kind', d.kind, 'state', d.state, 'confidential', d.confidential, 'title', d.title,
  'file_name', d.file_name, 'media_type', d.media_type, 'size', d.size, 'sha256', d.sha256,
  'happened_on', d.happened_on, 'organisation_id', d.organisation_id, 'case_id', d.case_id,
  'meeting_id', d.meeting_id, 'notice_id', d.notice_id, 'step', d.step, 'replaced_by', d.replaced_by,
  'recorded_at', to_char(d.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  'recorded_by', d.recorded_by, 'version', d.version"""

_CORRECTIONS = """coalesce((SELECT json_agg(json_build_object(
    'field', c.field, 'old_value', c.old_value, 'new_value', c.new_value, 'reason', c.reason,
    'recorded_at', to_char(c.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'recorded_by', c.recorded_by) ORDER BY c.id) FROM document_corrections c WHERE c.document_id = d.id), '[]'::json)"""


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What a list of documents is narrowed to."""

    case_id: UUID | None = None
    meeting_id: UUID | None = None
    notice_id: UUID | None = None
    organisation_id: UUID | None = None
    kind: str | None = None
    state: str | None = None


async def documents(
    reader: Reader, wanted: DocumentFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` documents, the newest first, with ``id`` for the cursor."""
    scope = reader.condition("d", within=await reader.within(wanted.organisation_id))
    values = list(scope.values)
    confidential = _confidential(reader, len(values) + 1)
    values.extend(confidential.values)
    parts = [scope.text, f"(NOT d.confidential OR {confidential.text})"]
    for column in ("case_id", "meeting_id", "notice_id", "kind", "state"):
        value = getattr(wanted, column)
        if value is not None:
            values.append(value)
            parts.append(f"d.{column} = ${len(values)}")
    page = one_page(parts, values, ("d.id",), after=after, limit=limit, descending=True)
    statement = f"""SELECT json_build_object({_COLUMNS})::text AS item, d.id FROM documents d
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ONE = f"""SELECT json_build_object({_COLUMNS}, 'corrections', {_CORRECTIONS})::text AS item, d.version, d.confidential,
  d.county_id, d.committee_id, d.sub_committee_id, d.general_branch_id, d.branch_id
  FROM documents d WHERE d.id = $1"""


async def document(reader: Reader, document_id: UUID) -> tuple[str, int]:
    """Return one document with its corrections as JSON text, and its version. Raises NotFound or Forbidden.

    Whoever reads a case, a meeting or a notice reads the document that is evidence of it, wherever that lies.
    """
    row = await reader.pool.fetchrow(_ONE, document_id)
    if row is None:
        raise NotFound("documents.not-found")
    if not reaches(reader.caller, reader.permission, Row(row)):
        await borrower_of(reader.pool, document_id, reader.caller, reader.permission)
    if row["confidential"] and not reaches(reader.caller, Permission.OBJECTION_INVESTIGATE, Row(row)):
        raise NotFound("documents.not-found")
    return row["item"], row["version"]


_CASE = f"SELECT c.id, {', '.join(f'c.{SCOPE_COLUMN[level]}' for level in SCOPE_LEVELS)} FROM development_cases c WHERE c.id = $1"
_OF_CASE = f"""SELECT json_build_object('items', coalesce(json_agg(x.item ORDER BY x.id DESC), '[]'::json))::text FROM (
  SELECT DISTINCT ON (d.id) d.id, json_build_object({_COLUMNS}) AS item FROM {RESTS_ON} r
  JOIN documents d ON d.id = r.document_id WHERE r.case_id = $1 AND (NOT d.confidential OR {{0}}) ORDER BY d.id) x"""


async def documents_of_case(reader: Reader, case_id: UUID) -> str:
    """Return every document that a case rests on as JSON text, also those that lie with a body where the case stood before."""
    await reader.visible_row(_CASE, case_id, "development.not-found")
    confidential = _confidential(reader, 2)
    text: str = await reader.pool.fetchval(_OF_CASE.format(confidential.text), case_id, *confidential.values)
    return text


def _confidential(reader: Reader, start: int) -> SqlCondition:
    return reach_sql(reader.caller, Permission.OBJECTION_INVESTIGATE, alias="d", start=start)
