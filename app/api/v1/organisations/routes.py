"""Endpoints of organisations: now, on any past day, and founding."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import reads, requires
from app.api.findings import findings_out
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.organisations.schemas import (
    ChangeOut,
    OnQuery,
    OrganisationCreate,
    OrganisationFindingsOut,
    OrganisationOut,
    OrganisationQuery,
    TreeOut,
    TreeQuery,
)
from app.api.v1.people.schemas import RosterItemOut, RosterQuery
from app.domain.identity.permissions import Permission
from app.domain.people.facts import MEMBERS
from app.persistence.models.organisations import Organisation
from app.persistence.read import organisations as read
from app.persistence.read import people as read_people
from app.persistence.read.lane import Reader, json_array
from app.persistence.uow import UnitOfWork
from app.services import organisations, restructuring

__all__ = ["router"]

constraint("uq_organisations_code", "organisations.code-taken", "/code")
constraint("ex_organisation_placements_overlap", "organisations.later-change", "/effective_on")

router = APIRouter(prefix="/organisations", tags=["organisations"], route_class=ZhibuRoute)


@router.get(
    "", operation_id="organisations_list", response_model=Page[OrganisationOut], summary="组织列表 List organisations"
)
async def list_organisations(
    request: Request,
    query: Annotated[OrganisationQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)],
) -> Response:
    """List the organisations of the caller's subtree in the order of their codes, on any past day by `on`."""
    wanted = read.OrganisationFilter(**query.model_dump(exclude={"after", "limit"}))
    rows = await read.organisations(reader, wanted, after=query.start((str, UUID)), limit=query.limit)
    return page_response(request, query, rows, ("code", "id"))


@router.get(
    "/{organisation_id}",
    operation_id="organisations_read",
    response_model=OrganisationOut,
    responses=problems(404),
    summary="组织详情 Read an organisation",
)
async def read_organisation(
    organisation_id: UUID, reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)]
) -> Response:
    """Read one organisation."""
    return json_item(*await read.organisation(reader, organisation_id))


@router.get(
    "/{organisation_id}/tree",
    operation_id="organisations_tree",
    response_model=TreeOut,
    responses=problems(404),
    summary="组织树 The tree below",
)
async def read_tree(
    organisation_id: UUID,
    query: Annotated[TreeQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)],
) -> Response:
    """Read a body and what stood below it on a day, nested."""
    return json_item(await read.tree(reader, organisation_id, query.on or reader.today, query.depth))


@router.get(
    "/{organisation_id}/roster",
    operation_id="organisations_roster",
    response_model=Page[RosterItemOut],
    responses=problems(404),
    summary="某日的名册 Roster on a day",
)
async def read_roster(
    request: Request,
    organisation_id: UUID,
    query: Annotated[RosterQuery, Query()],
    reader: Annotated[Reader, reads(Permission.PERSON_READ)],
) -> Response:
    """List who belonged to a body on a day, with the status and branch of that day; members when no status is named."""
    rows = await read_people.roster(
        reader,
        organisation_id,
        query.on or reader.today,
        status=tuple(query.status or sorted(MEMBERS)),
        after=query.start((str, UUID)),
        limit=query.limit,
    )
    return page_response(request, query, rows, ("name_pinyin", "id"))


@router.get(
    "/{organisation_id}/changes",
    operation_id="organisations_changes",
    response_model=list[ChangeOut],
    responses=problems(404),
    summary="组织沿革 Decisions that changed a body",
)
async def list_changes(
    organisation_id: UUID, reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)]
) -> Response:
    """List the decisions that founded, renamed, moved, merged, split or dissolved a body."""
    return json_item(json_array(await read.changes(reader, organisation_id)))


@router.get(
    "/{organisation_id}/findings",
    operation_id="organisations_findings",
    response_model=OrganisationFindingsOut,
    responses=problems(404),
    summary="组织设置检查 What is unusual about a body",
)
async def read_findings(
    request: Request,
    organisation_id: UUID,
    query: Annotated[OnQuery, Query()],
    uow: Annotated[UnitOfWork, requires(Permission.ORGANISATION_READ)],
) -> OrganisationFindingsOut:
    """Judge size, committee, term and groups of a body on a day, each with figure and clause."""
    day = query.on or uow.today
    verdict = await organisations.findings_of(uow, organisation_id, day)
    shown = findings_out(verdict.findings, language_of(request))
    return OrganisationFindingsOut(organisation_id=organisation_id, on=day, findings=shown)


@router.post(
    "",
    operation_id="organisations_found",
    status_code=201,
    response_model=OrganisationOut,
    responses=problems(404, 409),
    summary="成立组织 Found an organisation",
)
async def found_organisation(
    body: OrganisationCreate, uow: Annotated[UnitOfWork, requires(Permission.ORGANISATION_RESTRUCTURE)]
) -> Organisation:
    """Found a body under another by a decision, or take over one that existed before the system."""
    given = body.model_dump(exclude={"taken_over", "decision_number", "decided_on", "member_ids"})
    command = organisations.FoundOrganisation(**given, decision=body.decision(), member_ids=tuple(body.member_ids))
    return await restructuring.found(uow, command)
