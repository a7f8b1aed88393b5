"""Cases that lie across the days on which a text begins: every act is judged by the text of its own day.

The days are those of the rulebook: the rules of 2014 (28 May 2014) and of 2026 (18 May 2026), the Constitution of 2022 (22
October 2022), the regulation on education (6 May 2019). Whole cases come in on paper and are looked at through the API.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from app.domain.people.facts import MemberStatus
from app.domain.shared.clauses import DOCUMENTS, DocumentKey, Level
from app.domain.shared.days import add_months
from app.persistence.models.people import Person
from tests.builders.development_days import DatedWalk, begin, days_around
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]

RULES = ("development-rules-1990", "development-rules-2014", "development-rules-2026")
TODAY = "2027-11-23"
TURNED_BY = {
    "development.first-talk-in-time": "apply",
    "training.long-enough": "train",
    "training.organiser-may-train": "train",
    "development.oath-in-time": "approve_admission",
    "development.probation-over": "admission_assembly",
}
"""Findings that are judged by the law of an earlier day than that of the step: the day on which their time began."""
OF_TODAY = {"development.case-open", "development.findings-decided", "development.step-not-done"}


async def begun(world: World, set_today: SetToday) -> DatedWalk:
    """A branch of members since 2003 and somebody known since 2004."""
    return await begin(
        world, set_today, members_since=date(2003, 7, 1), known_since=date(2004, 1, 1), born_on=date(1985, 4, 20)
    )


def in_force(on: date) -> str:
    """The rules on developing members of a day."""
    return [key for key in RULES if (DOCUMENTS[DocumentKey(key)].since or date.min) <= on][-1]


@pytest.mark.parametrize(
    "held",
    [
        *("2014-05-27", "2014-05-28", "2014-06-11", "2019-05-06", "2021-10-22", "2022-10-21", "2022-10-22"),
        *("2024-02-29", "2025-05-17", "2026-05-17", "2026-05-18"),
    ],
)
async def test_every_act_of_a_case_is_judged_by_the_text_of_its_own_day(
    world: World, set_today: SetToday, held: str
) -> None:
    walk = await begun(world, set_today)
    assembly = date.fromisoformat(held)
    walk.days = days_around(held)
    more = tuple(
        walk.report(about, walk.days[f"{about}_assembly"].isoformat()) for about in ("admission", "conversion")
    )
    own = {step for step, row in FILINGS.items() if in_force(walk.days[row]) == RULES[0]}
    own |= {"prereview"} if in_force(walk.days["fill_form"]) == RULES[0] else set()

    findings = await walk.take(
        "approve_conversion", walk.papers_through("approve_conversion", skip=tuple(own), more=more), TODAY
    )

    decided = await walk.decided()
    assert set(decided) == set(walk.days) - own - {"archive"}
    for step, verdict in decided.items():
        for finding in verdict:
            _of_its_day(walk, step, finding)
    assert {(f["step"], f["judged_on"]) for f in findings} <= {(step, walk.days[step].isoformat()) for step in decided}
    async with walk.world.system() as uow:
        person = await uow.session.get_one(Person, walk.candidate)
        uow.emit("test:person:read", person)
    assert (person.status, person.joined_on, person.converted_on) == (
        MemberStatus.FULL_MEMBER.value,
        assembly,
        add_months(assembly, 12),
    )
    why = await walk.agreed(TODAY)
    assert [step["step"] for step in why["steps"]] == ["archive"]


FILINGS = {
    "file_activist": "determine_activist",
    "list_object": "determine_object",
    "file_approval": "approve_admission",
}
"""Filings, and the decision that each reports."""


def _of_its_day(walk: DatedWalk, step: str, finding: dict[str, Any]) -> None:
    """A finding is of its step's day, or of the day on which its time began, and cites the text in force on that day."""
    code, told = finding["code"], (step, finding)
    if finding["day"] is not None:
        days = {walk.days[TURNED_BY.get(code, step)]}
        if code == "development.approved-in-time":
            days = {walk.days[step.replace("approve_", "") + "_assembly"]}
        if code == "development.earlier-steps-hold":
            days = {walk.days[finding["facts"]["step_key"]]}
        assert finding["day"] in ({TODAY} if code in OF_TODAY else {day.isoformat() for day in days}), told
    if finding["document"] is None or DOCUMENTS[DocumentKey(finding["document"])].level is not Level.NATIONAL:
        return
    assert finding["day"] is not None, told
    on = date.fromisoformat(finding["day"])
    assert (DOCUMENTS[DocumentKey(finding["document"])].since or date.min) <= on, told
    if finding["document"] in RULES and finding["document"] != in_force(on):
        carried_on = (finding["document"], in_force(on), finding["verified"])
        assert carried_on == ("development-rules-2014", "development-rules-2026", False), told
