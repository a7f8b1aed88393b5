"""Schemas of operations."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.api.paging import PageQuery
from app.api.types import Output
from app.domain.operations.facts import OperationKind, OperationState

__all__ = ["OperationOut", "OperationProblemOut", "OperationQuery"]


class OperationQuery(PageQuery):
    """Filters of operations; the newest come first."""

    organisation_id: Annotated[UUID | None, Field(description="Only below this organisation.")] = None
    kind: Annotated[list[OperationKind], Field(description="Any of these kinds.", max_length=20, default_factory=list)]
    state: Annotated[
        list[OperationState], Field(description="Any of these states.", max_length=6, default_factory=list)
    ]


class OperationProblemOut(Output):
    """Why an operation has failed, in the form of a problem."""

    type: Annotated[str, Field(description="Address of the page that explains the code.")]
    code: Annotated[str, Field(description="Stable code.", examples=["roster.damaged"])]
    title: Annotated[str, Field(description="Title in the language of the request.")]
    remedy: Annotated[str | None, Field(description="What to do next.")]


class OperationOut(Output):
    """Long work: how far it has come, and what became of it."""

    id: Annotated[UUID, Field(description="Its id.")]
    kind: Annotated[OperationKind, Field(description="What is worked on.")]
    state: Annotated[
        OperationState,
        Field(description="`queued`, `running` or `cancelling` while it lives; then it does not change any more."),
    ]
    percent: Annotated[int, Field(ge=0, le=100, description="How far the work has come; 0 again on a new attempt.")]
    resource: Annotated[
        str,
        Field(
            description="Address of what is worked on.",
            examples=["/api/v1/roster-imports/019ab2c4-5f00-7c31-9c1e-2b8f4a6d7e90"],
        ),
    ]
    result: Annotated[
        dict[str, object] | None,
        Field(description="What came of it, once it has succeeded.", examples=[{"rows_applied": 412}]),
    ]
    problem: Annotated[OperationProblemOut | None, Field(description="Why it has failed.")]
    asked_at: Annotated[datetime, Field(description="When it was asked for.")]
    started_at: Annotated[datetime | None, Field(description="When a worker first took it up.")]
    ended_at: Annotated[datetime | None, Field(description="When it ended.")]
    cancel_asked_at: Annotated[datetime | None, Field(description="When somebody asked it to stop.")]
    version: Annotated[int, Field(description="Version, as in the ETag.")]
