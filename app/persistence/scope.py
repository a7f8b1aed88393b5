"""Scope: the one place that turns a caller's reach into a condition on rows.

Nobody else may build a subtree predicate; a test looks for the scope columns in other files' WHERE clauses.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, true

from app.domain.identity.caller import Caller, CallerKind, Reach
from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Level, Place

__all__ = ["SqlCondition", "covers", "place_of", "reach_predicate", "reach_sql", "sees", "visible_predicate"]


def place_of(row: object) -> Place:
    """Return the place stamped on a scoped row."""
    return Place(**{SCOPE_COLUMN[level]: getattr(row, SCOPE_COLUMN[level]) for level in SCOPE_LEVELS})


def covers(reaches: Iterable[Reach], row: object) -> bool:
    """Tell whether one of *reaches* holds the scoped *row*."""
    return any(getattr(row, SCOPE_COLUMN[reach.level], None) == reach.organisation_id for reach in reaches)


def sees(caller: Caller, row: object) -> bool:
    """Tell whether *caller* may know of the scoped *row* at all; the same answer as :func:`visible_predicate` in SQL."""
    if caller.kind is CallerKind.SYSTEM or covers(caller.visible, row):
        return True
    own = getattr(row, "person_id", None)
    return own is not None and own == caller.person_id and bool(caller.own_permissions)


def reach_predicate(model: type[object], reaches: Sequence[Reach]) -> ColumnElement[bool]:
    """Return the SQLAlchemy condition that a row of *model* lies in one of *reaches*."""
    conditions = [
        getattr(model, SCOPE_COLUMN[reach.level]) == reach.organisation_id
        for reach in reaches
        if hasattr(model, SCOPE_COLUMN[reach.level])
    ]
    return or_(*conditions) if conditions else false()


def visible_predicate(model: type[object], caller: Caller, permission: Permission | None) -> ColumnElement[bool]:
    """Return the condition for the rows that *caller* may know of (or, with a permission, may use it on).

    A holder of an own-file role reaches the rows of the own person where the model has ``person_id``.
    """
    if caller.kind is CallerKind.SYSTEM:
        return true()
    reaches = caller.visible if permission is None else caller.reach(permission)
    condition = reach_predicate(model, reaches)
    own = bool(caller.own_permissions) if permission is None else permission in caller.own_permissions
    if own and hasattr(model, "person_id"):
        condition = or_(condition, and_(model.person_id == caller.person_id))
    return condition


@dataclass(frozen=True, slots=True)
class SqlCondition:
    """A condition for the read lane: text with numbered parameters and their values."""

    text: str
    values: tuple[object, ...]


def reach_sql(
    caller: Caller,
    permission: Permission,
    *,
    alias: str,
    start: int = 1,
    within: Reach | None = None,
    own_column: str | None = None,
    group_column: str | None = None,
) -> SqlCondition:
    """Return the condition for rows of *alias* that *caller* reaches with *permission*, parameters from ``$start``.

    *within* narrows to one organisation's subtree; it comes from ``Reader.within``, which has asked for the caller's
    reach already, so that one equality is left and the list index of that level serves. ``own_column`` names the
    person column for own-file roles, ``group_column`` the one that holds a group; rows that know no group are out of
    the reach of whoever holds a role at a group.
    """
    parts: list[str] = []
    values: list[object] = []

    def parameter(value: object) -> str:
        values.append(value)
        return f"${start + len(values) - 1}"

    def column(level: Level) -> str | None:
        return group_column if level is Level.GROUP else SCOPE_COLUMN[level]

    if within is None and caller.kind is not CallerKind.SYSTEM:
        reaches = [r for r in caller.reach(permission) if column(r.level) is not None]
        options = [f"{alias}.{column(r.level)} = {parameter(r.organisation_id)}" for r in reaches]
        if own_column is not None and permission in caller.own_permissions:
            options.append(f"{alias}.{own_column} = {parameter(caller.person_id)}")
        parts.append(f"({' OR '.join(options)})" if options else "false")
    if within is not None:
        place = column(within.level)
        parts.append(f"{alias}.{place} = {parameter(within.organisation_id)}" if place else "false")
    return SqlCondition(" AND ".join(parts) or "true", tuple(values))
