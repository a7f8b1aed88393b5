"""Changes to the tree and to memberships that take open development cases along.

The areas below know nothing of cases: here their commands and what becomes of the cases are one transaction.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from app.domain.development.casefile import CaseState
from app.domain.organisations.facts import BRANCH_LIKE, Classification, OrganisationKind
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.committees import CommitteeTerm
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import TreeRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services import development, organisations, people
from app.services.organisations import Decision, Elect, FoundOrganisation, SplitBranch
from app.services.redating import begin_redating
from app.services.rejudging import begin_judging

__all__ = [
    "dissolve",
    "elect_committee",
    "found",
    "merge",
    "move",
    "reclassify",
    "set_approval_power",
    "split",
    "transfer",
]


async def transfer(
    uow: UnitOfWork,
    person_id: UUID,
    to_branch_id: UUID,
    on: date,
    *,
    letter_number: str,
    file_checked: bool | None = None,
    expected_version: int | None = None,
) -> Person:
    """Move a membership to another branch; an open development case goes along, and its clocks run on.

    The receiving branch has to have checked the file of somebody with an open case. Raises Invalid when nobody says so.
    """
    tree = uow.repository(OrganisationRepository)
    await tree.hold_tree()
    # Outside the caller's reach there is nothing to learn about cases.
    await uow.repository(PersonRepository).get(person_id, expected_version=expected_version)
    case = await uow.repository(CaseRepository).open_of(person_id)
    loaded = await development.load_any(uow, case.id) if case is not None else None
    person = await people.transfer(
        uow, person_id, to_branch_id, on, letter_number=letter_number, expected_version=expected_version
    )
    # The person's row is held now: a case that was opened in between has to be seen before anybody moves.
    if loaded is None and await uow.repository(CaseRepository).open_of(person_id) is not None:
        raise Conflict("development.case-exists")
    if loaded is not None and loaded.case.state == CaseState.OPEN.value and loaded.case.branch_id != to_branch_id:
        if not file_checked:
            raise Invalid(FieldError("/file_checked", "development.file-not-checked", True, file_checked))
        await development.follow_transfer(
            uow, loaded, to_branch_id, on, letter_number=letter_number, file_checked=file_checked
        )
    return person


async def move(
    uow: UnitOfWork, organisation_id: UUID, parent_id: UUID, decision: Decision, *, expected_version: int
) -> Organisation:
    """Move a body under another one; open tasks below are dated anew where local values bind there from now on that did
    not before, or no longer do."""
    laws = uow.repository(LawRepository)
    await uow.repository(OrganisationRepository).lock_tree()
    before = await laws.of_organisation(organisation_id)
    body = await organisations.move(uow, organisation_id, parent_id, decision, expected_version=expected_version)
    await uow.flush()  # the law is read by the new place
    laws.forget()
    after = await laws.of_place(place_of(body))
    changed = {adoption.parameter_id for adoption in {*before.adoptions} ^ {*after.adoptions}}
    if changed:
        await begin_redating(uow, await TreeRepository(uow).last_change(body.id), body, changed)
    await _judge_again(uow, body, decision.effective_on)
    return body


async def set_approval_power(
    uow: UnitOfWork, organisation_id: UUID, power: bool, decision: Decision, *, expected_version: int
) -> Organisation:
    """Give a committee the power to approve members, or take it; what it did from the day of effect on is judged again."""
    body = await organisations.set_approval_power(
        uow, organisation_id, power, decision, expected_version=expected_version
    )
    await _judge_again(uow, body, decision.effective_on)
    return body


async def reclassify(
    uow: UnitOfWork, organisation_id: UUID, classification: Classification, decision: Decision, *, expected_version: int
) -> Organisation:
    """Change what a body stands in: whether a committee below it may approve hangs on that."""
    body = await organisations.reclassify(
        uow, organisation_id, classification, decision, expected_version=expected_version
    )
    await _judge_again(uow, body, decision.effective_on)
    return body


async def dissolve(
    uow: UnitOfWork, organisation_id: UUID, decision: Decision, *, expected_version: int
) -> Organisation:
    """Dissolve a body; what it did after its last day is judged again, wherever the cases stand."""
    body = await organisations.dissolve(uow, organisation_id, decision, expected_version=expected_version)
    await _judge_again(uow, body, decision.effective_on)
    return body


async def found(uow: UnitOfWork, command: FoundOrganisation) -> Organisation:
    """Found a body; the open cases of its first members go along. Where it is a group, what its branch did without one
    since then is judged again."""
    if command.member_ids or command.kind is OrganisationKind.GROUP:
        await uow.repository(OrganisationRepository).lock_tree()
    cases = await _open_cases(uow, command.member_ids)
    body = await organisations.found(uow, command)
    await _take_along(uow, cases, body, command.decision)
    if command.kind is OrganisationKind.GROUP:
        await _judge_again(uow, body, command.founded_on, because=body)
    return body


async def split(uow: UnitOfWork, organisation_id: UUID, command: SplitBranch, *, expected_version: int) -> Organisation:
    """Split a branch; the open cases of those who go to the new one go along, their past stays where it was."""
    await uow.repository(OrganisationRepository).lock_tree()
    cases = await _open_cases(uow, command.member_ids)
    made = await organisations.split(uow, organisation_id, command, expected_version=expected_version)
    await _take_along(uow, cases, made, command.decision)
    return made


async def _open_cases(uow: UnitOfWork, persons: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Return the open cases of *persons*, with the branch where each stands."""
    found = [await uow.repository(CaseRepository).open_of(person_id) for person_id in sorted(set(persons))]
    return [(case.id, case.branch_id) for case in found if case is not None and case.branch_id is not None]


async def _take_along(
    uow: UnitOfWork, cases: Sequence[tuple[UUID, UUID]], to: Organisation, decision: Decision | None
) -> None:
    if cases and decision is not None:  # without a decision nobody goes anywhere
        await uow.flush()  # the cases are read and judged where they and their persons are now
        await development.follow_restructuring(uow, cases, to, decision.effective_on, decision.number)


async def elect_committee(uow: UnitOfWork, command: Elect) -> CommitteeTerm:
    """Begin a committee's term; what its branch decided since then as one without a committee is judged again."""
    await uow.repository(OrganisationRepository).lock_tree()
    term = await organisations.elect_committee(uow, command)
    body = await uow.session.get_one(Organisation, command.organisation_id)
    if OrganisationKind(body.kind) in BRANCH_LIKE:
        await _judge_again(uow, body, command.elected_on, because=term)
    return term


async def _judge_again(
    uow: UnitOfWork, body: Organisation, since: date, *, named: Sequence[UUID] = (), because: object | None = None
) -> None:
    await uow.flush()  # the operation refers to the stored decision
    decision = because if because is not None else await TreeRepository(uow).last_change(body.id)
    await begin_judging(uow, decision, body, since, named=named)


async def merge(
    uow: UnitOfWork, target_id: UUID, source_ids: Sequence[UUID], decision: Decision, *, expected_version: int
) -> Organisation:
    """Merge bodies into one; cases of merged branches continue at the target, their past stays at the source. What was done
    from the day of effect on is judged again."""
    await uow.repository(OrganisationRepository).lock_tree()
    moved = await uow.repository(CaseRepository).standing_in(source_ids)
    target = await organisations.merge(uow, target_id, source_ids, decision, expected_version=expected_version)
    await _take_along(uow, moved, target, decision)
    await _judge_again(uow, target, decision.effective_on, named=source_ids)
    return target
