"""A sheet that was scored, verified and finalised on paper counts from the days on the paper."""

from datetime import date
from typing import Any

import httpx
import pytest

from app.domain.assessments.rules import score_suffices
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.assessments import ScoreSheetRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from tests.api.assessments.test_sheets import SHEETS, at, begun, codes, template
from tests.builders.measures import officer, paper
from tests.builders.publicity import adopt_values, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day

LATE = {"late_reason": "纸质考核表补录"}


async def gate(world: World, case: DevelopmentCase, on: date) -> tuple[str, ...]:
    async with world.system() as uow:
        sheets = await uow.repository(ScoreSheetRepository).of_case(case.id)
        law = await uow.repository(LawRepository).of_place(place_of(case))
        return score_suffices(sheets[-1], law, on).codes


async def act(
    client: httpx.AsyncClient, sheet: dict[str, Any], verb: str, body: dict[str, str] | None = None
) -> httpx.Response:
    return await client.post(f"{SHEETS}/{sheet['id']}/{verb}", params=body, headers=at(sheet))


async def test_a_sheet_from_paper_counts_from_the_day_on_which_it_was_finalised(world: World) -> None:
    await adopt_values(world, "committee", ("development.score.daily_min", 80))
    case = await make_case(world)
    scorer = await officer(world, "committee-organiser", "committee")
    verifier = await officer(world, "approving-committee", "committee", "沈竹溪")
    made = (await template(world)).json()
    body = {
        "case_id": str(case.id),
        "template_id": made["id"],
        "happened_on": "2026-06-20",
        "items": [{"points": "60", "evidence": [await paper(world, case)]}, {"points": "0"}],
    }
    sheet = (await scorer.post(SHEETS, json=body | LATE)).json()
    sheet = (await act(verifier, sheet, "items/1/verify", {"happened_on": "2026-06-22"})).json()

    early = await act(scorer, sheet, "finalise", {"happened_on": "2026-06-21"})
    done = await act(scorer, sheet, "finalise", {"happened_on": "2026-06-23"})

    assert codes(early) == ["assessments.finalised-last"]
    assert (done.status_code, done.json()["finalised_on"]) == (200, "2026-06-23"), done.text
    assert done.json()["items"][0]["verified_on"] == "2026-06-22"
    assert await gate(world, case, date(2026, 6, 22)) == ("assessments.score-there",)
    assert await gate(world, case, date(2026, 6, 23)) == ("assessments.pass-mark",)


@pytest.mark.parametrize(
    ("_case", "body", "status", "code"),
    [
        ("before the scoring", {"happened_on": "2026-11-19"}, 422, "assessments.before-scoring"),
        ("tomorrow", {"happened_on": "2026-11-24"}, 422, "field.future-day"),
        ("today, said aloud", {"happened_on": "2026-11-23"}, 409, "assessments.verified-by-another"),
        ("nothing said", None, 409, "assessments.verified-by-another"),
        ("an unknown parameter", {"finalised_on": "2026-11-23"}, 422, "request.unknown-parameter"),
    ],
)
async def test_days_that_cannot_be(
    world: World, _case: str, body: dict[str, str] | None, status: int, code: str
) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    sheet = await begun(world, case, scorer)

    answer = await act(scorer, sheet, "finalise", body)

    assert (answer.status_code, codes(answer)[0]) == (status, code)
