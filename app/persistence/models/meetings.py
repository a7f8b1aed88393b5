"""Meetings with their candidates, roll, officers, written opinions, talks and corrections; grounds of excusal."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.meetings.facts import AbortGround, Attendance, MeetingKind, MeetingState, Opinion, Standing
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = [
    "ExcusalGroundRow",
    "Meeting",
    "MeetingCandidate",
    "MeetingCorrection",
    "MeetingRollEntry",
    "MeetingSupervisor",
    "MeetingTalk",
    "MeetingTeller",
    "MeetingWrittenOpinion",
]


class Meeting(Identified, Scoped, Versioned, Recorded, Base):
    """A meeting of a branch, a committee or a group. ``changed_at`` moves with every change to its children."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint(check_in("kind", MeetingKind), name="kind"),
        CheckConstraint(check_in("state", MeetingState), name="state"),
        CheckConstraint(f"abort_ground IS NULL OR {check_in('abort_ground', AbortGround)}", name="abort_ground"),
        CheckConstraint("noticed_on <= planned_on", name="notice_first"),
        CheckConstraint("held_on IS NULL OR held_on = planned_on", name="held_on_planned_day"),
        CheckConstraint("state NOT IN ('in_session', 'closed') OR held_on IS NOT NULL", name="held"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint(
            "(state = 'aborted') = (abort_on IS NOT NULL AND abort_ground IS NOT NULL AND abort_reason IS NOT NULL)",
            name="aborted",
        ),
        CheckConstraint("(state = 'called_off') = (call_off_reason IS NOT NULL)", name="called_off"),
        CheckConstraint("abort_again_on IS NULL OR abort_again_on > abort_on", name="again_later"),
        CheckConstraint("reconvened_from_id IS DISTINCT FROM id", name="not_own_predecessor"),
        UniqueConstraint("reconvened_from_id"),
        *(
            Index(f"ix_meetings_{level}_id_planned_on", f"{level}_id", "planned_on", "id")
            for level in ("county", "committee", "sub_committee", "general_branch", "branch")
        ),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    planned_on: Mapped[date]
    noticed_on: Mapped[date]
    noticed_to: Mapped[str | None] = mapped_column(Text)
    upper_notified_on: Mapped[date | None]
    frozen_on: Mapped[date | None]
    frozen_at: Mapped[datetime | None]
    held_on: Mapped[date | None]
    chair_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    recorder_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    closed_at: Mapped[datetime | None]
    minutes_document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    abort_on: Mapped[date | None]
    abort_ground: Mapped[str | None] = mapped_column(Text)
    abort_reason: Mapped[str | None] = mapped_column(Text)
    abort_again_on: Mapped[date | None]
    abort_by_supervisor_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    call_off_reason: Mapped[str | None] = mapped_column(Text)
    reconvened_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("meetings.id"))
    late_reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]

    candidates: Mapped[list["MeetingCandidate"]] = relationship(lazy="raise", order_by="MeetingCandidate.position")
    roll: Mapped[list["MeetingRollEntry"]] = relationship(lazy="raise", order_by="MeetingRollEntry.id")
    supervisors: Mapped[list["MeetingSupervisor"]] = relationship(lazy="raise", order_by="MeetingSupervisor.id")
    tellers: Mapped[list["MeetingTeller"]] = relationship(lazy="raise", order_by="MeetingTeller.id")
    opinions: Mapped[list["MeetingWrittenOpinion"]] = relationship(lazy="raise", order_by="MeetingWrittenOpinion.id")
    talks: Mapped[list["MeetingTalk"]] = relationship(lazy="raise", order_by="MeetingTalk.id")
    corrections: Mapped[list["MeetingCorrection"]] = relationship(lazy="raise", order_by="MeetingCorrection.id")

    @property
    def entitled(self) -> int:
        """应到会: how many of the loaded roll are entitled."""
        return sum(entry.standing == Standing.ENTITLED.value for entry in self.roll)

    @property
    def present(self) -> int:
        """实到会: how many of those entitled are present."""
        return sum(
            entry.standing == Standing.ENTITLED.value and entry.attendance == Attendance.PRESENT.value
            for entry in self.roll
        )


