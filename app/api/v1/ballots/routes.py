"""Endpoints of ballots: one per candidate, two independent counts, the outcome with its verdict."""

from datetime import date
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.findings import kept_findings
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.ballots import schemas as s
from app.domain.ballots.facts import Paper
from app.domain.identity.permissions import Permission
from app.persistence.models.ballots import Ballot
from app.persistence.read import ballots as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services import ballots

__all__ = ["router"]

constraint("uq_ballots_candidate", "ballots.one-ballot-per-candidate", "/candidate_id")
constraint("uq_ballots_one_by_one", "ballots.one-by-one")
constraint("uq_ballot_tallies_person", "ballots.one-tally-per-teller")

router = APIRouter(prefix="/ballots", tags=["ballots"], route_class=ZhibuRoute)

Write = Annotated[UnitOfWork, requires(Permission.BALLOT_WRITE)]
Read = Annotated[Reader, reads(Permission.BALLOT_READ)]
_CHANGES = problems(404, 409, 412, 428)


@router.get("", operation_id="ballots_list", response_model=Page[s.BallotOut], summary="表决列表 List ballots")
async def list_ballots(request: Request, query: Annotated[s.BallotQuery, Query()], reader: Read) -> Response:
    """List ballots of the caller's subtree, the latest day first."""
    wanted = read.BallotFilter(**query.model_dump(exclude={"after", "limit"}))
    rows = await read.ballots(reader, wanted, after=query.start((date, UUID)), limit=query.limit)
    return page_response(request, query, rows, ("held_on", "id"))


@router.post(
    "",
    operation_id="ballots_open",
    status_code=201,
    response_model=s.BallotOut,
    responses=problems(404, 409),
    summary="开始表决 Open a ballot",
)
async def open_ballot(body: s.BallotCreate, uow: Write) -> Ballot:
    """Open the vote on one candidate of a meeting in session; one at a time."""
    return await ballots.open_ballot(uow, body.meeting_id, body.candidate_id, body.method)


@router.get(
    "/{ballot_id}",
    operation_id="ballots_read",
    response_model=s.BallotOut,
    responses=problems(404),
    summary="表决详情 Read a ballot",
)
async def read_ballot(ballot_id: UUID, reader: Read) -> Response:
    """Read one ballot."""
    return json_item(*await read.ballot(reader, ballot_id))


@router.get(
    "/{ballot_id}/outcome",
    operation_id="ballots_outcome",
    response_model=s.JudgementOut,
    responses=problems(404),
    summary="表决结果与依据 Outcome with its verdict",
)
async def read_outcome(ballot_id: UUID, request: Request, reader: Read) -> s.JudgementOut:
    """Read the outcome as it was judged: every condition with figures, clause and day, and every judgement so far."""
    row = await read.judgement(reader, ballot_id)
    return s.JudgementOut(
        ballot_id=ballot_id,
        outcome=row["outcome"],
        findings=kept_findings(orjson.loads(row["verdict"] or "[]"), language_of(request)),
        history=orjson.loads(row["history"]),
    )


@router.get(
    "/{ballot_id}/tallies",
    operation_id="ballots_tallies",
    response_model=list[s.TallyOut],
    responses=problems(404),
    summary="计票记录 Counts of the tellers",
)
async def list_tallies(ballot_id: UUID, reader: Read) -> Response:
    """List every count of every round; figures stay covered until two counts of a round agree."""
    return json_item(*await read.tallies(reader, ballot_id))


@router.post(
    "/{ballot_id}/tallies",
    operation_id="ballots_tally",
    status_code=201,
    response_model=s.BallotOut,
    responses=problems(404, 409),
    summary="录入计票结果 Enter a count",
)
async def enter_tally(
    ballot_id: UUID, body: s.TallyCreate, uow: Annotated[UnitOfWork, requires(Permission.BALLOT_TALLY)]
) -> Ballot:
    """Enter the calling teller's own count. Two accounts of one person count as one."""
    return await ballots.tally(uow, ballot_id, Paper(**body.model_dump()))


@router.post(
    "/{ballot_id}/recount",
    operation_id="ballots_recount",
    response_model=s.BallotOut,
    responses=_CHANGES,
    summary="重新清点 Count again",
)
async def recount_ballot(ballot_id: UUID, version: IfMatch, uow: Write) -> Ballot:
    """Begin a new round after two counts that differ; the earlier round is kept."""
    return await ballots.recount(uow, ballot_id, expected_version=version)


@router.post(
    "/{ballot_id}/close",
    operation_id="ballots_close",
    response_model=s.BallotOut,
    responses=_CHANGES,
    summary="结束表决 Close a ballot",
)
async def close_ballot(ballot_id: UUID, version: IfMatch, uow: Write) -> Ballot:
    """Close a ballot whose two counts agree and judge it over those entitled. A lost vote is a result."""
    return await ballots.close(uow, ballot_id, expected_version=version)


@router.post(
    "/{ballot_id}/cancel",
    operation_id="ballots_cancel",
    response_model=s.BallotOut,
    responses=_CHANGES,
    summary="作废表决 Cancel a ballot",
)
async def cancel_ballot(ballot_id: UUID, body: s.BallotCancel, version: IfMatch, uow: Write) -> Ballot:
    """Cancel a ballot that nobody has counted yet, or whose three rounds differ; the candidate may be voted on again."""
    return await ballots.cancel(uow, ballot_id, body.reason, expected_version=version)


@router.post(
    "/{ballot_id}/reopen",
    operation_id="ballots_reopen",
    response_model=s.BallotOut,
    responses=_CHANGES,
    summary="复核计票 Count a closed ballot again",
)
async def reopen_ballot(
    ballot_id: UUID,
    body: s.BallotReopen,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.CASE_CORRECT_COMPLETED)],
) -> Ballot:
    """Have two tellers count the papers again after a mistake was found; for the committee above, not the branch."""
    return await ballots.reopen(uow, ballot_id, body.reason, expected_version=version)
