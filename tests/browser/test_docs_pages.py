"""The docs pages in a real browser: complete, in two languages, and without asking anybody outside."""

import asyncio
import socket
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI

from tests.browser.chromium import Chromium, Page, find

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find() is None, reason="no chromium on this machine: apt-get install chromium"),
]


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """The application behind a real server."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))
    yield "http://{}:{}".format(*listener.getsockname())
    server.should_exit = True
    await serving


async def look(address: str, path: str, until: str) -> Page:
    program = find()
    assert program is not None

    def open_it() -> Page:
        with Chromium(program) as browser:
            return browser.look_at(address + path, until)

    return await asyncio.to_thread(open_it)


@pytest.mark.parametrize(
    ("path", "until", "also"),
    [
        ("/docs?lang=zh", "组织列表", "党务工作开放接口"),
        ("/docs?lang=en", "List organisations", "An open API"),
        ("/docs/try?lang=zh", "组织列表", "党务工作开放接口"),
        ("/docs/try?lang=en", "List organisations", "An open API"),
        ("/problems?lang=zh", "未找到", "错误代码"),
        ("/problems/not-found?lang=en", "Not found", "What to do"),
    ],
)
async def test_a_page_shows_itself_and_asks_nobody_else(address: str, path: str, until: str, also: str) -> None:
    # The pages load their groups when they are opened; the first is opened by its address.
    anchors = {"/docs": "#tag/organisations", "/docs/try": "#/organisations"}
    opened = path + anchors.get(path.partition("?")[0], "")

    page = await look(address, opened, until)

    own = urlsplit(address).netloc
    outside = [
        url for url in page.requests if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != own
    ]
    assert outside == []
    # The reading page tries whether it may make code of text, and does without when it may not.
    assert set(page.violations) <= {"kEvalViolation script-src"}
    assert page.errors == []
    assert until in page.text
    assert also in page.text


async def test_the_policy_stops_what_would_go_outside(address: str) -> None:
    """The test above must be able to fail: a page that does ask outside is seen to be stopped."""
    program = find()
    assert program is not None

    def provoke() -> Page:
        with Chromium(program) as browser:
            target = browser._call("Target.createTarget", {"url": "about:blank"})["targetId"]
            session = browser._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
            for domain in ("Network", "Audits", "Page", "Runtime"):
                browser._call(f"{domain}.enable", session=session)
            browser._call("Page.navigate", {"url": address + "/problems"}, session=session)
            asked = {"expression": "fetch('https://example.com/').catch(e => 'refused')", "awaitPromise": True}
            told = ""
            for _ in range(40):
                told = browser._call("Runtime.evaluate", asked, session=session)["result"].get("value", "")
                if told == "refused":
                    break
            page = Page(text=told)
            for event in browser._events:
                if event.get("method") == "Audits.issueAdded":
                    page.violations.append(str(event["params"]["issue"]["code"]))
            return page

    page = await asyncio.to_thread(provoke)

    assert page.text == "refused"
    assert "ContentSecurityPolicyIssue" in page.violations
