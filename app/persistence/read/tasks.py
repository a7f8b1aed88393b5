"""Read models of tasks. The state is worked out for the day of the question."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

import asyncpg

from app.domain.tasks.facts import LEAD_DAYS, TaskState
from app.persistence.read.lane import Reader, one_page

__all__ = ["TaskFilter", "count", "task", "tasks"]

_STATE = f"""CASE WHEN t.done_on IS NOT NULL THEN 'done' WHEN t.withdrawn_on IS NOT NULL THEN 'withdrawn'
  WHEN t.due_on < $1 THEN 'overdue' WHEN t.due_on <= $1 + {LEAD_DAYS} THEN 'due' ELSE 'coming' END"""

_SHOWN_ABOVE = "t.escalated_on <= $1 AND t.withdrawn_on IS NULL"

_ITEM = f"""json_build_object('id', t.id, 'kind', t.kind, 'state', {_STATE}, 'subject_kind', t.subject_kind,
  'subject_id', t.subject_id, 'person_id', t.person_id, 'person_name', p.name, 'owner_id', t.owner_id,
  'owner_name', o.name, 'branch_id', t.branch_id, 'step', t.step, 'starts_on', t.starts_on, 'due_on', t.due_on,
  'done_on', t.done_on, 'withdrawn_on', t.withdrawn_on, 'days_left', t.due_on - $1,
  'escalated_on', CASE WHEN {_SHOWN_ABOVE} THEN t.escalated_on END,
  'escalated_to_id', CASE WHEN {_SHOWN_ABOVE} THEN a.id END,
  'escalated_to_name', CASE WHEN {_SHOWN_ABOVE} THEN a.name END,
  'clause', CASE WHEN t.clause_document IS NULL THEN NULL
            ELSE json_build_object('document', t.clause_document, 'article', t.clause_article) END,
  'verified', t.verified)::text AS item"""
_FROM = """tasks t JOIN organisations o ON o.id = t.owner_id LEFT JOIN organisations a ON a.id = o.parent_id
  LEFT JOIN persons p ON p.id = t.person_id"""
_ESCALATED = f"({_SHOWN_ABOVE} AND t.done_on IS NULL)"
_CAP = 10_000


class TaskFilter:
    """What a list of tasks is narrowed to."""

    def __init__(
        self,
        *,
        organisation_id: UUID | None = None,
        owner_id: UUID | None = None,
        person_id: UUID | None = None,
        subject_id: UUID | None = None,
        kinds: Sequence[str] = (),
        states: Sequence[TaskState] = (),
        due_from: date | None = None,
        due_to: date | None = None,
        escalated: bool | None = None,
        escalated_to: UUID | None = None,
    ) -> None:
        self.organisation_id = organisation_id
        self.equal = {"owner_id": owner_id, "person_id": person_id, "subject_id": subject_id}
        self.kinds = kinds
        self.states = states
        self.due_from = due_from
        self.due_to = due_to
        self.escalated = escalated
        self.escalated_to = escalated_to


async def _where(reader: Reader, wanted: TaskFilter) -> tuple[list[str], list[object]]:
    within = await reader.within(wanted.organisation_id)
    scope = reader.condition("t", start=2, within=within, own_column="person_id")
    parts, values = [scope.text], [reader.today, *scope.values]

    def bind(value: object) -> str:
        values.append(value)
        return f"${len(values)}"

    parts += [f"t.{column} = {bind(value)}" for column, value in wanted.equal.items() if value is not None]
    if wanted.kinds:
        parts.append(f"t.kind = ANY({bind(list(wanted.kinds))})")
    if wanted.due_from is not None:
        parts.append(f"t.due_on >= {bind(wanted.due_from)}")
    if wanted.due_to is not None:
        parts.append(f"t.due_on <= {bind(wanted.due_to)}")
    if wanted.escalated is not None:
        parts.append(_ESCALATED if wanted.escalated else f"{_ESCALATED} IS NOT TRUE")
    if wanted.escalated_to is not None:
        owners = f"SELECT id FROM organisations WHERE parent_id = {bind(wanted.escalated_to)}"
        parts.append(f"{_ESCALATED} AND t.owner_id IN ({owners})")
    if wanted.states:
        parts.append("(" + " OR ".join(_state(state, reader.today, bind) for state in wanted.states) + ")")
    return parts, values


def _state(state: TaskState, today: date, bind: Callable[[object], str]) -> str:
    if state is TaskState.DONE:
        return "t.done_on IS NOT NULL"
    if state is TaskState.WITHDRAWN:
        return "t.withdrawn_on IS NOT NULL"
    is_open = "t.done_on IS NULL AND t.withdrawn_on IS NULL"
    last = today + timedelta(days=LEAD_DAYS)
    if state is TaskState.OVERDUE:
        return f"({is_open} AND t.due_on < $1)"
    if state is TaskState.DUE:
        return f"({is_open} AND t.due_on >= $1 AND t.due_on <= {bind(last)})"
    return f"({is_open} AND t.due_on > {bind(last)})"


async def tasks(
    reader: Reader, wanted: TaskFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` tasks by due day, with ``due_on`` and ``id`` for the cursor."""
    parts, values = await _where(reader, wanted)
    page = one_page(parts, values, ("t.due_on", "t.id"), after=after, limit=limit)
    statement = f"SELECT {_ITEM}, t.due_on, t.id FROM {_FROM} {page.text}"
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


async def count(reader: Reader, wanted: TaskFilter) -> tuple[int, bool]:
    """Return how many tasks there are, counted up to ten thousand, and whether there are more."""
    parts, values = await _where(reader, wanted)
    # $1 (the day) is bound in every statement, so that the numbering of parameters is the same.
    statement = f"""SELECT count(*) FROM
 (SELECT 1 FROM tasks t WHERE $1::date IS NOT NULL AND {" AND ".join(parts)} LIMIT {_CAP + 1}) found"""
    found: int = await reader.pool.fetchval(statement, *values)
    return min(found, _CAP), found > _CAP


_ONE = f"""SELECT {_ITEM.replace("$1", "$2::date")}, t.person_id,
  t.county_id, t.committee_id, t.sub_committee_id, t.general_branch_id, t.branch_id FROM {_FROM} WHERE t.id = $1"""


async def task(reader: Reader, task_id: UUID) -> str:
    """Return one task as JSON text. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, task_id, "tasks.not-found", reader.today)
    item: str = row["item"]
    return item
