"""The docs: a page to read, a page to try, the OpenAPI document, and a page for every problem code.

Everything comes from this server; the pages' policy forbids a browser to ask anybody else.
"""

import asyncio
import gzip
import hashlib
from collections import defaultdict
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Annotated, Literal

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from app.api.language import language_of
from app.api.openapi import in_language
from app.domain.shared.errors import NotFound
from app.domain.shared.messages import Message
from app.domain.wording import CATALOGUE, render

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_FOLDER = Path(__file__).resolve().parents[1] / "static" / "docs"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_PAGE_HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
    "vary": "Accept-Language",
}
_WORDS = {
    "zh": {
        "read": "接口文档",
        "try": "在线调试",
        "codes": "错误代码",
        "other": "English",
        "next": "处理办法",
        "none": "—",
    },
    "en": {
        "read": "API docs",
        "try": "Try it",
        "codes": "Problem codes",
        "other": "中文",
        "next": "What to do",
        "none": "—",
    },
}

Language = Annotated[Literal["zh", "en"] | None, Query(alias="lang")]


@router.get("/docs")
async def reading_page(request: Request, language: Language = None) -> HTMLResponse:
    """The page to read."""
    return _application(request, language or language_of(request), "read", ("scalar.js", "reading.js"), ())


@router.get("/docs/try")
async def trying_page(request: Request, language: Language = None) -> HTMLResponse:
    """The page on which operations are tried out."""
    chosen = language or language_of(request)
    return _application(request, chosen, "try", ("swagger-ui-bundle.js", "try.js"), ("swagger-ui.css",))


@router.get("/openapi.json")
async def openapi_document(request: Request, language: Language = None) -> Response:
    """The OpenAPI document; with ``lang`` in one language, else in both."""
    body, tag = await asyncio.to_thread(_document, request, language)  # the first time takes seconds
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, "application/json")


@router.get("/docs/assets/{name}")
async def asset(name: str, request: Request) -> Response:
    """A file of the pages, packed once and kept by browsers under the hash in its address."""
    found = _asset(name)
    if found is None:
        raise NotFound("path-not-found")
    plain, packed, media, tag = found
    headers = {"etag": f'"{tag}"', "cache-control": "public, max-age=31536000, immutable", "vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == f'"{tag}"':
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, 200, {**headers, "content-encoding": "gzip"}, media)
    return Response(plain, 200, headers, media)


@router.get("/problems")
async def problem_index(request: Request, language: Language = None) -> HTMLResponse:
    """All problem codes, by area."""
    chosen = language or language_of(request)
    areas: dict[str, list[Message]] = defaultdict(list)
    for code in sorted(CATALOGUE):
        areas[code.partition(".")[0] if "." in code else ""].append(CATALOGUE[code])
    parts = []
    for area, messages in sorted(areas.items()):
        rows = "".join(
            f'<dt><a href="/problems/{escape(m.code)}?lang={chosen}"><code>{escape(m.code)}</code></a></dt>'
            f"<dd>{escape(render(m.code, {}, chosen)[0])}</dd>"
            for m in messages
        )
        parts.append(f"<h2>{escape(area) or _WORDS[chosen]['none']}</h2><dl>{rows}</dl>")
    return _plain(chosen, "/problems", _WORDS[chosen]["codes"], "".join(parts))


@router.get("/problems/{code}")
async def problem_page(code: str, request: Request, language: Language = None) -> HTMLResponse:
    """What one problem code means and what to do, in both languages, the chosen one first."""
    if code not in CATALOGUE:
        raise NotFound("path-not-found")
    chosen = language or language_of(request)
    parts = [f"<p><code>{escape(code)}</code></p>"]
    for one in (chosen, "en" if chosen == "zh" else "zh"):
        title, remedy = render(code, {}, one)
        parts.append(f'<section lang="{_tag(one)}"><h2>{escape(title)}</h2>')
        if remedy:
            parts.append(f"<p>{_WORDS[one]['next']}: {escape(remedy)}</p>")
        parts.append("</section>")
    parts.append(f'<p><a href="/problems?lang={chosen}">{_WORDS[chosen]["codes"]}</a></p>')
    return _plain(chosen, f"/problems/{code}", render(code, {}, chosen)[0], "".join(parts))


def _application(
    request: Request, language: str, page: str, scripts: tuple[str, ...], styles: tuple[str, ...]
) -> HTMLResponse:
    words = _WORDS[language]
    path = "/docs" if page == "read" else "/docs/try"
    *libraries, starter = scripts
    tail = "".join(f'<script src="{_address(name)}"></script>' for name in libraries)
    tail += f'<script src="{_address(starter)}" data-openapi="/openapi.json?lang={language}"></script>'
    return _page(language, path, words[page], '<div id="page"></div>' + tail, styles, "application")


def _plain(language: str, path: str, title: str, content: str) -> HTMLResponse:
    return _page(language, path, title, f"<main><h1>{escape(title)}</h1>{content}</main>", (), "plain")


def _page(language: str, path: str, title: str, content: str, styles: tuple[str, ...], kind: str) -> HTMLResponse:
    words, other = _WORDS[language], "en" if language == "zh" else "zh"
    links = "".join(
        f'<a href="{address}?lang={language}">{words[name]}</a>'
        for name, address in (("read", "/docs"), ("try", "/docs/try"), ("codes", "/problems"))
    )
    sheets = "".join(f'<link rel="stylesheet" href="{_address(name)}">' for name in (*styles, "page.css"))
    html = (
        f'<!doctype html><html lang="{_tag(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f'<title>{escape(title)} · 支部 Zhibu</title>{sheets}</head><body class="{kind}">'
        f'<nav class="bar"><strong>支部 Zhibu</strong>{links}'
        f'<a href="{escape(path)}?lang={other}" lang="{_tag(other)}">{words["other"]}</a></nav>{content}</body></html>'
    )
    return HTMLResponse(html, headers={**_PAGE_HEADERS, "content-language": _tag(language)})


def _tag(language: str) -> str:
    return "zh-CN" if language == "zh" else "en"


def _address(name: str) -> str:
    found = _asset(name)
    return f"/docs/assets/{name}" + (f"?v={found[3]}" if found else "")


@lru_cache(maxsize=16)
def _asset(name: str) -> tuple[bytes, bytes, str, str] | None:
    path = _FOLDER / name
    media = _TYPES.get(path.suffix)
    if media is None or path.parent != _FOLDER or not path.is_file():
        return None
    plain = path.read_bytes()
    return plain, gzip.compress(plain, 6, mtime=0), media, hashlib.sha256(plain).hexdigest()[:16]


def _document(request: Request, language: str | None) -> tuple[bytes, str]:
    kept: dict[str | None, tuple[bytes, str]] = request.app.state.__dict__.setdefault("_zhibu_openapi", {})
    if language not in kept:
        made = request.app.openapi()
        body = orjson.dumps(made if language is None else in_language(made, language))
        kept[language] = body, f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    return kept[language]
