"""Signing in, refreshing and signing out.

A refresh token is one link of a chain: it serves once. A second use means that it was copied, and ends the session.
Sessions and tokens live in real time, also in a rehearsal. Triggers tell every process when a session ends.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import select

from app.core.config import Settings
from app.core.ids import new_id
from app.core.passwords import Passwords, TooBusy
from app.core.tokens import AccessClaims, Tokens
from app.domain.identity.caller import CallerKind
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import DomainError, NotFound, Overloaded
from app.persistence.models.identity import RefreshToken, ServiceAccount, User, UserSession
from app.persistence.uow import UnitOfWork
from app.services.identity.attempts import Attempts

__all__ = [
    "GrantRefused",
    "IssuedTokens",
    "SignIn",
    "end_all_own_sessions",
    "end_own_session",
    "end_session",
    "end_sessions",
    "hash_secret",
]


@dataclass(frozen=True, slots=True)
class IssuedTokens:
    """What a sign-in gives; a service account gets no refresh token."""

    access_token: str
    expires_in: int
    scope: str
    refresh_token: str | None = None
    must_change_password: bool = False


class GrantRefused(DomainError):
    """A token is refused; ``oauth`` is the error code of RFC 6749. Says nothing about which part was wrong."""

    default_code = "identity.invalid-grant"

    def __init__(self, code: str | None = None, oauth: str = "invalid_grant") -> None:
        super().__init__(code)
        self.oauth = oauth


def hash_secret(secret: str) -> bytes:
    """Return the hash under which a random secret (a service account's, a refresh token) is kept."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


@dataclass(frozen=True)
class SignIn:
    """The three ways to a token. Every method raises GrantRefused, TooManyAttempts or Overloaded."""

    uow: UnitOfWork
    settings: Settings
    tokens: Tokens
    passwords: Passwords
    attempts: Attempts
    address: str
    """Where the caller sits, as far as the server knows."""

    async def by_password(self, login: str, password: str, scopes: frozenset[Permission] | None) -> IssuedTokens:
        """Sign a user in. No connection is held while the password is checked."""
        name = login.strip().lower()
        if self.passwords.busy:
            raise Overloaded(2)
        user = await self._user(name)
        usable = user is not None and user.disabled_at is None
        await self.uow.release()
        async with self.attempts.one("user", name, self.address):
            try:
                right = await self.passwords.matches(user.password_hash if user and usable else None, password)
            except TooBusy:
                raise Overloaded(2) from None
            if right:
                await self.attempts.forgive("user", name, self.address)
        if not right or user is None or not await self._unchanged(user):
            self._refused(user, User.__tablename__)
            raise GrantRefused()
        session = self._session(scopes, user_id=user.id)
        await self.uow.flush()  # the refresh token refers to it
        self.uow.emit("identity:session:start", session, subject_kind="user_sessions")
        return self._issue(session, refresh=self._new_refresh(session), must_change=user.must_change_password)

    async def by_client(self, client_id: str, secret: str, scopes: frozenset[Permission] | None) -> IssuedTokens:
        """Sign a service account in; scopes beyond its own are refused."""
        account = await self.uow.session.scalar(select(ServiceAccount).where(ServiceAccount.client_id == client_id))
        await self.uow.release()
        async with self.attempts.one("client", client_id, self.address):
            right = hmac.compare_digest(account.secret_hash if account else bytes(32), hash_secret(secret))
            if right:
                await self.attempts.forgive("client", client_id, self.address)
        usable = account is not None and account.disabled_at is None and self._in_time(account)
        if account is None or not right or not usable or not await self._unchanged(account):
            self._refused(account, ServiceAccount.__tablename__)
            raise GrantRefused("identity.invalid-client", "invalid_client")
        if scopes is not None and not scopes <= {Permission(scope) for scope in account.scopes}:
            raise GrantRefused("identity.scope-beyond-account", "invalid_scope")
        session = self._session(scopes, service_account_id=account.id, lifetime=self.tokens.lifetime)
        await self.uow.flush()  # so that a vanished account is refused before a token is made
        self.uow.emit("identity:session:start", session, subject_kind="user_sessions")
        return self._issue(session, refresh=None)

    async def by_refresh(self, refresh_token: str) -> IssuedTokens:
        """Exchange a refresh token for new tokens; a used one ends its session."""
        now = _real_now()
        used = await self.uow.session.scalar(
            select(RefreshToken).where(RefreshToken.token_hash == hash_secret(refresh_token)).with_for_update()
        )
        session = (
            None if used is None else await self.uow.session.get(UserSession, used.session_id, with_for_update=True)
        )
        if used is None or session is None or session.ended_at is not None or session.expires_at <= now:
            raise GrantRefused()
        if used.used_at is not None:
            end_session(self.uow, session, "refresh-token-reused")
            self.uow.commits_refusal = True
            raise GrantRefused()
        user = await self.uow.session.get(User, session.user_id)
        if user is None or user.disabled_at is not None:
            raise GrantRefused()
        used.used_at = now
        self.uow.emit("identity:session:refresh", session, subject_kind="user_sessions")
        return self._issue(session, refresh=self._new_refresh(session), must_change=user.must_change_password)

    async def _user(self, login: str) -> User | None:
        return cast("User | None", await self.uow.session.scalar(select(User).where(User.login == login)))

    async def _unchanged(self, account: User | ServiceAccount) -> bool:
        """Read the account again under a lock: it may have been reset or disabled while its secret was checked.

        Whoever ends its sessions from now on waits for this one and ends it too.
        """
        secret = User.password_hash if isinstance(account, User) else ServiceAccount.secret_hash
        checked = account.password_hash if isinstance(account, User) else account.secret_hash
        kind = type(account)
        statement = select(secret).where(kind.id == account.id, kind.disabled_at.is_(None)).with_for_update(read=True)
        return bool((await self.uow.session.execute(statement)).scalar_one_or_none() == checked)

    def _refused(self, account: User | ServiceAccount | None, kind: str) -> None:
        """Note the refusal, for an unknown name too: its answer must not come sooner than a known one's."""
        self.uow.emit("identity:login:refuse", account, subject_kind=kind)
        self.uow.commits_refusal = True

    def _in_time(self, account: ServiceAccount) -> bool:
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
        self.uow.session.add(
            RefreshToken(
                id=new_id(),
                session_id=session.id,
                token_hash=hash_secret(token),
                issued_at=_real_now(),
                expires_at=session.expires_at,
            )
        )
        return token

    def _issue(self, session: UserSession, *, refresh: str | None, must_change: bool = False) -> IssuedTokens:
        owner = cast(UUID, session.user_id or session.service_account_id)
        scopes = frozenset(session.scopes or ())
        claims = AccessClaims(owner, session.id, session.version, scopes, secrets.token_hex(8))
        return IssuedTokens(
            self.tokens.issue(claims, _real_now()),
            int(self.tokens.lifetime.total_seconds()),
            " ".join(sorted(scopes)),
            refresh,
            must_change,
        )


def end_session(uow: UnitOfWork, session: UserSession, reason: str) -> None:
    """End a session: its access and refresh tokens stop working at once."""
    session.ended_at = _real_now()
    session.end_reason = reason
    uow.emit("identity:session:end", session, subject_kind="user_sessions", details={"reason": reason})


async def end_own_session(uow: UnitOfWork, session_id: UUID | None, reason: str = "logout") -> None:
    """End one of the caller's own sessions. Raises NotFound for anybody else's."""
    session = None if session_id is None else await uow.session.get(UserSession, session_id, with_for_update=True)
    if session is None or uow.caller.user_id not in (session.user_id, session.service_account_id):
        raise NotFound("identity.session-not-found")
    if session.ended_at is None:
        end_session(uow, session, reason)


async def end_all_own_sessions(uow: UnitOfWork) -> None:
    """End every session of the caller."""
    if uow.caller.kind is CallerKind.SERVICE:
        await end_sessions(uow, service_account_id=uow.caller.user_id, reason="logout-everywhere")
    else:
        await end_sessions(uow, user_id=uow.caller.user_id, reason="logout-everywhere")


async def end_sessions(
    uow: UnitOfWork,
    *,
    reason: str,
    user_id: UUID | None = None,
    service_account_id: UUID | None = None,
    but: UUID | None = None,
) -> int:
    """End every live session of an account, except *but*; returns how many."""
    owner = UserSession.user_id == user_id if user_id else UserSession.service_account_id == service_account_id
    live = await uow.session.scalars(
        select(UserSession)
        .where(owner, UserSession.ended_at.is_(None), UserSession.expires_at > _real_now(), UserSession.id != but)
        .order_by(UserSession.id)
        .with_for_update()
    )
    ended = 0
    for session in live:
        end_session(uow, session, reason)
        ended += 1
    return ended


def _real_now() -> datetime:
    return datetime.now(UTC)
