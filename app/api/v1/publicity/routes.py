"""Endpoints of notices for staff."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.findings import findings_out
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.publicity.schemas import (
    CandidateTakeOff,
    NoticeConclude,
    NoticeCreate,
    NoticeOut,
    NoticeQuery,
    NoticeReadOut,
    NoticeUpdate,
    NoticeWhyOut,
    NoticeWithdraw,
)
from app.domain.identity.permissions import Permission
from app.persistence.models.publicity import Notice
from app.persistence.read import publicity as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.publicity import concluding, drafting

__all__ = ["router"]

router = APIRouter(prefix="/publicity-notices", tags=["publicity"], route_class=ZhibuRoute)
constraint("uq_publicity_notices_replaces_id", "publicity.replaced-already", "/replaces_id")
constraint("uq_publicity_sites_notice_id_kind_place", "publicity.site-already-posted", "/place")
_WRITTEN = problems(404, 409, 412, 428)
Writer = Annotated[UnitOfWork, requires(Permission.NOTICE_WRITE)]


@router.get(
    "",
    operation_id="publicity_notices_list",
    response_model=Page[NoticeOut],
    responses=problems(404),
    summary="公示列表 List notices",
)
async def list_notices(
    request: Request,
    query: Annotated[NoticeQuery, Query()],
    reader: Annotated[Reader, reads(Permission.NOTICE_READ)],
) -> Response:
    """List the notices of the caller's subtree, the newest first."""
    wanted = read.NoticeFilter(**query.model_dump(exclude={"after", "limit"}))
    rows = await read.notices(reader, wanted, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.post(
    "",
    operation_id="publicity_notices_create",
    status_code=201,
    response_model=NoticeOut,
    responses=problems(404, 409),
    summary="拟定公示 Draft a notice",
)
async def create_notice(body: NoticeCreate, uow: Writer) -> Notice:
    """Draft a notice about one or many candidates."""
    candidates = tuple(
        drafting.CandidateDraft(
            entry.case_id,
            entry.applicable_sites,
            drafting.CandidateContents(entry.evaluation_result, entry.work_unit, entry.conduct),
        )
        for entry in body.candidates
    )
    command = drafting.CreateNotice(
        body.kind, body.organisation_id, body.announcement, candidates, _contacts(body), body.replaces_id
    )
    return await drafting.create(uow, command)


@router.get(
    "/{notice_id}",
    operation_id="publicity_notices_read",
    response_model=NoticeReadOut,
    responses=problems(404),
    summary="公示详情 Read a notice",
)
async def read_notice(notice_id: UUID, reader: Annotated[Reader, reads(Permission.NOTICE_READ)]) -> Response:
    """Read one notice with its sites and corrections."""
    return json_item(*await read.notice(reader, notice_id))


@router.patch(
    "/{notice_id}",
    operation_id="publicity_notices_update",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="修改公示草稿 Change a draft",
)
async def update_notice(notice_id: UUID, body: NoticeUpdate, version: IfMatch, uow: Writer) -> Notice:
    """Change the text of a draft; a posted notice is withdrawn and replaced instead."""
    contents = {
        entry.candidate_id: drafting.CandidateContents(entry.evaluation_result, entry.work_unit, entry.conduct)
        for entry in body.contents
    }
    command = drafting.UpdateNotice(body.announcement, _contacts(body), contents)
    return await drafting.update(uow, notice_id, command, expected_version=version)


@router.get(
    "/{notice_id}/why",
    operation_id="publicity_notices_why",
    response_model=NoticeWhyOut,
    responses=problems(404),
    summary="公示结束条件 Why it can or can't be concluded",
)
async def why_notice(
    notice_id: UUID, request: Request, uow: Annotated[UnitOfWork, requires(Permission.NOTICE_READ)]
) -> NoticeWhyOut:
    """Judge every condition of concluding the notice today: required, measured, clause, what would satisfy it."""
    verdict = await concluding.why(uow, notice_id)
    return NoticeWhyOut(satisfied=bool(verdict), findings=findings_out(verdict.findings, language_of(request)))


@router.post(
    "/{notice_id}/conclude",
    operation_id="publicity_notices_conclude",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="公示结束 Conclude a notice",
)
async def conclude_notice(
    notice_id: UUID,
    body: NoticeConclude,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.NOTICE_CONCLUDE)],
) -> Notice:
    """Conclude a notice once its last window has elapsed and no objection is open."""
    return await concluding.conclude(uow, notice_id, body.concluded_on, body.late_reason, expected_version=version)


@router.post(
    "/{notice_id}/withdraw",
    operation_id="publicity_notices_withdraw",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="撤回公示 Withdraw a notice",
)
async def withdraw_notice(notice_id: UUID, body: NoticeWithdraw, version: IfMatch, uow: Writer) -> Notice:
    """Withdraw a notice; a new one may name it, and its windows begin anew."""
    return await concluding.withdraw(uow, notice_id, body.withdrawn_on, body.reason, expected_version=version)


@router.post(
    "/{notice_id}/candidates/{candidate_id}/take-off",
    operation_id="publicity_notices_take_off",
    response_model=NoticeOut,
    responses=_WRITTEN,
    summary="撤下一名对象 Take a candidate off",
)
async def take_off(
    notice_id: UUID, candidate_id: UUID, body: CandidateTakeOff, version: IfMatch, uow: Writer
) -> Notice:
    """Take one of several candidates off a notice; it goes on for the others, and objections to him go their way."""
    return await concluding.take_off(
        uow, notice_id, candidate_id, body.withdrawn_on, body.reason, expected_version=version
    )


def _contacts(body: NoticeCreate | NoticeUpdate) -> drafting.Contacts:
    return drafting.Contacts(body.office_address, body.postcode, body.telephone, body.deputy_director_name)
