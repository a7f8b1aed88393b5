"""Local values over HTTP: adopting, refusing, inheriting, ending, trying."""

from typing import Any

import httpx
import pytest

from app.api.runtime import runtime_of
from tests.builders.world import World

pytestmark = pytest.mark.own_day

DAYS = "development.publicity.working_days"
ADOPTIONS = "/api/v1/rule-adoptions"


def decision(world: World, at: str = "county", /, **fields: object) -> dict[str, object]:
    return {
        "organisation_id": str(world.organisations[at].id),
        "decision_number": "青发〔2026〕12号",
        "decided_on": "2026-11-20",
        "effective_from": "2026-11-23",
    } | fields


def values(*pairs: tuple[str, object]) -> list[dict[str, object]]:
    return [{"parameter": parameter, "value": value} for parameter, value in pairs]


async def current(client: httpx.AsyncClient, world: World, at: str, rule: str = DAYS, **query: str) -> Any:
    params = {"organisation": str(world.organisations[at].id)} | query
    return (await client.get(f"/api/v1/rules/{rule}", params=params)).json()["current"]


async def test_an_adopted_value_reaches_everything_below_from_its_first_day(world: World) -> None:
    department = await world.client("organisation-department", "county")

    made = await department.post(ADOPTIONS, json=decision(world, values=values((DAYS, 7)), effective_from="2026-12-01"))

    assert made.status_code == 201, made.text
    assert made.json()["accepted"] is True
    before = await current(department, world, "other_branch", on="2026-11-30")
    after = await current(department, world, "other_branch", on="2026-12-01")
    assert (before["value"], before["level"], before["origin"]) == (5, "national", None)
    assert (after["value"], after["level"]) == (7, "local")
    assert after["origin"]["organisation_name"] == "青禾县委"
    assert after["clause"]["title_zh"] == "《本地决定》青发〔2026〕12号"


async def test_a_laxer_value_is_refused_with_the_inherited_value_and_clause(world: World) -> None:
    department = await world.client("organisation-department", "county")
    await department.post(ADOPTIONS, json=decision(world, values=values((DAYS, 7))))
    committee = await world.client("approving-committee", "committee")

    refused = await committee.post(ADOPTIONS, json=decision(world, "committee", values=values((DAYS, 6))))

    assert (refused.status_code, refused.json()["code"]) == (409, "rule-refused")
    (error,) = refused.json()["errors"]
    assert error["code"] == "rules.not-laxer-than-inherited"
    assert (error["expected"], error["actual"], error["pointer"]) == ("7", "6", "/values/0/value")
    assert error["clause"]["article"] == "青发〔2026〕12号"


async def test_a_branch_that_no_committee_of_its_own_bound_inherits_nothing_from_a_sister(world: World) -> None:
    department = await world.client("organisation-department", "county")
    await department.post(ADOPTIONS, json=decision(world, "committee", values=values((DAYS, 8))))

    assert (await current(department, world, "branch"))["value"] == 8
    assert (await current(department, world, "other_branch"))["value"] == 5


async def test_the_street_profile_waits_for_its_three_shares(world: World) -> None:
    department = await world.client("organisation-department", "county")
    shares = values(
        ("development.evaluation.scope_share", "1"),
        ("development.evaluation.full_member_participation_share", "0.9"),
        ("development.evaluation.approval_share", "2/3"),
    )

    refused = await department.post(ADOPTIONS, json=decision(world, "other", profile="street"))
    two = await department.post(ADOPTIONS, json=decision(world, "other", profile="street", values=shares[:2]))
    made = await department.post(ADOPTIONS, json=decision(world, "other", profile="street", values=shares))

    assert [e["code"] for e in refused.json()["errors"]] == ["rules.value-is-set"] * 3
    assert [e["code"] for e in two.json()["errors"]] == ["rules.value-is-set"]
    assert made.status_code == 201, made.text
    assert len(made.json()["values"]) == 24
    share = await current(department, world, "other_branch", "development.evaluation.approval_share")
    assert (share["value"], share["origin"]["profile"]) == ("2/3", "street")


