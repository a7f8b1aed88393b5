"""Keyset pages: ``limit``, an opaque ``after`` bound to filters and sort, ``next`` in the body and in ``Link``."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Generic, TypeVar
from uuid import UUID

import asyncpg
import orjson
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.domain.shared.errors import FieldError, Invalid
from app.persistence.read.lane import Reader
from app.persistence.read.listing import Newest
from app.persistence.uow import canonical

__all__ = ["NewestQuery", "Page", "PageQuery", "items_response", "json_item", "newest_page", "page", "page_response"]

Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """One page of a list. No totals: ask the ``…/count`` beside it."""

    items: list[Item] = Field(description="The rows of this page.")
    next: str | None = Field(description="Address of the next page; null on the last.")


class PageQuery(BaseModel):
    """Query of every list; subclasses add their filters. Unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Annotated[int, Field(ge=1, le=200, description="Items per page.")] = 50
    after: Annotated[str | None, Field(max_length=2000, description="Cursor from `next` of the page before.")] = None

    @cached_property
    def _binding(self) -> str:
        """What the cursor is bound to: the list, its filters and its sort. Asked for once on every page."""
        filters = self.model_dump(exclude={"after", "limit"}, mode="json")
        return hashlib.blake2b(canonical([type(self).__name__, filters]), digest_size=6).hexdigest()

    def start(self, kinds: Sequence[type]) -> tuple[object, ...] | None:
        """Return the sort key to continue after, or None on the first page.

        ``kinds`` are the Python types of the key columns. Raises Invalid when the cursor is malformed or belongs to
        another combination of filters and sort.
        """
        if self.after is None:
            return None
        try:
            raw = orjson.loads(base64.urlsafe_b64decode(self.after.encode("ascii") + b"=="))
            binding, values = raw[0], raw[1]
            if binding != self._binding or len(values) != len(kinds):
                raise Invalid(FieldError("query:after", "cursor.mismatch"), "cursor.mismatch")
            return tuple(_read(value, kind) for value, kind in zip(values, kinds, strict=True))
        except (ValueError, TypeError, LookupError, binascii.Error, UnicodeError):
            raise Invalid(FieldError("query:after", "cursor.mismatch"), "cursor.mismatch") from None

    def cursor(self, values: Sequence[object]) -> str:
        """Return the cursor that continues after a row with these sort values."""
        return base64.urlsafe_b64encode(canonical([self._binding, list(values)])).rstrip(b"=").decode()


class NewestQuery(PageQuery):
    """Query of a list that shows the newest first; every filter of a subclass narrows the column of its name."""

    organisation_id: Annotated[UUID | None, Field(description="Only below this organisation.")] = None


def _read(value: object, kind: type) -> object:
    if value is None:
        return None
    if kind in (date, datetime):
        return kind.fromisoformat(str(value))
    if kind is UUID:
        return UUID(str(value))
    if not isinstance(value, kind) or (isinstance(value, str) and "\x00" in value):
        raise ValueError("bad cursor")
    return value


def page(
    address: str, query: PageQuery, rows: Sequence["asyncpg.Record"], key: Sequence[str]
) -> tuple[bytes, dict[str, str]]:
    """Return the body of a page made of SQL-made JSON, and its ``Link`` header.

    *rows* hold the JSON text in ``item`` and the sort key columns; one row more than ``query.limit`` was asked for, and
    its presence says that there is a next page.
    """
    shown = rows[: query.limit]
    following: str | None = None
    headers: dict[str, str] = {}
    if len(rows) > query.limit:
        cursor = query.cursor([shown[-1][column] for column in key])
        path, _, given = address.partition("?")
        kept = [pair for pair in given.split("&") if pair and not pair.startswith("after=")]
        following = f"{path}?{'&'.join([*kept, f'after={cursor}'])}"
        headers["link"] = f'<{following}>; rel="next"'
    items = ",".join([row["item"] for row in shown]).encode()
    return b"".join((b'{"items":[', items, b'],"next":', orjson.dumps(following), b"}")), headers


def page_response(request: Request, query: PageQuery, rows: Sequence["asyncpg.Record"], key: Sequence[str]) -> Response:
    """Return :func:`page` as a response."""
    address = request.url.path + ("?" + request.url.query if request.url.query else "")
    body, headers = page(address, query, rows, key)
    headers |= {"cache-control": "private, no-store", "vary": "Authorization, Accept-Language"}
    return Response(body, 200, headers, "application/json")


async def newest_page(request: Request, query: "NewestQuery", table: Newest, reader: Reader) -> Response:
    """Return a page of what the query's subtree and filters leave of a table, the newest first."""
    rows = await table.page(
        reader,
        query.model_dump(exclude={"limit", "after", "organisation_id"}),
        organisation_id=query.organisation_id,
        after=query.start((UUID,)),
        limit=query.limit,
    )
    return page_response(request, query, rows, ("id",))


def items_response(rows: Sequence["asyncpg.Record"]) -> Response:
    """Return a short list that needs no pages, made of SQL-made JSON."""
    body = '{"items":[' + ",".join([row["item"] for row in rows]) + "]}"
    headers = {"cache-control": "private, no-store", "vary": "Authorization, Accept-Language"}
    return Response(body.encode(), 200, headers, "application/json")


def json_item(item: str | bytes, version: int | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """Return one resource made in SQL, with the ETag of its version."""
    sent = {"cache-control": "private, no-store", "vary": "Authorization, Accept-Language", **(headers or {})}
    if version is not None:
        sent["etag"] = f'"v{version}"'
    return Response(item, 200, sent, "application/json")
