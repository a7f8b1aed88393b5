"""Templates and score sheets over HTTP: weights, four eyes, finalising, editions."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.api.runtime import runtime_of
from app.api.v1.assessments.schemas import ScoreSheetOut, ScoreTemplateOut
from app.domain.assessments.facts import SheetState
from app.domain.assessments.rules import score_suffices
from app.domain.identity.permissions import RoleKey
from app.persistence.models.development import DevelopmentCase
from app.persistence.repositories.assessments import ScoreSheetRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.scope import place_of
from tests.builders.measures import also, officer, paper
from tests.builders.publicity import adopt_values, make_case
from tests.builders.world import World

pytestmark = pytest.mark.own_day

TEMPLATES, SHEETS = "/api/v1/score-templates", "/api/v1/score-sheets"
ITEMS = [{"title": "理论学习", "max_points": "60"}, {"title": "近三年荣誉", "max_points": "40", "kind": "honour"}]


def at(resource: dict[str, Any]) -> dict[str, str]:
    return {"if-match": f'"v{resource["version"]}"'}


def codes(answer: httpx.Response) -> list[str]:
    return [error["code"] for error in answer.json()["errors"]]


async def template(world: World, **changes: object) -> httpx.Response:
    committee = await world.client("approving-committee", "committee")
    body: dict[str, object] = {
        "organisation_id": str(world.committee.id),
        "purpose": "score_sheet",
        "title": "发展对象量化考核表",
        "happened_on": "2026-01-01",
        "items": ITEMS,
    }
    return await committee.post(TEMPLATES, json=body | changes)


async def begun(
    world: World, case: DevelopmentCase, scorer: httpx.AsyncClient, points: str = "55.5", honour: str | None = "30"
) -> dict[str, Any]:
    made = await template(world)
    evidence = [await paper(world, case)]
    answer = await scorer.post(
        SHEETS,
        json={
            "case_id": str(case.id),
            "template_id": made.json()["id"],
            "happened_on": "2026-11-20",
            "items": [
                {"points": points, "evidence": evidence},
                {"points": honour, "evidence": evidence, "honoured_on": "2024-07-01"},
            ],
        },
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def finalised(world: World, case: DevelopmentCase, scorer: httpx.AsyncClient) -> dict[str, Any]:
    sheet = await begun(world, case, scorer)
    verifier = await officer(world, "committee-organiser", "committee", "沈竹溪")
    for position in (1, 2):
        sheet = (await verifier.post(f"{SHEETS}/{sheet['id']}/items/{position}/verify", headers=at(sheet))).json()
    answer = await scorer.post(f"{SHEETS}/{sheet['id']}/finalise", headers=at(sheet))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_sheet_is_scored_verified_by_another_and_finalised(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    await adopt_values(world, "committee", ("development.score.daily_min", 80), ("development.score.honours_years", 3))

    done = await finalised(world, case, scorer)

    assert (done["state"], done["total"], done["finalised_on"]) == ("finalised", "85.50", "2026-11-23")
    read = await scorer.get(f"{SHEETS}/{done['id']}")
    assert read.json() == done
    assert read.headers["etag"] == f'"v{done["version"]}"'
    ScoreSheetOut.model_validate_json(read.content)
    listed = await scorer.get(f"{SHEETS}?case_id={case.id}&state=finalised")
    assert [item["id"] for item in listed.json()["items"]] == [done["id"]]
    async with world.system() as uow:
        (sheet,) = await uow.repository(ScoreSheetRepository).of_case(case.id)
        law = await uow.repository(LawRepository).of_place(place_of(case))
        verdict = score_suffices(sheet, law, uow.today)
        uow.emit("test:read:done", None)
    assert sheet.state is SheetState.FINALISED
    assert verdict
    assert [finding.code for finding in verdict.findings] == [
        "assessments.pass-mark",
        "assessments.honour-within-window",
    ]


async def test_a_finalised_sheet_does_not_change_and_is_replaced_by_an_edition(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    done = await finalised(world, case, scorer)
    url = f"{SHEETS}/{done['id']}"

    changed = await scorer.patch(f"{url}/items/1", json={"points": "60"}, headers=at(done))
    lines = [{"points": "20", "evidence": done["items"][0]["evidence"]}, {"points": "0"}]
    correction = {"happened_on": "2026-11-20", "items": lines, "reason": "第一项计分有误"}
    begun_again = await scorer.post(f"{url}/correct", json=correction, headers=at(done))
    twice = await scorer.post(f"{url}/correct", json=correction, headers=at(done))

    assert (changed.status_code, changed.json()["code"]) == (409, "assessments.finalised")
    assert begun_again.status_code == 201, begun_again.text
    assert (begun_again.json()["edition"], begun_again.json()["supersedes_id"]) == (2, done["id"])
    assert (twice.status_code, twice.json()["code"]) == (409, "assessments.correction-begun")
    assert (await scorer.get(url)).json()["standing"] is True

    verifier = await officer(world, "committee-organiser", "committee", "沈竹溪")
    second = begun_again.json()
    second = (await verifier.post(f"{SHEETS}/{second['id']}/items/1/verify", headers=at(second))).json()
    second = (await scorer.post(f"{SHEETS}/{second['id']}/finalise", headers=at(second))).json()

    old = (await scorer.get(url)).json()
    assert (second["state"], second["total"]) == ("finalised", "20.00")
    assert (old["standing"], old["state"], old["total"]) == (False, "superseded", "85.50")


async def test_nobody_verifies_what_he_scored_and_not_the_candidate_either(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    candidate = await world.client("organisation-commissioner", "branch", person_id=case.person_id)
    second_account = await world.client("branch-secretary", "branch", person_id=_person(scorer))
    nobody = await world.client("branch-secretary", "branch")
    sheet = await begun(world, case, scorer)

    async def verify(client: httpx.AsyncClient) -> tuple[int, str]:
        answer = await client.post(f"{SHEETS}/{sheet['id']}/items/1/verify", headers=at(sheet))
        errors = answer.json().get("errors") or [answer.json()]
        return answer.status_code, errors[0]["code"]

    assert await verify(scorer) == (409, "assessments.verified-by-another")
    assert await verify(second_account) == (409, "assessments.verified-by-another")
    assert await verify(candidate) == (403, "development.candidate-acts-for-himself")
    assert await verify(nobody) == (409, "assessments.account-without-person")
    finalise = await scorer.post(f"{SHEETS}/{sheet['id']}/finalise", headers=at(sheet))
    assert finalise.status_code == 409
    assert codes(finalise) == ["assessments.verified-by-another"] * 2
    assert {error["pointer"] for error in finalise.json()["errors"]} == {
        "/items/0/verified_by",
        "/items/1/verified_by",
    }


def _person(client: httpx.AsyncClient) -> UUID:
    return UUID(client.headers["x-person"])


async def test_a_changed_line_has_to_be_verified_again(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    verifier = await officer(world, "committee-organiser", "committee", "沈竹溪")
    sheet = await begun(world, case, scorer)

    sheet = (await verifier.post(f"{SHEETS}/{sheet['id']}/items/1/verify", headers=at(sheet))).json()
    stale = await scorer.patch(f"{SHEETS}/{sheet['id']}/items/1", json={"points": "50"}, headers={"if-match": '"v1"'})
    changed = await scorer.patch(f"{SHEETS}/{sheet['id']}/items/1", json={"points": "50"}, headers=at(sheet))

    assert sheet["items"][0]["verified_by"] == verifier.headers["x-person"]
    assert stale.status_code == 412
    assert changed.json()["items"][0]["verified_by"] is None
    assert changed.json()["version"] == sheet["version"] + 1


async def test_whoever_changed_a_line_does_not_verify_it(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    changer = await officer(world, "organisation-commissioner", "branch", "沈竹溪")
    verifier = await officer(world, "committee-organiser", "committee", "苏北岸")
    sheet = await begun(world, case, scorer, points="20")
    line = f"{SHEETS}/{sheet['id']}/items/1"

    sheet = (await changer.patch(line, json={"points": "60"}, headers=at(sheet))).json()
    own = await changer.post(f"{line}/verify", headers=at(sheet))
    by_scorer = await scorer.post(f"{line}/verify", headers=at(sheet))
    by_third = await verifier.post(f"{line}/verify", headers=at(sheet))

    assert (sheet["scored_by"], sheet["items"][0]["entered_by"]) == (str(_person(scorer)), str(_person(changer)))
    assert codes(own) == codes(by_scorer) == ["assessments.verified-by-another"]
    assert by_third.status_code == 200, by_third.text
    ScoreSheetOut.model_validate((await scorer.get(f"{SHEETS}/{sheet['id']}")).json())
    assert (await scorer.get(f"{SHEETS}/{sheet['id']}")).json() == by_third.json()
    with pytest.raises(Exception, match="verified_by_another"):
        await runtime_of(world.app).database.reads.execute(
            "UPDATE score_items SET verified_by = entered_by WHERE points > 0 AND verified_by IS NOT NULL"
        )


async def test_an_old_honour_stops_the_sheet_where_a_window_is_in_force(world: World) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    await adopt_values(world, "county", ("development.score.honours_years", 2))
    verifier = await officer(world, "committee-organiser", "committee", "沈竹溪")
    sheet = await begun(world, case, scorer)
    for position in (1, 2):
        sheet = (await verifier.post(f"{SHEETS}/{sheet['id']}/items/{position}/verify", headers=at(sheet))).json()

    refused = await scorer.post(f"{SHEETS}/{sheet['id']}/finalise", headers=at(sheet))

    assert refused.status_code == 409
    error = refused.json()["errors"][0]
    assert (error["code"], error["pointer"]) == ("assessments.honour-within-window", "/items/1/honoured_on")


@pytest.mark.parametrize(
    ("points", "status", "code"),
    [
        ("60", 201, None),
        ("60.01", 422, "assessments.points-impossible"),
        ("-1", 422, "field.bad-format"),
        ("NaN", 422, "field.bad-format"),
        ("Infinity", 422, "field.bad-format"),
        ("1e2", 422, "field.bad-format"),
        ("٣", 422, "field.bad-format"),
        (55, 422, "field.bad-format"),
        (True, 422, "field.bad-format"),
        (None, 422, "field.bad-format"),
        ("1.234", 422, "field.bad-format"),
        ("9" * 400, 422, "field.bad-format"),
    ],
)
async def test_points_that_cannot_be(world: World, points: object, status: int, code: str | None) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    made = (await template(world)).json()
    body = {
        "case_id": str(case.id),
        "template_id": made["id"],
        "happened_on": "2026-11-20",
        "items": [{"points": points}, {"points": "0"}],
    }

    answer = await scorer.post(SHEETS, json=body)

    assert answer.status_code == status, answer.text
    if code is not None:
        assert codes(answer) == [code]
        assert answer.json()["errors"][0]["pointer"] == "/items/0/points"


async def test_what_a_sheet_may_not_be_begun_with(world: World) -> None:
    case = await make_case(world)
    other_case = await make_case(world, "sister", "何桃园")
    scorer = await officer(world, "branch-secretary")
    made = (await template(world)).json()
    good = {
        "case_id": str(case.id),
        "template_id": made["id"],
        "happened_on": "2026-11-20",
        "items": [{"points": "50"}, {"points": "0"}],
    }

    async def refused(client: httpx.AsyncClient, **changes: object) -> tuple[int, str]:
        answer = await client.post(SHEETS, json=good | changes)
        errors = answer.json().get("errors") or [answer.json()]
        return answer.status_code, errors[0]["code"]

    foreign = [{"points": "50", "evidence": [await paper(world, other_case)]}, {"points": "0"}]
    candidate = await world.client("branch-secretary", "branch", person_id=case.person_id)
    assert await refused(scorer, happened_on="2026-11-24") == (422, "field.future-day")
    assert await refused(scorer, happened_on="2025-12-31") == (403, "forbidden")
    assert await refused(scorer, items=[{"points": "50"}]) == (422, "assessments.items-of-template")
    assert await refused(scorer, items=foreign) == (422, "assessments.document-of-the-case")
    assert await refused(scorer, template_id=str(uuid4())) == (422, "assessments.template-usable")
    assert await refused(scorer, case_id=str(other_case.id)) == (404, "development-cases.not-found")
    assert await refused(candidate) == (403, "development.candidate-acts-for-himself")
    assert await refused(scorer, colour="red") == (422, "field.unknown")


async def test_a_late_entry_needs_the_permission_and_a_reason(world: World) -> None:
    case = await make_case(world)
    made = (await template(world)).json()
    scorer = await officer(world, "branch-secretary")
    body = {
        "case_id": str(case.id),
        "template_id": made["id"],
        "happened_on": "2026-06-20",
        "items": [{"points": "50"}, {"points": "0"}],
    }

    without = await scorer.post(SHEETS, json=body)
    await also(world, scorer, RoleKey.COMMITTEE_ORGANISER, "committee")
    unexplained = await scorer.post(SHEETS, json=body)
    explained = await scorer.post(SHEETS, json=body | {"late_reason": "纸质考核表补录"})

    assert (without.status_code, without.json()["permission"]) == (403, "late-record:write")
    assert (unexplained.status_code, codes(unexplained)) == (422, ["rules.late-recording-explained"])
    assert (explained.status_code, explained.json()["late_reason"]) == (201, "纸质考核表补录")


@pytest.mark.parametrize(
    ("_case", "changes", "status", "code"),
    [
        ("99.99", {"items": [{"title": "甲", "max_points": "99.99"}]}, 409, "assessments.weights-add-up"),
        ("100.01", {"items": [{"title": "甲", "max_points": "100.01"}]}, 409, "assessments.weights-add-up"),
        ("nothing", {"items": []}, 422, "assessments.items-have-points"),
        ("a zero", {"items": [*ITEMS, {"title": "乙", "max_points": "0"}]}, 422, "assessments.max-points-impossible"),
        ("titles", {"criteria": ["甲"]}, 422, "assessments.items-have-points"),
        ("a poll of items", {"purpose": "opinion_poll"}, 422, "assessments.criteria-are-titles"),
        (
            "twice",
            {"purpose": "opinion_poll", "items": [], "criteria": ["甲", "甲"]},
            422,
            "assessments.criterion-twice",
        ),
    ],
)
async def test_templates_that_cannot_be(
    world: World, _case: str, changes: dict[str, object], status: int, code: str
) -> None:
    answer = await template(world, **changes)

    assert answer.status_code == status
    assert codes(answer) == [code]


async def test_a_template_is_replaced_from_a_day_on_and_seen_from_below(world: World) -> None:
    committee = await world.client("approving-committee", "committee")
    secretary = await world.client("branch-secretary", "branch")
    first = (await template(world)).json()

    same = await template(world)
    new = {"happened_on": "2026-12-01", "items": [{"title": "综合", "max_points": "100"}]}
    early = await committee.post(
        f"{TEMPLATES}/{first['id']}/replace", json=new | {"happened_on": "2026-01-01"}, headers=at(first)
    )
    second = await committee.post(f"{TEMPLATES}/{first['id']}/replace", json=new, headers=at(first))
    again = await committee.post(f"{TEMPLATES}/{first['id']}/replace", json=new, headers={"if-match": '"v2"'})
    seen = await secretary.get(f"{TEMPLATES}?usable_at={world.branch.id}")
    own = await secretary.get(TEMPLATES)
    outside = await secretary.get(f"{TEMPLATES}?usable_at={world.sister.id}")

    assert (same.status_code, same.json()["code"]) == (409, "assessments.template-taken")
    assert codes(early) == ["assessments.edition-later"]
    assert (second.status_code, second.json()["edition"]) == (201, 2)
    assert (again.status_code, again.json()["code"]) == (409, "assessments.not-standing")
    assert [item["edition"] for item in seen.json()["items"]] == [2, 1]
    assert seen.json()["items"][1]["retired_on"] == "2026-11-30"
    ScoreTemplateOut.model_validate(seen.json()["items"][0])
    assert own.json()["items"] == []
    assert outside.status_code == 404


async def test_access_to_sheets(world: World, client: httpx.AsyncClient) -> None:
    case = await make_case(world)
    scorer = await officer(world, "branch-secretary")
    sheet = await begun(world, case, scorer)
    url = f"{SHEETS}/{sheet['id']}"

    sister = await world.client("branch-secretary", "sister")
    auditor = await world.client("auditor", "county")
    organiser = await world.client("committee-organiser", "committee")
    assert (await client.get(url)).status_code == 401
    assert (await sister.get(url)).status_code == 404
    assert (await sister.post(f"{url}/finalise", headers=at(sheet))).status_code == 404
    assert (await auditor.get(url)).status_code == 403
    department = await world.client("organisation-department", "county")
    assert (await organiser.get(url)).status_code == 200
    assert (await department.post(f"{url}/finalise", headers=at(sheet))).json()["permission"] == "assessment:write"
    assert (await scorer.post(f"{url}/finalise")).status_code == 428
    assert (await sister.get(SHEETS)).json()["items"] == []
