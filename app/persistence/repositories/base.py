"""The base of all repositories: every read is scoped to the caller, or says aloud that it is not."""

from collections.abc import Hashable
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from uuid import UUID

from sqlalchemy import Select, bindparam, select, text
from sqlalchemy.sql.base import ExecutableOption

from app.domain.identity.caller import Caller, CallerKind
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import Forbidden, NotFound, StaleVersion
from app.persistence.base import Scoped
from app.persistence.scope import covers, sees, visible_predicate

if TYPE_CHECKING:
    from app.persistence.uow import UnitOfWork

__all__ = ["HOLD_TREE", "TREE_LOCK", "Repository"]

TREE_LOCK = 7_460_217
"""Number of the advisory lock on the tree's shape."""
HOLD_TREE = f"SELECT pg_advisory_xact_lock_shared({TREE_LOCK})"
_HOLD = text(HOLD_TREE)

M = TypeVar("M")


@cache
def _by_id(model: Any, lock: bool) -> Select[Any]:
    """Return the statement that reads one row; built once per model, the caller's reach is asked of the row itself."""
    statement = select(model).where(model.id == bindparam("id"))
    if lock:
        statement = statement.with_for_update(of=model).execution_options(populate_existing=True)
    return statement


class Repository(Generic[M]):
    """Queries over one model. Subclasses set ``model``."""

    model: type[M]

    def __init__(self, uow: "UnitOfWork") -> None:
        self.uow = uow
        self.session = uow.session

    def select(self, permission: Permission | None = None) -> Select[M]:
        """Return a select of the rows that the caller may know of, or reaches with *permission*."""
        return select(self.model).where(visible_predicate(self.model, self.uow.caller, permission))

    def unscoped(self, *, reason: str) -> Select[M]:
        """Return a select over all rows. *reason* says why the caller's subtree is not asked for."""
        if not reason:
            raise ValueError("an unscoped read needs a reason")
        return select(self.model)

    async def get(
        self,
        row_id: UUID,
        *,
        permission: Permission | None = None,
        expected_version: int | None = None,
        lock: bool = False,
        options: tuple[ExecutableOption, ...] = (),
        holding: bool = True,
    ) -> M:
        """Return one row that the caller may use with *permission* (the endpoint's own when not named).

        Raises NotFound when it is outside the caller's subtree, Forbidden when it is inside and the permission does
        not reach it, StaleVersion when *expected_version* is not the row's. ``lock`` takes the row for update.
        Without ``holding`` the tree may move meanwhile: for long work that holds it at its end and looks again.
        """
        if lock:
            await self.uow.flush()  # the row is read anew: what this unit of work has changed must be stored first
        if holding and issubclass(self.model, Scoped):
            await self.hold_tree()  # rows that are made of this one get its place
        statement = cast("Select[M]", _by_id(cast("Hashable", self.model), lock))
        if options:
            statement = statement.options(*options)
        row = (await self.session.execute(statement, {"id": row_id})).scalar_one_or_none()
        if row is None or not sees(self.uow.caller, row):
            raise NotFound(f"{self._noun()}.not-found")
        self.demand(row, permission or self.uow.permission)
        if expected_version is not None and expected_version != getattr(row, "version", None):
            raise StaleVersion()
        return row

    async def hold_tree(self) -> None:
        """Keep the tree as it is until the end of the transaction: a move waits, other commands do not.

        Without it a row could be stamped with a place that a move, running at the same time, has just left. It is held
        before any row is locked: a move takes the tree first and the rows after it.
        """
        if not self.session.info.get("zhibu_tree_held"):
            await self.session.execute(_HOLD)
            self.session.info["zhibu_tree_held"] = True

    def demand(self, row: object, permission: Permission | None) -> None:
        """Raise Forbidden unless the caller holds *permission* where *row* lies."""
        if permission is not None and not reaches(self.uow.caller, permission, row):
            raise Forbidden(permission.value)

    def add(self, row: M) -> M:
        """Add a new row to the transaction."""
        self.session.add(row)
        return row

    def _noun(self) -> str:
        return cast(str, self.model.__tablename__).replace("_", "-")  # type: ignore[attr-defined]


def reaches(caller: Caller, permission: Permission, row: object) -> bool:
    """Tell whether *caller* holds *permission* where the scoped *row* lies, or on his own file."""
    if caller.kind is CallerKind.SYSTEM or covers(caller.reach(permission), row):
        return True
    person_id = getattr(row, "person_id", None)
    return person_id is not None and person_id == caller.person_id and permission in caller.own_permissions
