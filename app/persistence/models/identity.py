"""Users, sessions, grants, service accounts.

Triggers in the migration send ``zhibu_identity`` whenever a right ends or changes, whoever writes the row.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.identity.permissions import RoleKey
from app.persistence.base import Base, Identified, Recorded, Scoped, Versioned, check_in

__all__ = ["LoginAttempts", "RefreshToken", "RoleGrant", "ServiceAccount", "User", "UserSession"]


class User(Identified, Versioned, Recorded, Base):
    """An account; at most one person behind it, and two accounts of one person count as one where four eyes are asked.

    ``grant_version`` rises whenever the account's grants change: two changes of one account meet there.
    """

    __tablename__ = "users"

    login: Mapped[str] = mapped_column(Text, unique=True)
    display_name: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    password_hash: Mapped[str | None] = mapped_column(Text)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None]
    grant_version: Mapped[int] = mapped_column(default=1)


class ServiceAccount(Identified, Versioned, Recorded, Base):
    """A program's account at one organisation, with scopes named at creation."""

    __tablename__ = "service_accounts"

    client_id: Mapped[str] = mapped_column(Text, unique=True)
    title: Mapped[str] = mapped_column(Text)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 of a random secret of 256 bits, which needs no slow hash."""
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    level: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    department: Mapped[str | None] = mapped_column(Text)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    disabled_at: Mapped[datetime | None]


class LoginAttempts(Base):
    """Sign-ins in a row that were not right, per keyed digest of the name given, known or not; and per address, whose
    digest then follows that of the name.

    An attempt counts before the password is looked at, so that parallel guesses get no more tries than serial ones.
    """

    __tablename__ = "login_attempts"

    name_digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    attempts: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class UserSession(Identified, Base):
    """A login. ``version`` is in every access token; raising it (or ending the session) revokes them at once."""

    __tablename__ = "user_sessions"
    __table_args__ = (
        Index("ix_user_sessions_user_id", "user_id"),
        Index("ix_user_sessions_service_account_id", "service_account_id"),
        CheckConstraint("num_nonnulls(user_id, service_account_id) = 1", name="owner"),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    service_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_accounts.id"))
    version: Mapped[int] = mapped_column(default=1)
    scopes: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str | None] = mapped_column(Text)


class RefreshToken(Identified, Base):
    """One link of a session's refresh chain; only its hash is kept. A second use ends the session."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (Index("ix_refresh_tokens_session_id", "session_id"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("user_sessions.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RoleGrant(Identified, Scoped, Versioned, Recorded, Base):
    """A role held by a user at an organisation, from a day to a day (inclusive)."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint(check_in("role", RoleKey), name="role"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="days"),
        Index("ix_role_grants_user_id", "user_id"),
        Index("ix_role_grants_organisation_id", "organisation_id"),
        ExcludeConstraint(
            ("user_id", "="),
            ("role", "="),
            ("organisation_id", "="),
            (text("coalesce(department, '')"), "="),
            (text("daterange(from_on, to_on, '[]')"), "&&"),
            where=text("revoked_at IS NULL"),
            using="gist",
            name="ex_role_grants_once",
        ),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    level: Mapped[str] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]
