"""Endpoints of roster imports: upload, see the check, download the bad rows, apply."""

from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import UploadFile

from app.api.access import IdempotencyKey, IfMatch, reads, requires
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.operations.routes import POLL_SECONDS
from app.api.v1.roster_imports.schemas import (
    ErrorSheetQuery,
    RosterApply,
    RosterImportOut,
    RosterImportQuery,
    RosterRowOut,
    RosterRowQuery,
    RosterUploadQuery,
)
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError, Invalid
from app.persistence.models.roster_imports import RosterImport
from app.persistence.read import roster_imports as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import roster_imports

__all__ = ["router"]

router = APIRouter(prefix="/roster-imports", tags=["roster-imports"], route_class=ZhibuRoute)

constraint("uq_operations_subject_id", "operation.running")

Work = Annotated[UnitOfWork, requires(Permission.ROSTER_IMPORT)]
Read = Annotated[Reader, reads(Permission.ROSTER_IMPORT)]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The XLSX or CSV file, as it is or as the field `file` of a form.",
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "title": "RosterUploadForm",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary", "description": "The file."}},
                }
            },
        },
    }
}


async def _content(request: Request) -> bytes:
    if not request.headers.get("content-type", "").strip().lower().startswith("multipart/form-data"):
        return await request.body()
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Invalid(FieldError("/file", "field.missing"))
        return await file.read()


@router.post(
    "",
    operation_id="roster_imports_receive",
    status_code=202,
    responses=problems(404, 413),
    response_model=RosterImportOut,
    openapi_extra=_UPLOAD,
    summary="上传名册并检查 Upload a roster and check it",
)
async def receive(
    request: Request,
    response: Response,
    query: Annotated[RosterUploadQuery, Query()],
    uow: Work,
) -> RosterImportOut:
    """Keep a roster and check it: nothing is imported by this. The check goes on after the answer, as the operation
    `operation_id`; see `percent`."""
    command = roster_imports.ReceiveRoster(
        query.organisation_id, query.file_name, await _content(request), query.missing_day
    )
    row = await roster_imports.receive(uow, command)
    await uow.flush()  # the answer carries the version
    response.headers["retry-after"] = str(POLL_SECONDS)
    response.headers["location"] = f"/api/v1/roster-imports/{row.id}"
    return _shown(row)


@router.get(
    "",
    operation_id="roster_imports_list",
    response_model=Page[RosterImportOut],
    responses=problems(404),
    summary="名册导入列表 List imports",
)
async def list_imports(request: Request, query: Annotated[RosterImportQuery, Query()], reader: Read) -> Response:
    """List the imports of the caller's subtree, the newest first."""
    rows = await read.roster_imports(reader, query.organisation_id, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.get(
    "/template",
    operation_id="roster_imports_template",
    response_class=Response,
    summary="名册模板 Template of a roster",
)
async def template(reader: Read) -> Response:
    """Download an empty roster with the headers of the members' form."""
    return _sheet(roster_imports.template(), "roster-template.xlsx", _XLSX)


@router.get(
    "/{import_id}",
    operation_id="roster_imports_read",
    response_model=RosterImportOut,
    responses=problems(404),
    summary="名册导入详情 Read an import",
)
async def read_import(import_id: UUID, reader: Read) -> Response:
    """Read how far an import has come and what was found."""
    return json_item(*await read.roster_import(reader, import_id))


@router.get(
    "/{import_id}/rows",
    operation_id="roster_imports_rows",
    response_model=Page[RosterRowOut],
    responses=problems(404),
    summary="逐行检查结果 Rows of an import",
)
async def list_rows(
    request: Request, import_id: UUID, query: Annotated[RosterRowQuery, Query()], reader: Read
) -> Response:
    """List rows in the order of the sheet; every bad row with column, reason and what was expected."""
    rows = await read.rows(reader, import_id, query.state, after=query.start((int,)), limit=query.limit)
    language = language_of(request)
    shown = [
        {
            "item": orjson.dumps(
                {
                    "row_number": row["row_number"],
                    "state": row["state"],
                    "problems": [_problem(problem, language) for problem in orjson.loads(row["problems"])],
                    "person_id": str(row["person_id"]) if row["person_id"] else None,
                }
            ).decode(),
            "row_number": row["row_number"],
        }
        for row in rows
    ]
    return page_response(request, query, shown, ("row_number",))


def _problem(problem: dict[str, object], language: str) -> dict[str, object]:
    title, remedy = roster_imports.explain(problem, language)
    return {
        "column": problem.get("column"),
        "code": problem["code"],
        "title": title,
        "remedy": remedy or None,
        "expected": problem.get("expected"),
        "note": bool(problem.get("note")),
    }


@router.get(
    "/{import_id}/errors",
    operation_id="roster_imports_errors",
    response_class=Response,
    responses=problems(404),
    summary="下载问题行 Download the bad rows",
)
async def download_errors(import_id: UUID, query: Annotated[ErrorSheetQuery, Query()], reader: Read) -> Response:
    """Download the rows that can't be imported, with column, reason and remedy. No cell is a formula."""
    rows = [(row["row_number"], orjson.loads(row["problems"])) for row in await read.bad_rows(reader, import_id)]
    if query.format == "csv":
        return _sheet(roster_imports.error_sheet(rows, as_csv=True), "roster-errors.csv", "text/csv; charset=utf-8")
    return _sheet(roster_imports.error_sheet(rows), "roster-errors.xlsx", _XLSX)


@router.post(
    "/{import_id}/check",
    operation_id="roster_imports_check",
    status_code=202,
    response_model=RosterImportOut,
    responses=problems(404, 409, 412, 428),
    summary="重新检查 Check again",
)
async def check_again(response: Response, import_id: UUID, version: IfMatch, uow: Work) -> RosterImportOut:
    """Check the file again, after branches or people have changed. `Location` is the operation that does it."""
    row = await roster_imports.request_check(uow, import_id, expected_version=version)
    await uow.flush()  # the answer carries the version
    response.headers["retry-after"] = str(POLL_SECONDS)
    response.headers["location"] = f"/api/v1/operations/{row.operation_id}"
    return _shown(row)


@router.post(
    "/{import_id}/apply",
    operation_id="roster_imports_apply",
    status_code=202,
    response_model=RosterImportOut,
    responses=problems(404, 409, 412, 428),
    summary="应用导入 Apply an import",
)
async def apply_import(
    response: Response, import_id: UUID, body: RosterApply, version: IfMatch, key: IdempotencyKey, uow: Work
) -> RosterImportOut:
    """Import all rows or, by choice, the good ones, in one transaction. `Location` is the operation that does it; it can
    be cancelled until it has ended, and then nothing was imported."""
    row = await roster_imports.request_apply(uow, import_id, body.mode, expected_version=version)
    await uow.flush()  # the answer carries the version
    response.headers["retry-after"] = str(POLL_SECONDS)
    response.headers["location"] = f"/api/v1/operations/{row.operation_id}"
    return _shown(row)


def _shown(row: RosterImport) -> RosterImportOut:
    given = {name: getattr(row, name, None) for name in RosterImportOut.model_fields}
    given["missing_day"] = row.options["missing_day"]
    given["ignored_columns"] = row.options.get("ignored_columns", [])
    return RosterImportOut.model_validate(given)


def _sheet(content: bytes, name: str, media: str) -> Response:
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
    }
    return Response(content, 200, headers, media)
