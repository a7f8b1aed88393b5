"""Political reviews: opening, subjects, investigators, the person's own statement, the conclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.political_review import facts, rules
from app.domain.political_review.facts import ConclusionResult, ContentJudgement, Relation
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Invalid, ensure
from app.persistence.models.political_review import (
    ContentJson,
    PoliticalReview,
    ReviewConclusion,
    ReviewInvestigator,
    ReviewStatement,
    ReviewSubject,
)
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.political_review import PoliticalReviewRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.all_at_once import AllAtOnce
from app.services.case_facts import (
    case_of,
    completed_since,
    ensure_corrects_completed,
    ensure_day,
    ensure_documents,
    ensure_not_own,
    ensure_persons,
    law_of,
    touch,
)
from app.services.questioning import question_cases

__all__ = [
    "ConclusionPaper",
    "NewSubject",
    "add_subject",
    "appoint_investigator",
    "conclude",
    "ensure_may_change",
    "file_statement",
    "held",
    "in_time",
    "open_review",
    "tell",
]


@dataclass(frozen=True, slots=True)
class NewSubject:
    """Somebody to be looked at; a name only where a letter needs one."""

    relation: Relation
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ConclusionPaper:
    """A conclusion with its findings; ``reason`` is owed where it replaces an earlier one."""

    happened_on: date
    result: ConclusionResult
    contents: Sequence[tuple[ContentJudgement, str | None]] = ()
    document_id: UUID | None = None
    reason: str | None = None
    late_reason: str | None = None


async def open_review(
    uow: UnitOfWork,
    case_id: UUID,
    happened_on: date,
    *,
    floating: bool,
    subjects: Sequence[NewSubject] = (),
    late_reason: str | None = None,
) -> PoliticalReview:
    """Open the review of a case. The candidate is its first subject; at most one review is open at a time."""
    case = await case_of(uow, case_id, must_be_open=True)
    await ensure_day(uow, case, happened_on, late_reason)
    reviews = uow.repository(PoliticalReviewRepository)
    if await reviews.open_of_case(case.id) is not None:
        raise AlreadyDone("political-review.open-already")
    _ensure_candidate_is_added_here(subjects)
    review = reviews.add(
        PoliticalReview(
            id=new_id(),
            case_id=case.id,
            person_id=case.person_id,
            happened_on=happened_on,
            floating=floating,
            state="open",
            late_reason=late_reason,
            changed_at=uow.now,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            inquiries=[],
            statements=[],
            investigators=[],
            conclusions=[],
            subjects=[_subject(uow, s) for s in (NewSubject(Relation.CANDIDATE), *subjects)],
            **place_of(case).columns(),
        )
    )
    tell(uow, review, "open", {"floating": floating, "subjects": [s.relation for s in review.subjects]})
    return review


async def add_subject(
    uow: UnitOfWork, review_id: UUID, subject: NewSubject, *, expected_version: int
) -> PoliticalReview:
    """Add somebody to be looked at."""
    review = await _open(uow, review_id, expected_version)
    _ensure_candidate_is_added_here([subject])
    review.subjects.append(_subject(uow, subject))
    tell(uow, review, "add-subject", {"relation": subject.relation.value})
    return review


async def appoint_investigator(
    uow: UnitOfWork,
    review_id: UUID,
    person_id: UUID,
    happened_on: date,
    *,
    late_reason: str | None = None,
    expected_version: int,
) -> PoliticalReview:
    """Appoint an investigator, who is never the candidate and is appointed once."""
    review = await _open(uow, review_id, expected_version)
    await in_time(uow, review, happened_on, late_reason)
    if person_id == review.person_id:
        raise Invalid(FieldError("/person_id", "political-review.investigator-is-another"))
    if any(investigator.person_id == person_id for investigator in review.investigators):
        raise AlreadyDone("political-review.investigator-appointed")
    await ensure_persons(uow, [("/person_id", person_id)])
    review.investigators.append(
        ReviewInvestigator(
            id=new_id(), person_id=person_id, happened_on=happened_on, recorded_at=uow.now, recorded_by=uow.actor_id
        )
    )
    tell(uow, review, "appoint-investigator", {"person_id": person_id, "happened_on": happened_on})
    return review


async def file_statement(
    uow: UnitOfWork,
    review_id: UUID,
    happened_on: date,
    document_id: UUID,
    *,
    reason: str | None,
    late_reason: str | None = None,
    expected_version: int,
) -> PoliticalReview:
    """File the person's own statement. A later one replaces it and owes a reason; the earlier stays."""
    review = await _open(uow, review_id, expected_version)
    await in_time(uow, review, happened_on, late_reason)
    await ensure_documents(uow, review.case_id, [("/document_id", document_id)])
    _ensure_reason(len(review.statements), reason)
    review.statements.append(
        ReviewStatement(
            id=new_id(),
            edition=len(review.statements) + 1,
            happened_on=happened_on,
            document_id=document_id,
            correction_reason=reason,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    tell(uow, review, "file-statement", {"edition": len(review.statements), "happened_on": happened_on})
    return review


async def conclude(
    uow: UnitOfWork, review_id: UUID, paper: ConclusionPaper, *, expected_version: int
) -> PoliticalReview:
    """Conclude a review: passed, failed or more needed. Refused with everything that it lacks.

    A concluded review may be concluded again with a reason (the earlier conclusion stays); ``needs_more`` opens it.
    """
    review = await held(uow, review_id, expected_version)
    errors = AllAtOnce()
    with errors:
        await in_time(uow, review, paper.happened_on, paper.late_reason)
    with errors:
        groups = [judgement.group for judgement, _ in paper.contents]
        if len(set(groups)) != len(groups):
            raise Invalid(FieldError("/contents", "political-review.content-twice"))
    with errors:
        await ensure_documents(uow, review.case_id, [("/document_id", paper.document_id)])
    with errors:
        _ensure_reason(len(review.conclusions), paper.reason)
    errors.tell()
    if review.conclusions:
        await ensure_may_change(uow, review)
    conclusion = facts.Conclusion(
        paper.result, paper.happened_on, paper.document_id, tuple(judgement for judgement, _ in paper.contents)
    )
    facts_now = await uow.repository(PoliticalReviewRepository).facts(review)
    ensure(rules.may_conclude(facts_now, conclusion, await law_of(uow, review)))
    review.conclusions.append(
        ReviewConclusion(
            id=new_id(),
            edition=len(review.conclusions) + 1,
            happened_on=paper.happened_on,
            result=paper.result.value,
            contents=[ContentJson(group=c.group.value, ok=c.ok, finding=text) for c, text in paper.contents],
            document_id=paper.document_id,
            correction_reason=paper.reason,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    review.state = "open" if paper.result is ConclusionResult.NEEDS_MORE else "concluded"
    details = {"result": paper.result.value, "happened_on": paper.happened_on, "edition": len(review.conclusions)}
    tell(uow, review, "conclude", details)
    await question_cases(uow, [review.case_id])
    return review


async def in_time(
    uow: UnitOfWork, review: PoliticalReview, day: date, late_reason: str | None, pointer: str = "/happened_on"
) -> None:
    """Refuse a day to come, and a late entry without permission and reason; the reason is kept with the review."""
    await ensure_day(uow, review, day, late_reason, pointer)
    if late_reason is not None and late_reason != review.late_reason:
        known = [review.late_reason] if review.late_reason else []
        review.late_reason = "\n".join([*known, late_reason])


_REVIEWED = 10
"""The step of the table that rests on the review."""


async def ensure_may_change(uow: UnitOfWork, review: PoliticalReview) -> None:
    """Once a step was completed on what the review says, changing that is the approving committee's."""
    if await completed_since(uow, review.case_id, review.id, from_number=_REVIEWED):
        ensure_corrects_completed(uow, review)


def tell(uow: UnitOfWork, review: PoliticalReview, verb: str, details: Mapping[str, object]) -> None:
    """Emit a change of a review and move its version."""
    touch(uow, review)
    uow.emit(
        f"political-review:review:{verb}",
        review,
        after=details,
        details={"case_id": review.case_id, **details},
        event_type=f"political_review.review.{_PAST[verb]}",
    )


_PAST = {
    "open": "opened",
    "add-subject": "subject_added",
    "appoint-investigator": "investigator_appointed",
    "file-statement": "statement_filed",
    "conclude": "concluded",
    "send": "inquiry_sent",
    "withdraw": "inquiry_withdrawn",
    "reply": "inquiry_replied",
    "correct-reply": "reply_corrected",
}


async def held(uow: UnitOfWork, review_id: UUID, expected_version: int) -> PoliticalReview:
    """Return a review that the caller may use, locked after its case. Nobody acts in his own."""
    await uow.repository(CaseSubjects).hold_of(PoliticalReview, review_id)
    review = await uow.repository(PoliticalReviewRepository).whole(
        review_id, expected_version=expected_version, lock=True
    )
    ensure_not_own(uow, review.person_id)
    return review


async def _open(uow: UnitOfWork, review_id: UUID, expected_version: int) -> PoliticalReview:
    review = await held(uow, review_id, expected_version)
    if review.state != "open":
        raise Conflict("political-review.not-open")
    return review


def _ensure_candidate_is_added_here(subjects: Sequence[NewSubject]) -> None:
    if any(subject.relation is Relation.CANDIDATE for subject in subjects):
        raise Invalid(FieldError("/relation", "political-review.candidate-once"))


def _ensure_reason(earlier: int, reason: str | None) -> None:
    """A first entry has no reason, every later one owes it."""
    if earlier and reason is None:
        raise Invalid(FieldError("/reason", "political-review.reason-owed"))
    if not earlier and reason is not None:
        raise Invalid(FieldError("/reason", "political-review.nothing-to-correct"))


def _subject(uow: UnitOfWork, subject: NewSubject) -> ReviewSubject:
    return ReviewSubject(
        id=new_id(),
        relation=subject.relation.value,
        name=subject.name,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
    )
