"""Publicity: notices with their candidates and sites, objections, and the corrections of all of them."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, LargeBinary, Text, Time, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.publicity.facts import (
    CommitteeDecision,
    NoticeKind,
    NoticeState,
    ObjectionConclusion,
    ObjectionState,
    SiteKind,
)
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["Notice", "NoticeCandidate", "NoticeCorrection", "NoticeSite", "Objection", "ObjectionCorrection"]


class Notice(Identified, Scoped, Versioned, Recorded, Base):
    """A notice. ``changed_at`` moves with every change to candidates and sites. ``closes_on`` is the last day of the last window as last computed; NULL while it can't be."""

    __tablename__ = "publicity_notices"
    __table_args__ = (
        CheckConstraint(check_in("kind", NoticeKind), name="kind"),
        CheckConstraint(check_in("state", NoticeState), name="state"),
        CheckConstraint("(state = 'draft') = (first_posted_on IS NULL) OR state = 'withdrawn'", name="posted"),
        CheckConstraint("(state = 'concluded') = (concluded_on IS NOT NULL)", name="concluded"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_on IS NOT NULL)", name="withdrawn"),
        CheckConstraint("replaces_id IS DISTINCT FROM id", name="not_own_predecessor"),
        Index("ix_publicity_notices_county_id_id", "county_id", "id"),
        Index("ix_publicity_notices_committee_id_id", "committee_id", "id"),
        Index("ix_publicity_notices_sub_committee_id_id", "sub_committee_id", "id"),
        Index("ix_publicity_notices_general_branch_id_id", "general_branch_id", "id"),
        Index("ix_publicity_notices_branch_id_id", "branch_id", "id"),
        Index(
            "ix_publicity_notices_public",
            "first_posted_on",
            "id",
            postgresql_where="state IN ('posted', 'concluded')",
        ),
        UniqueConstraint("replaces_id"),
    )

    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default=NoticeState.DRAFT.value)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    announcement: Mapped[str] = mapped_column(Text)
    office_address: Mapped[str | None] = mapped_column(Text)
    postcode: Mapped[str | None] = mapped_column(Text)
    telephone: Mapped[str | None] = mapped_column(Text)
    deputy_director_name: Mapped[str | None] = mapped_column(Text)
    first_posted_on: Mapped[date | None]
    last_posted_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    concluded_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[datetime]
    late_reason: Mapped[str | None] = mapped_column(Text)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("publicity_notices.id"))

    candidates: Mapped[list["NoticeCandidate"]] = relationship(lazy="raise", order_by="NoticeCandidate.id")
    sites: Mapped[list["NoticeSite"]] = relationship(lazy="raise", order_by="NoticeSite.id")
    objections: Mapped[list["Objection"]] = relationship(lazy="raise", order_by="Objection.id", viewonly=True)


class NoticeCandidate(Identified, Base):
    """Somebody on a notice, with what the notice says about him. ``name`` is the name as it was posted.

    Who is taken off stays as a row, with the day and the reason.
    """

    __tablename__ = "publicity_candidates"
    __table_args__ = (
        CheckConstraint("cardinality(applicable_sites) > 0", name="applicable_sites"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawal_reason IS NULL)", name="withdrawn"),
        UniqueConstraint("notice_id", "person_id"),
        Index("ix_publicity_candidates_person_id", "person_id"),
        Index("ix_publicity_candidates_case_id", "case_id"),
    )

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("publicity_notices.id"))
    person_id: Mapped[UUID]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("development_cases.id"))
    branch_id: Mapped[UUID | None]
    name: Mapped[str] = mapped_column(Text)
    masked_name: Mapped[str] = mapped_column(Text)
    applicable_sites: Mapped[list[str]] = mapped_column(ARRAY(Text))
    evaluation_result: Mapped[str | None] = mapped_column(Text)
    work_unit: Mapped[str | None] = mapped_column(Text)
    conduct: Mapped[str | None] = mapped_column(Text)
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)


