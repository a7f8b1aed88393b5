"""Moving a body under another: everything below goes with it, history keeps the old place."""

from uuid import UUID

from app.domain.organisations.changes import ChangeKind, may_move
from app.domain.organisations.facts import LEVEL_OF, OrganisationKind
from app.domain.organisations.levels import Level
from app.domain.organisations.placing import no_cycle
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.shared.errors import ensure
from app.persistence.models.organisation_history import OrganisationChange
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import TreeRepository, facts_of
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.organisations.decisions import Decision, carry_on, judge_decision, record_change
from app.services.organisations.founding import place_below

__all__ = ["move", "put_under"]


async def move(
    uow: UnitOfWork, organisation_id: UUID, parent_id: UUID, decision: Decision, *, expected_version: int
) -> Organisation:
    """Move a body under another one.

    Moves pass one after the other (an advisory lock), so that two crossing moves can't make a cycle. The caller's
    permission must reach both ends. Raises RuleRefused for a place that can't be, a cycle, or a power that would be lost.
    """
    judge_decision(uow, decision)
    tree = TreeRepository(uow)
    await tree.organisations.lock_tree()
    body = await tree.organisations.get(organisation_id, expected_version=expected_version, lock=True)
    parent = await tree.organisations.get(parent_id, lock=True)
    ensure(
        no_cycle(body.id, parent.id, await tree.parents())
        & may_move(facts_of(body), facts_of(parent), decision.effective_on)
    )
    before = {"parent_id": body.parent_id}
    change = record_change(uow, body, ChangeKind.MOVE, decision, before=before, after={"parent_id": parent.id})
    await put_under(uow, body, parent, decision, change)
    if body.approval_power:
        law = await uow.repository(LawRepository).of_place(place_of(parent))
        ensure(may_hold_approval_power(facts_of(body, parent), law, decision.effective_on))
    return body


async def put_under(
    uow: UnitOfWork, body: Organisation, parent: Organisation, decision: Decision, change: OrganisationChange
) -> None:
    """Give a body its new parent and everything below it the new place, with a new stretch of history each."""
    tree = TreeRepository(uow)
    place = place_below(place_of(parent), OrganisationKind(body.kind), body.id)
    body.parent_id = parent.id
    for column, value in place.columns().items():
        setattr(body, column, value)
    await uow.flush()  # the body's own row counts its version before the stamps of all rows change
    level: Level = LEVEL_OF[OrganisationKind(body.kind)]
    await tree.restamp(level, body.id, place)
    subtree = [body, *(row for row in await tree.subtree(body) if row.id != body.id)]
    await carry_on(uow, subtree, decision.effective_on, change, first=body)