@pytest.mark.parametrize("profile", ["institution", "town", "community"])
async def test_the_other_profiles_are_adopted_as_they_are(world: World, profile: str) -> None:
    department = await world.client("organisation-department", "county")

    made = await department.post(ADOPTIONS, json=decision(world, profile=profile))

    assert made.status_code == 201, made.text


async def test_a_profile_value_may_be_replaced_or_left_out(world: World) -> None:
    department = await world.client("organisation-department", "county")
    body = decision(
        world,
        profile="institution",
        values=values(("development.score.daily_min", 85)),
        leave_out=["development.priority.age_max"],
    )

    made = await department.post(ADOPTIONS, json=body)

    assert made.status_code == 201, made.text
    assert (await current(department, world, "branch", "development.score.daily_min"))["value"] == 85
    assert await current(department, world, "branch", "development.priority.age_max") is None


async def test_a_dry_run_judges_the_same_and_writes_nothing(world: World) -> None:
    department = await world.client("organisation-department", "county")
    await department.post(ADOPTIONS, json=decision(world, "committee", values=values((DAYS, 6))))
    reads = runtime_of(world.app).database.reads
    count = "SELECT (SELECT count(*) FROM rule_adoptions), (SELECT count(*) FROM audit_entries)"
    before = tuple(await reads.fetchrow(count))

    good = await department.post(ADOPTIONS + "?dry_run=true", json=decision(world, values=values((DAYS, 9))))
    bad = await department.post(ADOPTIONS + "?dry_run=true", json=decision(world, values=values((DAYS, 4))))

    assert (good.status_code, good.json()["accepted"], good.json()["decision_id"]) == (200, True, None)
    assert good.json()["set_aside"] == [
        {
            "organisation_id": str(world.committee.id),
            "organisation_name": "柳湾镇党委",
            "parameter": DAYS,
            "value": 6,
        }
    ]
    assert (bad.status_code, bad.json()["accepted"]) == (200, False)
    assert tuple(await reads.fetchrow(count)) == before


async def test_a_new_value_ends_the_own_one_before_it(world: World) -> None:
    department = await world.client("organisation-department", "county")
    await department.post(ADOPTIONS, json=decision(world, values=values((DAYS, 9))))

    later = decision(world, values=values((DAYS, 7)), effective_from="2027-01-01", decision_number="青发〔2026〕13号")
    made = await department.post(ADOPTIONS, json=later)
    again = await department.post(ADOPTIONS, json=later)

    assert made.status_code == 201, made.text
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "rules.follows-own-adoption")
    listed = (await department.get(ADOPTIONS, params={"parameter": DAYS})).json()["items"]
    assert [(item["value"], item["effective_to"]) for item in listed] == [(7, None), (9, "2026-12-31")]
    assert listed[1]["end_decision_number"] == "青发〔2026〕13号"
    assert (await current(department, world, "branch", on="2026-12-31"))["value"] == 9
    assert (await current(department, world, "branch", on="2027-01-01"))["value"] == 7


async def test_ending_needs_the_version_and_leaves_the_inherited_value(world: World) -> None:
    department = await world.client("organisation-department", "county")
    made = await department.post(ADOPTIONS, json=decision(world, values=values((DAYS, 9))))
    address = f"{ADOPTIONS}/{made.json()['values'][0]['adoption_id']}"
    end = {
        "last_day": "2026-11-30",
        "decided_on": "2026-11-23",
        "decision_number": "青发〔2026〕31号",
        "reason": "改按县委统一规定执行",
    }

    bare = await department.post(f"{address}/end", json=end)
    stale = await department.post(f"{address}/end", json=end, headers={"if-match": '"v7"'})
    behind = await department.post(
        f"{address}/end", json=end | {"last_day": "2026-11-22"}, headers={"if-match": '"v1"'}
    )
    ended = await department.post(f"{address}/end", json=end, headers={"if-match": '"v1"'})
    twice = await department.post(f"{address}/end", json=end, headers={"if-match": '"v2"'})

    assert (bare.status_code, stale.status_code) == (428, 412)
    assert "rules.not-retroactive" in [e["code"] for e in behind.json()["errors"]]
    assert (ended.status_code, ended.headers["etag"]) == (200, '"v2"'), ended.text
    assert (twice.status_code, twice.json()["code"]) == (409, "rules.adoption-ended")
    assert (await current(department, world, "branch", on="2026-11-30"))["value"] == 9
    assert (await current(department, world, "branch", on="2026-12-01"))["value"] == 5
    assert (await department.get(address)).json()["end_reason"] == "改按县委统一规定执行"