class NoticeSite(Identified, Recorded, Base):
    """One posting. ``serves`` names the candidates whom the site is for; empty means all.

    ``annulled_reason`` says why a posting was recorded by mistake; such a row counts for nothing and stays. What was taken
    down may be posted at the same place again.
    """

    __tablename__ = "publicity_sites"
    __table_args__ = (
        CheckConstraint(check_in("kind", SiteKind), name="kind"),
        CheckConstraint("taken_down_on IS NULL OR taken_down_on >= posted_on", name="days"),
        CheckConstraint("(certificate_id IS NULL) = (certified_on IS NULL)", name="certificate"),
        Index(
            "uq_publicity_sites_notice_id_kind_place",
            "notice_id",
            "kind",
            "place",
            unique=True,
            postgresql_where="annulled_reason IS NULL AND taken_down_on IS NULL",
        ),
    )

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("publicity_notices.id"))
    kind: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    posted_on: Mapped[date]
    posted_at: Mapped[time | None] = mapped_column(Time)
    taken_down_on: Mapped[date | None]
    serves: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    photo_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    certificate_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    certified_on: Mapped[date | None]
    certified_by: Mapped[str | None] = mapped_column(Text)
    late_reason: Mapped[str | None] = mapped_column(Text)
    annulled_reason: Mapped[str | None] = mapped_column(Text)


class NoticeCorrection(Identified, Recorded, Base):
    """A corrected value, or a conclusion revoked because it no longer held. Old value, reason and who are kept."""

    __tablename__ = "publicity_corrections"
    __table_args__ = (Index("ix_publicity_corrections_notice_id_id", "notice_id", "id"),)

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("publicity_notices.id"))
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("publicity_sites.id"))
    field: Mapped[str] = mapped_column(Text)
    old_value: Mapped[str | None] = mapped_column(Text)
    new_value: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class Objection(Identified, Scoped, Versioned, Recorded, Base):
    """An objection. Its text and its author are encrypted; only the assigned body reads them."""

    __tablename__ = "publicity_objections"
    __table_args__ = (
        CheckConstraint(check_in("state", ObjectionState), name="state"),
        CheckConstraint("channel IN ('office', 'public')", name="channel"),
        CheckConstraint("conclusion IS NULL OR " + check_in("conclusion", ObjectionConclusion), name="conclusion"),
        CheckConstraint("decision IS NULL OR " + check_in("decision", CommitteeDecision), name="decision"),
        CheckConstraint("(state = 'received') = (body_id IS NULL)", name="assigned"),
        CheckConstraint(
            "(state IN ('concluded', 'reported', 'closed')) = (conclusion IS NOT NULL AND concluded_on IS NOT NULL)",
            name="concluded",
        ),
        CheckConstraint(
            "(state IN ('reported', 'closed')) = (decision IS NOT NULL AND reported_on IS NOT NULL)", name="reported"
        ),
        CheckConstraint("(state = 'closed') = (fed_back_on IS NOT NULL)", name="fed_back"),
        CheckConstraint("anonymous = (objector IS NULL)", name="anonymous"),
        Index("ix_publicity_objections_notice_id_id", "notice_id", "id"),
        Index("ix_publicity_objections_county_id_id", "county_id", "id"),
        Index("ix_publicity_objections_committee_id_id", "committee_id", "id"),
        Index("ix_publicity_objections_body_id_id", "body_id", "id"),
    )

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("publicity_notices.id"))
    candidate_id: Mapped[UUID | None] = mapped_column(ForeignKey("publicity_candidates.id"))
    channel: Mapped[str] = mapped_column(Text)
    anonymous: Mapped[bool]
    objector: Mapped[bytes | None] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    received_on: Mapped[date]
    state: Mapped[str] = mapped_column(Text, default=ObjectionState.RECEIVED.value)
    body_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    assigned_on: Mapped[date | None]
    conclusion: Mapped[str | None] = mapped_column(Text)
    findings: Mapped[str | None] = mapped_column(Text)
    report_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))
    concluded_on: Mapped[date | None]
    decision: Mapped[str | None] = mapped_column(Text)
    decision_reason: Mapped[str | None] = mapped_column(Text)
    reported_on: Mapped[date | None]
    feedback: Mapped[str | None] = mapped_column(Text)
    fed_back_on: Mapped[date | None]
    late_reason: Mapped[str | None] = mapped_column(Text)


class ObjectionCorrection(Identified, Recorded, Base):
    """A value that an objection carried before it was taken up anew. Kept apart from the notice: the branch reads those."""

    __tablename__ = "publicity_objection_corrections"
    __table_args__ = (Index("ix_publicity_objection_corrections_objection_id_id", "objection_id", "id"),)

    objection_id: Mapped[UUID] = mapped_column(ForeignKey("publicity_objections.id"))
    field: Mapped[str] = mapped_column(Text)
    old_value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
