"""Templates, score sheets, polls, evaluations and talks; rows as the rules see them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domain.assessments import facts
from app.persistence.models.assessments import (
    CandidateEvaluation,
    OpinionPoll,
    ScoredTalk,
    ScoreItem,
    ScoreSheet,
    ScoreTemplate,
)
from app.persistence.models.editions import Editioned
from app.persistence.repositories.base import Repository
from app.persistence.repositories.documents import DocumentRepository

__all__ = [
    "CandidateEvaluationRepository",
    "OpinionPollRepository",
    "ScoreSheetRepository",
    "ScoreTemplateRepository",
    "ScoredTalkRepository",
    "evaluation_facts",
    "poll_facts",
    "sheet_facts",
    "talk_facts",
]

E = TypeVar("E", bound=Editioned)


class ScoreTemplateRepository(Repository[ScoreTemplate]):
    """Templates of organisations."""

    model = ScoreTemplate

    async def usable(self, template_id: UUID, branch_ids: frozenset[UUID]) -> ScoreTemplate | None:
        """Return a template that one of these organisations (a branch and its ancestors) keeps, else None.

        A branch uses the template of its committee, which lies above its own subtree.
        """
        statement = self.unscoped(reason="templates are inherited from above the caller's subtree").where(
            ScoreTemplate.id == template_id, ScoreTemplate.organisation_id.in_(branch_ids)
        )
        return (await self.session.scalars(statement)).one_or_none()


class _CaseFacts(Repository[E], Generic[E]):
    """Editioned facts of cases."""

    async def rows_of_case(self, case_id: UUID) -> list[E]:
        """Return the standing rows of a case; the caller has been held against the case itself."""
        statement = self.unscoped(reason="the case was loaded within the caller's scope").where(
            self.model.case_id == case_id, self.model.standing
        )
        return list(await self.session.scalars(statement.order_by(self.model.happened_on, self.model.id)))


class ScoreSheetRepository(_CaseFacts[ScoreSheet]):
    """Score sheets with their items."""

    model = ScoreSheet

    async def with_items(
        self, sheet_id: UUID, *, expected_version: int | None = None, lock: bool = False
    ) -> ScoreSheet:
        """Return a sheet with its items loaded."""
        return await self.get(
            sheet_id, expected_version=expected_version, lock=lock, options=(selectinload(ScoreSheet.items),)
        )

    async def of_case(self, case_id: UUID) -> tuple[facts.ScoreSheet, ...]:
        """Return the standing sheets of a case for its gates."""
        statement = (
            self.unscoped(reason="the case was loaded within the caller's scope")
            .where(ScoreSheet.case_id == case_id, ScoreSheet.standing)
            .options(selectinload(ScoreSheet.items))
            .order_by(ScoreSheet.happened_on, ScoreSheet.id)
        )
        rows = (await self.session.scalars(statement)).all()
        named = {document_id for row in rows for item in row.items for document_id in item.evidence}
        standing = await self.uow.repository(DocumentRepository).standing(named)
        return tuple(_with_evidence(sheet_facts(row), standing) for row in rows)

    async def item_of(self, sheet: ScoreSheet, position: int) -> ScoreItem | None:
        """Return one line of a loaded sheet."""
        return next((item for item in sheet.items if item.position == position), None)

    async def draft_successor(self, sheet_id: UUID) -> UUID | None:
        """Return the edition that replaces a sheet, where one has been begun."""
        return await self.session.scalar(select(ScoreSheet.id).where(ScoreSheet.supersedes_id == sheet_id))

    async def another_on(self, case_id: UUID, day: date, besides: UUID | None = None) -> bool:
        """Tell whether a sheet of a case stands for a day, drafts included and one that is being replaced left out."""
        standing = select(ScoreSheet.id).where(
            ScoreSheet.case_id == case_id, ScoreSheet.happened_on == day, ScoreSheet.standing
        )
        return await self.session.scalar(standing.where(ScoreSheet.id != besides).limit(1)) is not None


class OpinionPollRepository(_CaseFacts[OpinionPoll]):
    """Opinion polls."""

    model = OpinionPoll

    async def of_case(self, case_id: UUID) -> tuple[facts.OpinionPoll, ...]:
        """Return the standing polls of a case for its gates."""
        return tuple(poll_facts(row) for row in await self.rows_of_case(case_id))


class CandidateEvaluationRepository(_CaseFacts[CandidateEvaluation]):
    """Evaluations of candidates."""

    model = CandidateEvaluation

    async def of_case(self, case_id: UUID) -> tuple[facts.CandidateEvaluation, ...]:
        """Return the standing evaluations of a case for its gates."""
        return tuple(evaluation_facts(row) for row in await self.rows_of_case(case_id))


class ScoredTalkRepository(_CaseFacts[ScoredTalk]):
    """Scored talks."""

    model = ScoredTalk

    async def of_case(self, case_id: UUID) -> tuple[facts.ScoredTalk, ...]:
        """Return the standing talks of a case for its gates."""
        return tuple(talk_facts(row) for row in await self.rows_of_case(case_id))


def _with_evidence(sheet: facts.ScoreSheet, standing: frozenset[UUID]) -> facts.ScoreSheet:
    """Leave out what was set aside after it had been counted as evidence; points that rested on it alone are gone."""

    def left(item: facts.ScoreItem) -> facts.ScoreItem:
        found = tuple(document_id for document_id in item.evidence if document_id in standing)
        gone = bool(item.evidence) and not found
        return replace(item, evidence=found, points=Decimal(0) if gone else item.points)

    return replace(sheet, items=tuple(left(item) for item in sheet.items))


def sheet_facts(row: ScoreSheet) -> facts.ScoreSheet:
    """Return a sheet as the rules see it; its items must be loaded."""
    return facts.ScoreSheet(
        row.id,
        row.case_id,
        row.person_id,
        row.scored_by,
        row.happened_on,
        tuple(
            facts.ScoreItem(
                item.title,
                item.max_points,
                item.points,
                facts.ItemKind(item.kind),
                item.honoured_on,
                tuple(item.evidence),
                item.verified_by,
                item.verified_on,
                item.entered_by,
            )
            for item in row.items
        ),
        facts.SheetState(row.state),
        row.finalised_on,
        row.edition,
    )


def poll_facts(row: OpinionPoll) -> facts.OpinionPoll:
    """Return a poll as the rules see it."""
    return facts.OpinionPoll(
        row.id,
        row.case_id,
        row.person_id,
        row.happened_on,
        facts.PollGroup(
            row.members_base,
            row.members_participating,
            tuple(facts.CriterionCount(c["title"], **c["members"]) for c in row.criteria),
        ),
        facts.PollGroup(
            row.masses_base,
            row.masses_participating,
            tuple(facts.CriterionCount(c["title"], **c["masses"]) for c in row.criteria),
            row.masses_base_reason,
        ),
        row.edition,
    )


def evaluation_facts(row: CandidateEvaluation) -> facts.CandidateEvaluation:
    """Return an evaluation as the rules see it."""
    return facts.CandidateEvaluation(
        row.id,
        row.case_id,
        row.person_id,
        row.happened_on,
        row.full_members,
        row.asked,
        row.participating,
        row.approving,
        row.edition,
    )


def talk_facts(row: ScoredTalk) -> facts.ScoredTalk:
    """Return a talk as the rules see it."""
    return facts.ScoredTalk(
        row.id,
        row.case_id,
        row.person_id,
        row.talked_by,
        facts.TalkBody(row.body),
        row.happened_on,
        tuple(
            facts.TalkTopic(topic["title"], Decimal(topic["max_points"]), Decimal(topic["points"]))
            for topic in row.topics
        ),
        row.edition,
    )
