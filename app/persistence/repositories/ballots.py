"""Ballots with the tellers' counts."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified

from app.domain.ballots.facts import (
    BallotFacts,
    BallotMethod,
    BallotOutcome,
    BallotState,
    Count,
    Paper,
    TallyFacts,
)
from app.persistence.models.ballots import Ballot, BallotTally
from app.persistence.repositories.base import Repository

if TYPE_CHECKING:
    from sqlalchemy.sql.base import ExecutableOption

__all__ = ["BallotRepository", "ballot_facts", "tally_facts"]

_ALL: "tuple[ExecutableOption, ...]" = (selectinload(Ballot.tallies),)


def ballot_facts(row: Ballot) -> BallotFacts:
    """Return a ballot as the rules see it."""
    return BallotFacts(
        row.id,
        row.meeting_id,
        row.candidate_id,
        row.case_id,
        row.held_on,
        BallotMethod(row.method),
        BallotState(row.state),
        _count(row),
        BallotOutcome(row.outcome) if row.outcome else None,
        row.round,
    )


def _count(row: Ballot) -> Count | None:
    figures = (row.issued, row.returned, row.approve, row.against, row.abstain, row.invalid)
    written = (row.written_approve, row.written_against, row.written_abstain)
    if row.entitled is None or row.present is None:
        return None
    papers = Paper(*(figure or 0 for figure in figures))
    return Count(row.entitled, row.present, papers, *(figure or 0 for figure in written))


def tally_facts(rows: list[BallotTally]) -> tuple[TallyFacts, ...]:
    """Return the tellers' counts as the rules see them."""
    return tuple(
        TallyFacts(
            row.person_id,
            row.round,
            Paper(row.issued, row.returned, row.approve, row.against, row.abstain, row.invalid),
        )
        for row in rows
    )


class BallotRepository(Repository[Ballot]):
    """Ballots within the caller's subtree."""

    model = Ballot

    async def load(self, ballot_id: UUID, *, expected_version: int | None = None, lock: bool = False) -> Ballot:
        """Return a ballot with its counts."""
        return await self.get(ballot_id, expected_version=expected_version, lock=lock, options=_ALL)

    def touch(self, ballot: Ballot) -> None:
        """Mark the root as changed, so that its version counts a new tally."""
        ballot.changed_at = self.uow.now
        flag_modified(ballot, "changed_at")

    async def of_meeting(self, meeting_id: UUID, *, lock: bool = False) -> tuple[Ballot, ...]:
        """Return the ballots of a meeting that the caller was held against, oldest first."""
        statement = (
            self.unscoped(reason="the meeting was held against the caller")
            .where(Ballot.meeting_id == meeting_id)
            .order_by(Ballot.id)
            .options(*_ALL)
        )
        if lock:
            statement = statement.with_for_update(of=Ballot).execution_options(populate_existing=True)
        return tuple(await self.session.scalars(statement))

    async def of_case(self, case_id: UUID) -> tuple[Ballot, ...]:
        """Return the ballots on a case that the caller was held against, oldest first."""
        statement = (
            self.unscoped(reason="the case was held against the caller")
            .where(Ballot.case_id == case_id)
            .order_by(Ballot.held_on, Ballot.id)
            .options(*_ALL)
        )
        return tuple(await self.session.scalars(statement))
