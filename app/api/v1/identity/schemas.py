"""Schemas of sessions and of the caller."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.types import Output

__all__ = ["GrantOut", "MeOut", "TokenOut"]


class TokenOut(Output):
    """Tokens, as OAuth2 names them."""

    access_token: str
    token_type: Annotated[str, Field(description="Always `bearer`.", examples=["bearer"])]
    expires_in: Annotated[int, Field(description="Seconds until the access token ends.")]
    scope: str
    refresh_token: Annotated[str | None, Field(description="Serves once; absent for service accounts.")]


class GrantOut(Output):
    """One role held."""

    role: str
    organisation_id: UUID
    level: str


class MeOut(Output):
    """Who is signed in and what reaches how far."""

    kind: str
    user_id: UUID
    person_id: UUID | None
    name: str
    grants: list[GrantOut]
    permissions: list[str]
