"""Schemas of accounts, sessions, grants and service accounts."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.api.paging import PageQuery
from app.api.types import Day, Id, Input, Line, Output, SearchText, Text
from app.domain.identity.permissions import Permission, RoleKey
from app.domain.identity.rules import LOGIN_PATTERN
from app.domain.organisations.levels import Level

_EXAMPLE_ID = "019ab4c2-6f00-7c3e-9d41-5a1f0f2e7b10"
_UserId = Annotated[UUID, Field(description="The user.", examples=[_EXAMPLE_ID])]
_OrganisationId = Annotated[UUID, Field(description="The organisation.", examples=[_EXAMPLE_ID])]
_Version = Annotated[int, Field(description="Version, as in the ETag.", examples=[1])]
_Department = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_-]{1,63}$"), Field(examples=["discipline_inspection"])
]
_Password = Annotated[
    Text,
    Field(min_length=1, max_length=200, description="A password; never echoed.", examples=["Osmanthus-7-lanterns"]),
]
_Temporary = Annotated[
    str,
    Field(description="Shown this once; serves only to set an own password.", examples=["kfh3m-Wq7tz-n4RkX-p9dVb"]),
]


class TokenOut(Output):
    """Tokens, as OAuth2 names them."""

    access_token: Annotated[str, Field(description="Send it as `Authorization: Bearer …`.", examples=["eyJhbGciOi…"])]
    token_type: Annotated[str, Field(description="Always `bearer`.", examples=["bearer"])]
    expires_in: Annotated[int, Field(description="Seconds until the access token ends.", examples=[900])]
    scope: Annotated[
        str, Field(description="Permissions that the token was narrowed to; empty for all.", examples=["case:read"])
    ]
    refresh_token: Annotated[
        str | None, Field(description="Serves once; null for service accounts.", examples=["Zk3vQ…"])
    ]
    must_change_password: Annotated[
        bool, Field(description="An own password has to be set before anything else.", examples=[False])
    ]


class HeldGrantOut(Output):
    """One role that the caller holds today."""

    role: Annotated[RoleKey, Field(description="Code of the role.", examples=["branch-secretary"])]
    organisation_id: _OrganisationId
    level: Annotated[Level, Field(description="Level of the organisation.", examples=["branch"])]
    department: Annotated[
        str | None, Field(description="Of a department desk: its department.", examples=["discipline_inspection"])
    ]
    from_on: Annotated[date, Field(description="First day.", examples=["2026-01-01"])]
    to_on: Annotated[date | None, Field(description="Last day; null while open.", examples=["2027-12-31"])]


class MeOut(Output):
    """Who is signed in and what reaches how far."""

    kind: Annotated[str, Field(description="`user` or `service`.", examples=["user"])]
    user_id: Annotated[UUID, Field(description="The account.", examples=[_EXAMPLE_ID])]
    person_id: Annotated[UUID | None, Field(description="The person behind it.", examples=[_EXAMPLE_ID])]
    name: Annotated[str, Field(description="Name of the account.", examples=["党支部书记"])]
    must_change_password: Annotated[bool, Field(description="An own password has to be set.", examples=[False])]
    organisation_id: Annotated[
        UUID | None, Field(description="Of a service account: the organisation it reaches.", examples=[_EXAMPLE_ID])
    ]
    departments: Annotated[
        list[str], Field(description="Departments answered for.", examples=[["discipline_inspection"]])
    ]
    grants: Annotated[list[HeldGrantOut], Field(description="Roles that hold today.")]
    permissions: Annotated[
        list[Permission], Field(description="Every permission held somewhere.", examples=[["case:read"]])
    ]


class PasswordChange(Input):
    """A new password of one's own."""

    current_password: _Password
    new_password: Annotated[
        Text,
        Field(
            min_length=1,
            max_length=128,
            description="At least ten characters of two kinds, without the login in it.",
            examples=["Plum-blossom-42"],
        ),
    ]


class SessionOut(Output):
    """A live session."""

    id: Annotated[UUID, Field(description="The session.", examples=[_EXAMPLE_ID])]
    current: Annotated[bool, Field(description="The one of this request.", examples=[True])]
    started_at: Annotated[datetime, Field(description="When it began.", examples=["2026-11-23T01:15:00Z"])]
    expires_at: Annotated[datetime, Field(description="When it ends by itself.", examples=["2026-12-07T01:15:00Z"])]
    scopes: Annotated[
        list[str] | None, Field(description="Permissions it was narrowed to; null for all.", examples=[["case:read"]])
    ]


class SessionsOut(Output):
    """The caller's own live sessions, the newest first, at most 200."""

    items: Annotated[list[SessionOut], Field(description="The sessions.")]


class UserCreate(Input):
    """A new account, without any role."""

    login: Annotated[
        str,
        StringConstraints(strict=True, pattern=LOGIN_PATTERN),
        Field(description="Name to sign in with: 3 to 64 of a-z, 0-9, dot, dash, underscore.", examples=["xinglin.sj"]),
    ]
    display_name: Annotated[Line, Field(description="How the account is shown.", examples=["杏林村党支部书记"])]
    person_id: Annotated[Id | None, Field(description="The person behind it.", examples=[_EXAMPLE_ID])] = None


class UserOut(Output):
    """An account."""

    id: _UserId
    login: Annotated[str, Field(description="Name to sign in with.", examples=["xinglin.sj"])]
    display_name: Annotated[str, Field(description="How the account is shown.", examples=["杏林村党支部书记"])]
    person_id: Annotated[UUID | None, Field(description="The person behind it.", examples=[_EXAMPLE_ID])]
    must_change_password: Annotated[bool, Field(description="An own password has to be set.", examples=[True])]
    disabled_at: Annotated[
        datetime | None, Field(description="When it was disabled.", examples=["2026-11-23T01:15:00Z"])
    ]
    version: _Version


