"""The engine: judges steps of a case by the table, each by the law of the day of its act.

It changes nothing. Services store what it says: a judgement with verdict and outcome, the completions that an outcome
voids, and the effects that hang on the step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.development.acts import Act, act_of, as_they_stand, current_act
from app.domain.development.casefile import CaseFile, CaseState, Completion, LawOf, Outcome, VoidCause
from app.domain.development.facts import Proposal
from app.domain.development.findings import subject_of
from app.domain.development.gates import GATES
from app.domain.development.gates.agreement import born_before
from app.domain.development.gates.common import proposal
from app.domain.development.papers import papers_there
from app.domain.development.procedure import Step
from app.domain.development.results import RESULTS
from app.domain.development.steps import STEP_LIST, STEPS, downstream, is_asked
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.parameters import Law
from app.domain.shared.verdict import SATISFIED, Finding, Verdict, require

__all__ = [
    "CONDITIONS",
    "Judgement",
    "asks_for",
    "day_without_act",
    "effects_of",
    "judge",
    "judge_completed",
    "next_steps",
    "predecessors",
    "questioned",
    "rewinds",
    "standing_steps",
    "void_causes",
]

_CAUSES: Mapping[Outcome, VoidCause] = {
    Outcome.REJECTED: VoidCause.REJECTED,
    Outcome.REFUSED: VoidCause.REFUSED,
    Outcome.EXTENDED: VoidCause.EXTENDED,
    Outcome.SENT_BACK: VoidCause.SENT_BACK,
}


def _cancellation_proposed(file: CaseFile, on: date) -> bool:
    return proposal(file, on) is Proposal.CANCEL


CONDITIONS = {"cancellation_proposed": _cancellation_proposed}
"""Named conditions of ``Step.instead_after``."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A step, judged: the day whose law was used, the act, the outcome that it would have, and every finding."""

    step: Step
    day: date
    act: Act | None
    outcome: Outcome
    verdict: Verdict

    def __bool__(self) -> bool:
        return bool(self.verdict)


def asks_for(file: CaseFile, step: Step, law: Law, on: date) -> bool:
    """Tell whether *step* is asked for at all: by the text of *on*, or of the day of the step that it belongs to."""
    since = file.done(step.asked_since) if step.asked_since is not None else None
    return is_asked(step, law, act_of(file, STEPS[since.step], since).on if since is not None else on)


def day_without_act(file: CaseFile, step: Step) -> date | None:
    """The day by which a step is judged whose act is not on record: that of the first act of a step that comes after it."""
    later = downstream((step.key,)) - {step.key}
    acts = [current_act(file, row) for row in STEP_LIST if row.key in later]
    return min((act.on for act in acts if act is not None), default=None)


def predecessors(file: CaseFile, step: Step, law: Law, on: date) -> tuple[Step, ...]:
    """Return the steps that come before *step*; one that the text of *on* does not ask for gives way to its own."""
    keys = step.after
    if step.instead_after is not None and CONDITIONS[step.instead_after[0]](file, on):
        keys = step.instead_after[1]
    found: dict[str, Step] = {}
    for key in keys:
        before = STEPS[key]
        if file.done(key) is not None or asks_for(file, before, law, on):
            found[key] = before
        else:
            found.update({s.key: s for s in predecessors(file, before, law, on)})
    return tuple(found.values())


def _order(file: CaseFile, step: Step, law: Law, on: date) -> Verdict:
    verdict = SATISFIED
    for before in predecessors(file, step, law, on):
        done = file.done(before.key)
        facts = {"step": before.title_zh, "step_en": before.title_en, "step_key": before.key}
        verdict &= require(
            done is not None,
            "development.step-before",
            before.clause(on),
            required=before.key,
            measured=done.act_on if done is not None else None,
            day=on,
            facts=facts,
        )
        if done is not None:
            verdict &= require(
                done.act_on <= on,
                "development.act-in-order",
                step.clause(on),
                required=done.act_on,
                measured=on,
                day=on,
                facts=facts,
            )
    return verdict


def _carried(file: CaseFile, step: Step, verdict: Verdict) -> Verdict:
    """Findings that a decision with a document number carries no longer stand in the way; they stay visible."""
    if not any(key == step.key for key, _, _ in file.carried):
        return verdict
    return Verdict(
        tuple(
            replace(finding, ok=True, facts={**finding.facts, "carried": True})
            if not finding.ok and (step.key, finding.code, subject_of(finding)) in file.carried
            else finding
            for finding in verdict.findings
        )
    )


def _gates(file: CaseFile, step: Step, outcome: Outcome, laws: LawOf, on: date) -> Verdict:
    names = step.needs + (step.needs_to_pass if outcome in (Outcome.PASSED, Outcome.EXTENDED) else ())
    law = laws(on)
    return Verdict.all_of(GATES[name](file, law, on) for name in names)


def _outcome(file: CaseFile, step: Step, laws: LawOf) -> Outcome | None:
    return RESULTS[step.result](file, laws) if step.result is not None else Outcome.PASSED


def _act_recorded(step: Step, act: Act | None, day: date) -> Verdict:
    return require(
        act is not None,
        "development.act-recorded",
        step.clause(day),
        required=step.act,
        day=day,
        facts={"act": step.title_zh, "act_en": step.title_en},
    )


