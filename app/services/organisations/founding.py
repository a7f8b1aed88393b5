"""Founding a body, and splitting a branch into two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.organisations.changes import ChangeKind, may_found, may_split
from app.domain.organisations.facts import HOLDS_MEMBERS, LEVEL_OF, Classification, OrganisationKind, OrganisationState
from app.domain.organisations.levels import SCOPE_COLUMN, Level, Place
from app.domain.organisations.placing import may_stand_under
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.organisations.sizes import enough_to_found
from app.domain.people.facts import MemberStatus, StatusCause
from app.domain.shared.errors import Conflict, FieldError, Invalid, ensure
from app.domain.shared.verdict import Verdict
from app.persistence.models.organisation_history import OrganisationChange
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import TreeRepository, facts_of
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.organisations.decisions import Decision, judge_decision, record_change
from app.services.people.standing import standing_on
from app.services.people.statuses import move_person

__all__ = ["FoundOrganisation", "SplitBranch", "found", "found_county", "place_below", "split"]


@dataclass(frozen=True, slots=True)
class FoundOrganisation:
    """A body to be founded under ``parent_id`` (None for the county committee itself).

    With a ``decision`` it is founded now, by the rules; without one it existed before the system and is taken over as
    stated: place and approval power are judged all the same.
    """

    parent_id: UUID | None
    kind: OrganisationKind
    classification: Classification
    code: str
    name: str
    short_name: str
    founded_on: date
    approval_power: bool = False
    decision: Decision | None = None
    member_ids: tuple[UUID, ...] = ()
    """Persons who go over to the new branch on the day of its founding."""
    units_covered: int = 1


@dataclass(frozen=True, slots=True)
class SplitBranch:
    """The new branch of a split, and who goes to it."""

    kind: OrganisationKind
    classification: Classification
    code: str
    name: str
    short_name: str
    member_ids: tuple[UUID, ...]
    decision: Decision
    units_covered: int = 1


def place_below(parent: Place, kind: OrganisationKind, own_id: UUID) -> Place:
    """Return the place of a body of *kind* below *parent*: its own id stands at its own level."""
    columns = parent.columns()
    level = LEVEL_OF[kind]
    if level is not Level.GROUP:
        columns[SCOPE_COLUMN[level]] = own_id
    return Place(**columns)


async def found(uow: UnitOfWork, command: FoundOrganisation) -> Organisation:
    """Found a body.

    Raises Invalid for a day in the future, Conflict for a code that is taken, NotFound for a parent outside the
    caller's subtree, RuleRefused for a place, a power or a number of members that the rules do not admit.
    """
    if command.founded_on > uow.today:
        raise Invalid(FieldError("/founded_on", "field.future-day"))
    if command.decision is not None:
        judge_decision(uow, command.decision)
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    parent = None if command.parent_id is None else await organisations.get(command.parent_id)
    if await organisations.code_taken(command.code):
        raise Conflict("organisations.code-taken", pointer="/code")
    own_id = new_id()
    body = organisations.add(
        Organisation(
            id=own_id,
            parent_id=command.parent_id,
            kind=command.kind.value,
            level=LEVEL_OF[command.kind].value,
            classification=command.classification.value,
            code=command.code,
            name=command.name,
            short_name=command.short_name,
            approval_power=command.approval_power,
            state=OrganisationState.ACTIVE.value,
            founded_on=command.founded_on,
            ended_on=None,
            units_covered=command.units_covered,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_below(place_of(parent) if parent else Place(), command.kind, own_id).columns(),
        )
    )
    members = await _members(uow, command)
    ensure(await _judge(uow, command, body, parent, members))
    await uow.flush()  # placement, change and episodes refer to the body
    change = None
    after = {"kind": command.kind.value, "name": command.name, "code": command.code}
    if command.decision is not None:
        change = record_change(uow, body, ChangeKind.FOUND, command.decision, before={}, after=after)
        await uow.flush()  # the placement refers to the change
    else:
        uow.emit(
            "organisations:organisation:found",
            body,
            after=after,
            details={"kind": command.kind.value, "founded_on": command.founded_on, "taken_over": True},
            event_type="organisations.organisation.found",
        )
    await _place(uow, body, parent, change)
    number = command.decision.number if command.decision else ""
    for person in members:
        await move_person(
            uow, person, body, command.founded_on, cause=StatusCause.ORGANISATION_CHANGE, decision_number=number
        )
    return body


async def found_county(
    uow: UnitOfWork, *, code: str, name: str, short_name: str, founded_on: date, another: bool
) -> Organisation:
    """Make the root of a tree, as the operator does it at the machine: everything else is founded below it.

    Raises Conflict for a county beside one that is there unless *another* is wanted, Invalid for a day in the future.
    """
    organisations = uow.repository(OrganisationRepository)
    await organisations.lock_tree()  # Two operators at once must not make two roots.
    if not another and await organisations.any_county():
        raise Conflict("organisations.county-there")
    county = OrganisationKind.COUNTY_COMMITTEE
    return await found(uow, FoundOrganisation(None, county, Classification.COUNTY, code, name, short_name, founded_on))


async def _place(
    uow: UnitOfWork, body: Organisation, parent: Organisation | None, change: OrganisationChange | None
) -> None:
    """Write the history of a new body: it stood, from its founding on, wherever its parent stood."""
    tree = TreeRepository(uow)
    if parent is None:
        tree.place(body, body.founded_on, change)
        return
    kind = OrganisationKind(body.kind)
    for stay in await tree.stays(parent.id, body.founded_on):
        tree.place(body, stay.from_on, change, until_on=stay.until_on, at=place_below(stay.place, kind, body.id))


async def _members(uow: UnitOfWork, command: FoundOrganisation) -> list[Person]:
    if command.member_ids and (command.kind not in HOLDS_MEMBERS or command.decision is None):
        raise Invalid(FieldError("/member_ids", "organisations.split-kind"))
    people = uow.repository(PersonRepository)
    return [await people.get(person_id, lock=True) for person_id in sorted(set(command.member_ids))]


async def _judge(
    uow: UnitOfWork,
    command: FoundOrganisation,
    body: Organisation,
    parent: Organisation | None,
    members: Sequence[Person],
) -> Verdict:
    if parent is None:
        return may_stand_under(command.kind, None, command.classification)
    verdict = may_found(command.kind, facts_of(parent), command.founded_on, command.classification)
    law = await uow.repository(LawRepository).of_place(place_of(parent))
    if command.approval_power:
        verdict &= may_hold_approval_power(facts_of(body, parent), law, command.founded_on)
    if command.decision is not None:
        standings = [await standing_on(uow, person.id, command.founded_on) for person in members]
        full = sum(standing.status is MemberStatus.FULL_MEMBER for standing in standings)
        verdict &= enough_to_found(command.kind, full, law, command.founded_on)
    return verdict


async def split(uow: UnitOfWork, organisation_id: UUID, command: SplitBranch, *, expected_version: int) -> Organisation:
    """Split a branch: the new one stands beside it and takes the named persons with it."""
    tree = TreeRepository(uow)
    await tree.organisations.lock_tree()
    body = await tree.organisations.get(organisation_id, expected_version=expected_version, lock=True)
    people = uow.repository(PersonRepository)
    going = sorted(set(command.member_ids))
    for person_id in going:
        if (await people.get(person_id)).branch_id != body.id:
            raise Invalid(FieldError("/member_ids", "organisations.not-in-branch"))
    staying = await people.left_in(body.id, "branch_id") - len(going)
    ensure(may_split(facts_of(body), staying, len(going), command.decision.effective_on))
    made = await found(
        uow,
        FoundOrganisation(
            body.parent_id,
            command.kind,
            command.classification,
            command.code,
            command.name,
            command.short_name,
            command.decision.effective_on,
            decision=command.decision,
            member_ids=tuple(going),
            units_covered=command.units_covered,
        ),
    )
    record_change(
        uow, body, ChangeKind.SPLIT, command.decision, before={}, after={"new_id": made.id, "moved": len(going)}
    )
    return made
