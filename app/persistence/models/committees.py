"""Committees and their terms, and the groups' leaders and those who look after groups."""

from datetime import date
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.organisations.facts import CommitteePost
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["CommitteeSeat", "CommitteeTerm", "ContenderJson", "ElectionCountJson", "GroupPost", "GroupPostKind"]


class ContenderJson(TypedDict):
    """A candidate of an election with his votes."""

    person_id: str
    post: str
    votes: int


class ElectionCountJson(TypedDict):
    """The figures of an election with their denominators."""

    entitled: int
    present: int
    issued: int
    returned: int
    secret: bool
    candidates: list[ContenderJson]


class GroupPostKind(StrEnum):
    """What a person is to a group."""

    LEADER = "leader"
    CARE = "care"
    """The committee member who looks after the group."""


class CommitteeTerm(Identified, Scoped, Versioned, Recorded, Base):
    """One term of a body's committee, from the election until the next; ``ended_on`` is the first day without it."""

    __tablename__ = "committee_terms"
    __table_args__ = (
        CheckConstraint("term_years BETWEEN 1 AND 10", name="term_years"),
        CheckConstraint("ended_on IS NULL OR ended_on > elected_on", name="days"),
        CheckConstraint("(election_count IS NULL) = (election_verdict IS NULL)", name="election"),
        CheckConstraint("(delayed_until IS NULL) = (delay_decision_number IS NULL)", name="delay"),
        ExcludeConstraint(
            ("organisation_id", "="),
            (func.daterange(text("elected_on"), text("ended_on")), "&&"),
            name="ex_committee_terms_overlap",
            using="gist",
        ),
        Index(
            "ix_committee_terms_county_id_due_on",
            "county_id",
            "due_on",
            "id",
            postgresql_where=text("ended_on IS NULL"),
        ),
        Index(
            "ix_committee_terms_committee_id_due_on",
            "committee_id",
            "due_on",
            "id",
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    elected_on: Mapped[date]
    term_years: Mapped[int]
    due_on: Mapped[date]
    decision_number: Mapped[str] = mapped_column(Text)
    delayed_until: Mapped[date | None]
    delay_decision_number: Mapped[str | None] = mapped_column(Text)
    ended_on: Mapped[date | None]
    election_count: Mapped[ElectionCountJson | None] = mapped_column(JSONB(none_as_null=True))
    """The figures of the election as they were given; None where the reply alone was recorded."""
    election_verdict: Mapped[list[dict[str, object]] | None] = mapped_column(JSONB(none_as_null=True))
    """What the rules of the election's day said of them."""


class CommitteeSeat(Identified, Scoped, Recorded, Base):
    """A post held in a term, from a day until a day (excluded)."""

    __tablename__ = "committee_seats"
    __table_args__ = (
        CheckConstraint(check_in("post", CommitteePost), name="post"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days"),
        ExcludeConstraint(
            ("term_id", "="),
            ("person_id", "="),
            ("post", "="),
            (func.daterange(text("from_on"), text("until_on")), "&&"),
            name="ex_committee_seats_overlap",
            using="gist",
        ),
        Index("ix_committee_seats_person_id", "person_id"),
    )

    term_id: Mapped[UUID] = mapped_column(ForeignKey("committee_terms.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    post: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class GroupPost(Identified, Scoped, Recorded, Base):
    """Who leads a group, and which committee member looks after it; one of each at a time."""

    __tablename__ = "group_posts"
    __table_args__ = (
        CheckConstraint(check_in("post", GroupPostKind), name="post"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days"),
        ExcludeConstraint(
            ("group_id", "="),
            ("post", "="),
            (func.daterange(text("from_on"), text("until_on")), "&&"),
            name="ex_group_posts_overlap",
            using="gist",
        ),
        Index("ix_group_posts_person_id", "person_id"),
        Index("ix_group_posts_branch_id", "branch_id", "post"),
    )

    group_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    post: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
