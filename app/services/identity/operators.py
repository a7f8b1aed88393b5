"""What the operator does at the machine: the first administrators, and the way back in when one is locked out."""

from sqlalchemy import select

from app.core.ids import new_id
from app.core.passwords import Passwords
from app.domain.identity.caller import Grant
from app.domain.identity.permissions import RoleKey
from app.domain.identity.rules import ADMINISTRATORS, may_hold
from app.domain.organisations.levels import Level
from app.domain.shared.errors import Conflict, FieldError, Invalid, NotFound, ensure
from app.persistence.models.identity import RoleGrant, User
from app.persistence.models.organisations import Organisation
from app.persistence.repositories.identity import GrantRepository
from app.persistence.scope import place_of
from app.persistence.uow import UnitOfWork
from app.services.identity.attempts import Attempts
from app.services.identity.sessions import end_sessions
from app.services.identity.users import AccountOpened, create_user, temporary_password

__all__ = ["appoint_administrator", "reset_account"]


async def appoint_administrator(
    uow: UnitOfWork, passwords: Passwords, *, login: str, display_name: str, role: RoleKey, county_code: str | None
) -> AccountOpened:
    """Make an account with one administrator's role at the county.

    Raises Invalid for another role, NotFound without a county, Conflict for a login that is taken.
    """
    if role not in ADMINISTRATORS:
        raise Invalid(FieldError("/role", "field.bad-choice", ", ".join(sorted(ADMINISTRATORS))))
    wanted = select(Organisation).where(Organisation.level == Level.COUNTY.value, Organisation.state == "active")
    if county_code is not None:
        wanted = wanted.where(Organisation.code == county_code)
    counties = list(await uow.session.scalars(wanted.order_by(Organisation.code).limit(2)))
    if not counties:
        raise NotFound("identity.no-county" if county_code is None else "organisations.not-found")
    if len(counties) > 1:
        raise Conflict("identity.which-county")
    county = counties[0]
    opened = await create_user(uow, passwords, login=login, display_name=display_name, person_id=None)
    await uow.flush()  # the grant refers to it
    grant = Grant(role, county.id, Level.COUNTY, uow.today)
    ensure(may_hold(grant, await uow.repository(GrantRepository).standing([opened.user.id]), has_person=False))
    row = RoleGrant(
        id=new_id(),
        user_id=opened.user.id,
        role=role.value,
        organisation_id=county.id,
        level=county.level,
        from_on=uow.today,
        recorded_at=uow.now,
        recorded_by=None,
        **place_of(county).columns(),
    )
    uow.session.add(row)
    uow.emit("identity:grant:give", row, details={"user_id": opened.user.id, "role": role.value})
    return opened


async def reset_account(uow: UnitOfWork, passwords: Passwords, attempts: Attempts, login: str) -> AccountOpened:
    """Give any account a temporary password, end its sessions and lift a lockout. Raises NotFound."""
    user = await uow.session.scalar(select(User).where(User.login == login).with_for_update())
    if user is None:
        raise NotFound("identity.user-not-found")
    temporary = temporary_password()
    user.password_hash = await passwords.hash(temporary)
    user.must_change_password = True
    await end_sessions(uow, user_id=user.id, reason="password-reset")
    await attempts.lift("user", user.login)
    uow.emit("identity:user:reset-password", user)
    return AccountOpened(user, temporary)
