"""Attempts that ended otherwise than passing and last, and steps taken over without their act, are judged again too."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.development.casefile import CaseFile, Completion, Outcome, VoidCause
from app.domain.development.engine import judge, judge_completed, next_steps, questioned, standing_steps
from app.domain.development.findings import subject_of
from app.domain.development.steps import STEPS, downstream
from app.domain.meetings.facts import MeetingKind
from app.domain.shared.parameters import Law
from tests.builders.development_file import (
    BODIES,
    COMMITTEE,
    NATIONAL,
    TODAY,
    completed,
    fact,
    file_before,
    with_fact,
    without,
)
from tests.domain.development.builders import became, bodies
from tests.domain.told import told

APPROVED = date(2027, 8, 10)
POWERLESS = replace(BODIES[COMMITTEE], approval_power=False)


def laws(_: date) -> Law:
    return NATIONAL


def ended(outcome: Outcome) -> CaseFile:
    """A file whose conversion was extended, or whose membership was cancelled."""
    proposal = {"extend_months": 6, "proposal": "extend"} if outcome is Outcome.EXTENDED else {"proposal": "cancel"}
    file = with_fact(file_before("approve_conversion"), "conversion_resolution", reason="x", **proposal)
    file = completed(file, STEPS["approve_conversion"], outcome=outcome)
    if outcome is not Outcome.EXTENDED:
        return file
    gone = downstream(("probation",)) - {"approve_conversion"}
    void = tuple(replace(c, void=VoidCause.EXTENDED) if c.step in gone else c for c in file.completions)
    return replace(file, completions=void)


@pytest.mark.parametrize("outcome", [Outcome.EXTENDED, Outcome.CANCELLED])
def test_an_extension_and_a_cancellation_are_judged_by_what_they_need_whatever_comes_of_them(outcome: Outcome) -> None:
    file = ended(outcome)
    attempt = file.completions[-1]

    judged = judge_completed(file, attempt, laws)

    assert standing_steps(file)[-1] == attempt
    assert told(judged.verdict)
    assert {finding.facts["attempt_on"] for finding in judged.verdict.findings} == {"2027-08-10"}
    assert {finding.day for finding in judged.verdict.findings} == {APPROVED, None}
    assert questioned(without(file, ["conversion_report"]), laws) == (), "what only a conversion owes is not asked"


@pytest.mark.parametrize("outcome", [Outcome.EXTENDED, Outcome.CANCELLED])
def test_a_body_that_had_no_power_to_extend_or_to_cancel_is_found_and_the_attempt_is_named(outcome: Outcome) -> None:
    file = became(ended(outcome), COMMITTEE, APPROVED + timedelta(days=1), approval_power=False)
    earlier = became(bodies(ended(outcome), POWERLESS), COMMITTEE, APPROVED + timedelta(days=1))

    found = [(c.step, f.code, subject_of(f)) for c, f in questioned(file, laws) if c.outcome is outcome]

    assert found == [("approve_conversion", "development.approval-power", "2027-08-10")]
    assert questioned(earlier, laws) == ()


def test_what_a_decision_carries_of_an_extension_stays_carried_when_its_day_is_corrected() -> None:
    """The attempt is known by the day on which it was recorded, whatever the right one is."""
    file = became(ended(Outcome.EXTENDED), COMMITTEE, APPROVED + timedelta(days=9), approval_power=False)
    (old,) = [entry for entry in file.facts if entry.kind == "conversion_approval"]
    mended = replace(old, id=UUID(int=9_900), happened_on=APPROVED + timedelta(days=1), earlier_ids=frozenset({old.id}))
    file = replace(file, facts=tuple(mended if entry is old else entry for entry in file.facts))
    carried = frozenset((c.step, f.code, subject_of(f)) for c, f in questioned(file, laws))

    again = replace(file, carried=carried)

    assert {subject for step, _, subject in carried if step == "approve_conversion"} == {"2027-08-10"}
    assert "development.earlier-steps-hold" in judge(file, STEPS["approve_conversion"], laws, TODAY).verdict.codes
    assert "development.earlier-steps-hold" not in judge(again, STEPS["approve_conversion"], laws, TODAY).verdict.codes


def test_a_step_taken_over_without_its_act_owes_it_when_it_is_judged_again() -> None:
    file = file_before("determine_activist")
    (talk,) = [c for c in file.completions if c.step == "first_talk"]
    bare = replace(talk, act_ref=None, taken_over=True)
    others = tuple(bare if c is talk else c for c in file.completions)
    silent = replace(without(file, ["first_talk"]), completions=others)

    missing = [f for f in judge_completed(silent, bare, laws).verdict.findings if "act-recorded" in f.code]
    there = judge_completed(replace(file, completions=others), bare, laws).verdict.findings

    assert [(f.ok, f.required, f.day) for f in missing] == [(False, "first_talk", talk.act_on)]
    assert [f.ok for f in there if "act-recorded" in f.code] == [True]
    assert all("act-recorded" not in f.code for f in judge_completed(file, talk, laws).verdict.findings)


def test_a_cancellation_that_was_lost_does_not_say_what_comes_before_the_next_assembly() -> None:
    """It need not wait; an assembly to come is asked what is proposed now."""
    lost = date(2027, 3, 5)
    file = without(file_before("probation"), ["conversion_resolution"])
    cancel = fact("conversion_resolution", lost, 9_601, proposal="cancel", reason="x")
    convert = fact("conversion_resolution", "2027-03-20", 9_602, proposal="convert")
    meeting = next(m for m in file.meetings if m.kind is MeetingKind.CONVERSION)
    meeting = replace(meeting, planned_on=lost, held_on=lost, frozen_on=lost)
    told_of = Completion("conversion_assembly", 1, Outcome.REJECTED, lost, meeting.id, void=VoidCause.REJECTED)
    file = replace(file, facts=(*file.facts, cancel, convert), meetings=(file.meetings[0], meeting))

    first = {step.key for step in next_steps(file, laws, date(2027, 4, 1))}
    then = {
        step.key for step in next_steps(replace(file, completions=(*file.completions, told_of)), laws, date(2027, 4, 1))
    }

    assert "conversion_assembly" in first
    assert "conversion_assembly" not in then
