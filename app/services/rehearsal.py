"""The day of a rehearsal: set from outside, the same for every process, and shown on every answer."""

from datetime import date
from types import SimpleNamespace

from sqlalchemy.dialects.postgresql import insert

from app.domain.shared.errors import NotFound
from app.persistence.models.requests import RehearsalDay
from app.persistence.uow import UnitOfWork

__all__ = ["set_today"]


async def set_today(uow: UnitOfWork, today: date, *, running: bool) -> date:
    """Move the rehearsal to a day, forward or back. Raises NotFound where no rehearsal is running."""
    if not running:
        raise NotFound("rehearsal.not-running")
    row = insert(RehearsalDay).values(id=1, today=today)
    await uow.session.execute(row.on_conflict_do_update(index_elements=["id"], set_={"today": today}))
    uow.emit(
        "rehearsal:today:set",
        SimpleNamespace(id=None),
        subject_kind="rehearsal_day",
        details={"from": uow.today, "to": today},
    )
    return today
