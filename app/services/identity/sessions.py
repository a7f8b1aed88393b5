"""Signing in, refreshing and signing out.

A refresh token is one link of a chain: it serves once. A second use means that it was copied, and ends the session.
Failed logins are counted in the database, in a transaction that is committed although the call is refused.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar, cast
from uuid import UUID

from sqlalchemy import select, text

from app.core.config import Settings
from app.core.ids import new_id
from app.core.passwords import Passwords
from app.core.tokens import AccessClaims, Tokens
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import DomainError, FieldError, Invalid, TooManyAttempts
from app.persistence.models.identity import RefreshToken, ServiceAccount, User, UserSession
from app.persistence.uow import UnitOfWork

__all__ = ["IssuedTokens", "SignIn", "end_session", "rights_changed"]

A = TypeVar("A", User, ServiceAccount)


@dataclass(frozen=True, slots=True)
class IssuedTokens:
    """What a sign-in gives; a service account gets no refresh token."""

    access_token: str
    expires_in: int
    scope: str
    refresh_token: str | None = None


class InvalidGrant(DomainError):
    """Wrong credentials; says nothing about which part was wrong."""

    default_code = "identity.invalid-grant"


@dataclass(frozen=True)
class SignIn:
    """The three ways to a token. Every method raises InvalidGrant or TooManyAttempts."""

    uow: UnitOfWork
    settings: Settings
    tokens: Tokens
    passwords: Passwords

    async def by_password(self, login: str, password: str, scopes: frozenset[Permission] | None) -> IssuedTokens:
        """Sign a user in."""
        account = await self.uow.session.scalar(select(User).where(User.login == login).with_for_update())
        account = await self._check(account, account.password_hash if account else None, password)
        session = self._session(scopes, user_id=account.id)
        await self.uow.flush()
        self.uow.emit("identity:session:start", session, subject_kind="user_sessions")
        return self._issue(session, refresh=self._new_refresh(session))

    async def by_client(self, client_id: str, secret: str, scopes: frozenset[Permission] | None) -> IssuedTokens:
        """Sign a service account in; scopes beyond its own are refused."""
        account = await self.uow.session.scalar(
            select(ServiceAccount).where(ServiceAccount.client_id == client_id).with_for_update()
        )
        account = await self._check(account, account.secret_hash if account else None, secret)
        if scopes is not None and not scopes <= {Permission(scope) for scope in account.scopes}:
            raise Invalid(FieldError("/scope", "identity.scope-beyond-account"))
        session = self._session(scopes, service_account_id=account.id, lifetime=self.tokens.lifetime)
        await self.uow.flush()
        self.uow.emit("identity:session:start", session, subject_kind="user_sessions")
        return self._issue(session, refresh=None)

    async def by_refresh(self, refresh_token: str) -> IssuedTokens:
        """Exchange a refresh token for new tokens; a used one ends its session."""
        used = await self.uow.session.scalar(
            select(RefreshToken).where(RefreshToken.token_hash == _hash(refresh_token)).with_for_update()
        )
        session = (
            None if used is None else await self.uow.session.get(UserSession, used.session_id, with_for_update=True)
        )
        if used is None or session is None or session.ended_at is not None or used.expires_at <= self.uow.now:
            raise InvalidGrant()
        if used.used_at is not None:
            await end_session(self.uow, session, "refresh-token-reused")
            self.uow.commits_refusal = True
            raise InvalidGrant()
        user = await self.uow.session.get(User, session.user_id)
        if user is None or user.disabled_at is not None:
            raise InvalidGrant()
        used.used_at = self.uow.now
        self.uow.emit("identity:session:refresh", session, subject_kind="user_sessions")
        return self._issue(session, refresh=self._new_refresh(session))

    async def _check(self, account: A | None, encoded: str | None, given: str) -> A:
        now = self.uow.now
        if account is not None and account.locked_until is not None and account.locked_until > now:
            raise TooManyAttempts(int((account.locked_until - now).total_seconds()) + 1, "identity.locked-out")
        usable = account is not None and account.disabled_at is None and self._in_time(account)
        if await self.passwords.matches(encoded if usable else None, given) and account is not None:
            account.failed_logins = 0
            account.locked_until = None
            return account
        if account is not None:
            account.failed_logins += 1
            if account.failed_logins >= self.settings.login_attempts:
                account.failed_logins = 0
                account.locked_until = now + timedelta(seconds=self.settings.login_lockout_seconds)
            self.uow.emit("identity:login:refuse", account)
            self.uow.commits_refusal = True
        raise InvalidGrant()

    def _in_time(self, account: User | ServiceAccount) -> bool:
        if isinstance(account, User):
            return True
        return account.from_on <= self.uow.today and (account.to_on is None or self.uow.today <= account.to_on)

    def _session(
        self,
        scopes: Iterable[Permission] | None,
        *,
        user_id: UUID | None = None,
        service_account_id: UUID | None = None,
        lifetime: timedelta | None = None,
    ) -> UserSession:
        now = _real_now()
        session = UserSession(
            id=new_id(),
            user_id=user_id,
            service_account_id=service_account_id,
            version=1,
            scopes=None if scopes is None else sorted(scope.value for scope in scopes),
            started_at=now,
            expires_at=now + (lifetime or timedelta(seconds=self.settings.refresh_token_seconds)),
        )
        self.uow.session.add(session)
        return session

    def _new_refresh(self, session: UserSession) -> str:
        token = secrets.token_urlsafe(48)
        now = _real_now()
        self.uow.session.add(
            RefreshToken(
                id=new_id(),
                session_id=session.id,
                token_hash=_hash(token),
                issued_at=now,
                expires_at=session.expires_at,
            )
        )
        return token

    def _issue(self, session: UserSession, *, refresh: str | None) -> IssuedTokens:
        owner = cast(UUID, session.user_id or session.service_account_id)
        scopes = frozenset(session.scopes or ())
        claims = AccessClaims(owner, session.id, session.version, scopes, secrets.token_hex(8))
        return IssuedTokens(
            self.tokens.issue(claims, _real_now()),
            int(self.tokens.lifetime.total_seconds()),
            " ".join(sorted(scopes)),
            refresh,
        )


async def end_session(uow: UnitOfWork, session: UserSession, reason: str) -> None:
    """End a session: its access tokens stop working at once."""
    session.ended_at = uow.now
    session.end_reason = reason
    uow.emit("identity:session:end", session, subject_kind="user_sessions", details={"reason": reason})
    await rights_changed(uow)


async def rights_changed(uow: UnitOfWork) -> None:
    """Tell every process, at commit, to forget the callers it keeps."""
    await uow.session.execute(text("SELECT pg_notify('zhibu_identity', '')"))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _real_now() -> datetime:
    """Tokens live in real time, even in a rehearsal."""
    from datetime import UTC

    return datetime.now(UTC)
