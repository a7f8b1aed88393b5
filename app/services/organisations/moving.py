"""Moving a body under another: everything below goes with it, history keeps the old place."""

from datetime import date
from uuid import UUID

from app.domain.organisations.changes import ChangeKind, may_move
from app.domain.organisations.facts import LEVEL_OF, OrganisationKind
from app.domain.organisations.levels import Level
from app.domain.organisations.placing import no_cycle
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.shared.errors import Conflict, ensure
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
    await _parent_stands_still(tree, parent, decision.effective_on)
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
    """Give a body its new parent and everything below it the new place, with a new stretch of history each.

    History follows from the day of effect on for whatever stood below then, also where it was renamed or went elsewhere
    since.
    """
    tree = TreeRepository(uow)
    place = place_below(place_of(parent), OrganisationKind(body.kind), body.id)
    body.parent_id = parent.id
    for column, value in place.columns().items():
        setattr(body, column, value)
    await uow.flush()  # the body's own row counts its version before the stamps of all rows change
    level: Level = LEVEL_OF[OrganisationKind(body.kind)]
    await tree.restamp(level, body.id, place)
    await carry_on(uow, body, decision.effective_on, change)
    await tree.carry_below(body, decision.effective_on, change)


async def _parent_stands_still(tree: TreeRepository, parent: Organisation, on: date) -> None:
    """Raise Conflict where the new parent itself moved after the day: the days between would get a place it had not."""
    stays = await tree.stays(parent.id, on)
    if len(stays) > 1:
        raise Conflict("organisations.later-change", pointer="/effective_on", facts={"measured": stays[-1].from_on})
