"""What every change of the tree has in common: the decision, its record, and the next stretch of history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core.ids import new_id
from app.domain.organisations.changes import ChangeKind, decided
from app.domain.shared.errors import Conflict, ensure
from app.persistence.models.organisation_history import OrganisationChange
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.tree import TreeRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["Decision", "carry_on", "judge_decision", "record_change"]

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decision:
    """Who may decide has decided: document number, day, first day of effect, reason."""

    number: str
    decided_on: date
    effective_on: date
    reason: str | None = None


def judge_decision(uow: UnitOfWork, decision: Decision) -> None:
    """Raise RuleRefused when the decision has no number or its days do not fit."""
    ensure(decided(decision.number, decision.decided_on, decision.effective_on, uow.today))


def record_change(
    uow: UnitOfWork, body: Organisation, kind: ChangeKind, decision: Decision, *, before: Facts, after: Facts
) -> OrganisationChange:
    """Keep the decision and tell of it."""
    change = OrganisationChange(
        id=new_id(),
        organisation_id=body.id,
        kind=kind.value,
        decision_number=decision.number.strip(),
        decided_on=decision.decided_on,
        happened_on=decision.effective_on,
        reason=decision.reason,
        before={key: _plain(value) for key, value in before.items()},
        after={key: _plain(value) for key, value in after.items()},
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(body).columns(),
    )
    uow.session.add(change)
    uow.emit(
        f"organisations:organisation:{kind.value.replace('_', '-')}",
        body,
        before=dict(before),
        after=dict(after),
        details={"kind": kind.value, "on": decision.effective_on, "decision_number": change.decision_number},
        event_type=f"organisations.organisation.{kind.value}",
    )
    return change


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | bool) or value is None else str(value)


async def carry_on(uow: UnitOfWork, body: Organisation, on: date, change: OrganisationChange) -> None:
    """Close the body's running placement and open one with what it is now.

    Several decisions may take effect on one day (a township that becomes a street is renamed and reclassified): the day
    has one placement, with what the last of them made. A change that took effect later stands in the way.
    """
    tree = TreeRepository(uow)
    await uow.flush()  # the change's row is referred to
    for placement in await tree.open_placements([body.id]):
        if placement.from_on > on:
            raise Conflict("organisations.later-change", pointer="/effective_on", facts={"measured": placement.from_on})
        if placement.from_on == on:
            tree.restate(placement, body, change)
            return
        placement.until_on = on
        await uow.flush()  # the old end before the new beginning, or the overlap constraint refuses it
        tree.place(body, on, change)
