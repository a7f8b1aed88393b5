"""A file that is set aside counts for nothing any more: not for the points, not for the review that rested on it."""

from datetime import date
from typing import Any

import httpx
import pytest

from app.domain.political_review.rules import review_passed
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.political_review import PoliticalReviewRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from tests.api.assessments.test_late_sheets import gate
from tests.api.assessments.test_sheets import finalised
from tests.api.political_review.test_reviews import Table
from tests.builders.measures import member, officer
from tests.builders.publicity import adopt_values, make_case
from tests.builders.world import World
from tests.domain.documents.builders import png

pytestmark = pytest.mark.own_day

DOCUMENTS = "/api/v1/documents"
TODAY = date(2026, 11, 23)


async def set_aside(world: World, document: str) -> None:
    client = await world.client("branch-secretary")
    version = (await client.get(f"{DOCUMENTS}/{document}")).headers["etag"]
    answer = await client.post(
        f"{DOCUMENTS}/{document}/set-aside", json={"reason": "与本人无关"}, headers={"if-match": version}
    )
    assert answer.status_code == 200, answer.text


async def replaced(client: httpx.AsyncClient, document: str) -> str:
    known = (await client.get(f"{DOCUMENTS}/{document}")).json()
    query: dict[str, Any] = {key: known[key] for key in ("kind", "title", "file_name", "happened_on", "case_id")}
    query |= {"replaces": document, "reason": "换清晰扫描件"}
    answer = await client.post(DOCUMENTS, params=query, content=png(shade=9))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def test_points_whose_only_evidence_is_set_aside_do_not_count(world: World) -> None:
    await adopt_values(world, "committee", ("development.score.daily_min", 80))
    case = await make_case(world)
    sheet = await finalised(world, case, await officer(world, "branch-secretary"))
    (evidence,) = sheet["items"][0]["evidence"]
    secretary = await world.client("branch-secretary")

    assert await gate(world, case, TODAY) == ()
    clearer = await replaced(secretary, evidence)
    assert await gate(world, case, TODAY) == ()
    await set_aside(world, clearer)
    assert await gate(world, case, TODAY) == ("assessments.pass-mark",)


async def review_codes(world: World, case: DevelopmentCase) -> tuple[str, ...]:
    async with world.system() as uow:
        (review,) = await uow.repository(PoliticalReviewRepository).of_case(case.id)
        law = await uow.repository(LawRepository).of_place(place_of(case))
        return review_passed(review, law, TODAY).codes


async def test_a_review_rests_on_papers_that_stand(world: World) -> None:
    table = await Table.opened(world)
    papers = {name: await table.document() for name in ("reply", "statement", "conclusion")}
    letter = await table.letter()
    reply = {"happened_on": "2026-11-06", "result": "clear", "document_id": papers["reply"]}
    assert (await table.act(f"inquiries/{letter}/reply", **reply)).is_success
    person = str(await member(world))
    assert (await table.act("investigators", person_id=person, happened_on="2026-11-02")).is_success
    assert (await table.act("statement", happened_on="2026-11-05", document_id=papers["statement"])).is_success
    groups = ("line_attitude", "political_history", "law_and_morals", "relatives")
    conclusion = {
        "happened_on": "2026-11-15",
        "result": "pass",
        "document_id": papers["conclusion"],
        "contents": [{"group": group, "ok": True} for group in groups],
    }
    concluded = await table.act("conclude", **conclusion)
    assert concluded.is_success, concluded.text

    assert await review_codes(world, table.case) == ()
    for name, code in (
        ("reply", "political-review.replies-stamped"),
        ("statement", "political-review.statement-there"),
        ("conclusion", "political-review.conclusion-document"),
    ):
        await set_aside(world, papers[name])
        assert code in await review_codes(world, table.case), name
    again = await table.act("conclude", **conclusion, reason="复核")
    assert again.status_code in (409, 422), again.text
