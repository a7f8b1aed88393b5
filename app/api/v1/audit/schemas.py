"""Schemas of the audit."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Day, Output

__all__ = ["AuditEntryOut", "AuditQuery"]

_EXAMPLE_ID = "019ab4c2-6f00-7c3e-9d41-5a1f0f2e7b10"


class AuditEntryOut(Output):
    """Who did what to which subject. Contents are kept as keyed digests only and are not shown."""

    id: Annotated[UUID, Field(description="The entry.", examples=[_EXAMPLE_ID])]
    at: Annotated[datetime, Field(description="When it was recorded.", examples=["2026-11-23T01:15:00.000Z"])]
    act_day: Annotated[date, Field(description="Day of the act.", examples=["2026-11-23"])]
    request_id: Annotated[str, Field(description="The request.", examples=[_EXAMPLE_ID])]
    actor_kind: Annotated[str, Field(description="`user`, `service`, `system` or `anonymous`.", examples=["user"])]
    actor_id: Annotated[UUID | None, Field(description="The account.", examples=[_EXAMPLE_ID])]
    organisation_id: Annotated[UUID | None, Field(description="For which organisation.", examples=[_EXAMPLE_ID])]
    action: Annotated[str, Field(description="`area:subject:verb`.", examples=["identity:grant:give"])]
    subject_kind: Annotated[str, Field(description="Kind of the subject.", examples=["role_grants"])]
    subject_id: Annotated[UUID | None, Field(description="The subject.", examples=[_EXAMPLE_ID])]
    details: Annotated[
        dict[str, object],
        Field(description="What may be told; no personal data.", examples=[{"role": "branch-secretary"}]),
    ]
    sealed: Annotated[bool, Field(description="Chained into a signed checkpoint.", examples=[False])]


class AuditQuery(PageQuery):
    """Filters of the audit."""

    organisation_id: Annotated[UUID | None, Field(description="Within one organisation's subtree.")] = None
    subject_id: Annotated[UUID | None, Field(description="About one subject.")] = None
    subject_kind: Annotated[str | None, Field(pattern=r"^[a-z_]{1,64}$", description="About one kind of subject.")] = (
        None
    )
    action: Annotated[
        str | None,
        Field(pattern=r"^[a-z:-]{1,100}$", description="Beginning of the action, such as `identity:grant`."),
    ] = None
    actor_id: Annotated[UUID | None, Field(description="By one account.")] = None
    day_from: Annotated[Day | None, Field(description="Acts from this day on.")] = None
    day_to: Annotated[Day | None, Field(description="Acts up to this day, inclusive.")] = None
