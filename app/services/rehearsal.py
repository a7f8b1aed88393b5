"""The day of a rehearsal: set from outside, the same for every process, and shown on every answer."""

from datetime import date
from types import SimpleNamespace

from sqlalchemy.dialects.postgresql import insert

from app.core.clock import FIRST_DAY, LAST_DAY
from app.domain.identity.caller import CallerKind
from app.domain.identity.permissions import ROLES, Permission
from app.domain.shared.errors import FieldError, Invalid, NotFound
from app.persistence.models.requests import RehearsalDay
from app.persistence.repositories.identity import GrantRepository
from app.persistence.uow import UnitOfWork

__all__ = ["set_today"]


async def set_today(uow: UnitOfWork, today: date, *, running: bool) -> date:
    """Move the rehearsal to a day, forward or back; what was recorded for later days stays.

    Raises NotFound where no rehearsal is running, Invalid for a day on which the caller could not move it again.
    """
    if not running:
        raise NotFound("rehearsal.not-running")
    if not FIRST_DAY <= today <= LAST_DAY:
        raise Invalid(FieldError("/today", "rehearsal.day-out-of-range", f"{FIRST_DAY}..{LAST_DAY}", today))
    if not await _could_move_again(uow, today):
        raise Invalid(FieldError("/today", "rehearsal.locks-out", None, today))
    row = insert(RehearsalDay).values(id=1, today=today)
    await uow.session.execute(row.on_conflict_do_update(index_elements=["id"], set_={"today": today}))
    uow.emit(
        "rehearsal:today:set",
        SimpleNamespace(id=None),
        subject_kind="rehearsal_day",
        details={"from": uow.today, "to": today},
    )
    return today


async def _could_move_again(uow: UnitOfWork, day: date) -> bool:
    """Tell whether a grant of the caller's holds on *day*: rights go by the rehearsal's day as well."""
    caller = uow.caller
    if caller.kind is not CallerKind.USER or caller.user_id is None:
        return True
    grants = await uow.repository(GrantRepository).standing([caller.user_id])
    return any(
        Permission.REHEARSAL_SET in ROLES[grant.role].permissions
        and grant.from_on <= day
        and (grant.to_on is None or day <= grant.to_on)
        for grant in grants
    )
