"""Judging, seen from the day: which law is asked, what waits, what a decision carries, what a step brings about."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from app.domain.development.acts import ACTS, Act
from app.domain.development.casefile import CaseFile, Outcome, VoidCause
from app.domain.development.engine import (
    day_without_act,
    effects_of,
    judge,
    judge_completed,
    next_steps,
    predecessors,
    rewinds,
    void_causes,
)
from app.domain.development.steps import STEP_LIST, STEPS
from app.domain.shared.parameters import Law
from tests.builders.development_file import (
    NATIONAL,
    TODAY,
    completed,
    file_before,
    whole_file,
    with_fact,
    without,
)


class Asked:
    """Laws that remember for which days they were asked."""

    def __init__(self) -> None:
        self.days: set[date] = set()

    def __call__(self, on: date) -> Law:
        assert isinstance(on, date)
        self.days.add(on)
        return NATIONAL


@pytest.mark.parametrize("key", STEPS)
def test_a_step_is_judged_by_the_law_of_the_day_of_its_act_and_so_is_each_that_it_judges_again(key: str) -> None:
    file, now, then = file_before(key), Asked(), Asked()

    judged = judge(file, STEPS[key], now, TODAY)
    earlier = {c.act_on for c in file.completions} if STEPS[key].judges_earlier else set()
    done = completed(file, STEPS[key])
    again = judge_completed(done, done.completions[-1], then)

    assert now.days == {judged.day, *earlier}
    assert then.days == {again.day} == {judged.day}
    assert again.act == judged.act == Act(judged.day, done.completions[-1].act_ref)


@pytest.mark.parametrize("key", STEPS)
def test_a_step_that_is_done_with_an_act_that_has_since_moved_is_judged_by_its_new_day(key: str) -> None:
    done = completed(file_before(key), STEPS[key])
    last = replace(done.completions[-1], act_on=date(2000, 1, 1))

    judged = judge_completed(replace(done, completions=(*done.completions[:-1], last)), last, Asked())

    assert judged.act is not None
    assert judged.day == judged.act.on
    if key != "train":
        assert judged.day == done.completions[-1].act_on


def _waiting(file: CaseFile, today: date = TODAY) -> list[str]:
    return [step.key for step in next_steps(file, Asked(), today)]


def _prereviewed(on: str) -> CaseFile:
    return with_fact(file_before("prereview"), "pre_review_result", on)


@pytest.mark.parametrize(
    ("_case", "file", "waits"),
    [
        ("its act lies in days that ask for it", file_before("prereview"), True),
        ("its act lies in days that do not", _prereviewed("2013-06-22"), False),
        ("no act, today asks for it", without(file_before("prereview"), ["pre_review_result"]), True),
    ],
)
def test_whether_a_step_waits_is_asked_of_the_day_of_its_act_and_without_one_of_today(
    _case: str, file: CaseFile, waits: bool
) -> None:
    assert ("prereview" in _waiting(file)) is waits


def test_an_act_that_served_an_earlier_attempt_does_not_say_which_law_asks_for_the_next() -> None:
    file = _prereviewed("2013-06-22")
    used = completed(file, STEPS["prereview"], outcome=Outcome.REFUSED)
    last = replace(used.completions[-1], void=VoidCause.REFUSED)

    assert "prereview" not in _waiting(file)
    assert "prereview" in _waiting(replace(used, completions=(*used.completions[:-1], last)))


def test_a_form_of_old_days_that_was_sent_back_does_not_say_what_comes_before_the_next() -> None:
    """Before 2014 nobody was pre-reviewed before the form; the next form is one of today, and the pre-review comes first."""
    file = with_fact(without(file_before("prereview"), ["pre_review_result"]), "form_filled", "2013-06-26")
    used = completed(file, STEPS["fill_form"])
    last = replace(used.completions[-1], void=VoidCause.SENT_BACK)

    assert {"prereview", "fill_form"} <= set(_waiting(file))
    assert _waiting(replace(used, completions=(*used.completions[:-1], last))) == ["prereview"]


def test_a_step_that_the_day_did_not_ask_for_waits_no_more_once_a_later_one_is_done() -> None:
    file = file_before("list_object")
    listed = without(file, ["object_filing"])
    sponsored = completed(listed, STEPS["determine_sponsors"])

    assert "list_object" in _waiting(listed)
    assert "list_object" not in _waiting(sponsored)


@pytest.mark.parametrize(
    ("_case", "on", "before"),
    [
        ("the day before the proposal", date(2027, 3, 4), ["apply_for_conversion"]),
        ("the day of the proposal", date(2027, 3, 5), ["approve_admission"]),
    ],
)
def test_a_cancellation_comes_after_the_approval_from_the_day_of_its_proposal(
    _case: str, on: date, before: list[str]
) -> None:
    file = with_fact(whole_file(), "conversion_resolution", "2027-03-05", proposal="cancel", reason="不履行党员义务")

    assert [step.key for step in predecessors(file, STEPS["conversion_assembly"], NATIONAL, on)] == before


def test_a_step_that_the_text_does_not_ask_for_counts_where_it_was_done() -> None:
    file = with_fact(file_before("assign_contacts"), "activist_determination", "2014-05-27")
    skipped = replace(file, completions=tuple(c for c in file.completions if c.step != "file_activist"))

    assert _before("assign_contacts", file) == ["file_activist"]
    assert _before("assign_contacts", skipped) == ["determine_activist"]


def _before(key: str, file: CaseFile, day: date = TODAY) -> list[str]:
    return [step.key for step in predecessors(file, STEPS[key], NATIONAL, day)]


@pytest.mark.parametrize(
    ("fact", "filing", "after"),
    [
        ("activist_determination", "file_activist", "assign_contacts"),
        ("object_determination", "list_object", "determine_sponsors"),
        ("admission_approval", "file_approval", "archive"),
    ],
)
def test_a_decision_is_filed_by_the_text_of_its_own_day_however_late_what_follows(
    fact: str, filing: str, after: str
) -> None:
    file = file_before(filing, without(whole_file(), [STEPS[filing].act]))
    old, new = with_fact(file, fact, "2014-05-27"), with_fact(file, fact, "2014-05-28")

    assert (filing in _before(after, old), filing in _before(after, new)) == (False, True)
    assert (filing in _waiting(old), filing in _waiting(new)) == (False, True)


def test_a_pre_review_is_asked_for_by_the_day_of_the_act_before_which_it_stands() -> None:
    file = file_before("prereview")

    assert _before("fill_form", file, date(2014, 5, 27)) == ["examine"]
    assert _before("fill_form", file, date(2014, 5, 28)) == ["prereview"]


def test_a_step_without_an_act_is_of_the_day_of_the_first_act_after_it() -> None:
    file = without(whole_file(), ["activist_filing", "contact_assignment", "archive"])

    assert day_without_act(file, STEPS["file_activist"]) == day_without_act(file, STEPS["assign_contacts"])
    assert day_without_act(file, STEPS["assign_contacts"]) == date(2026, 5, 6)
    assert day_without_act(file, STEPS["archive"]) is None


def _talk_by_an_organiser(*carried: tuple[str, str, str]) -> CaseFile:
    wrong = with_fact(file_before("first_talk"), "first_talk", office="organiser")
    return replace(wrong, documents=(), carried=frozenset(carried))


def test_a_decision_carries_the_finding_that_it_names_and_no_other() -> None:
    carried = ("first_talk", "development.first-talk-office", "")

    def unmet(file: CaseFile) -> list[str]:
        return [finding.code for finding in judge(file, STEPS["first_talk"], Asked(), TODAY).verdict.unmet]

    assert unmet(_talk_by_an_organiser()) == ["development.first-talk-office", "development.document-there"]
    assert unmet(_talk_by_an_organiser(carried)) == ["development.document-there"]
    assert unmet(_talk_by_an_organiser(("apply", *carried[1:]))) == unmet(_talk_by_an_organiser())
    marked = judge(_talk_by_an_organiser(carried), STEPS["first_talk"], Asked(), TODAY).verdict.findings
    assert [f.code for f in marked if f.facts.get("carried")] == ["development.first-talk-office"]


def test_a_completed_step_is_carried_by_its_decision_too() -> None:
    file = _talk_by_an_organiser(("first_talk", "development.first-talk-office", ""))
    done = completed(file, STEPS["first_talk"])

    assert judge_completed(done, done.completions[-1], Asked())
    assert not judge_completed(replace(done, carried=frozenset()), done.completions[-1], Asked())


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [
        (Outcome.PASSED, None),
        (Outcome.CANCELLED, None),
        (Outcome.REJECTED, VoidCause.REJECTED),
        (Outcome.REFUSED, VoidCause.REFUSED),
        (Outcome.EXTENDED, VoidCause.EXTENDED),
        (Outcome.SENT_BACK, VoidCause.SENT_BACK),
    ],
)
def test_why_completions_fall(outcome: Outcome, cause: VoidCause | None) -> None:
    assert void_causes(outcome) is cause


def test_a_step_that_passes_rewinds_nothing() -> None:
    assert all(rewinds(step, Outcome.PASSED) == frozenset() for step in STEP_LIST)


_EFFECTS = {
    ("apply", Outcome.PASSED): ("become_applicant",),
    ("determine_activist", Outcome.PASSED): ("become_activist",),
    ("list_object", Outcome.PASSED): ("become_development_object",),
    ("approve_admission", Outcome.PASSED): ("become_probationary",),
    ("approve_conversion", Outcome.PASSED): ("become_full_member",),
    ("approve_conversion", Outcome.CANCELLED): ("membership_cancelled",),
    ("archive", Outcome.PASSED): ("complete_case",),
}


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("key", STEPS)
def test_what_a_step_brings_about(key: str, outcome: Outcome) -> None:
    effects = effects_of(file_before(key), STEPS[key], outcome, NATIONAL, date(2026, 7, 1))

    assert effects == _EFFECTS.get((key, outcome), ())


def test_a_skipped_step_gives_its_effect_unless_it_was_done() -> None:
    listed, not_listed = (
        with_fact(file_before(key), "object_determination", "2014-05-27")
        for key in ("determine_sponsors", "list_object")
    )
    day = date(2014, 5, 28)

    assert effects_of(not_listed, STEPS["determine_sponsors"], Outcome.PASSED, NATIONAL, day) == (
        "become_development_object",
    )
    assert effects_of(listed, STEPS["determine_sponsors"], Outcome.PASSED, NATIONAL, day) == ()


LATER: dict[str, tuple[str, dict[str, object]]] = {
    "application_letter": ("2029-01-01", {"by_the_person": False, "accepts_programme": False}),
    "first_talk": ("2029-01-01", {"office": "organiser"}),
    "recommendation": ("2029-01-01", {}),
    "activist_determination": ("2029-01-01", {"decided_by": "branch_assembly", "agreed": False}),
    "activist_filing": ("2029-01-01", {"filed_by": "BRANCH", "reported_on": "2020-01-01"}),
    "contact_assignment": ("2029-01-01", {"person_ids": ["CANDIDATE", "YOUNG", "SECOND"]}),
    "half_yearly_review": ("2029-01-01", {"period_from": "2028-01-01", "period_to": "2028-12-31"}),
    "thought_report": ("2029-01-01", {}),
    "opinions_heard": ("2029-01-01", {"source": "masses", "purpose": "listing"}),
    "cultivation_conclusion": ("2029-01-01", {"suitable": False}),
    "object_determination": ("2029-01-01", {"decided_by": "branch_assembly", "agreed": False}),
    "object_filing": ("2029-01-01", {"replied_by": "BRANCH", "reply": "refused", "reported_on": "2020-01-01"}),
    "sponsor_assignment": ("2029-01-01", {"person_ids": ["CANDIDATE", "YOUNG", "SECOND"]}),
    "committee_examination": ("2029-01-01", {"decided_by": "branch_assembly", "passed": False}),
    "pre_review_result": ("2029-01-01", {"reviewed_by": "BRANCH", "passed": False}),
    "form_filled": ("2029-01-01", {"form_number": "YX-000999", "guided_by_sponsors": False}),
    "admission_report": ("2029-01-01", {"reported_to": "BRANCH"}),
    "admission_talk": ("2029-01-01", {"office": "secretary", "fit": False}),
    "admission_approval": ("2029-01-01", {"decided_by": "BRANCH", "collectively": False}),
    "approval_filing": ("2029-01-01", {"filed_with": "BRANCH"}),
    "group_assignment": ("2029-01-01", {"branch_id": "OTHER_BRANCH", "group_id": "OTHER_BRANCH"}),
    "oath": ("2029-01-01", {}),
    "probation_review": ("2029-01-01", {"period_from": "2028-01-01", "period_to": "2028-12-31"}),
    "probation_conclusion": ("2029-01-01", {}),
    "conversion_application": ("2029-01-01", {"by_the_person": False}),
    "conversion_examination": ("2029-01-01", {"proposal": "cancel"}),
    "conversion_resolution": ("2029-01-01", {"proposal": "cancel", "reason": "x", "meeting_id": None}),
    "conversion_report": ("2029-01-01", {"reported_to": "BRANCH"}),
    "conversion_approval": ("2029-01-01", {"decided_by": "BRANCH", "collectively": False}),
    "archive": ("2029-01-01", {"has_personnel_file": False, "kept_by": "personnel_file"}),
}
"""Of every kind a later fact that would not do, or would do what the sound one does."""


@pytest.mark.parametrize("kind", LATER)
def test_what_happened_after_the_act_changes_nothing_of_what_was_judged(kind: str) -> None:
    done = completed(file_before("archive"), STEPS["archive"])
    on, changes = LATER[kind]
    changed = with_fact(replace(done, facts=tuple(f for f in done.facts if f.kind == kind)), kind, on, **changes)
    later = replace(changed.facts[-1], id=UUID(int=9_900))
    after = replace(done, facts=(*done.facts, later))

    for completion in done.completions:
        before = judge_completed(done, completion, Asked()).verdict
        now = judge_completed(after, completion, Asked()).verdict
        if (completion.step, kind) == ("admission_assembly", "form_filled"):
            assert now.codes == ("development.form-before-assembly",)  # the form that counts is the last one
        else:
            assert now == before, completion.step


def _a_day_later(file: CaseFile, key: str) -> CaseFile:
    """The file in which the act of a completed step was corrected: it happened a day later than was recorded."""
    done = file.done(key)
    assert done is not None
    (old,) = [entry for entry in file.facts if entry.id == done.act_ref]
    day, before = old.happened_on + timedelta(days=1), frozenset({old.id})
    mended = replace(old, id=UUID(int=9_900), happened_on=day, earlier_ids=before)
    return replace(file, facts=tuple(mended if entry is old else entry for entry in file.facts))


@pytest.mark.parametrize("key", [step.key for step in STEP_LIST[:-1] if step.act not in ACTS])
def test_steps_to_come_are_judged_by_the_corrected_day_of_an_earlier_one_as_they_will_be_judged_again(key: str) -> None:
    for step in STEP_LIST[STEPS[key].number :]:
        file = _a_day_later(file_before(step.key), key)
        done = completed(file, step)

        now = judge(file, step, Asked(), TODAY).verdict.findings
        again = judge_completed(done, done.completions[-1], Asked()).verdict.findings

        assert [finding for finding in again if finding not in now] == [], step.key
