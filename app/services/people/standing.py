"""Reading a person's standing: facts for gates, the electorate of a day, the citizen number in full."""

from datetime import date
from uuid import UUID

from app.domain.identity.permissions import Permission
from app.domain.people.facts import Elector, MemberStatus, PersonFacts, Sex, Standing
from app.domain.people.rules import elector
from app.domain.people.rules import standing_on as standing_of_episodes
from app.domain.shared.errors import NotFound
from app.persistence.models.people import Person
from app.persistence.repositories.people import PersonRepository, episode_of, restriction_of
from app.persistence.uow import UnitOfWork

__all__ = ["citizen_number_of", "electorate_on", "facts_of", "person_facts", "standing_on"]


def facts_of(person: Person) -> PersonFacts:
    """Return a person's row as the gates judge it."""
    return PersonFacts(
        person.id,
        person.name,
        Sex(person.sex),
        person.born_on,
        MemberStatus(person.status),
        person.branch_id,
        person.joined_on,
        person.converted_on,
    )


async def person_facts(uow: UnitOfWork, person_id: UUID) -> PersonFacts:
    """Return a person's facts. Raises NotFound; the caller's subtree is not asked, the case's own is."""
    person = await uow.session.get(Person, person_id)
    if person is None or person.merged_into_id is not None:
        raise NotFound("people.not-found")
    return facts_of(person)


async def standing_on(uow: UnitOfWork, person_id: UUID, day: date) -> Standing:
    """Return a person's status, branch and restrictions on *day*; status None when nothing is known for the day."""
    people = uow.repository(PersonRepository)
    person = await uow.session.get(Person, person_id)
    if person is None:
        raise NotFound("people.not-found")
    episodes = [episode_of(row) for row in await people.episodes(person_id)]
    restrictions = tuple(restriction_of(row) for row in await people.restrictions([person_id], day))
    bare = Standing(person_id, day, None, None, person.converted_on, restrictions)
    return standing_of_episodes(episodes, bare)


async def electorate_on(uow: UnitOfWork, branch_id: UUID, day: date) -> list[Elector]:
    """Return the roll of a branch on *day*: every full and probationary member of that day, entitled or why not.

    The meeting freezes the answer; later corrections of the roster do not change a roll that was used.
    """
    people = uow.repository(PersonRepository)
    listed = [
        (row, name)
        for row, name in await people.in_branch_on(branch_id, day)
        if row.status in {MemberStatus.FULL_MEMBER.value, MemberStatus.PROBATIONARY.value}
    ]
    found = await people.restrictions([row.person_id for row, _ in listed], day)
    restrictions = [restriction_of(row) for row in found]
    roll = []
    for row, name in listed:
        own = tuple(r for r in restrictions if r.person_id == row.person_id)
        standing = Standing(row.person_id, day, MemberStatus(row.status), branch_id, None, own)
        roll.append(elector(standing, name))
    return roll


async def citizen_number_of(uow: UnitOfWork, person_id: UUID) -> str:
    """Return a person's citizen number in full, and leave an audit entry of having shown it."""
    person = await uow.repository(PersonRepository).get(person_id, permission=Permission.PERSON_READ_CITIZEN_NUMBER)
    if person.citizen_number is None:
        raise NotFound("people.citizen-number-missing")
    uow.emit("people:citizen-number:show", person, details={"person_id": person.id})
    return uow.keys.decrypt(person.id, person.citizen_number)
