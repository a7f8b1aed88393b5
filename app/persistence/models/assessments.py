"""Score templates and sheets, opinion polls, evaluations of candidates, scored talks."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypedDict
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Numeric, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.assessments.facts import ItemKind, SheetState, TalkBody, TemplatePurpose
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in
from app.persistence.models.editions import Editioned, edition_constraints, list_indexes, one_a_day

__all__ = [
    "BaseJson",
    "CandidateEvaluation",
    "CriterionJson",
    "MarksJson",
    "OpinionPoll",
    "ScoreItem",
    "ScoreSheet",
    "ScoreTemplate",
    "ScoredTalk",
    "ShareJson",
    "TemplateItemJson",
    "TopicJson",
]

POINTS = Numeric(7, 2)


class TemplateItemJson(TypedDict):
    """One line of a template; criteria of a poll bring no points."""

    title: str
    kind: str
    max_points: str | None


class MarksJson(TypedDict):
    """Marks that one group gave to one criterion."""

    excellent: int
    average: int
    poor: int


class CriterionJson(TypedDict):
    """One criterion of a poll with the marks of both groups."""

    title: str
    members: MarksJson
    masses: MarksJson


class TopicJson(TypedDict):
    """One topic of a scored talk; points are decimal strings."""

    title: str
    max_points: str
    points: str


class BaseJson(TypedDict):
    """A base and those of it who took part."""

    base: int
    participating: int
    base_reason: str | None


class ShareJson(TypedDict):
    """A share with its denominator; None of an empty base."""

    part: int
    base: int
    share: str | None


def _share(part: int, base: int) -> ShareJson:
    exact = (Decimal(part) / base).quantize(Decimal("0.000001"), ROUND_HALF_UP) if base else None
    return ShareJson(part=part, base=base, share=str(exact) if exact is not None else None)


class ScoreTemplate(Identified, Scoped, Versioned, Recorded, Base):
    """What an organisation scores or polls by: the items of one edition, from a day, by a decision."""

    __tablename__ = "score_templates"
    __table_args__ = (
        CheckConstraint(check_in("purpose", TemplatePurpose), name="purpose"),
        CheckConstraint("retired_on IS NULL OR retired_on >= happened_on", name="days"),
        CheckConstraint("(edition = 1) = (supersedes_id IS NULL)", name="first_edition"),
        UniqueConstraint("organisation_id", "purpose", "title", "edition", name="uq_score_templates_edition"),
        *list_indexes("score_templates"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    purpose: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date]
    """First day on which it may be used."""
    decision_number: Mapped[str | None] = mapped_column(Text)
    items: Mapped[list[TemplateItemJson]] = mapped_column(JSONB)
    edition: Mapped[int] = mapped_column(default=1)
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("score_templates.id"), unique=True)
    retired_on: Mapped[date | None]
    """Last day on which it may be used."""


class ScoreSheet(Editioned, Base):
    """A quantified score. A draft may change; once finalised it is only ever replaced by a new edition."""

    __tablename__ = "score_sheets"
    __table_args__ = (
        CheckConstraint(check_in("state", SheetState), name="state"),
        CheckConstraint("(state = 'draft') = (finalised_on IS NULL)", name="finalised"),
        # Two that begin a chain of editions, drafts too; and a correction against another chain.
        one_a_day("score_sheets", condition="standing AND supersedes_id IS NULL"),
        Index(
            "uq_score_sheets_finalised_day",
            "case_id",
            "happened_on",
            unique=True,
            postgresql_where=text("standing AND state = 'finalised'"),
        ),
        *edition_constraints("score_sheets"),
    )

    template_id: Mapped[UUID] = mapped_column(ForeignKey("score_templates.id"))
    scored_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    state: Mapped[str] = mapped_column(Text)
    finalised_on: Mapped[date | None]
    changed_at: Mapped[datetime]
    """Moves with every change to the items, so that the sheet's version does."""
    items: Mapped[list["ScoreItem"]] = relationship(lazy="raise", order_by="ScoreItem.position")

    @property
    def total(self) -> Decimal:
        """The exact sum of the points; items must be loaded."""
        return sum((item.points for item in self.items), Decimal("0.00"))


