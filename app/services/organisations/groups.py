"""Groups: who leads one, and which committee member looks after it."""

from datetime import date
from uuid import UUID

from app.domain.organisations.facts import OrganisationKind
from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.models.committees import GroupPost, GroupPostKind
from app.persistence.repositories.committees import CommitteeTermRepository, GroupPostRepository
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.repositories.tree import ensure_active
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = ["appoint_for_group"]


async def appoint_for_group(
    uow: UnitOfWork, group_id: UUID, person_id: UUID, post: GroupPostKind, on: date
) -> GroupPost:
    """Name the leader of a group, or the committee member who looks after it; the one before ends on that day."""
    if on > uow.today:
        raise Invalid(FieldError("/from_on", "field.future-day"))
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    group = await organisations.get(group_id)
    ensure_active(group, "/group_id")
    if group.kind != OrganisationKind.GROUP.value or group.branch_id is None:
        raise Invalid(FieldError("/group_id", "organisations.not-a-group"))
    person = await uow.repository(PersonRepository).get(person_id)
    if person.branch_id != group.branch_id:
        raise Invalid(FieldError("/person_id", "organisations.not-in-branch"))
    if post is GroupPostKind.CARE:
        terms = uow.repository(CommitteeTermRepository)
        term = await terms.on_day(group.branch_id, on)
        members = (await terms.facts(term, on)).committee_members if term is not None else frozenset()
        if person.id not in members:
            raise Invalid(FieldError("/person_id", "organisations.not-on-committee"))
    posts = uow.repository(GroupPostRepository)
    before = await posts.running(group.id, post.value)
    if before is not None:
        if before.from_on > on:
            raise Conflict("organisations.later-change", pointer="/from_on", facts={"measured": before.from_on})
        before.until_on = on
        await uow.flush()  # the old end before the new beginning, or the overlap constraint refuses it
    made = posts.add(
        GroupPost(
            group_id=group.id,
            person_id=person.id,
            post=post.value,
            from_on=on,
            until_on=None,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(group).columns(),
        )
    )
    uow.emit(
        "organisations:group:appoint",
        made,
        after={"group_id": group.id, "person_id": person.id, "post": post.value, "on": on},
        details={"group_id": group.id, "person_id": person.id, "post": post.value, "on": on},
        event_type="organisations.group.appointed",
    )
    return made
