"""Endpoints of committees: elections, delays, seats; and of groups: who leads one, who looks after it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.organisations.committee_schemas import (
    CommitteeOut,
    Delay,
    ElectionCreate,
    GroupPostCreate,
    GroupPostOut,
    SeatCreate,
    SeatEnd,
    SeatOut,
    TermOut,
    TermQuery,
)
from app.api.v1.organisations.schemas import OnQuery
from app.domain.identity.permissions import Permission
from app.persistence.models.committees import CommitteeSeat, CommitteeTerm, GroupPost
from app.persistence.read import committees as read
from app.persistence.read.lane import Reader, json_array
from app.persistence.uow import UnitOfWork
from app.services import organisations, restructuring

__all__ = ["router"]

constraint("ex_committee_terms_overlap", "organisations.committee-overlap", "/elected_on")
constraint("ex_committee_seats_overlap", "organisations.seat-overlap", "/person_id")
constraint("ex_group_posts_overlap", "organisations.later-change", "/from_on")

router = APIRouter(tags=["organisations"], route_class=ZhibuRoute)

Work = Annotated[UnitOfWork, requires(Permission.COMMITTEE_TERM_WRITE)]


@router.get(
    "/committee-terms",
    operation_id="organisations_terms",
    response_model=Page[TermOut],
    responses=problems(404),
    summary="换届安排 Running terms by the day of the next election",
)
async def list_terms(
    request: Request,
    query: Annotated[TermQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)],
) -> Response:
    """List running terms, the election that is due first at the head."""
    rows = await read.terms(
        reader,
        query.organisation_id,
        query.due_from,
        query.due_to,
        after=query.start((date, UUID)),
        limit=query.limit,
    )
    return page_response(request, query, rows, ("due_on", "id"))


@router.get(
    "/organisations/{organisation_id}/committee",
    operation_id="organisations_committee",
    response_model=CommitteeOut,
    responses=problems(404),
    summary="在任委员会 The committee on a day",
)
async def read_committee(
    organisation_id: UUID,
    query: Annotated[OnQuery, Query()],
    reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)],
) -> Response:
    """Read the term in office on a day with who sat in it."""
    return json_item(*await read.committee(reader, organisation_id, query.on or reader.today))


@router.post(
    "/organisations/{organisation_id}/elections",
    operation_id="organisations_elect",
    status_code=201,
    response_model=TermOut,
    responses=problems(404, 409),
    summary="登记换届结果 Record an election",
)
async def elect(organisation_id: UUID, body: ElectionCreate, uow: Work) -> CommitteeTerm:
    """Begin a term; the one before ends on the day of the election. Figures of the vote are judged where they are given."""
    seats = tuple((seat.person_id, seat.post) for seat in body.seats)
    count = body.election_count.figures() if body.election_count is not None else None
    command = organisations.Elect(organisation_id, body.elected_on, body.decision_number, seats, body.term_years, count)
    return await restructuring.elect_committee(uow, command)


@router.post(
    "/committee-terms/{term_id}/delay",
    operation_id="organisations_delay_election",
    response_model=TermOut,
    responses=problems(404, 409, 412, 428),
    summary="延期换届 Delay an election",
)
async def delay(term_id: UUID, body: Delay, version: IfMatch, uow: Work) -> CommitteeTerm:
    """Delay the next election by a decision of the body above."""
    return await organisations.delay_election(
        uow, term_id, body.until, decision_number=body.decision_number, expected_version=version
    )


@router.post(
    "/committee-terms/{term_id}/seats",
    operation_id="organisations_fill_seat",
    response_model=TermOut,
    responses=problems(404, 409, 412, 428),
    summary="补选或任命 Fill a seat",
)
async def fill_seat(term_id: UUID, body: SeatCreate, version: IfMatch, uow: Work) -> CommitteeTerm:
    """Fill a seat within a running term."""
    return await organisations.fill_seat(
        uow, term_id, body.person_id, body.post, body.from_on, expected_version=version
    )


@router.post(
    "/committee-seats/{seat_id}/end",
    operation_id="organisations_end_seat",
    response_model=SeatOut,
    responses=problems(404, 409),
    summary="免职或辞任 End a seat",
)
async def end_seat(seat_id: UUID, body: SeatEnd, uow: Work) -> CommitteeSeat:
    """End a seat within its term."""
    return await organisations.end_seat(uow, seat_id, body.until_on)


@router.get(
    "/organisations/{group_id}/posts",
    operation_id="organisations_group_posts",
    response_model=list[GroupPostOut],
    responses=problems(404),
    summary="党小组任职 Posts around a group",
)
async def list_group_posts(group_id: UUID, reader: Annotated[Reader, reads(Permission.ORGANISATION_READ)]) -> Response:
    """List who leads and led a group, and who looks and looked after it."""
    return json_item(json_array(await read.group_posts(reader, group_id)))


@router.post(
    "/organisations/{group_id}/posts",
    operation_id="organisations_appoint_for_group",
    status_code=201,
    response_model=GroupPostOut,
    responses=problems(404, 409),
    summary="任命党小组长或联系人 Appoint for a group",
)
async def appoint(group_id: UUID, body: GroupPostCreate, uow: Work) -> GroupPost:
    """Name the leader of a group, or the committee member who looks after it."""
    return await organisations.appoint_for_group(uow, group_id, body.person_id, body.post, body.from_on)
