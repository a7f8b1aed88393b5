"""Rules of accounts: passwords, and duties that nobody holds together.

The three administrators (system, security, audit) hold no business role and none of each other's; a person's own file is
no business role. Two accounts of one person count as one. These limits are the design's own: no clause sets them.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from app.domain.identity.caller import Grant
from app.domain.identity.permissions import ROLES, RoleKey
from app.domain.organisations.levels import Level
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.verdict import Verdict, require

__all__ = ["ADMINISTRATORS", "LOGIN_PATTERN", "PASSWORD_SHORTEST", "may_hold", "password_serves"]

ADMINISTRATORS = frozenset({RoleKey.SYSTEM_ADMINISTRATOR, RoleKey.SECURITY_ADMINISTRATOR, RoleKey.AUDIT_ADMINISTRATOR})
LOGIN_PATTERN = r"^[a-z0-9][a-z0-9._-]{2,63}$"
PASSWORD_SHORTEST = 10
_BRANCHES = frozenset({Level.BRANCH, Level.GENERAL_BRANCH})
_COMMITTEES = frozenset({Level.COMMITTEE, Level.SUB_COMMITTEE})
_COUNTY = frozenset({Level.COUNTY})
_PLACES: Mapping[RoleKey, frozenset[Level]] = {
    RoleKey.GROUP_LEADER: frozenset({Level.GROUP, *_BRANCHES}),
    RoleKey.BRANCH_SECRETARY: _BRANCHES,
    RoleKey.ORGANISATION_COMMISSIONER: _BRANCHES,
    RoleKey.COMMITTEE_ORGANISER: _COMMITTEES,
    RoleKey.APPROVING_COMMITTEE: _COMMITTEES | _COUNTY,
    RoleKey.ORGANISATION_DEPARTMENT: _COUNTY,
}
"""Where a role may be given; the others anywhere. Higher up, its holder would do the work of every body below."""
_CLASSES = ("[a-z]", "[A-Z]", "[0-9]", "[^a-zA-Z0-9]")
_CLASSES_NEEDED = 2


def password_serves(password: str, login: str) -> Verdict:
    """Tell whether a new password will do: long enough, of two kinds of characters, without the login in it."""
    kinds = sum(bool(re.search(pattern, password)) for pattern in _CLASSES)
    return (
        require(
            len(password) >= PASSWORD_SHORTEST, "identity.password-too-short", OUR_CHOICE, required=PASSWORD_SHORTEST
        )
        & require(kinds >= _CLASSES_NEEDED, "identity.password-too-plain", OUR_CHOICE, required=_CLASSES_NEEDED)
        & require(login.lower() not in password.lower(), "identity.password-holds-login", OUR_CHOICE)
    )


def may_hold(wanted: Grant, held: Iterable[Grant], *, has_person: bool) -> Verdict:
    """Tell whether somebody with *held* grants (of all accounts of that person) may be given *wanted* too."""
    role = ROLES[wanted.role]
    overlapping = [grant for grant in held if _overlap(grant, wanted)]
    at_odds = sorted(grant.role.value for grant in overlapping if _at_odds(grant.role, wanted.role))
    desk = wanted.role is RoleKey.DEPARTMENT_DESK
    return (
        require(
            not at_odds,
            "identity.duties-apart",
            OUR_CHOICE,
            measured=", ".join(at_odds) or None,
            facts={"roles": tuple(at_odds) or None},
        )
        & require(
            wanted.role not in ADMINISTRATORS or wanted.level is Level.COUNTY,
            "identity.administrator-at-county",
            OUR_CHOICE,
        )
        & require(
            wanted.level in _PLACES.get(wanted.role, Level),
            "identity.role-elsewhere",
            OUR_CHOICE,
            required=tuple(level.value for level in Level if level in _PLACES.get(wanted.role, Level)),
            measured=wanted.level.value,
            pointer="/organisation_id",
        )
        & require(has_person or not role.own_file, "identity.person-needed", OUR_CHOICE)
        & require(desk == (wanted.department is not None), "identity.department-of-a-desk", OUR_CHOICE)
    )


def _at_odds(one: RoleKey, other: RoleKey) -> bool:
    if one is other or ROLES[one].own_file or ROLES[other].own_file:
        return False
    return one in ADMINISTRATORS or other in ADMINISTRATORS


def _overlap(one: Grant, other: Grant) -> bool:
    return one.from_on <= (other.to_on or date.max) and other.from_on <= (one.to_on or date.max)
