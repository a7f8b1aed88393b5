"""Changing a person's status, and moving a person to another branch."""

from datetime import date
from uuid import UUID

from app.domain.identity.permissions import Permission
from app.domain.organisations.facts import HOLDS_MEMBERS, OrganisationState
from app.domain.people.facts import LeftKind, MemberStatus, StatusCause
from app.domain.people.statuses import may_change, stopped_long_enough
from app.domain.shared.errors import Conflict, FieldError, Invalid, NotFound, ensure
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.repositories.organisations import OrganisationRepository, Standing
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.tree import ensure_active
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.people.episodes import Rewrite, rewrite, settle

__all__ = ["change_status", "holding_branch", "move_person", "transfer"]


_GONE = frozenset({MemberStatus.LEFT, MemberStatus.TRANSFERRED_OUT})
"""Who comes back comes back into the branch that was left, or is transferred first."""


async def change_status(
    uow: UnitOfWork,
    person_id: UUID,
    status: MemberStatus,
    on: date,
    *,
    cause: StatusCause = StatusCause.DEVELOPMENT,
    case_id: UUID | None = None,
    left_kind: LeftKind | None = None,
    decision_number: str | None = None,
    permission: Permission | None = None,
    expected_version: int | None = None,
) -> Person:
    """Change a person's status from a day on, as the status table allows.

    Admission sets ``joined_on`` (the day of the assembly), conversion ``converted_on`` (the day from which Party age
    runs). Raises RuleRefused for a way that the table does not know, Conflict when the person has no episode on the day.
    """
    if on > uow.today:
        raise Invalid(FieldError("/on", "field.future-day"))
    people = uow.repository(PersonRepository)
    person = await people.get(person_id, permission=permission, expected_version=expected_version, lock=True)
    before = MemberStatus(person.status)
    ensure(
        may_change(
            before,
            status,
            cause,
            on=on,
            kind=left_kind,
            source_kind=LeftKind(person.left_kind) if person.left_kind else None,
        )
        & stopped_long_enough(before, person.status_since, left_kind, cause, on)
    )
    if before in _GONE and status not in _GONE:
        ensure_active(await uow.session.get_one(Organisation, person.branch_id), "/status")
    successors = await rewrite(
        uow, person, Rewrite(on, cause, status, left_kind, case_id=case_id, decision_number=decision_number)
    )
    await settle(uow, person, successors[-1], since=on)
    _member_days(person, before, status, on, cause)
    uow.emit(
        "people:membership:change-status",
        person,
        before={"status": before.value},
        after={"status": status.value, "left_kind": left_kind, "on": on},
        details={
            "person_id": person.id,
            "from": before.value,
            "to": status.value,
            "left_kind": left_kind,
            "on": on,
            "cause": cause.value,
            "case_id": case_id,
        },
        event_type="people.membership.status_changed",
    )
    return person


def _member_days(person: Person, before: MemberStatus, after: MemberStatus, on: date, cause: StatusCause) -> None:
    """Keep the days of admission and conversion with the status they belong to."""
    if cause in {StatusCause.TRANSFER, StatusCause.DISPOSAL}:
        return
    if after is MemberStatus.PROBATIONARY:
        person.joined_on, person.converted_on = on, None
    elif after is MemberStatus.FULL_MEMBER and before is MemberStatus.PROBATIONARY:
        person.converted_on = on
    elif after in {MemberStatus.DEVELOPMENT_OBJECT, MemberStatus.APPLICANT}:
        person.joined_on = person.converted_on = None


async def holding_branch(uow: UnitOfWork, branch_id: UUID, *, pointer: str = "/branch_id") -> Standing:
    """Return a branch that membership may belong to. Raises NotFound outside the reach, Invalid for another body."""
    branch = await uow.repository(OrganisationRepository).standing(branch_id)
    if branch.kind not in HOLDS_MEMBERS or branch.state != OrganisationState.ACTIVE:
        raise Invalid(FieldError(pointer, "people.not-a-branch", tuple(sorted(HOLDS_MEMBERS)), branch.kind))
    return branch


async def transfer(
    uow: UnitOfWork,
    person_id: UUID,
    to_branch_id: UUID,
    on: date,
    *,
    letter_number: str,
    expected_version: int | None = None,
) -> Person:
    """Move a person's membership to another branch from a day on; status and Party age go with it.

    The caller's permission must reach both branches. Cases that run continue at the new branch by their own service.
    """
    if on > uow.today:
        raise Invalid(FieldError("/on", "field.future-day"))
    person = await uow.repository(PersonRepository).get(person_id, expected_version=expected_version, lock=True)
    branch = await holding_branch(uow, to_branch_id, pointer="/to_branch_id")
    if branch.founded_on > on:
        raise Invalid(FieldError("/on", "organisations.before-founding", branch.founded_on, on))
    return await move_person(uow, person, branch, on, cause=StatusCause.TRANSFER, decision_number=letter_number)


async def move_person(
    uow: UnitOfWork,
    person: Person,
    branch: Organisation | Standing,
    on: date,
    *,
    cause: StatusCause,
    decision_number: str,
) -> Person:
    """Move a locked person to *branch*: by a transfer, or because the branch was merged or split."""
    if person.branch_id == branch.id:
        raise Conflict("people.already-in-branch", pointer="/to_branch_id")
    if person.merged_into_id is not None:
        raise NotFound("people.not-found")
    left = place_of(person)
    source_id = person.branch_id
    successors = await rewrite(uow, person, Rewrite(on, cause, branch_id=branch.id, decision_number=decision_number))
    since = person.status_since
    await settle(uow, person, successors[-1], since=since)
    uow.emit(
        "people:membership:transfer",
        person,
        place=left,
        before={"branch_id": source_id},
        after={"branch_id": branch.id, "on": on, "decision_number": decision_number},
        details={"person_id": person.id, "from": source_id, "to": branch.id, "on": on, "cause": cause.value},
        event_type="people.membership.transferred",
    )
    return person
