"""Answers of the development area, made from judgements and rows."""

from datetime import date

from app.api.findings import clause_out, findings_out
from app.api.v1.development import schemas as s
from app.domain.development.casefile import CaseState
from app.domain.development.duties import Duty
from app.domain.development.engine import Judgement, next_steps
from app.domain.development.steps import STAGES, STEP_LIST, Step, is_asked, papers_owed
from app.domain.shared.parameters import Law
from app.persistence.models.development import DevelopmentCase
from app.services.development import Explanation, Loaded, StepDone

__all__ = ["case_out", "done_out", "next_steps_out", "step_table", "why_out"]


def case_out(case: DevelopmentCase, name: str) -> s.CaseOut:
    """Return a case that was flushed."""
    return s.CaseOut(
        id=case.id,
        person_id=case.person_id,
        person_name=name,
        branch_id=case.branch_id,
        state=CaseState(case.state),
        stage=case.stage,
        step=case.step,
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        taken_over=case.taken_over,
        changed_at=case.changed_at,
        version=case.version,
    )


def _judged(judgement: Judgement, language: str) -> s.JudgedStepOut:
    step = judgement.step
    return s.JudgedStepOut(
        step=step.key,
        number=step.number,
        title=_title(step, language),
        permission=step.permission.value,
        day=judgement.day,
        act_recorded=judgement.act is not None,
        outcome=judgement.outcome.value,
        allowed=bool(judgement),
        findings=findings_out(judgement.verdict.findings, language),
    )


def _title(step: Step, language: str) -> str:
    return step.title_zh if language == "zh" else step.title_en


def _duty(duty: Duty, language: str) -> s.DutyOut:
    return s.DutyOut(
        kind=duty.kind,
        step=duty.step,
        starts_on=duty.starts_on,
        due_on=duty.due_on,
        owner_id=duty.owner_id,
        done_on=duty.done_on,
        clause=clause_out(duty.clause, language),
        verified=duty.verified,
    )


def why_out(found: Explanation, today: date, language: str) -> s.WhyOut:
    """Return every gate of the waiting steps, and the duties."""
    loaded = found.loaded
    return s.WhyOut(
        case_id=loaded.case.id,
        state=loaded.file.state,
        today=today,
        open_findings=len(loaded.file.open_findings),
        steps=[_judged(judgement, language) for judgement in found.judgements],
        duties=[_duty(duty, language) for duty in found.duties],
        version=loaded.case.version,
    )


def next_steps_out(found: Explanation, language: str) -> s.NextStepsOut:
    """Return the waiting steps with the codes of their unmet gates."""
    return s.NextStepsOut(
        case_id=found.loaded.case.id,
        items=[
            s.NextStepOut(
                step=judgement.step.key,
                number=judgement.step.number,
                stage=judgement.step.stage,
                title=_title(judgement.step, language),
                permission=judgement.step.permission.value,
                allowed=bool(judgement),
                unmet=list(dict.fromkeys(judgement.verdict.codes)),
                send_back_to=list(judgement.step.send_back_to),
            )
            for judgement in found.judgements
        ],
        version=found.loaded.case.version,
    )


def done_out(done: StepDone, today: date, language: str) -> s.StepDoneOut:
    """Return what came of a step."""
    loaded: Loaded = done.loaded
    judgement, completion = done.judgement, done.completion
    return s.StepDoneOut(
        case_id=loaded.case.id,
        step=judgement.step.key,
        outcome=completion.outcome if completion is not None else judgement.outcome.value,
        act_on=completion.act_on if completion is not None else judgement.day,
        attempt=completion.attempt if completion is not None else None,
        written=completion is not None,
        allowed=bool(judgement) or completion is not None,
        findings=findings_out(judgement.verdict.findings, language),
        case_state=CaseState(loaded.case.state),
        next_steps=[step.key for step in next_steps(loaded.file, loaded.laws, today)],
        version=loaded.case.version,
    )


def step_table(law: Law, on: date, language: str) -> s.StepTableOut:
    """Return the step table under a law on a day."""
    stages = {stage.number: stage.title_zh if language == "zh" else stage.title_en for stage in STAGES}
    return s.StepTableOut(on=on, items=[_row(step, law, on, language, stages[step.stage]) for step in STEP_LIST])


def _row(step: Step, law: Law, on: date, language: str, stage_title: str) -> s.StepOut:
    due = None
    if step.due is not None:
        value = law.value(step.due.months, on)
        due = s.DueOut(
            kind=step.due.kind,
            months=value.value if value is not None else None,
            since=step.due.since,
            parameter=step.due.months.id,
        )
    return s.StepOut(
        key=step.key,
        number=step.number,
        stage=step.stage,
        stage_title=stage_title,
        title=_title(step, language),
        actor=step.actor,
        permission=step.permission.value,
        act=step.act,
        asked=is_asked(step, law, on),
        after=list(step.after),
        gates=list(step.needs),
        gates_to_pass=list(step.needs_to_pass),
        documents=[kind.value for kind in papers_owed(step, law, on)],
        due=due,
        send_back_to=list(step.send_back_to),
        clause=clause_out(step.clause(on), language),
        verified=step.clause(on).verified,
    )
