"""The register of application forms: handing out ranges, giving a number to a person, spoiled, lost, replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.development.form_register import (
    FormNumber,
    FormState,
    may_issue,
    may_replace,
    may_void,
    range_is_free,
)
from app.domain.identity.permissions import Permission
from app.domain.organisations.facts import OrganisationState
from app.domain.shared.clauses import OUR_CHOICE
from app.domain.shared.errors import Conflict, FieldError, Forbidden, Invalid, ensure
from app.domain.shared.verdict import require
from app.persistence.models.form_register import ApplicationForm, ApplicationFormRange
from app.persistence.models.organisations import Organisation
from app.persistence.models.people import Person
from app.persistence.repositories.base import reaches
from app.persistence.repositories.form_register import (
    FormRangeRepository,
    FormRepository,
    form_facts,
    range_facts,
)
from app.persistence.repositories.meetings import PeopleOfMeetings
from app.persistence.repositories.organisations import OrganisationRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork

__all__ = [
    "HandOut",
    "Issue",
    "VoidBlank",
    "close_range",
    "hand_out",
    "issue",
    "lose",
    "replace",
    "spoil",
    "void_blank",
]


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
class Issue:
    """A number for a person; without ``number`` the lowest unused one of the committee is taken."""

    person_id: UUID
    happened_on: date
    case_id: UUID | None = None
    series: str | None = None
    number: int | None = None


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
    _not_in_future(uow, command.happened_on)
    organisations = uow.repository(OrganisationRepository)
    holder = await organisations.get(command.holder_id)
    await _demand_above(uow, holder)
    ranges = uow.repository(FormRangeRepository)
    touching = await ranges.of_series(command.series, command.first_number, command.last_number)
    ensure(
        range_is_free(command.series, command.first_number, command.last_number, [range_facts(row) for row in touching])
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
    _not_in_future(uow, happened_on)
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


async def issue(uow: UnitOfWork, command: Issue) -> ApplicationForm:
    """Give a number to a person. Two that come at once wait for each other on the range; both get their own number.

    Raises RuleRefused with every reason, Conflict when no blank number is left.
    """
    _not_in_future(uow, command.happened_on)
    people = uow.repository(PeopleOfMeetings)
    person = await people.get(command.person_id)
    if command.case_id is not None and await people.person_of_case(command.case_id) != person.id:
        raise Invalid(FieldError("/case_id", "meetings.case-of-candidate"))
    return await _issue(uow, person, command, None)


async def _issue(uow: UnitOfWork, person: Person, command: Issue, replaces: ApplicationForm | None) -> ApplicationForm:
    forms = uow.repository(FormRepository)
    source, number = await _number(uow, person, command)
    taken = await forms.is_used(source.series, number)
    held = [form_facts(row) for row in await forms.of_person(person.id)]
    ensure(
        may_issue(
            FormNumber(source.series, number, source.width),
            range_facts(source),
            held,
            command.happened_on,
            number_taken=taken,
        )
    )
    used = await forms.used_from(source.id, source.next_number)
    used.add(number)
    while source.next_number in used:
        source.next_number += 1
    form = forms.add(
        ApplicationForm(
            id=new_id(),
            range_id=source.id,
            series=source.series,
            number=number,
            width=source.width,
            holder_id=source.holder_id,
            state=FormState.ISSUED.value,
            person_id=person.id,
            case_id=command.case_id,
            happened_on=command.happened_on,
            replaces_id=replaces.id if replaces else None,
            recorded_at=uow.now,
            recorded_by=uow.actor_id,
            **place_of(person).columns(),
        )
    )
    uow.emit(
        "form-register:form:issue",
        form,
        after={"person": str(person.id), "number": str(FormNumber(form.series, form.number, form.width))},
        details={"case_id": form.case_id, "replaces": form.replaces_id},
        event_type="form_register.form.issued",
    )
    return form


async def _number(uow: UnitOfWork, person: Person, command: Issue) -> tuple[ApplicationFormRange, int]:
    """Return the locked range and the number to give: the one asked for, or the lowest unused of the nearest committee."""
    place = place_of(person)
    ranges = uow.repository(FormRangeRepository)
    for holder_id in (place.sub_committee_id, place.committee_id, place.county_id):
        if holder_id is None:
            continue
        rows = [
            row
            for row in await ranges.open_of(holder_id, series=command.series)
            if reaches(uow.caller, Permission.FORM_ISSUE, row)
        ]
        found = _in_ranges(rows, command.number)
        if found is not None:
            return found
    if command.number is not None:
        raise Invalid(FieldError("/number", "form-register.number-not-held", actual=command.number))
    raise Conflict("form-register.range-exhausted")


def _in_ranges(rows: Sequence[ApplicationFormRange], number: int | None) -> tuple[ApplicationFormRange, int] | None:
    for row in rows:
        if number is None and row.next_number <= row.last_number:
            return row, row.next_number
        if number is not None and row.first_number <= number <= row.last_number:
            return row, number
    return None


async def spoil(
    uow: UnitOfWork, form_id: UUID, happened_on: date, reason: str, *, expected_version: int
) -> ApplicationForm:
    """Mark an issued form as spoiled."""
    return await _void(uow, form_id, FormState.SPOILED, happened_on, reason, expected_version)


async def lose(
    uow: UnitOfWork, form_id: UUID, happened_on: date, reason: str, *, expected_version: int
) -> ApplicationForm:
    """Mark an issued form as lost."""
    return await _void(uow, form_id, FormState.LOST, happened_on, reason, expected_version)


async def _void(
    uow: UnitOfWork, form_id: UUID, state: FormState, happened_on: date, reason: str, expected_version: int
) -> ApplicationForm:
    form = await uow.repository(FormRepository).get(form_id, expected_version=expected_version, lock=True)
    _not_in_future(uow, happened_on)
    ensure(may_void(form_facts(form), happened_on))
    form.state = form.voided_as = state.value
    form.voided_on, form.reason = happened_on, reason
    uow.emit(
        "form-register:form:void",
        form,
        before={"state": FormState.ISSUED.value},
        after={"state": form.state, "reason": reason},
        details={"state": form.state, "case_id": form.case_id},
        event_type=f"form_register.form.{state.value}",
    )
    return form


async def replace(
    uow: UnitOfWork, form_id: UUID, happened_on: date, number: int | None, *, expected_version: int
) -> ApplicationForm:
    """Give another number in place of a spoiled or lost form; both name each other. Returns the new form."""
    forms = uow.repository(FormRepository)
    old = await forms.get(form_id, expected_version=expected_version, lock=True)
    _not_in_future(uow, happened_on)
    ensure(may_replace(form_facts(old), happened_on))
    assert old.person_id is not None  # noqa: S101 - judged just above
    person = await uow.repository(PeopleOfMeetings).get(old.person_id)
    series = None if number is None else old.series
    new = await _issue(uow, person, Issue(person.id, happened_on, old.case_id, series, number), old)
    # The old row refers to the new one.
    await uow.flush()
    old.state, old.replaced_by_id = FormState.REPLACED.value, new.id
    uow.emit(
        "form-register:form:replace",
        old,
        before={"state": old.voided_as},
        after={"state": old.state, "replaced_by": str(new.id)},
        details={"replaced_by": new.id, "case_id": old.case_id},
        event_type="form_register.form.replaced",
    )
    return new


async def void_blank(uow: UnitOfWork, command: VoidBlank) -> ApplicationForm:
    """Record a blank form of a range as spoiled or lost; its number is used up."""
    _not_in_future(uow, command.happened_on)
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
    used = await forms.used_from(source.id, source.next_number)
    used.add(command.number)
    while source.next_number in used:
        source.next_number += 1
    uow.emit(
        "form-register:form:void-blank",
        form,
        after={"number": str(number), "state": form.state, "reason": command.reason},
        details={"state": form.state, "range_id": source.id},
        event_type=f"form_register.form.{form.state}",
    )
    return form


def _not_in_future(uow: UnitOfWork, day: date) -> None:
    if day > uow.today:
        raise Invalid(FieldError("/happened_on", "field.future-day", expected=uow.today))
