"""Read models of templates, score sheets, polls, evaluations and talks."""

from uuid import UUID

import asyncpg

from app.domain.shared.errors import NotFound
from app.persistence.read.lane import Reader, one_page
from app.persistence.read.listing import EDITION_COLUMNS, INSTANT, Newest

__all__ = ["EVALUATIONS", "POLLS", "SHEETS", "TALKS", "TEMPLATES", "templates"]

TEMPLATES = Newest(
    "score_templates",
    f"""json_build_object('id', r.id, 'organisation_id', r.organisation_id, 'purpose', r.purpose, 'title', r.title,
  'happened_on', r.happened_on, 'retired_on', r.retired_on, 'decision_number', r.decision_number, 'items', r.items,
  'edition', r.edition, 'supersedes_id', r.supersedes_id,
  'recorded_at', to_char(r.recorded_at AT TIME ZONE 'UTC', {INSTANT}), 'recorded_by', r.recorded_by,
  'version', r.version)""",
    "score-templates.not-found",
)

SHEETS = Newest(
    "score_sheets",
    f"""SELECT json_build_object({EDITION_COLUMNS}, 'template_id', r.template_id, 'scored_by', r.scored_by,
  'state', r.state, 'finalised_on', r.finalised_on, 'total', sum(i.points)::text,
  'items', json_agg(json_build_object('position', i.position, 'title', i.title, 'kind', i.kind,
    'max_points', i.max_points::text, 'points', i.points::text, 'honoured_on', i.honoured_on, 'evidence', i.evidence,
    'entered_by', i.entered_by, 'verified_by', i.verified_by, 'verified_on', i.verified_on) ORDER BY i.position))
  FROM score_items i WHERE i.sheet_id = r.id""",
    "score-sheets.not-found",
)

_SHARE = (
    "json_build_object('part', {part}, 'base', {base}, 'share', round({part}::numeric / nullif({base}, 0), 6)::text)"
)


def _share(part: str, base: str) -> str:
    return _SHARE.format(part=part, base=base)


POLLS = Newest(
    "opinion_polls",
    f"""json_build_object({EDITION_COLUMNS}, 'template_id', r.template_id, 'document_id', r.document_id,
  'members', json_build_object('base', r.members_base, 'participating', r.members_participating, 'base_reason', NULL),
  'masses', json_build_object('base', r.masses_base, 'participating', r.masses_participating,
    'base_reason', r.masses_base_reason),
  'criteria', r.criteria,
  'member_turnout', {_share("r.members_participating", "r.members_base")},
  'mass_turnout', {_share("r.masses_participating", "r.masses_base")})""",
    "opinion-polls.not-found",
)

EVALUATIONS = Newest(
    "candidate_evaluations",
    f"""json_build_object({EDITION_COLUMNS}, 'full_members', r.full_members, 'asked', r.asked,
  'participating', r.participating, 'approving', r.approving, 'document_id', r.document_id,
  'scope', {_share("r.asked", "r.full_members")}, 'participation', {_share("r.participating", "r.asked")},
  'approval', {_share("r.approving", "r.participating")})""",
    "candidate-evaluations.not-found",
)

TALKS = Newest(
    "scored_talks",
    f"""json_build_object({EDITION_COLUMNS}, 'body', r.body, 'talked_by', r.talked_by, 'topics', r.topics,
  'total', (SELECT sum((t->>'points')::numeric)::text FROM jsonb_array_elements(r.topics) t),
  'remark', r.remark, 'document_id', r.document_id)""",
    "scored-talks.not-found",
)


async def templates(
    reader: Reader,
    *,
    organisation_id: UUID | None,
    usable_at: UUID | None,
    purpose: str | None,
    after: tuple[object, ...] | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Return templates of a subtree, or with *usable_at* those of a body in reach and of everybody above it."""
    if usable_at is None:
        return await TEMPLATES.page(
            reader, {"purpose": purpose}, organisation_id=organisation_id, after=after, limit=limit
        )
    await reader.within(usable_at)
    above = await reader.pool.fetchrow(_ANCESTORS, usable_at)
    if above is None:
        raise NotFound("organisations.not-found")
    ids = [found for found in {usable_at, *above.values()} if found is not None]
    page = one_page([_USABLE], [ids, purpose], ("r.id",), after=after, limit=limit, descending=True)
    statement = f"SELECT ({TEMPLATES.item})::text AS item, r.id FROM score_templates r {page.text}"
    rows: list[asyncpg.Record] = await reader.pool.fetch(statement, *page.values)
    return rows


_ANCESTORS = """SELECT county_id, committee_id, sub_committee_id, general_branch_id, branch_id
 FROM organisations WHERE id = $1"""

_USABLE = "r.organisation_id = ANY($1) AND ($2::text IS NULL OR r.purpose = $2)"
