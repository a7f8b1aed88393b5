"""Letters of inquiry: sent by the branch, answered by a department's desk or filed by the branch, called back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.identity.permissions import Permission
from app.domain.political_review import facts, rules
from app.domain.political_review.facts import InquiryAddressee, ReplyResult
from app.domain.shared.errors import Conflict, FieldError, Forbidden, Invalid, NotFound, StaleVersion, ensure
from app.persistence.models.political_review import InquiryReply, PoliticalReview, ReviewInquiry
from app.persistence.repositories.case_subjects import CaseSubjects
from app.persistence.repositories.political_review import (
    InquiryRepository,
    PoliticalReviewRepository,
    inquiry_facts,
)
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.all_at_once import AllAtOnce
from app.services.case_facts import ensure_documents, ensure_not_future, touch
from app.services.document_subjects import Subject
from app.services.political_review.reviews import ensure_may_change, held, in_time, tell
from app.services.questioning import question_cases

__all__ = [
    "NewInquiry",
    "ReplyPaper",
    "file_reply",
    "reply_at_desk",
    "send_inquiry",
    "subject_of_reply",
    "withdraw_inquiry",
]


@dataclass(frozen=True, slots=True)
class NewInquiry:
    """A letter: to a department of the configured ones or another, or to an organisation by name."""

    happened_on: date
    addressee: InquiryAddressee
    department: str | None = None
    organisation_name: str | None = None
    subject_id: UUID | None = None
    document_id: UUID | None = None
    late_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyPaper:
    """A stamped reply; ``reason`` is owed where it corrects an earlier one."""

    happened_on: date
    result: ReplyResult
    document_id: UUID
    remark: str | None = None
    reason: str | None = None
    late_reason: str | None = None


async def send_inquiry(uow: UnitOfWork, review_id: UUID, new: NewInquiry, *, expected_version: int) -> PoliticalReview:
    """Send a letter. From then on it holds the review until it is answered or called back."""
    review = await held(uow, review_id, expected_version)
    if review.state != "open":
        raise Conflict("political-review.not-open")
    errors = AllAtOnce()
    with errors:
        await in_time(uow, review, new.happened_on, new.late_reason)
    with errors:
        if (new.addressee is InquiryAddressee.DEPARTMENT) != (new.department is not None):
            raise Invalid(FieldError("/department", "political-review.department-named"))
    with errors:
        await ensure_documents(uow, review.case_id, [("/document_id", new.document_id)])
    errors.tell()
    letter = facts.Inquiry(new_id(), new.addressee, new.happened_on, new.department, new.subject_id)
    ensure(rules.may_send(await uow.repository(PoliticalReviewRepository).facts(review), letter))
    review.inquiries.append(
        ReviewInquiry(
            id=letter.id,
            subject_id=new.subject_id,
            addressee=new.addressee.value,
            department=new.department,
            organisation_name=new.organisation_name,
            happened_on=new.happened_on,
            document_id=new.document_id,
            changed_at=uow.now,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            replies=[],
            **place_of(review).columns(),
        )
    )
    details: dict[str, object] = {"inquiry_id": letter.id, "addressee": new.addressee.value}
    tell(uow, review, "send", details | {"department": new.department, "happened_on": new.happened_on})
    return review


async def withdraw_inquiry(
    uow: UnitOfWork, review_id: UUID, inquiry_id: UUID, happened_on: date, reason: str, *, expected_version: int
) -> PoliticalReview:
    """Call a letter back; it then neither holds the review nor counts for it."""
    review = await held(uow, review_id, expected_version)
    inquiry = _of(review, inquiry_id)
    await in_time(uow, review, happened_on, reason)
    ensure(rules.may_reply(inquiry_facts(inquiry), happened_on))
    inquiry.withdrawn_on, inquiry.withdrawn_reason = happened_on, reason
    touch(uow, inquiry)
    tell(uow, review, "withdraw", {"inquiry_id": inquiry.id, "happened_on": happened_on})
    return review


async def file_reply(
    uow: UnitOfWork, review_id: UUID, inquiry_id: UUID, paper: ReplyPaper, *, expected_version: int
) -> PoliticalReview:
    """File a reply that came on paper, or correct it with a reason.

    A department corrects its own answers at any time; the branch does not touch what came from a desk, and what it filed
    itself not once a step rests on it.
    """
    review = await held(uow, review_id, expected_version)
    inquiry = _of(review, inquiry_id)
    if inquiry.reply is not None and inquiry.reply.at_desk:
        raise Forbidden(Permission.INQUIRY_REPLY.value, "political-review.reply-of-the-desk")
    if inquiry.replies:
        await ensure_may_change(uow, review)
    await in_time(uow, review, paper.happened_on, paper.late_reason)
    await _answer(uow, review, inquiry, paper, at_desk=False)
    await question_cases(uow, [review.case_id])
    return review


async def reply_at_desk(
    uow: UnitOfWork, inquiry_id: UUID, paper: ReplyPaper, *, expected_version: int
) -> ReviewInquiry:
    """Answer a letter at the department's own desk. Letters to other departments are not found.

    The department answers for the day on its own paper: no permission to record late is asked of it.
    """
    own = await uow.repository(InquiryRepository).own(inquiry_id)
    await uow.repository(CaseSubjects).hold_of(PoliticalReview, own.review_id)
    review = await uow.repository(PoliticalReviewRepository).lock_for_reply(own.review_id)
    inquiry = _of(review, own.id)
    if inquiry.version != expected_version:
        raise StaleVersion()
    await _answer(uow, review, inquiry, paper, at_desk=True)
    await question_cases(uow, [review.case_id])
    return inquiry


async def subject_of_reply(uow: UnitOfWork, inquiry_id: UUID) -> Subject:
    """Return what a reply's file belongs to: the case, which the desk itself does not read."""
    own = await uow.repository(InquiryRepository).own(inquiry_id)
    review = await uow.session.get_one(PoliticalReview, own.review_id)
    return Subject(case_id=review.case_id, letter_id=own.id)


