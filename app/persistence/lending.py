"""Where a document is read from besides the place where it lies: whoever reads what it is evidence of reads it too.

The photographs of a notice and the minutes of an assembly stay with the body that published or met, while the case that
rests on them may stand elsewhere by now; and a paper of the case that a meeting names as its minutes goes along with the
case. What is confidential is never lent, nor is a written opinion, nor a paper of another case that lies with the same
meeting, save as its minutes. The reach itself is asked of :mod:`app.persistence.scope`, place by place.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.identity.caller import Caller
from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Place
from app.domain.shared.errors import Forbidden, NotFound
from app.persistence.repositories.base import reaches
from app.persistence.scope import sees

__all__ = ["RESTS_ON", "Borrower", "borrower_of"]

if TYPE_CHECKING:
    import asyncpg

_LENT = """NOT d.confidential
   AND (d.case_id IS NULL OR d.case_id = k.case_id)
   AND NOT EXISTS (SELECT FROM meeting_written_opinions o WHERE o.document_id = d.id)"""

RESTS_ON = f"""(SELECT d.id AS document_id, d.case_id FROM documents d WHERE d.case_id IS NOT NULL
 UNION ALL SELECT d.id, k.case_id FROM documents d JOIN publicity_candidates k ON k.notice_id = d.notice_id WHERE {_LENT}
 UNION ALL SELECT d.id, k.case_id FROM documents d JOIN meeting_candidates k ON k.meeting_id = d.meeting_id WHERE {_LENT}
 UNION ALL SELECT d.id, k.case_id FROM documents d JOIN meetings m ON m.minutes_document_id = d.id
  JOIN meeting_candidates k ON k.meeting_id = m.id WHERE NOT d.confidential)"""
"""Every document with every case that rests on it; some pairs come twice."""


def _place(alias: str) -> str:
    return ", ".join(f"{alias}.{SCOPE_COLUMN[level]}" for level in SCOPE_LEVELS)


_BORROWERS = f"""SELECT 'case' AS kind, c.id, {_place("c")} FROM {RESTS_ON} r
  JOIN development_cases c ON c.id = r.case_id WHERE r.document_id = $1
 UNION ALL SELECT 'meeting', m.id, {_place("m")} FROM documents d
  JOIN meetings m ON m.id = d.meeting_id OR m.minutes_document_id = d.id WHERE d.id = $1 AND NOT d.confidential
 UNION ALL SELECT 'notice', n.id, {_place("n")} FROM documents d
  JOIN publicity_notices n ON n.id = d.notice_id WHERE d.id = $1 AND NOT d.confidential
 UNION ALL SELECT 'document', d.id, {_place("d")} FROM documents d WHERE d.id = $1"""


@dataclass(frozen=True, slots=True)
class Borrower:
    """What a document is evidence of, through which the caller reads it."""

    kind: str
    """``case``, ``meeting`` or ``notice``; ``document`` is the place where it lies itself."""
    id: UUID


async def borrower_of(
    driver: "asyncpg.Connection[asyncpg.Record] | asyncpg.Pool[asyncpg.Record]",
    document_id: UUID,
    caller: Caller,
    permission: Permission,
) -> Borrower:
    """Return a case, meeting or notice within the caller's reach that a document is evidence of.

    Raises NotFound where the caller knows of none, so that the document can't be told from one that does not exist, and
    Forbidden where the permission does not reach the one that he knows of.
    """
    rows = [(row, _place_of(row)) for row in await driver.fetch(_BORROWERS, document_id)]
    for row, place in rows:
        if reaches(caller, permission, place):
            return Borrower(row["kind"], row["id"])
    if any(sees(caller, place) for _, place in rows):
        raise Forbidden(permission.value)
    raise NotFound("documents.not-found")


def _place_of(row: "asyncpg.Record") -> Place:
    return Place(**{SCOPE_COLUMN[level]: row[SCOPE_COLUMN[level]] for level in SCOPE_LEVELS})
