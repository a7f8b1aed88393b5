"""Idempotency-Key: the same call twice does the thing once.

Scope is caller, method and path; the record is stored in the transaction of the write, so a replay exists exactly when
the write does. A twin that is still running is 409, another body 422. Refused input does not burn the key. Kept answers
are encrypted (some hold a secret that is shown once) and serve for seven days of real time.
"""

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from app.domain.shared.errors import Conflict, FieldError, Invalid
from app.persistence.idempotency import CallName, keep_answer, kept_answer, take
from app.persistence.uow import UnitOfWork

__all__ = ["Idempotency"]

_KEPT_HEADERS = ("content-type", "etag", "location", "content-language")


class Idempotency:
    """One keyed call. :meth:`begin` answers a replay or takes the key; :meth:`keep` stores the answer."""

    def __init__(self, uow: UnitOfWork, request: Request, key: str, body: bytes) -> None:
        if not 1 <= len(key) <= 255 or not key.isascii() or not key.isprintable():
            raise Invalid(FieldError("header:Idempotency-Key", "request.bad-header", "1-255 printable ASCII"))
        caller = uow.caller
        self._uow = uow
        self._name = CallName(
            # Without an account the key alone tells calls apart: an address kept here would unmask an anonymous objection.
            caller=f"{caller.kind.value}:{caller.user_id or '-'}",
            method=request.method,
            path=request.url.path + ("?" + request.url.query if request.url.query else ""),
            key=key,
        )
        self._hash = hashlib.sha256(body).digest()

    async def begin(self) -> Response | None:
        """Return the kept answer of an earlier call, or None when this call is the first.

        Raises Conflict while a twin is running and Invalid when the key came with another body.
        """
        session = self._uow.session
        if not await take(session, self._name):
            raise Conflict("idempotency.running")
        record = await kept_answer(session, self._name)
        if record is None:
            return None
        if record.body_hash != self._hash:
            raise Invalid(FieldError("header:Idempotency-Key", "idempotency.key-reused"), "idempotency.key-reused")
        body = self._uow.keys.decrypt_bytes(self._name.id, record.body)
        return Response(body, record.status, {**record.headers, "idempotency-replayed": "true"})

    async def keep(self, response: Response) -> None:
        """Store the answer of a successful call in the same transaction."""
        await keep_answer(
            self._uow.session,
            self._name,
            body_hash=self._hash,
            status=response.status_code,
            headers={name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers},
            body=self._uow.keys.encrypt_bytes(self._name.id, bytes(response.body)),
        )
