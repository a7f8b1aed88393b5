"""Giving a number to a person; spoiled, lost, replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core.ids import new_id
from app.domain.form_register.facts import FormNumber, FormState
from app.domain.form_register.rules import may_issue, may_replace, may_void
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import Conflict, FieldError, Invalid, ensure
from app.persistence.models.form_register import ApplicationForm, ApplicationFormRange
from app.persistence.models.people import Person
from app.persistence.repositories.base import reaches
from app.persistence.repositories.form_register import (
    FormRangeRepository,
    FormRepository,
    form_facts,
    range_facts,
)
from app.persistence.repositories.meetings import MeetingRepository
from app.persistence.repositories.people import PersonRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.form_register._common import not_in_future, use_up
from app.services.questioning import answer_findings, question_cases

__all__ = ["Issue", "issue", "lose", "replace", "spoil"]


@dataclass(frozen=True, slots=True)
class Issue:
    """A number for a person; without ``number`` the lowest unused one of the committee is taken."""

    person_id: UUID
    happened_on: date
    case_id: UUID | None = None
    series: str | None = None
    number: int | None = None


async def issue(uow: UnitOfWork, command: Issue) -> ApplicationForm:
    """Give a number to a person. Two that come at once wait for each other on the range; both get their own number.

    Raises RuleRefused with every reason, Conflict when no blank number is left.
    """
    not_in_future(uow, command.happened_on)
    person = await uow.repository(PersonRepository).get(command.person_id)
    if (
        command.case_id is not None
        and await uow.repository(MeetingRepository).person_of_case(command.case_id) != person.id
    ):
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
    await use_up(uow, source, number)
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
    await answer_findings(uow, form.case_id)
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
    not_in_future(uow, happened_on)
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
    await question_cases(uow, [form.case_id])
    return form


async def replace(
    uow: UnitOfWork, form_id: UUID, happened_on: date, number: int | None, *, expected_version: int
) -> ApplicationForm:
    """Give another number in place of a spoiled or lost form; both name each other. Returns the new form."""
    forms = uow.repository(FormRepository)
    old = await forms.get(form_id, expected_version=expected_version, lock=True)
    not_in_future(uow, happened_on)
    ensure(may_replace(form_facts(old), happened_on))
    assert old.person_id is not None  # noqa: S101 - judged just above
    person = await uow.repository(PersonRepository).get(old.person_id)
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
