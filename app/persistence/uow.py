"""The unit of work: one transaction, one caller, one moment.

Services get it as their first argument and never commit; the edge (HTTP route class, worker job, command line) does.
What was emitted is written as audit and outbox rows in the same transaction. A transaction that wrote business rows
without emitting anything is refused: no write goes unaudited.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar
from uuid import UUID

import orjson
from sqlalchemy.orm.exc import StaleDataError

from app.core.clock import Moment
from app.core.crypto import Keys
from app.core.ids import new_id
from app.domain.identity.caller import Caller
from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Place
from app.domain.shared.errors import StaleVersion
from app.persistence.base import Base
from app.persistence.inserts import insert_rows
from app.persistence.scope import place_of
from app.persistence.session import CommandSession

__all__ = ["UnauditedWrite", "UnitOfWork", "canonical"]

_KEY_ID = 1
"""Which key the digests are made with."""

R = TypeVar("R")

Details = Mapping[str, object]


class UnauditedWrite(RuntimeError):
    """A programming error: rows were written and nothing was emitted."""


@dataclass(frozen=True, slots=True)
class Emission:
    """One thing that happened, to be written as an audit entry and an outbox event."""

    action: str
    subject_kind: str
    subject_id: UUID | None
    place: Place
    before: Details | None
    after: Details | None
    details: Details
    event_type: str | None


def canonical(content: object) -> bytes:
    """Return the canonical JSON bytes of *content*: sorted keys, decimals and fractions as strings."""
    return orjson.dumps(content, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def _plain(value: object) -> object:
    if isinstance(value, Decimal | Fraction | UUID):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(str(item) for item in value)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"not canonical: {type(value).__name__}")


@dataclass
class UnitOfWork:
    """One transaction of one caller. ``permission`` is the one that the endpoint named."""

    session: CommandSession
    caller: Caller
    moment: Moment
    keys: Keys
    permission: Permission | None = None
    request_id: str = "-"
    commits_refusal: bool = False
    """Set by a service that refuses but must keep what it wrote (a counted failed login)."""
    written: frozenset[str] = frozenset()
    """Tables written by what was committed."""
    _repositories: dict[object, object] = field(default_factory=dict)
    _emissions: list[Emission] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The procedural day of this act (Asia/Shanghai)."""
        return self.moment.today

    @property
    def now(self) -> datetime:
        """The instant of this act (UTC)."""
        return self.moment.now

    @property
    def actor_id(self) -> UUID | None:
        """The account behind the act, for ``recorded_by``."""
        return self.caller.user_id

    def repository(self, kind: Callable[["UnitOfWork"], R]) -> R:
        """Return this unit's repository of the given class."""
        found = self._repositories.get(kind)
        if found is None:
            found = self._repositories[kind] = kind(self)
        return found  # type: ignore[return-value]

    def emit(
        self,
        action: str,
        subject: object,
        *,
        subject_kind: str | None = None,
        place: Place | None = None,
        before: Details | None = None,
        after: Details | None = None,
        details: Details | None = None,
        event_type: str | None = None,
    ) -> None:
        """Note that *action* (``area:subject:verb``) happened to *subject* (a model row).

        ``before``/``after`` become keyed digests and are not stored; ``details`` and the outbox payload are stored and
        must hold no personal data. ``event_type`` (``area.thing.happened``) adds an outbox event.
        """
        kind = subject_kind or str(getattr(subject, "__tablename__", type(subject).__name__))
        subject_id = getattr(subject, "id", None)
        if place is None:
            place = place_of(subject) if hasattr(subject, "county_id") else Place()
        self._emissions.append(
            Emission(
                action,
                kind,
                subject_id if isinstance(subject_id, UUID) else None,
                place,
                before,
                after,
                details or {},
                event_type,
            )
        )

    async def flush(self) -> None:
        """Send pending rows to the database, for an id or a constraint that is needed before the end."""
        session = self.session
        if not (session.new or session.dirty or session.deleted):
            return
        try:
            await session.flush()
        except StaleDataError as error:
            raise StaleVersion() from error

    async def insert(self, *rows: Base) -> None:
        """Write new rows now and in one statement: for plain creates, which know all of their columns."""
        await insert_rows(self.session, rows)

    async def write_emissions(self) -> None:
        """Write what was emitted so far, within the transaction: for work of thousands of rows, chunk by chunk."""
        await self._write_emissions(self._emissions)
        self._emissions.clear()

    async def release(self) -> None:
        """Give the connection back before slow work outside the database; only while nothing has been written."""
        if (
            self._emissions
            or self.session.new
            or self.session.dirty
            or self.session.sync_session.info.get("zhibu_wrote")
        ):
            raise RuntimeError("released in the middle of a write")
        await self.session.commit()
        self.session.info.pop("zhibu_tree_held", None)  # the tree was held by the transaction that has ended

    async def commit(self) -> None:
        """Write pending rows, audit and outbox, and commit. Only the edge calls this.

        Raises UnauditedWrite when business rows were written and nothing was emitted, StaleVersion when another
        transaction changed a row first.
        """
        await self.flush()
        state = self.session.sync_session.info
        if state.get("zhibu_wrote") and not self._emissions:
            raise UnauditedWrite(f"unaudited write to {sorted(state['zhibu_wrote'])}")
        await self._write_emissions(self._emissions)
        self._emissions.clear()
        self.written |= frozenset(state.pop("zhibu_wrote", ()))
        await self.session.commit()

    async def _write_emissions(self, emissions: Sequence[Emission]) -> None:
        if not emissions:
            return
        # The driver's own statement: these rows are written with every command and pass no mapper.
        driver = await self.session.driver()
        await driver.executemany(_EMIT, [self._emitted(emission) for emission in emissions])

    def _emitted(self, emission: Emission) -> tuple[object, ...]:
        """The parameters of one emission, in the order of the columns of ``_EMIT``."""
        place = emission.place
        return (
            new_id(),
            self.now,
            self.today,
            self.request_id,
            self.caller.kind.value,
            self.caller.user_id,
            self.caller.person_id,
            place.organisation_id,
            emission.action,
            emission.subject_kind,
            emission.subject_id,
            self._digest(emission.before),
            self._digest(emission.after),
            canonical(emission.details).decode(),
            *place.columns().values(),
            new_id(),
            emission.event_type,
        )

    def _digest(self, content: Details | None) -> bytes | None:
        return None if content is None else self.keys.digest(canonical(content))


_SCOPE = ", ".join(SCOPE_COLUMN[level] for level in SCOPE_LEVELS)
_EMIT = f"""
WITH entry AS (
  INSERT INTO audit_entries (id, at, act_day, request_id, actor_kind, actor_id, actor_person_id, organisation_id, action,
    subject_kind, subject_id, before_digest, after_digest, details, {_SCOPE}, key_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::jsonb, $15, $16, $17, $18, $19, {_KEY_ID}))
INSERT INTO outbox_events (id, at, type, organisation_id, subject_kind, subject_id, payload, {_SCOPE})
SELECT $20::uuid, $2, $21::text, $8, $10, $11, $14::jsonb, $15, $16, $17, $18, $19 WHERE $21::text IS NOT NULL
"""
