"""An existing row for every path parameter, all of one branch, and callers of every role inside and outside of it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from app.api.runtime import runtime_of
from app.core.ids import new_id
from app.core.tokens import AccessClaims
from app.domain.identity.permissions import RoleKey
from app.domain.organisations.facts import Classification, OrganisationKind
from app.persistence.models.identity import RoleGrant, User, UserSession
from app.persistence.models.organisations import Organisation
from app.persistence.scope import place_of
from tests.builders.world import World

__all__ = ["PLACES", "TABLES", "Rows", "build_places", "caller", "existing_rows"]

TABLES = {
    "adoption_id": "rule_adoptions",
    "ballot_id": "ballots",
    "case_id": "development_cases",
    "certificate_id": "training_certificates",
    "document_id": "documents",
    "duplicate_id": "possible_duplicates",
    "episode_id": "membership_episodes",
    "evaluation_id": "candidate_evaluations",
    "exemption_id": "training_exemptions",
    "fact_id": "case_facts",
    "form_id": "application_forms",
    "grant_id": "role_grants",
    "ground_id": "excusal_grounds",
    "import_id": "roster_imports",
    "inquiry_id": "review_inquiries",
    "meeting_id": "meetings",
    "notice_id": "publicity_notices",
    "objection_id": "publicity_objections",
    "operation_id": "operations",
    "person_id": "persons",
    "poll_id": "opinion_polls",
    "range_id": "application_form_ranges",
    "restriction_id": "membership_restrictions",
    "review_id": "political_reviews",
    "seat_id": "committee_seats",
    "sheet_id": "score_sheets",
    "talk_id": "scored_talks",
    "task_id": "tasks",
    "template_id": "score_templates",
    "term_id": "committee_terms",
}
"""The scoped table behind each path parameter."""

PLACES: dict[RoleKey, tuple[str, str]] = {
    **dict.fromkeys(RoleKey, ("branch", "other_branch")),
    RoleKey.GROUP_LEADER: ("group", "other_group"),
    RoleKey.SUPERVISOR: ("committee", "other"),
    RoleKey.COMMITTEE_ORGANISER: ("committee", "other"),
    RoleKey.APPROVING_COMMITTEE: ("committee", "other"),
    RoleKey.ORGANISATION_DEPARTMENT: ("county", "far_county"),
    RoleKey.INVESTIGATING_BODY: ("county", "far_county"),
    RoleKey.DEPARTMENT_DESK: ("county", "far_county"),
    RoleKey.AUDITOR: ("county", "far_county"),
    RoleKey.SYSTEM_ADMINISTRATOR: ("county", "far_county"),
    RoleKey.SECURITY_ADMINISTRATOR: ("county", "far_county"),
    RoleKey.AUDIT_ADMINISTRATOR: ("county", "far_county"),
}
"""Where each role is held for the branch to lie inside its subtree, and outside."""


@dataclass
class Rows:
    """Ids by path parameter; ``places`` are the organisations by their names in the world."""

    ids: dict[str, UUID] = field(default_factory=dict)
    committee_only: set[str] = field(default_factory=set)
    """Parameters whose row belongs to the committee or the county, not to the branch."""


async def build_places(world: World) -> None:
    """Add a group below each branch, and a county of its own that has nothing to do with the first."""
    async with world.system() as uow:
        for key, kind, above, code in (
            ("group", OrganisationKind.GROUP, "branch", "X01-01-1"),
            ("other_group", OrganisationKind.GROUP, "other_branch", "X02-01-1"),
            ("far_county", OrganisationKind.COUNTY_COMMITTEE, None, "Y"),
        ):
            parent = world.organisations[above] if above else None
            own_id = new_id()
            columns = place_of(parent).columns() if parent else {"county_id": own_id}
            world.organisations[key] = Organisation(
                id=own_id,
                parent_id=parent.id if parent else None,
                kind=kind.value,
                level="group" if parent else "county",
                classification=(parent.classification if parent else Classification.COUNTY.value),
                code=code,
                name=f"演练{code}",
                short_name=f"演练{code}",
                approval_power=False,
                state="active",
                founded_on=date(2001, 7, 1),
                recorded_at=uow.now,
                recorded_by=None,
                **columns,
            )
            uow.session.add(world.organisations[key])
            uow.emit("test:organisation:found", world.organisations[key])


async def existing_rows(world: World) -> Rows:
    """Find, for every path parameter, a row of the branch; else one that stands above it."""
    pool = runtime_of(world.app).database.reads
    found = Rows()
    for name, table in TABLES.items():
        row = await pool.fetchval(f"SELECT id FROM {table} WHERE branch_id = $1 ORDER BY id LIMIT 1", world.branch.id)
        if row is None:
            row = await pool.fetchval(
                f"SELECT id FROM {table} WHERE committee_id = $1 OR (county_id = $2 AND committee_id IS NULL) LIMIT 1",
                world.committee.id,
                world.county.id,
            )
            found.committee_only.add(name)
        if row is not None:
            found.ids[name] = row
    site = await pool.fetchval(
        "SELECT id FROM publicity_sites WHERE notice_id = $1 LIMIT 1", found.ids.get("notice_id", new_id())
    )
    if site is not None:
        found.ids["site_id"] = site
        found.ids["candidate_id"] = await pool.fetchval(
            "SELECT id FROM publicity_candidates WHERE notice_id = $1 LIMIT 1", found.ids["notice_id"]
        )
    found.ids["organisation_id"] = world.branch.id
    found.ids["group_id"] = world.group.id
    return found


async def caller(
    world: World, *held: tuple[RoleKey, str], person_id: UUID | None = None, department: str | None = None
) -> str:
    """Make a user with roles at places and return an access token."""
    now = datetime.now(UTC)
    async with world.system() as uow:
        user = User(
            id=new_id(), login=f"w{new_id().hex}", display_name="走查用户", person_id=person_id, recorded_at=now
        )
        uow.session.add(user)
        await uow.flush()
        session = UserSession(id=new_id(), user_id=user.id, started_at=now, expires_at=now + timedelta(days=1))
        uow.session.add(session)
        for role, place in held:
            at = world.organisations[place]
            uow.session.add(
                RoleGrant(
                    user_id=user.id,
                    role=role.value,
                    organisation_id=at.id,
                    level=at.level,
                    department=department if role is RoleKey.DEPARTMENT_DESK else None,
                    from_on=date(2000, 1, 1),
                    recorded_at=now,
                    **place_of(at).columns(),
                )
            )
        uow.emit("test:user:make", user)
    return world.runtime.tokens.issue(AccessClaims(user.id, session.id, 1, frozenset(), "walk"), now)
