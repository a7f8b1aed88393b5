"""Schemas of organisations."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.api.paging import PageQuery
from app.api.types import Day, Flag, Input, Line, Output
from app.domain.organisations.facts import Classification, OrganisationKind

__all__ = ["OrganisationCreate", "OrganisationOut", "OrganisationQuery"]

Code = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Z][0-9A-Z.-]{0,39}$")]


class OrganisationCreate(Input):
    """A body to be founded."""

    parent_id: Annotated[UUID, Field(description="The body that it stands under.")]
    kind: Annotated[OrganisationKind, Field(description="What the body is.", examples=["branch"])]
    classification: Annotated[Classification, Field(description="What it stands in.", examples=["rural"])]
    code: Annotated[Code, Field(description="Organisation code, unique.", examples=["A03-017"])]
    name: Annotated[Line, Field(description="Full name.", examples=["青禾镇柳湾村党支部"])]
    short_name: Annotated[Line, Field(description="Short name.", examples=["柳湾村支部"])]
    founded_on: Annotated[Day, Field(description="Day of founding.", examples=["2021-06-18"])]
    approval_power: Annotated[Flag, Field(description="May approve the admission of members.")] = False


class OrganisationOut(Output):
    """An organisation as it stands now."""

    id: UUID
    parent_id: UUID | None
    kind: OrganisationKind
    level: Annotated[str, Field(description="Level of the tree.", examples=["branch"])]
    classification: Classification
    code: str
    name: str
    short_name: str
    approval_power: bool
    state: str
    founded_on: date
    ended_on: date | None
    version: int


class OrganisationQuery(PageQuery):
    """Filters of the list."""

    parent_id: Annotated[UUID | None, Field(description="Only bodies directly under this one.")] = None
    kind: Annotated[OrganisationKind | None, Field(description="Only bodies of this kind.")] = None
