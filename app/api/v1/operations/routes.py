"""Endpoints of operations: find and follow long work, cancel it."""

from collections.abc import Mapping
from typing import Annotated, cast
from uuid import UUID

import asyncpg
import orjson
from fastapi import APIRouter, Query, Request, Response

from app.api.access import signed_in, signed_in_reads
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.operations.schemas import OperationOut, OperationQuery
from app.domain.operations.facts import LIVE
from app.domain.shared.verdict import Scalar
from app.domain.wording import render
from app.persistence.models.operations import Operation
from app.persistence.read import operations as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import operations

__all__ = ["POLL_SECONDS", "router"]

router = APIRouter(prefix="/operations", tags=["operations"], route_class=ZhibuRoute)

POLL_SECONDS = 1
"""How long to wait before asking again."""
_WAIT = {"retry-after": str(POLL_SECONDS)}


@router.get(
    "",
    operation_id="operations_list",
    response_model=Page[OperationOut],
    responses=problems(404),
    summary="后台任务列表 List operations",
)
async def list_operations(
    request: Request, query: Annotated[OperationQuery, Query()], reader: Annotated[Reader, signed_in_reads()]
) -> Response:
    """List the operations that the caller has asked for, and those whose permission the caller holds where they stand,
    the newest first."""
    wanted = read.OperationFilter(query.organisation_id, query.kind, query.state)
    rows = await read.operations(reader, wanted, after=query.start((UUID,)), limit=query.limit)
    shown = [{"item": _item(request, row).decode(), "id": row["id"]} for row in rows]
    return page_response(request, query, shown, ("id",))


@router.get(
    "/{operation_id}",
    operation_id="operations_read",
    response_model=OperationOut,
    responses=problems(403, 404),
    summary="后台任务进度 Read an operation",
)
async def read_operation(
    request: Request, operation_id: UUID, reader: Annotated[Reader, signed_in_reads()]
) -> Response:
    """Read how far an operation has come. While it lives, `Retry-After` says when to ask again; `If-None-Match` with
    the `ETag` answers 304 while nothing has moved. It is there for whoever has asked for it, and for those who hold its
    permission where it stands."""
    row = await read.operation(reader, operation_id)
    return json_item(_item(request, row), row["version"], _WAIT if row["state"] in LIVE else None)


def _item(request: Request, row: asyncpg.Record) -> bytes:
    shown = {
        "id": str(row["id"]),
        "kind": row["kind"],
        "state": row["state"],
        "percent": row["percent"],
        "resource": row["resource"],
        "result": orjson.loads(row["result"] or b"null"),
        "problem": _problem(request, orjson.loads(row["problem"] or b"null")),
        "asked_at": row["recorded_at"],
        "started_at": row["started_at"],
        "ended_at": row["ended_at"],
        "cancel_asked_at": row["cancel_asked_at"],
        "version": row["version"],
    }
    return orjson.dumps(shown, option=orjson.OPT_UTC_Z)


@router.delete(
    "/{operation_id}",
    operation_id="operations_cancel",
    status_code=202,
    response_model=OperationOut,
    responses=problems(403, 404, 409),
    summary="取消后台任务 Cancel an operation",
)
async def cancel_operation(
    request: Request, response: Response, operation_id: UUID, uow: Annotated[UnitOfWork, signed_in()]
) -> OperationOut:
    """Cancel an operation: at once while it waits, else at its next breath (`cancelling`, then `cancelled`). Whatever it
    had written is rolled back. An operation that has ended is not undone, and one that follows from a decision in force
    is not cancelled: 409."""
    row = await operations.cancel(uow, operation_id)
    await uow.flush()  # the answer carries the version
    if row.state in LIVE:
        response.headers["retry-after"] = str(POLL_SECONDS)
    return _shown(request, row)


@router.post(
    "/{operation_id}/repeat",
    operation_id="operations_repeat",
    status_code=202,
    response_model=OperationOut,
    responses=problems(403, 404, 409),
    summary="重做后台任务 Repeat an operation",
)
async def repeat_operation(
    request: Request, response: Response, operation_id: UUID, uow: Annotated[UnitOfWork, signed_in()]
) -> OperationOut:
    """Ask once more for work that follows from a decision (`tasks.redate`, `development_cases.judge`) and has failed. What was
    done before is left as it is. The answer is the new operation; other work is asked for anew where it was asked for."""
    row = await operations.repeat(uow, operation_id)
    response.headers["retry-after"] = str(POLL_SECONDS)
    response.headers["location"] = f"/api/v1/operations/{row.id}"
    return _shown(request, row)


def _problem(request: Request, problem: Mapping[str, object] | None) -> dict[str, object] | None:
    if problem is None:
        return None
    code = str(problem["code"])
    facts = cast("Mapping[str, Scalar]", problem.get("facts") or {})
    title, remedy = render(
        code, {name: value for name, value in facts.items() if value is not None}, language_of(request)
    )
    return {"type": f"/problems/{code}", "code": code, "title": title, "remedy": remedy or None}


def _shown(request: Request, row: Operation) -> OperationOut:
    given = {name: getattr(row, name, None) for name in OperationOut.model_fields}
    given |= {"asked_at": row.recorded_at, "problem": _problem(request, row.problem)}
    return OperationOut.model_validate(given)
