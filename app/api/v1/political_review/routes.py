"""Endpoints of political reviews. Every command answers the whole review."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, newest_page
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.political_review.schemas import (
    ConclusionCreate,
    InquiryCreate,
    InquiryReplyCreate,
    InquiryWithdraw,
    InvestigatorCreate,
    PoliticalReviewCreate,
    PoliticalReviewOut,
    PoliticalReviewQuery,
    StatementCreate,
    SubjectCreate,
)
from app.domain.identity.permissions import Permission
from app.domain.political_review.facts import ContentJudgement
from app.persistence.models.political_review import PoliticalReview
from app.persistence.read import political_review as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.political_review import inquiries, reviews

__all__ = ["router"]

constraint("uq_political_reviews_open", "political-review.open-already")
constraint("uq_political_reviews_day", "political-review.one-a-day", "/happened_on")
constraint("uq_review_conclusions_edition", "stale-version")
constraint("uq_review_statements_edition", "stale-version")
constraint("uq_review_investigators_person", "political-review.investigator-appointed", "/person_id")

router = APIRouter(prefix="/political-reviews", tags=["political_review"], route_class=ZhibuRoute)
Writer = Annotated[UnitOfWork, requires(Permission.POLITICAL_REVIEW_WRITE)]
CHANGED = problems(404, 409, 412, 428)


@router.get(
    "",
    operation_id="political_reviews_list",
    response_model=Page[PoliticalReviewOut],
    responses=problems(404),
    summary="政治审查列表 List political reviews",
)
async def list_reviews(
    request: Request,
    query: Annotated[PoliticalReviewQuery, Query()],
    reader: Annotated[Reader, reads(Permission.POLITICAL_REVIEW_READ)],
) -> Response:
    """List political reviews of the caller's subtree, the newest first."""
    return await newest_page(request, query, read.REVIEWS, reader)


@router.get(
    "/{review_id}",
    operation_id="political_reviews_read",
    response_model=PoliticalReviewOut,
    responses=problems(404),
    summary="政治审查详情 Read a political review",
)
async def read_review(review_id: UUID, reader: Annotated[Reader, reads(Permission.POLITICAL_REVIEW_READ)]) -> Response:
    """Read one review with its letters, statement, investigators and conclusions."""
    return json_item(*await read.REVIEWS.one(reader, review_id))


@router.post(
    "",
    operation_id="political_reviews_open",
    status_code=201,
    response_model=PoliticalReviewOut,
    responses=problems(404, 409),
    summary="开始政治审查 Open a political review",
)
async def open_review(body: PoliticalReviewCreate, uow: Writer) -> PoliticalReview:
    """Open the review of a case; the candidate is its first subject."""
    subjects = [reviews.NewSubject(subject.relation, subject.name) for subject in body.subjects]
    return await reviews.open_review(
        uow,
        body.case_id,
        body.happened_on,
        floating=body.floating,
        subjects=subjects,
        late_reason=body.late_reason,
    )


@router.post(
    "/{review_id}/subjects",
    operation_id="political_reviews_add_subject",
    status_code=201,
    response_model=PoliticalReviewOut,
    responses=CHANGED,
    summary="增加政审对象 Add a subject",
)
async def add_subject(review_id: UUID, body: SubjectCreate, version: IfMatch, uow: Writer) -> PoliticalReview:
    """Add somebody to be looked at: the relation, and a name only where a letter needs it."""
    subject = reviews.NewSubject(body.relation, body.name)
    return await reviews.add_subject(uow, review_id, subject, expected_version=version)


@router.post(
    "/{review_id}/investigators",
    operation_id="political_reviews_appoint_investigator",
    status_code=201,
    response_model=PoliticalReviewOut,
    responses=CHANGED,
    summary="确定政审人员 Appoint an investigator",
)
async def appoint_investigator(
    review_id: UUID, body: InvestigatorCreate, version: IfMatch, uow: Writer
) -> PoliticalReview:
    """Appoint an investigator."""
    return await reviews.appoint_investigator(
        uow, review_id, body.person_id, body.happened_on, late_reason=body.late_reason, expected_version=version
    )


@router.post(
    "/{review_id}/statement",
    operation_id="political_reviews_file_statement",
    status_code=201,
    response_model=PoliticalReviewOut,
    responses=CHANGED,
    summary="提交本人说明（由支部登记） File the person's statement",
)
async def file_statement(review_id: UUID, body: StatementCreate, version: IfMatch, uow: Writer) -> PoliticalReview:
    """File the person's own statement that came on paper, or replace it with a reason."""
    return await reviews.file_statement(
        uow,
        review_id,
        body.happened_on,
        body.document_id,
        reason=body.reason,
        late_reason=body.late_reason,
        expected_version=version,
    )


@router.post(
    "/{review_id}/inquiries",
    operation_id="political_reviews_send_inquiry",
    status_code=201,
    response_model=PoliticalReviewOut,
    responses=CHANGED,
    summary="发出函调 Send a letter of inquiry",
)
async def send_inquiry(review_id: UUID, body: InquiryCreate, version: IfMatch, uow: Writer) -> PoliticalReview:
    """Send a letter; it holds the review until it is answered or called back."""
    return await inquiries.send_inquiry(
        uow, review_id, inquiries.NewInquiry(**body.model_dump()), expected_version=version
    )


@router.post(
    "/{review_id}/inquiries/{inquiry_id}/reply",
    operation_id="political_reviews_file_reply",
    status_code=201,
    response_model=PoliticalReviewOut,
    responses=CHANGED,
    summary="登记纸质回函 File a reply",
)
async def file_reply(
    review_id: UUID, inquiry_id: UUID, body: InquiryReplyCreate, version: IfMatch, uow: Writer
) -> PoliticalReview:
    """File a stamped reply that came on paper, or correct it with a reason."""
    paper = inquiries.ReplyPaper(**body.model_dump())
    return await inquiries.file_reply(uow, review_id, inquiry_id, paper, expected_version=version)


@router.post(
    "/{review_id}/inquiries/{inquiry_id}/withdraw",
    operation_id="political_reviews_withdraw_inquiry",
    response_model=PoliticalReviewOut,
    responses=CHANGED,
    summary="撤回函调 Call a letter back",
)
async def withdraw_inquiry(
    review_id: UUID, inquiry_id: UUID, body: InquiryWithdraw, version: IfMatch, uow: Writer
) -> PoliticalReview:
    """Call an open letter back with a reason."""
    return await inquiries.withdraw_inquiry(
        uow, review_id, inquiry_id, body.happened_on, body.reason, expected_version=version
    )


@router.post(
    "/{review_id}/conclude",
    operation_id="political_reviews_conclude",
    response_model=PoliticalReviewOut,
    responses=CHANGED,
    summary="作出政审结论 Conclude a review",
)
async def conclude(review_id: UUID, body: ConclusionCreate, version: IfMatch, uow: Writer) -> PoliticalReview:
    """Conclude: passed, failed or more needed. A refusal lists everything that is missing."""
    contents = [
        (ContentJudgement(content.group, content.ok, bool(content.finding)), content.finding)
        for content in body.contents
    ]
    paper = reviews.ConclusionPaper(
        body.happened_on, body.result, contents, body.document_id, body.reason, body.late_reason
    )
    return await reviews.conclude(uow, review_id, paper, expected_version=version)
