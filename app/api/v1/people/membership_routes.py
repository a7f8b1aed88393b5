"""Endpoints of memberships: status, transfer, groups, restrictions, duplicates; and the code tables."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.people.schemas import (
    CodeTablesOut,
    DuplicateOut,
    DuplicateQuery,
    DuplicateResolve,
    GroupAssign,
    PersonOut,
    RestrictionCreate,
    RestrictionEnd,
    RestrictionOut,
    StatusChange,
    TransferCreate,
)
from app.domain.identity.permissions import Permission
from app.domain.people.facts import StatusCause
from app.domain.people.tables import CODE_TABLES
from app.persistence.models.people import MembershipRestriction, Person
from app.persistence.read import people as read
from app.persistence.read.lane import Reader, json_array
from app.persistence.uow import UnitOfWork
from app.services import amending, people, restructuring

__all__ = ["router"]

router = APIRouter(tags=["people"], route_class=ZhibuRoute)


@router.post(
    "/people/{person_id}/status",
    operation_id="people_change_status",
    response_model=PersonOut,
    responses=problems(404, 409, 412, 428),
    summary="变更党籍状态 Change a status",
)
async def change_status(
    person_id: UUID,
    body: StatusChange,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.MEMBERSHIP_WRITE)],
) -> Person:
    """Change a status outside the development procedure: leaving, stopping, restoring, death, transfer out or back."""
    return await amending.change_status(
        uow,
        person_id,
        body.status,
        body.on,
        cause=StatusCause(body.cause),
        left_kind=body.left_kind,
        decision_number=body.decision_number,
        expected_version=version,
    )


@router.post(
    "/people/{person_id}/transfer",
    operation_id="people_transfer",
    response_model=PersonOut,
    responses=problems(404, 409, 412, 428),
    summary="转移组织关系 Transfer to another branch",
)
async def transfer(
    person_id: UUID,
    body: TransferCreate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.MEMBERSHIP_WRITE)],
) -> Person:
    """Move a membership to another branch that the caller reaches too; an open development case goes along."""
    return await restructuring.transfer(
        uow,
        person_id,
        body.to_branch_id,
        body.on,
        letter_number=body.letter_number,
        file_checked=body.file_checked,
        expected_version=version,
    )


@router.post(
    "/people/{person_id}/group",
    operation_id="people_assign_group",
    response_model=PersonOut,
    responses=problems(404, 409, 412, 428),
    summary="编入党小组 Assign to a group",
)
async def assign_to_group(
    person_id: UUID,
    body: GroupAssign,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.PERSON_WRITE)],
) -> Person:
    """Put a person into a group of the own branch, or take him out."""
    return await people.assign_to_group(uow, person_id, body.group_id, body.on, expected_version=version)


@router.get(
    "/people/{person_id}/restrictions",
    operation_id="people_restrictions",
    response_model=list[RestrictionOut],
    responses=problems(404),
    summary="权利限制 Restrictions of a member",
)
async def list_restrictions(person_id: UUID, reader: Annotated[Reader, reads(Permission.PERSON_READ)]) -> Response:
    """List the days without the vote."""
    return json_item(json_array(await read.restrictions(reader, person_id)))


@router.post(
    "/people/{person_id}/restrictions",
    operation_id="people_restrict",
    status_code=201,
    response_model=RestrictionOut,
    responses=problems(404, 409),
    summary="登记权利限制 Record a restriction",
)
async def restrict(
    person_id: UUID, body: RestrictionCreate, uow: Annotated[UnitOfWork, requires(Permission.MEMBERSHIP_WRITE)]
) -> MembershipRestriction:
    """Record that a decision takes the vote from a full member."""
    return await amending.restrict(
        uow, person_id, body.kind, body.from_on, body.until_on, decision_number=body.decision_number
    )


@router.post(
    "/membership-restrictions/{restriction_id}/end",
    operation_id="people_end_restriction",
    response_model=RestrictionOut,
    responses=problems(404, 409, 412, 428),
    summary="解除权利限制 End a restriction",
)
async def end_restriction(
    restriction_id: UUID,
    body: RestrictionEnd,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.MEMBERSHIP_WRITE)],
) -> MembershipRestriction:
    """End a restriction on a day."""
    return await amending.end_restriction(
        uow, restriction_id, body.until_on, decision_number=body.decision_number, expected_version=version
    )


@router.get(
    "/possible-duplicates",
    operation_id="people_duplicates",
    response_model=Page[DuplicateOut],
    summary="疑似重复人员 Possible duplicates",
)
async def list_duplicates(
    request: Request,
    query: Annotated[DuplicateQuery, Query()],
    reader: Annotated[Reader, reads(Permission.DUPLICATE_RESOLVE)],
) -> Response:
    """List records with one citizen number, for the office above both."""
    rows = await read.duplicates(reader, state=query.state, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.post(
    "/possible-duplicates/{duplicate_id}/resolve",
    operation_id="people_resolve_duplicate",
    status_code=204,
    responses=problems(404, 409, 412, 428),
    summary="处理疑似重复 Resolve a possible duplicate",
)
async def resolve_duplicate(
    duplicate_id: UUID,
    body: DuplicateResolve,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.DUPLICATE_RESOLVE)],
) -> None:
    """Decide that two records are one person, of which one is kept, or two persons."""
    await amending.resolve_duplicate(
        uow, duplicate_id, kept_person_id=body.kept_person_id, note=body.note, expected_version=version
    )


@router.get(
    "/code-tables", operation_id="people_code_tables", response_model=CodeTablesOut, summary="代码表 Code tables"
)
async def code_tables(reader: Annotated[Reader, reads(Permission.SELF_READ)]) -> CodeTablesOut:
    """Read the code tables with their labels."""
    return CodeTablesOut.model_validate({"tables": CODE_TABLES})
