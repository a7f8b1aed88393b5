"""The working-day calendar and what-if questions over HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.api.runtime import runtime_of
from app.domain.rules.evaluables import EVALUABLES
from app.persistence.models.publicity import Notice
from app.persistence.repositories.organisations import OrganisationRepository
from tests.builders.publicity import NOTICES, make_case, posted
from tests.builders.world import World

Y2027: dict[str, Any] = {
    "holidays": ["2027-01-01", "2027-10-01", "2027-10-02"],
    "makeup_days": ["2027-10-09"],
    "source": "国务院办公厅关于2027年部分节假日安排的通知",
}
CALENDAR = "/api/v1/work-calendar"


# The calendar


@pytest.mark.parametrize(("year", "working", "makeup"), [(2024, 251, 8), (2025, 248, 5), (2026, 248, 6)])
async def test_known_years_are_there_from_the_start(world: World, year: int, working: int, makeup: int) -> None:
    secretary = await world.client("branch-secretary", "branch")

    found = await secretary.get(f"{CALENDAR}/{year}")

    assert found.headers["etag"] == '"v1"'
    assert (found.json()["working_days"], len(found.json()["makeup_days"])) == (working, makeup)
    assert found.json()["source"] == "chinesecalendar 1.11.0"


async def test_an_unknown_year_is_not_found_and_its_windows_are_not_computable(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    year = await secretary.get(f"{CALENDAR}/2027")
    runs_into = await secretary.post(f"{CALENDAR}/deadlines", json={"after": "2026-12-25", "working_days": 7})
    within = await secretary.post(f"{CALENDAR}/deadlines", json={"after": "2026-12-25", "working_days": 4})

    assert (year.status_code, year.json()["code"]) == (404, "rules.calendar-year-unknown")
    assert (runs_into.status_code, runs_into.json()["code"]) == (409, "rules.not-computable")
    assert all("PUT /api/v1/work-calendar/2027" in refused.json()["remedy"] for refused in (year, runs_into))
    assert within.json() == {
        "after": "2026-12-25",
        "working_days": 4,
        "last_day": "2026-12-31",
        "first_free_day": "2027-01-01",
    }


@pytest.mark.parametrize(
    ("_case", "after", "days", "last"),
    [
        ("plain week", "2026-11-23", 5, "2026-11-30"),
        ("over the national days with a make-up day", "2026-09-24", 5, "2026-10-09"),
        ("over the spring festival with a make-up day", "2026-02-12", 2, "2026-02-14"),
    ],
)
async def test_windows_count_working_days(world: World, _case: str, after: str, days: int, last: str) -> None:
    secretary = await world.client("branch-secretary", "branch")
    calendar = await secretary.get(f"{CALENDAR}/2026")

    found = await secretary.post(f"{CALENDAR}/deadlines", json={"after": after, "working_days": days})

    assert found.json()["last_day"] == last, calendar.text


async def test_a_new_year_is_loaded_and_windows_run_into_it(world: World) -> None:
    department = await world.client("organisation-department", "county")

    loaded = await department.put(f"{CALENDAR}/2027", json=Y2027)

    assert (loaded.status_code, loaded.headers["etag"]) == (200, '"v1"'), loaded.text
    assert loaded.json() == (await department.get(f"{CALENDAR}/2027")).json()
    found = await department.post(f"{CALENDAR}/deadlines", json={"after": "2026-12-31", "working_days": 1})
    assert found.json()["last_day"] == "2027-01-04"


@pytest.mark.own_day
async def test_a_loaded_year_is_superseded_only_by_who_has_seen_it_and_nothing_is_lost(world: World) -> None:
    department = await world.client("organisation-department", "county")
    await department.put(f"{CALENDAR}/2027", json=Y2027)
    changed = Y2027 | {"makeup_days": []}

    unseen = await department.put(f"{CALENDAR}/2027", json=changed)
    stale = await department.put(f"{CALENDAR}/2027", json=changed, headers={"if-match": '"v9"'})
    done = await department.put(f"{CALENDAR}/2027", json=changed, headers={"if-match": '"v1"'})

    assert (unseen.status_code, stale.status_code) == (428, 412)
    assert (done.status_code, done.headers["etag"]) == (200, '"v2"'), done.text
    kept = await runtime_of(world.app).database.reads.fetch(
        "SELECT revision, superseded_at IS NULL AS current FROM calendar_years WHERE year = 2027 ORDER BY revision"
    )
    assert [tuple(row) for row in kept] == [(1, False), (2, True)]
    window = await department.post(f"{CALENDAR}/deadlines", json={"after": "2027-10-08", "working_days": 1})
    assert window.json()["last_day"] == "2027-10-11"


async def test_of_two_arrangements_of_one_year_at_once_one_is_loaded_and_the_other_has_to_look(world: World) -> None:
    department = await world.client("organisation-department", "county")
    other = Y2027 | {"holidays": ["2027-01-01", "2027-01-04"], "makeup_days": []}

    answers = await asyncio.gather(*(department.put(f"{CALENDAR}/2027", json=body) for body in (Y2027, other, Y2027)))
    again = await asyncio.gather(
        *(department.put(f"{CALENDAR}/2027", json=other, headers={"if-match": '"v1"'}) for _ in range(3))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 428, 428]
    assert sorted(answer.status_code for answer in again) == [200, 412, 412]
    current = "SELECT count(*) FROM calendar_years WHERE year = 2027 AND superseded_at IS NULL"
    assert await world.runtime.database.reads.fetchval(current) == 1


@pytest.mark.own_day
async def test_a_notice_that_is_being_posted_while_its_year_is_loaded_gets_its_last_day(world: World) -> None:
    department = await world.client("organisation-department", "county")
    secretary = await world.client("branch-secretary", "branch")
    notice = await posted(secretary, world, await make_case(world), on="2026-11-20")

    async with world.system() as uow:
        await uow.repository(OrganisationRepository).hold_tree()
        row = await uow.session.get_one(Notice, UUID(notice["id"]))
        row.last_posted_on, row.closes_on = date(2026, 11, 20), None  # as the days were known when it was posted
        uow.emit("test:notice:post", row)
        loading = asyncio.create_task(department.put(f"{CALENDAR}/2027", json=Y2027))
        await asyncio.sleep(0.3)
        waits = not loading.done()
    loaded = await loading

    assert waits
    assert loaded.status_code == 200, loaded.text
    assert (await secretary.get(f"{NOTICES}/{notice['id']}")).json()["closes_on"] == "2026-11-27"


@pytest.mark.parametrize(
    ("_case", "posted_on", "year", "days"),
    [
        ("over the end of the year", "2026-12-28", "2027", "2027-01-05"),
        ("up to its last day", "2026-12-24", "2026", "2026-12-31"),
    ],
)
async def test_a_window_waits_for_its_year_and_moves_with_its_corrections(
    world: World,
    set_today: Callable[[date], Awaitable[None]],
    _case: str,
    posted_on: str,
    year: str,
    days: str,
) -> None:
    department = await world.client("organisation-department", "county")
    secretary = await world.client("branch-secretary", "branch")
    await set_today(date.fromisoformat(posted_on))
    notice = await posted(secretary, world, await make_case(world), on=posted_on)

    async def shown() -> tuple[str | None, list[str]]:
        found = (await secretary.get(f"{NOTICES}/{notice['id']}")).json()
        tasks = (await secretary.get("/api/v1/tasks", params={"subject_id": notice["id"]})).json()["items"]
        return found["closes_on"], [task["due_on"] for task in tasks if task["state"] != "withdrawn"]

    before = await shown()
    loaded = await department.put(f"{CALENDAR}/2027", json=Y2027)
    after = await shown()
    later = Y2027 | {"holidays": [*Y2027["holidays"], "2027-01-04"]}
    corrected = await department.put(f"{CALENDAR}/2027", json=later, headers={"if-match": loaded.headers["etag"]})
    moved = await shown()

    known = (days, [(date.fromisoformat(days) + timedelta(days=7)).isoformat()])
    assert before == ((None, []) if year == "2027" else known)
    assert after == known
    assert corrected.status_code == 200, corrected.text
    assert moved == (("2027-01-06", ["2027-01-13"]) if year == "2027" else known)


async def test_days_that_have_passed_change_only_with_a_reason(world: World) -> None:
    department = await world.client("organisation-department", "county")
    year = (await department.get(f"{CALENDAR}/2026")).json()
    body = {
        "holidays": [day for day in year["holidays"] if day != "2026-01-01"],
        "makeup_days": year["makeup_days"],
        "source": "更正",
    }
    headers = {"if-match": '"v1"'}

    refused = await department.put(f"{CALENDAR}/2026", json=body, headers=headers)
    done = await department.put(f"{CALENDAR}/2026", json=body | {"reason": "录入有误"}, headers=headers)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/reason")
    assert (done.status_code, done.json()["working_days"]) == (200, 249), done.text


@pytest.mark.parametrize(
    ("_case", "fields", "pointer", "code"),
    [
        ("another year's day", {"holidays": ["2028-01-01"]}, "/holidays/0", "rules.calendar-day-in-year"),
        ("a weekday made up", {"makeup_days": ["2027-01-04"]}, "/makeup_days/0", "rules.makeup-day-is-weekend"),
        ("a day twice", {"holidays": ["2027-01-01", "2027-01-01"]}, "/holidays/1", "rules.calendar-day-once"),
        (
            "off and made up",
            {"holidays": ["2027-01-02"], "makeup_days": ["2027-01-02"]},
            "/makeup_days/0",
            "rules.holiday-not-makeup",
        ),
        ("no day off", {"holidays": []}, "/holidays", "rules.holidays-are-there"),
        ("no days but numbers", {"holidays": [20270101]}, "/holidays/0", "field.bad-day"),
        ("too many", {"holidays": ["2027-01-01"] * 400}, "/holidays", "field.too-long"),
    ],
)
async def test_a_year_that_cannot_be_is_refused(
    world: World, _case: str, fields: Mapping[str, object], pointer: str, code: str
) -> None:
    department = await world.client("organisation-department", "county")

    answer = await department.put(f"{CALENDAR}/2027", json={**Y2027, **fields})

    assert answer.status_code == 422, answer.text
    assert (answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]) == (pointer, code)


@pytest.mark.parametrize("year", ["1899", "3000", "2003", "2100", "x", "99999999999999999999"])
async def test_a_year_out_of_range_is_refused(world: World, year: str) -> None:
    department = await world.client("organisation-department", "county")

    answer = await department.put(f"{CALENDAR}/{year}", json=Y2027)

    assert answer.status_code == 422, answer.text


async def test_only_the_organisation_department_loads_a_year(world: World) -> None:
    committee = await world.client("approving-committee", "committee")

    refused = await committee.put(f"{CALENDAR}/2027", json=Y2027)

    assert (refused.status_code, refused.json()["permission"]) == (403, "work-calendar:write")


@pytest.mark.parametrize("days", [0, -1, 4000, "7", 7.0, True, None])
async def test_a_window_of_an_impossible_length_is_refused(world: World, days: object) -> None:
    secretary = await world.client("branch-secretary", "branch")

    answer = await secretary.post(f"{CALENDAR}/deadlines", json={"after": "2026-11-23", "working_days": days})

    assert answer.status_code == 422, answer.text


# What if


async def ask(client: httpx.AsyncClient, rule: str, facts: object, **fields: object) -> Any:
    answer = await client.post("/api/v1/rules/evaluations", json={"rule": rule, "facts": facts} | fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.own_day
@pytest.mark.parametrize(
    ("_case", "rule", "facts", "ok", "results"),
    [
        ("a day before the birthday", "development.age", {"born_on": "2008-11-24"}, False, {"age": 17}),
        ("on the birthday", "development.age", {"born_on": "2008-11-23"}, True, {"age": 18}),
        ("a day short of a year", "development.cultivation", {"determined_on": "2025-11-24"}, False, None),
        ("a year", "development.cultivation", {"determined_on": "2025-11-23"}, True, None),
        ("half present", "meetings.quorum", {"entitled": 20, "present": 10}, False, {"needed": 11}),
        ("one more than half", "meetings.quorum", {"entitled": 20, "present": 11}, True, {"needed": 11}),
        ("half of an odd number", "meetings.quorum", {"entitled": 21, "present": 11}, True, {"needed": 11}),
        (
            "half of those entitled approve",
            "ballots.outcome",
            {"entitled": 20, "present": 15, "issued": 15, "returned": 15, "approve": 10, "against": 5},
            False,
            {"outcome": "lost"},
        ),
        (
            "one more than half of those entitled",
            "ballots.outcome",
            {"entitled": 20, "present": 15, "issued": 15, "returned": 15, "approve": 11, "against": 4},
            True,
            {"outcome": "carried"},
        ),
        (
            "the window's last day is the 20th of November",
            "publicity.window",
            {"posted_on": "2026-11-13"},
            True,
            {"closes_on": "2026-11-20"},
        ),
        (
            "the window closes today",
            "publicity.window",
            {"posted_on": "2026-11-16"},
            False,
            {"closes_on": "2026-11-23"},
        ),
        (
            "a period of a parameter",
            "rules.due",
            {"parameter": "development.application.talk_deadline", "from_day": "2026-08-31"},
            True,
            {"due_on": "2026-09-30", "length": 1},
        ),
        (
            "a figure of a parameter",
            "rules.figure",
            {"parameter": "training.member_hours_min", "measured": "31.5"},
            False,
            {},
        ),
    ],
)
async def test_what_if(
    world: World, _case: str, rule: str, facts: object, ok: bool, results: Mapping[str, object] | None
) -> None:
    secretary = await world.client("branch-secretary", "branch")

    answer = await ask(secretary, rule, facts)

    assert answer["as_it_stands"]["ok"] is ok, answer
    assert answer["assumed"] is None
    if results is not None:
        assert answer["as_it_stands"]["results"] == results
    for finding in answer["as_it_stands"]["findings"]:
        assert finding["clause"] is not None


async def test_the_law_of_the_day_answers(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")
    facts = {"parameter": "development.training.hours_min", "measured": "30"}

    old = await ask(secretary, "rules.figure", facts, on="2010-01-01")
    now = await ask(secretary, "rules.figure", facts)

    assert (old["as_it_stands"]["ok"], now["as_it_stands"]["ok"]) == (False, True)
    assert old["as_it_stands"]["findings"][0]["verified"] is False


@pytest.mark.own_day
async def test_what_would_change_if_a_value_were_adopted(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    longer = await ask(
        secretary,
        "publicity.window",
        {"posted_on": "2026-11-13"},
        organisation_id=str(world.branch.id),
        assume=[{"parameter": "development.publicity.working_days", "value": 7}],
    )
    laxer = await ask(
        secretary,
        "publicity.window",
        {"posted_on": "2026-11-13"},
        assume=[{"parameter": "development.publicity.working_days", "value": 3}],
    )

    assert (longer["as_it_stands"]["ok"], longer["assumed"]["ok"], longer["changes"]) == (True, False, True)
    assert longer["assumed"]["results"]["closes_on"] == "2026-11-24"
    assert (laxer["assumed"]["results"], laxer["changes"]) == (laxer["as_it_stands"]["results"], False)


@pytest.mark.own_day
async def test_the_institutions_poll_is_tried_at_its_thresholds(world: World) -> None:
    department = await world.client("organisation-department", "county")
    adoption = {
        "organisation_id": str(world.county.id),
        "decision_number": "青发〔2026〕12号",
        "decided_on": "2026-11-23",
        "effective_from": "2026-11-23",
        "profile": "institution",
    }
    assert (await department.post("/api/v1/rule-adoptions", json=adoption)).status_code == 201
    facts = {
        "criteria": 4,
        "member_base": 10,
        "member_participating": 8,
        "member_excellent": 8,
        "member_average": 0,
        "member_poor": 0,
        "mass_base": 60,
        "mass_participating": 12,
        "mass_excellent": 8,
        "mass_average": 2,
        "mass_poor": 2,
    }

    async def ok(**changes: int) -> bool:
        answer = await ask(department, "assessments.poll", facts | changes, organisation_id=str(world.branch.id))
        return bool(answer["as_it_stands"]["ok"])

    assert await ok()
    assert not await ok(mass_excellent=7, mass_average=3)
    assert not await ok(mass_average=1, mass_poor=3)
    assert not await ok(member_base=11)
    assert not await ok(mass_base=61)
    assert not await ok(criteria=3)
    for points, reached in (("79.5", False), ("80", True)):
        score = await ask(department, "assessments.score", {"points": points}, organisation_id=str(world.branch.id))
        assert score["as_it_stands"]["ok"] is reached


async def test_the_rules_to_try_are_listed_with_their_inputs(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")

    listed = (await secretary.get("/api/v1/rules/evaluations")).json()

    assert [entry["key"] for entry in listed] == list(EVALUABLES)
    assert all(entry["inputs"] for entry in listed)


@pytest.mark.parametrize(
    ("_case", "body", "pointer", "code"),
    [
        ("unknown rule", {"rule": "x", "facts": {}}, "/rule", "rules.unknown-evaluation"),
        ("missing fact", {"rule": "development.age", "facts": {}}, "/facts/born_on", "field.missing"),
        (
            "unknown fact",
            {"rule": "development.age", "facts": {"born_on": "2000-01-01", "x": 1}},
            "/facts/x",
            "field.unknown",
        ),
        (
            "a bad day",
            {"rule": "development.age", "facts": {"born_on": "2000-02-30"}},
            "/facts/born_on",
            "field.bad-value",
        ),
        (
            "a number for a day",
            {"rule": "development.age", "facts": {"born_on": 0}},
            "/facts/born_on",
            "field.bad-value",
        ),
        (
            "more present than entitled",
            {"rule": "meetings.quorum", "facts": {"entitled": 3, "present": 4}},
            "/facts/present",
            "field.out-of-range",
        ),
        (
            "more papers than present",
            {
                "rule": "ballots.outcome",
                "facts": {"entitled": 5, "present": 3, "issued": 4, "returned": 4, "approve": 4},
            },
            "/facts/issued",
            "ballots.more-issued-than-present",
        ),
        (
            "a negative count",
            {"rule": "meetings.quorum", "facts": {"entitled": -1, "present": 0}},
            "/facts/entitled",
            "field.bad-value",
        ),
        (
            "a flag for a count",
            {"rule": "meetings.quorum", "facts": {"entitled": True, "present": 0}},
            "/facts/entitled",
            "field.bad-value",
        ),
        (
            "a code that is none",
            {"rule": "meetings.quorum", "facts": {"kind": "party", "entitled": 1, "present": 0}},
            "/facts/kind",
            "field.bad-value",
        ),
        (
            "points beyond reason",
            {"rule": "assessments.score", "facts": {"points": "1e999"}},
            "/facts/points",
            "field.bad-value",
        ),
        (
            "no figure to compare",
            {"rule": "rules.figure", "facts": {"parameter": "development.ballot.method", "measured": "1"}},
            "/facts/parameter",
            "rules.not-measurable",
        ),
        (
            "no period",
            {"rule": "rules.due", "facts": {"parameter": "development.sponsors.count", "from_day": "2026-11-23"}},
            "/facts/parameter",
            "rules.not-a-period",
        ),
        (
            "an assumed value that can't be",
            {
                "rule": "development.age",
                "facts": {"born_on": "2000-01-01"},
                "assume": [{"parameter": "development.activist.cultivation_min", "value": 10**9}],
            },
            "/assume/0/value",
            "rules.value-malformed",
        ),
    ],
)
async def test_a_question_that_cannot_be_is_a_problem(
    world: World, _case: str, body: Mapping[str, object], pointer: str, code: str
) -> None:
    secretary = await world.client("branch-secretary", "branch")

    answer = await secretary.post("/api/v1/rules/evaluations", json=body)

    assert answer.status_code == 422, answer.text
    assert (answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]) == (pointer, code)


async def test_where_no_figure_is_on_record_the_answer_says_so(world: World) -> None:
    secretary = await world.client("branch-secretary", "branch")
    body = {"rule": "development.age", "facts": {"born_on": "1980-01-01"}, "on": "2001-07-01"}

    answer = await secretary.post("/api/v1/rules/evaluations", json=body)

    assert (answer.status_code, answer.json()["code"]) == (409, "rules.no-figure")
