"""The read lane: SQL-made JSON on its own asyncpg pool.

A reader carries the caller and the moment; read models take it as their first argument, build a constant statement and
return bytes. Nothing here sets session state, so that connections need no reset.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from app.core.clock import Moment
from app.domain.identity.caller import Caller, Reach
from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import Level
from app.domain.shared.errors import Forbidden, NotFound
from app.persistence.repositories.base import reaches
from app.persistence.scope import SqlCondition, reach_sql, sees

__all__ = ["Reader", "Row", "json_array", "one_page"]


@dataclass(frozen=True, slots=True)
class Reader:
    """One caller's view for reading, with the permission that the endpoint named."""

    pool: "asyncpg.Pool[asyncpg.Record]"
    caller: Caller
    moment: Moment
    permission: Permission

    @property
    def today(self) -> date:
        """The day of the request."""
        return self.moment.today

    async def within(self, organisation_id: UUID | None) -> Reach | None:
        """Return the reach of an organisation named in a filter, or None when none is named.

        Raises NotFound when it lies outside the caller's subtree, Forbidden when the permission does not reach it.
        """
        if organisation_id is None:
            return None
        for reach in self.caller.reach(self.permission):
            if reach.organisation_id == organisation_id:
                return reach
        row = await self.visible_row(_ORGANISATION_PLACE, organisation_id, "organisations.not-found")
        return Reach(Level(str(row["level"])), organisation_id)

    async def known(self, organisation_id: UUID | None) -> Reach | None:
        """Return the reach of an organisation named in a filter, whatever permission is held there; None when none is.

        Raises NotFound when it lies outside the caller's subtree.
        """
        if organisation_id is None:
            return None
        row = await self.pool.fetchrow(_ORGANISATION_PLACE, organisation_id)
        if row is None or not sees(self.caller, Row(row)):
            raise NotFound("organisations.not-found")
        return Reach(Level(str(row["level"])), organisation_id)

    async def visible_row(self, statement: str, row_id: UUID, missing: str, *values: object) -> asyncpg.Record:
        """Return the row of *statement* (``$1`` is its id, *values* follow), which selects the scope columns too.

        Raises NotFound(*missing*) outside the caller's subtree, Forbidden inside without the permission.
        """
        row = await self.pool.fetchrow(statement, row_id, *values)
        place = Row(row) if row is not None else None
        if row is None or not (reaches(self.caller, self.permission, place) or sees(self.caller, place)):
            raise NotFound(missing)
        if not reaches(self.caller, self.permission, place):
            raise Forbidden(self.permission.value)
        return row

    def condition(
        self,
        alias: str,
        *,
        start: int = 1,
        within: Reach | None = None,
        own_column: str | None = None,
        group_column: str | None = None,
    ) -> SqlCondition:
        """Return the scope condition for *alias* (see :func:`app.persistence.scope.reach_sql`)."""
        return reach_sql(
            self.caller,
            self.permission,
            alias=alias,
            start=start,
            within=within,
            own_column=own_column,
            group_column=group_column,
        )


_ORGANISATION_PLACE = """
SELECT level, county_id, committee_id, sub_committee_id, general_branch_id, branch_id,
       CASE WHEN level = 'group' THEN id END AS group_id
  FROM organisations WHERE id = $1
"""


class Row:
    """A record whose columns are attributes, so that scope rules read it like a model."""

    def __init__(self, record: asyncpg.Record) -> None:
        self.__dict__.update(record.items())


def json_array(rows: Sequence[asyncpg.Record], column: str = "item") -> bytes:
    """Join rows of JSON text into one JSON array."""
    return ("[" + ",".join([row[column] for row in rows]) + "]").encode()


def one_page(
    conditions: Sequence[str],
    values: Sequence[object],
    key: Sequence[str],
    *,
    after: Sequence[object] | None,
    limit: int,
    descending: bool = False,
) -> SqlCondition:
    """Return the end of a list's statement, from ``WHERE`` on, with all its values: what follows *after* in the order of
    *key*, and one row more than *limit*.

    The number of rows stands in the text: as a parameter it would leave the server without an estimate, so that it made
    a plan anew at every call.
    """
    compared, further = [*conditions], () if after is None else tuple(after)
    if further:
        places = ", ".join(f"${len(values) + index}" for index in range(1, len(key) + 1))
        compared.append(f"({', '.join(key)}) {'<' if descending else '>'} ({places})")
    order = ", ".join(f"{column} DESC" if descending else column for column in key)
    return SqlCondition(f"WHERE {' AND '.join(compared)} ORDER BY {order} LIMIT {limit + 1:d}", (*values, *further))