def judge(file: CaseFile, step: Step, laws: LawOf, today: date) -> Judgement:
    """Judge completing *step* now. The verdict lists every gate; without an act the others are judged as of *today*.

    Earlier steps count from the days of their acts as they stand: it is the judgement that a later look would repeat.
    """
    recorded, file = file, as_they_stand(file)
    act = current_act(file, step)
    day = act.on if act is not None else today
    outcome = _outcome(file, step, laws) or Outcome.PASSED
    fresh = act is not None and not file.has_served(step.key, act.ref, act.on)
    verdict = Verdict.all_of(
        (
            require(
                file.state is CaseState.OPEN,
                "development.case-open",
                OUR_CHOICE,
                measured=file.state.value,
                day=today,
            ),
            require(
                not file.open_findings,
                "development.findings-decided",
                OUR_CHOICE,
                required=0,
                measured=len(file.open_findings),
                day=today,
            ),
            require(file.done(step.key) is None, "development.step-not-done", OUR_CHOICE, measured=step.key, day=today),
            _act_recorded(step, act, day),
            require(act is None or fresh, "development.act-is-new", OUR_CHOICE, measured=day, day=day),
            require(act is None or day <= today, "development.act-not-ahead", OUR_CHOICE, required=today, measured=day),
            born_before(file, day),
            _order(file, step, laws(day), day),
            _gates(file, step, outcome, laws, day),
            papers_there(file, step, laws(day), day, outcome),
        )
    )
    verdict = _carried(file, step, verdict)
    if step.judges_earlier and outcome in (Outcome.PASSED, Outcome.EXTENDED):
        verdict &= _earlier_hold(recorded, laws)
    return Judgement(step, day, act, outcome, verdict)


def judge_completed(file: CaseFile, completion: Completion, laws: LawOf) -> Judgement:
    """Judge a completed step again by its acts as they stand now, each by the law of its day; papers are not asked anew.

    Of an attempt that ended otherwise and lasts (an extension, a cancellation) only what the step needs whatever comes of it
    is judged: what led to it was done anew since, or led to nothing else.
    """
    step = STEPS[completion.step]
    act = act_of(file, step, completion)
    before = as_they_stand(file)
    if completion.outcome is not Outcome.PASSED:
        verdict = Verdict.all_of(GATES[name](before, laws(act.on), act.on) for name in step.needs)
        verdict = Verdict(
            tuple(
                replace(finding, facts={**finding.facts, "attempt_on": completion.act_on.isoformat()})
                for finding in verdict.findings
            )
        )
    else:
        verdict = (
            born_before(file, act.on)
            & _order(before, step, laws(act.on), act.on)
            & _gates(before, step, completion.outcome, laws, act.on)
        )
        if completion.came_without_act:
            verdict &= _act_recorded(step, current_act(file, step), act.on)
    return Judgement(step, act.on, act, completion.outcome, _carried(file, step, verdict))


def standing_steps(file: CaseFile) -> tuple[Completion, ...]:
    """The completions that count, in the order of the table; before a step's own the extensions and the cancellation that
    last."""
    found: list[Completion] = []
    for step in STEP_LIST:
        found += file.lasting(step.key)
        done = file.done(step.key)
        found += [done] if done is not None else []
    return tuple(found)


def questioned(file: CaseFile, laws: LawOf) -> tuple[tuple[Completion, Finding], ...]:
    """Return every finding under which a completed step no longer holds."""
    return tuple(
        (completion, finding)
        for completion in standing_steps(file)
        for finding in judge_completed(file, completion, laws).verdict.unmet
    )


def _earlier_hold(file: CaseFile, laws: LawOf) -> Verdict:
    failing = questioned(file, laws)
    if not failing:
        return require(True, "development.earlier-steps-hold", OUR_CHOICE)
    return Verdict.all_of(
        require(
            False,
            "development.earlier-steps-hold",
            finding.clause,
            required=finding.required,
            measured=finding.measured,
            day=finding.day,
            facts={"step": STEPS[completion.step].title_zh, "step_key": completion.step, "code": finding.code},
        )
        for completion, finding in failing
    )


def next_steps(file: CaseFile, laws: LawOf, today: date) -> tuple[Step, ...]:
    """Return the steps whose predecessors are done and which themselves are not."""
    if file.state is not CaseState.OPEN:
        return ()
    file, found = as_they_stand(file), []
    for step in STEP_LIST:
        act = current_act(file, step)
        used = act is not None and file.has_served(step.key, act.ref, act.on)
        day = act.on if act is not None and not used else today
        law = laws(day)
        waiting = file.done(step.key) is None and asks_for(file, step, law, day) and not _passed_over(file, step)
        if waiting and all(file.done(before.key) is not None for before in predecessors(file, step, law, day)):
            found.append(step)
    return tuple(found)


def _passed_over(file: CaseFile, step: Step) -> bool:
    """Tell whether a later step is done already, because the text of its day did not ask for this one."""
    return step.asked_by is not None and any(
        step.key in later.after and file.done(later.key) is not None for later in STEP_LIST
    )


def void_causes(outcome: Outcome) -> VoidCause | None:
    """Return why completions fall when a step ends with *outcome*; None when they stay."""
    return _CAUSES.get(outcome)


def rewinds(step: Step, outcome: Outcome) -> frozenset[str]:
    """Return the steps to be done anew after *outcome*, the step itself among them."""
    target = step.routes.get(outcome)
    return downstream((target,)) if target is not None else frozenset()


def effects_of(file: CaseFile, step: Step, outcome: Outcome, law: Law, on: date) -> tuple[str, ...]:
    """Return the effects of completing *step*: those of steps that the text did not ask for come first."""
    names: list[str] = []
    for key in step.after:
        before = STEPS[key]
        if file.done(key) is None and not asks_for(file, before, law, on):
            names += [effect for effect in [before.effects.get(Outcome.PASSED)] if effect is not None]
    own = step.effects.get(outcome)
    return (*names, own) if own is not None else tuple(names)
