"""Once a step rests on a certificate, a talk or a review, correcting it is the approving committee's."""

from datetime import date
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.case_subjects import CaseSubjects
from tests.api.political_review.test_reviews import Table
from tests.builders.measures import member
from tests.builders.publicity import completed_step, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day

CERTIFICATES = "/api/v1/training-certificates"
TALKS = "/api/v1/scored-talks"
REVIEWS = "/api/v1/political-reviews"


def certificate(case: DevelopmentCase, **fields: object) -> dict[str, Any]:
    return {
        "person_id": str(case.person_id),
        "kind": "development_object",
        "number": "青训〔2026〕1号",
        "issuer": "柳湾镇党委",
        "organiser": "grassroots_committee",
        "days": 3,
        "hours": 24,
        "held_from": "2026-11-02",
        "held_to": "2026-11-04",
        "happened_on": "2026-11-05",
    } | fields


def at(row: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{row["version"]}"'}


async def complete(world: World, case: DevelopmentCase, step: str, number: int) -> None:
    async with world.system() as uow:
        row = completed_step(case, step, number, date(2026, 11, 20), uow.now)
        uow.session.add(row)
        uow.emit("test:step:complete", row)


async def correct(
    client: httpx.AsyncClient, path: str, row: dict[str, Any], verb: str = "correct", **body: object
) -> httpx.Response:
    return await client.post(f"{path}/{row['id']}/{verb}", json=body, headers=at(row))


@pytest.mark.parametrize(
    ("_case", "kind", "step", "number", "held"),
    [
        ("the concentrated training under its step", "development_object", "train", 11, True),
        ("the concentrated training before its step", "development_object", "prereview", 10, False),
        ("an activist's under the determination as an object", "activist", "determine_object", 7, True),
        ("an activist's before it", "activist", "cultivate", 6, False),
        ("a certificate that carries nothing", "other", "train", 11, False),
    ],
)
async def test_a_certificate_under_a_completed_step(
    world: World, _case: str, kind: str, step: str, number: int, held: bool
) -> None:
    case = await make_case(world)
    organiser = await world.client("committee-organiser", "committee")
    committee = await world.client("approving-committee", "committee")
    made = (await organiser.post(CERTIFICATES, json=certificate(case, kind=kind))).json()
    await complete(world, case, step, number)
    body = {key: value for key, value in certificate(case, kind=kind).items() if key != "person_id"}
    body |= {"hours": 25, "reason": "学时误填"}

    first = await correct(organiser, CERTIFICATES, made, **body)
    if held:
        assert (first.status_code, first.json()["permission"]) == (403, "case:correct-completed")
        first = await correct(committee, CERTIFICATES, made, **body)
    assert first.status_code == 201, first.text
    last = first.json()
    second = await correct(organiser, CERTIFICATES, last, **(body | {"hours": 26}))
    last = last if held else second.json()
    withdrawn = await correct(organiser, CERTIFICATES, last, "withdraw", happened_on="2026-11-20", reason="作废")

    assert (second.status_code, withdrawn.status_code) == ((403, 403) if held else (201, 200))


async def test_a_talk_under_a_completed_step(world: World) -> None:
    case = await make_case(world)
    secretary = await world.client("branch-secretary")
    committee = await world.client("approving-committee", "committee")
    talker = await member(world)
    body = {"happened_on": "2026-11-10", "body": "branch", "talked_by": str(talker)}
    made = (await secretary.post(TALKS, json=body | {"case_id": str(case.id)})).json()

    before = await correct(secretary, TALKS, made, **body, reason="误记")
    await complete(world, case, "determine_object", 7)
    branch = await correct(secretary, TALKS, before.json(), **body, reason="误记")
    upper = await correct(committee, TALKS, before.json(), **body, reason="误记")

    assert before.status_code == 201, before.text
    assert (branch.status_code, branch.json()["permission"]) == (403, "case:correct-completed")
    assert upper.status_code == 201, upper.text


async def test_a_review_under_a_completed_step(world: World) -> None:
    table = await Table.opened(world)
    letter = await table.letter()
    reply = {"happened_on": "2026-11-06", "result": "clear", "document_id": await table.document()}
    assert (await table.act(f"inquiries/{letter}/reply", **reply)).is_success
    investigator = await member(world)
    assert (await table.act("investigators", person_id=str(investigator), happened_on="2026-11-02")).is_success
    assert (await table.act("statement", happened_on="2026-11-05", document_id=await table.document())).is_success
    groups = ("line_attitude", "political_history", "law_and_morals", "relatives")
    conclusion = {
        "happened_on": "2026-11-15",
        "result": "pass",
        "document_id": await table.document(),
        "contents": [{"group": group, "ok": True} for group in groups],
    }
    concluded = await table.act("conclude", **conclusion)
    assert concluded.is_success, concluded.text
    await complete(world, table.case, "political_review", 10)
    committee = await world.client("approving-committee", "committee")

    again = await table.act("conclude", **conclusion, reason="复核")
    corrected = await table.act(f"inquiries/{letter}/reply", **reply, reason="回函误读")
    upper = await correct(committee, REVIEWS, table.review, "conclude", **conclusion, reason="复核")

    for refused in (again, corrected):
        assert (refused.status_code, refused.json()["permission"]) == (403, "case:correct-completed")
    assert upper.is_success, upper.text


async def test_the_file_of_a_case_that_is_over_still_rests_on_its_certificate(world: World) -> None:
    case = await make_case(world)
    async with world.system() as uow:
        assert await uow.repository(CaseSubjects).all_of_person(case.person_id) == (case.id,)
        assert await uow.repository(CaseSubjects).all_of_person(UUID(int=5)) == ()
