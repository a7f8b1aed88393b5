"""The first day of the text of 2014, 28 May: cases that began under the trial rules of 1990 and go on, over HTTP."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from app.domain.people.facts import MemberStatus
from tests.api.development.test_boundaries import begun
from tests.api.development.test_steps import status_of
from tests.builders.development_days import DatedWalk, days_around, refused
from tests.builders.development_walk import match
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]

OLD, NEW = "development-rules-1990", "development-rules-2014"
LAST, FIRST = "2014-05-27", "2014-05-28"


async def taken_through(
    world: World, set_today: SetToday, step: str, today: str, days: dict[str, date], *skip: str
) -> DatedWalk:
    """A case of those days on paper up to a step, its gaps upheld on the day."""
    walk = await begun(world, set_today)
    walk.days = days
    await walk.take(step, walk.papers_through(step, skip=skip), today)
    await walk.upheld(today)
    return walk


async def test_a_letter_of_the_first_day_owes_a_talk_within_the_month_and_one_of_the_day_before_none(
    world: World, set_today: SetToday
) -> None:
    walk = await begun(world, set_today)
    await walk.opened(LAST)
    await walk.walked("apply", LAST)
    assert await walk.duties(LAST) == {}
    assert await walk.duties("2014-07-15") == {}, "nor does the later text ask for it afterwards"

    done = await walk.walked("first_talk", "2014-07-15")

    (talk,) = [f for f in done["findings"] if f["code"] == "development.first-talk-office"]
    assert (talk["clause"]["document"], talk["clause"]["article"], talk["day"]) == (NEW, "第七条", "2014-07-15")
    assert "development.first-talk-in-time" not in {f["code"] for f in done["findings"]}


async def test_a_letter_of_the_first_day_is_due_and_late_by_its_own_text(world: World, set_today: SetToday) -> None:
    walk = await begun(world, set_today)
    await walk.opened(FIRST)
    await walk.walked("apply", FIRST)
    assert await walk.duties(FIRST) == {"first_talk": ("2014-06-28", NEW, "第七条")}

    done = await walk.walked("first_talk", "2014-07-01")

    (late,) = [f for f in done["findings"] if f["code"] == "development.first-talk-in-time"]
    assert (late["expected"], late["actual"], late["late_days"]) == ("2014-06-28", "2014-07-01", 3)


@pytest.mark.parametrize(("decided", "filed"), [(LAST, False), (FIRST, True)])
async def test_a_determination_is_filed_by_the_text_of_its_own_day(
    world: World, set_today: SetToday, decided: str, filed: bool
) -> None:
    days = days_around("2016-03-10", apply="2013-01-10", first_talk="2013-05-20")
    walk = await taken_through(world, set_today, "first_talk", "2013-06-01", days)

    done = await walk.walked("determine_activist", decided)

    assert done["next_steps"] == ["file_activist" if filed else "assign_contacts"]
    for day in (FIRST, "2014-06-30"):
        why = await walk.agreed(day)
        assert [step["step"] for step in why["steps"]] == done["next_steps"]
    contacts = await walk.tried("assign_contacts", "2014-06-30")
    if filed:
        (unmet,) = refused(contacts).items()
        assert unmet == ("development.step-before", ("file_activist", None, NEW, "第八条"))
        await walk.walked("file_activist", "2014-07-01")
        contacts = await walk.tried("assign_contacts", "2014-07-02")
    assert contacts.status_code == 200, contacts.text
    owed = await walk.duties("2014-07-02")
    start = date(2014, 7, 2) if filed else date(2014, 6, 30)
    assert owed["cultivation"] == (start.replace(year=2015).isoformat(), NEW, "第十三条")


async def test_a_cultivation_that_began_before_is_measured_by_the_text_of_its_end(
    world: World, set_today: SetToday
) -> None:
    days = days_around("2016-03-10", apply="2013-01-10", first_talk="2013-05-20", determine_activist="2013-09-01")
    days |= {"assign_contacts": date(2013, 10, 31)}
    walk = await taken_through(world, set_today, "assign_contacts", "2014-05-20", days, "file_activist")
    assert await walk.duties("2014-05-20") == {
        "cultivation": ("2014-10-31", NEW, "第十三条"),
        "half_yearly_review": (FIRST, NEW, "第十一条"),
    }, "the half year was over already when the first text with an interval came"

    before, on = await walk.why(LAST, "cultivate"), await walk.why(FIRST, "cultivate")
    codes = [{f["code"]: f["ok"] for step in why["steps"] for f in step["findings"]} for why in (before, on)]
    assert not codes[0].keys() & {"development.cultivation-months", "development.reviews-cover"}
    assert (codes[1]["development.cultivation-months"], codes[1]["development.reviews-cover"]) == (False, False)

    for begun_on, until in (("2013-10-31", "2014-04-29"), ("2014-04-30", "2014-10-30")):
        day = (date.fromisoformat(until) + timedelta(days=1)).isoformat()
        held = max(day, FIRST)
        await walk.fact("half_yearly_review", held, period_from=begun_on, period_to=until, suitable=True)
    early = refused(await walk.tried("cultivate", "2014-10-30"))
    assert early == {"development.cultivation-months": (12, 11, NEW, "第十三条")}
    await walk.walked("cultivate", "2014-10-31")


@pytest.mark.parametrize(
    ("ended", "days", "hours", "enough"),
    [
        (LAST, 3, 24, (OLD, "")),
        (LAST, 5, 0, None),
        (LAST, 0, 40, None),
        (FIRST, 3, 0, None),
        (FIRST, 2, 23, (NEW, "第十七条")),
    ],
)
async def test_training_is_long_enough_by_the_text_of_the_day_on_which_it_ended(
    world: World, set_today: SetToday, ended: str, days: int, hours: int, enough: tuple[str, str] | None
) -> None:
    walk = await taken_through(
        world, set_today, "political_review", LAST, days_around("2014-08-01", political_review="2014-05-20"),
        "file_activist", "list_object",
    )  # fmt: skip
    begun_on = (date.fromisoformat(ended) - timedelta(days=4)).isoformat()
    await walk.certificate(
        "development_object", "2014-06-03", days=days, hours=hours, held_from=begun_on, held_to=ended
    )
    await walk.papers("train", "2014-06-03")

    answer = await walk.try_step("train")

    if enough is None:
        assert answer.status_code == 200, answer.text
    else:
        least = 5 if ended == LAST else 3
        assert refused(answer) == {"training.long-enough": (least, days, *enough)}


@pytest.mark.parametrize(("filled", "asked"), [(LAST, False), (FIRST, True)])
async def test_a_pre_review_is_asked_for_by_the_day_of_what_follows_on_it(
    world: World, set_today: SetToday, filled: str, asked: bool
) -> None:
    days = days_around("2014-06-10", examine="2014-05-20")
    walk = await taken_through(world, set_today, "examine", "2014-05-20", days, "file_activist", "list_object")
    await walk.form_on("2014-05-21")

    answer = await walk.tried("fill_form", filled)

    if asked:
        assert refused(answer) == {"development.step-before": ("prereview", None, NEW, "第十九条")}
        await walk.walked("prereview", FIRST)
        answer = await walk.try_step("fill_form")
    assert answer.status_code == 200, answer.text
    done = await walk.walked("admission_assembly", FIRST)
    cited = {f["code"]: (f["clause"]["document"], f["clause"]["article"], f["day"]) for f in done["findings"]}
    assert cited["meetings.quorum"] == (NEW, "第二十条", FIRST)
    assert (await walk.duties("2014-06-01"))["probation_end"] == ("2015-05-28", "zhibu", "")


async def test_a_vote_of_days_without_a_figure_counts_for_nothing_until_somebody_decides(
    world: World, set_today: SetToday
) -> None:
    days = days_around("2014-06-10", examine="2014-05-10")
    walk = await taken_through(world, set_today, "examine", "2014-05-10", days, "file_activist", "list_object")
    await walk.form_on("2014-05-11")
    await walk.walked("fill_form", "2014-05-12")

    with pytest.raises(AssertionError, match="no-figure"):
        await walk.assembly("admission", LAST)


async def test_a_case_of_1990_goes_through_without_what_its_text_did_not_ask_and_is_archived_today(
    world: World, set_today: SetToday
) -> None:
    walk = await begun(world, set_today)
    walk.days = days_around("2014-03-10")
    not_asked = ("file_activist", "list_object", "prereview", "file_approval")
    more = (walk.report("admission", "2014-03-12"), walk.report("conversion", "2015-03-22"))

    findings = await walk.take(
        "approve_conversion", walk.papers_through("approve_conversion", skip=not_asked, more=more), "2026-11-23"
    )

    assert {f["step"] for f in findings}.isdisjoint(not_asked)
    assert ("admission_assembly", "meetings.no-figure") in {(f["step"], f["code"]) for f in findings}
    assert await status_of(walk) == MemberStatus.FULL_MEMBER.value
    await walk.upheld("2026-11-23")
    done = await walk.walked("archive", "2026-11-24")
    assert done["case_state"] == "archived", "the approval of 2014 is not filed by a text that came after it"
    entries = (await walk.secretary.get(f"{walk.path}/timeline")).json()["items"]
    became = [
        (e["key"], e["on"]) for e in entries if e["what"] == "step" and e["key"] in ("determine_object", "archive")
    ]
    assert became == [("determine_object", walk.days["determine_object"].isoformat()), ("archive", "2026-11-24")]


async def test_who_was_a_development_object_without_a_listing_stays_one_when_a_later_step_is_reopened(
    world: World, set_today: SetToday
) -> None:
    walk = await begun(world, set_today)
    walk.days = days_around("2014-06-10", examine="2014-05-20")
    papers = walk.papers_through("examine", skip=("file_activist", "list_object"))
    findings = await walk.take("examine", papers, "2014-05-20")
    assert await status_of(walk) == MemberStatus.DEVELOPMENT_OBJECT.value
    body = {
        "finding_ids": [f["id"] for f in findings if f["step"] == "train"],
        "decision": "reopen",
        "decided_by": str(world.committee.id),
        "decided_on": "2014-05-20",
        "document_number": "柳委〔退〕1号",
    }

    reopened = await walk.approver.post(
        f"{walk.path}/findings/decisions", json=body, headers=match((await walk.case())["version"])
    )

    assert reopened.status_code == 200, reopened.text
    assert (await walk.case())["step"] == "train"
    assert await status_of(walk) == MemberStatus.DEVELOPMENT_OBJECT.value
