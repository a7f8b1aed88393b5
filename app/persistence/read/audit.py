"""Read model of the audit: who did what, within the reader's subtree. Digests stay where they are."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from app.domain.identity.permissions import Permission
from app.persistence.read.lane import Reader, one_page

__all__ = ["AuditWanted", "audit_entries"]

_INSTANT = """'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'"""
_ITEM = f"""json_build_object(
  'id', e.id, 'at', to_char(e.at AT TIME ZONE 'UTC', {_INSTANT}), 'act_day', e.act_day, 'request_id', e.request_id,
  'actor_kind', e.actor_kind, 'actor_id', e.actor_id, 'organisation_id', e.organisation_id, 'action', e.action,
  'subject_kind', e.subject_kind, 'subject_id', e.subject_id, 'details', e.details,
  'sealed', e.checkpoint_id IS NOT NULL)::text AS item"""


@dataclass(frozen=True, slots=True)
class AuditWanted:
    """Filters of the audit; days are those on which the acts took place."""

    organisation_id: UUID | None = None
    subject_id: UUID | None = None
    subject_kind: str | None = None
    action: str | None = None
    actor_id: UUID | None = None
    day_from: date | None = None
    day_to: date | None = None


async def audit_entries(
    reader: Reader, wanted: AuditWanted, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` entries, the newest first.

    Entries without an organisation (sign-ins, accounts) show to who may read those of the installation.
    """
    scope = reader.condition("e", within=await reader.within(wanted.organisation_id))
    text = scope.text
    if wanted.organisation_id is None and reader.caller.may(Permission.AUDIT_READ_INSTALLATION):
        text = f"({text} OR (e.county_id IS NULL AND e.organisation_id IS NULL))"
    parts, values = [text], list(scope.values)

    def add(condition: str, value: object) -> None:
        if value is not None:
            values.append(value)
            parts.append(condition.format(f"${len(values)}"))

    add("e.subject_id = {}", wanted.subject_id)
    add("e.subject_kind = {}", wanted.subject_kind)
    add("starts_with(e.action, {})", wanted.action)
    add("e.actor_id = {}", wanted.actor_id)
    add("e.act_day >= {}", wanted.day_from)
    add("e.act_day <= {}", wanted.day_to)
    page = one_page(parts, values, ("e.id",), after=after, limit=limit, descending=True)
    statement = f"SELECT {_ITEM}, e.id FROM audit_entries e {page.text}"
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows
