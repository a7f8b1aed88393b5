"""Passwords, and duties that nobody holds together."""

from datetime import date
from uuid import UUID

import pytest

from app.domain.identity.caller import Caller, CallerKind, Grant, Reach
from app.domain.identity.permissions import ROLES, SERVICE_SCOPES, Permission, RoleKey
from app.domain.identity.rules import ADMINISTRATORS, may_hold, password_serves
from app.domain.organisations.levels import Level
from tests.domain.told import told

COUNTY = UUID(int=1)
BRANCH = UUID(int=2)
DAY = date(2026, 11, 23)


def grant(
    role: RoleKey, level: Level = Level.COUNTY, since: date = DAY, until: date | None = None, desk: str | None = None
) -> Grant:
    return Grant(role, COUNTY if level is Level.COUNTY else BRANCH, level, since, until, department=desk)


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("plum-bloom", ()),
        ("plum-bloo", ("identity.password-too-short",)),
        ("plumblossom", ("identity.password-too-plain",)),
        ("xinglin-2026", ("identity.password-holds-login",)),
        ("XINGLIN-2026", ("identity.password-holds-login",)),
        ("abc", ("identity.password-too-short", "identity.password-too-plain")),
    ],
)
def test_a_password_serves_or_says_what_it_lacks(password: str, codes: tuple[str, ...]) -> None:
    assert told(password_serves(password, "xinglin")).codes == codes


@pytest.mark.parametrize("administrator", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("other", sorted(set(RoleKey)))
def test_an_administrator_holds_no_other_duty_but_the_own_file(administrator: RoleKey, other: RoleKey) -> None:
    held = [grant(other)]

    verdict = told(may_hold(grant(administrator), held, has_person=True))

    allowed = ROLES[other].own_file or other is administrator
    assert bool(verdict) is allowed
    assert told(verdict).codes == (() if allowed else ("identity.duties-apart",))


@pytest.mark.parametrize(
    ("_case", "since", "until", "ok"),
    [
        ("ends the day before", date(2026, 1, 1), date(2026, 11, 22), True),
        ("ends on the first day", date(2026, 1, 1), date(2026, 11, 23), False),
        ("begins on the last day", date(2026, 12, 31), None, False),
        ("begins the day after", date(2027, 1, 1), None, True),
    ],
)
def test_only_duties_at_the_same_time_are_kept_apart(_case: str, since: date, until: date | None, ok: bool) -> None:
    wanted = grant(RoleKey.SECURITY_ADMINISTRATOR, since=DAY, until=date(2026, 12, 31))

    assert (
        bool(told(may_hold(wanted, [grant(RoleKey.BRANCH_SECRETARY, since=since, until=until)], has_person=True))) is ok
    )


@pytest.mark.parametrize(
    ("wanted", "has_person", "codes"),
    [
        (grant(RoleKey.SYSTEM_ADMINISTRATOR, Level.BRANCH), True, ("identity.administrator-at-county",)),
        (grant(RoleKey.BRANCH_SECRETARY, Level.BRANCH), False, ()),
        (grant(RoleKey.MEMBER, Level.BRANCH), False, ("identity.person-needed",)),
        (grant(RoleKey.MEMBER, Level.BRANCH), True, ()),
        (grant(RoleKey.DEPARTMENT_DESK), False, ("identity.department-of-a-desk",)),
        (grant(RoleKey.DEPARTMENT_DESK, desk="police"), False, ()),
        (grant(RoleKey.AUDITOR, desk="police"), False, ("identity.department-of-a-desk",)),
        (grant(RoleKey.BRANCH_SECRETARY), False, ("identity.role-elsewhere",)),
        (grant(RoleKey.BRANCH_SECRETARY, Level.COMMITTEE), False, ("identity.role-elsewhere",)),
        (grant(RoleKey.BRANCH_SECRETARY, Level.GENERAL_BRANCH), False, ()),
        (grant(RoleKey.APPROVING_COMMITTEE, Level.BRANCH), False, ("identity.role-elsewhere",)),
        (grant(RoleKey.APPROVING_COMMITTEE, Level.SUB_COMMITTEE), False, ()),
        (grant(RoleKey.ORGANISATION_DEPARTMENT, Level.COMMITTEE), False, ("identity.role-elsewhere",)),
        (grant(RoleKey.ORGANISATION_DEPARTMENT), False, ()),
        (grant(RoleKey.GROUP_LEADER, Level.GROUP), False, ()),
        (grant(RoleKey.SUPERVISOR, Level.COMMITTEE), False, ()),
    ],
)
def test_a_grant_fits_its_place_and_its_holder(wanted: Grant, has_person: bool, codes: tuple[str, ...]) -> None:
    assert told(may_hold(wanted, [], has_person=has_person)).codes == codes


def test_a_service_account_reaches_its_subtree_with_its_scopes_and_nothing_else() -> None:
    service = Caller(
        CallerKind.SERVICE,
        scopes=frozenset({Permission.CASE_READ}),
        service_organisation_id=BRANCH,
        service_level=Level.BRANCH,
        service_department="police",
    )

    assert service.reach(Permission.CASE_READ) == (Reach(Level.BRANCH, BRANCH),)
    assert service.reach(Permission.CASE_OPEN) == ()
    assert service.visible == (Reach(Level.BRANCH, BRANCH),)
    assert service.departments == {"police"}


def test_a_narrowed_token_gives_no_more_than_the_roles_do() -> None:
    scopes = frozenset({Permission.CASE_READ, Permission.CASE_APPROVE})
    caller = Caller(CallerKind.USER, grants=(grant(RoleKey.BRANCH_SECRETARY, Level.BRANCH),), scopes=scopes)

    assert caller.permissions == {Permission.CASE_READ}


def test_no_program_may_take_an_interactive_step() -> None:
    forbidden = {"ballot", "grant", "user", "service-account", "objection", "rule"}
    actions = {"read", "write", "import", "reply"}

    for scope in SERVICE_SCOPES:
        resource, _, action = scope.value.partition(":")
        assert action in actions
        assert resource not in forbidden or action == "read"


def test_administrators_have_no_permission_on_business_data() -> None:
    theirs = {"self", "identity", "user", "grant", "service-account", "audit", "event", "rehearsal"}

    for role in ADMINISTRATORS:
        assert {permission.value.partition(":")[0] for permission in ROLES[role].permissions} <= theirs


def test_every_duty_that_an_administrator_would_hold_beside_is_named() -> None:
    administrator, others = min(ADMINISTRATORS), [role for role in RoleKey if not ROLES[role].own_file]
    beside = [role for role in others if role not in ADMINISTRATORS][:2]

    verdict = may_hold(grant(administrator), [grant(role) for role in beside], has_person=True)

    assert [finding.measured for finding in told(verdict).unmet] == [", ".join(sorted(beside))]


def test_two_duties_of_the_ordinary_kind_are_held_together() -> None:
    ordinary = [role for role in RoleKey if not ROLES[role].own_file and role not in ADMINISTRATORS]

    for held in ordinary:
        codes = may_hold(grant(RoleKey.BRANCH_SECRETARY, Level.BRANCH), [grant(held)], has_person=True).codes
        assert "identity.duties-apart" not in codes, held
