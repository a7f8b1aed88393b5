"""Persons with their episodes, restrictions and groups."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select, text

from app.domain.organisations.levels import SCOPE_COLUMN, SCOPE_LEVELS, Place
from app.domain.people.facts import Episode, LeftKind, MemberStatus, Restriction, RestrictionKind, StatusCause
from app.persistence.models.people import (
    GroupAssignment,
    MembershipEpisode,
    MembershipRestriction,
    Person,
    PossibleDuplicate,
)
from app.persistence.repositories.base import Repository
from app.persistence.scope import place_of

__all__ = ["DuplicateRepository", "PersonRepository", "episode_of", "restriction_of"]

NUMBER_LOCK = 7_460_218
"""Space of the advisory locks on citizen numbers."""
NUMBER_BUCKETS = 256


def episode_of(row: MembershipEpisode) -> Episode:
    """Return a row as the rules judge it."""
    return Episode(
        row.person_id,
        row.branch_id,
        MemberStatus(row.status),
        row.from_on,
        row.until_on,
        LeftKind(row.left_kind) if row.left_kind else None,
        StatusCause(row.cause),
    )


def restriction_of(row: MembershipRestriction) -> Restriction:
    """Return a row as the rules judge it."""
    return Restriction(row.person_id, RestrictionKind(row.kind), row.from_on, row.until_on, row.decision_number)


class PersonRepository(Repository[Person]):
    """Reads persons within the caller's subtree."""

    model = Person

    def _noun(self) -> str:
        return "people"

    async def same_number(self, index: bytes, *, but: UUID | None = None) -> Sequence[Person]:
        """Return every person with this citizen number, wherever; never shown to the caller as such."""
        statement = self.unscoped(reason="possible duplicates are looked for over the installation").where(
            Person.citizen_number_index == index, Person.merged_into_id.is_(None)
        )
        if but is not None:
            statement = statement.where(Person.id != but)
        return (await self.session.scalars(statement.order_by(Person.id))).all()

    async def lock_number(self, index: bytes) -> None:
        """Let two creations with one citizen number pass one after the other, so that one of them sees the other."""
        await self.lock_numbers([index])

    async def lock_numbers(self, indexes: Iterable[bytes]) -> None:
        """Lock many numbers at once. They fall into a few hundred buckets: an import must not fill the lock table."""
        buckets = sorted({int.from_bytes(index[:2], "big") % NUMBER_BUCKETS for index in indexes})
        await self.session.execute(
            text("SELECT pg_advisory_xact_lock(:space, bucket) FROM unnest(CAST(:buckets AS int[])) AS bucket"),
            {"space": NUMBER_LOCK, "buckets": buckets},
        )

    async def episodes(self, person_id: UUID) -> Sequence[MembershipEpisode]:
        """Return the person's episodes that stand, in order."""
        await self.uow.flush()  # what this unit of work has begun must be found
        statement = (
            select(MembershipEpisode)
            .where(MembershipEpisode.person_id == person_id, MembershipEpisode.annulled_at.is_(None))
            .order_by(MembershipEpisode.from_on)
        )
        return (await self.session.scalars(statement)).all()

    async def restrictions(self, person_ids: Sequence[UUID], day: date) -> Sequence[MembershipRestriction]:
        """Return the restrictions of these persons that apply on *day*."""
        await self.uow.flush()  # what this unit of work has begun must be found
        statement = select(MembershipRestriction).where(
            MembershipRestriction.person_id.in_(person_ids),
            MembershipRestriction.from_on <= day,
            or_(MembershipRestriction.until_on.is_(None), MembershipRestriction.until_on > day),
        )
        return (await self.session.scalars(statement)).all()

    async def in_branch_on(self, branch_id: UUID, day: date) -> Sequence[tuple[MembershipEpisode, str]]:
        """Return the episodes of a branch that cover *day*, with the names, in their order."""
        await self.uow.flush()  # what this unit of work has begun must be found
        statement = (
            select(MembershipEpisode, Person.name)
            .join(Person, Person.id == MembershipEpisode.person_id)
            .where(
                MembershipEpisode.branch_id == branch_id,
                MembershipEpisode.annulled_at.is_(None),
                MembershipEpisode.from_on <= day,
                or_(MembershipEpisode.until_on.is_(None), MembershipEpisode.until_on > day),
            )
            .order_by(Person.name_pinyin, Person.id)
        )
        return [(row[0], row[1]) for row in (await self.session.execute(statement)).all()]

    async def left_in(self, organisation_id: UUID, column: str) -> int:
        """Count the persons who still belong to a body: everybody but those who left or went elsewhere."""
        gone = (MemberStatus.LEFT.value, MemberStatus.TRANSFERRED_OUT.value)
        statement = (
            select(func.count())
            .select_from(Person)
            .where(
                getattr(Person, column) == organisation_id,
                Person.status.not_in(gone),
                Person.merged_into_id.is_(None),
            )
        )
        return int((await self.session.execute(statement)).scalar_one())

    async def open_group(self, person_id: UUID) -> GroupAssignment | None:
        """Return the person's open group assignment."""
        statement = select(GroupAssignment).where(
            and_(GroupAssignment.person_id == person_id, GroupAssignment.until_on.is_(None))
        )
        return (await self.session.scalars(statement)).first()


class DuplicateRepository(Repository[PossibleDuplicate]):
    """Possible duplicates, for the offices above."""

    model = PossibleDuplicate

    def _noun(self) -> str:
        return "people.duplicate"

    async def of_pair(self, first: UUID, second: UUID) -> PossibleDuplicate | None:
        """Return the row of two persons, whoever asks."""
        low, high = sorted((first, second))
        statement = self.unscoped(reason="one row for one pair").where(
            PossibleDuplicate.first_person_id == low, PossibleDuplicate.second_person_id == high
        )
        return (await self.session.scalars(statement)).first()

    async def pair_of(self, duplicate_id: UUID) -> tuple[UUID, ...]:
        """Return the two persons, whoever asks: what rests on them is locked before the row is read."""
        statement = select(PossibleDuplicate.first_person_id, PossibleDuplicate.second_person_id).where(
            PossibleDuplicate.id == duplicate_id
        )
        row = (await self.session.execute(statement)).first()
        return () if row is None else (row[0], row[1])


def common_place(first: Person, second: Person) -> Place:
    """Return the place of the lowest body above both persons."""
    columns: dict[str, UUID | None] = {}
    one, other = place_of(first), place_of(second)
    for level in SCOPE_LEVELS:
        mine, yours = one.at(level), other.at(level)
        if mine != yours:
            break
        columns[SCOPE_COLUMN[level]] = mine
    return Place(**columns)
