"""Endpoints of rules, profiles, adoptions and what-if questions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.access import IfMatch, reads, requires
from app.api.language import language_of
from app.api.paging import Page, json_item, page_response
from app.api.problems import constraint, problems
from app.api.routing import ZhibuRoute
from app.api.v1.rules import schemas as s
from app.api.v1.rules import views
from app.domain.identity.permissions import Permission
from app.domain.rules.evaluables import EVALUABLES
from app.domain.rules.profiles import PROFILES
from app.domain.rules.registry import PARAMETERS
from app.domain.shared.errors import NotFound
from app.persistence.models.rules import RuleAdoption
from app.persistence.read import rules as read
from app.persistence.read.lane import Reader
from app.persistence.uow import UnitOfWork
from app.services.rules import adoptions, drafts, whatif

__all__ = ["router"]

router = APIRouter(tags=["rules"], route_class=ZhibuRoute)

constraint("ex_rule_adoptions_overlap", "rules.follows-own-adoption", "/effective_from")

Reads = Annotated[Reader, reads(Permission.RULE_READ)]


@router.get("/rules", operation_id="rules_list", response_model=Page[s.RuleOut], summary="规则清单 List rules")
async def list_rules(request: Request, query: Annotated[s.RuleListQuery, Query()], reader: Reads) -> Response:
    """List parameters with the value in force at an organisation on a day, its origin and clause."""
    law = await read.law_for_reading(reader, query.organisation)
    rows = views.listed_rules(query, law, query.on or reader.today, query.start((str,)))
    return page_response(request, query, rows, ("id",))


@router.get(
    "/rules/evaluations",
    operation_id="rules_evaluables",
    response_model=list[s.EvaluableOut],
    summary="可试算的规则 Rules that can be tried",
)
async def list_evaluables(reader: Reads) -> list[s.EvaluableOut]:
    """List the rules that what-if questions can ask, with their inputs."""
    return [views.evaluable_out(entry) for entry in EVALUABLES.values()]


@router.post(
    "/rules/evaluations",
    operation_id="rules_evaluate",
    response_model=s.EvaluationOut,
    responses=problems(404),
    summary="规则试算 What if",
)
async def evaluate(
    request: Request, body: s.EvaluationCreate, uow: Annotated[UnitOfWork, requires(Permission.RULE_READ)]
) -> s.EvaluationOut:
    """Try a rule on given facts, under the law of a place and under values it might adopt; nothing is written."""
    question = whatif.Question(
        body.rule, body.facts, body.on, body.organisation_id, tuple(_given(item) for item in body.assume)
    )
    return views.answer_out(await whatif.ask(uow, question), language_of(request))


@router.get(
    "/rules/{rule_id}",
    operation_id="rules_read",
    response_model=s.RuleDetailOut,
    responses=problems(404),
    summary="规则详情 Read a rule",
)
async def read_rule(rule_id: str, query: Annotated[s.RuleQuery, Query()], reader: Reads) -> s.RuleDetailOut:
    """Read a parameter: value in force, origin, clause, whole national history, chain of local values."""
    parameter = PARAMETERS.get(rule_id)
    if parameter is None:
        raise NotFound("rules.unknown-parameter")
    law = await read.law_for_reading(reader, query.organisation)
    return views.rule_detail(parameter, law, query.on or reader.today, query.organisation)


@router.get(
    "/rule-profiles",
    operation_id="rule_profiles_list",
    response_model=list[s.ProfileOut],
    summary="地方做法模板 List profiles",
)
async def list_profiles(reader: Reads) -> list[s.ProfileOut]:
    """List the profiles that ship with the project."""
    return [views.profile_out(profile) for profile in PROFILES.values()]


@router.get(
    "/rule-adoptions",
    operation_id="rule_adoptions_list",
    response_model=Page[s.AdoptionOut],
    responses=problems(404),
    summary="本地规定清单 List adoptions",
)
async def list_adoptions(request: Request, query: Annotated[s.AdoptionQuery, Query()], reader: Reads) -> Response:
    """List the local values of the caller's subtree, the latest recorded first."""
    wanted = read.AdoptionFilter(query.organisation, query.parameter, query.profile, query.on)
    rows = await read.adoptions(reader, wanted, after=query.start((UUID,)), limit=query.limit)
    return page_response(request, query, rows, ("id",))


@router.get(
    "/rule-adoptions/{adoption_id}",
    operation_id="rule_adoptions_read",
    response_model=s.AdoptionOut,
    responses=problems(404),
    summary="本地规定详情 Read an adoption",
)
async def read_adoption(adoption_id: UUID, reader: Reads) -> Response:
    """Read one local value with its decision."""
    return json_item(*await read.adoption(reader, adoption_id))


@router.post(
    "/rule-adoptions",
    operation_id="rule_adoptions_adopt",
    status_code=201,
    response_model=s.RuleAdoptionResult,
    responses={200: {"model": s.RuleAdoptionResult, "description": "Dry run."}, **problems(404, 409)},
    summary="采用本地规定 Adopt local values",
)
async def adopt(
    request: Request,
    response: Response,
    body: s.RuleAdoptionCreate,
    query: Annotated[s.DryRunQuery, Query()],
    uow: Annotated[UnitOfWork, requires(Permission.RULE_ADOPT)],
) -> s.RuleAdoptionResult:
    """Adopt a profile or single values by a decision; only stricter ones, from the day of the decision on."""
    command = drafts.Adopt(
        body.organisation_id,
        body.decision_number,
        body.decided_on,
        body.effective_from,
        body.profile,
        tuple(_given(item) for item in body.values),
        body.leave_out,
        body.late_reason,
    )
    outcome = await adoptions.adopt(uow, command, dry_run=query.dry_run)
    response.status_code = 200 if query.dry_run else 201
    return views.outcome_out(outcome, language_of(request))


@router.post(
    "/rule-adoptions/{adoption_id}/end",
    operation_id="rule_adoptions_end",
    response_model=s.AdoptionEndOut,
    responses=problems(404, 409, 412, 428),
    summary="停止采用 End an adoption",
)
async def end_adoption(
    adoption_id: UUID,
    body: s.AdoptionEnd,
    version: IfMatch,
    uow: Annotated[UnitOfWork, requires(Permission.RULE_ADOPT)],
) -> RuleAdoption:
    """End a local value on a last day; what is inherited applies again from the next."""
    command = adoptions.EndAdoption(**body.model_dump())
    return await adoptions.end_adoption(uow, adoption_id, command, expected_version=version)


def _given(item: s.GivenValueIn) -> drafts.GivenValue:
    return drafts.GivenValue(item.parameter, item.value)
