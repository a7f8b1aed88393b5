"""Adopting and ending local values."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.core.ids import new_id
from app.domain.identity.permissions import Permission
from app.domain.organisations.levels import Level
from app.domain.rules.adoption import may_adopt, may_end
from app.domain.rules.facts import Draft, DraftValue
from app.domain.rules.parameters import LATE_RECORDING_DAYS
from app.domain.rules.registry import PARAMETERS, AnyParameter
from app.domain.rules.values import JSONValue, restore, to_json
from app.domain.shared.errors import Conflict, ensure
from app.domain.shared.parameters import Law, Value, ValueType, is_at_least_as_strict
from app.domain.shared.verdict import Verdict
from app.persistence.models.organisations import Organisation
from app.persistence.models.rules import RuleAdoption, RuleDecision
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.repositories.rules import LawRepository
from app.persistence.repositories.tree import ensure_active
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.redating import begin_redating
from app.services.rejudging import begin_judging
from app.services.rules.drafts import Adopt, draft_values

__all__ = ["AdoptedValue", "EndAdoption", "Outcome", "SetAside", "adopt", "end_adoption"]


@dataclass(frozen=True, slots=True)
class AdoptedValue:
    """One value of an outcome: what is inherited, what is adopted, and the row once it is recorded."""

    parameter: AnyParameter
    value: ValueType | None
    inherited: Value[ValueType] | None
    note: str
    adoption_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A laxer value of a body below, which no longer applies once the draft is adopted."""

    organisation_id: UUID
    organisation_name: str
    parameter_id: str
    value: JSONValue


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came, or would come, of a decision. ``decision_id`` is None after a dry run."""

    decision_id: UUID | None
    verdict: Verdict
    values: tuple[AdoptedValue, ...]
    set_aside: tuple[SetAside, ...]
    operation_id: UUID | None = None
    """The work that dates open tasks anew; None where none follows from the values."""


@dataclass(frozen=True, slots=True)
class EndAdoption:
    """A decision to end a local value on a last day."""

    last_day: date
    decided_on: date
    decision_number: str
    reason: str


async def adopt(uow: UnitOfWork, command: Adopt, *, dry_run: bool = False) -> Outcome:
    """Adopt local values for an organisation and everything below it.

    Raises RuleRefused with every reason, Conflict for a body that can't adopt, Forbidden without the permission to
    record late. A dry run judges the same and writes nothing; its verdict may be unmet.
    """
    laws = uow.repository(LawRepository)
    organisations = uow.repository(OrganisationRepository)
    await organisations.hold_tree()
    organisation = await organisations.get(command.organisation_id)
    ensure_active(organisation)
    if organisation.level == Level.GROUP:
        raise Conflict("rules.body-cannot-adopt")
    values = draft_values(command)
    ids = [value.parameter.id for value in values]
    inherited = await laws.inherited_by(organisation)
    running = await laws.running(organisation.id, ids, command.effective_from)
    began: dict[str, date] = {}
    for row in running:
        began[row.parameter_id] = max(row.effective_from, began.get(row.parameter_id, date.min))
    draft = Draft(
        command.decision_number, command.decided_on, command.effective_from, values, command.late_reason, began
    )
    verdict = may_adopt(draft, inherited, uow.today)
    set_aside = await _set_aside(laws, organisation, draft)
    if dry_run:
        return Outcome(None, verdict, _shown(values, inherited, command.effective_from), set_aside)
    ensure(verdict)
    _late_is_permitted(uow, organisation, command.decided_on, inherited)
    for row in running:
        _replaced(row, command, uow)
    # The exclusion constraint must see the ends of the old values before the new ones begin.
    await uow.flush()
    decision, adoptions = await _record(uow, laws, organisation, command, draft)
    shown = _shown(values, inherited, command.effective_from, {row.parameter_id: row.id for row in adoptions})
    redating = await begin_redating(uow, decision, organisation, ids)
    await begin_judging(uow, decision, organisation, command.effective_from, alone=False)
    return Outcome(decision.id, verdict, shown, set_aside, redating.id if redating is not None else None)


async def end_adoption(
    uow: UnitOfWork, adoption_id: UUID, command: EndAdoption, *, expected_version: int
) -> RuleAdoption:
    """End a local value on a last day; what is inherited applies again from the next.

    Raises RuleRefused for a day behind the decision, Conflict when it has ended already.
    """
    laws = uow.repository(LawRepository)
    row = await laws.get(adoption_id, expected_version=expected_version, lock=True)
    if row.effective_to is not None:
        raise Conflict("rules.adoption-ended")
    ensure(may_end(row.effective_from, command.last_day, command.decided_on, uow.today))
    organisation = await uow.session.get_one(Organisation, row.organisation_id)
    _late_is_permitted(uow, organisation, command.decided_on, await laws.of_place(place_of(organisation)))
    _end(row, command.last_day, command.decision_number, command.reason, uow)
    await uow.flush()
    laws.forget()
    uow.emit(
        "rules:adoption:end",
        row,
        before={"effective_to": None},
        after={"effective_to": command.last_day},
        details={"parameter": row.parameter_id, "last_day": command.last_day, "decision": command.decision_number},
        event_type="rules.adoption.ended",
    )
    await begin_redating(uow, row, organisation, [row.parameter_id])
    await begin_judging(uow, row, organisation, command.last_day + timedelta(days=1), alone=False)
    return row


def _replaced(row: RuleAdoption, command: Adopt, uow: UnitOfWork) -> None:
    """End an own value on the day before its successor; an end that was recorded before stays in the audit."""
    before = {"effective_to": row.effective_to, "decision": row.end_decision_number, "reason": row.end_reason}
    last_day = command.effective_from - timedelta(days=1)
    _end(row, last_day, command.decision_number, None, uow)
    uow.emit(
        "rules:adoption:replace",
        row,
        before=before,
        after={"effective_to": last_day, "decision": command.decision_number},
        details={"parameter": row.parameter_id, "last_day": last_day, "before": before["effective_to"]},
    )


def _end(row: RuleAdoption, last_day: date, decision_number: str, reason: str | None, uow: UnitOfWork) -> None:
    row.effective_to = last_day
    row.end_decision_number = decision_number
    row.end_reason = reason
    row.end_recorded_at = uow.now
    row.end_recorded_by = uow.actor_id


def _late_is_permitted(uow: UnitOfWork, organisation: Organisation, decided_on: date, law: Law) -> None:
    allowed = law.value(LATE_RECORDING_DAYS, uow.today)
    if allowed is not None and (uow.today - decided_on).days > allowed.value:
        uow.repository(OrganisationRepository).demand(organisation, Permission.LATE_RECORD)


async def _record(
    uow: UnitOfWork, laws: LawRepository, organisation: Organisation, command: Adopt, draft: Draft
) -> tuple[RuleDecision, list[RuleAdoption]]:
    stamp = place_of(organisation).columns()
    decision = laws.add_decision(
        RuleDecision(
            id=new_id(),
            organisation_id=organisation.id,
            decision_number=command.decision_number,
            decided_on=command.decided_on,
            effective_from=command.effective_from,
            profile=command.profile,
            late_reason=command.late_reason,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **stamp,
        )
    )
    # No relationship tells the mapper that adoptions follow their decision.
    await uow.flush()
    adoptions = [
        laws.add(
            RuleAdoption(
                id=new_id(),
                organisation_id=organisation.id,
                decision_id=decision.id,
                parameter_id=value.parameter.id,
                value=to_json(value.value),
                note=value.note,
                effective_from=command.effective_from,
                recorded_at=uow.now,
                recorded_by=uow.actor_id,
                **stamp,
            )
        )
        for value in draft.values
        if value.value is not None
    ]
    # The law that is read next in this unit of work must hold the new values.
    await uow.flush()
    laws.forget()
    recorded = {row.parameter_id: row.value for row in adoptions}
    uow.emit(
        "rules:decision:adopt",
        decision,
        after=recorded,
        details={
            "decision": command.decision_number,
            "profile": command.profile,
            "effective_from": command.effective_from,
            "values": recorded,
        },
        event_type="rules.decision.adopted",
    )
    return decision, adoptions


def _shown(
    values: tuple[DraftValue, ...], inherited: Law, on: date, ids: dict[str, UUID] | None = None
) -> tuple[AdoptedValue, ...]:
    known = ids or {}
    return tuple(
        AdoptedValue(v.parameter, v.value, inherited.value(v.parameter, on), v.note, known.get(v.parameter.id))
        for v in values
    )


async def _set_aside(laws: LawRepository, organisation: Organisation, draft: Draft) -> tuple[SetAside, ...]:
    wanted = {value.parameter.id: value.value for value in draft.values if value.value is not None}
    found: list[SetAside] = []
    for row, name in await laws.below(organisation, wanted, draft.effective_from):
        parameter = PARAMETERS[row.parameter_id]
        local = restore(parameter, row.value)
        if not is_at_least_as_strict(parameter, local, wanted[row.parameter_id]):
            found.append(SetAside(row.organisation_id, name, row.parameter_id, row.value))
    return tuple(found)
