"""Endpoint of the audit."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.api.access import reads
from app.api.paging import Page, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.audit.schemas import AuditEntryOut, AuditQuery
from app.domain.identity.permissions import Permission
from app.persistence.read import audit as read
from app.persistence.read.lane import Reader

__all__ = ["router"]

router = APIRouter(prefix="/audit-entries", tags=["audit"], route_class=ZhibuRoute)


@router.get(
    "",
    operation_id="audit_entry_list",
    response_model=Page[AuditEntryOut],
    responses=problems(404),
    summary="审计记录 List audit entries",
)
async def list_entries(
    request: Request, query: Annotated[AuditQuery, Query()], reader: Annotated[Reader, reads(Permission.AUDIT_READ)]
) -> Response:
    """List what was done within the caller's subtree, the newest first.

    Entries of the installation itself (sign-ins, accounts) show to the audit administrator only.
    """
    filters = query.model_dump(exclude={"limit", "after"})
    rows = await read.audit_entries(reader, read.AuditWanted(**filters), after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))
