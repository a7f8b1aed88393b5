"""A whole case under the street's practice: every local rule is run into once and kept once, with its code and clause."""

from collections.abc import Awaitable, Callable
from datetime import date

from app.domain.people.facts import MemberStatus
from tests.api.development.test_lives import person_of
from tests.builders.development_street import StreetWalk
from tests.builders.development_walk import start
from tests.builders.local_rules import DECISION
from tests.builders.world import World

SetToday = Callable[[date], Awaitable[None]]

_ANNOUNCED = {
    "publicity.certificate-missing",
    "publicity.contact-missing",
    "publicity.content-missing",
    "publicity.photo-missing",
    "publicity.site-kinds",
    "publicity.site-missing",
    "publicity.unit-or-residence-missing",
}
_ASSEMBLED = {
    "ballots.no-show-of-hands",
    "meetings.supervisors-max",
    "meetings.supervisors-min",
    "meetings.upper-committee-told",
    "meetings.void-without-supervisor",
}
KEPT = {
    "determine_object": {
        "assessments.evaluation-approval",
        "assessments.evaluation-participation",
        "assessments.evaluation-scope",
    },
    "list_object": _ANNOUNCED,
    "admission_assembly": _ASSEMBLED,
    "admission_talk": {"meetings.talks-held"},
    "conversion_assembly": _ASSEMBLED,
    "approve_conversion": _ANNOUNCED | {"meetings.talks-held"},
}
"""What each step was judged by that only the practice asks for."""


async def test_a_case_goes_from_the_letter_to_the_archive_under_the_street_profile(
    world: World, set_today: SetToday
) -> None:
    walk = await start(world, set_today, StreetWalk)

    await walk.to_archive()

    case, person = await walk.case(), await person_of(walk)
    assert (case["state"], case["step"], case["closed_on"]) == ("archived", None, "2027-09-01")
    assert (person.status, person.joined_on, person.converted_on) == (
        MemberStatus.FULL_MEMBER.value,
        date(2026, 7, 10),
        date(2027, 7, 10),
    )
    decisions = (await walk.secretary.get(f"{walk.path}/decisions")).json()["items"]
    assert len(decisions) == 25
    judged = {
        decision["step"]: {f["code"]: f for f in decision["verdict"] if f["decision_number"] == DECISION}
        for decision in decisions
    }
    assert {step: set(found) for step, found in judged.items() if found} == KEPT
    for finding in (finding for found in judged.values() for finding in found.values()):
        assert finding["ok"], finding
        assert (finding["level"], finding["document"], finding["article"]) == ("local", "local-decision", DECISION)
