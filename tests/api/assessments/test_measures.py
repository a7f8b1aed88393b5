"""Polls, evaluations and talks over HTTP: counts that can't be, the roster, corrections, who speaks for whom."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.api.v1.assessments.measure_schemas import CandidateEvaluationOut, OpinionPollOut, ScoredTalkOut
from app.domain.assessments.rules import evaluation_suffices, poll_suffices
from app.domain.identity.permissions import RoleKey
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.assessments import CandidateEvaluationRepository, OpinionPollRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from tests.builders.measures import also, member, paper
from tests.builders.publicity import adopt_values, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day

POLLS, EVALUATIONS, TALKS = "/api/v1/opinion-polls", "/api/v1/candidate-evaluations", "/api/v1/scored-talks"
TITLES = ("内容一", "内容二", "内容三", "内容四")


def at(resource: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{resource["version"]}"'}


def first(answer: httpx.Response) -> tuple[int, str, str | None]:
    errors = answer.json().get("errors") or [answer.json()]
    return answer.status_code, errors[0]["code"], errors[0].get("pointer")


def poll(case: DevelopmentCase, **changes: object) -> dict[str, Any]:
    votes = {
        "members": {"excellent": 16, "average": 0, "poor": 0},
        "masses": {"excellent": 16, "average": 2, "poor": 2},
    }
    return {
        "case_id": str(case.id),
        "happened_on": "2026-11-20",
        "members": {"base": 20, "participating": 16},
        "masses": {"base": 100, "participating": 20, "base_reason": "本村十八周岁以上村民代表"},
        "criteria": [{"title": title} | votes for title in TITLES],
    } | changes


async def test_a_poll_is_recorded_with_its_denominators_and_judged_exactly(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    await adopt_values(
        world,
        "committee",
        ("development.poll.member_share", "4/5"),
        ("development.poll.mass_share", "1/5"),
        ("development.poll.excellent_share", "4/5"),
        ("development.poll.poor_share", "1/10"),
        ("development.poll.dimensions", 4),
    )

    made = await secretary.post(POLLS, json=poll(case))

    assert made.status_code == 201, made.text
    assert made.json()["member_turnout"] == {"part": 16, "base": 20, "share": "0.800000"}
    assert made.json()["mass_turnout"] == {"part": 20, "base": 100, "share": "0.200000"}
    read = await secretary.get(f"{POLLS}/{made.json()['id']}")
    assert read.json() == made.json()
    OpinionPollOut.model_validate_json(read.content)
    async with world.system() as uow:
        (stored,) = await uow.repository(OpinionPollRepository).of_case(case.id)
        law = await uow.repository(LawRepository).of_place(place_of(case))
        verdict = poll_suffices(stored, law, uow.today)
    assert verdict, verdict.codes
    assert len(verdict.findings) == 2 + 1 + 1 + 2 * 4


@pytest.mark.parametrize(
    ("_case", "path", "value", "status", "code", "pointer"),
    [
        ("more members than base", ("members", "participating"), 21, 422, "assessments.more-than-base", None),
        ("more masses than base", ("masses", "participating"), 101, 422, "assessments.more-than-base", None),
        ("negative", ("members", "base"), -1, 422, "field.out-of-range", "/members/base"),
        ("text", ("members", "base"), "20", 422, "field.bad-type", "/members/base"),
        ("a fraction", ("members", "base"), 20.5, 422, "field.bad-type", "/members/base"),
        ("a flag", ("members", "base"), True, 422, "field.bad-type", "/members/base"),
        ("beyond every county", ("masses", "base"), 10**7, 422, "field.out-of-range", "/masses/base"),
        ("beyond 64 bits", ("masses", "base"), 10**30, 400, "request.number-too-large", None),
        ("no reason", ("masses", "base_reason"), "", 422, "field.too-short", "/masses/base_reason"),
        ("blank reason", ("masses", "base_reason"), " \n", 422, "field.too-short", "/masses/base_reason"),
        ("the future", ("happened_on",), "2026-11-24", 422, "field.future-day", "/happened_on"),
        ("no such day", ("happened_on",), "2026-02-30", 422, "field.bad-day", "/happened_on"),
        ("no criteria", ("criteria",), [], 422, "field.too-short", "/criteria"),
        ("NUL", ("masses", "base_reason"), "a\x00", 400, "request.bad-text", None),
    ],
)
async def test_polls_that_cannot_be(
    world: World, _case: str, path: tuple[str, ...], value: object, status: int, code: str, pointer: str | None
) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    body = json.loads(json.dumps(poll(case)))
    inner = body
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value

    answer = await secretary.post(POLLS, json=body)

    expected = pointer if pointer is not None else first(answer)[2]
    assert first(answer) == (status, code, expected)
    if code == "assessments.more-than-base":
        assert first(answer)[2] == "/" + "/".join(path)
    assert (await secretary.get(POLLS)).json()["items"] == []


async def test_more_votes_than_ballots_are_named_by_criterion_and_group(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    body = json.loads(json.dumps(poll(case)))
    body["criteria"][2]["masses"]["poor"] = 3

    answer = await secretary.post(POLLS, json=body)
    body["criteria"][2]["masses"]["poor"] = 2
    body["criteria"][3]["title"] = "内容一"
    twice = await secretary.post(POLLS, json=body)
    nan = await secretary.post(
        POLLS,
        content=json.dumps(poll(case)).replace("100", "NaN").encode(),
        headers={"content-type": "application/json"},
    )

    assert first(answer) == (422, "assessments.more-marks-than-ballots", "/criteria/2/masses")
    assert first(twice)[:2] == (422, "assessments.criterion-twice")
    assert (nan.status_code, nan.json()["errors"][0]["code"]) == (400, "request.not-a-number")


async def test_the_base_of_members_is_at_least_the_roster(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    for name in ("苏南浦", "沈竹溪", "何桃园"):
        await member(world, name)
    votes = {"members": {"excellent": 2, "average": 0, "poor": 0}, "masses": {"excellent": 2, "average": 0, "poor": 0}}
    criteria = [{"title": title} | votes for title in TITLES]

    small = await secretary.post(POLLS, json=poll(case, members={"base": 2, "participating": 2}, criteria=criteria))
    whole = await secretary.post(POLLS, json=poll(case, members={"base": 3, "participating": 2}, criteria=criteria))

    assert first(small) == (409, "assessments.base-covers-roster", "/members/base")
    assert small.json()["errors"][0]["expected"] == 3
    assert whole.status_code == 201


async def test_a_poll_follows_the_template_that_it_names(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    committee = await world.client("approving-committee", "committee")
    template = await committee.post(
        "/api/v1/score-templates",
        json={
            "organisation_id": str(world.committee.id),
            "purpose": "opinion_poll",
            "title": "民意测验",
            "happened_on": "2026-01-01",
            "criteria": list(TITLES),
        },
    )
    assert template.status_code == 201, template.text
    named = {"template_id": template.json()["id"]}

    good = await secretary.post(POLLS, json=poll(case, **named))
    other = poll(case, **named)
    other["criteria"] = other["criteria"][:3]
    bad = await secretary.post(POLLS, json=other)
    unknown = await secretary.post(POLLS, json=poll(case, template_id=str(uuid4())))

    assert good.status_code == 201, good.text
    assert first(bad) == (422, "assessments.criteria-of-template", "/criteria")
    assert first(unknown) == (422, "assessments.template-usable", "/template_id")


async def test_a_correction_keeps_the_old_counts_with_the_reason(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    old = (await secretary.post(POLLS, json=poll(case))).json()
    body = {key: value for key, value in poll(case).items() if key != "case_id"}
    body["members"] = {"base": 18, "participating": 16}
    url = f"{POLLS}/{old['id']}/correct"

    silent = await secretary.post(url, json=body, headers=at(old))
    unread = await secretary.post(url, json=body | {"reason": "基数有误"})
    new = await secretary.post(url, json=body | {"reason": "基数有误"}, headers=at(old))
    stale = await secretary.post(url, json=body | {"reason": "再改"}, headers=at(old))
    twice = await secretary.post(url, json=body | {"reason": "再改"}, headers={"if-match": '"v2"'})

    assert first(silent) == (422, "field.missing", "/reason")
    assert unread.status_code == 428
    assert new.status_code == 201, new.text
    assert (new.json()["edition"], new.json()["supersedes_id"], new.json()["correction_reason"]) == (
        2,
        old["id"],
        "基数有误",
    )
    assert stale.status_code == 412
    assert first(twice)[:2] == (409, "assessments.not-standing")
    kept = (await secretary.get(f"{POLLS}/{old['id']}")).json()
    assert (kept["standing"], kept["members"]["base"]) == (False, 20)
    listed = (await secretary.get(f"{POLLS}?case_id={case.id}&standing=true")).json()["items"]
    assert [item["id"] for item in listed] == [new.json()["id"]]
    async with world.system() as uow:
        (stored,) = await uow.repository(OpinionPollRepository).of_case(case.id)
    assert stored.members.base == 18


async def test_a_supervising_reader_does_not_correct(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    old = (await secretary.post(POLLS, json=poll(case))).json()
    body = {key: value for key, value in poll(case).items() if key != "case_id"} | {"reason": "基数有误"}

    async def status(role: str, organisation: str) -> int:
        client = await world.client(role, organisation)
        return (await client.post(f"{POLLS}/{old['id']}/correct", json=body, headers=at(old))).status_code

    assert await status("branch-secretary", "sister") == 404
    assert await status("auditor", "county") == 403
    assert await status("committee-organiser", "committee") == 403
    assert await status("approving-committee", "committee") == 201


async def test_an_evaluation_runs_down_its_chain(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    await adopt_values(world, "committee", ("development.evaluation.approval_share", "1/2"))
    body = {
        "case_id": str(case.id),
        "happened_on": "2026-11-20",
        "full_members": 20,
        "asked": 20,
        "participating": 18,
        "approving": 9,
        "document_id": await paper(world, case),
    }

    made = await secretary.post(EVALUATIONS, json=body)
    wrong = await secretary.post(EVALUATIONS, json=body | {"approving": 19})

    assert made.status_code == 201, made.text
    assert made.json()["approval"] == {"part": 9, "base": 18, "share": "0.500000"}
    read = await secretary.get(f"{EVALUATIONS}/{made.json()['id']}")
    assert read.json() == made.json()
    CandidateEvaluationOut.model_validate_json(read.content)
    assert first(wrong) == (422, "assessments.more-than-base", "/approving")
    corrected = await secretary.post(
        f"{EVALUATIONS}/{made.json()['id']}/correct",
        json={k: v for k, v in body.items() if k != "case_id"} | {"approving": 8, "reason": "计票有误"},
        headers=at(made.json()),
    )
    assert corrected.status_code == 201, corrected.text
    async with world.system() as uow:
        (stored,) = await uow.repository(CandidateEvaluationRepository).of_case(case.id)
        law = await uow.repository(LawRepository).of_place(place_of(case))
        assert evaluation_suffices(stored, law, uow.today).codes == ("assessments.evaluation-approval",)


def talk(case: DevelopmentCase, by: object, body: str = "branch", **changes: object) -> dict[str, Any]:
    topics = [
        {"title": "入党动机", "max_points": "50", "points": "42"},
        {"title": "党的知识", "max_points": "50", "points": "40.5"},
    ]
    return {
        "case_id": str(case.id),
        "happened_on": "2026-11-20",
        "body": body,
        "talked_by": str(by),
        "topics": topics,
    } | changes


async def test_each_body_records_its_own_talk(world: World) -> None:
    case = await make_case(world)
    talker = await member(world)
    secretary = await world.client("branch-secretary")
    department = await world.client("organisation-department", "county")

    own = await secretary.post(TALKS, json=talk(case, talker))
    others = await secretary.post(TALKS, json=talk(case, talker, "organisation_department"))
    theirs = await department.post(TALKS, json=talk(case, talker, "organisation_department", topics=[]))
    intruding = await department.post(TALKS, json=talk(case, talker, "branch"))

    assert own.status_code == 201, own.text
    assert own.json()["total"] == "82.50"
    read = await secretary.get(f"{TALKS}/{own.json()['id']}")
    assert read.json() == own.json()
    ScoredTalkOut.model_validate_json(read.content)
    assert (others.status_code, others.json()["permission"]) == (403, "case:step-county")
    assert (theirs.status_code, theirs.json()["total"]) == (201, None)
    assert (await secretary.get(f"{TALKS}/{theirs.json()['id']}")).json() == theirs.json()
    assert (intruding.status_code, intruding.json()["permission"]) == (403, "case:step-branch")
    corrected = await secretary.post(
        f"{TALKS}/{theirs.json()['id']}/correct",
        json={k: v for k, v in talk(case, talker).items() if k != "case_id"} | {"reason": "改"},
        headers=at(theirs.json()),
    )
    assert (corrected.status_code, corrected.json()["permission"]) == (403, "case:step-county")


async def test_talks_that_cannot_be(world: World) -> None:
    case = await make_case(world)
    talker = await member(world)
    secretary = await world.client("branch-secretary")
    other_case = await make_case(world, "sister", "何桃园")
    foreign = await paper(world, other_case)

    async def refused(**changes: object) -> tuple[int, str, str | None]:
        return first(await secretary.post(TALKS, json=talk(case, talker) | changes))

    over = [{"title": "入党动机", "max_points": "50", "points": "50.5"}]
    assert await refused(talked_by=str(case.person_id)) == (422, "assessments.talker-is-another", "/talked_by")
    assert await refused(talked_by=str(uuid4())) == (422, "assessments.person-known", "/talked_by")
    assert await refused(topics=over) == (422, "assessments.points-impossible", "/topics/0/points")
    assert await refused(document_id=foreign) == (422, "assessments.document-of-the-case", "/document_id")
    assert await refused(happened_on=date(2030, 1, 1).isoformat()) == (422, "field.future-day", "/happened_on")
    assert await refused(body="newspaper") == (422, "field.bad-choice", "/body")
    assert (await refused(case_id=str(uuid4())))[:2] == (404, "development-cases.not-found")


async def test_lists_page_within_the_subtree_and_refuse_what_they_do_not_know(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    for day in (18, 19, 20):
        assert (await secretary.post(POLLS, json=poll(case, happened_on=f"2026-11-{day}"))).status_code == 201
    organiser = await world.client("committee-organiser", "committee")
    other = await world.client("committee-organiser", "other")

    page = (await organiser.get(f"{POLLS}?limit=2&organisation_id={world.branch.id}")).json()
    rest = (await organiser.get(page["next"])).json()

    ids = [item["id"] for item in page["items"] + rest["items"]]
    assert (len(page["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert ids == sorted(ids, reverse=True)
    assert (await other.get(POLLS)).json()["items"] == []
    assert (await other.get(f"{POLLS}?organisation_id={world.branch.id}")).status_code == 404
    assert first(await organiser.get(f"{POLLS}?colour=red"))[:2] == (422, "request.unknown-parameter")
    for path in (EVALUATIONS, TALKS, POLLS):
        assert (await organiser.get(path)).status_code == 200
        assert (await organiser.get(f"{path}/{uuid4()}")).status_code == 404


async def test_an_officer_who_is_the_candidate_records_nothing_on_himself(world: World) -> None:
    case = await make_case(world)
    candidate = await world.client("branch-secretary", "branch", person_id=case.person_id)
    await also(world, candidate, RoleKey.MEMBER, "branch")

    answer = await candidate.post(POLLS, json=poll(case))

    assert (answer.status_code, answer.json()["code"]) == (403, "development.candidate-acts-for-himself")
