"""Handing ranges of numbers to committees, taking the rest back, and blanks that were spoiled or lost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.form_register.facts import FormNumber, FormState
from app.domain.form_register.rules import may_issue, range_is_free
from app.domain.identity.permissions import Permission
from app.domain.organisations.facts import OrganisationState
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import Conflict, FieldError, Forbidden, Invalid, ensure
from app.domain.shared.verdict import require
from app.persistence.models.form_register import ApplicationForm, ApplicationFormRange
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.base import reaches
from app.persistence.repositories.form_register import (
    FormRangeRepository,
    FormRepository,
    range_facts,
)
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.form_register._common import not_in_future, use_up

__all__ = ["HandOut", "VoidBlank", "close_range", "hand_out", "void_blank"]


@dataclass(frozen=True, slots=True)
class HandOut:
    """A run of numbers for a committee. ``width`` is how many digits are printed on the form."""

    holder_id: UUID
    series: str
    first_number: int
    last_number: int
    width: int
    happened_on: date


@dataclass(frozen=True, slots=True)
class VoidBlank:
    """A blank form that was spoiled or lost before anybody got it."""

    range_id: UUID
    number: int
    state: FormState
    reason: str
    happened_on: date


async def hand_out(uow: UnitOfWork, command: HandOut) -> ApplicationFormRange:
    """Hand a range to a committee. The body above it does, never the committee itself.

    Raises RuleRefused when the numbers overlap a range or the body may not approve, Forbidden without the permission
    above it.
    """
    if command.first_number > command.last_number:
        raise Invalid(
            FieldError("/last_number", "form-register.range-order", command.first_number, command.last_number)
        )
    not_in_future(uow, command.happened_on)
    organisations = uow.repository(OrganisationRepository)
    holder = await organisations.get(command.holder_id)
    await _demand_above(uow, holder)
    ranges = uow.repository(FormRangeRepository)
    touching = await ranges.of_series(command.series, command.first_number, command.last_number)
    used = await uow.repository(FormRepository).first_used(command.series, command.first_number, command.last_number)
    ensure(
        range_is_free(
            command.series,
            command.first_number,
            command.last_number,
            [range_facts(row) for row in touching],
            command.happened_on,
            used=used,
        )
        & require(
            holder.approval_power and holder.state == OrganisationState.ACTIVE.value,
            "form-register.holder-is-committee",
            OUR_CHOICE,
            pointer="/holder_id",
        )
    )
    row = ranges.add(
        ApplicationFormRange(
            id=new_id(),
            holder_id=holder.id,
            series=command.series,
            width=command.width,
            first_number=command.first_number,
            last_number=command.last_number,
            next_number=command.first_number,
            happened_on=command.happened_on,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(holder).columns(),
        )
    )
    uow.emit(
        "form-register:range:hand-out",
        row,
        after={"series": row.series, "first": row.first_number, "last": row.last_number},
        details={"series": row.series, "first": row.first_number, "last": row.last_number, "holder_id": holder.id},
        event_type="form_register.range.handed_out",
    )
    return row


async def _demand_above(uow: UnitOfWork, holder: Organisation) -> None:
    if holder.parent_id is None:
        return
    above = await uow.session.get(Organisation, holder.parent_id)
    if above is None or not reaches(uow.caller, Permission.FORM_ISSUE, above):
        raise Forbidden(Permission.FORM_ISSUE.value)


async def close_range(
    uow: UnitOfWork, range_id: UUID, happened_on: date, reason: str, *, expected_version: int
) -> ApplicationFormRange:
    """Take the unused rest of a range back; the numbers that left it stay as they are."""
    row = await uow.repository(FormRangeRepository).get(range_id, expected_version=expected_version, lock=True)
    not_in_future(uow, happened_on)
    if row.closed_on is not None:
        raise Conflict("form-register.range-open", facts={"measured": row.closed_on})
    if happened_on < row.happened_on:
        raise Invalid(FieldError("/happened_on", "form-register.after-range-issue", row.happened_on, happened_on))
    row.closed_on, row.close_reason = happened_on, reason
    uow.emit(
        "form-register:range:close",
        row,
        before={"closed_on": None},
        after={"closed_on": happened_on, "reason": reason},
        details={"series": row.series, "next": row.next_number},
        event_type="form_register.range.closed",
    )
    return row


async def void_blank(uow: UnitOfWork, command: VoidBlank) -> ApplicationForm:
    """Record a blank form of a range as spoiled or lost; its number is used up."""
    not_in_future(uow, command.happened_on)
    source = await uow.repository(FormRangeRepository).get(command.range_id, lock=True)
    forms = uow.repository(FormRepository)
    taken = await forms.is_used(source.series, command.number)
    number = FormNumber(source.series, command.number, source.width)
    ensure(may_issue(number, range_facts(source), (), command.happened_on, number_taken=taken))
    form = forms.add(
        ApplicationForm(
            id=new_id(),
            range_id=source.id,
            series=source.series,
            number=command.number,
            width=source.width,
            holder_id=source.holder_id,
            state=command.state.value,
            voided_as=command.state.value,
            voided_on=command.happened_on,
            happened_on=command.happened_on,
            reason=command.reason,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(source).columns(),
        )
    )
    await use_up(uow, source, command.number)
    uow.emit(
        "form-register:form:void-blank",
        form,
        after={"number": str(number), "state": form.state, "reason": command.reason},
        details={"state": form.state, "range_id": source.id},
        event_type=f"form_register.form.{form.state}",
    )
    return form
