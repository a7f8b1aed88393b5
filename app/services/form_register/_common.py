"""What the commands on the register share."""

from datetime import date

from app.domain.shared.errors import FieldError, Invalid
from app.persistence.models.form_register import ApplicationFormRange
from app.persistence.repositories.form_register import (
    FormRepository,
)
from app.persistence.uow import UnitOfWork

__all__ = ["not_in_future", "use_up"]


def not_in_future(uow: UnitOfWork, day: date) -> None:
    """Raise Invalid for a day that has not come."""
    if day > uow.today:
        raise Invalid(FieldError("/happened_on", "field.future-day", expected=uow.today))


async def use_up(uow: UnitOfWork, source: ApplicationFormRange, number: int) -> None:
    """Move the range on past *number* and past whatever was taken out of turn."""
    used = await uow.repository(FormRepository).used_from(source.id, source.next_number)
    used.add(number)
    while source.next_number in used:
        source.next_number += 1