class UserOpenedOut(UserOut):
    """An account with its temporary password."""

    temporary_password: _Temporary


class UserQuery(PageQuery):
    """Filters of users."""

    q: Annotated[SearchText | None, Field(description="Beginning of the login, or part of the name.")] = None
    disabled: Annotated[bool | None, Field(description="Only disabled ones, or only the others.")] = None


class GrantCreate(Input):
    """A role for a user at an organisation."""

    user_id: Annotated[Id, Field(description="Who is to hold it.", examples=[_EXAMPLE_ID])]
    role: Annotated[RoleKey, Field(description="Code of the role.", examples=["branch-secretary"])]
    organisation_id: Annotated[
        Id, Field(description="Where; it reaches that organisation's subtree.", examples=[_EXAMPLE_ID])
    ]
    department: Annotated[_Department | None, Field(description="Of a department desk, and only there.")] = None
    from_on: Annotated[Day | None, Field(description="First day; today when absent.", examples=["2026-11-23"])] = None
    to_on: Annotated[Day | None, Field(description="Last day; open when absent.", examples=["2027-12-31"])] = None


class GrantOut(Output):
    """A role held by a user at an organisation."""

    id: Annotated[UUID, Field(description="The grant.", examples=[_EXAMPLE_ID])]
    user_id: _UserId
    role: Annotated[RoleKey, Field(description="Code of the role.", examples=["branch-secretary"])]
    organisation_id: _OrganisationId
    level: Annotated[Level, Field(description="Level of the organisation.", examples=["branch"])]
    department: Annotated[str | None, Field(description="Of a department desk.", examples=["discipline_inspection"])]
    from_on: Annotated[date, Field(description="First day.", examples=["2026-11-23"])]
    to_on: Annotated[date | None, Field(description="Last day; null while open.", examples=["2027-12-31"])]
    revoked_at: Annotated[datetime | None, Field(description="When it was revoked.", examples=["2026-11-23T01:15:00Z"])]
    version: _Version


class GrantQuery(PageQuery):
    """Filters of grants."""

    user_id: Annotated[UUID | None, Field(description="Of one user.")] = None
    organisation_id: Annotated[UUID | None, Field(description="At one organisation.")] = None
    role: Annotated[RoleKey | None, Field(description="Of one role.")] = None
    active_on: Annotated[Day | None, Field(description="Only those that hold on this day and were not revoked.")] = None


class ServiceAccountCreate(Input):
    """A program's account."""

    title: Annotated[Line, Field(description="What the program is for.", examples=["县统计系统对接"])]
    organisation_id: Annotated[Id, Field(description="Whose subtree it reaches.", examples=[_EXAMPLE_ID])]
    scopes: Annotated[
        list[Permission],
        Field(
            min_length=1,
            max_length=20,
            description="Permissions; `service_scopes` of `/roles` lists the possible ones.",
            examples=[["organisation:read", "case:read"]],
        ),
    ]
    department: Annotated[_Department | None, Field(description="With `inquiry:…` scopes: whose inquiries.")] = None
    from_on: Annotated[Day | None, Field(description="First day; today when absent.", examples=["2026-11-23"])] = None
    to_on: Annotated[Day | None, Field(description="Last day; open when absent.", examples=["2027-12-31"])] = None


class ServiceAccountOut(Output):
    """A program's account."""

    id: Annotated[UUID, Field(description="The account.", examples=[_EXAMPLE_ID])]
    client_id: Annotated[str, Field(description="Name to sign in with.", examples=["svc-5f0c1d2e3b4a5968"])]
    title: Annotated[str, Field(description="What the program is for.", examples=["县统计系统对接"])]
    organisation_id: _OrganisationId
    level: Annotated[Level, Field(description="Level of the organisation.", examples=["county"])]
    scopes: Annotated[list[Permission], Field(description="Its permissions.", examples=[["case:read"]])]
    department: Annotated[str | None, Field(description="Whose inquiries it answers.", examples=["public_security"])]
    from_on: Annotated[date, Field(description="First day.", examples=["2026-11-23"])]
    to_on: Annotated[date | None, Field(description="Last day; null while open.", examples=["2027-12-31"])]
    disabled_at: Annotated[
        datetime | None, Field(description="When it was disabled.", examples=["2026-11-23T01:15:00Z"])
    ]
    version: _Version


class ServiceAccountSecretOut(ServiceAccountOut):
    """A program's account with its secret."""

    client_secret: Annotated[str, Field(description="Shown this once; only its hash is kept.", examples=["zsk_Q2h…"])]


class RoleOut(Output):
    """A role with its permissions."""

    role: Annotated[RoleKey, Field(description="Code of the role.", examples=["branch-secretary"])]
    title_zh: Annotated[str, Field(description="Title in Chinese.", examples=["党支部书记"])]
    title_en: Annotated[str, Field(description="Title in English.", examples=["Branch secretary"])]
    own_file: Annotated[bool, Field(description="Reaches the holder's own person only.", examples=[False])]
    administrator: Annotated[
        bool, Field(description="Kept apart from business and from other administrators.", examples=[False])
    ]
    permissions: Annotated[list[Permission], Field(description="What it may do.", examples=[["case:read"]])]


class RolesOut(Output):
    """The permission table."""

    roles: Annotated[list[RoleOut], Field(description="Every role.")]
    service_scopes: Annotated[
        list[Permission], Field(description="What a service account may be given.", examples=[["case:read"]])
    ]
