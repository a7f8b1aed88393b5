"""Ballots and the tellers' counts. An electronic ballot will keep its codes and votes in tables of its own."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.ballots.facts import BallotMethod, BallotOutcome, BallotState
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["Ballot", "BallotJudgement", "BallotTally"]

_FIGURES = ("entitled", "present", "issued", "returned", "approve", "against", "abstain", "invalid")
_WRITTEN = ("written_approve", "written_against", "written_abstain")


class Ballot(Identified, Scoped, Versioned, Recorded, Base):
    """The vote on one candidate of a meeting; figures, outcome and verdict stand once it is closed.

    One open ballot per meeting: candidates are voted on one by one.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        CheckConstraint(check_in("method", BallotMethod), name="method"),
        CheckConstraint("method <> 'show_of_hands'", name="secret"),
        CheckConstraint(check_in("state", BallotState), name="state"),
        CheckConstraint(f"outcome IS NULL OR {check_in('outcome', BallotOutcome)}", name="outcome"),
        CheckConstraint("round BETWEEN 1 AND 3", name="round"),
        CheckConstraint(
            "state <> 'closed' OR (outcome IS NOT NULL AND closed_at IS NOT NULL AND verdict IS NOT NULL"
            + "".join(f" AND {name} IS NOT NULL" for name in (*_FIGURES, *_WRITTEN))
            + ")",
            name="closed",
        ),
        CheckConstraint("state <> 'open' OR outcome IS NULL", name="open"),
        CheckConstraint("(state = 'cancelled') = (cancel_reason IS NOT NULL)", name="cancelled"),
        CheckConstraint(" AND ".join(f"{name} >= 0" for name in (*_FIGURES, *_WRITTEN)), name="no_negatives"),
        CheckConstraint("present <= entitled", name="present_of_entitled"),
        CheckConstraint("issued <= present", name="issued_to_present"),
        CheckConstraint("approve + against + abstain + invalid = returned", name="parts"),
        CheckConstraint(
            "present + written_approve + written_against + written_abstain <= entitled", name="written_of_absent"
        ),
        Index(
            "uq_ballots_candidate",
            "meeting_id",
            "candidate_id",
            unique=True,
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index("uq_ballots_one_by_one", "meeting_id", unique=True, postgresql_where=text("state = 'open'")),
        Index("ix_ballots_meeting_id", "meeting_id", "id"),
        Index("ix_ballots_case_id", "case_id"),
        *(
            Index(f"ix_ballots_{level}_id_held_on", f"{level}_id", "held_on", "id")
            for level in ("county", "committee", "sub_committee", "general_branch", "branch")
        ),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    case_id: Mapped[UUID | None]
    held_on: Mapped[date]
    method: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(SmallInteger, default=1)
    entitled: Mapped[int | None]
    present: Mapped[int | None]
    issued: Mapped[int | None]
    returned: Mapped[int | None]
    approve: Mapped[int | None]
    against: Mapped[int | None]
    abstain: Mapped[int | None]
    invalid: Mapped[int | None]
    written_approve: Mapped[int | None]
    written_against: Mapped[int | None]
    written_abstain: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[list[dict[str, object]] | None] = mapped_column(JSONB(none_as_null=True))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    reopen_reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]

    tallies: Mapped[list["BallotTally"]] = relationship(lazy="raise", order_by="BallotTally.id")

    @property
    def counts_entered(self) -> int:
        """How many people have counted in the current round."""
        return sum(tally.round == self.round for tally in self.tallies)


class BallotTally(Identified, Recorded, Base):
    """One person's count in one round; never changed, never deleted."""

    __tablename__ = "ballot_tallies"
    __table_args__ = (
        CheckConstraint("round BETWEEN 1 AND 3", name="round"),
        CheckConstraint("approve + against + abstain + invalid = returned", name="parts"),
        CheckConstraint(
            "issued >= 0 AND returned >= 0 AND approve >= 0 AND against >= 0 AND abstain >= 0 AND invalid >= 0",
            name="no_negatives",
        ),
        Index("uq_ballot_tallies_person", "ballot_id", "round", "person_id", unique=True),
    )

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    round: Mapped[int] = mapped_column(SmallInteger)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    issued: Mapped[int]
    returned: Mapped[int]
    approve: Mapped[int]
    against: Mapped[int]
    abstain: Mapped[int]
    invalid: Mapped[int]


class BallotJudgement(Identified, Recorded, Base):
    """Every time the outcome was judged: at the close, and again when a fact that it rested on was corrected."""

    __tablename__ = "ballot_judgements"
    __table_args__ = (
        CheckConstraint(check_in("outcome", BallotOutcome), name="outcome"),
        Index("ix_ballot_judgements_ballot_id", "ballot_id", "id"),
    )

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    outcome: Mapped[str] = mapped_column(Text)
    figures: Mapped[dict[str, int]] = mapped_column(JSONB)
    verdict: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    reason: Mapped[str | None] = mapped_column(Text)
