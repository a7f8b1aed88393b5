"""Endpoints of the register of application forms (入党志愿书)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.form_register import schemas as s
from app.domain.form_register.facts import FormState
from app.domain.identity.permissions import Permission
from app.persistence.models.form_register import ApplicationForm, ApplicationFormRange
from app.persistence.read import form_register as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.form_register import forms, ranges

__all__ = ["router"]

constraint("ex_application_form_ranges_overlap", "form-register.range-free", "/first_number")
constraint("uq_application_forms_series_number", "form-register.number-free", "/number")
constraint("uq_application_forms_person_id", "form-register.one-number-per-person", "/person_id")
constraint("uq_application_forms_replaces_id", "form-register.form-is-void")

router = APIRouter(tags=["form-register"], route_class=ZhibuRoute)

Give = Annotated[UnitOfWork, requires(Permission.FORM_ISSUE)]
Write = Annotated[UnitOfWork, requires(Permission.FORM_WRITE)]
Read = Annotated[Reader, reads(Permission.FORM_READ)]
_CHANGES = problems(404, 409, 412, 428)


@router.get(
    "/application-form-ranges",
    operation_id="form_register_list_ranges",
    response_model=Page[s.RangeOut],
    summary="志愿书号段列表 List ranges",
)
async def list_ranges(request: Request, query: Annotated[s.RangeQuery, Query()], reader: Read) -> Response:
    """List the ranges of the caller's subtree, the newest first."""
    rows = await read.ranges(
        reader, organisation_id=query.organisation_id, after=query.start((UUID,)), limit=query.limit
    )
    return page_response(request, query, rows, ("id",))


@router.post(
    "/application-form-ranges",
    operation_id="form_register_hand_out",
    status_code=201,
    response_model=s.RangeOut,
    responses=problems(404, 409),
    summary="发放志愿书号段 Hand out a range",
)
async def hand_out(body: s.RangeCreate, uow: Give) -> ApplicationFormRange:
    """Hand a run of numbers to a committee; the body above it does. Numbers never overlap."""
    return await ranges.hand_out(uow, ranges.HandOut(**body.model_dump()))


@router.get(
    "/application-form-ranges/{range_id}",
    operation_id="form_register_read_range",
    response_model=s.RangeOut,
    responses=problems(404),
    summary="志愿书号段详情 Read a range",
)
async def read_range(range_id: UUID, reader: Read) -> Response:
    """Read one range."""
    return json_item(*await read.form_range(reader, range_id))


@router.post(
    "/application-form-ranges/{range_id}/close",
    operation_id="form_register_close_range",
    response_model=s.RangeOut,
    responses=_CHANGES,
    summary="交回志愿书号段 Close a range",
)
async def close_range(range_id: UUID, body: s.RangeClose, version: IfMatch, uow: Give) -> ApplicationFormRange:
    """Take the unused rest back."""
    return await ranges.close_range(uow, range_id, body.happened_on, body.reason, expected_version=version)


@router.get(
    "/application-forms",
    operation_id="form_register_list_forms",
    response_model=Page[s.FormOut],
    summary="志愿书列表 List forms",
)
async def list_forms(request: Request, query: Annotated[s.FormQuery, Query()], reader: Read) -> Response:
    """List the forms of the caller's subtree, the newest first."""
    wanted = read.FormFilter(**query.model_dump(exclude={"after", "limit"}))
    rows = await read.forms(reader, wanted, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.post(
    "/application-forms",
    operation_id="form_register_issue",
    status_code=201,
    response_model=s.FormOut,
    responses=problems(404, 409),
    summary="发放志愿书 Give a form to a person",
)
async def issue_form(body: s.FormCreate, uow: Give) -> ApplicationForm:
    """Give a number to a person: one number for one person, each number once."""
    return await forms.issue(uow, forms.Issue(**body.model_dump()))


@router.post(
    "/application-forms/blanks",
    operation_id="form_register_void_blank",
    status_code=201,
    response_model=s.FormOut,
    responses=problems(404, 409),
    summary="登记空白志愿书作废或遗失 Record a spoiled or lost blank",
)
async def void_blank(body: s.FormBlank, uow: Give) -> ApplicationForm:
    """Record a blank form as spoiled or lost; its number is used up."""
    given = body.model_dump(exclude={"state"})
    return await ranges.void_blank(uow, ranges.VoidBlank(state=FormState(body.state), **given))


@router.get(
    "/application-forms/{form_id}",
    operation_id="form_register_read_form",
    response_model=s.FormOut,
    responses=problems(404),
    summary="志愿书详情 Read a form",
)
async def read_form(form_id: UUID, reader: Read) -> Response:
    """Read one form with what it replaces and what replaced it."""
    return json_item(*await read.form(reader, form_id))


@router.post(
    "/application-forms/{form_id}/spoil",
    operation_id="form_register_spoil",
    response_model=s.FormOut,
    responses=_CHANGES,
    summary="志愿书作废 Mark as spoiled",
)
async def spoil_form(form_id: UUID, body: s.FormVoid, version: IfMatch, uow: Write) -> ApplicationForm:
    """Mark a form as spoiled."""
    return await forms.spoil(uow, form_id, body.happened_on, body.reason, expected_version=version)


@router.post(
    "/application-forms/{form_id}/lose",
    operation_id="form_register_lose",
    response_model=s.FormOut,
    responses=_CHANGES,
    summary="志愿书挂失 Mark as lost",
)
async def lose_form(form_id: UUID, body: s.FormVoid, version: IfMatch, uow: Write) -> ApplicationForm:
    """Mark a form as lost."""
    return await forms.lose(uow, form_id, body.happened_on, body.reason, expected_version=version)


@router.post(
    "/application-forms/{form_id}/replace",
    operation_id="form_register_replace",
    status_code=201,
    response_model=s.FormOut,
    responses=_CHANGES,
    summary="换发志愿书 Replace a form",
)
async def replace_form(form_id: UUID, body: s.FormReplace, version: IfMatch, uow: Give) -> ApplicationForm:
    """Give another number in place of a spoiled or lost form; both name each other."""
    return await forms.replace(uow, form_id, body.happened_on, body.number, expected_version=version)
