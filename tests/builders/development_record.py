"""What the tables hold about one case, read without the service: the evidence of the oracle."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

__all__ = ["Gap", "Record", "Row", "Vote", "read_record"]

Gap = tuple[str, str]
"""A step and the code of what is missing there."""


@dataclass
class Row:
    """A standing fact of the case."""

    id: UUID
    kind: str
    on: date
    data: dict[str, Any]
    recorded_at: datetime


@dataclass
class Vote:
    """An assembly about the person, held or on paper, with its figures."""

    on: date
    present: int
    entitled: int
    approve: int
    closed: bool
    secret: bool
    counted_twice: bool
    roll_of_the_day: bool
    id: UUID | None = None


@dataclass
class Record:
    """What the tables hold about one case."""

    person_id: UUID
    born: date
    status: str
    joined: date | None
    converted: date | None
    above: frozenset[UUID]
    powers: list[dict[str, Any]]
    """What each body was, from which day to which."""
    facts: list[Row]
    votes: dict[str, list[Vote]]
    notices: list[dict[str, Any]]
    certificates: list[dict[str, Any]]
    reviews: list[dict[str, Any]]
    forms: list[dict[str, Any]]
    papers: frozenset[tuple[int | None, str]]
    episodes: list[dict[str, Any]]
    findings: dict[str, set[Gap]]
    """Steps and codes of the findings, by state."""
    branch: UUID
    state: str
    extended: int
    """How often the service has extended the probation."""
    objections: list[dict[str, Any]]
    restrictions: list[dict[str, Any]]
    groups: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    def last(self, kind: str, until: date | None = None, **wanted: object) -> Row | None:
        """The last fact of a kind until a day."""
        found = [
            row
            for row in self.facts
            if row.kind == kind
            and (until is None or row.on <= until)
            and all(row.data.get(name) == value for name, value in wanted.items())
        ]
        return max(found, key=lambda row: (row.on, row.recorded_at), default=None)

    def may_approve(self, body: UUID, on: date) -> bool:
        """Whether a body stood above the branch and held the approval power on a day."""
        return body in self.above and any(
            row["organisation_id"] == body and row["approval_power"] and _covers(row, on) for row in self.powers
        )

    def full_member(self, person: str, on: date) -> bool:
        """Whether somebody was a full member on a day."""
        return any(
            str(e["person_id"]) == person and e["status"] == "full_member" and _covers(e, on) for e in self.episodes
        )

    def barred(self, person: str, on: date) -> bool:
        """Whether somebody was under 留党察看 on a day."""
        return any(str(r["person_id"]) == person and _covers(r, on) for r in self.restrictions)

    def objected(self, on: date) -> bool:
        """Whether an objection to the person waited on a day."""
        return any(
            o["received_on"] <= on and (o["fed_back_on"] is None or on < o["fed_back_on"]) for o in self.objections
        )


def _covers(episode: dict[str, Any], on: date) -> bool:
    return bool(episode["from_on"] <= on and (episode["until_on"] is None or on < episode["until_on"]))


async def read_record(pool: asyncpg.Pool, case_id: str) -> Record:
    """Read everything that the oracle judges."""

    async def rows(statement: str, *values: object) -> list[dict[str, Any]]:
        return [dict(row) for row in await pool.fetch(statement, *values)]

    (case,) = await rows(
        "SELECT c.*, p.born_on, p.status AS standing, p.joined_on, p.converted_on FROM development_cases c"
        " JOIN persons p ON p.id = c.person_id WHERE c.id = $1",
        UUID(case_id),
    )
    own, person = case["id"], case["person_id"]
    facts = await rows("SELECT * FROM case_facts WHERE case_id = $1 AND standing", own)
    findings: dict[str, set[Gap]] = {}
    for finding in await rows("SELECT step, code, state FROM case_findings WHERE case_id = $1", own):
        findings.setdefault(finding["state"], set()).add((finding["step"], finding["code"]))
    bodies = {case[level] for level in ("county_id", "committee_id", "general_branch_id") if case[level]}
    powers = await rows("SELECT * FROM organisation_placements WHERE organisation_id = ANY($1)", list(bodies))
    groups = await rows("SELECT id FROM organisations WHERE parent_id = $1 AND kind = 'group'", case["branch_id"])
    episodes = await rows("SELECT * FROM membership_episodes WHERE annulled_at IS NULL")
    made = [Row(f["id"], f["kind"], f["happened_on"], _json(f["data"]), f["recorded_at"]) for f in facts]
    return Record(
        person,
        case["born_on"],
        case["standing"],
        case["joined_on"],
        case["converted_on"],
        frozenset(bodies),
        powers,
        made,
        await _votes(rows, case, made, episodes),
        await rows(
            "SELECT n.kind, n.state, n.concluded_on, n.withdrawn_on, s.kind AS site, s.posted_on, s.taken_down_on"
            " FROM publicity_notices n JOIN publicity_candidates c ON c.notice_id = n.id AND c.case_id = $1"
            " JOIN publicity_sites s ON s.notice_id = n.id AND s.annulled_reason IS NULL",
            own,
        ),
        await rows(
            "SELECT * FROM training_certificates WHERE person_id = $1 AND standing AND withdrawn_on IS NULL", person
        ),
        await rows(
            "SELECT c.happened_on, c.result, (SELECT max(r.happened_on) FROM inquiry_replies r"
            " JOIN review_inquiries i ON i.id = r.inquiry_id WHERE i.review_id = v.id) AS last_reply,"
            " (SELECT count(*) FROM review_inquiries i WHERE i.review_id = v.id AND i.withdrawn_on IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM inquiry_replies r WHERE r.inquiry_id = i.id)) AS open"
            " FROM political_reviews v JOIN LATERAL (SELECT * FROM review_conclusions c WHERE c.review_id = v.id"
            " ORDER BY c.edition DESC LIMIT 1) c ON true WHERE v.case_id = $1",
            own,
        ),
        await rows("SELECT * FROM application_forms WHERE person_id = $1", person),
        frozenset(
            (row["step"], row["kind"])
            for row in await rows("SELECT step, kind FROM documents WHERE case_id = $1 AND state = 'current'", own)
        ),
        episodes,
        findings,
        case["branch_id"],
        case["state"],
        len(await rows("SELECT id FROM development_steps WHERE case_id = $1 AND outcome = 'extended'", own)),
        await rows(
            "SELECT o.received_on, o.fed_back_on FROM publicity_objections o JOIN publicity_candidates c"
            " ON c.notice_id = o.notice_id AND c.case_id = $1 WHERE o.candidate_id IS NULL OR o.candidate_id = c.id",
            own,
        ),
        await rows("SELECT * FROM membership_restrictions WHERE kind = 'party_probation'"),
        bool(groups),
    )


def _json(value: object) -> dict[str, Any]:
    import json

    return dict(json.loads(value)) if isinstance(value, str) else dict(value)  # type: ignore[call-overload]


async def _votes(
    rows: Any, case: dict[str, Any], facts: list[Row], episodes: list[dict[str, Any]]
) -> dict[str, list[Vote]]:
    """The assemblies about the person. Those entitled are counted from the roster of the day, not from the roll."""
    found: dict[str, list[Vote]] = {"admission": [], "conversion": []}
    for paper in facts:
        if paper.kind == "paper_assembly":
            data = paper.data
            vote = Vote(paper.on, data["present"], data["entitled"], data["approve"], True, data["secret"], True, True)
            found[data["about"]].append(vote)
    held = await rows(
        "SELECT m.*, b.id AS ballot, b.approve, b.written_approve, b.round, b.method FROM meetings m"
        " JOIN meeting_candidates c ON c.meeting_id = m.id AND c.case_id = $1"
        " LEFT JOIN ballots b ON b.meeting_id = m.id AND b.case_id = $1 AND b.state = 'closed'"
        " WHERE m.state IN ('closed', 'in_session') AND m.kind IN ('admission', 'conversion')",
        case["id"],
    )
    for meeting in held:
        roll = await rows(
            "SELECT person_id, standing, attendance FROM meeting_roll_entries WHERE meeting_id = $1", meeting["id"]
        )
        tallies = await rows(
            "SELECT DISTINCT person_id, approve, against, abstain, invalid, returned FROM ballot_tallies"
            " WHERE ballot_id = $1 AND round = $2 AND person_id <> $3",
            meeting["ballot"],
            meeting["round"],
            case["person_id"],
        )
        entitled = {
            e["person_id"]
            for e in episodes
            if e["branch_id"] == meeting["organisation_id"]
            and e["status"] == "full_member"
            and _covers(e, meeting["held_on"])
        }
        here = {r["person_id"] for r in roll if r["attendance"] == "present"} & entitled
        same = len({tuple(t[k] for k in ("approve", "against", "abstain", "invalid", "returned")) for t in tallies})
        found[meeting["kind"]].append(
            Vote(
                meeting["held_on"],
                len(here),
                len(entitled),
                (meeting["approve"] or 0) + (meeting["written_approve"] or 0),
                meeting["state"] == "closed" and meeting["ballot"] is not None,
                meeting["method"] != "show_of_hands",
                len({t["person_id"] for t in tallies}) >= 2 and same == 1,
                meeting["frozen_on"] == meeting["held_on"],
                meeting["id"],
            )
        )
    return found
