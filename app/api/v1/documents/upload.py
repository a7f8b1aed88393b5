"""Reading an upload: a raw body with its description in the query, or a form with the fields beside the file.

The sender's content type and the form's own are ignored; the file is told by its bytes.
"""

from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from app.api.v1.documents.schemas import DocumentCreate, DocumentUploadQuery
from app.domain.documents.facts import DocumentKind
from app.domain.shared.errors import FieldError, Invalid

__all__ = ["REQUEST_BODY", "read_upload", "upload_body"]

_FIELDS = frozenset(DocumentUploadQuery.model_fields)

_FORMATS = {
    "happened_on": "date",
    **dict.fromkeys(("case_id", "meeting_id", "notice_id", "organisation_id", "replaces"), "uuid"),
}


def _form_field(name: str) -> dict[str, Any]:
    """Describe a field of the form; forms carry texts, whatever they mean."""
    shown: dict[str, Any] = {"type": "string", "description": DocumentUploadQuery.model_fields[name].description}
    if name == "kind":
        shown["enum"] = [kind.value for kind in DocumentKind]
    if name in _FORMATS:
        shown["format"] = _FORMATS[name]
    return shown


def upload_body(title: str, fields: frozenset[str] = _FIELDS) -> dict[str, Any]:
    """Describe the body of an upload whose description is made of *fields*."""
    required = [name for name in ("kind", "title", "happened_on") if name in fields]
    return {
        "requestBody": {
            "required": True,
            "description": "The file. As a form its description goes into the fields; as a raw body, into the query.",
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "title": title,
                        "required": ["file", *required],
                        "properties": {
                            "file": {"type": "string", "format": "binary", "description": "The file."},
                            **{name: _form_field(name) for name in sorted(fields)},
                        },
                    }
                },
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            },
        }
    }


REQUEST_BODY = upload_body("DocumentUploadForm")


async def read_upload(
    request: Request, query: DocumentUploadQuery, fields: frozenset[str] = _FIELDS
) -> tuple[DocumentCreate, bytes]:
    """Return the description and the content of an upload. Raises Invalid or RequestValidationError.

    A form may hold *fields* and no others.
    """
    given: dict[str, object] = query.model_dump(exclude_unset=True)
    if _is_form(request):
        named, content = await _form(request, fields)
        for name, value in named.items():
            if name in given:
                raise Invalid(FieldError(f"/{name}", "request.duplicate-key"))
            given[name] = value
    else:
        content = await request.body()
    try:
        return DocumentCreate.model_validate(given), content
    except ValidationError as error:
        raise RequestValidationError([{**item, "loc": ("body", *item["loc"])} for item in error.errors()]) from None


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").strip().lower().startswith("multipart/form-data")


async def _form(request: Request, admitted: frozenset[str]) -> tuple[dict[str, object], bytes]:
    async with request.form(max_files=1, max_fields=len(_FIELDS), max_part_size=20_000) as form:
        fields: dict[str, object] = {}
        content: bytes | None = None
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if name != "file" or content is not None:
                    raise Invalid(FieldError("/file", "field.unknown"))
                content = await value.read()
                if "file_name" not in fields and value.filename:
                    fields.setdefault("file_name", value.filename)
            elif name in fields and name != "file_name":
                raise Invalid(FieldError(f"/{_shown(name)}", "request.duplicate-key"))
            elif name not in admitted:
                raise Invalid(FieldError(f"/{_shown(name)}", "field.unknown"))
            elif "\x00" in value:
                raise Invalid(FieldError(f"/{_shown(name)}", "request.bad-text"))
            else:
                fields[name] = value
        if content is None:
            raise Invalid(FieldError("/file", "field.missing"))
        return fields, content


def _shown(name: str) -> str:
    """Return a form field's name as a pointer part: what is not plain ASCII is not echoed."""
    return name if name.isascii() and name.isidentifier() and len(name) <= 60 else "?"
