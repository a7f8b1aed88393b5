"""Endpoints that record facts, one per kind, and those of corrections, findings, moves, taking over and closing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request

from app.api.access import IfMatch, requires
from app.api.language import language_of
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.development import schemas as s
from app.api.v1.development import views
from app.api.v1.development.fact_schemas import (
    BODIES,
    CORRECTIONS,
    CorrectionBody,
    FactBody,
    data_of,
    has_data,
    kebab,
    kind_of,
)
from app.domain.development.facts import KINDS, FactData, ThoughtReport
from app.domain.identity.permissions import Permission
from app.persistence.models.development import CaseFact
from app.persistence.uow import UnitOfWork
from app.services import development
from app.services import people as people_service

__all__ = ["router"]

router = APIRouter(prefix="/development-cases", tags=["development"], route_class=ZhibuRoute)


def _record_route(kind: type[FactData]) -> None:
    """Add the endpoint that records facts of *kind*; its permission is the kind's own."""

    async def record(case_id: UUID, body: FactBody, uow: Annotated[UnitOfWork, requires(kind.permission)]) -> CaseFact:
        command = development.RecordFact(data_of(kind, body), body.happened_on, tuple(body.documents), body.late_reason)
        return await development.record_fact(uow, case_id, command)

    record.__annotations__["body"] = BODIES[kind.kind]
    record.__doc__ = (kind.__doc__ or "").strip()
    router.add_api_route(
        f"/{{case_id}}/facts/{kebab(kind.kind)}",
        record,
        methods=["POST"],
        status_code=201,
        response_model=s.FactOut,
        operation_id=f"development_facts_record_{kind.kind}",
        responses=problems(403, 404, 409),
        summary=f"{kind.title_zh} {kind.title_en}",
        name=f"record_{kind.kind}",
    )


for _kind in BODIES:
    _record_route(KINDS[_kind])


@router.post(
    "/{case_id}/own-reports",
    operation_id="development_own_reports_record",
    status_code=201,
    response_model=s.FactOut,
    responses=problems(403, 404, 409),
    summary="本人提交思想汇报 Hand in a thought report",
)
async def record_own_report(
    case_id: UUID, body: s.OwnReportCreate, uow: Annotated[UnitOfWork, requires(Permission.CASE_REPORT)]
) -> CaseFact:
    """Hand in a thought report in the own case."""
    data = ThoughtReport(topic=body.topic)
    command = development.RecordFact(data, body.happened_on, tuple(body.documents))
    return await development.record_own_report(uow, case_id, command)


async def correct_fact(
    case_id: UUID,
    fact_id: UUID,
    body: CorrectionBody,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_READ)],
) -> CaseFact:
    """Replace a wrong fact by the right one, with the reason; completed steps are judged again."""
    kind = kind_of(body)
    data = data_of(kind, body) if has_data(body) else None
    documents = tuple(body.documents) if body.documents is not None else None
    command = development.CorrectFact(body.reason, kind.kind, data, body.happened_on, documents)
    return await development.correct_fact(uow, case_id, fact_id, command, expected_version=version)


correct_fact.__annotations__["body"] = CORRECTIONS
router.add_api_route(
    "/{case_id}/facts/{fact_id}/corrections",
    correct_fact,
    methods=["POST"],
    status_code=201,
    response_model=s.FactOut,
    operation_id="development_facts_correct",
    responses=problems(403, 404, 409, 412, 428),
    summary="更正 Correct a fact",
)


@router.post(
    "/take-overs",
    operation_id="development_cases_take_over",
    status_code=201,
    response_model=s.CaseOut,
    responses=problems(403, 404, 409),
    summary="接续纸质档案 Take a case over from paper",
)
async def take_over(
    body: s.TakeOverCreate, uow: Annotated[UnitOfWork, requires(Permission.CASE_TAKE_OVER)]
) -> s.CaseOut:
    """Take a case in progress over from paper: past acts with their own days, gaps as findings."""
    facts = tuple(development.RecordFact(data_of(kind_of(entry), entry), entry.happened_on) for entry in body.facts)
    loaded = await development.take_over(uow, development.TakeOver(body.person_id, body.through_step, facts))
    await uow.flush()
    return views.case_out(loaded.case, loaded.file.candidate.name)


@router.post(
    "/{case_id}/relocations",
    operation_id="development_cases_relocate",
    status_code=201,
    response_model=s.CaseOut,
    responses=problems(403, 404, 409, 412, 428),
    summary="转移支部 Move to another branch",
)
async def relocate(
    case_id: UUID,
    body: s.RelocationCreate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_RELOCATE)],
) -> s.CaseOut:
    """Move a case, and the person, to another branch; the clocks run on."""
    command = development.Relocate(body.to_branch_id, body.happened_on, body.letter_number, body.file_checked)
    case = await development.relocate(uow, case_id, command, expected_version=version)
    await uow.flush()
    return views.case_out(case, (await people_service.person_facts(uow, case.person_id)).name)


@router.post(
    "/{case_id}/closing",
    operation_id="development_cases_close",
    response_model=s.CaseOut,
    responses=problems(403, 404, 409, 412, 428),
    summary="终止培养发展 End a case",
)
async def close_case(
    case_id: UUID,
    body: s.ClosingCreate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_DECIDE)],
) -> s.CaseOut:
    """End a case before its last step by a decision."""
    command = development.CloseCase(body.reason, body.happened_on, body.document_number, body.note)
    case = await development.close_case(uow, case_id, command, expected_version=version)
    await uow.flush()
    return views.case_out(case, (await people_service.person_facts(uow, case.person_id)).name)


@router.post(
    "/{case_id}/findings/decisions",
    operation_id="development_findings_decide",
    response_model=s.WhyOut,
    responses=problems(403, 404, 409, 412, 428),
    summary="对问题作出决定 Decide on findings",
)
async def decide_findings(
    request: Request,
    case_id: UUID,
    body: s.FindingDecisionCreate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_DECIDE)],
) -> s.WhyOut:
    """Uphold with a document number, have the step done anew, or end the case. Where the case is over findings are upheld
    only, with a note."""
    command = development.DecideFindings(
        tuple(body.finding_ids), body.decision, body.decided_by, body.decided_on, body.document_number, body.note
    )
    await development.decide_findings(uow, case_id, command, expected_version=version)
    await uow.flush()
    return views.why_out(await development.explain(uow, case_id), uow.today, language_of(request))


@router.post(
    "/{case_id}/judgements",
    operation_id="development_cases_judge_again",
    response_model=s.WhyOut,
    responses=problems(403, 404, 412, 428),
    summary="重新核对已完成步骤 Judge the completed steps again",
)
async def judge_again(
    request: Request,
    case_id: UUID,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_RECORD)],
) -> s.WhyOut:
    """Judge the completed steps again: what no longer holds becomes a finding, what holds again is settled."""
    await development.judge_again(uow, case_id, expected_version=version)
    await uow.flush()
    return views.why_out(await development.explain(uow, case_id), uow.today, language_of(request))
