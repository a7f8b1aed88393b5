"""Runs the scenarios that an officer can check: one gate each, a sound file with what the scenario changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from app.domain.development.acts import current_act
from app.domain.development.casefile import CaseFile, PersonHistory
from app.domain.development.facts import OpinionsHeard
from app.domain.development.gates import GATES
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.meetings.facts import Attendance, SupervisorFacts, TalkFacts
from app.domain.organisations.facts import OrganisationKind
from app.domain.people.facts import Episode, MemberStatus, Restriction, RestrictionKind
from app.domain.political_review.facts import ConclusionResult
from app.domain.publicity.facts import ObjectionFacts, ObjectionState
from app.domain.shared.parameters import Adoption, Law, ValueType
from tests.builders.development_file import (
    BRANCH,
    COMMITTEE,
    NAMES,
    NATIONAL,
    ORGANISER,
    TODAY,
    completed,
    fact,
    whole_file,
    with_fact,
    without,
)
from tests.domain.told import Page

FOLDER = Path(__file__).parents[2] / "scenarios" / "development"
SCENARIOS: list[dict[str, Any]] = [
    scenario for path in sorted(FOLDER.glob("*.yaml")) for scenario in yaml.safe_load(path.read_text("utf-8"))
]
TOLD = Page(FOLDER / "told.txt")


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in fields.items()}


def _changed(scenario: Mapping[str, Any]) -> CaseFile:
    file = without(whole_file(), scenario.get("drop", ()))
    if "person" in scenario:
        file = replace(file, candidate=replace(file.candidate, **scenario["person"]))
    if "status" in scenario:
        episode = Episode(file.candidate.id, BRANCH, MemberStatus(scenario["status"]), date(2020, 1, 1), None)
        file = replace(file, history=PersonHistory(file.candidate.id, "", (episode,)))
    for kind, fields in scenario.get("facts", {}).items():
        given = _values(fields)
        file = with_fact(file, kind, given.pop("day", None), **given)
    for number, entry in enumerate(scenario.get("add", ())):
        given = _values(entry)
        file = replace(file, facts=(*file.facts, fact(given.pop("kind"), given.pop("day"), 9_900 + number, **given)))
    if "drop_opinion" in scenario:
        file = replace(
            file,
            facts=tuple(
                entry
                for entry in file.facts
                if not (isinstance(entry.data, OpinionsHeard) and entry.data.source == scenario["drop_opinion"])
            ),
        )
    return _others(_bodies(file, scenario), scenario)


def _bodies(file: CaseFile, scenario: Mapping[str, Any]) -> CaseFile:
    branch = dict(scenario.get("branch", {}))
    bodies = dict(file.bodies)
    if "kind" in branch:
        bodies[BRANCH] = replace(bodies[BRANCH], kind=OrganisationKind(branch.pop("kind")))
    committee = dict(scenario.get("committee", {}))
    if "kind" in committee:
        committee["kind"] = OrganisationKind(committee["kind"])
    bodies[COMMITTEE] = replace(bodies[COMMITTEE], **committee)
    return replace(file, bodies=bodies, **branch)


def _others(file: CaseFile, scenario: Mapping[str, Any]) -> CaseFile:
    for name, (since, until) in scenario.get("barred", {}).items():
        person = NAMES[name]
        limit = Restriction(person, RestrictionKind.PARTY_PROBATION, since, until)
        people = {**file.people, person: replace(file.people[person], restrictions=(limit,))}
        file = replace(file, people=people)
    if scenario.get("notices") == "none":
        file = replace(file, notices=())
    if scenario.get("forms") == "none":
        file = replace(file, forms=())
    if "objection" in scenario:
        objection = ObjectionFacts(UUID(int=77), scenario["objection"], ObjectionState.RECEIVED)
        file = replace(file, notices=(replace(file.notices[0], objections=(objection,)), *file.notices[1:]))
    if "certificate" in scenario:
        file = replace(file, certificates=(replace(file.certificates[0], **scenario["certificate"]),))
    for name, day in scenario.get("held", {}).items():
        file = replace(
            file,
            meetings=tuple(
                replace(meeting, held_on=day, planned_on=day) if meeting.id == NAMES[name] else meeting
                for meeting in file.meetings
            ),
        )
    if "talk" in scenario:
        file = _talked(file, NAMES[scenario["talk"]["meeting"]], scenario["talk"]["day"])
    if "present" in scenario:
        file = replace(
            file,
            meetings=tuple(
                replace(
                    meeting,
                    roll=tuple(
                        replace(line, attendance=Attendance.PRESENT if n < scenario["present"] else Attendance.ABSENT)
                        for n, line in enumerate(meeting.roll)
                    ),
                )
                for meeting in file.meetings
            ),
        )
    return _review(file, scenario.get("review"))


def _talked(file: CaseFile, meeting_id: UUID, day: date) -> CaseFile:
    """A supervisor of the upper committee came to a meeting, and talked with a member on a day."""
    supervisor = SupervisorFacts(ORGANISER, COMMITTEE, from_upper_committee=True, belongs_to_branch=False, present=True)
    talk = TalkFacts(ORGANISER, UUID(int=1000), day)
    return replace(
        file,
        meetings=tuple(
            replace(meeting, supervisors=(supervisor,), talks=(talk,)) if meeting.id == meeting_id else meeting
            for meeting in file.meetings
        ),
    )


def _review(file: CaseFile, given: Any) -> CaseFile:
    if given is None:
        return file
    if given == "none":
        return replace(file, reviews=())
    (review,) = file.reviews
    conclusion = review.conclusion
    assert conclusion is not None
    if given == "fail":
        return replace(file, reviews=(replace(review, conclusion=replace(conclusion, result=ConclusionResult.FAIL)),))
    if "concluded_on" in given:
        review = replace(review, conclusion=replace(conclusion, concluded_on=given["concluded_on"]))
    if "replied_on" in given:
        review = replace(review, inquiries=(replace(review.inquiries[0], replied_on=given["replied_on"]),))
    return replace(file, reviews=(review,))


def _law(scenario: Mapping[str, Any]) -> Law:
    def value(given: Any) -> ValueType:
        return Fraction(given) if isinstance(given, str) else given

    adoptions = [
        Adoption(key, value(given), date(2020, 1, 1), COMMITTEE, "青溪镇党委", "青委〔2020〕1号")
        for key, given in scenario.get("law", {}).items()
    ]
    return Law.of(NATIONAL.calendar, adoptions)


def _step(gate: str) -> str:
    return next(step.key for step in STEP_LIST if gate in (*step.needs, *step.needs_to_pass))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["sentence"])
def test_scenario(scenario: dict[str, Any]) -> None:
    step = scenario.get("step") or _step(scenario["gate"])
    changed = _changed(scenario)
    act = current_act(changed, STEPS[step])
    file = _before(step, changed)

    verdict = GATES[scenario["gate"]](file, _law(scenario), act.on if act is not None else TODAY)

    assert list(dict.fromkeys(verdict.codes)) == scenario["unmet"]
    if "clause" in scenario:
        cited = {finding.clause.title_zh for finding in verdict.unmet if finding.clause is not None}
        assert cited == {scenario["clause"]}
    if "late_days" in scenario:
        assert [finding.facts["late_days"] for finding in verdict.findings] == [scenario["late_days"]]
    TOLD.tells(f"{scenario['gate']}: {scenario['sentence']}", verdict)


def _before(step: str, changed: CaseFile) -> CaseFile:
    """Steps whose act the scenario removed are simply not done."""
    made = changed
    for row in STEP_LIST:
        if row.number < STEPS[step].number and current_act(made, row) is not None:
            made = completed(made, row)
    return made


def test_every_gate_has_a_scenario_that_fails_and_one_that_passes() -> None:
    failing = {scenario["gate"] for scenario in SCENARIOS if scenario["unmet"]}
    passing = {scenario["gate"] for scenario in SCENARIOS if not scenario["unmet"]}
    soft = {scenario["gate"] for scenario in SCENARIOS if scenario.get("late_days")}

    assert passing == set(GATES)
    assert failing | soft == set(GATES)
