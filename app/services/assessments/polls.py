"""Opinion polls and evaluations: recording the counts of the paper, and correcting them.

Whether shares suffice is judged where a step rests on them: a poor result is a result and is recorded like any other.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.assessments import facts
from app.domain.assessments.facts import CriterionCount, PollGroup
from app.domain.assessments.rules import base_covers_roster
from app.domain.shared.errors import FieldError, Invalid, ensure
from app.persistence.models.assessments import CandidateEvaluation, CriterionJson, MarksJson, OpinionPoll
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.assessments import (
    CandidateEvaluationRepository,
    OpinionPollRepository,
)
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.uow import UnitOfWork
from app.services.all_at_once import AllAtOnce
from app.services.assessments.templates import template_for
from app.services.case_facts import (
    as_edition,
    case_of,
    columns_of,
    ensure_day,
    ensure_documents,
    ensure_may_correct,
    ensure_not_future,
    tell,
)
from app.services.questioning import answer_findings, question_cases

__all__ = ["EvaluationCounts", "PollCounts", "correct_evaluation", "correct_poll", "record_evaluation", "record_poll"]


@dataclass(frozen=True, slots=True)
class PollCounts:
    """The paper of an opinion poll; both groups hold the same criteria in the same order."""

    happened_on: date
    members: PollGroup
    masses: PollGroup
    template_id: UUID | None = None
    document_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class EvaluationCounts:
    """The paper of an evaluation by full members."""

    happened_on: date
    full_members: int
    asked: int
    participating: int
    approving: int
    document_id: UUID | None = None


async def record_poll(
    uow: UnitOfWork, case_id: UUID, paper: PollCounts, *, late_reason: str | None = None
) -> OpinionPoll:
    """Record a poll. Whether its shares suffice is judged where a step rests on it: a poor result is a result."""
    case = await case_of(uow, case_id, must_be_open=True)
    errors = AllAtOnce()
    with errors:
        await ensure_day(uow, case, paper.happened_on, late_reason)
    with errors:
        poll = await _poll(uow, case, paper)
    errors.tell()
    poll.late_reason = late_reason
    tell(uow, uow.repository(OpinionPollRepository).add(poll), "assessments", "opinion-poll")
    await answer_findings(uow, case.id)
    return poll


async def correct_poll(
    uow: UnitOfWork, poll_id: UUID, paper: PollCounts, reason: str, *, expected_version: int
) -> OpinionPoll:
    """Replace a poll by a new edition; the old one stays with the reason."""
    polls = uow.repository(OpinionPollRepository)
    await uow.repository(CaseSubjects).hold_of(OpinionPoll, poll_id)
    old = await polls.get(poll_id, expected_version=expected_version, lock=True)
    case = await case_of(uow, old.case_id)
    await ensure_may_correct(uow, old)
    ensure_not_future(uow, paper.happened_on, "/happened_on")
    poll = await _poll(uow, case, paper)
    as_edition(poll, old, reason)
    tell(uow, polls.add(poll), "assessments", "opinion-poll", old)
    await question_cases(uow, [case.id])
    return poll


async def _poll(uow: UnitOfWork, case: DevelopmentCase, paper: PollCounts) -> OpinionPoll:
    errors = AllAtOnce()
    with errors:
        facts.OpinionPoll(new_id(), case.id, case.person_id, paper.happened_on, paper.members, paper.masses)
    with errors:
        await ensure_documents(uow, case.id, [("/document_id", paper.document_id)])
    with errors:
        await _ensure_criteria(uow, case, paper)
    errors.tell()
    roster = await uow.repository(CaseSubjects).members_on(case.branch_id, paper.happened_on)
    ensure(base_covers_roster(paper.members.base, roster, "/members/base"))
    return OpinionPoll(
        template_id=paper.template_id,
        members_base=paper.members.base,
        members_participating=paper.members.participating,
        masses_base=paper.masses.base,
        masses_participating=paper.masses.participating,
        masses_base_reason=paper.masses.base_reason,
        criteria=[
            CriterionJson(title=m.title, members=_marks(m), masses=_marks(w))
            for m, w in zip(paper.members.criteria, paper.masses.criteria, strict=True)
        ],
        document_id=paper.document_id,
        **columns_of(uow, case, paper.happened_on),
    )


def _marks(count: CriterionCount) -> MarksJson:
    return MarksJson(excellent=count.excellent, average=count.average, poor=count.poor)


async def _ensure_criteria(uow: UnitOfWork, case: DevelopmentCase, paper: PollCounts) -> None:
    if paper.template_id is None:
        return
    purpose = facts.TemplatePurpose.OPINION_POLL
    template = await template_for(uow, case, paper.template_id, purpose, paper.happened_on)
    titles = tuple(item["title"] for item in template.items)
    if titles != tuple(criterion.title for criterion in paper.members.criteria):
        raise Invalid(FieldError("/criteria", "assessments.criteria-of-template", titles))


async def record_evaluation(
    uow: UnitOfWork, case_id: UUID, paper: EvaluationCounts, *, late_reason: str | None = None
) -> CandidateEvaluation:
    """Record an evaluation by full members."""
    case = await case_of(uow, case_id, must_be_open=True)
    errors = AllAtOnce()
    with errors:
        await ensure_day(uow, case, paper.happened_on, late_reason)
    with errors:
        evaluation = await _evaluation(uow, case, paper)
    errors.tell()
    evaluation.late_reason = late_reason
    tell(uow, uow.repository(CandidateEvaluationRepository).add(evaluation), "assessments", "candidate-evaluation")
    await answer_findings(uow, case.id)
    return evaluation


async def correct_evaluation(
    uow: UnitOfWork, evaluation_id: UUID, paper: EvaluationCounts, reason: str, *, expected_version: int
) -> CandidateEvaluation:
    """Replace an evaluation by a new edition."""
    evaluations = uow.repository(CandidateEvaluationRepository)
    await uow.repository(CaseSubjects).hold_of(CandidateEvaluation, evaluation_id)
    old = await evaluations.get(evaluation_id, expected_version=expected_version, lock=True)
    case = await case_of(uow, old.case_id)
    await ensure_may_correct(uow, old)
    ensure_not_future(uow, paper.happened_on, "/happened_on")
    evaluation = await _evaluation(uow, case, paper)
    as_edition(evaluation, old, reason)
    tell(uow, evaluations.add(evaluation), "assessments", "candidate-evaluation", old)
    await question_cases(uow, [case.id])
    return evaluation


async def _evaluation(uow: UnitOfWork, case: DevelopmentCase, paper: EvaluationCounts) -> CandidateEvaluation:
    counts = (paper.full_members, paper.asked, paper.participating, paper.approving)
    errors = AllAtOnce()
    with errors:
        facts.CandidateEvaluation(new_id(), case.id, case.person_id, paper.happened_on, *counts)
    with errors:
        await ensure_documents(uow, case.id, [("/document_id", paper.document_id)])
    errors.tell()
    roster = await uow.repository(CaseSubjects).members_on(case.branch_id, paper.happened_on, full_only=True)
    ensure(base_covers_roster(paper.full_members, roster, "/full_members"))
    return CandidateEvaluation(
        full_members=paper.full_members,
        asked=paper.asked,
        participating=paper.participating,
        approving=paper.approving,
        document_id=paper.document_id,
        **columns_of(uow, case, paper.happened_on),
    )
