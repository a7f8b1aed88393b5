"""The development case and everything that belongs to it alone: facts, completions, findings, decisions."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.development.casefile import CaseState, Outcome, VoidCause
from app.domain.development.findings import FindingKind, FindingState
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["CaseFact", "CaseFinding", "DevelopmentCase", "DevelopmentDecision", "DevelopmentStep"]


class DevelopmentCase(Identified, Scoped, Versioned, Recorded, Base):
    """One person's way from the application letter to the archive; its place is the branch that carries it now.

    ``stage`` and ``step`` say where the case stands (the first waiting step), worked out anew at every change.
    """

    __tablename__ = "development_cases"
    __table_args__ = (
        CheckConstraint(check_in("state", CaseState), name="state"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="days"),
        CheckConstraint("(state = 'open') = (closed_on IS NULL)", name="closed"),
        CheckConstraint("stage BETWEEN 1 AND 5", name="stage"),
        Index("uq_development_cases_person_id", "person_id", unique=True, postgresql_where="state = 'open'"),
        Index("ix_development_cases_county_id", "county_id", "id"),
        Index("ix_development_cases_committee_id", "committee_id", "id"),
        Index("ix_development_cases_sub_committee_id", "sub_committee_id", "id"),
        Index("ix_development_cases_general_branch_id", "general_branch_id", "id"),
        Index("ix_development_cases_branch_id", "branch_id", "id"),
        Index("ix_development_cases_committee_id_step", "committee_id", "step", "id"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[str] = mapped_column(Text, default="open")
    stage: Mapped[int] = mapped_column(default=1)
    step: Mapped[str | None] = mapped_column(Text, default="apply")
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    taken_over: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC))


class CaseFact(Identified, Scoped, Recorded, Base):
    """One fact, append-only; ``standing`` is false once a correction has replaced it."""

    __tablename__ = "case_facts"
    __table_args__ = (
        CheckConstraint("(supersedes_id IS NULL) = (correction_reason IS NULL)", name="correction"),
        UniqueConstraint("supersedes_id"),
        Index("ix_case_facts_case_id", "case_id", "happened_on", "id"),
        Index("ix_case_facts_committee_id_kind", "committee_id", "kind", "happened_on", "id"),
        Index(
            "ix_case_facts_person_ids",
            text("(data -> 'person_ids')"),
            postgresql_using="gin",
            postgresql_where=text("standing AND data ? 'person_ids'"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("development_cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date]
    data: Mapped[dict[str, object]] = mapped_column(JSONB)
    documents: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    standing: Mapped[bool] = mapped_column(default=True)
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("case_facts.id"))
    correction_reason: Mapped[str | None] = mapped_column(Text)
    late_days: Mapped[int] = mapped_column(default=0)
    late_reason: Mapped[str | None] = mapped_column(Text)
    taken_over: Mapped[bool] = mapped_column(default=False)


class DevelopmentStep(Identified, Scoped, Recorded, Base):
    """One attempt at a step: its outcome, the day of its act, the decision behind it. Only ``void`` is ever set later."""

    __tablename__ = "development_steps"
    __table_args__ = (
        CheckConstraint(check_in("outcome", Outcome), name="outcome"),
        CheckConstraint(f"void IS NULL OR {check_in('void', VoidCause)}", name="void"),
        CheckConstraint("attempt >= 1", name="attempt"),
        UniqueConstraint("case_id", "step", "attempt", name="uq_development_steps_attempt"),
        Index(
            "uq_development_steps_standing",
            "case_id",
            "step",
            unique=True,
            postgresql_where=text("void IS NULL AND outcome = 'passed'"),
        ),
        Index("ix_development_steps_committee_id_step", "committee_id", "step", "act_on", "id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("development_cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    step: Mapped[str] = mapped_column(Text)
    step_number: Mapped[int]
    attempt: Mapped[int]
    outcome: Mapped[str] = mapped_column(Text)
    act_on: Mapped[date]
    act_ref: Mapped[UUID | None]
    taken_over: Mapped[bool] = mapped_column(default=False)
    sent_back_to: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    void: Mapped[str | None] = mapped_column(Text)
    void_at: Mapped[datetime | None]
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("development_decisions.id"))


class DevelopmentDecision(Identified, Scoped, Recorded, Base):
    """What was judged when a step was completed: verdict with figures and clauses, digest of the facts. Never rewritten."""

    __tablename__ = "development_decisions"
    __table_args__ = (
        CheckConstraint(check_in("outcome", Outcome), name="outcome"),
        Index("ix_development_decisions_case_id", "case_id", "id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("development_cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    step: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    outcome: Mapped[str] = mapped_column(Text)
    verdict: Mapped[list[dict[str, object]]] = mapped_column(JSONB)
    facts_digest: Mapped[bytes] = mapped_column(LargeBinary)


class CaseFinding(Identified, Scoped, Recorded, Base):
    """Something that only a decision can carry: a gap of a case taken over, or a completed step that no longer holds."""

    __tablename__ = "case_findings"
    __table_args__ = (
        CheckConstraint(check_in("kind", FindingKind), name="kind"),
        CheckConstraint(check_in("state", FindingState), name="state"),
        CheckConstraint("state = 'settled' OR (state = 'open') = (decided_on IS NULL)", name="decided"),
        CheckConstraint("(decided_on IS NULL) = (document_number IS NULL)", name="document_number"),
        Index(
            "uq_case_findings_open",
            "case_id",
            "step",
            "code",
            "subject",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_case_findings_case_id", "case_id", "id"),
        Index("ix_case_findings_committee_id", "committee_id", "id", postgresql_where=text("state = 'open'")),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("development_cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    kind: Mapped[str] = mapped_column(Text)
    step: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, default="")
    """Tells findings of one code apart: the paper, the source, the step before."""
    found_on: Mapped[date]
    judged_on: Mapped[date]
    """The day of the act whose law was used."""
    finding: Mapped[dict[str, object]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text, default="open")
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    decided_by: Mapped[UUID | None]
    document_number: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
