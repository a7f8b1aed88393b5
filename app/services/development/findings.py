"""Findings: noted when a completed step no longer holds or a case taken over shows a gap; decided by the committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.development.casefile import CaseState, Outcome, VoidCause
from app.domain.development.engine import judge_completed, standing_steps
from app.domain.development.findings import STATE_AFTER, FindingDecision, FindingKind, FindingState, subject_of
from app.domain.development.papers import papers_there
from app.domain.development.steps import STEPS, downstream
from app.domain.identity.permissions import Permission
from app.domain.organisations.powers import may_hold_approval_power
from app.domain.shared.errors import AlreadyDone, Conflict, FieldError, Forbidden, Invalid, NotFound, ensure
from app.domain.shared.verdict import Finding, Verdict
from app.persistence.models.development import CaseFinding
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.base import reaches
from app.persistence.repositories.bodies import bodies_on
from app.persistence.repositories.development import CaseRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.development.effects import fall_back
from app.services.development.loading import Loaded, demand, load, refresh, reload
from app.services.verdicts import kept

__all__ = ["DecideFindings", "add_finding", "decide_findings", "judge_again", "note_questioned", "void_steps"]


@dataclass(frozen=True, slots=True)
class DecideFindings:
    """What the committee decided on some findings, by which document."""

    finding_ids: tuple[UUID, ...]
    decision: FindingDecision
    decided_by: UUID
    decided_on: date
    document_number: str
    note: str | None = None


def add_finding(
    uow: UnitOfWork, loaded: Loaded, kind: FindingKind, step: str, judged_on: date, finding: Finding
) -> CaseFinding:
    """Add a finding that waits for a decision."""
    row = CaseFinding(
        id=new_id(),
        case_id=loaded.case.id,
        person_id=loaded.case.person_id,
        kind=kind.value,
        step=step,
        code=finding.code,
        subject=subject_of(finding),
        found_on=uow.today,
        judged_on=judged_on,
        finding=kept(Verdict((finding,)))[0],
        state=FindingState.OPEN.value,
        recorded_at=uow.now,
        recorded_by=uow.actor_id,
        **place_of(loaded.case).columns(),
    )
    uow.session.add(row)
    return row


async def note_questioned(uow: UnitOfWork, loaded: Loaded) -> tuple[CaseFinding, ...]:
    """Judge every completed step again; note what no longer holds, settle what holds again. Return the new findings."""
    rows = await uow.repository(CaseRepository).findings(loaded.case.id)
    open_rows = {(row.step, row.code, row.subject): row for row in rows if row.state == FindingState.OPEN.value}
    seen: set[tuple[str, str, str]] = set()
    added = []
    for completion in standing_steps(loaded.file):
        step = STEPS[completion.step]
        judged = judge_completed(loaded.file, completion, loaded.laws)
        unmet = list(judged.verdict.unmet)
        if completion.taken_over and completion.outcome is Outcome.PASSED:
            law = loaded.laws(judged.day)
            unmet += papers_there(loaded.file, step, law, judged.day, Outcome.PASSED).unmet
        for finding in unmet:
            key = (step.key, finding.code, subject_of(finding))
            if key not in open_rows and key not in seen and key not in loaded.file.carried:
                added.append(add_finding(uow, loaded, FindingKind.QUESTIONED, step.key, judged.day, finding))
            seen.add(key)
    for key, row in open_rows.items():
        if key not in seen:
            row.state = FindingState.SETTLED.value
    return tuple(added)


async def judge_again(uow: UnitOfWork, case_id: UUID, *, expected_version: int) -> Loaded:
    """Judge the completed steps again, after another area's record or a document changed."""
    loaded = await load(uow, case_id, expected_version=expected_version, lock=True)
    demand(uow, loaded.case, Permission.CASE_RECORD)
    added = await note_questioned(uow, loaded)
    after = await reload(uow, loaded)
    await refresh(uow, after)
    uow.emit(
        "development:case:judge-again",
        loaded.case,
        details={"case_id": case_id, "added": len(added), "open": len(after.file.open_findings)},
    )
    return after


