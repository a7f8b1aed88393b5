"""The register of application forms: ranges and numbers."""

from uuid import UUID

from sqlalchemy import select

from app.domain.form_register.facts import FormFacts, FormNumber, FormState, RangeFacts
from app.persistence.models.form_register import ApplicationForm, ApplicationFormRange
from app.persistence.repositories.base import Repository

__all__ = ["FormRangeRepository", "FormRepository", "form_facts", "range_facts"]


def range_facts(row: ApplicationFormRange) -> RangeFacts:
    """Return a range as the rules see it."""
    return RangeFacts(
        row.id, row.series, row.first_number, row.last_number, row.holder_id, row.happened_on, row.closed_on
    )


def form_facts(row: ApplicationForm) -> FormFacts:
    """Return a form as the rules see it."""
    return FormFacts(
        row.id,
        FormNumber(row.series, row.number, row.width),
        FormState(row.state),
        row.holder_id,
        row.person_id,
        row.case_id,
        row.happened_on,
        row.voided_on,
        FormState(row.voided_as) if row.voided_as else None,
        row.reason or "",
        row.replaces_id,
        row.replaced_by_id,
    )


class FormRangeRepository(Repository[ApplicationFormRange]):
    """Ranges within the caller's subtree."""

    model = ApplicationFormRange

    async def of_series(self, series: str, first: int, last: int) -> tuple[ApplicationFormRange, ...]:
        """Return the ranges of a series that touch *first* to *last*, whoever holds them."""
        return tuple(
            await self.session.scalars(
                self.unscoped(reason="numbers are unique over the installation")
                .where(ApplicationFormRange.series == series)
                .where(ApplicationFormRange.first_number <= last, ApplicationFormRange.last_number >= first)
            )
        )

    async def open_of(self, holder_id: UUID, *, series: str | None = None) -> tuple[ApplicationFormRange, ...]:
        """Return the open ranges of a committee that the caller was held against, locked, lowest numbers first."""
        statement = (
            self.unscoped(reason="the committee was held against the caller")
            .where(ApplicationFormRange.holder_id == holder_id, ApplicationFormRange.closed_on.is_(None))
            .order_by(ApplicationFormRange.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if series is not None:
            statement = statement.where(ApplicationFormRange.series == series)
        rows = await self.session.scalars(statement)
        return tuple(sorted(rows, key=lambda row: (row.happened_on, row.series, row.first_number)))


class FormRepository(Repository[ApplicationForm]):
    """Forms within the caller's subtree."""

    model = ApplicationForm

    async def used_from(self, range_id: UUID, number: int) -> set[int]:
        """Return the used numbers of a range from *number* on."""
        rows = await self.session.scalars(
            select(ApplicationForm.number).where(ApplicationForm.range_id == range_id, ApplicationForm.number >= number)
        )
        return set(rows)

    async def first_used(self, series: str, first: int, last: int) -> tuple[int, ...]:
        """Return the lowest number of a run that has left its range, if any has, whoever has it."""
        statement = (
            self.unscoped(reason="numbers are unique over the installation")
            .where(ApplicationForm.series == series, ApplicationForm.number.between(first, last))
            .order_by(ApplicationForm.number)
            .limit(1)
        )
        return tuple(form.number for form in await self.session.scalars(statement))

    async def is_used(self, series: str, number: int) -> bool:
        """Tell whether a number has left its range, whoever has it."""
        statement = self.unscoped(reason="numbers are unique over the installation").where(
            ApplicationForm.series == series, ApplicationForm.number == number
        )
        return (await self.session.execute(statement.limit(1))).first() is not None

    async def of_person(self, person_id: UUID) -> tuple[ApplicationForm, ...]:
        """Return every form that a person ever held, oldest first; the person was held against the caller."""
        return tuple(
            await self.session.scalars(
                self.unscoped(reason="the person was held against the caller")
                .where(ApplicationForm.person_id == person_id)
                .order_by(ApplicationForm.id)
            )
        )
