"""Committee terms with their seats, and the posts around groups."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from app.domain.organisations.facts import CommitteeFacts, CommitteePost
from app.persistence.models.committees import CommitteeSeat, CommitteeTerm, GroupPost, GroupPostKind
from app.persistence.repositories.base import Repository

__all__ = ["CommitteeTermRepository", "GroupPostRepository", "SeatRepository"]


class SeatRepository(Repository[CommitteeSeat]):
    """Seats within the caller's subtree."""

    model = CommitteeSeat

    def _noun(self) -> str:
        return "organisations.seat"


class CommitteeTermRepository(Repository[CommitteeTerm]):
    """Terms within the caller's subtree."""

    model = CommitteeTerm

    def _noun(self) -> str:
        return "organisations.term"

    async def running(self, organisation_id: UUID, *, lock: bool = False) -> CommitteeTerm | None:
        """Return the term that has not ended, whoever asks."""
        statement = self.unscoped(reason="a body has one running term").where(
            CommitteeTerm.organisation_id == organisation_id, CommitteeTerm.ended_on.is_(None)
        )
        if lock:
            statement = statement.with_for_update()
        return (await self.session.scalars(statement)).first()

    async def on_day(self, organisation_id: UUID, day: date) -> CommitteeTerm | None:
        """Return the term in office on a day, whoever asks."""
        statement = self.unscoped(reason="gates ask who sat on a committee").where(
            CommitteeTerm.organisation_id == organisation_id,
            CommitteeTerm.elected_on <= day,
            or_(CommitteeTerm.ended_on.is_(None), CommitteeTerm.ended_on > day),
        )
        return (await self.session.scalars(statement)).first()

    async def before(self, term: CommitteeTerm) -> CommitteeTerm | None:
        """Return the term that a term followed, whoever asks."""
        statement = (
            self.unscoped(reason="a term is held against the one before")
            .where(CommitteeTerm.organisation_id == term.organisation_id, CommitteeTerm.elected_on < term.elected_on)
            .order_by(CommitteeTerm.elected_on.desc())
            .limit(1)
        )
        return (await self.session.scalars(statement)).first()

    async def seats(self, term_id: UUID, day: date | None = None) -> Sequence[CommitteeSeat]:
        """Return the seats of a term, those held on *day* when one is given."""
        statement = select(CommitteeSeat).where(CommitteeSeat.term_id == term_id)
        if day is not None:
            statement = statement.where(
                CommitteeSeat.from_on <= day, or_(CommitteeSeat.until_on.is_(None), CommitteeSeat.until_on > day)
            )
        return (await self.session.scalars(statement.order_by(CommitteeSeat.id))).all()

    async def facts(self, term: CommitteeTerm, day: date) -> CommitteeFacts:
        """Return a term as the rules judge it on *day*."""
        seats = await self.seats(term.id, day)
        return CommitteeFacts(
            term.organisation_id,
            term.elected_on,
            term.term_years,
            term.due_on,
            tuple((seat.person_id, CommitteePost(seat.post)) for seat in seats),
            term.ended_on,
        )


class GroupPostRepository(Repository[GroupPost]):
    """Posts around groups within the caller's subtree."""

    model = GroupPost

    async def running(self, group_id: UUID, post: str) -> GroupPost | None:
        """Return who holds the post now, locked."""
        statement = (
            select(GroupPost)
            .where(GroupPost.group_id == group_id, GroupPost.post == post, GroupPost.until_on.is_(None))
            .with_for_update()
        )
        return (await self.session.scalars(statement)).first()

    async def leaders_on(self, group_id: UUID, day: date) -> int:
        """Return how many leaders a group has on *day*."""
        statement = select(func.count()).where(
            GroupPost.group_id == group_id,
            GroupPost.post == GroupPostKind.LEADER.value,
            GroupPost.from_on <= day,
            or_(GroupPost.until_on.is_(None), GroupPost.until_on > day),
        )
        return (await self.session.scalars(statement)).one()

    async def care_of_branch(self, branch_id: UUID, day: date) -> dict[UUID, int]:
        """Return how many groups each committee member of a branch looks after on *day*."""
        statement = select(GroupPost.person_id).where(
            GroupPost.branch_id == branch_id,
            GroupPost.post == "care",
            GroupPost.from_on <= day,
            or_(GroupPost.until_on.is_(None), GroupPost.until_on > day),
        )
        counts: dict[UUID, int] = {}
        for person_id in (await self.session.scalars(statement)).all():
            counts[person_id] = counts.get(person_id, 0) + 1
        return counts
