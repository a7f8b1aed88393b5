"""Who is asking, and how far each permission reaches."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from app.domain.identity.permissions import ROLES, Permission, RoleKey
from app.domain.organisations.levels import Level

__all__ = ["ANONYMOUS", "Caller", "CallerKind", "Grant", "Reach"]


class CallerKind(StrEnum):
    """What stands behind a request."""

    USER = "user"
    SERVICE = "service"
    SYSTEM = "system"
    """A worker job or a command of the operator."""
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at an organisation from a day to a day (inclusive, open while None)."""

    role: RoleKey
    organisation_id: UUID
    level: Level
    from_on: date
    to_on: date | None = None
    department: str | None = None
    """For a department desk: the department whose inquiries it answers."""


@dataclass(frozen=True, slots=True, order=True)
class Reach:
    """The subtree of one organisation: rows whose scope column of ``level`` holds ``organisation_id``."""

    level: Level
    organisation_id: UUID


@dataclass(frozen=True)
class Caller:
    """The caller of a request with the grants that hold today. ``user_id`` is a service account's id for services."""

    kind: CallerKind
    user_id: UUID | None = None
    person_id: UUID | None = None
    session_id: UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    scopes: frozenset[Permission] | None = None
    """A service account's or narrowed token's permissions; None means whatever the roles give."""
    service_organisation_id: UUID | None = None
    """The organisation whose subtree a service account reaches."""
    service_level: Level | None = None
    service_department: str | None = None
    must_change_password: bool = False
    """Only the own account may be used until an own password is set."""

    @cached_property
    def _reaches(self) -> dict[Permission, tuple[Reach, ...]]:
        found: dict[Permission, set[Reach]] = {}
        for grant in self.grants:
            role = ROLES[grant.role]
            if role.own_file:
                continue
            for permission in role.permissions:
                if self.scopes is None or permission in self.scopes:
                    found.setdefault(permission, set()).add(Reach(grant.level, grant.organisation_id))
        if self._service_reach is not None:
            return dict.fromkeys(self.scopes or (), (self._service_reach,))
        return {permission: tuple(sorted(reaches)) for permission, reaches in found.items()}

    @cached_property
    def _service_reach(self) -> Reach | None:
        if self.service_organisation_id is None or self.service_level is None:
            return None
        return Reach(self.service_level, self.service_organisation_id)

    @cached_property
    def own_permissions(self) -> frozenset[Permission]:
        """Permissions that reach the caller's own file only."""
        if self.person_id is None:
            return frozenset()
        found: set[Permission] = set()
        for grant in self.grants:
            role = ROLES[grant.role]
            if role.own_file:
                found |= role.permissions
        return frozenset(found if self.scopes is None else found & self.scopes)

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Every permission held somewhere."""
        return frozenset(self._reaches) | self.own_permissions

    @cached_property
    def visible(self) -> tuple[Reach, ...]:
        """The subtrees of which the caller may know: any role that reaches further than the own file."""
        if self._service_reach is not None:
            return (self._service_reach,)
        return tuple(sorted({Reach(g.level, g.organisation_id) for g in self.grants if not ROLES[g.role].own_file}))

    @cached_property
    def departments(self) -> frozenset[str]:
        """The departments that the caller answers for; a desk sees its own department's inquiries and no others."""
        found = {grant.department for grant in self.grants} | {self.service_department}
        return frozenset(department for department in found if department is not None)

    def at_desk(self, department: str) -> "Caller":
        """The caller as far as the desk of one department reaches: a grant for another department adds nothing."""
        grants = tuple(grant for grant in self.grants if grant.department == department)
        if self.service_department == department:
            return replace(self, grants=grants)
        return replace(self, grants=grants, service_organisation_id=None, service_level=None)

    def reach(self, permission: Permission) -> tuple[Reach, ...]:
        """The subtrees in which the caller holds *permission*; empty when none."""
        return self._reaches.get(permission, ())

    def may(self, permission: Permission) -> bool:
        """Tell whether the caller holds *permission* anywhere."""
        return self.kind is CallerKind.SYSTEM or permission in self.permissions


ANONYMOUS = Caller(CallerKind.ANONYMOUS)