class ScoreItem(Identified, Base):
    """One line of a score sheet."""

    __tablename__ = "score_items"
    __table_args__ = (
        CheckConstraint(check_in("kind", ItemKind), name="kind"),
        CheckConstraint("points >= 0 AND points <= max_points", name="points"),
        CheckConstraint("max_points > 0", name="max_points"),
        CheckConstraint("(verified_by IS NULL) = (verified_on IS NULL)", name="verified"),
        CheckConstraint("points = 0 OR verified_by <> entered_by", name="verified_by_another"),
        UniqueConstraint("sheet_id", "position", name="uq_score_items_position"),
    )

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("score_sheets.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    max_points: Mapped[Decimal] = mapped_column(POINTS)
    points: Mapped[Decimal] = mapped_column(POINTS)
    honoured_on: Mapped[date | None]
    evidence: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    entered_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    """Who entered the line as it stands: the scorer, or whoever changed it last."""
    verified_by: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    verified_on: Mapped[date | None]


class OpinionPoll(Editioned, Base):
    """The counts of an opinion poll among members and masses, as the paper gives them."""

    __tablename__ = "opinion_polls"
    __table_args__ = (
        CheckConstraint("members_participating BETWEEN 0 AND members_base", name="members"),
        CheckConstraint("masses_participating BETWEEN 0 AND masses_base", name="masses"),
        one_a_day("opinion_polls"),
        *edition_constraints("opinion_polls"),
    )

    template_id: Mapped[UUID | None] = mapped_column(ForeignKey("score_templates.id"))
    members_base: Mapped[int]
    members_participating: Mapped[int]
    masses_base: Mapped[int]
    masses_participating: Mapped[int]
    masses_base_reason: Mapped[str] = mapped_column(Text)
    criteria: Mapped[list[CriterionJson]] = mapped_column(JSONB)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))

    @property
    def members(self) -> BaseJson:
        """The members' base and turnout in numbers."""
        return BaseJson(base=self.members_base, participating=self.members_participating, base_reason=None)

    @property
    def masses(self) -> BaseJson:
        """The masses' declared base with its reason, and those who took part."""
        return BaseJson(
            base=self.masses_base, participating=self.masses_participating, base_reason=self.masses_base_reason
        )

    @property
    def member_turnout(self) -> ShareJson:
        """Members who took part, of all members of the branch."""
        return _share(self.members_participating, self.members_base)

    @property
    def mass_turnout(self) -> ShareJson:
        """Masses who took part, of the declared base."""
        return _share(self.masses_participating, self.masses_base)


class CandidateEvaluation(Editioned, Base):
    """An evaluation by full members; each number is part of the one before."""

    __tablename__ = "candidate_evaluations"
    __table_args__ = (
        CheckConstraint(
            "0 <= approving AND approving <= participating AND participating <= asked AND asked <= full_members",
            name="chain",
        ),
        one_a_day("candidate_evaluations"),
        *edition_constraints("candidate_evaluations"),
    )

    full_members: Mapped[int]
    asked: Mapped[int]
    participating: Mapped[int]
    approving: Mapped[int]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))

    @property
    def scope(self) -> ShareJson:
        """Those asked, of all full members."""
        return _share(self.asked, self.full_members)

    @property
    def participation(self) -> ShareJson:
        """Those who took part, of those asked."""
        return _share(self.participating, self.asked)

    @property
    def approval(self) -> ShareJson:
        """Those who approve, of those who took part."""
        return _share(self.approving, self.participating)


class ScoredTalk(Editioned, Base):
    """A talk with the candidate; topics carry points where it was scored."""

    __tablename__ = "scored_talks"
    __table_args__ = (
        CheckConstraint(check_in("body", TalkBody), name="body"),
        one_a_day("scored_talks", "body", "talked_by"),
        *edition_constraints("scored_talks"),
    )

    body: Mapped[str] = mapped_column(Text)
    talked_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    topics: Mapped[list[TopicJson]] = mapped_column(JSONB)
    remark: Mapped[str | None] = mapped_column(Text)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("documents.id"))

    @property
    def total(self) -> Decimal | None:
        """The exact sum of the points; None where the talk was not scored."""
        return sum((Decimal(topic["points"]) for topic in self.topics), Decimal(0)) if self.topics else None
