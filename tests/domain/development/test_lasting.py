"""What ended otherwise than passing and lasts: an extension of the probation and a cancellation are judged again as to who
decided; and a step that was taken over without its act goes on asking for it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.development.casefile import BodyThen, CaseFile, Completion, Outcome, Stretch, VoidCause, body_then
from app.domain.development.engine import judge, judge_completed, next_steps, questioned, standing_steps
from app.domain.development.findings import subject_of
from app.domain.development.gates.common import extension_months, probation_end
from app.domain.development.steps import STEPS, downstream
from app.domain.meetings.facts import MeetingKind
from app.domain.organisations.facts import OrganisationKind
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
from tests.domain.development.builders import bodies
from tests.domain.told import told

STEP = "approve_conversion"
POWER = "development.approval-power"
APPROVED_ON = date(2027, 8, 10)


def national(on: date) -> Law:
    return NATIONAL


def ended(outcome: Outcome, power: bool = True) -> CaseFile:
    """A case whose conversion was decided on with *outcome*, by a committee with or without the power."""
    proposal = "extend" if outcome is Outcome.EXTENDED else "cancel"
    file = with_fact(file_before(STEP), "conversion_resolution", proposal=proposal, extend_months=6, reason="尚需考察")
    without_power = BodyThen(Stretch(APPROVED_ON), replace(BODIES[COMMITTEE], approval_power=False))
    made = completed(file, STEPS[STEP], outcome=outcome)
    if outcome is Outcome.EXTENDED:
        anew = downstream(("probation",))
        made = replace(
            made,
            completions=tuple(
                replace(c, void=VoidCause.EXTENDED) if c.step in anew and c.outcome is Outcome.PASSED else c
                for c in made.completions
            ),
        )
    return made if power else replace(made, past={COMMITTEE: (without_power,)})


@pytest.mark.parametrize("outcome", [Outcome.EXTENDED, Outcome.CANCELLED])
@pytest.mark.parametrize(("power", "codes"), [(True, ()), (False, (POWER,))])
def test_who_decided_what_lasts_is_judged_again(outcome: Outcome, power: bool, codes: tuple[str, ...]) -> None:
    file = ended(outcome, power)

    found = [(completion.outcome, finding.code) for completion, finding in questioned(file, national)]

    assert found == [(outcome, code) for code in codes]


def test_what_is_found_of_an_extension_names_its_day_and_is_carried_by_it() -> None:
    file = ended(Outcome.EXTENDED, power=False)
    [(_, finding)] = questioned(file, national)
    day = APPROVED_ON.isoformat()

    assert subject_of(finding) == day
    assert questioned(replace(file, carried=frozenset({(STEP, POWER, day)})), national) == ()
    assert questioned(replace(file, carried=frozenset({(STEP, POWER, "")})), national) != ()


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.REJECTED, Outcome.SENT_BACK])
def test_what_ended_otherwise_and_led_to_nothing_is_not_judged_again(outcome: Outcome) -> None:
    file = ended(Outcome.EXTENDED, power=False)
    last = replace(file.completions[-1], outcome=outcome)
    file = replace(file, completions=(*file.completions[:-1], last))

    assert file.lasting(STEP) == ()
    assert questioned(file, national) == ()


def test_an_extension_that_fell_gives_no_months_any_more() -> None:
    file = ended(Outcome.EXTENDED)
    fallen = replace(file.completions[-1], void=VoidCause.REOPENED)
    undone = replace(file, completions=(*file.completions[:-1], fallen))

    assert (extension_months(file), extension_months(undone)) == (6, 0)
    over = [found[0] for case in (file, undone) if (found := probation_end(case, NATIONAL)) is not None]
    assert over == [date(2028, 1, 10), date(2027, 7, 10)]
    assert undone.lasting(STEP) == ()


def test_what_lasts_stands_before_the_attempt_that_passed() -> None:
    file = ended(Outcome.EXTENDED)
    passed = replace(file.completions[-1], outcome=Outcome.PASSED, attempt=2)
    file = replace(file, completions=(*file.completions, passed))

    own = [completion.outcome for completion in standing_steps(file) if completion.step == STEP]

    assert own == [Outcome.EXTENDED, Outcome.PASSED]
    assert file.lasting(STEP, Outcome.CANCELLED) == ()
    assert len(file.lasting(STEP, Outcome.EXTENDED)) == 1


def test_a_step_taken_over_without_its_act_goes_on_asking_for_it_until_one_is_there() -> None:
    whole = file_before("first_talk")
    done = Completion("first_talk", 1, Outcome.PASSED, date(2025, 3, 20), None, UUID(int=9), taken_over=True)
    bare = replace(without(whole, ["first_talk"]), completions=(*whole.completions, done))
    shown = replace(whole, completions=(*whole.completions, done))

    assert "development.act-recorded" in judge_completed(bare, done, national).verdict.codes
    assert "development.act-recorded" not in judge_completed(shown, done, national).verdict.codes
    own = replace(done, taken_over=False)
    assert "development.act-recorded" not in judge_completed(bare, own, national).verdict.codes


def test_what_a_body_was_is_told_for_the_days_of_its_past_only() -> None:
    was = replace(BODIES[COMMITTEE], approval_power=False)
    past = (BodyThen(Stretch(date(2020, 1, 1), date(2024, 3, 1)), was),)

    assert body_then(past, date(2024, 2, 29)) == was
    assert body_then(past, date(2024, 3, 1)) is None
    assert body_then((), date(2024, 3, 1)) is None


@pytest.mark.parametrize("outcome", [Outcome.EXTENDED, Outcome.CANCELLED])
def test_what_is_said_of_what_lasts_is_of_its_own_day_and_law(outcome: Outcome) -> None:
    general = replace(BODIES[COMMITTEE], kind=OrganisationKind.GENERAL_BRANCH)
    asked: list[date] = []

    def laws(on: date) -> Law:
        asked.append(on)
        return NATIONAL

    file = ended(outcome)
    judged = judge_completed(bodies(file, general), file.completions[-1], laws)

    assert told(judged.verdict).codes == ("organisations.power-general-branch",)
    assert set(asked) == {APPROVED_ON}
    assert {finding.facts["attempt_on"] for finding in judged.verdict.findings} == {"2027-08-10"}
    assert questioned(without(file, ["conversion_report"]), national) == (), "what only a conversion owes"


def test_what_a_decision_carries_of_an_extension_stays_carried_when_its_day_is_corrected() -> None:
    """The attempt is known by the day on which it was recorded, whatever the right one is."""
    file = ended(Outcome.EXTENDED, power=False)
    (old,) = [entry for entry in file.facts if entry.kind == "conversion_approval"]
    mended = replace(old, id=UUID(int=9_900), happened_on=date(2027, 8, 11), earlier_ids=frozenset({old.id}))
    file = replace(file, facts=tuple(mended if entry is old else entry for entry in file.facts))
    carried = replace(file, carried=frozenset({(STEP, POWER, "2027-08-10")}))

    assert "development.earlier-steps-hold" in judge(file, STEPS[STEP], national, TODAY).verdict.codes
    assert "development.earlier-steps-hold" not in judge(carried, STEPS[STEP], national, TODAY).verdict.codes


def test_a_cancellation_after_an_extension_lengthens_nothing_once_more() -> None:
    file = ended(Outcome.EXTENDED)
    after = Completion(STEP, 2, Outcome.CANCELLED, date(2028, 2, 20))

    assert extension_months(replace(file, completions=(*file.completions, after))) == 6


def test_what_else_is_missing_is_said_beside_the_act_that_is_not_on_record() -> None:
    whole = file_before("assign_contacts")
    done = Completion("assign_contacts", 1, Outcome.PASSED, date(2025, 4, 28), None, UUID(int=9), taken_over=True)
    others = tuple(c for c in whole.completions if c.step != "file_activist")
    bare = replace(without(whole, ["contact_assignment"]), completions=(*others, done))

    unmet = judge_completed(bare, done, national).verdict.unmet

    assert [(finding.code, finding.required) for finding in unmet] == [
        ("development.step-before", "file_activist"),
        ("development.act-recorded", "contact_assignment"),
    ]


def test_a_cancellation_that_was_lost_does_not_say_what_comes_before_the_next_assembly() -> None:
    """It need not wait; an assembly to come is asked what is proposed now."""
    lost, today = date(2027, 3, 5), date(2027, 4, 1)
    file = without(file_before("probation"), ["conversion_resolution"])
    cancel = fact("conversion_resolution", lost, 9_601, proposal="cancel", reason="x")
    convert = fact("conversion_resolution", "2027-03-20", 9_602, proposal="convert")
    meeting = next(m for m in file.meetings if m.kind is MeetingKind.CONVERSION)
    meeting = replace(meeting, planned_on=lost, held_on=lost, frozen_on=lost)
    reported = Completion("conversion_assembly", 1, Outcome.REJECTED, lost, meeting.id, void=VoidCause.REJECTED)
    file = replace(file, facts=(*file.facts, cancel, convert), meetings=(file.meetings[0], meeting))
    after = replace(file, completions=(*file.completions, reported))

    assert STEPS["conversion_assembly"] in next_steps(file, national, today)
    assert STEPS["conversion_assembly"] not in next_steps(after, national, today)
