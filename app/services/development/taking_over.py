"""Taking a case over from paper at any step, with its past acts judged by the law of their days."""

from dataclasses import dataclass, replace
from uuid import UUID

from app.domain.development.acts import current_act
from app.domain.development.casefile import Outcome
from app.domain.development.engine import Judgement, asks_for, day_without_act, effects_of, judge
from app.domain.development.facts import ApprovalDecision, ConversionApproval, Proposal
from app.domain.development.findings import FindingKind, subject_of
from app.domain.development.gates.common import proposal
from app.domain.development.steps import STEP_LIST, STEPS, Step
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import FieldError, Invalid
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.uow import UnitOfWork
from app.services.development.completing import record_completion
from app.services.development.effects import run_effects
from app.services.development.findings import add_finding
from app.services.development.loading import Loaded, demand, last_day, load, refresh, reload, step_of
from app.services.development.opening import as_case, new_case
from app.services.development.recording import RecordFact, add_fact, check

__all__ = ["TakeOver", "take_over"]

_NOT_ON_PAPER = frozenset(
    {
        "development.case-open",
        "development.findings-decided",
        "development.step-not-done",
        "development.act-is-new",
        "development.step-before",
        "development.earlier-steps-hold",
    }
)
"""Findings about the course of the case itself, which a taking over brings about, and those told at their own step."""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """A case in progress on paper: its past acts with their own days, and the last step that was done."""

    person_id: UUID
    through_step: str
    facts: tuple[RecordFact, ...]


async def take_over(uow: UnitOfWork, command: TakeOver) -> Loaded:
    """Take a case over from paper. Each act is judged by the law of its own day.

    What is missing becomes a finding, which only a decision with a document number carries on; the case is held until
    every finding is decided or settled. Raises Invalid when the papers themselves say that a step ended otherwise: a
    lost vote or a refusal is no gap that a decision could carry.
    """
    last = step_of(command.through_step)
    await uow.repository(OrganisationRepository).hold_tree()
    person = await uow.repository(PersonRepository).get(command.person_id, lock=True)
    demand(uow, as_case(person), Permission.CASE_TAKE_OVER)
    first = min((fact.happened_on for fact in command.facts), default=uow.today)
    case = await new_case(uow, person, min(first, uow.today), taken_over=True)
    loaded = await load(uow, case.id)
    for index, fact in enumerate(command.facts):
        await _check_taken_over(uow, loaded, fact, index)
        add_fact(uow, loaded, fact)
    loaded = await reload(uow, loaded)
    told: set[tuple[str, str, str]] = set()
    extended = False
    for step in STEP_LIST:
        if step.number > last.number:
            break
        if step.number > STEPS["oath"].number and not extended:
            loaded, extended = await _extensions(uow, loaded, told), True
        loaded = await _step_on_paper(uow, loaded, step, told)
    if not extended and "approve_admission" in loaded.steps:
        loaded = await _extensions(uow, loaded, told)
    loaded = await reload(uow, loaded)
    await refresh(uow, loaded)
    uow.emit(
        "development:case:take-over",
        case,
        after={"person_id": person.id, "through_step": last.key, "facts": len(command.facts)},
        details={
            "case_id": case.id,
            "through_step": last.key,
            "facts": len(command.facts),
            "findings": len(loaded.file.open_findings),
        },
        event_type="development.case.taken_over",
    )
    return loaded


async def _step_on_paper(uow: UnitOfWork, loaded: Loaded, step: Step, told: set[tuple[str, str, str]]) -> Loaded:
    act = current_act(loaded.file, step)
    day = act.on if act is not None else day_without_act(loaded.file, step) or last_day(loaded.file)
    if act is None and not asks_for(loaded.file, step, loaded.laws(day), day):
        return loaded
    bare = replace(loaded.file, open_findings=())
    judged = judge(bare, step, loaded.laws, day if act is None else uow.today)
    if judged.outcome is not Outcome.PASSED:
        raise Invalid(
            FieldError("/through_step", "development.paper-says-otherwise", f"{step.key}: passed", judged.outcome.value)
        )
    judged = replace(judged, day=day)
    _tell(uow, loaded, judged, told)
    record_completion(uow, loaded, judged, taken_over=True)
    names = effects_of(loaded.file, step, Outcome.PASSED, loaded.laws(day), day)
    loaded = await reload(uow, loaded)
    await run_effects(uow, loaded, judged, names)
    return loaded


async def _extensions(uow: UnitOfWork, loaded: Loaded, told: set[tuple[str, str, str]]) -> Loaded:
    """Note the extensions of probation that the papers show: the clock of the conversion runs from their end."""
    for fact, approval in loaded.file.all(ConversionApproval):
        asked = proposal(loaded.file, fact.happened_on)
        if approval.decision is not ApprovalDecision.APPROVE or asked is not Proposal.EXTEND:
            continue
        until_then = tuple(one for one in loaded.file.facts if one.happened_on <= fact.happened_on)
        view = replace(loaded.file, facts=until_then, open_findings=())
        for key in ("conversion_assembly", "approve_conversion"):
            judged = judge(view, STEPS[key], loaded.laws, uow.today)
            if judged.act is not None:
                _tell(uow, loaded, judged, told)
        record_completion(uow, loaded, replace(judged, outcome=Outcome.EXTENDED), taken_over=True)
        loaded = await reload(uow, loaded)
    return loaded


def _tell(uow: UnitOfWork, loaded: Loaded, judged: Judgement, told: set[tuple[str, str, str]]) -> None:
    """Add every gap once."""
    for finding in judged.verdict.unmet:
        key = (judged.step.key, finding.code, subject_of(finding))
        if finding.code not in _NOT_ON_PAPER and key not in told:
            told.add(key)
            add_finding(uow, loaded, FindingKind.GAP, judged.step.key, judged.day, finding)


async def _check_taken_over(uow: UnitOfWork, loaded: Loaded, fact: RecordFact, index: int) -> None:
    try:
        await check(uow, loaded, fact.data, fact.happened_on, fact.documents)
    except Invalid as refused:
        raise Invalid([replace(e, pointer=f"/facts/{index}{e.pointer}") for e in refused.errors]) from None
