"""The Atom feed of posted notices (RFC 4287), in Chinese, with links relative to the server."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

import asyncpg
import orjson

__all__ = ["MEDIA_TYPE", "feed"]

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FEED_ID = uuid5(NAMESPACE_URL, "zhibu:public-notices")
_TITLES = {"inspection": "考察公告", "development": "发展对象公示", "conversion": "预备党员转正公示"}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BASE = "/api/v1/public/notices"


def feed(rows: Sequence["asyncpg.Record"], today: date) -> bytes:
    """Return the feed of public notices, the latest posting first."""
    root = ET.Element(f"{{{_ATOM}}}feed", {_XML_LANG: "zh-CN"})
    newest = max((row["changed_at"] for row in rows), default=datetime(today.year, today.month, today.day, tzinfo=UTC))
    _text(root, "id", _FEED_ID.urn)
    _text(root, "title", "公示公告")
    _text(root, "updated", _instant(newest))
    _link(root, "self", f"{_BASE}.atom", MEDIA_TYPE)
    _link(root, "alternate", _BASE, "application/json")
    for row in rows:
        _entry(root, row)
    ET.register_namespace("", _ATOM)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _entry(root: ET.Element, row: "asyncpg.Record") -> None:
    item = orjson.loads(row["item"])
    names = "、".join(candidate["masked_name"] for candidate in item["candidates"])
    entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
    _text(entry, "id", UUID(item["id"]).urn)
    _text(entry, "title", f"{item['organisation_name']}{_TITLES[item['kind']]}：{names}")
    _text(entry, "updated", _instant(row["changed_at"]))
    author = ET.SubElement(entry, f"{{{_ATOM}}}author")
    _text(author, "name", item["organisation_name"])
    _link(entry, "alternate", f"{_BASE}/{item['id']}", "application/json")
    closes = f"，公示期至 {item['closes_on']}" if item["closes_on"] else ""
    _text(entry, "summary", f"{item['first_posted_on']} 张贴{closes}。").set("type", "text")


def _text(parent: ET.Element, name: str, content: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    made.text = _NOT_XML.sub("", content)
    return made


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "href": address, "type": media_type})


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