async def decide_findings(uow: UnitOfWork, case_id: UUID, command: DecideFindings, *, expected_version: int) -> Loaded:
    """Decide on findings: uphold with a document number, have the step done anew, or end the case.

    Only a committee above the branch that held the approval power on the day of the decision decides, and only somebody
    who acts for it. A case that is over is carried, with a note, and not taken up again.
    """
    loaded = await load(uow, case_id, expected_version=expected_version, lock=True)
    demand(uow, loaded.case, Permission.CASE_DECIDE)
    _ensure_fits_case_over(loaded, command)
    await _ensure_deciding_body(uow, loaded, command)
    if command.decided_on > uow.today:
        raise Invalid(FieldError("/decided_on", "field.future-day", uow.today))
    rows = {row.id: row for row in await uow.repository(CaseRepository).findings(case_id)}
    chosen = [rows[finding_id] for finding_id in command.finding_ids if finding_id in rows]
    if len(chosen) != len(set(command.finding_ids)):
        raise NotFound("development.finding-unknown")
    if any(row.state != FindingState.OPEN.value for row in chosen):
        raise AlreadyDone("development.finding-decided")
    for row in chosen:
        row.state = STATE_AFTER[command.decision].value
        row.decided_on, row.decided_by_id, row.decided_by = command.decided_on, command.decided_by, uow.actor_id
        row.document_number, row.note = command.document_number, command.note
    if command.decision is FindingDecision.REOPEN:
        await _take_up_again(uow, loaded, chosen)
        await fall_back(uow, await reload(uow, loaded), command.decided_on)
    if command.decision is FindingDecision.CANCEL:
        await fall_back(uow, loaded, command.decided_on, end=True)
        loaded.case.state, loaded.case.closed_on = (
            CaseState.CLOSED.value,
            max(command.decided_on, loaded.case.opened_on),
        )
    after = await reload(uow, loaded)
    if command.decision is FindingDecision.REOPEN:
        await note_questioned(uow, after)
        after = await reload(uow, after)
    await refresh(uow, after)
    uow.emit(
        "development:finding:decide",
        loaded.case,
        after={"findings": sorted(str(row.id) for row in chosen), "decision": command.decision.value},
        details={
            "case_id": case_id,
            "decision": command.decision.value,
            "document_number": command.document_number,
            "findings": len(chosen),
        },
        event_type="development.finding.decided",
    )
    return after


def _ensure_fits_case_over(loaded: Loaded, command: DecideFindings) -> None:
    """Once a case is over no step is done anew and nothing ends: its findings are carried, and a note says why (ours)."""
    if loaded.case.state == CaseState.OPEN.value:
        return
    if command.decision is not FindingDecision.UPHOLD:
        facts = {"actual": command.decision.value, "state": loaded.case.state}
        raise Conflict("development.case-over-is-carried", pointer="/decision", facts=facts)
    if command.note is None:
        raise Invalid(FieldError("/note", "development.case-over-note"))


async def _ensure_deciding_body(uow: UnitOfWork, loaded: Loaded, command: DecideFindings) -> None:
    body = await uow.session.get(Organisation, command.decided_by)
    if body is None or not reaches(uow.caller, Permission.CASE_DECIDE, body):
        raise Forbidden(Permission.CASE_DECIDE.value, "development.body-not-reached")
    facts = (await bodies_on(uow, {(body.id, command.decided_on)}))[body.id, command.decided_on]
    above = body.id in place_of(loaded.case).columns().values() and body.id != loaded.case.branch_id
    if not above or not facts.approval_power:
        raise Conflict("development.not-deciding-body", pointer="/decided_by")
    ensure(may_hold_approval_power(facts, loaded.laws(command.decided_on), command.decided_on))


async def _take_up_again(uow: UnitOfWork, loaded: Loaded, chosen: Sequence[CaseFinding]) -> None:
    """Void what the findings are about, and all that came after. An extension that falls takes the time that it gave along:
    what was done since its probation is done anew."""
    attempts = {(row.step, row.subject) for row in chosen}
    again = set()
    for step in await uow.repository(CaseRepository).steps(loaded.case.id):
        if step.void is None and step.outcome == Outcome.EXTENDED.value and (step.step, str(step.act_on)) in attempts:
            step.void, step.void_at = VoidCause.REOPENED.value, uow.now
            attempts.discard((step.step, str(step.act_on)))
            again.add(STEPS[step.step].routes[Outcome.EXTENDED])
    await void_steps(uow, loaded, downstream(again | {step for step, _ in attempts}), VoidCause.REOPENED)


async def void_steps(uow: UnitOfWork, loaded: Loaded, steps: frozenset[str], cause: VoidCause) -> None:
    """Mark the standing completions of *steps* as void; they stay as history."""
    for row in await uow.repository(CaseRepository).steps(loaded.case.id):
        if row.step in steps and row.void is None and row.outcome == Outcome.PASSED.value:
            row.void, row.void_at = cause.value, uow.now
