"""Possible duplicates: two records with one citizen number, judged by the office above both."""

from uuid import UUID

from app.domain.people.facts import MemberStatus
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Invalid
from app.persistence.models.people import Person, PossibleDuplicate
from app.persistence.repositories.people import DuplicateRepository, PersonRepository
from app.persistence.uow import UnitOfWork
from app.services.people.episodes import leave_group

__all__ = ["resolve_duplicate"]


async def resolve_duplicate(
    uow: UnitOfWork, duplicate_id: UUID, *, kept_person_id: UUID | None, note: str, expected_version: int
) -> PossibleDuplicate:
    """Decide a possible duplicate: the same person (one record is kept) or different persons (``None``).

    The other record's episodes are annulled, never deleted; it points to the kept one and leaves every list.
    """
    duplicate = await uow.repository(DuplicateRepository).get(
        duplicate_id, expected_version=expected_version, lock=True
    )
    if duplicate.state != "open":
        raise AlreadyDone("already-done")
    pair = {duplicate.first_person_id, duplicate.second_person_id}
    if kept_person_id is not None:
        if kept_person_id not in pair:
            raise Invalid(FieldError("/kept_person_id", "people.duplicate-pair"))
        (other_id,) = pair - {kept_person_id}
        await _merge(uow, other_id, kept_person_id)
    duplicate.state = "different" if kept_person_id is None else "same"
    duplicate.kept_person_id = kept_person_id
    duplicate.note = note
    duplicate.resolved_at, duplicate.resolved_by = uow.now, uow.actor_id
    uow.emit(
        "people:duplicate:resolve",
        duplicate,
        after={"state": duplicate.state, "kept_person_id": kept_person_id},
        details={"state": duplicate.state, "kept_person_id": kept_person_id},
        event_type="people.duplicate.resolved",
    )
    return duplicate


async def _merge(uow: UnitOfWork, other_id: UUID, kept_id: UUID) -> None:
    """Fold one record into the other. A member's record is not folded into a non-member's: that would unmake a member."""
    people = uow.repository(PersonRepository)
    first, second = sorted((other_id, kept_id))
    locked = {person_id: await people.get(person_id, lock=True) for person_id in (first, second)}
    other: Person = locked[other_id]
    kept: Person = locked[kept_id]
    if other.is_member and not kept.is_member:
        raise Conflict("people.duplicate-status", pointer="/kept_person_id")
    for episode in await people.episodes(other_id):
        episode.annulled_at, episode.annulled_by = uow.now, uow.actor_id
        episode.annul_reason = f"the same person as {kept_id}"
    await leave_group(uow, other, uow.today)
    other.merged_into_id = kept_id
    other.status, other.is_member, other.left_kind = MemberStatus.REGISTERED.value, False, None
    other.citizen_number_index = other.citizen_number = None
    uow.emit(
        "people:person:merge",
        other,
        after={"merged_into_id": kept_id},
        details={"person_id": other.id, "merged_into_id": kept_id},
        event_type="people.person.merged",
    )
