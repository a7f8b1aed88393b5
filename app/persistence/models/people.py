"""Persons and what became of them: episodes, restrictions, groups, corrections, possible duplicates."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, synonym

from app.domain.people.codes import EducationLevel, Occupation, Sector
from app.domain.people.facts import LeftKind, MemberStatus, RestrictionKind, Sex, StatusCause
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = [
    "GroupAssignment",
    "MembershipEpisode",
    "MembershipRestriction",
    "Person",
    "PersonCorrection",
    "PossibleDuplicate",
]


def _lists() -> tuple[Index, ...]:
    """The hot lists: members of a scope in the order of their names, everybody, and those on their way by status."""
    levels = ("county", "committee", "sub_committee", "general_branch", "branch")
    members = [
        Index(f"ix_persons_{level}_id_members", f"{level}_id", "name_pinyin", "id", postgresql_where=text("is_member"))
        for level in levels
    ]
    everybody = [Index(f"ix_persons_{level}_id_names", f"{level}_id", "name_pinyin", "id") for level in levels]
    others = [
        Index(
            f"ix_persons_{level}_id_status",
            f"{level}_id",
            "status",
            "name_pinyin",
            "id",
            postgresql_where=text("NOT is_member"),
        )
        for level in ("county", "committee")
    ]
    return (*members, *everybody, *others)


class Person(Identified, Scoped, Versioned, Recorded, Base):
    """A person. The scope columns and the status are those of today's episode, kept here for the hot lists."""

    __tablename__ = "persons"
    __table_args__ = (
        CheckConstraint(check_in("sex", Sex), name="sex"),
        CheckConstraint(check_in("status", MemberStatus), name="status"),
        CheckConstraint(f"left_kind IS NULL OR {check_in('left_kind', LeftKind)}", name="left_kind"),
        CheckConstraint(
            f"education_level IS NULL OR {check_in('education_level', EducationLevel)}", name="education_level"
        ),
        CheckConstraint(f"occupation IS NULL OR {check_in('occupation', Occupation)}", name="occupation"),
        CheckConstraint(f"sector IS NULL OR {check_in('sector', Sector)}", name="sector"),
        CheckConstraint("ethnic_code IS NULL OR ethnic_code ~ '^[0-9]{2}$'", name="ethnic_code"),
        CheckConstraint("education_code IS NULL OR education_code ~ '^[0-9]{2}$'", name="education_code"),
        CheckConstraint("is_member = (status IN ('probationary', 'full_member'))", name="is_member"),
        CheckConstraint("joined_on IS NULL OR joined_on > born_on", name="joined_after_birth"),
        CheckConstraint("converted_on IS NULL OR converted_on >= joined_on", name="converted_after_joined"),
        CheckConstraint("(citizen_number IS NULL) = (citizen_number_index IS NULL)", name="citizen_number"),
        Index("ix_persons_citizen_number_index", "citizen_number_index"),
        Index("ix_persons_name_folded", "name_folded", "id"),
        Index("ix_persons_name_full", "name_full", "id"),
        Index("ix_persons_name_initials", "name_initials", "id"),
        Index("ix_persons_group_id", "group_id"),
        *_lists(),
    )

    name: Mapped[str] = mapped_column(Text)
    name_folded: Mapped[str] = mapped_column(Text(collation="C"))
    name_pinyin: Mapped[str] = mapped_column(Text(collation="C"))
    name_full: Mapped[str] = mapped_column(Text(collation="C"))
    name_initials: Mapped[str] = mapped_column(Text(collation="C"))
    sex: Mapped[str] = mapped_column(Text)
    born_on: Mapped[date]
    ethnic_code: Mapped[str | None] = mapped_column(Text)
    education_code: Mapped[str | None] = mapped_column(Text)
    education_level: Mapped[str | None] = mapped_column(Text)
    occupation: Mapped[str | None] = mapped_column(Text)
    sector: Mapped[str | None] = mapped_column(Text)
    work_unit: Mapped[str | None] = mapped_column(Text)
    citizen_number: Mapped[bytes | None] = mapped_column(LargeBinary)
    citizen_number_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    citizen_number_mask: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_mask: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    left_kind: Mapped[str | None] = mapped_column(Text)
    status_since: Mapped[date]
    is_member: Mapped[bool]
    joined_on: Mapped[date | None]
    converted_on: Mapped[date | None]
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))

    person_id: Mapped[UUID] = synonym("id")
    """The own file of a person is the person."""


