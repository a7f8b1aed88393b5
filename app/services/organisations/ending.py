"""Dissolving a body when nobody is left in it, and merging bodies, people and records going over."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, update

from app.domain.organisations.changes import ChangeKind, Contents, may_dissolve, may_merge
from app.domain.organisations.facts import LEVEL_OF, OrganisationKind, OrganisationState
from app.domain.organisations.levels import SCOPE_COLUMN, Level
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.people.facts import MemberStatus, StatusCause
from app.domain.shared.errors import Conflict, ensure
from app.persistence.models.committees import CommitteeTerm, GroupPost
from app.persistence.models.development import DevelopmentCase
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import TreeRepository, facts_of
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.identity.grants import end_grants_at
from app.services.organisations.committees import end_term
from app.services.organisations.decisions import Decision, judge_decision, record_change
from app.services.organisations.moving import put_under
from app.services.people.statuses import move_person

__all__ = ["dissolve", "merge"]


async def dissolve(
    uow: UnitOfWork, organisation_id: UUID, decision: Decision, *, expected_version: int
) -> Organisation:
    """Dissolve a body. Raises RuleRefused while people or bodies are left in it."""
    judge_decision(uow, decision)
    tree = TreeRepository(uow)
    await tree.organisations.lock_tree()
    body = await tree.organisations.get(organisation_id, expected_version=expected_version, lock=True)
    column = SCOPE_COLUMN[Level(body.level)]
    people = await uow.repository(PersonRepository).left_in(body.id, column)
    contents = Contents(people, await tree.count_children(body.id), await _open_cases(uow, column, body.id))
    ensure(may_dissolve(facts_of(body), contents, decision.effective_on))
    record_change(
        uow,
        body,
        ChangeKind.DISSOLVE,
        decision,
        before={"state": body.state},
        after={"state": OrganisationState.DISSOLVED.value},
    )
    await _end(uow, body, OrganisationState.DISSOLVED, decision.effective_on)
    return body


async def merge(
    uow: UnitOfWork, target_id: UUID, source_ids: Sequence[UUID], decision: Decision, *, expected_version: int
) -> Organisation:
    """Merge bodies into one. People keep their status and get a new episode; bodies below and records go over."""
    judge_decision(uow, decision)
    tree = TreeRepository(uow)
    await tree.organisations.lock_tree()
    target = await tree.organisations.get(target_id, expected_version=expected_version, lock=True)
    sources = [await tree.organisations.get(source_id, lock=True) for source_id in sorted(set(source_ids))]
    ensure(may_merge(facts_of(target), [facts_of(source) for source in sources], decision.effective_on))
    for source in sources:
        change = record_change(
            uow,
            source,
            ChangeKind.MERGE,
            decision,
            before={"state": source.state},
            after={"state": OrganisationState.MERGED.value, "into": target.id},
        )
        level = LEVEL_OF[OrganisationKind(source.kind)]
        if level is Level.BRANCH:
            await _move_people(uow, source, target, decision)
        for child in await tree.children(source.id, ended=True):
            await put_under(uow, child, target, decision, change)
            if child.approval_power:
                law = await uow.repository(LawRepository).of_place(place_of(target))
                ensure(may_hold_approval_power(facts_of(child, target), law, decision.effective_on))
        await tree.hand_over(level, source.id, place_of(target))
        await _end(uow, source, OrganisationState.MERGED, decision.effective_on)
    record_change(
        uow,
        target,
        ChangeKind.MERGE,
        decision,
        before={},
        after={"taken_in": ", ".join(str(source.id) for source in sources)},
    )
    target.units_covered += sum(source.units_covered for source in sources)
    return target


async def _move_people(uow: UnitOfWork, source: Organisation, target: Organisation, decision: Decision) -> None:
    gone = (MemberStatus.LEFT.value, MemberStatus.TRANSFERRED_OUT.value)
    statement = (
        select(Person)
        .where(Person.branch_id == source.id, Person.merged_into_id.is_(None), Person.status.not_in(gone))
        .order_by(Person.id)
        .with_for_update()
    )
    people = uow.repository(PersonRepository)
    for person in (await uow.session.scalars(statement)).all():
        begun = (await people.episodes(person.id))[-1].from_on
        await move_person(
            uow,
            person,
            target,
            max(decision.effective_on, begun),
            cause=StatusCause.ORGANISATION_CHANGE,
            decision_number=decision.number,
        )


async def _end(uow: UnitOfWork, body: Organisation, state: OrganisationState, on: date) -> None:
    """Close what runs: placement, committee, group posts, rights; ``ended_on`` is the first day without the body."""
    for placement in await TreeRepository(uow).open_placements([body.id]):
        if placement.from_on >= on:
            raise Conflict("organisations.later-change", pointer="/effective_on", facts={"measured": placement.from_on})
        placement.until_on = on
    running = select(CommitteeTerm).where(CommitteeTerm.organisation_id == body.id, CommitteeTerm.ended_on.is_(None))
    for term in (await uow.session.scalars(running)).all():
        await end_term(uow, term, max(on, term.elected_on))
    await uow.session.execute(
        update(GroupPost)
        .where(GroupPost.group_id == body.id, GroupPost.until_on.is_(None), GroupPost.from_on <= on)
        .values(until_on=on)
    )
    await end_grants_at(uow, body.id)
    body.state = state.value
    body.ended_on = on
    body.approval_power = False


async def _open_cases(uow: UnitOfWork, column: str, body_id: UUID) -> int:
    if not hasattr(DevelopmentCase, column):
        return 0  # a group has no cases of its own
    statement = select(func.count()).where(getattr(DevelopmentCase, column) == body_id, DevelopmentCase.state == "open")
    return int((await uow.session.execute(statement)).scalar_one())