async def test_recording_late_needs_a_reason(world: World) -> None:
    department = await world.client("organisation-department", "county")
    late = decision(world, values=values((DAYS, 7)), decided_on="2026-06-01", effective_from="2026-06-01")

    refused = await department.post(ADOPTIONS, json=late)
    made = await department.post(ADOPTIONS, json=late | {"late_reason": "启用系统前的决定"})

    assert [e["code"] for e in refused.json()["errors"]] == ["rules.late-recording-explained"]
    assert made.status_code == 201, made.text


async def test_outside_the_subtree_is_not_found_and_inside_without_permission_is_forbidden(world: World) -> None:
    committee = await world.client("approving-committee", "committee")
    secretary = await world.client("branch-secretary", "branch")

    outside = await committee.post(ADOPTIONS, json=decision(world, "other", values=values((DAYS, 7))))
    above = await committee.post(ADOPTIONS, json=decision(world, "county", values=values((DAYS, 7))))
    without = await secretary.post(ADOPTIONS, json=decision(world, "branch", values=values((DAYS, 7))))

    assert (outside.status_code, above.status_code) == (404, 404)
    assert (without.status_code, without.json()["permission"]) == (403, "rule:adopt")


async def test_adoptions_are_listed_within_the_subtree_and_page(world: World) -> None:
    department = await world.client("organisation-department", "county")
    for at in ("county", "committee", "other"):
        await department.post(ADOPTIONS, json=decision(world, at, values=values((DAYS, 9))))
    organiser = await world.client("committee-organiser", "committee")

    mine = (await organiser.get(ADOPTIONS)).json()["items"]
    first = (await department.get(ADOPTIONS, params={"limit": 2})).json()
    second = (await department.get(first["next"])).json()

    assert [item["organisation_id"] for item in mine] == [str(world.committee.id)]
    assert [item["organisation_name"] for item in first["items"] + second["items"]] == [
        "石桥街道党工委",
        "柳湾镇党委",
        "青禾县委",
    ]
    assert second["next"] is None
    foreign = await organiser.get(f"{ADOPTIONS}/{first['items'][0]['id']}")
    assert foreign.status_code == 404


async def test_a_group_cannot_adopt(world: World) -> None:
    department = await world.client("organisation-department", "county")
    group = {
        "parent_id": str(world.branch.id),
        "kind": "group",
        "classification": "rural",
        "code": "X01-01-1",
        "name": "第一党小组",
        "short_name": "第一党小组",
        "founded_on": "2020-07-01",
        "taken_over": True,
    }
    made = await department.post("/api/v1/organisations", json=group)
    assert made.status_code == 201, made.text
    body = decision(world, values=values((DAYS, 7))) | {"organisation_id": made.json()["id"]}

    refused = await department.post(ADOPTIONS, json=body)

    assert (refused.status_code, refused.json()["code"]) == (409, "rules.body-cannot-adopt"), refused.text


