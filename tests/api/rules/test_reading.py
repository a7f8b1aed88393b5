"""Reading rules: values with origin and clause on a day, history, filters, profiles; unverified marks."""

from typing import Any

import httpx
import pytest

from app.domain.rules.registry import PARAMETERS
from tests.builders.world import World

DAYS = "development.publicity.working_days"


async def read(client: httpx.AsyncClient, rule: str, **query: str) -> Any:
    answer = await client.get(f"/api/v1/rules/{rule}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("on", "value", "article"),
    [("2026-05-17", None, None), ("2026-05-18", 5, "第十三条"), ("2026-11-23", 5, "第十三条")],
)
async def test_a_rule_is_read_as_of_a_day(world: World, on: str, value: int | None, article: str | None) -> None:
    secretary = await world.client("branch-secretary", "branch")

    rule = await read(secretary, DAYS, on=on, organisation=str(world.branch.id))

    current = rule["current"]
    assert (current and current["value"], current and current["clause"]["article"]) == (value, article)
    assert (rule["day"], rule["organisation_id"]) == (on, str(world.branch.id))


async def test_history_shows_every_text_with_its_days_and_marks(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    history = (await read(secretary, "development.training.days_min"))["history"]

    assert [(e["since"], e["until"], e["value"], e["verified"]) for e in history] == [
        (None, "2014-05-27", 5, False),
        ("2014-05-28", "2026-05-17", 3, False),
        ("2026-05-18", None, 3, True),
    ]
    assert history[0]["clause"]["document"] == "development-rules-1990"
    assert all(e["note"] for e in history if not e["verified"])


async def test_an_unverified_value_says_so(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    consent = (await read(secretary, "development.object.upper_consent"))["current"]
    barred = (await read(secretary, "development.sponsors.barred"))["current"]

    assert (consent["value"], consent["verified"]) == (True, False)
    assert "备案" in consent["note"]
    assert (barred["verified"], barred["clause"]["document"]) == (False, "development-rules-2014")


async def test_a_note_is_said_in_both_languages(world: World) -> None:
    client = await world.client("branch-secretary")

    rule = (await client.get("/api/v1/rules/development.object.upper_consent")).json()

    assert rule["current"]["note"].startswith("Two copies differ")
    assert rule["current"]["note_zh"].startswith("两份抄件不一致")
    assert rule["history"][-1]["note_zh"] == rule["current"]["note_zh"]


async def test_the_step_table_says_where_the_text_of_the_day_was_not_seen(world: World) -> None:
    client = await world.client("branch-secretary")

    async def marks(on: str) -> dict[str, tuple[str, bool]]:
        rows = (await client.get(f"/api/v1/development-steps?on={on}")).json()["items"]
        return {row["key"]: (row["clause"]["document"], row["verified"]) for row in rows}

    old, last, new = await marks("2014-05-27"), await marks("2026-05-17"), await marks("2026-05-18")

    assert set(old.values()) == {("development-rules-1990", False)}
    assert last["first_talk"] == ("development-rules-2014", True)
    assert last["determine_sponsors"] == ("development-rules-2014", False)
    assert {key for key, mark in new.items() if mark == ("development-rules-2014", False)} == {
        "fill_form",
        "admission_talk",
        "assign_group",
    }
    assert all(verified for document, verified in new.values() if document == "development-rules-2026")


async def test_our_own_conventions_are_marked_as_ours(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    current = (await read(secretary, "publicity.posting_day_counts"))["current"]

    assert (current["value"], current["level"], current["clause"]["document"]) == (False, "ours", "zhibu")


@pytest.mark.own_day
async def test_the_chain_shows_which_local_value_decides(world: World) -> None:
    department = await world.client("organisation-department", "county")
    for at, value in (("committee", 6), ("county", 9)):
        body = {
            "organisation_id": str(world.organisations[at].id),
            "decision_number": "青发〔2026〕12号",
            "decided_on": "2026-11-23",
            "effective_from": "2026-11-23",
            "values": [{"parameter": DAYS, "value": value}],
        }
        assert (await department.post("/api/v1/rule-adoptions", json=body)).status_code == 201

    chain = (await read(department, DAYS, organisation=str(world.branch.id)))["chain"]

    assert [(c["value"], c["origin"]["organisation_name"], c["in_force"], c["decides"]) for c in chain] == [
        (9, "青禾县委", True, True),
        (6, "柳湾镇党委", True, False),
    ]


async def test_all_rules_are_listed_in_pages(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")
    found: list[str] = []
    address: str | None = "/api/v1/rules?limit=100"

    while address is not None:
        page = (await secretary.get(address)).json()
        found += [item["id"] for item in page["items"]]
        address = page["next"]

    assert found == sorted(PARAMETERS)


async def test_rules_are_filtered(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    async def ids(**query: str) -> set[str]:
        answer = await secretary.get("/api/v1/rules", params={"limit": "200"} | query)
        assert answer.status_code == 200, answer.text
        return {item["id"] for item in answer.json()["items"]}

    assert await ids(area="ballots") == {pid for pid in PARAMETERS if pid.startswith("development.ballot.")}
    unverified = await ids(verified="false", area="ballots")
    assert unverified == {"development.ballot.one_by_one", "development.ballot.written_opinion_counts"}
    assert await ids(local="true") == set()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("on=2026-02-30", "field.bad-day"),
        ("on=0", "field.bad-day"),
        ("organisation=x", "field.bad-uuid"),
        ("area=moon", "field.bad-choice"),
        ("limti=3", "request.unknown-parameter"),
        ("after=xx", "cursor.mismatch"),
        ("limit=0", "field.out-of-range"),
    ],
)
async def test_a_bad_query_is_a_problem(world: World, query: str, code: str) -> None:
    secretary = await world.client("branch-secretary", "branch")

    answer = await secretary.get(f"/api/v1/rules?{query}")

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["code"] == code


async def test_an_unknown_rule_and_a_foreign_organisation_are_not_found(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    unknown = await secretary.get("/api/v1/rules/a.b")
    foreign = await secretary.get(f"/api/v1/rules/{DAYS}", params={"organisation": str(world.other.id)})

    assert (unknown.status_code, unknown.json()["code"]) == (404, "rules.unknown-parameter")
    assert foreign.status_code == 404


async def test_rules_need_a_login(client: httpx.AsyncClient) -> None:
    for path in (
        "rules",
        f"rules/{DAYS}",
        "rules/evaluations",
        "rule-profiles",
        "rule-adoptions",
        "work-calendar/2026",
    ):
        assert (await client.get(f"/api/v1/{path}")).status_code == 401


async def test_the_profiles_are_served_with_what_is_to_be_set(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    profiles = {p["key"]: p for p in (await secretary.get("/api/v1/rule-profiles")).json()}

    assert list(profiles) == ["institution", "street", "town", "community"]
    assert len(profiles["street"]["to_be_set"]) == 3
    institution = {v["parameter"]: v["value"] for v in profiles["institution"]["values"]}
    assert institution[DAYS] == 7
    assert institution["development.poll.member_share"] == "0.8"
    assert institution["political_review.departments"] == ["discipline_inspection", "public_security"]