async def _answer(
    uow: UnitOfWork, review: PoliticalReview, inquiry: ReviewInquiry, paper: ReplyPaper, *, at_desk: bool
) -> None:
    ensure_not_future(uow, paper.happened_on, "/happened_on")
    await ensure_documents(uow, review.case_id, [("/document_id", paper.document_id)])
    letter = inquiry_facts(inquiry)
    correcting = bool(inquiry.replies)
    if correcting != (paper.reason is not None):
        code = "political-review.reason-owed" if correcting else "political-review.nothing-to-correct"
        raise Invalid(FieldError("/reason", code))
    if correcting and letter.withdrawn_on is None:
        letter = facts.Inquiry(letter.id, letter.addressee, letter.sent_on, letter.department, letter.subject_id)
    ensure(rules.may_reply(letter, paper.happened_on))
    inquiry.replies.append(
        InquiryReply(
            id=new_id(),
            edition=len(inquiry.replies) + 1,
            happened_on=paper.happened_on,
            result=paper.result.value,
            document_id=paper.document_id,
            remark=paper.remark,
            correction_reason=paper.reason,
            at_desk=at_desk,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
        )
    )
    touch(uow, inquiry)
    details: dict[str, object] = {"inquiry_id": inquiry.id, "department": inquiry.department}
    verb = "correct-reply" if correcting else "reply"
    tell(uow, review, verb, details | {"happened_on": paper.happened_on, "edition": len(inquiry.replies)})


def _of(review: PoliticalReview, inquiry_id: UUID) -> ReviewInquiry:
    found = next((inquiry for inquiry in review.inquiries if inquiry.id == inquiry_id), None)
    if found is None:
        raise NotFound("review-inquiries.not-found")
    return found