@pytest.mark.parametrize(
    ("_case", "fields", "pointer", "code"),
    [
        ("nothing", {}, "/values", "rules.nothing-to-adopt"),
        ("unknown profile", {"profile": "moon"}, "/profile", "rules.unknown-profile"),
        ("unknown parameter", {"values": values(("a.b", 1))}, "/values/0/parameter", "rules.unknown-parameter"),
        ("text for a number", {"values": values((DAYS, "7"))}, "/values/0/value", "rules.value-malformed"),
        ("negative", {"values": values((DAYS, -7))}, "/values/0/value", "rules.value-malformed"),
        ("beyond any calendar", {"values": values((DAYS, 10**12))}, "/values/0/value", "rules.value-malformed"),
        ("null", {"values": values((DAYS, None))}, None, None),
        ("an object", {"values": values((DAYS, {"a": 1}))}, None, None),
        ("a float", {"values": values((DAYS, 7.5))}, None, None),
        ("leaving out what isn't there", {"leave_out": [DAYS]}, "/leave_out/0", "rules.not-in-profile"),
        (
            "leaving out another's",
            {"profile": "town", "leave_out": [DAYS]},
            "/leave_out/0",
            "rules.not-in-profile",
        ),
        ("a number too long", {"decision_number": "号" * 201, "profile": "town"}, "/decision_number", "field.too-long"),
        ("a day that isn't", {"decided_on": "2026-02-30", "profile": "town"}, "/decided_on", "field.bad-day"),
        ("a day as a number", {"decided_on": 0, "profile": "town"}, "/decided_on", "field.bad-day"),
        ("an unknown field", {"profile": "town", "force": True}, "/force", "field.unknown"),
    ],
)
async def test_hostile_input_is_a_problem_with_a_pointer(
    world: World, _case: str, fields: dict[str, object], pointer: str | None, code: str | None
) -> None:
    department = await world.client("organisation-department", "county")

    answer = await department.post(ADOPTIONS, json=decision(world, "county", **fields))

    assert answer.status_code == 422, answer.text
    errors = answer.json()["errors"]
    if pointer is not None:
        assert (errors[0]["pointer"], errors[0]["code"]) == (pointer, code)
    count = await runtime_of(world.app).database.reads.fetchval("SELECT count(*) FROM rule_decisions")
    assert count == 0


async def test_every_refusal_has_words_in_both_languages(world: World) -> None:
    department = await world.client("organisation-department", "county")
    body = decision(world, values=values((DAYS, 3), ("probation.duration", 24)))

    chinese = (await department.post(ADOPTIONS, json=body)).json()["errors"]
    english = (await department.post(ADOPTIONS, json=body, headers={"accept-language": "en"})).json()["errors"]

    assert chinese[0]["title"] == "“公示期（工作日）”不得宽于上级或全国规定"
    assert "第十三条" in chinese[0]["remedy"]
    assert english[1]["title"] == "The value of probation.duration is fixed and can't be set locally"
    assert all("{" not in e["title"] + (e["remedy"] or "") for e in chinese + english)


async def test_two_adoptions_at_once_leave_one(world: World) -> None:
    import asyncio

    department = await world.client("organisation-department", "county")
    body = decision(world, values=values((DAYS, 7)))

    answers = await asyncio.gather(*(department.post(ADOPTIONS, json=body) for _ in range(3)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    open_values = "SELECT count(*) FROM rule_adoptions WHERE effective_to IS NULL"
    assert await runtime_of(world.app).database.reads.fetchval(open_values) == 1


async def test_a_keyed_adoption_is_done_once_and_replayed(world: World) -> None:
    department = await world.client("organisation-department", "county")
    body = decision(world, values=values((DAYS, 7)))
    headers = {"idempotency-key": "adopt-1"}

    first = await department.post(ADOPTIONS, json=body, headers=headers)
    again = await department.post(ADOPTIONS, json=body, headers=headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert await runtime_of(world.app).database.reads.fetchval("SELECT count(*) FROM rule_decisions") == 1


async def test_a_branch_that_moves_is_bound_by_the_committee_of_the_day(world: World) -> None:
    department = await world.client("organisation-department", "county")
    for at, days in (("committee", 9), ("other", 7)):
        late = {"decided_on": "2026-11-01", "effective_from": "2026-11-01"}
        assert (
            await department.post(ADOPTIONS, json=decision(world, at, values=values((DAYS, days)), **late))
        ).status_code == 201
    branch = await department.get(f"/api/v1/organisations/{world.branch.id}")

    moved = await department.post(
        f"/api/v1/organisations/{world.branch.id}/move",
        json={
            "parent_id": str(world.other.id),
            "decision_number": "青发〔2026〕20号",
            "decided_on": "2026-11-15",
            "effective_on": "2026-11-20",
        },
        headers={"if-match": branch.headers["etag"]},
    )

    assert moved.status_code == 200, moved.text
    assert (await current(department, world, "branch", on="2026-10-31"))["value"] == 5
    assert (await current(department, world, "branch", on="2026-11-19"))["value"] == 9
    assert (await current(department, world, "branch", on="2026-11-20"))["value"] == 7
