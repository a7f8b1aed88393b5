"""Days without the vote: probation within the Party, rights suspended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.domain.identity.permissions import Permission
from app.domain.people.discipline import probation_not_too_long
from app.domain.people.facts import MemberStatus, Restriction, RestrictionKind
from app.domain.shared.errors import Conflict, FieldError, Invalid, ensure
from app.persistence.models.people import MembershipRestriction
from app.persistence.repositories.base import Repository
from app.persistence.repositories.people import PersonRepository, restriction_of
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.people.standing import standing_on

__all__ = ["RestrictionRepository", "end_restriction", "restrict"]


class RestrictionRepository(Repository[MembershipRestriction]):
    """Restrictions within the caller's subtree."""

    model = MembershipRestriction

    def _noun(self) -> str:
        return "people.restriction"

    async def person_of(self, restriction_id: UUID) -> UUID | None:
        """Return whose restriction it is, whoever asks: what rests on the person is locked before it is read."""
        statement = select(MembershipRestriction.person_id).where(MembershipRestriction.id == restriction_id)
        return await self.session.scalar(statement)

    async def of_person(self, person_id: UUID) -> Sequence[Restriction]:
        """Return every restriction of a person, whose row is locked, wherever it was recorded."""
        statement = self.unscoped(reason="what was set elsewhere counts as well").where(
            MembershipRestriction.person_id == person_id
        )
        return [restriction_of(row) for row in await self.session.scalars(statement)]


async def restrict(
    uow: UnitOfWork,
    person_id: UUID,
    kind: RestrictionKind,
    from_on: date,
    until_on: date | None,
    *,
    decision_number: str,
) -> MembershipRestriction:
    """Record a restriction that a decision set. Its end may lie in the future: the decision names it.

    Raises RuleRefused for a probation within the Party that is longer than the text allows.
    """
    if from_on > uow.today:
        raise Invalid(FieldError("/from_on", "field.future-day"))
    if until_on is not None and until_on <= from_on:
        raise Invalid(FieldError("/until_on", "people.episode-empty"))
    people = uow.repository(PersonRepository)
    person = await people.get(person_id, permission=Permission.MEMBERSHIP_WRITE, lock=True)
    if person.status != MemberStatus.FULL_MEMBER.value:
        raise Conflict("people.not-a-member")
    if (await standing_on(uow, person.id, from_on)).status is not MemberStatus.FULL_MEMBER:
        raise Conflict("people.not-a-member", pointer="/from_on")
    known = await uow.repository(RestrictionRepository).of_person(person.id)
    ensure(probation_not_too_long(Restriction(person.id, kind, from_on, until_on), known))
    restriction = uow.repository(RestrictionRepository).add(
        MembershipRestriction(
            person_id=person.id,
            kind=kind.value,
            from_on=from_on,
            until_on=until_on,
            decision_number=decision_number,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(person).columns(),
        )
    )
    uow.emit(
        "people:restriction:set",
        person,
        after={"kind": kind.value, "from_on": from_on, "until_on": until_on, "decision_number": decision_number},
        details={"person_id": person.id},
        event_type="people.restriction.set",
    )
    return restriction


async def end_restriction(
    uow: UnitOfWork, restriction_id: UUID, until_on: date, *, decision_number: str, expected_version: int
) -> MembershipRestriction:
    """End a restriction on a day (the first day with the vote again), by a decision."""
    restriction = await uow.repository(RestrictionRepository).get(
        restriction_id, expected_version=expected_version, lock=True
    )
    if until_on <= restriction.from_on:
        raise Invalid(FieldError("/until_on", "people.episode-empty"))
    before = restriction.until_on
    if before is not None and until_on > before:
        raise Invalid(FieldError("/until_on", "people.restriction-longer", before, until_on))
    known = await uow.repository(RestrictionRepository).of_person(restriction.person_id)
    ended = replace(restriction_of(restriction), until_on=until_on)
    ensure(probation_not_too_long(ended, [one for one in known if one.from_on != ended.from_on]))
    restriction.until_on, restriction.end_decision_number = until_on, decision_number
    uow.emit(
        "people:restriction:end",
        restriction,
        before={"until_on": before},
        after={"until_on": until_on, "decision_number": decision_number},
        details={"person_id": restriction.person_id},
        event_type="people.restriction.ended",
    )
    return restriction
