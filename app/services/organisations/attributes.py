"""Changing what a body is called, what it stands in, and whether it may approve."""

from uuid import UUID

from app.domain.organisations.changes import ChangeKind
from app.domain.organisations.facts import Classification, OrganisationKind, OrganisationState
from app.domain.organisations.placing import may_stand_under
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.shared.errors import Conflict, ensure
from app.domain.shared.verdict import require
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import TreeRepository, facts_of
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.organisations.decisions import Decision, carry_on, judge_decision, record_change

__all__ = ["reclassify", "rename", "set_approval_power"]


async def _body(uow: UnitOfWork, organisation_id: UUID, decision: Decision, expected_version: int) -> Organisation:
    judge_decision(uow, decision)
    tree = TreeRepository(uow)
    await tree.organisations.lock_tree()
    body = await tree.organisations.get(organisation_id, expected_version=expected_version, lock=True)
    active = body.state == OrganisationState.ACTIVE.value
    ensure(require(active, "organisations.not-active", measured=body.state, facts={"name": body.name}))
    return body


async def rename(
    uow: UnitOfWork, organisation_id: UUID, name: str, short_name: str, decision: Decision, *, expected_version: int
) -> Organisation:
    """Rename a body; the old name stays in its history."""
    body = await _body(uow, organisation_id, decision, expected_version)
    if (body.name, body.short_name) == (name, short_name):
        raise Conflict("people.nothing-changed")
    before = {"name": body.name, "short_name": body.short_name}
    body.name, body.short_name = name, short_name
    after = {"name": name, "short_name": short_name}
    change = record_change(uow, body, ChangeKind.RENAME, decision, before=before, after=after)
    await carry_on(uow, body, decision.effective_on, change)
    return body


async def reclassify(
    uow: UnitOfWork, organisation_id: UUID, classification: Classification, decision: Decision, *, expected_version: int
) -> Organisation:
    """Change what a body stands in. A township's sub-committee must not be left with a power it can't hold."""
    body = await _body(uow, organisation_id, decision, expected_version)
    tree = TreeRepository(uow)
    parent = await tree.parent_of(body)
    ensure(
        may_stand_under(OrganisationKind(body.kind), OrganisationKind(parent.kind) if parent else None, classification)
    )
    before = {"classification": body.classification}
    body.classification = classification.value
    law = await uow.repository(LawRepository).of_place(place_of(body))
    for child in await tree.children(body.id):
        if child.approval_power:
            ensure(may_hold_approval_power(facts_of(child, body), law, decision.effective_on))
    after = {"classification": classification.value}
    change = record_change(uow, body, ChangeKind.RECLASSIFY, decision, before=before, after=after)
    await carry_on(uow, body, decision.effective_on, change)
    return body


async def set_approval_power(
    uow: UnitOfWork, organisation_id: UUID, power: bool, decision: Decision, *, expected_version: int
) -> Organisation:
    """Give a committee the power to approve members, or take it; only bodies that may hold it get it."""
    body = await _body(uow, organisation_id, decision, expected_version)
    if body.approval_power is power:
        raise Conflict("people.nothing-changed")
    if power:
        parent = await TreeRepository(uow).parent_of(body)
        law = await uow.repository(LawRepository).of_place(place_of(body))
        ensure(may_hold_approval_power(facts_of(body, parent), law, decision.effective_on))
    body.approval_power = power
    kind = ChangeKind.GRANT_POWER if power else ChangeKind.WITHDRAW_POWER
    facts = {"approval_power": power}
    change = record_change(uow, body, kind, decision, before={"approval_power": not power}, after=facts)
    await carry_on(uow, body, decision.effective_on, change)
    return body
