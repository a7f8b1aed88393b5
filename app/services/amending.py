"""Corrections of what is known of a person, with the cases that rest on it, in one transaction.

The people's area knows nothing of cases. Whatever a correction changes (the birth date, the first day of an episode, a
restriction, a status from a past day, whose record it was) is judged again in the person's own cases and in those where
the person is named as contact person or sponsor; what no longer holds becomes a finding there, wherever the case stands.
Rolls of meetings were frozen on their day and are corrected by the meeting's own corrections. Those who talked, scored,
supervised or counted are judged by the office that the act itself states: no gate asks what they were on that day.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from app.domain.people.facts import LeftKind, MemberStatus, RestrictionKind, StatusCause
from app.domain.shared.errors import Conflict
from app.persistence.models.people import MembershipRestriction, Person, PossibleDuplicate
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.development import CaseRepository
from app.persistence.repositories.people import DuplicateRepository
from app.persistence.uow import UnitOfWork
from app.services import people
from app.services.identity.users import follow_person
from app.services.people import CorrectPerson
from app.services.people.restrictions import RestrictionRepository
from app.services.questioning import question_cases

__all__ = [
    "change_status",
    "correct_episode",
    "correct_person",
    "end_restriction",
    "resolve_duplicate",
    "restrict",
]


async def correct_person(uow: UnitOfWork, person_id: UUID, command: CorrectPerson, *, expected_version: int) -> Person:
    """Correct particulars. Another birth date is another age on the day of the application."""
    await _hold(uow, [person_id])
    person = await people.correct_person(uow, person_id, command, expected_version=expected_version)
    if command.born_on is not None:
        await question_cases(uow, await uow.repository(CaseSubjects).all_of_person(person_id))
    return person


async def correct_episode(
    uow: UnitOfWork, person_id: UUID, episode_id: UUID, from_on: date, *, reason: str, expected_version: int
) -> Person:
    """Give an episode another first day: who acted as a full member may have been none yet."""
    await _hold(uow, [person_id])
    person = await people.correct_episode(
        uow, person_id, episode_id, from_on, reason=reason, expected_version=expected_version
    )
    await _question(uow, [person_id])
    return person


async def change_status(
    uow: UnitOfWork,
    person_id: UUID,
    status: MemberStatus,
    on: date,
    *,
    cause: StatusCause,
    left_kind: LeftKind | None,
    decision_number: str | None,
    expected_version: int,
) -> Person:
    """Change a status outside the development procedure, perhaps from a day that acts have passed."""
    await _hold(uow, [person_id])
    person = await people.change_status(
        uow,
        person_id,
        status,
        on,
        cause=cause,
        left_kind=left_kind,
        decision_number=decision_number,
        expected_version=expected_version,
    )
    await _question(uow, [person_id])
    return person


async def restrict(
    uow: UnitOfWork,
    person_id: UUID,
    kind: RestrictionKind,
    from_on: date,
    until_on: date | None,
    *,
    decision_number: str,
) -> MembershipRestriction:
    """Record a restriction that a decision set: who is under one may not have been a sponsor."""
    await _hold(uow, [person_id])
    restriction = await people.restrict(uow, person_id, kind, from_on, until_on, decision_number=decision_number)
    await _question(uow, [person_id])
    return restriction


async def end_restriction(
    uow: UnitOfWork, restriction_id: UUID, until_on: date, *, decision_number: str, expected_version: int
) -> MembershipRestriction:
    """End a restriction on a day; what was questioned for it after that day is settled."""
    person_id = await uow.repository(RestrictionRepository).person_of(restriction_id)
    await _hold(uow, [person_id] if person_id is not None else [])
    restriction = await people.end_restriction(
        uow, restriction_id, until_on, decision_number=decision_number, expected_version=expected_version
    )
    await _question(uow, [restriction.person_id])
    return restriction


async def resolve_duplicate(
    uow: UnitOfWork, duplicate_id: UUID, *, kept_person_id: UUID | None, note: str, expected_version: int
) -> PossibleDuplicate:
    """Decide a possible duplicate. Where the folded record acted in a case, the kept one's history counts there; its
    accounts are the kept one's.

    Raises Conflict while the record that would be folded has an open case of its own: that is ended first, or the other
    record is kept.
    """
    pair = await uow.repository(DuplicateRepository).pair_of(duplicate_id) if kept_person_id is not None else ()
    await _hold(uow, pair)
    duplicate = await people.resolve_duplicate(
        uow, duplicate_id, kept_person_id=kept_person_id, note=note, expected_version=expected_version
    )
    folded = [person_id for person_id in pair if person_id != kept_person_id]
    if kept_person_id is not None and await uow.repository(CaseRepository).open_of(*folded) is not None:
        raise Conflict("people.duplicate-open-case", pointer="/kept_person_id")
    await _question(uow, folded)
    for person_id in folded:
        if kept_person_id is not None:
            await follow_person(uow, person_id, kept_person_id)
    return duplicate


async def _hold(uow: UnitOfWork, person_ids: Collection[UUID]) -> None:
    """Lock the cases that rest on what is known of these persons, before the persons: the order of a move."""
    await uow.repository(CaseSubjects).hold_resting_on(person_ids)


async def _question(uow: UnitOfWork, person_ids: Collection[UUID]) -> None:
    """Judge those cases again; one that came to rest on a person in between is found now, and waits for its turn."""
    await uow.flush()  # what was corrected is read by the gates
    await question_cases(uow, await uow.repository(CaseSubjects).resting_on(person_ids))
