"""Ends of months, leap years, make-up Saturdays, years whose calendar is not there, local values that begin in between."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.rules.workdays_seed import WORKDAYS
from tests.api.development.test_boundary_of_2026 import taken_through
from tests.builders.development_days import DatedWalk, begin, days_around, refused
from tests.builders.development_walk import match
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]

RULES_2026 = "development-rules-2026"


async def adopted(walk: DatedWalk, since: str, **values: object) -> None:
    """The committee adopts local values from a day on; ``a__b`` stands for the id ``a.b``."""
    await walk.on(since)
    body = {
        "organisation_id": str(walk.world.committee.id),
        "decision_number": "柳委〔规〕1号",
        "decided_on": since,
        "effective_from": since,
        "values": [{"parameter": name.replace("__", "."), "value": value} for name, value in values.items()],
    }
    await walk.post(walk.approver, "/api/v1/rule-adoptions", body)


@pytest.mark.parametrize(
    ("born", "written", "years"),
    [
        (date(2008, 2, 29), "2026-02-28", 17),
        (date(2008, 2, 29), "2026-03-01", None),
        (date(2008, 2, 28), "2026-02-28", None),
        (date(2010, 2, 28), "2028-02-28", None),
        (date(2010, 3, 1), "2028-02-29", 17),
    ],
)
async def test_the_age_of_a_letter_is_completed_by_the_calendar(
    world: World, set_today: SetToday, born: date, written: str, years: int | None
) -> None:
    walk = await begin(world, set_today, members_since=date(2012, 7, 1), known_since=date(2024, 1, 1), born_on=born)
    await walk.opened(written)

    answer = await walk.tried("apply", written)

    if years is None:
        assert answer.status_code == 200, answer.text
    else:
        text = ("party-constitution", "第一条") if written < "2026-05-18" else (RULES_2026, "第五条")
        assert refused(answer) == {"development.age": (18, years, *text)}


@pytest.mark.parametrize(
    ("held", "ends"), [("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-28"), ("2027-02-28", "2028-02-28")]
)
async def test_a_year_of_probation_across_29_february(world: World, set_today: SetToday, held: str, ends: str) -> None:
    taken = (date.fromisoformat(held) + timedelta(days=60)).isoformat()
    walk = await taken_through(world, set_today, "oath", taken, days_around(held))
    assert (await walk.duties(taken))["probation_end"][0] == ends
    await walk.reviewed((date.fromisoformat(ends) - timedelta(days=40)).isoformat())
    day_before = (date.fromisoformat(ends) - timedelta(days=1)).isoformat()

    early = refused(await walk.tried("probation", day_before))
    done = await walk.tried("probation", ends)

    assert {code: found[:2] for code, found in early.items()} == {"development.probation-over": (ends, day_before)}
    assert done.status_code == 200, done.text
    assert next(d for d in (await walk.agreed(ends))["duties"] if d["kind"] == "probation_end")["done_on"] == ends


@pytest.mark.parametrize(
    ("assigned", "review", "year"),
    [
        ("2024-08-31", "2025-02-28", "2025-08-31"),
        ("2023-08-31", "2024-02-29", "2024-08-31"),
        ("2024-02-29", "2024-08-29", "2025-02-28"),
    ],
)
async def test_half_years_and_years_of_cultivation_end_with_the_month(
    world: World, set_today: SetToday, assigned: str, review: str, year: str
) -> None:
    days = days_around("2027-08-31", assign_contacts=assigned)
    for key in ("apply", "first_talk", "determine_activist", "file_activist"):
        days[key] = date.fromisoformat(assigned) - timedelta(days=3)
    walk = await taken_through(world, set_today, "assign_contacts", assigned, days)

    owed = await walk.duties(assigned)

    assert (owed["half_yearly_review"][0], owed["cultivation"][0]) == (review, year)


@pytest.mark.parametrize(
    ("reported", "last"), [("2026-11-30", "2027-02-28"), ("2027-11-30", "2028-02-29"), ("2026-08-31", "2026-11-30")]
)
async def test_three_months_to_the_approval_end_with_the_month(
    world: World, set_today: SetToday, reported: str, last: str
) -> None:
    days = days_around((date.fromisoformat(reported) - timedelta(days=2)).isoformat())
    walk = await taken_through(world, set_today, "admission_assembly", reported, days)
    await walk.reported("admission", reported)
    await walk.walked("admission_talk", reported)
    assert (await walk.duties(reported))["admission_approval"] == (last, RULES_2026, "第二十五条")
    day_after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()

    late = refused(await walk.tried("approve_admission", day_after))

    assert late == {"development.approved-in-time": (last, day_after, RULES_2026, "第二十五条")}


async def posted(walk: DatedWalk, day: str) -> dict[str, Any]:
    """A notice that hangs since a day, with its task."""
    await walk.notice("development", day, None)
    items = (await walk.secretary.get("/api/v1/publicity-notices")).json()["items"]
    notice = next(item for item in items if item["first_posted_on"] == day)
    tasks = (await walk.secretary.get("/api/v1/tasks", params={"subject_id": notice["id"]})).json()["items"]
    return dict(notice) | {"due": [task["due_on"] for task in tasks]}


async def concluded(walk: DatedWalk, notice: dict[str, Any], day: str) -> Any:
    """Ask to conclude a notice on a day."""
    await walk.on(day)
    address = f"/api/v1/publicity-notices/{notice['id']}"
    version = (await walk.secretary.get(address)).json()["version"]
    return await walk.secretary.post(f"{address}/conclude", json={"concluded_on": day}, headers=match(version))


@pytest.mark.parametrize(
    ("_case", "day", "closes", "open_on"),
    [
        ("a Sunday that is worked, before Mid-Autumn", "2026-09-18", "2026-09-24", "2026-09-24"),
        ("the National Day, with the Saturday after it", "2026-09-28", "2026-10-10", "2026-10-10"),
        ("posted within the holiday", "2026-10-03", "2026-10-13", "2026-10-13"),
        ("posted on a Saturday off", "2026-06-06", "2026-06-12", "2026-06-12"),
    ],
)
async def test_five_working_days_over_holidays_and_make_up_days(
    world: World, set_today: SetToday, _case: str, day: str, closes: str, open_on: str
) -> None:
    days = days_around("2027-03-17", determine_object="2026-06-01", cultivate="2026-05-25")
    walk = await taken_through(world, set_today, "determine_object", "2026-06-02", days)
    notice = await posted(walk, day)

    early = await concluded(walk, notice, open_on)
    after = (date.fromisoformat(closes) + timedelta(days=1)).isoformat()
    done = await concluded(walk, notice, after)

    assert notice["closes_on"] == closes
    assert notice["due"] == [(date.fromisoformat(closes) + timedelta(days=7)).isoformat()]
    assert refused(early) == {"publicity.window-open": (after, open_on, RULES_2026, "第十三条")}
    assert done.status_code == 200, done.text
    await walk.walked("list_object", after)


async def test_seven_days_of_a_local_rule_over_the_spring_festival(world: World, set_today: SetToday) -> None:
    days = days_around(
        "2027-03-17", determine_object="2026-01-20", cultivate="2026-01-10", assign_contacts="2024-12-01"
    )
    walk = await taken_through(world, set_today, "determine_object", "2026-01-21", days)
    await adopted(walk, "2026-02-11", development__publicity__working_days=7)

    notice = await posted(walk, "2026-02-11")

    assert notice["closes_on"] == "2026-02-27", "the 12th, 13th, 14th (a worked Saturday), and the 24th to 27th"
    early = refused(await concluded(walk, notice, "2026-02-27"))
    assert early == {"publicity.window-open": ("2026-02-28", "2026-02-27", "local-decision", "柳委〔规〕1号")}
    assert (await concluded(walk, notice, "2026-02-28")).status_code == 200


async def test_a_window_into_a_year_that_is_not_loaded_is_not_guessed_and_is_known_when_it_is(
    world: World, set_today: SetToday
) -> None:
    assert max(WORKDAYS) == 2026
    days = days_around("2027-06-17", determine_object="2026-12-20")
    walk = await taken_through(world, set_today, "determine_object", "2026-12-21", days)
    known, unknown = await posted(walk, "2026-12-24"), await posted(walk, "2026-12-25")

    assert (known["closes_on"], known["due"]) == ("2026-12-31", ["2027-01-07"])
    assert (unknown["closes_on"], unknown["due"]) == (None, [])
    why = await walk.agreed("2027-01-20")
    assert {f["code"] for f in why["steps"][0]["findings"] if not f["ok"]} >= {"publicity.not-concluded"}
    held = refused(await concluded(walk, unknown, "2027-01-20"))
    assert held == {"publicity.not-computable": (None, "2026-12-25", "zhibu", "")}
    year = {
        "source": "国办发明电〔2026〕7号",
        "holidays": ["2027-01-01", "2027-01-02", "2027-01-03"],
        "makeup_days": [],
    }
    loaded = await walk.department.put("/api/v1/work-calendar/2027", json=year)
    assert loaded.status_code in (200, 201), loaded.text

    now = (await walk.secretary.get(f"/api/v1/publicity-notices/{unknown['id']}")).json()
    tasks = (await walk.secretary.get("/api/v1/tasks", params={"subject_id": unknown["id"]})).json()["items"]

    assert (now["closes_on"], [task["due_on"] for task in tasks]) == ("2027-01-04", ["2027-01-11"])
    assert (await concluded(walk, unknown, "2027-01-20")).status_code == 200


async def test_a_validity_of_certificates_that_is_adopted_in_between_is_asked_of_the_assemblys_day(
    world: World, set_today: SetToday
) -> None:
    days = days_around("2026-07-10", train="2025-06-10", prereview="2026-06-20")
    walk = await taken_through(world, set_today, "prereview", "2026-06-20", days)
    await walk.form_on("2026-06-22")
    await walk.walked("fill_form", "2026-06-25")
    assert "training_expires" not in await walk.duties("2026-06-25")
    await adopted(
        walk,
        "2026-07-01",
        development__activist__training_validity_checked=True,
        training__certificate_validity_months=12,
    )
    before = await walk.why("2026-06-30", "admission_assembly")
    on = await walk.why("2026-07-01", "admission_assembly")

    late = refused(await walk.tried("admission_assembly", "2026-07-01"))

    assert "training.still-valid" not in {f["code"] for step in before["steps"] for f in step["findings"]}
    assert "training.still-valid" in {f["code"] for step in on["steps"] for f in step["findings"] if not f["ok"]}
    assert late["training.still-valid"] == ("2026-07-01", "2026-06-10", "local-decision", "柳委〔规〕1号")