class MeetingCandidate(Identified, Recorded, Base):
    """Somebody the meeting is about, in the order of their turns."""

    __tablename__ = "meeting_candidates"
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("(discussed_at IS NULL) = (discussion IS NULL)", name="discussed"),
        UniqueConstraint("meeting_id", "person_id"),
        Index("uq_meeting_candidates_position", "meeting_id", "position", unique=True),
        Index("ix_meeting_candidates_person_id", "person_id"),
        Index("ix_meeting_candidates_case_id", "case_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    case_id: Mapped[UUID | None]
    position: Mapped[int]
    discussion: Mapped[str | None] = mapped_column(Text)
    discussed_at: Mapped[datetime | None]


class MeetingRollEntry(Identified, Recorded, Base):
    """One line of the roll as it was frozen; later changes are corrections."""

    __tablename__ = "meeting_roll_entries"
    __table_args__ = (
        CheckConstraint(check_in("standing", Standing), name="standing"),
        CheckConstraint("(standing = 'entitled') = (ground IS NULL)", name="ground"),
        CheckConstraint("(ground IS NULL) = (source IS NULL)", name="source"),
        CheckConstraint(f"attendance IS NULL OR {check_in('attendance', Attendance)}", name="attendance"),
        CheckConstraint("standing <> 'excused' OR attendance IS DISTINCT FROM 'present'", name="excused_absent"),
        UniqueConstraint("meeting_id", "person_id"),
        Index("ix_meeting_roll_entries_person_id", "person_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    standing: Mapped[str] = mapped_column(Text)
    ground: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    """The clause or decision that the ground rests on, as it was cited when the line was written."""
    attendance: Mapped[str | None] = mapped_column(Text)


class MeetingSupervisor(Identified, Recorded, Base):
    """Somebody sent to watch, with what was true of him on the day of the meeting."""

    __tablename__ = "meeting_supervisors"
    __table_args__ = (
        UniqueConstraint("meeting_id", "person_id"),
        Index("ix_meeting_supervisors_person_id", "person_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    sent_by_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    from_upper_committee: Mapped[bool]
    belongs_to_branch: Mapped[bool]
    present: Mapped[bool] = mapped_column(default=False)


class MeetingTeller(Identified, Recorded, Base):
    """Somebody named to count. A teller who was named by mistake is withdrawn with a reason, not deleted."""

    __tablename__ = "meeting_tellers"
    __table_args__ = (
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_reason IS NULL)", name="withdrawn"),
        Index(
            "uq_meeting_tellers_meeting_id",
            "meeting_id",
            "person_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_meeting_tellers_meeting_id", "meeting_id", "id"),
        Index("ix_meeting_tellers_person_id", "person_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)


class MeetingWrittenOpinion(Identified, Recorded, Base):
    """A formal opinion handed in before the meeting about one candidate."""

    __tablename__ = "meeting_written_opinions"
    __table_args__ = (
        CheckConstraint(check_in("opinion", Opinion), name="opinion"),
        CheckConstraint("(set_aside_at IS NULL) = (set_aside_reason IS NULL)", name="set_aside"),
        Index(
            "uq_meeting_written_opinions_meeting_id",
            "meeting_id",
            "person_id",
            "candidate_id",
            unique=True,
            postgresql_where=text("set_aside_at IS NULL"),
        ),
        Index("ix_meeting_written_opinions_meeting_id", "meeting_id", "id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    opinion: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    set_aside_at: Mapped[datetime | None]
    set_aside_reason: Mapped[str | None] = mapped_column(Text)


class MeetingTalk(Identified, Recorded, Base):
    """A talk of a supervisor with somebody who was there, after the vote."""

    __tablename__ = "meeting_talks"
    __table_args__ = (Index("ix_meeting_talks_meeting_id", "meeting_id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    supervisor_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    happened_on: Mapped[date]
    summary: Mapped[str] = mapped_column(Text)


class MeetingCorrection(Identified, Recorded, Base):
    """A corrected value: what was, what is, why, and who said so."""

    __tablename__ = "meeting_corrections"
    __table_args__ = (Index("ix_meeting_corrections_meeting_id", "meeting_id", "id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    field: Mapped[str] = mapped_column(Text)
    old_value: Mapped[str | None] = mapped_column(Text)
    new_value: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class ExcusalGroundRow(Identified, Scoped, Versioned, Recorded, Base):
    """A ground for not counting somebody among 应到会, adopted with its text and a decision."""

    __tablename__ = "excusal_grounds"
    __table_args__ = (
        CheckConstraint("code ~ '^[a-z][a-z0-9-]{1,59}$'", name="code"),
        CheckConstraint("effective_to IS NULL OR effective_to >= effective_from", name="days"),
        ExcludeConstraint(
            ("organisation_id", "="),
            ("code", "="),
            (func.daterange(text("effective_from"), text("effective_to"), text("'[]'")), "&&"),
            name="ex_excusal_grounds_overlap",
            using="gist",
        ),
        Index("ix_excusal_grounds_county_id_code", "county_id", "code"),
        Index("ix_excusal_grounds_committee_id_code", "committee_id", "code"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    code: Mapped[str] = mapped_column(Text(collation="C"))
    title_zh: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    decision_number: Mapped[str] = mapped_column(Text)
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
