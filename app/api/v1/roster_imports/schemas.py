"""Schemas of roster imports."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, Field

from app.api.paging import PageQuery
from app.api.types import Id, Input, Output, clean_text
from app.domain.roster_imports.rows import MissingDay
from app.persistence.models.roster_imports import RosterImportState, RosterRowState

__all__ = [
    "ErrorSheetQuery",
    "RosterApply",
    "RosterImportOut",
    "RosterImportQuery",
    "RosterRowOut",
    "RosterRowQuery",
    "RosterUploadQuery",
]


class RosterUploadQuery(BaseModel):
    """What a roster is for. The file is the body."""

    model_config = {"extra": "forbid", "frozen": True}

    organisation_id: Annotated[Id, Field(description="The organisation whose branches the roster names.")]
    file_name: Annotated[
        str,
        Field(min_length=1, max_length=200, description="Name of the file.", examples=["柳湾镇党员名册.xlsx"]),
        AfterValidator(clean_text),
    ]
    missing_day: Annotated[
        MissingDay, Field(description="A month without its day: refuse the row, or take the first of the month.")
    ] = MissingDay.REFUSE


class RosterImportOut(Output):
    """An import: how far it has come and what was found."""

    id: Annotated[UUID, Field(description="Its id.")]
    organisation_id: Annotated[UUID, Field(description="The organisation.")]
    file_name: Annotated[str, Field(description="Name of the file.")]
    file_hash: Annotated[str, Field(description="SHA-256 of the file.")]
    file_size: Annotated[int, Field(description="Bytes of the file.")]
    format: Annotated[Literal["xlsx", "csv"] | None, Field(description="Form of the file.")]
    missing_day: Annotated[MissingDay, Field(description="What a month without its day means.")]
    ignored_columns: Annotated[list[str], Field(description="Headers that the import does not know.")]
    state: Annotated[RosterImportState, Field(description="State.")]
    percent: Annotated[int, Field(description="How far the work has come.")]
    mode: Annotated[Literal["all_or_nothing", "good_rows_only"] | None, Field(description="How it is applied.")]
    rows_total: Annotated[int, Field(description="Rows with anything in them.")]
    rows_good: Annotated[int, Field(description="New persons.")]
    rows_known: Annotated[int, Field(description="Already there with the same data.")]
    rows_differ: Annotated[int, Field(description="Already there with other data; never overwritten.")]
    rows_bad: Annotated[int, Field(description="Rows that can not be imported.")]
    rows_applied: Annotated[int, Field(description="Persons made.")]
    problem: Annotated[dict[str, object] | None, Field(description="Why the file as a whole can't be read.")]
    same_file_as: Annotated[UUID | None, Field(description="An earlier import of the same bytes.")]
    operation_id: Annotated[
        UUID | None, Field(description="The latest check or application: `GET /operations/{id}`, `DELETE` cancels it.")
    ]
    version: Annotated[int, Field(description="Version, as in the ETag.")]


class RosterImportQuery(PageQuery):
    """Filters of imports."""

    organisation_id: Annotated[UUID | None, Field(description="Only imports below this organisation.")] = None


class RosterRowQuery(PageQuery):
    """Filters of rows."""

    state: Annotated[RosterRowState | None, Field(description="Only rows of this state.", examples=["bad"])] = None


class RosterProblemOut(Output):
    """What is wrong with a cell."""

    column: Annotated[str | None, Field(description="Header of the column, as the sheet writes it.")]
    code: Annotated[str, Field(description="Stable code.")]
    title: Annotated[str, Field(description="Title in the language of the request.")]
    remedy: Annotated[str | None, Field(description="What would satisfy it.")]
    expected: Annotated[object, Field(description="What is asked for.")]
    note: Annotated[bool, Field(description="True: a remark, the row is good all the same.")]


class RosterRowOut(Output):
    """A row of the sheet."""

    row_number: Annotated[int, Field(description="Number of the row in the sheet, counted from 1.")]
    state: Annotated[RosterRowState, Field(description="State.")]
    problems: Annotated[list[RosterProblemOut], Field(description="What is wrong with its cells.")]
    person_id: Annotated[UUID | None, Field(description="The person.")]


class RosterApply(Input):
    """How to apply a checked roster."""

    mode: Annotated[
        Literal["all_or_nothing", "good_rows_only"],
        Field(description="Refuse while any row is bad, or import the good rows.", examples=["all_or_nothing"]),
    ]


class ErrorSheetQuery(BaseModel):
    """Form of the error sheet."""

    model_config = {"extra": "forbid", "frozen": True}

    format: Annotated[Literal["xlsx", "csv"], Field(description="Form of the sheet.")] = "xlsx"
