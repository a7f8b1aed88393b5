"""One account per role to try the demo county with. Its password is printed and no secret."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.core.ids import new_id
from app.core.passwords import Passwords
from app.demo.copying import copy_rows
from app.demo.county import County
from app.demo.people import MadePerson
from app.demo.plan import Body
from app.domain.identity.caller import Caller, CallerKind, Grant
from app.domain.identity.permissions import ROLES, RoleKey
from app.domain.organisations.facts import OrganisationKind
from app.domain.people.facts import MemberStatus
from app.domain.shared.days import add_years
from app.persistence.models.identity import RoleGrant, User

__all__ = ["PASSWORD", "Account", "accounts", "write_accounts"]

PASSWORD = "zhibu-demo-2026"  # noqa: S105 - printed on purpose, refused in production with the demo itself


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the printed page."""

    role: str
    username: str
    password: str
    does: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    login: str
    role: RoleKey
    at: str
    does: str
    department: str | None = None


_PLANS: tuple[_Plan, ...] = (
    _Plan("county", RoleKey.ORGANISATION_DEPARTMENT, "county", "全县名册、备案、规定 whole county, filing, rules"),
    _Plan("approver", RoleKey.APPROVING_COMMITTEE, "committee", "预审、审批、纠正 pre-review, approval"),
    _Plan("organiser", RoleKey.COMMITTEE_ORGANISER, "committee", "备案、审批前谈话 filing, talks"),
    _Plan("supervisor", RoleKey.SUPERVISOR, "committee", "监督支部大会 supervises assemblies"),
    _Plan("secretary", RoleKey.BRANCH_SECRETARY, "branch", "发展党员各步骤 opens and moves cases"),
    _Plan("commissioner", RoleKey.ORGANISATION_COMMISSIONER, "branch", "第二计票人等 second teller"),
    _Plan("applicant", RoleKey.APPLICANT, "branch", "查看本人进度 reads the own case"),
    _Plan("discipline", RoleKey.DEPARTMENT_DESK, "county", "回复政审函 replies to inquiries", "discipline_inspection"),
    _Plan("police", RoleKey.DEPARTMENT_DESK, "county", "回复政审函 replies to inquiries", "public_security"),
    _Plan("investigator", RoleKey.INVESTIGATING_BODY, "county", "调查异议 investigates objections"),
    _Plan("auditor", RoleKey.AUDITOR, "county", "查看审计 reads the audit"),
    _Plan("sysadmin", RoleKey.SYSTEM_ADMINISTRATOR, "county", "管理账号 manages accounts"),
    _Plan("secadmin", RoleKey.SECURITY_ADMINISTRATOR, "county", "授权与密钥 grants and keys"),
)

_MOVE = (
    "TOKEN=$(curl -s --noproxy '*' {base_url}/api/v1/auth/token -d grant_type=password -d username=secretary "
    f"-d password={PASSWORD} | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"access_token\"])'); "
    'AUTH="Authorization: Bearer $TOKEN"; CASES={base_url}/api/v1/development-cases; '
    'CASE=$(curl -s --noproxy \'*\' -H "$AUTH" "$CASES?step=first_talk" '
    '| python3 -c \'import json,sys; print(*(case["id"] for case in json.load(sys.stdin)["items"][:1]))\'); '
    'if [ "$CASE" ]; then curl -s --noproxy \'*\' -X POST -H "$AUTH" -H \'If-Match: "v1"\' '
    '-H "Idempotency-Key: first-$CASE" "$CASES/$CASE/steps/first_talk/complete"; '
    "else echo '没有案例在等待这一步了 / no case waits at this step any more'; fi"
)


def accounts() -> tuple[Account, ...]:
    """Return the accounts of the printed page."""
    return tuple(
        Account(
            f"{ROLES[plan.role].title_zh} {plan.role.value}",
            plan.login,
            PASSWORD,
            plan.does,
            _MOVE if plan.login == "secretary" else "",
        )
        for plan in _PLANS
    )


async def write_accounts(connection: "asyncpg.Connection[asyncpg.Record]", county: County) -> None:
    """Write the users and their grants."""
    hashed = await Passwords().hash(PASSWORD)
    places = _places(county)
    branch = places["branch"]
    officers = county.officers[branch.id]
    persons: dict[str, UUID] = {"secretary": officers[0].id, "commissioner": officers[1].id}
    county.waiting = _applicant(county, branch)
    persons |= {"applicant": county.waiting.id}
    persons |= dict(zip(_OF_COMMITTEE, _elsewhere(county, branch, within=branch.place.committee_id), strict=False))
    persons |= dict(zip(_OF_COUNTY, _elsewhere(county, branch, within=None), strict=False))
    users: list[Mapping[str, object]] = []
    grants: list[Mapping[str, object]] = []
    for plan in _PLANS:
        user_id, body = new_id(), places[plan.at]
        users.append(
            {
                "id": user_id,
                "login": plan.login,
                "display_name": ROLES[plan.role].title_zh,
                "person_id": persons.get(plan.login),
                "password_hash": hashed,
                "must_change_password": False,
                "grant_version": 1,
                "version": 1,
                "recorded_at": county.now,
            }
        )
        granted = Grant(
            plan.role,
            body.id,
            body.level,
            # Long before the first day, so that a rehearsal may also go back.
            add_years(county.today, -6),
            department=plan.department,
        )
        county.accounts[plan.login] = Caller(
            CallerKind.USER, user_id, persons.get(plan.login), name=ROLES[plan.role].title_zh, grants=(granted,)
        )
        grants.append(
            {
                "id": new_id(),
                "user_id": user_id,
                "role": plan.role.value,
                "organisation_id": body.id,
                "level": body.level.value,
                "department": plan.department,
                "from_on": granted.from_on,
                "version": 1,
                "recorded_at": county.now,
                **body.place.columns(),
            }
        )
    await copy_rows(connection, User, users)
    await copy_rows(connection, RoleGrant, grants)


_OF_COMMITTEE = ("organiser", "approver", "supervisor")
_OF_COUNTY = ("county", "discipline", "police", "investigator", "auditor", "sysadmin", "secadmin")


def _elsewhere(county: County, branch: Body, *, within: UUID | None) -> Iterator[UUID]:
    """Yield members of other branches: of the same committee, or of other committees when none is named."""
    for body in county.tree:
        mine = body.place.committee_id == branch.place.committee_id
        if body.kind is OrganisationKind.BRANCH and body.id != branch.id and mine == (within is not None):
            yield from (officer.id for officer in county.officers.get(body.id, [])[3:4])


def _places(county: County) -> dict[str, Body]:
    """Return the bodies of the accounts: the first branch that has an applicant, and what stands above it."""
    by_id = {body.id: body for body in county.tree}
    branches = [body for body in county.tree if body.kind is OrganisationKind.BRANCH]
    busy = {person.branch.id for person in county.candidates if person.status is MemberStatus.APPLICANT}
    branch = next(b for b in branches if b.id in busy and len(county.officers.get(b.id, [])) >= 4)
    committee = by_id[branch.place.committee_id or branch.id]
    return {"county": county.tree[0], "committee": committee, "branch": branch}


def _applicant(county: County, branch: Body) -> MadePerson:
    applicants = (p for p in county.candidates if p.branch.id == branch.id and p.status is MemberStatus.APPLICANT)
    return next(applicants)
