"""The engine walks the table: order, outcomes, sending back, extension, corrections, texts of their days."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.domain.ballots.facts import BallotOutcome
from app.domain.catalogue import load_catalogue
from app.domain.development.acts import ACTS
from app.domain.development.casefile import CaseFile, CaseState, OpenFinding, Outcome, VoidCause
from app.domain.development.engine import (
    CONDITIONS,
    effects_of,
    judge,
    judge_completed,
    next_steps,
    questioned,
    rewinds,
    standing_steps,
)
from app.domain.development.facts import KINDS, Fact
from app.domain.development.gates import GATES
from app.domain.development.messages import MESSAGES
from app.domain.development.results import RESULTS
from app.domain.development.steps import STAGES, STEP_LIST, STEPS, downstream
from app.domain.documents.facts import DocumentFacts, DocumentState
from app.domain.shared.parameters import Law
from app.domain.training.facts import TrainingExemption
from tests.builders.development_file import (
    CONVERSION_MEETING,
    MEETING,
    NATIONAL,
    TODAY,
    ballot,
    completed,
    fact,
    file_before,
    whole_file,
    with_fact,
    without,
)
from tests.domain.told import told


def national(on: date) -> Law:
    return NATIONAL


def void(file: CaseFile, steps: frozenset[str], cause: VoidCause) -> CaseFile:
    return replace(
        file,
        completions=tuple(replace(c, void=cause) if c.step in steps and c.stands else c for c in file.completions),
    )


@pytest.mark.parametrize("step", STEP_LIST, ids=lambda step: step.key)
def test_every_step_of_a_sound_case_is_satisfied(step: object) -> None:
    row = STEPS[step.key]  # type: ignore[attr-defined]

    judged = judge(file_before(row.key), row, national, TODAY)

    assert told(judged.verdict).codes == ()
    assert judged.outcome is Outcome.PASSED


@pytest.mark.parametrize("step", [step for step in STEP_LIST if step.after], ids=lambda step: step.key)
def test_no_step_can_be_done_before_those_that_come_before_it(step: object) -> None:
    row = STEPS[step.key]  # type: ignore[attr-defined]

    judged = judge(whole_file(), row, national, TODAY)

    assert judged.verdict.codes.count("development.step-before") == len(row.after)


@pytest.mark.parametrize("step", STEP_LIST, ids=lambda step: step.key)
def test_every_step_needs_its_act_and_its_documents(step: object) -> None:
    row = STEPS[step.key]  # type: ignore[attr-defined]
    before = file_before(row.key)
    bare = without(replace(before, documents=()), [row.act])
    if row.act in ACTS:
        bare = replace(bare, meetings=(), ballots=(), reviews=(), certificates=())

    codes = judge(bare, row, national, TODAY).verdict.codes

    assert "development.act-recorded" in codes
    assert "development.document-there" in codes


def test_table_and_registries_match_on_both_sides() -> None:
    named = {name for step in STEP_LIST for name in (*step.needs, *step.needs_to_pass)}
    results = {step.result for step in STEP_LIST if step.result is not None}
    acts = {step.act for step in STEP_LIST}
    conditions = {step.instead_after[0] for step in STEP_LIST if step.instead_after is not None}

    assert named == set(GATES)
    assert results == set(RESULTS)
    assert acts - set(KINDS) == set(ACTS)
    assert conditions == set(CONDITIONS)


def test_the_table_has_twenty_five_steps_in_five_stages_each_after_known_ones() -> None:
    assert [step.number for step in STEP_LIST] == list(range(1, 26))
    assert {step.stage for step in STEP_LIST} == {stage.number for stage in STAGES}
    for step in STEP_LIST:
        targets = (*step.after, *step.send_back_to, *step.routes.values())
        assert all(STEPS[key].number <= step.number for key in targets)


def test_every_finding_of_every_gate_has_a_message() -> None:
    seen: set[str] = set()
    for step in STEP_LIST:
        for file in (file_before(step.key), whole_file(), replace(whole_file(), documents=(), facts=())):
            seen |= {finding.code for finding in judge(file, step, national, TODAY).verdict.findings}

    assert {code for code in seen if code.startswith("development.")} <= set(MESSAGES)
    assert {code for code in seen if not code.startswith("form-register.")} <= set(load_catalogue())


def test_a_file_opens_with_the_application_and_ends_with_nothing_left() -> None:
    assert [step.key for step in next_steps(whole_file(), national, TODAY)] == ["apply"]
    done = completed(file_before("archive"), STEPS["archive"])
    assert next_steps(done, national, TODAY) == ()


def test_three_steps_wait_side_by_side_once_the_person_is_listed() -> None:
    waiting = [step.key for step in next_steps(file_before("determine_sponsors"), national, TODAY)]

    assert waiting == ["determine_sponsors", "political_review", "train"]


def test_a_lost_ballot_is_a_result_and_sends_the_case_back_to_the_examination() -> None:
    file = file_before("admission_assembly")
    lost = replace(file, ballots=(ballot(MEETING, date(2026, 7, 10), 10, BallotOutcome.LOST),))

    judged = judge(lost, STEPS["admission_assembly"], national, TODAY)

    assert judged
    assert judged.outcome is Outcome.REJECTED
    assert rewinds(judged.step, judged.outcome) >= {"examine", "prereview", "fill_form", "admission_assembly"}


def test_a_void_ballot_is_refused_and_is_no_result() -> None:
    file = file_before("admission_assembly")
    void_vote = replace(file, ballots=(ballot(MEETING, date(2026, 7, 10), 18, BallotOutcome.VOID),))

    assert "development.ballot-valid" in judge(void_vote, STEPS["admission_assembly"], national, TODAY).verdict.codes


def test_after_a_lost_ballot_the_old_acts_do_not_serve_again() -> None:
    file = file_before("admission_assembly")
    again = void(file, downstream(("examine",)), VoidCause.REJECTED)

    assert told(judge(again, STEPS["examine"], national, TODAY).verdict).codes == ("development.act-is-new",)
    renewed = replace(
        again,
        facts=(
            *again.facts,
            fact("committee_examination", "2026-09-01", 9_001, decided_by="branch_committee", passed=True),
        ),
    )
    assert judge(renewed, STEPS["examine"], national, TODAY)


def test_a_refused_approval_goes_back_and_does_not_owe_what_only_approval_owes() -> None:
    file = with_fact(
        without(file_before("approve_admission"), ["admission_report"]), "admission_approval", decision="refuse"
    )

    judged = judge(file, STEPS["approve_admission"], national, TODAY)

    assert judged
    assert judged.outcome is Outcome.REFUSED
    assert "examine" in rewinds(judged.step, judged.outcome)


def test_sending_back_to_the_review_leaves_sponsors_and_training_standing() -> None:
    gone = downstream(("political_review",))

    assert {"political_review", "examine", "prereview"} <= gone
    assert not gone & {"determine_sponsors", "train", "list_object"}


def extended_file(months: int = 6) -> CaseFile:
    file = file_before("approve_conversion")
    file = with_fact(file, "conversion_resolution", proposal="extend", extend_months=months, reason="尚需考察")
    file = completed(file, STEPS["approve_conversion"], outcome=Outcome.EXTENDED)
    return void(file, downstream(("probation",)) - {"approve_conversion"}, VoidCause.EXTENDED)


def test_an_approved_extension_lengthens_probation_and_reopens_its_steps() -> None:
    file = replace(
        extended_file(),
        facts=(
            *extended_file().facts,
            fact(
                "probation_review", "2027-12-20", 9_001, period_from="2027-08-11", period_to="2027-12-19", suitable=True
            ),
            fact("probation_conclusion", "2028-01-09", 9_002),
        ),
    )

    assert [s.key for s in next_steps(file, national, TODAY)] == ["probation"]
    too_early = judge(file, STEPS["probation"], national, date(2028, 3, 1))
    assert told(too_early.verdict).codes == ("development.probation-over",)
    in_time = judge(
        with_fact(file, "probation_conclusion", "2028-01-10"), STEPS["probation"], national, date(2028, 3, 1)
    )
    assert told(in_time.verdict).codes == ()


def test_probation_is_extended_only_once() -> None:
    file = extended_file()
    for key, on in (("probation", "2028-01-10"), ("apply_for_conversion", "2028-01-10")):
        made = fact(
            STEPS[key].act, on, 9_100 + STEPS[key].number, **({"by_the_person": True} if "apply" in key else {})
        )
        file = completed(replace(file, facts=(*file.facts, made)), STEPS[key], 2)
    second = replace(
        file,
        facts=(
            *file.facts,
            fact(
                "conversion_resolution",
                "2028-01-15",
                9_200,
                proposal="extend",
                extend_months=6,
                reason="尚需考察",
                meeting_id=UUID(int=203),
            ),
        ),
        meetings=(
            *file.meetings,
            replace(
                file.meetings[1],
                id=UUID(int=203),
                planned_on=date(2028, 1, 15),
                held_on=date(2028, 1, 15),
                frozen_on=date(2028, 1, 15),
            ),
        ),
        ballots=(*file.ballots, ballot(UUID(int=203), date(2028, 1, 15))),
    )

    codes = judge(second, STEPS["conversion_assembly"], national, date(2028, 3, 1)).verdict.codes

    assert "development.extension-count" in codes


def test_cancellation_need_not_wait_for_the_end_of_probation() -> None:
    file = file_before("probation")
    file = with_fact(file, "conversion_resolution", "2027-03-05", proposal="cancel", reason="不履行党员义务")
    file = with_fact(file, "conversion_examination", "2027-03-01", proposal="cancel")
    meeting = replace(
        file.meetings[1], planned_on=date(2027, 3, 5), held_on=date(2027, 3, 5), frozen_on=date(2027, 3, 5)
    )
    file = replace(
        file,
        meetings=(file.meetings[0], meeting),
        ballots=(file.ballots[0], ballot(CONVERSION_MEETING, date(2027, 3, 5))),
    )

    judged = judge(file, STEPS["conversion_assembly"], national, date(2027, 3, 6))

    assert told(judged.verdict).codes == ()


def test_the_outcome_of_the_conversion_follows_the_proposal() -> None:
    file = file_before("approve_conversion")
    for proposal, months, outcome in (
        ("convert", None, Outcome.PASSED),
        ("extend", 6, Outcome.EXTENDED),
        ("cancel", None, Outcome.CANCELLED),
    ):
        changed = with_fact(file, "conversion_resolution", proposal=proposal, extend_months=months, reason="见会议记录")
        assert judge(changed, STEPS["approve_conversion"], national, TODAY).outcome is outcome


def test_before_2014_neither_talk_time_nor_filing_nor_prereview_are_asked_for() -> None:
    file = without(whole_file(), ["activist_filing"])
    file = with_fact(file, "application_letter", "2012-03-03", written_on="2012-03-01")
    file = with_fact(file, "first_talk", "2012-09-20")
    file = with_fact(file, "recommendation", "2012-10-01")
    file = with_fact(file, "activist_determination", "2012-10-02")
    file = with_fact(file, "contact_assignment", "2012-10-03")
    for key in ("apply", "first_talk"):
        assert judge(file, STEPS[key], national, TODAY), key
        file = completed(file, STEPS[key])
    assert all(
        finding.code != "development.first-talk-in-time"
        for finding in judge(file, STEPS["first_talk"], national, TODAY).verdict.findings
    )
    file = completed(file, STEPS["determine_activist"])

    assert told(judge(file, STEPS["assign_contacts"], national, TODAY).verdict).codes == ()
    assert "file_activist" not in {step.key for step in next_steps(file, national, date(2012, 12, 1))}


def test_skipping_a_step_that_the_text_did_not_ask_for_keeps_its_effect() -> None:
    old, new = (
        with_fact(file_before("list_object"), "object_determination", day) for day in ("2014-05-27", "2014-05-28")
    )

    for day in (date(2014, 5, 27), date(2020, 1, 1)):
        assert effects_of(old, STEPS["determine_sponsors"], Outcome.PASSED, NATIONAL, day) == (
            "become_development_object",
        )
        assert effects_of(new, STEPS["determine_sponsors"], Outcome.PASSED, NATIONAL, day) == ()


def test_a_file_begun_in_2025_and_listed_in_july_2026_owes_the_publicity_of_2026() -> None:
    late = replace(with_fact(file_before("list_object"), "object_filing", "2026-07-03"), notices=())
    early = replace(
        with_fact(
            with_fact(file_before("list_object"), "object_determination", "2026-05-08"),
            "object_filing",
            "2026-05-15",
            reported_on="2026-05-12",
            reply="filed",
        ),
        notices=(),
    )
    early = completed(file_before("determine_object", early), STEPS["determine_object"])

    assert told(judge(late, STEPS["list_object"], national, TODAY).verdict).codes == ("publicity.notice-missing",)
    assert told(judge(early, STEPS["list_object"], national, TODAY).verdict).codes == ()


def test_a_correction_is_judged_again_and_questions_what_rested_on_it() -> None:
    file = file_before("probation")
    assert questioned(file, national) == ()
    last = next(entry for entry in file.facts if entry.kind == "cultivation_conclusion")
    corrected = replace(
        last, id=UUID(int=9_500), happened_on=date(2026, 4, 20), supersedes_id=last.id, earlier_ids=frozenset({last.id})
    )
    after = replace(file, facts=tuple(corrected if entry.id == last.id else entry for entry in file.facts))

    found = {(completion.step, finding.code) for completion, finding in questioned(after, national)}

    assert ("cultivate", "development.cultivation-months") in found
    assert judge_completed(after, after.completions[5], national).day == date(2026, 4, 20)


def test_nobody_is_approved_while_an_earlier_step_no_longer_holds() -> None:
    file = file_before("approve_admission")
    broken = with_fact(file, "application_letter", by_the_person=False)

    codes = judge(broken, STEPS["approve_admission"], national, TODAY).verdict.codes

    assert codes == ("development.earlier-steps-hold",)


def test_what_a_decision_carries_no_longer_stands_in_the_way_and_stays_visible() -> None:
    file = replace(
        with_fact(file_before("first_talk"), "first_talk", office="organiser"),
        carried=frozenset({("first_talk", "development.first-talk-office", "")}),
    )

    judged = judge(file, STEPS["first_talk"], national, TODAY)

    assert judged
    carried = next(f for f in judged.verdict.findings if f.code == "development.first-talk-office")
    assert carried.facts["carried"] is True


def test_an_open_finding_holds_the_case() -> None:
    file = replace(file_before("first_talk"), open_findings=(OpenFinding(UUID(int=1), "apply", "development.age"),))

    assert told(judge(file, STEPS["first_talk"], national, TODAY).verdict).codes == ("development.findings-decided",)


def test_a_case_that_is_over_moves_no_more() -> None:
    file = replace(file_before("first_talk"), state=CaseState.CLOSED)

    assert "development.case-open" in judge(file, STEPS["first_talk"], national, TODAY).verdict.codes
    assert next_steps(file, national, TODAY) == ()


def test_an_act_ahead_of_today_is_refused() -> None:
    codes = judge(file_before("first_talk"), STEPS["first_talk"], national, date(2025, 3, 19)).verdict.codes

    assert codes == ("development.act-not-ahead",)


def test_a_move_keeps_the_clock_and_the_branch_of_each_day() -> None:
    file = with_fact(
        file_before("cultivate"),
        "relocation",
        "2025-12-01",
        from_branch_id="OTHER_BRANCH",
        to_branch_id="BRANCH",
        file_checked=True,
        letter_number="青组转〔2025〕5号",
    )

    assert told(judge(file, STEPS["cultivate"], national, TODAY).verdict).codes == ()
    assert file.branch_on(date(2025, 11, 30)) == UUID(int=4)
    assert file.branch_on(date(2025, 12, 1)) == UUID(int=3)


def test_standing_steps_are_listed_in_the_order_of_the_table() -> None:
    file = file_before("examine")

    assert [completion.step for completion in standing_steps(file)] == [step.key for step in STEP_LIST[:11]]


def test_a_decision_that_exempts_from_training_is_the_act_of_its_step() -> None:
    exemption = TrainingExemption("青组〔2026〕11号", date(2026, 6, 12), "因公长期驻外")
    file = replace(file_before("train"), certificates=(), exemption=exemption)

    judged = judge(file, STEPS["train"], national, TODAY)

    assert judged
    assert judged.day == date(2026, 6, 12)


def test_a_file_filed_for_another_step_does_not_serve_here() -> None:
    file = file_before("admission_talk")
    talk = next(d for d in file.documents if d.step == 16)
    elsewhere = replace(talk, step=2)
    loose = replace(talk, step=None)
    named = replace(loose, id=UUID(int=8_888))

    def unmet(*documents: DocumentFacts, facts: tuple[Fact, ...] = file.facts) -> tuple[str, ...]:
        others = tuple(d for d in file.documents if d.step != 16)
        given = replace(file, documents=(*others, *documents), facts=facts)
        return judge(given, STEPS["admission_talk"], national, TODAY).verdict.codes

    naming = tuple(replace(f, documents=(named.id,)) if f.kind == "admission_talk" else f for f in file.facts)
    assert unmet(elsewhere) == ("development.document-there",)
    assert unmet(loose) == ("development.document-there",)
    assert unmet(named, facts=naming) == ()
    assert unmet(replace(talk, state=DocumentState.SET_ASIDE)) == ("development.document-there",)


@pytest.mark.parametrize(
    ("_case", "period_to", "ok"),
    [("a half year to the same day", "2025-10-28", True), ("a day longer than that", "2025-10-29", False)],
)
def test_a_review_spans_half_a_year_at_most(_case: str, period_to: str, ok: bool) -> None:
    first = next(entry for entry in whole_file().facts if entry.kind == "half_yearly_review")
    data = replace(first.data, period_to=date.fromisoformat(period_to))  # type: ignore[call-arg]
    changed = replace(first, data=data, happened_on=date(2025, 10, 30))
    file = replace(whole_file(), facts=tuple(changed if f.id == first.id else f for f in whole_file().facts))

    verdict = GATES["reviews_cover_cultivation"](file, NATIONAL, date(2026, 5, 6))

    assert bool(verdict) is ok


@pytest.mark.parametrize(("reviewed_on", "late"), [("2025-10-28", 0), ("2025-10-29", 1)])
def test_late_reviews_are_counted_and_refuse_nobody(reviewed_on: str, late: int) -> None:
    first = next(entry for entry in whole_file().facts if entry.kind == "half_yearly_review")
    changed = replace(first, happened_on=date.fromisoformat(reviewed_on))
    file = replace(whole_file(), facts=tuple(changed if f.id == first.id else f for f in whole_file().facts))

    verdict = GATES["reviews_cover_cultivation"](file, NATIONAL, date(2026, 5, 6))

    assert verdict
    assert verdict.findings[0].facts["late"] == late


@pytest.mark.parametrize(("born_on", "ok"), [(date(2025, 3, 2), True), (date(2025, 3, 3), False)])
def test_no_act_lies_on_or_before_the_day_of_birth(born_on: date, ok: bool) -> None:
    file = whole_file()
    young = replace(file, candidate=replace(file.candidate, born_on=born_on))

    codes = judge(young, STEPS["apply"], national, TODAY).verdict.codes

    assert ("development.act-after-birth" not in codes) is ok
