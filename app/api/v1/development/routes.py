"""Endpoints of development cases: list, open, move, complete, explain."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IdempotencyKey, IfMatch, reads, requires
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.development import schemas as s
from app.api.v1.development import views
from app.domain.identity.permissions import Permission
from app.persistence.read import development as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import development
from app.services import people as people_service

__all__ = ["router"]

router = APIRouter(prefix="/development-cases", tags=["development"], route_class=ZhibuRoute)

constraint("uq_development_cases_person_id", "development.case-exists", "/person_id")
constraint("uq_development_steps_standing", "already-done")
constraint("uq_development_steps_attempt", "already-done")
constraint("uq_case_facts_supersedes_id", "development.fact-superseded")

Reads = Annotated[Reader, reads(Permission.CASE_READ)]
Explains = Annotated[UnitOfWork, requires(Permission.CASE_READ)]


@router.get(
    "", operation_id="development_cases_list", response_model=Page[s.CaseOut], summary="发展档案清单 List cases"
)
async def list_cases(request: Request, query: Annotated[s.CaseQuery, Query()], reader: Reads) -> Response:
    """List the cases of the caller's subtree (or the caller's own), the newest first."""
    equal = query.model_dump(include={"person_id", "state", "stage", "step", "taken_over"})
    wanted = read.CaseFilter(query.organisation_id, query.q, equal)
    rows = await read.cases(reader, wanted, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.post(
    "",
    operation_id="development_cases_open",
    status_code=201,
    response_model=s.CaseOut,
    responses=problems(403, 404, 409),
    summary="建立发展档案 Open a case",
)
async def open_case(body: s.CaseCreate, uow: Annotated[UnitOfWork, requires(Permission.CASE_OPEN)]) -> s.CaseOut:
    """Open a case for a person, at the person's branch."""
    case = await development.open_case(uow, body.person_id, opened_on=body.opened_on)
    await uow.flush()
    return views.case_out(case, (await people_service.person_facts(uow, case.person_id)).name)


@router.get(
    "/{case_id}",
    operation_id="development_cases_read",
    response_model=s.CaseOut,
    responses=problems(404),
    summary="发展档案 Read a case",
)
async def read_case(case_id: UUID, reader: Reads) -> Response:
    """Read one case and where it stands."""
    return json_item(*await read.case(reader, case_id))


@router.get(
    "/{case_id}/facts",
    operation_id="development_facts_list",
    response_model=s.FactListOut,
    responses=problems(404),
    summary="档案事项 List the facts of a case",
)
async def list_facts(case_id: UUID, reader: Reads) -> Response:
    """List every fact of a case with its two times, corrected ones too."""
    return json_item(*await read.facts(reader, case_id))


@router.get(
    "/{case_id}/timeline",
    operation_id="development_timeline",
    response_model=s.TimelineOut,
    responses=problems(404),
    summary="时间线 What happened",
)
async def read_timeline(case_id: UUID, reader: Reads) -> Response:
    """List facts, steps and findings in the order of their days."""
    return json_item(*await read.timeline(reader, case_id))


@router.get(
    "/{case_id}/decisions",
    operation_id="development_decisions_list",
    response_model=s.DecisionListOut,
    responses=problems(404),
    summary="历次判定 What was judged",
)
async def list_decisions(case_id: UUID, reader: Reads) -> Response:
    """List the verdict of every completed step as it was judged then: values, clauses, day."""
    return json_item(*await read.decisions(reader, case_id))


@router.get(
    "/{case_id}/findings",
    operation_id="development_findings_list",
    response_model=s.CaseFindingListOut,
    responses=problems(404),
    summary="待决定的问题 List the findings of a case",
)
async def list_findings(case_id: UUID, reader: Reads) -> Response:
    """List what only a decision carries, decided findings too."""
    return json_item(*await read.findings(reader, case_id))


@router.get(
    "/{case_id}/why",
    operation_id="development_why",
    response_model=s.WhyOut,
    responses=problems(404),
    summary="为什么能或不能继续 Why",
)
async def why(request: Request, case_id: UUID, query: Annotated[s.WhyQuery, Query()], uow: Explains) -> s.WhyOut:
    """List every gate of the waiting steps with required, measured, clause, verdict and remedy, and the dated duties."""
    found = await development.explain(uow, case_id, query.step)
    return views.why_out(found, uow.today, language_of(request))


@router.get(
    "/{case_id}/next-steps",
    operation_id="development_next_steps",
    response_model=s.NextStepsOut,
    responses=problems(404),
    summary="下一步 Which steps wait",
)
async def list_next_steps(request: Request, case_id: UUID, uow: Explains) -> s.NextStepsOut:
    """List the steps that wait, and which gates are still unmet."""
    return views.next_steps_out(await development.explain(uow, case_id), language_of(request))


@router.post(
    "/{case_id}/steps/{step}/complete",
    operation_id="development_steps_complete",
    response_model=s.StepDoneOut,
    responses=problems(403, 404, 409, 412, 428),
    summary="完成步骤 Complete a step",
)
async def complete_step(
    request: Request,
    case_id: UUID,
    step: str,
    query: Annotated[s.DryRunQuery, Query()],
    version: IfMatch,
    key: IdempotencyKey,
    uow: Explains,
) -> s.StepDoneOut:
    """Complete a step: the permission is the step's own. A refusal lists every unmet gate; `dry_run` only judges."""
    done = await development.complete_step(uow, case_id, step, expected_version=version, dry_run=query.dry_run)
    await uow.flush()
    return views.done_out(done, uow.today, language_of(request))


@router.post(
    "/{case_id}/steps/{step}/send-back",
    operation_id="development_steps_send_back",
    response_model=s.StepDoneOut,
    responses=problems(403, 404, 409, 412, 428),
    summary="退回 Send back",
)
async def send_back(
    request: Request, case_id: UUID, step: str, body: s.SendBackCreate, version: IfMatch, uow: Explains
) -> s.StepDoneOut:
    """Give the file back from a waiting review step, with a reason; the permission is the step's own."""
    command = development.SendBack(body.to_step, body.reason)
    done = await development.send_back(uow, case_id, step, command, expected_version=version)
    await uow.flush()
    return views.done_out(done, uow.today, language_of(request))
