"""Endpoints of decisions that change the tree. Each carries a document number and needs the version that was read."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from app.api.access import IfMatch, requires
from app.api.problems import problems
from app.api.routing import ZhibuRoute
from app.api.v1.organisations.schemas import (
    ApprovalPowerChange,
    Dissolve,
    Merge,
    Move,
    OrganisationOut,
    Reclassify,
    Rename,
    Split,
)
from app.domain.identity.permissions import Permission
from app.persistence.models.organisations import Organisation
from app.persistence.uow import UnitOfWork
from app.services import organisations, restructuring

__all__ = ["router"]

router = APIRouter(prefix="/organisations", tags=["organisations"], route_class=ZhibuRoute)

Restructure = Annotated[UnitOfWork, requires(Permission.ORGANISATION_RESTRUCTURE)]
_PROBLEMS = problems(404, 409, 412, 428)
_DECISION = {"decision_number", "decided_on", "effective_on", "reason"}


@router.post(
    "/{organisation_id}/rename",
    operation_id="organisations_rename",
    response_model=OrganisationOut,
    responses=_PROBLEMS,
    summary="更名 Rename",
)
async def rename(organisation_id: UUID, body: Rename, version: IfMatch, uow: Restructure) -> Organisation:
    """Rename a body; the old name stays in its history."""
    return await organisations.rename(
        uow, organisation_id, body.name, body.short_name, body.decision(), expected_version=version
    )


@router.post(
    "/{organisation_id}/reclassify",
    operation_id="organisations_reclassify",
    response_model=OrganisationOut,
    responses=_PROBLEMS,
    summary="调整分类 Reclassify",
)
async def reclassify(organisation_id: UUID, body: Reclassify, version: IfMatch, uow: Restructure) -> Organisation:
    """Change what a body stands in."""
    return await restructuring.reclassify(
        uow, organisation_id, body.classification, body.decision(), expected_version=version
    )


@router.post(
    "/{organisation_id}/approval-power",
    operation_id="organisations_set_approval_power",
    response_model=OrganisationOut,
    responses=_PROBLEMS,
    summary="授予或收回审批权 Give or take the approval power",
)
async def set_approval_power(
    organisation_id: UUID, body: ApprovalPowerChange, version: IfMatch, uow: Restructure
) -> Organisation:
    """Give a committee the power to approve members, or take it."""
    return await restructuring.set_approval_power(
        uow, organisation_id, body.approval_power, body.decision(), expected_version=version
    )


@router.post(
    "/{organisation_id}/move",
    operation_id="organisations_move",
    response_model=OrganisationOut,
    responses=_PROBLEMS,
    summary="调整隶属 Move under another body",
)
async def move(organisation_id: UUID, body: Move, version: IfMatch, uow: Restructure) -> Organisation:
    """Move a body with everything below it; history keeps the old place."""
    return await restructuring.move(uow, organisation_id, body.parent_id, body.decision(), expected_version=version)


@router.post(
    "/{organisation_id}/merge",
    operation_id="organisations_merge",
    response_model=OrganisationOut,
    responses=_PROBLEMS,
    summary="合并 Merge others into this body",
)
async def merge(organisation_id: UUID, body: Merge, version: IfMatch, uow: Restructure) -> Organisation:
    """Merge other bodies of the same kind into this one; people and records go over."""
    return await restructuring.merge(uow, organisation_id, body.source_ids, body.decision(), expected_version=version)


@router.post(
    "/{organisation_id}/split",
    operation_id="organisations_split",
    status_code=201,
    response_model=OrganisationOut,
    responses=_PROBLEMS,
    summary="拆分支部 Split a branch",
)
async def split(organisation_id: UUID, body: Split, version: IfMatch, uow: Restructure) -> Organisation:
    """Found a second branch beside this one and send the named persons there."""
    given = body.model_dump(exclude={"member_ids", *_DECISION})
    return await restructuring.split(
        uow,
        organisation_id,
        organisations.SplitBranch(**given, member_ids=tuple(body.member_ids), decision=body.decision()),
        expected_version=version,
    )


@router.post(
    "/{organisation_id}/dissolve",
    operation_id="organisations_dissolve",
    response_model=OrganisationOut,
    responses=_PROBLEMS,
    summary="撤销 Dissolve",
)
async def dissolve(organisation_id: UUID, body: Dissolve, version: IfMatch, uow: Restructure) -> Organisation:
    """Dissolve a body in which nobody and nothing is left."""
    return await restructuring.dissolve(uow, organisation_id, body.decision(), expected_version=version)
