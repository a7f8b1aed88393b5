"""From a bearer token to a caller.

The session and its grants are read on every request. A caller may be kept for at most a second, and only while the
listener on ``zhibu_identity`` hears: it clears the cache when rights change; without it nothing is kept. That it hears
is tried out after every connection, because a pooler in transaction mode takes a LISTEN and delivers nothing.
"""

import asyncio
import time
from datetime import date
from uuid import UUID, uuid4

import asyncpg
import structlog

from app.core.tokens import AccessClaims, InvalidToken, Tokens
from app.domain.identity.caller import Caller
from app.domain.identity.permissions import Permission
from app.domain.shared.errors import Forbidden, Unauthenticated
from app.persistence.read.identity import caller_of_session

__all__ = ["CHANNEL", "Callers"]

CHANNEL = "zhibu_identity"
_KEPT_SECONDS = 1.0
_MOST_KEPT = 10_000
_PROBE_SECONDS = 5.0
_DEAF_PAUSE_SECONDS = 60.0

log = structlog.get_logger("zhibu.callers")


class PasswordChangeRequired(Forbidden):
    """The account has a password that somebody else knows."""

    default_code = "identity.password-change-required"


class Callers:
    """Finds the caller behind a token."""

    def __init__(self, tokens: Tokens, pool: "asyncpg.Pool[asyncpg.Record]", dsn: str) -> None:
        self._tokens = tokens
        self._pool = pool
        self._dsn = dsn
        self._kept: dict[tuple[UUID, int, date], tuple[float, Caller]] = {}
        self._checked: dict[str, AccessClaims] = {}
        self._listening = False
        self._epoch = 0
        self._listener: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen for changes of rights."""
        self._listener = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)

    async def of_header(self, authorization: str, permission: Permission | None, today: date) -> Caller:
        """Return the caller of an ``Authorization`` header who holds *permission* somewhere.

        Raises Unauthenticated, Forbidden, and PasswordChangeRequired for everything but the own account until an own
        password is set.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated()
        caller = await self.of_token(token.strip(), today)
        if permission is not None:
            if caller.must_change_password:
                raise PasswordChangeRequired(permission.value)
            if not caller.may(permission):
                raise Forbidden(permission.value)
        return caller

    async def of_token(self, token: str, today: date) -> Caller:
        """Return the caller of an access token. Raises Unauthenticated when it is invalid or was revoked."""
        claims = self._claims(token)
        key = (claims.session_id, claims.session_version, today)
        kept = self._kept.get(key)
        if kept is not None and self._listening and time.monotonic() - kept[0] < _KEPT_SECONDS:
            return kept[1]
        began, epoch = time.monotonic(), self._epoch
        caller = await caller_of_session(self._pool, claims.session_id, claims.session_version, today)
        if caller is None:
            raise Unauthenticated()
        if self._listening and epoch == self._epoch:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = (began, caller)
        return caller

    def _claims(self, token: str) -> AccessClaims:
        """Return the claims of a token; a signature that was checked once is not checked again, its expiry is."""
        known = self._checked.get(token)
        if known is not None and time.time() < known.expires_at:
            return known
        try:
            claims = self._tokens.read(token)
        except InvalidToken:
            raise Unauthenticated() from None
        if len(self._checked) >= _MOST_KEPT:
            self._checked.clear()
        self._checked[token] = claims
        return claims

    def clear(self) -> None:
        """Forget every kept caller."""
        self._epoch += 1
        self._kept.clear()

    async def _listen(self) -> None:
        while True:
            pause = 0.2
            try:
                connection = await asyncpg.connect(self._dsn, timeout=10)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                await asyncio.sleep(1)
                continue
            ended, heard = asyncio.Event(), asyncio.Event()
            probe = uuid4().hex

            def lost(*_: object, ended: asyncio.Event = ended) -> None:
                self._deaf()
                ended.set()

            def told(*arguments: object, heard: asyncio.Event = heard, probe: str = probe) -> None:
                self.clear()
                if arguments[3] == probe:
                    heard.set()

            try:
                connection.add_termination_listener(lost)
                await connection.add_listener(CHANNEL, told)
                await self._pool.execute("SELECT pg_notify($1, $2)", CHANNEL, probe)
                async with asyncio.timeout(_PROBE_SECONDS):  # wait_for may swallow a cancellation
                    await heard.wait()
                self.clear()
                self._listening = True
                await ended.wait()
            except TimeoutError:
                log.warning("listener hears nothing: callers are not kept")
                pause = _DEAF_PAUSE_SECONDS
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                log.warning("listener lost")
            finally:
                self._deaf()
                if not connection.is_closed():
                    connection.terminate()
            await asyncio.sleep(pause)

    def _deaf(self) -> None:
        self._listening = False
        self.clear()
