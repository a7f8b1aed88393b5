"""Of measures of one day one stands: there is no best of two, and no question which of them counts."""

import asyncio
from typing import Any

import asyncpg
import httpx
import pytest

from app.core.ids import new_id
from app.persistence.models.development import DevelopmentCase
from tests.api.assessments.test_measures import EVALUATIONS, POLLS, TALKS, at, first, poll, talk
from tests.api.assessments.test_sheets import SHEETS, begun, finalised, template
from tests.api.political_review.test_reviews import CONTENTS, REVIEWS, Table
from tests.builders.measures import member, officer, paper
from tests.builders.publicity import make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day

TAKEN = (409, "assessments.one-a-day", "/happened_on")


def evaluation(case: DevelopmentCase, **changes: object) -> dict[str, Any]:
    counts = {"full_members": 20, "asked": 20, "participating": 18, "approving": 9}
    return {"case_id": str(case.id), "happened_on": "2026-11-20"} | counts | changes


def corrected(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key != "case_id"} | {"reason": "日期有误"}


async def body_of(kind: str, world: World, case: DevelopmentCase) -> dict[str, Any]:
    if kind == POLLS:
        return poll(case)
    return evaluation(case) if kind == EVALUATIONS else talk(case, await member(world, "何桃园"))


async def standing(client: httpx.AsyncClient, kind: str, case: DevelopmentCase) -> list[str]:
    items = (await client.get(f"{kind}?case_id={case.id}")).json()["items"]
    return [item["happened_on"] for item in items if item["standing"]]


@pytest.mark.parametrize("kind", [POLLS, EVALUATIONS, TALKS])
async def test_a_second_one_of_the_day_is_refused_a_later_day_is_another(world: World, kind: str) -> None:
    case, other = await make_case(world), await make_case(world, name="柳青苗")
    secretary = await world.client("branch-secretary")
    body = await body_of(kind, world, case)

    made = await secretary.post(kind, json=body)
    again = await secretary.post(kind, json=body)
    later = await secretary.post(kind, json=body | {"happened_on": "2026-11-21"})
    elsewhere = await secretary.post(kind, json=body | {"case_id": str(other.id)})

    assert [answer.status_code for answer in (made, later, elsewhere)] == [201, 201, 201], later.text
    assert first(again) == TAKEN
    assert await standing(secretary, kind, case) == ["2026-11-21", "2026-11-20"]


@pytest.mark.parametrize("kind", [POLLS, EVALUATIONS, TALKS])
async def test_a_correction_stays_on_its_day_or_goes_to_a_free_one(world: World, kind: str) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    body = await body_of(kind, world, case)
    one = (await secretary.post(kind, json=body)).json()
    await secretary.post(kind, json=body | {"happened_on": "2026-11-21"})

    async def correct(resource: dict[str, Any], day: str) -> httpx.Response:
        wanted = corrected(body) | {"happened_on": day}
        return await secretary.post(f"{kind}/{resource['id']}/correct", json=wanted, headers=at(resource))

    onto_the_other = await correct(one, "2026-11-21")
    same_day = await correct(one, "2026-11-20")
    free_day = await correct(same_day.json(), "2026-11-19")
    afterwards = await secretary.post(kind, json=body)

    assert first(onto_the_other) == TAKEN
    assert (same_day.status_code, free_day.status_code, afterwards.status_code) == (201, 201, 201)
    assert sorted(await standing(secretary, kind, case)) == ["2026-11-19", "2026-11-20", "2026-11-21"]


