"""Completing a step: every gate is judged on what is recorded; the decision is kept; effects and the way on follow."""

from dataclasses import dataclass, replace
from uuid import UUID

from app.core.ids import new_id
from app.domain.development.casefile import CaseState, Outcome, VoidCause
from app.domain.development.engine import Judgement, effects_of, judge, next_steps, rewinds, void_causes
from app.domain.development.facts import encode
from app.domain.development.steps import downstream
from app.domain.shared.errors import Conflict, StepRefused
from app.persistence.models.development import DevelopmentDecision, DevelopmentStep
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork, canonical
from app.services.development.effects import run_effects
from app.services.development.findings import void_steps
from app.services.development.loading import Loaded, demand, load, refresh, reload, step_of
from app.services.verdicts import kept

__all__ = ["SendBack", "StepDone", "complete_step", "record_completion", "send_back"]


@dataclass(frozen=True, slots=True)
class StepDone:
    """What came of completing a step: the judgement, and the case as it stands then (None after a dry run)."""

    judgement: Judgement
    loaded: Loaded
    completion: DevelopmentStep | None


@dataclass(frozen=True, slots=True)
class SendBack:
    """A file given back by a review step."""

    to_step: str
    reason: str


async def complete_step(
    uow: UnitOfWork, case_id: UUID, step_key: str, *, expected_version: int, dry_run: bool = False
) -> StepDone:
    """Complete a step. A lost vote or a refused approval is completed as such and sends the case back.

    Raises StepRefused with every unmet gate. With *dry_run* the judgement is returned whatever it says, and nothing is
    written.
    """
    step = step_of(step_key)
    loaded = await load(uow, case_id, expected_version=expected_version, lock=not dry_run)
    demand(uow, loaded.case, step.permission)
    judgement = judge(loaded.file, step, loaded.laws, uow.today)
    if dry_run:
        return StepDone(judgement, loaded, None)
    if not judgement:
        raise StepRefused(step.key, judgement.verdict)
    completion = record_completion(uow, loaded, judgement)
    names = effects_of(loaded.file, step, judgement.outcome, loaded.laws(judgement.day), judgement.day)
    await void_after(uow, loaded, judgement)
    after = await reload(uow, loaded)
    await run_effects(uow, after, judgement, names)
    after.file = replace(after.file, state=CaseState(after.case.state))
    await refresh(uow, after)
    uow.emit(
        "development:step:complete",
        completion,
        after={"step": step.key, "outcome": judgement.outcome.value, "act_on": judgement.day},
        details={
            "case_id": case_id,
            "step": step.key,
            "attempt": completion.attempt,
            "outcome": judgement.outcome.value,
            "act_on": judgement.day,
        },
        event_type="development.step.completed",
    )
    return StepDone(judgement, after, completion)


def record_completion(
    uow: UnitOfWork, loaded: Loaded, judgement: Judgement, *, taken_over: bool = False
) -> DevelopmentStep:
    """Add the completion with the decision that it rests on."""
    step, case = judgement.step, loaded.case
    common = {
        "case_id": case.id,
        "person_id": case.person_id,
        "recorded_at": uow.now,
        "recorded_by": uow.actor_id,
        **place_of(case).columns(),
    }
    decision = DevelopmentDecision(
        id=new_id(),
        step=step.key,
        day=judgement.day,
        outcome=judgement.outcome.value,
        verdict=kept(judgement.verdict),
        facts_digest=_digest(uow, loaded),
        **common,
    )
    row = DevelopmentStep(
        id=new_id(),
        step=step.key,
        step_number=step.number,
        attempt=len(loaded.file.attempts(step.key)) + 1,
        outcome=judgement.outcome.value,
        act_on=judgement.day,
        act_ref=judgement.act.ref if judgement.act is not None else None,
        taken_over=taken_over,
        decision_id=decision.id,
        **common,
    )
    uow.session.add_all([decision, row])
    return row


def _digest(uow: UnitOfWork, loaded: Loaded) -> bytes:
    facts = [
        {"id": fact.id, "kind": fact.kind, "on": fact.happened_on, "data": encode(fact.data)}
        for fact in loaded.file.facts
    ]
    return uow.keys.digest(canonical({"case": loaded.case.id, "facts": facts}))


async def void_after(uow: UnitOfWork, loaded: Loaded, judgement: Judgement) -> None:
    """Mark what has to be done anew after another outcome than passing."""
    cause = void_causes(judgement.outcome)
    if cause is not None:
        await void_steps(uow, loaded, rewinds(judgement.step, judgement.outcome), cause)


async def send_back(
    uow: UnitOfWork, case_id: UUID, step_key: str, command: SendBack, *, expected_version: int
) -> StepDone:
    """Give the file back from a waiting review step (退回) to an earlier one, with a reason.

    That step and all after it are to be done anew, each on a new act. Raises Conflict when the step isn't waiting or
    can't send back there.
    """
    step = step_of(step_key)
    target = step_of(command.to_step)
    loaded = await load(uow, case_id, expected_version=expected_version, lock=True, must_be_open=True)
    demand(uow, loaded.case, step.permission)
    if target.key not in step.send_back_to:
        raise Conflict("development.send-back-impossible", pointer="/to_step", facts={"allowed": step.send_back_to})
    if step not in next_steps(loaded.file, loaded.laws, uow.today):
        raise Conflict("development.nothing-to-send-back", facts={"step": step.key})
    row = DevelopmentStep(
        id=new_id(),
        case_id=loaded.case.id,
        person_id=loaded.case.person_id,
        step=step.key,
        step_number=step.number,
        attempt=len(loaded.file.attempts(step.key)) + 1,
        outcome=Outcome.SENT_BACK.value,
        act_on=uow.today,
        sent_back_to=target.key,
        reason=command.reason,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(loaded.case).columns(),
    )
    uow.session.add(row)
    await void_steps(uow, loaded, downstream((target.key,)), VoidCause.SENT_BACK)
    after = await reload(uow, loaded)
    await refresh(uow, after)
    uow.emit(
        "development:step:send-back",
        row,
        after={"step": step.key, "to_step": target.key, "reason": command.reason},
        details={"case_id": case_id, "step": step.key, "to_step": target.key},
        event_type="development.step.sent_back",
    )
    return StepDone(judge(after.file, step, after.laws, uow.today), after, row)
