"""How an endpoint says who may call it, and what it works with.

Every route carries exactly one of these markers (a test walks all routes):

    uow: Annotated[UnitOfWork, requires(Permission.CASE_OPEN)]      a command
    reader: Annotated[Reader, reads(Permission.CASE_READ)]          the read lane
    public()  in dependencies=[...]                                 without login
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import OAuth2PasswordBearer

from app.domain.identity.permissions import Permission
from app.domain.shared.errors import Conflict, FieldError, Invalid, VersionRequired

__all__ = [
    "IdempotencyKey",
    "IfMatch",
    "Lane",
    "Marker",
    "public",
    "public_command",
    "read_if_match",
    "reads",
    "requires",
    "signed_in",
    "signed_in_reads",
]

bearer = OAuth2PasswordBearer(
    tokenUrl="/api/v1/auth/token",
    refreshUrl="/api/v1/auth/token",
    scopes={permission.value: "" for permission in Permission},
    auto_error=False,
    description="Password and client-credentials flow.",
)


class Lane(StrEnum):
    """Which way a route goes."""

    COMMAND = "command"
    READ = "read"
    PUBLIC_READ = "public_read"
    PUBLIC_COMMAND = "public_command"


@dataclass(frozen=True)
class Marker:
    """The classification of a route: its permission and its lane. ``permission=None`` asks for a login only.

    An operation that is not ``repeatable`` keeps no answer under an Idempotency-Key: its answer is a secret, or nobody
    may ever know that it was called.
    """

    permission: Permission | None
    lane: Lane
    repeatable: bool = True

    async def __call__(self, request: Request) -> object:
        """Give the endpoint what the route class has prepared. Async, or it would run in a thread of the pool."""
        return request.state.work


def requires(permission: Permission) -> object:
    """A command that needs *permission*; gives the unit of work."""
    return Depends(Marker(permission, Lane.COMMAND))


def reads(permission: Permission) -> object:
    """A read that needs *permission*; gives the reader."""
    return Depends(Marker(permission, Lane.READ))


def signed_in(*, repeatable: bool = True) -> object:
    """A command on the caller's own account: any login serves; gives the unit of work."""
    return Depends(Marker(None, Lane.COMMAND, repeatable))


def signed_in_reads() -> object:
    """A read of what any login may know (the own account, code tables); gives the reader."""
    return Depends(Marker(None, Lane.READ))


def public() -> object:
    """A read without login; gives a reader of an anonymous caller."""
    return Depends(Marker(None, Lane.PUBLIC_READ))


def public_command(*, repeatable: bool = True) -> object:
    """A write without login (a login, an objection); gives the unit of work of an anonymous caller."""
    return Depends(Marker(None, Lane.PUBLIC_COMMAND, repeatable))


async def _if_match(
    if_match: Annotated[str | None, Header(description="The ETag of the version that was read.")] = None,
) -> int:
    if if_match is None:
        raise VersionRequired()
    return read_if_match(if_match)


def read_if_match(if_match: str) -> int:
    """Return the version that an If-Match header names. Raises Invalid for anything but one of our ETags."""
    text = if_match.strip()
    if len(text) > 3 and text.startswith('"v') and text.endswith('"') and text[2:-1].isascii() and text[2:-1].isdigit():
        number = text[2:-1]
        if len(number) <= 10 and not number.startswith("0"):
            return int(number)
    raise Invalid(FieldError("header:If-Match", "request.bad-header", 'one ETag such as "v3"'))


IfMatch = Annotated[int, Depends(_if_match)]
"""The version that the caller has read, from ``If-Match: "v3"``; 428 when missing."""


async def _idempotency_key(
    request: Request,
    idempotency_key: Annotated[
        str | None, Header(description="Makes the call safe to repeat: 1 to 255 printable ASCII characters.")
    ] = None,
) -> str:
    if idempotency_key is None:
        raise Conflict("idempotency.key-required")
    return idempotency_key


IdempotencyKey = Annotated[str, Depends(_idempotency_key)]
"""Declares that an operation can't be called without an Idempotency-Key."""
