"""Endpoints of persons: lists, one person, particulars, corrections, the citizen number in full."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.api.access import IfMatch, reads, requires
from app.api.hot import Answer, hot_item, hot_list
from app.api.paging import Page, json_item, page
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute, etag
from app.api.v1.people.schemas import (
    CountOut,
    EpisodeCorrect,
    EpisodeOut,
    FullNumberOut,
    PeopleCountQuery,
    PeopleQuery,
    PersonCorrect,
    PersonCorrectionOut,
    PersonCreate,
    PersonOut,
    PersonUpdate,
)
from app.domain.identity.permissions import Permission
from app.domain.people.particulars import Particulars
from app.persistence.models.people import Person
from app.persistence.read import people as read
from app.persistence.read.lane import Reader, json_array
from app.persistence.uow import UnitOfWork
from app.services import amending, people

__all__ = ["router"]

constraint("ex_membership_episodes_overlap", "people.episode-overlap", "/on")
constraint("ex_membership_restrictions_overlap", "people.restriction-overlap", "/from_on")
constraint("ex_group_assignments_overlap", "people.group-overlap", "/on")

router = APIRouter(prefix="/people", tags=["people"], route_class=ZhibuRoute)

_PLACING = ("branch_id", "status_since", "decision_number")


def _wanted(query: PeopleCountQuery) -> read.PeopleFilter:
    given = query.model_dump(exclude={"after", "limit", "status"})
    return read.PeopleFilter(status=tuple(query.status), **given)


async def list_people(reader: Reader, query: PeopleQuery, address: str) -> Answer:
    """List the persons of the caller's subtree in the order of their pinyin."""
    rows = await read.people(reader, _wanted(query), after=query.start((str, UUID)), limit=query.limit)
    return Answer(*page(address, query, rows, ("name_pinyin", "id")))


hot_list(
    router,
    "",
    list_people,
    permission=Permission.PERSON_READ,
    query=PeopleQuery,
    operation_id="people_list",
    response_model=Page[PersonOut],
    responses=problems(404),
    summary="人员列表 List persons",
)


@router.get("/count", operation_id="people_count", response_model=CountOut, summary="人员计数 Count persons")
async def count_people(
    query: Annotated[PeopleCountQuery, Query()], reader: Annotated[Reader, reads(Permission.PERSON_READ)]
) -> CountOut:
    """Count the persons that match; counting stops at ten thousand."""
    found, capped = await read.count(reader, _wanted(query))
    return CountOut(count=found, capped=capped)


async def read_person(reader: Reader, person_id: UUID) -> Answer:
    """Read one person; citizen number and telephone are masked."""
    item, version = await read.person(reader, person_id)
    return Answer(item.encode(), {"etag": etag(version)})


hot_item(
    router,
    "/{person_id}",
    read_person,
    permission=Permission.PERSON_READ,
    operation_id="people_read",
    response_model=PersonOut,
    responses=problems(404),
    summary="人员详情 Read a person",
)


@router.get(
    "/{person_id}/episodes",
    operation_id="people_episodes",
    response_model=list[EpisodeOut],
    responses=problems(404),
    summary="党籍经历 History of a membership",
)
async def list_episodes(person_id: UUID, reader: Annotated[Reader, reads(Permission.PERSON_READ)]) -> Response:
    """List every stretch of days in a branch with a status, annulled ones too."""
    return json_item(json_array(await read.episodes(reader, person_id)))


@router.get(
    "/{person_id}/citizen-number",
    operation_id="people_citizen_number",
    response_model=FullNumberOut,
    responses=problems(404),
    summary="查看完整公民身份号码 Citizen number in full",
)
async def read_citizen_number(
    person_id: UUID, uow: Annotated[UnitOfWork, requires(Permission.PERSON_READ_CITIZEN_NUMBER)]
) -> FullNumberOut:
    """Show a citizen number in full. Every view leaves an audit entry."""
    return FullNumberOut(citizen_number=await people.citizen_number_of(uow, person_id))


@router.post(
    "",
    operation_id="people_register",
    status_code=201,
    response_model=PersonOut,
    responses=problems(404, 409),
    summary="登记人员 Register a person",
)
async def register_person(body: PersonCreate, uow: Annotated[UnitOfWork, requires(Permission.PERSON_WRITE)]) -> Person:
    """Register a person in a branch. A status beyond `applicant` is taken over from paper and needs `membership:write`."""
    particulars = Particulars(**body.model_dump(exclude=set(_PLACING)))
    command = people.RegisterPerson.of(body.branch_id, particulars, body.status_since, body.decision_number)
    return await people.register_person(uow, command)


@router.patch(
    "/{person_id}",
    operation_id="people_update",
    response_model=PersonOut,
    responses=problems(404, 409, 412, 428),
    summary="更新人员信息 Update particulars",
)
async def update_person(
    person_id: UUID,
    body: PersonUpdate,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.PERSON_WRITE)],
) -> Person:
    """Update what changes in the course of life; an explicit null clears a field."""
    command = people.UpdatePerson(**body.model_dump())
    return await people.update_person(
        uow, person_id, command, given=frozenset(body.model_fields_set), expected_version=version
    )


@router.post(
    "/{person_id}/correct",
    operation_id="people_correct",
    response_model=PersonOut,
    responses=problems(404, 409, 412, 428),
    summary="更正人员信息 Correct particulars",
)
async def correct_person(
    person_id: UUID,
    body: PersonCorrect,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.PERSON_WRITE)],
) -> Person:
    """Correct particulars that were recorded wrongly; the old values are kept with the reason."""
    command = people.CorrectPerson(**body.model_dump())
    return await amending.correct_person(uow, person_id, command, expected_version=version)


@router.get(
    "/{person_id}/corrections",
    operation_id="people_corrections",
    response_model=list[PersonCorrectionOut],
    responses=problems(404),
    summary="更正记录 What was corrected",
)
async def list_corrections(
    person_id: UUID, uow: Annotated[UnitOfWork, requires(Permission.PERSON_READ)]
) -> list[PersonCorrectionOut]:
    """List corrections with old value, new value and reason; citizen numbers and telephones stay hidden."""
    return [PersonCorrectionOut.model_validate(row) for row in await people.corrections_of(uow, person_id)]


@router.post(
    "/{person_id}/episodes/{episode_id}/correct",
    operation_id="people_correct_episode",
    response_model=PersonOut,
    responses=problems(404, 409, 412, 428),
    summary="更正经历起始日期 Correct the first day of an episode",
)
async def correct_episode(
    person_id: UUID,
    episode_id: UUID,
    body: EpisodeCorrect,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.MEMBERSHIP_WRITE)],
) -> Person:
    """Give an episode its right first day; the one before ends there, and the wrong rows stay as annulled history."""
    return await amending.correct_episode(
        uow, person_id, episode_id, body.from_on, reason=body.reason, expected_version=version
    )
