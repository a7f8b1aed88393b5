"""What a caller reaches: roles above, the own file, a service account, a desk."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.identity.caller import ANONYMOUS, Caller, CallerKind, Grant, Reach
from app.domain.identity.permissions import ROLES, Permission, RoleKey
from app.domain.organisations.levels import Level

DAY = date(2026, 11, 23)
COUNTY, BRANCH = UUID(int=1), UUID(int=2)
OWN = next(role for role in RoleKey if ROLES[role].own_file)
ABOVE = RoleKey.BRANCH_SECRETARY
OWN_FILE = Grant(OWN, BRANCH, Level.BRANCH, DAY)
SECRETARY = Grant(ABOVE, BRANCH, Level.BRANCH, DAY)
HIGHER = Grant(ABOVE, COUNTY, Level.COUNTY, DAY)
PERSON = UUID(int=7)
CASES = Permission.CASE_RECORD


def caller(*grants: Grant, person: UUID | None = PERSON, scopes: frozenset[Permission] | None = None) -> Caller:
    return Caller(CallerKind.USER, UUID(int=3), person, grants=grants, scopes=scopes)


def test_a_role_reaches_its_organisation_and_the_own_file_reaches_none() -> None:
    for grants in ((OWN_FILE, SECRETARY), (SECRETARY, OWN_FILE)):
        both = caller(*grants)

        assert both.reach(CASES) == (Reach(Level.BRANCH, BRANCH),)
        assert both.visible == (Reach(Level.BRANCH, BRANCH),)
        assert both.own_permissions == ROLES[OWN].permissions
        assert both.permissions == ROLES[OWN].permissions | ROLES[ABOVE].permissions


def test_reaches_of_two_grants_are_joined_and_stand_in_order() -> None:
    reaches = tuple(sorted({Reach(Level.BRANCH, BRANCH), Reach(Level.COUNTY, COUNTY)}))

    for grants in ((SECRETARY, HIGHER), (HIGHER, SECRETARY), (HIGHER, SECRETARY, SECRETARY)):
        assert caller(*grants).reach(CASES) == reaches
        assert caller(*grants).visible == reaches
    assert caller(OWN_FILE).visible == ()
    assert caller(OWN_FILE).reach(CASES) == ()


def test_an_account_without_a_person_has_no_own_file() -> None:
    assert caller(OWN_FILE, person=None).own_permissions == frozenset()
    assert caller(person=PERSON).own_permissions == frozenset()


def test_a_narrowed_token_has_what_it_names_and_no_more() -> None:
    own = min(ROLES[OWN].permissions)
    narrowed = caller(OWN_FILE, SECRETARY, scopes=frozenset({own, CASES, Permission.CASE_APPROVE}))

    assert narrowed.own_permissions == {own} | ({CASES} & ROLES[OWN].permissions)
    assert narrowed.reach(CASES) == (Reach(Level.BRANCH, BRANCH),)
    assert Permission.CASE_APPROVE not in narrowed.permissions
    assert caller(SECRETARY, scopes=frozenset()).permissions == frozenset()


SERVICE = Caller(
    CallerKind.SERVICE,
    UUID(int=4),
    scopes=frozenset({CASES}),
    service_organisation_id=COUNTY,
    service_level=Level.COUNTY,
    service_department="public_security",
)


def test_a_service_account_reaches_its_organisation_with_its_scopes() -> None:
    assert SERVICE.reach(CASES) == SERVICE.visible == (Reach(Level.COUNTY, COUNTY),)
    assert SERVICE.permissions == {CASES}
    assert replace(SERVICE, scopes=None).permissions == frozenset()
    for half in (replace(SERVICE, service_level=None), replace(SERVICE, service_organisation_id=None)):
        assert half.reach(CASES) == half.visible == ()


def test_at_a_desk_only_what_belongs_to_its_department_counts() -> None:
    police = replace(SECRETARY, department="public_security")
    court = replace(HIGHER, department="court")
    both = caller(police, court, SECRETARY)

    assert both.departments == {"public_security", "court"}
    assert both.at_desk("public_security").grants == (police,)
    assert both.at_desk("court").grants == (court,)
    assert both.at_desk("tax").grants == ()
    assert SERVICE.departments == {"public_security"}
    assert SERVICE.at_desk("public_security") == SERVICE
    assert replace(SERVICE, grants=(police, court)).at_desk("public_security").grants == (police,)
    elsewhere = SERVICE.at_desk("court")
    assert (elsewhere.service_organisation_id, elsewhere.service_level) == (None, None)
    assert elsewhere.service_department == "public_security"
    assert elsewhere.reach(CASES) == ()


@pytest.mark.parametrize(
    ("_case", "who", "may"),
    [
        ("nobody", ANONYMOUS, False),
        ("a worker job", Caller(CallerKind.SYSTEM), True),
        ("a secretary", caller(SECRETARY), True),
        ("a member", caller(OWN_FILE), CASES in ROLES[OWN].permissions),
    ],
)
def test_who_may(_case: str, who: Caller, may: bool) -> None:
    assert who.may(CASES) is may
