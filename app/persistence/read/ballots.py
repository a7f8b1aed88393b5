"""Read models of ballots. A teller's figures stay covered until two counts agree, so that each counts for himself.

Counts that differ stay covered too: who counts again must not know what the other one has found.
"""

from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.domain.ballots.facts import PAPER_FIELDS
from app.persistence.read.lane import Reader, one_page

__all__ = ["BallotFilter", "ballot", "ballots", "judgement", "tallies"]

_INSTANT = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

_FIELDS = f"""
  'id', b.id, 'meeting_id', b.meeting_id, 'candidate_id', b.candidate_id, 'case_id', b.case_id, 'held_on', b.held_on,
  'method', b.method, 'state', b.state, 'round', b.round,
  'counts_entered', (SELECT count(*) FROM ballot_tallies t WHERE t.ballot_id = b.id AND t.round = b.round),
  'entitled', b.entitled, 'present', b.present, 'issued', b.issued, 'returned', b.returned, 'approve', b.approve,
  'against', b.against, 'abstain', b.abstain, 'invalid', b.invalid, 'written_approve', b.written_approve,
  'written_against', b.written_against, 'written_abstain', b.written_abstain, 'outcome', b.outcome,
  'cancel_reason', b.cancel_reason, 'reopen_reason', b.reopen_reason, 'closed_at', {_INSTANT.format("b.closed_at")},
  'recorded_at', {_INSTANT.format("b.recorded_at")}, 'recorded_by', b.recorded_by, 'version', b.version"""

_SCOPE = "b.county_id, b.committee_id, b.sub_committee_id, b.general_branch_id, b.branch_id"


@dataclass(frozen=True, slots=True)
class BallotFilter:
    """What a list of ballots is narrowed to."""

    organisation_id: UUID | None = None
    meeting_id: UUID | None = None
    case_id: UUID | None = None
    state: str | None = None
    outcome: str | None = None


async def ballots(
    reader: Reader, wanted: BallotFilter, *, after: tuple[object, ...] | None, limit: int
) -> list[asyncpg.Record]:
    """Return up to ``limit + 1`` ballots, the latest day first, with ``held_on`` and ``id`` for the cursor."""
    scope = reader.condition("b", within=await reader.within(wanted.organisation_id))
    parts, values = [scope.text], list(scope.values)
    for column in ("meeting_id", "case_id", "state", "outcome"):
        value = getattr(wanted, column)
        if value is not None:
            values.append(value)
            parts.append(f"b.{column} = ${len(values)}")
    page = one_page(parts, values, ("b.held_on", "b.id"), after=after, limit=limit, descending=True)
    statement = f"""SELECT json_build_object({_FIELDS})::text AS item, b.held_on, b.id FROM ballots b
 {page.text}"""
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ONE = f"SELECT json_build_object({_FIELDS})::text AS item, b.version, {_SCOPE} FROM ballots b WHERE b.id = $1"


async def ballot(reader: Reader, ballot_id: UUID) -> tuple[str, int]:
    """Return one ballot as JSON text with its version. Raises NotFound or Forbidden."""
    row = await reader.visible_row(_ONE, ballot_id, "ballots.not-found")
    return row["item"], row["version"]


def _covered(column: str) -> str:
    return f"'{column}', CASE WHEN b.state <> 'open' OR n.agree THEN t.{column} END"


_TALLIES = f"""SELECT coalesce((SELECT json_agg(json_build_object(
    'round', t.round, 'person_id', t.person_id, 'recorded_at', {_INSTANT.format("t.recorded_at")},
    {", ".join(_covered(c) for c in PAPER_FIELDS)})
    ORDER BY t.id) FROM ballot_tallies t
    JOIN (SELECT round, count(*) >= 2 AND count(DISTINCT ({", ".join(PAPER_FIELDS)})) = 1 AS agree
      FROM ballot_tallies WHERE ballot_id = $1 GROUP BY round) n
      ON n.round = t.round WHERE t.ballot_id = b.id), '[]'::json)::text AS item, b.version, {_SCOPE}
  FROM ballots b WHERE b.id = $1"""


async def tallies(reader: Reader, ballot_id: UUID) -> tuple[str, int]:
    """Return every count of every round as JSON text; figures are null until two counts of a round agree, or the ballot ends."""
    row = await reader.visible_row(_TALLIES, ballot_id, "ballots.not-found")
    return row["item"], row["version"]


_JUDGEMENT = f"""SELECT b.outcome, b.verdict::text AS verdict, b.version, {_SCOPE},
  coalesce((SELECT json_agg(json_build_object('outcome', j.outcome, 'figures', j.figures, 'reason', j.reason,
     'recorded_at', {_INSTANT.format("j.recorded_at")}, 'recorded_by', j.recorded_by) ORDER BY j.id)
     FROM ballot_judgements j WHERE j.ballot_id = b.id), '[]'::json)::text AS history
  FROM ballots b WHERE b.id = $1"""


async def judgement(reader: Reader, ballot_id: UUID) -> asyncpg.Record:
    """Return outcome, stored verdict and history of judgements of a ballot."""
    return await reader.visible_row(_JUDGEMENT, ballot_id, "ballots.not-found")