class MembershipEpisode(Identified, Recorded, Base):
    """One person in one branch with one status, from a day until a day (excluded). Wrong ones are annulled, not deleted.

    It carries no scope columns: where its branch stood on a day is in the branch's placements.
    """

    __tablename__ = "membership_episodes"
    __table_args__ = (
        CheckConstraint(check_in("status", MemberStatus), name="status"),
        CheckConstraint(f"left_kind IS NULL OR {check_in('left_kind', LeftKind)}", name="left_kind"),
        CheckConstraint("(status = 'left') = (left_kind IS NOT NULL)", name="left"),
        CheckConstraint(check_in("cause", StatusCause), name="cause"),
        CheckConstraint("until_on IS NULL OR until_on > from_on", name="days"),
        CheckConstraint("(annulled_at IS NULL) = (annul_reason IS NULL)", name="annulled"),
        ExcludeConstraint(
            ("person_id", "="),
            (func.daterange(text("from_on"), text("until_on")), "&&"),
            name="ex_membership_episodes_overlap",
            using="gist",
            where=text("annulled_at IS NULL"),
        ),
        Index(
            "ix_membership_episodes_branch_id",
            "branch_id",
            "from_on",
            "until_on",
            postgresql_where=text("annulled_at IS NULL"),
        ),
        Index("ix_membership_episodes_person_id", "person_id", "from_on"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    status: Mapped[str] = mapped_column(Text)
    left_kind: Mapped[str | None] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    cause: Mapped[str] = mapped_column(Text)
    case_id: Mapped[UUID | None]
    decision_number: Mapped[str | None] = mapped_column(Text)
    annulled_at: Mapped[datetime | None]
    annulled_by: Mapped[UUID | None]
    annul_reason: Mapped[str | None] = mapped_column(Text)


class MembershipRestriction(Identified, Scoped, Versioned, Recorded, Base):
    """Days without the vote (留党察看, rights suspended), by a decision; ``until_on`` is excluded."""

    __tablename__ = "membership_restrictions"
    __table_args__ = (
        CheckConstraint(check_in("kind", RestrictionKind), name="kind"),
        CheckConstraint("until_on IS NULL OR until_on > from_on", name="days"),
        ExcludeConstraint(
            ("person_id", "="),
            ("kind", "="),
            (func.daterange(text("from_on"), text("until_on")), "&&"),
            name="ex_membership_restrictions_overlap",
            using="gist",
        ),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[str] = mapped_column(Text)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    decision_number: Mapped[str] = mapped_column(Text)
    end_decision_number: Mapped[str | None] = mapped_column(Text)


class GroupAssignment(Identified, Recorded, Base):
    """A person in a group of the own branch, from a day until a day (excluded)."""

    __tablename__ = "group_assignments"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days"),
        ExcludeConstraint(
            ("person_id", "="),
            (func.daterange(text("from_on"), text("until_on")), "&&"),
            name="ex_group_assignments_overlap",
            using="gist",
        ),
        Index("ix_group_assignments_group_id", "group_id", "from_on"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class PersonCorrection(Identified, Scoped, Recorded, Base):
    """A corrected field: the old value is kept, encrypted, with the reason."""

    __tablename__ = "person_corrections"
    __table_args__ = (Index("ix_person_corrections_person_id", "person_id", "id"),)

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    field: Mapped[str] = mapped_column(Text)
    old_value: Mapped[bytes | None] = mapped_column(LargeBinary)
    new_value: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason: Mapped[str] = mapped_column(Text)
    episode_id: Mapped[UUID | None] = mapped_column(ForeignKey("membership_episodes.id"))


class PossibleDuplicate(Identified, Scoped, Versioned, Recorded, Base):
    """Two persons with one citizen number, shown to the office above both and to nobody else."""

    __tablename__ = "possible_duplicates"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'same', 'different')", name="state"),
        CheckConstraint("first_person_id < second_person_id", name="order"),
        CheckConstraint("(state = 'open') = (resolved_at IS NULL)", name="resolved"),
        Index("uq_possible_duplicates_pair", "first_person_id", "second_person_id", unique=True),
        Index("ix_possible_duplicates_county_id_state", "county_id", "state", "id"),
        Index("ix_possible_duplicates_committee_id_state", "committee_id", "state", "id"),
    )

    first_person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    second_person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[str] = mapped_column(Text)
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None]
    kept_person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    note: Mapped[str | None] = mapped_column(Text)
    details: Mapped[dict[str, object]] = mapped_column(JSONB)
