"""The first day of the text of 2026, 18 May: what is done before, on and after it, over HTTP with the rehearsal's clock."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from tests.builders.development_days import DatedWalk, begin, days_around, refused
from tests.builders.development_walk import match
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]

OLD, NEW = "development-rules-2014", "development-rules-2026"


async def taken_through(world: World, set_today: SetToday, step: str, today: str, days: dict[str, date]) -> DatedWalk:
    """A case on paper up to a step, its gaps upheld on the day."""
    walk = await begin(world, set_today, members_since=date(2012, 7, 1), known_since=date(2020, 1, 1))
    walk.days = days
    await walk.take(step, walk.papers_through(step), today)
    await walk.upheld(today)
    return walk


async def formed(world: World, set_today: SetToday, prereview: str) -> DatedWalk:
    """A case whose application form is filled in, with its pre-review on a day."""
    days = days_around("2026-05-30", examine="2026-04-01", prereview=prereview)
    walk = await taken_through(world, set_today, "prereview", prereview, days)
    await walk.form_on(prereview)
    await walk.walked("fill_form", prereview)
    return walk


@pytest.mark.parametrize(
    ("prereview", "held", "late", "quorum", "due"),
    [
        ("2026-04-10", "2026-05-17", None, (OLD, "第二十条"), "2026-05-17"),
        ("2026-04-10", "2026-05-18", "2026-05-10", (NEW, "第十九条"), "2026-05-17"),
        ("2026-04-18", "2026-05-18", None, (NEW, "第十九条"), "2026-05-18"),
        ("2026-04-18", "2026-05-19", "2026-05-18", (NEW, "第十九条"), "2026-05-18"),
        ("2026-04-30", "2026-05-30", None, (NEW, "第十九条"), "2026-05-30"),
    ],
)
async def test_the_month_from_the_pre_review_is_asked_of_the_assemblys_own_day(
    world: World,
    set_today: SetToday,
    prereview: str,
    held: str,
    late: str | None,
    quorum: tuple[str, str],
    due: str,
) -> None:
    walk = await formed(world, set_today, prereview)
    assert (await walk.duties(prereview))["admission_assembly"] == (due, NEW, "第十九条")

    answer = await walk.tried("admission_assembly", held)

    if late is not None:
        assert refused(answer) == {"development.assembly-in-time": (late, held, NEW, "第十九条")}
        assert (await walk.duties(held))["admission_assembly"] == (due, NEW, "第十九条")
        return
    assert answer.status_code == 200, answer.text
    (attendance,) = [f for f in (await walk.decided())["admission_assembly"] if f["code"] == "meetings.quorum"]
    assert (attendance["document"], attendance["article"], attendance["day"]) == (*quorum, held)
    owed = {d["kind"]: d["done_on"] for d in (await walk.agreed(held))["duties"]}
    assert owed.get("admission_assembly", "none") == ("none" if held < "2026-05-18" else held), "none was owed before"


@pytest.mark.parametrize(
    ("reported", "text", "article", "last", "extended"),
    [
        ("2026-05-17", OLD, "第二十六条", "2026-08-17", "2026-11-17"),
        ("2026-05-18", NEW, "第二十五条", "2026-08-18", "2026-11-18"),
        ("2026-05-31", NEW, "第二十五条", "2026-08-31", "2026-11-30"),
    ],
)
async def test_the_time_for_the_approval_is_that_of_the_day_of_the_report(
    world: World, set_today: SetToday, reported: str, text: str, article: str, last: str, extended: str
) -> None:
    walk = await taken_through(world, set_today, "admission_assembly", "2026-05-16", days_around("2026-05-15"))
    await walk.reported("admission", reported)
    await walk.walked("admission_talk", reported)
    assert (await walk.duties(reported))["admission_approval"] == (last, text, article)
    day_after = date.fromisoformat(last).replace(day=date.fromisoformat(last).day - 1)

    await walk.fact(
        "approval_extension",
        day_after.isoformat(),
        walk.approver,
        decided_by=str(world.committee.id),
        document_number="柳委〔延〕1号",
        until="2027-03-01",
        reason="需核实档案",
    )
    assert (await walk.duties(last))["admission_approval"] == (extended, text, article)
    late = await walk.tried("approve_admission", "2026-12-01")

    assert refused(late) == {"development.approved-in-extended-time": (extended, "2026-12-01", text, article)}
    assert (await walk.duties("2026-12-01"))["admission_approval"] == (extended, text, article)


async def test_probation_of_the_old_text_ends_under_the_new_one_which_asks_for_the_oath(
    world: World, set_today: SetToday
) -> None:
    days = days_around("2025-05-17")
    walk = await taken_through(world, set_today, "assign_group", "2025-07-01", days)
    assert (await walk.duties("2025-07-01"))["probation_end"] == ("2026-05-17", "party-constitution", "第七条")
    await walk.reviewed("2025-12-01")
    early = refused(await walk.tried("probation", "2026-05-16"))
    assert early == {"development.probation-over": ("2026-05-17", "2026-05-16", "party-constitution", "第七条")}
    await walk.walked("probation", "2026-05-17")
    await walk.walked("apply_for_conversion", "2026-05-17")

    before = await walk.why("2026-05-17", "conversion_assembly")
    on = await walk.why("2026-05-18", "conversion_assembly")
    unsworn = refused(await walk.tried("conversion_assembly", "2026-05-18"))

    assert "development.oath-taken" not in {f["code"] for step in before["steps"] for f in step["findings"]}
    assert "development.oath-taken" in {f["code"] for step in on["steps"] for f in step["findings"] if not f["ok"]}
    assert unsworn == {"development.oath-taken": (True, None, NEW, "第二十九条")}
    await walk.walked("oath", "2026-05-18")
    await walk.complete("conversion_assembly")
    await walk.reported("conversion", "2026-05-20")
    assert (await walk.duties("2026-05-20"))["conversion_approval"] == ("2026-08-20", NEW, "第三十三条")
    await walk.walked("approve_conversion", "2026-08-20")
    (member,) = ((await walk.secretary.get(f"/api/v1/people/{walk.candidate}")).json()["converted_on"],)
    assert member == "2026-05-17", "the day on which the probation ended, whatever day it was voted and approved on"


async def test_a_notice_of_the_old_text_serves_a_listing_of_the_new_one_when_its_days_are_over(
    world: World, set_today: SetToday
) -> None:
    days = days_around("2026-09-17", determine_object="2026-05-11")
    walk = await taken_through(world, set_today, "determine_object", "2026-05-12", days)
    await walk.notice("development", "2026-05-15", "2026-05-17")

    found = {day: await walk.tried("list_object", day) for day in ("2026-05-18", "2026-05-22", "2026-05-23")}

    for day in ("2026-05-18", "2026-05-22"):
        assert refused(found[day]) == {"publicity.window-open": ("2026-05-23", day, NEW, "第十三条")}
    assert found["2026-05-23"].status_code == 200, found["2026-05-23"].text


async def test_a_notice_of_old_days_that_is_written_down_today_closes_by_the_text_of_its_conclusion(
    world: World, set_today: SetToday
) -> None:
    days = days_around("2026-09-17", determine_object="2026-05-04")
    walk = await taken_through(world, set_today, "determine_object", "2026-05-12", days)
    await walk.on("2026-05-20")
    body = {
        "kind": "development",
        "organisation_id": str(world.branch.id),
        "announcement": "现将下列同志有关情况予以公告。",
        "candidates": [{"case_id": walk.case_id, "applicable_sites": ["current_unit", "residence"]}],
    }
    notice = await walk.post(walk.secretary, "/api/v1/publicity-notices", body)
    address = f"/api/v1/publicity-notices/{notice['id']}"
    site = {"kind": "current_unit", "place": "村务公开栏", "posted_on": "2026-05-12"}
    posted = (await walk.secretary.post(f"{address}/sites", json=site, headers=match(1))).json()

    concluded = await walk.secretary.post(
        f"{address}/conclude", json={"concluded_on": "2026-05-15"}, headers=match(posted["version"])
    )

    assert posted["closes_on"] == "2026-05-19", "who rests on it now owes five working days"
    assert concluded.status_code == 200, concluded.text
    assert (concluded.json()["closes_on"], concluded.json()["concluded_on"]) == ("2026-05-12", "2026-05-15")


@pytest.mark.parametrize(
    ("day", "text", "article"), [("2026-05-17", OLD, "第三十二条"), ("2026-05-18", NEW, "第三十一条")]
)
async def test_how_often_and_how_long_probation_is_extended_is_asked_of_the_day_of_the_resolution(
    world: World, set_today: SetToday, day: str, text: str, article: str
) -> None:
    walk = await begin(world, set_today, members_since=date(2012, 7, 1), known_since=date(2020, 1, 1))
    walk.days = days_around("2024-09-10")
    longer = {"proposal": "extend", "extend_months": 6, "reason": "尚需考察"}
    papers = [
        (kind, on, data | longer if kind == "conversion_resolution" else data)
        for kind, on, data in walk.papers_through("approve_conversion")
    ]
    await walk.take("oath", papers, "2026-03-01")
    await walk.upheld("2026-03-01")
    assert (await walk.duties("2026-03-01"))["probation_end"] == ("2026-03-10", "party-constitution", "第七条")
    await walk.reviewed("2026-03-05")
    await walk.walked("probation", "2026-03-10")
    await walk.walked("apply_for_conversion", "2026-03-10")
    for source in ("members", "masses"):
        await walk.fact("opinions_heard", "2026-03-12", source=source, purpose="conversion", asked=5, in_favour=5)
    await walk.fact("conversion_examination", "2026-03-12", proposal="extend")
    meeting = await walk.assembly("conversion", day)
    await walk.fact(
        "conversion_resolution", day, meeting_id=meeting, proposal="extend", extend_months=13, reason="尚需考察"
    )
    await walk.papers("conversion_assembly", day)

    found = refused(await walk.try_step("conversion_assembly"))

    wanted = {"development.extension-months-max": (12, 13, text, article)}
    if text == NEW:  # of the text before, no number was read
        wanted["development.extension-count"] = (1, 2, text, article)
    assert found == wanted
