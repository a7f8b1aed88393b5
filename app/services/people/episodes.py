"""Rewriting a person's episodes from a day on: the one place where history is cut and continued.

A change from a day that lies before later episodes (an approval that comes three months after the assembly, the person
having moved meanwhile) runs through all of them: each keeps what the change does not touch.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import update

from app.domain.people.facts import LeftKind, MemberStatus, StatusCause
from app.domain.people.rules import is_member
from app.domain.shared.errors import Conflict
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import (
    GroupAssignment,
    MembershipEpisode,
    MembershipRestriction,
    Person,
    PersonCorrection,
)
from app.persistence.models.training import TrainingCertificate
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["Rewrite", "first_episode", "rewrite", "settle"]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What changes from a day on; None keeps what is."""

    on: date
    cause: StatusCause
    status: MemberStatus | None = None
    left_kind: LeftKind | None = None
    branch_id: UUID | None = None
    case_id: UUID | None = None
    decision_number: str | None = None


def first_episode(uow: UnitOfWork, person: Person, change: Rewrite) -> MembershipEpisode:
    """Return the first episode of a person, still to be stored."""
    if change.status is None or change.branch_id is None:
        raise ValueError("a first episode needs a status and a branch")
    return MembershipEpisode(
        person_id=person.id,
        branch_id=change.branch_id,
        status=change.status.value,
        left_kind=change.left_kind,
        from_on=change.on,
        until_on=None,
        cause=change.cause.value,
        case_id=change.case_id,
        decision_number=change.decision_number,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
    )


async def rewrite(uow: UnitOfWork, person: Person, change: Rewrite) -> list[MembershipEpisode]:
    """Cut the person's episodes on the day and continue them changed; return the new ones.

    An episode that began on that very day is annulled and replaced. Raises Conflict when the person has no episode on
    the day, or when a later change of the same kind stands in the way.
    """
    episodes = await uow.repository(PersonRepository).episodes(person.id)
    touched = [e for e in episodes if e.until_on is None or e.until_on > change.on]
    if not touched or touched[0].from_on > change.on:
        raise Conflict("people.no-episode-on-day", pointer="/on", facts={"on": change.on})
    if change.status is not None and len({(e.status, e.left_kind) for e in touched}) > 1:
        raise Conflict("people.later-change", pointer="/on", facts={"on": touched[1].from_on})
    if change.branch_id is not None and len({e.branch_id for e in touched}) > 1:
        raise Conflict("people.later-change", pointer="/on", facts={"on": touched[1].from_on})
    successors = []
    for old in touched:
        until_on = old.until_on
        if old.from_on < change.on:
            old.until_on = change.on
        else:
            old.annulled_at, old.annulled_by = uow.now, uow.actor_id
            old.annul_reason = f"superseded by a change from {change.on.isoformat()}"
        status = old.status if change.status is None else change.status.value
        left = status == MemberStatus.LEFT.value
        successors.append(
            MembershipEpisode(
                person_id=person.id,
                branch_id=change.branch_id or old.branch_id,
                status=status,
                left_kind=(change.left_kind or old.left_kind) if left else None,
                from_on=max(old.from_on, change.on),
                until_on=until_on,
                cause=change.cause.value,
                case_id=change.case_id or (old.case_id if change.status is None else None),
                decision_number=change.decision_number,
                recorded_at=uow.now,
                recorded_by=uow.actor_id,
            )
        )
    await uow.flush()  # the old ends must be stored before the new ones, or the overlap constraint refuses them
    uow.session.add_all(successors)
    return successors


async def settle(uow: UnitOfWork, person: Person, current: MembershipEpisode, *, since: date) -> None:
    """Copy the present episode to the person's row: status, branch, scope columns; the group ends with the branch."""
    person.status = current.status
    person.left_kind = current.left_kind
    person.status_since = since
    person.is_member = is_member(MemberStatus(current.status))
    if person.branch_id == current.branch_id:
        return
    await uow.repository(OrganisationRepository).hold_tree()
    branch = await uow.session.get_one(Organisation, current.branch_id)
    columns = place_of(branch).columns()
    for column, value in columns.items():
        setattr(person, column, value)
    for model in (MembershipRestriction, PersonCorrection, TrainingCertificate):
        await uow.session.execute(update(model).where(model.person_id == person.id).values(**columns))
    await leave_group(uow, person, current.from_on)


async def leave_group(uow: UnitOfWork, person: Person, on: date) -> None:
    """End the person's group assignment; one that would have lasted no day is closed on its first."""
    assignment: GroupAssignment | None = await uow.repository(PersonRepository).open_group(person.id)
    if assignment is not None:
        assignment.until_on = max(assignment.from_on, on)
    person.group_id = None
