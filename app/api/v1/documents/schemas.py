"""Schemas of evidence files."""

import re
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from app.api.paging import PageQuery
from app.api.types import Day, Input, Line, Note, Output
from app.domain.documents.facts import DocumentKind, DocumentState

__all__ = [
    "CaseDocumentsOut",
    "DocumentCorrectionCreate",
    "DocumentCorrectionOut",
    "DocumentCreate",
    "DocumentKindOut",
    "DocumentOut",
    "DocumentQuery",
    "DocumentReadOut",
    "DocumentSetAside",
    "DocumentUploadQuery",
]


def _whole_number(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"[1-9][0-9]?", value, re.ASCII):
            raise PydanticCustomError("int_parsing", "a step is a whole number")
        return int(value)
    return value


_Step = Annotated[int, BeforeValidator(_whole_number), Field(strict=True, ge=1, le=25)]
_Label = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class DocumentUploadQuery(Input):
    """What is said about a file; in the query of a raw upload, or as form fields beside the file."""

    kind: Annotated[
        DocumentKind | None, Field(description="What the file is evidence of.", examples=["talk_record"])
    ] = None
    title: Annotated[_Label | None, Field(description="Title, 1 to 200 characters.", examples=["谈话记录（首次）"])] = (
        None
    )
    file_name: Annotated[
        _Label | None, Field(description="Label of the file; never a path.", examples=["谈话记录.pdf"])
    ] = None
    happened_on: Annotated[
        Day | None, Field(description="Day of the paper itself, not of the upload.", examples=["2026-09-01"])
    ] = None
    case_id: Annotated[UUID | None, Field(description="Development case that it belongs to.")] = None
    meeting_id: Annotated[UUID | None, Field(description="Meeting that it belongs to.")] = None
    notice_id: Annotated[UUID | None, Field(description="Publicity notice that it belongs to.")] = None
    organisation_id: Annotated[UUID | None, Field(description="Organisation that it belongs to.")] = None
    step: Annotated[_Step | None, Field(description="Number of the development step that it is filed for.")] = None
    replaces: Annotated[UUID | None, Field(description="The document whose place it takes.")] = None
    reason: Annotated[
        Note | None,
        Field(description="Why it replaces another, or is added to a case that is over; required with either."),
    ] = None


class DocumentCreate(DocumentUploadQuery):
    """The same, complete."""

    kind: DocumentKind
    title: _Label
    file_name: _Label
    happened_on: Day


class DocumentCorrectionCreate(Input):
    """New values of a document's description. The file itself never changes: upload another with `replaces`."""

    reason: Annotated[Note, Field(description="Why the description was wrong.", examples=["日期误填为上传日"])]
    kind: Annotated[DocumentKind | None, Field(description="The right kind.")] = None
    title: Annotated[Line | None, Field(description="The right title.")] = None
    happened_on: Annotated[Day | None, Field(description="The right day.")] = None
    step: Annotated[_Step | None, Field(description="The right step.")] = None


class DocumentSetAside(Input):
    """Why a document shall no longer count."""

    reason: Annotated[Note, Field(description="The reason.", examples=["误传他人材料"])]


class DocumentCorrectionOut(Output):
    """One corrected field with the old value; or (`addition`) the note with which a file was added to a case that was over,
    with the state of the case in place of the old value."""

    field: str
    old_value: str
    new_value: str
    reason: str
    recorded_at: datetime
    recorded_by: UUID | None


class DocumentOut(Output):
    """An evidence file; its content is at `…/content`."""

    id: UUID
    kind: DocumentKind
    state: DocumentState
    confidential: Annotated[bool, Field(description="For the investigating body only.")]
    title: str
    file_name: str
    media_type: Annotated[str, Field(description="Told by the file's own bytes.", examples=["application/pdf"])]
    size: Annotated[int, Field(description="Bytes.")]
    sha256: Annotated[str, Field(description="SHA-256 of the content, hexadecimal.")]
    happened_on: date
    organisation_id: UUID
    case_id: UUID | None
    meeting_id: UUID | None
    notice_id: UUID | None
    step: int | None
    replaced_by: UUID | None
    recorded_at: datetime
    recorded_by: UUID | None
    version: int


class DocumentReadOut(DocumentOut):
    """The same with its corrections."""

    corrections: list[DocumentCorrectionOut]


class CaseDocumentsOut(Output):
    """Every document that a case rests on, the newest first."""

    items: list[DocumentOut]


class DocumentKindOut(Output):
    """One entry of the code table of kinds."""

    code: DocumentKind
    title_zh: str
    title_en: str
    steps: Annotated[list[int], Field(description="Numbers of the development steps whose row names this kind.")]


class DocumentQuery(PageQuery):
    """Filters of the list; the newest first."""

    case_id: Annotated[UUID | None, Field(description="Only those of this case.")] = None
    meeting_id: Annotated[UUID | None, Field(description="Only those of this meeting.")] = None
    notice_id: Annotated[UUID | None, Field(description="Only those of this notice.")] = None
    organisation_id: Annotated[UUID | None, Field(description="Only those of this organisation's subtree.")] = None
    kind: Annotated[DocumentKind | None, Field(description="Only those of this kind.")] = None
    state: Annotated[DocumentState | None, Field(description="Only those in this state.")] = None