@pytest.mark.parametrize("kind", [POLLS, EVALUATIONS, TALKS])
async def test_of_several_at_once_one_stands(world: World, kind: str) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    body = await body_of(kind, world, case)

    answers = await asyncio.gather(*(secretary.post(kind, json=body) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {first(answer) for answer in answers if answer.status_code == 409} == {TAKEN}
    assert await standing(secretary, kind, case) == ["2026-11-20"]


async def test_talks_of_one_day_are_told_apart_by_who_talked(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    talkers = [await member(world, "何桃园"), await member(world, "苏南浦")]

    answers = [await secretary.post(TALKS, json=talk(case, by)) for by in (*talkers, talkers[0])]

    assert [answer.status_code for answer in answers] == [201, 201, 409]


async def entries(world: World, case: DevelopmentCase, points: str = "50") -> list[dict[str, object]]:
    return [{"points": points, "evidence": [await paper(world, case)]}, {"points": "0"}]


async def test_one_score_sheet_stands_for_a_day_drafts_included(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    sheet = await begun(world, case, scorer)
    body = {
        "case_id": str(case.id),
        "template_id": sheet["template_id"],
        "happened_on": "2026-11-20",
        "items": await entries(world, case),
    }

    beside_the_draft = await scorer.post(SHEETS, json=body)
    later = await scorer.post(SHEETS, json=body | {"happened_on": "2026-11-21"})

    assert first(beside_the_draft) == TAKEN
    assert later.status_code == 201, later.text


async def test_several_score_sheets_begun_at_once_are_one(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    made = await template(world)
    items = await entries(world, case)
    body = {
        "case_id": str(case.id),
        "template_id": made.json()["id"],
        "happened_on": "2026-11-20",
        "items": items,
    }

    answers = await asyncio.gather(*(scorer.post(SHEETS, json=body) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {first(answer) for answer in answers if answer.status_code == 409} == {TAKEN}


async def test_a_day_whose_sheet_was_replaced_is_still_taken_and_a_correction_takes_no_other_day(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    verifier = await officer(world, "committee-organiser", "committee", "何桃园")
    done = await finalised(world, case, scorer)
    items = await entries(world, case)
    body = {"case_id": str(case.id), "template_id": done["template_id"], "items": items}
    await scorer.post(SHEETS, json=body | {"happened_on": "2026-11-21"})
    correction = {"items": items, "reason": "第一项计分有误"}
    url = f"{SHEETS}/{done['id']}/correct"

    onto_the_other = await scorer.post(url, json=correction | {"happened_on": "2026-11-21"}, headers=at(done))
    edition = (await scorer.post(url, json=correction | {"happened_on": "2026-11-20"}, headers=at(done))).json()
    edition = (await verifier.post(f"{SHEETS}/{edition['id']}/items/1/verify", headers=at(edition))).json()
    closed = await scorer.post(f"{SHEETS}/{edition['id']}/finalise", headers=at(edition))
    beside = await scorer.post(SHEETS, json=body | {"happened_on": "2026-11-20"})

    assert first(onto_the_other) == TAKEN
    assert (closed.status_code, closed.json()["edition"]) == (200, 2)
    assert first(beside) == TAKEN


async def test_a_failed_review_is_not_outdone_by_another_of_the_same_day(world: World) -> None:
    table = await Table.opened(world)
    await table.grounds()
    failed = await table.conclude(result="fail", contents=[CONTENTS[0] | {"ok": False}, *CONTENTS[1:]])
    body = {"case_id": str(table.case.id), "subjects": []}

    same_day = await table.secretary.post(REVIEWS, json=body | {"happened_on": "2026-11-01"})
    another = await table.secretary.post(REVIEWS, json=body | {"happened_on": "2026-11-20"})

    assert failed.status_code == 200, failed.text
    assert first(same_day) == (409, "political-review.one-a-day", "/happened_on")
    assert another.status_code == 201, another.text


async def test_the_database_holds_it_whoever_writes(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    made = (await secretary.post(POLLS, json=poll(case))).json()
    reads = world.runtime.database.reads
    columns = await reads.fetchval(
        """SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
            WHERE attrelid = 'opinion_polls'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'id'"""
    )
    copied = f"INSERT INTO opinion_polls (id, {columns}) SELECT $1, {columns} FROM opinion_polls WHERE id = $2"

    with pytest.raises(asyncpg.UniqueViolationError, match="uq_opinion_polls_day"):
        await reads.execute(copied, new_id(), made["id"])
