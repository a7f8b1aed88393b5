"""Endpoints of opinion polls and evaluations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, newest_page
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.assessments.commands import evaluation_of, poll_of
from app.api.v1.assessments.measure_schemas import (
    CandidateEvaluationCorrection,
    CandidateEvaluationCreate,
    CandidateEvaluationOut,
    OpinionPollCorrection,
    OpinionPollCreate,
    OpinionPollOut,
)
from app.api.v1.facts import FactQuery
from app.domain.identity.permissions import Permission
from app.persistence.models.assessments import CandidateEvaluation, OpinionPoll
from app.persistence.read import assessments as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.assessments import polls

__all__ = ["router"]

router = APIRouter(tags=["assessments"], route_class=ZhibuRoute)

for name in ("opinion_polls_day", "candidate_evaluations_day", "score_sheets_day", "score_sheets_finalised_day"):
    constraint(f"uq_{name}", "assessments.one-a-day", "/happened_on")
constraint("uq_scored_talks_day", "assessments.one-a-day", "/happened_on")


@router.get(
    "/opinion-polls",
    operation_id="opinion_polls_list",
    response_model=Page[OpinionPollOut],
    responses=problems(404),
    summary="民意测验列表 List opinion polls",
)
async def list_polls(
    request: Request,
    query: Annotated[FactQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)],
) -> Response:
    """List opinion polls of the caller's subtree, the newest first."""
    return await newest_page(request, query, read.POLLS, reader)


@router.get(
    "/opinion-polls/{poll_id}",
    operation_id="opinion_polls_read",
    response_model=OpinionPollOut,
    responses=problems(404),
    summary="民意测验详情 Read an opinion poll",
)
async def read_poll(poll_id: UUID, reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)]) -> Response:
    """Read one edition of a poll with its turnouts."""
    return json_item(*await read.POLLS.one(reader, poll_id))


@router.post(
    "/opinion-polls",
    operation_id="opinion_polls_record",
    status_code=201,
    response_model=OpinionPollOut,
    responses=problems(404, 409),
    summary="登记民意测验 Record an opinion poll",
)
async def record_poll(
    body: OpinionPollCreate, uow: Annotated[UnitOfWork, requires(Permission.ASSESSMENT_WRITE)]
) -> OpinionPoll:
    """Record the counts of a poll. A poor result is a result; it is judged where a step rests on it."""
    return await polls.record_poll(uow, body.case_id, poll_of(body), late_reason=body.late_reason)


@router.post(
    "/opinion-polls/{poll_id}/correct",
    operation_id="opinion_polls_correct",
    status_code=201,
    response_model=OpinionPollOut,
    responses=problems(404, 409, 412, 428),
    summary="更正民意测验 Correct an opinion poll",
)
async def correct_poll(
    poll_id: UUID,
    body: OpinionPollCorrection,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_RECORD)],
) -> OpinionPoll:
    """Replace a poll by a new edition; the old counts stay with the reason."""
    return await polls.correct_poll(uow, poll_id, poll_of(body), body.reason, expected_version=version)


@router.get(
    "/candidate-evaluations",
    operation_id="candidate_evaluations_list",
    response_model=Page[CandidateEvaluationOut],
    responses=problems(404),
    summary="评议列表 List evaluations",
)
async def list_evaluations(
    request: Request,
    query: Annotated[FactQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)],
) -> Response:
    """List evaluations of candidates of the caller's subtree, the newest first."""
    return await newest_page(request, query, read.EVALUATIONS, reader)


@router.get(
    "/candidate-evaluations/{evaluation_id}",
    operation_id="candidate_evaluations_read",
    response_model=CandidateEvaluationOut,
    responses=problems(404),
    summary="评议详情 Read an evaluation",
)
async def read_evaluation(
    evaluation_id: UUID, reader: Annotated[Reader, reads(Permission.ASSESSMENT_READ)]
) -> Response:
    """Read one edition of an evaluation with its shares."""
    return json_item(*await read.EVALUATIONS.one(reader, evaluation_id))


@router.post(
    "/candidate-evaluations",
    operation_id="candidate_evaluations_record",
    status_code=201,
    response_model=CandidateEvaluationOut,
    responses=problems(404, 409),
    summary="登记评议 Record an evaluation",
)
async def record_evaluation(
    body: CandidateEvaluationCreate, uow: Annotated[UnitOfWork, requires(Permission.ASSESSMENT_WRITE)]
) -> CandidateEvaluation:
    """Record the counts of an evaluation by full members."""
    return await polls.record_evaluation(uow, body.case_id, evaluation_of(body), late_reason=body.late_reason)


@router.post(
    "/candidate-evaluations/{evaluation_id}/correct",
    operation_id="candidate_evaluations_correct",
    status_code=201,
    response_model=CandidateEvaluationOut,
    responses=problems(404, 409, 412, 428),
    summary="更正评议 Correct an evaluation",
)
async def correct_evaluation(
    evaluation_id: UUID,
    body: CandidateEvaluationCorrection,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_RECORD)],
) -> CandidateEvaluation:
    """Replace an evaluation by a new edition."""
    return await polls.correct_evaluation(
        uow, evaluation_id, evaluation_of(body), body.reason, expected_version=version
    )
